"""Let every loop of names and screening be compiled now, so that nobody waits for it later: ``python -m comity.screening.ready``."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from comity.kit.loops import first_use, wanted

EVERYTHING = "screening"
_MAPPING = '[columns]\nrow = "no"\n[[names]]\ncolumn = "name"\n'
ROWS = 2_000


def make_ready(tell: Callable[[str], object]) -> None:
    """Have it done by a process of its own, unless this machine has done it; ``tell`` is given a sentence before."""
    if wanted(EVERYTHING):
        tell("Comparisons are made fast: a minute or two, once for each version.")
        command = [sys.executable, "-m", "comity.screening.ready"]
        subprocess.run(command, stderr=subprocess.DEVNULL, check=False)  # without it, who compares first waits


def practise() -> None:
    """A small screening, a small import and a look-up."""
    from comity.screening.columns import open_table
    from comity.screening.invented import write_register, write_watch
    from comity.screening.job import screen_files
    from comity.screening.lookup import SubjectQuery, search_register
    from comity.screening.mapped_csv import MappedCsvReader
    from comity.screening.register import import_register
    from comity.screening.screener import Options

    with tempfile.TemporaryDirectory(prefix="comity-ready-") as folder:
        watch, register = Path(folder) / "watch.parquet", Path(folder) / "register.parquet"
        write_register(register, ROWS, seed=1)
        write_watch(watch, ROWS // 10, ROWS // 20, rows=ROWS, seed=1)
        screen_files(open_table(watch), open_table(register), Path(folder) / "hits.jsonl", options=Options())
        rows, mapping = Path(folder) / "rows.csv", Path(folder) / "rows.toml"
        rows.write_text("no,name\nA1,Chen Wei\nA2,陈伟\n", "utf-8")
        mapping.write_text(_MAPPING, "utf-8")
        made = import_register(source=MappedCsvReader(rows, mapping), folder=Path(folder) / "register", name="ready")
        if made.path is not None:
            search_register(made.path, [SubjectQuery(("Chen Wei",))])


if __name__ == "__main__":
    first_use(EVERYTHING, practise)
