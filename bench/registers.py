"""Registers: importing and searching beside the machine's own limits on the same bytes.

Run: ``python -m bench.registers [folder with sdn.csv, alt.csv, add.csv]``.

The limits: Python's csv.reader reading the same file and doing nothing, and DuckDB turning it into Parquet untouched.
"""

import csv
import json
import platform
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from bench._invented import SEED, invented_names
from comity.screening import MappedCsvReader, SdnReader, SubjectQuery, import_register, search_register

ROWS = 40_000
_MAPPING = """
[columns]
row = "no"
birth_dates = "born"
[constants]
nationalities = ["XB"]
[[names]]
column = "name"
[[names]]
column = "alias"
kind = "alias"
[[documents]]
column = "passport"
kind = "passport"
state = "XB"
"""


def write_invented(folder: Path, rows: int) -> Path:
    """A civil register of nobody, with its mapping beside it."""
    draw = random.Random(SEED)
    path = folder / "civil.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["no", "name", "alias", "born", "passport"])
        names, aliases = invented_names(rows), invented_names(rows, seed=SEED + 1)
        for number, (name, alias) in enumerate(zip(names, aliases, strict=True)):
            born = f"{draw.randint(1940, 2008)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
            out.writerow([f"B{number}", f"{name} {number % 977}", alias, born, f"E{draw.randint(10**7, 10**8)}"])
    (folder / "civil.toml").write_text(_MAPPING, encoding="utf-8")
    return path


def seconds(work: Any) -> tuple[float, Any]:
    """Wall seconds of one call and its result."""
    began = time.monotonic()
    result = work()
    return time.monotonic() - began, result


def read_only(path: Path) -> int:
    """Physical limit one: every row through csv.reader."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def duckdb_only(path: Path, target: Path) -> None:
    """Physical limit two: DuckDB's own CSV reader straight into Parquet, every column as text."""
    with duckdb.connect(":memory:", config={"threads": 1}) as base:
        base.execute(
            "COPY (SELECT * FROM read_csv($1, all_varchar = true)) TO $2 (FORMAT parquet)", [str(path), str(target)]
        )


def measure_source(source: Any, main_file: Path, *, work: Path, questions: list[str]) -> dict[str, Any]:
    """Import, re-import, both limits and the time of one question over one source."""
    first, report = seconds(lambda: import_register(source=source, folder=work / "r", name="bench"))
    again, second = seconds(lambda: import_register(source=source, folder=work / "r", name="bench"))
    assert second.outcome == "unchanged"
    limit, rows = seconds(lambda: sum(read_only(path) for path in source.files() if path.suffix == ".csv"))
    engine, _ = seconds(lambda: duckdb_only(main_file, work / "limit.parquet"))
    times = sorted(
        seconds(lambda name=name: search_register(report.path, [SubjectQuery((name,))]))[0] for name in questions
    )
    return {
        "records": report.kept,
        "file_rows": rows,
        "import_rows_per_second": int(rows / first),
        "reimport_rows_per_second": int(rows / again),
        "csv_reader_rows_per_second": int(rows / limit),
        "duckdb_csv_to_parquet_records_per_second": int(report.kept / engine),
        "source_bytes": sum(path.stat().st_size for path in source.files()),
        "register_bytes": report.path.stat().st_size,
        "question_median_ms": int(times[len(times) // 2] * 1000),
        "question_worst_ms": int(times[-1] * 1000),
    }


def main() -> None:
    """Print JSON, then a table; a published list is measured too when its folder is given."""
    found: dict[str, Any] = {"python": platform.python_version(), "duckdb": duckdb.__version__}
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        path = write_invented(work, ROWS)
        source = MappedCsvReader(path, work / "civil.toml")
        found["invented"] = measure_source(source, path, work=work, questions=invented_names(12, seed=SEED + 2))
    if len(sys.argv) > 1:
        published = Path(sys.argv[1])
        with tempfile.TemporaryDirectory() as place:
            list_source = SdnReader(published)
            found["published_list"] = measure_source(
                list_source, list_source.main, work=Path(place), questions=invented_names(12, seed=SEED + 2)
            )
    found["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(found, indent=1))
    for name in ("invented", "published_list"):
        for key, value in found.get(name, {}).items():
            print(f"{name:16} {key:44} {value:>12,}")


if __name__ == "__main__":
    main()
