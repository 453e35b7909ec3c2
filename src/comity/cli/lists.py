"""What ``comity screen`` takes for a list beside a file of people: the published SDN form, and a register that is invented.

Both become Parquet in the folder ``HITS.jsonl.lists``, beside the hits: there a hit is looked up, and a run that was
interrupted finds the same rows again.
"""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.cli.desk import DeskError
from comity.cli.progress import counting

if TYPE_CHECKING:
    from comity.screening.record import RegisterRecord

INVENTED = re.compile(r"invented:([1-9]\d{0,11})(?::(\d{1,9}))?")
_BROKEN = re.compile(r"[|;\s]+")


@dataclass(slots=True)
class Found:
    """The file that is screened for what was given, what should be said about it, and rows that could not be read."""

    path: Path
    notes: list[str] = field(default_factory=list)
    bad: list[dict[str, object]] = field(default_factory=list)


def check_out(out: Path, inputs: list[Path]) -> None:
    """Raise DeskError before anything is done where the hits could not be written, or would replace what is read."""
    if any(given.exists() and out.exists() and given.samefile(out) for given in inputs):
        raise DeskError("cli.out_is_input", file=str(out))
    folder = out.absolute().parent
    if not folder.is_dir():
        raise DeskError("cli.out_folder", folder=str(folder), file=out.name)
    if not os.access(folder, os.W_OK):
        raise DeskError("cli.out_closed", folder=str(folder), file=out.name)


def find_list(given: Path, *, side: str, out: Path, accept_bad_rows: bool) -> Found:
    """The file to be screened; ``given`` itself unless it names an invented register or a list in the SDN form.

    Raises DeskError for bad rows, RegisterError where a file of the SDN form is missing.
    """
    folder = out.with_name(f"{out.name}.lists")
    if invented := INVENTED.fullmatch(str(given)):
        return _invent(folder, int(invented[1]), int(invented[2] or 1))
    if given.is_dir() and (given / "sdn.csv").is_file():
        return _from_sdn(given, folder, side=side, accept_bad_rows=accept_bad_rows)
    if given.is_dir():
        raise DeskError("cli.list_folder", folder=str(given))
    return Found(given)


def _invent(folder: Path, rows: int, seed: int) -> Found:
    from comity.screening.invented import write_register

    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"invented-{rows}-{seed}.parquet"
    if not path.exists():
        with counting(f"inventing {rows:,} people", unit="people") as progress:
            write_register(path, rows, seed=seed, progress=lambda done: progress(done, rows))
    return Found(path, [f"The register is invented; whom a hit means stands in {folder.name}/{path.name}."])


def _from_sdn(source: Path, folder: Path, *, side: str, accept_bad_rows: bool) -> Found:
    from comity.screening import SdnReader
    from comity.screening.errors import RegisterError
    from comity.screening.record import SourceFault
    from comity.screening.spool import Spool

    reader = SdnReader(source)
    for file in reader.files():
        if not file.is_file():
            raise RegisterError("screening.source_missing", file=file.name)
    rows: list[dict[str, str]] = []
    faults: list[SourceFault] = []
    weak = 0
    with tempfile.TemporaryDirectory() as work, counting(f"reading {source.name}", unit="rows") as progress:
        spool = Spool(Path(work) / "spool.sqlite")
        try:
            for item in reader.read(spool, {}):
                if isinstance(item, SourceFault):
                    faults += [item] if item.bad else []
                    continue
                rows.append(_row(item))
                weak += sum(name["kind"] == "weak" for name in item["names"])
                progress(len(rows), 0)
        finally:
            spool.close()
    if faults and not accept_bad_rows:
        first = faults[0]
        raise RegisterError(
            "screening.bad_rows", file=first.file, count=len(faults), line=first.line, reason=first.reason
        )
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"{side}.parquet"
    _write(path, rows)
    notes = [
        f"The list in the SDN form has {len(rows):,} entries; {weak:,} names that it calls weak are not looked for."
    ]
    return Found(path, notes, [{"file": one.file, "line": one.line, "reason": one.reason} for one in faults])


def _row(record: "RegisterRecord") -> dict[str, str]:
    """A record of a register as a row of a list. What divides values in a list cannot stand inside one."""
    names = [_plain(name["text"]) for name in record["names"] if name["kind"] != "weak"]
    states = [*record["nationalities"], *record["citizenships"]]
    papers = [":".join(_plain(part).replace(":", " ") for part in (row["kind"], row["state"], row["number"]))
              for row in record["documents"]]  # fmt: skip
    return {
        "id": record["row"],
        "name": names[0],
        "aliases": "|".join(names[1:]),
        "kind": "" if record["kind"] == "person" else "organisation",
        "birth_date": "|".join(_plain(day["text"]) for day in record["birth_dates"]),
        "nationality": "|".join(map(_plain, states)),
        "documents": "|".join(papers),
        "phones": "|".join(map(_plain, record["phones"])),
        "address": "|".join(map(_plain, record["addresses"])),
    }


def _plain(text: str) -> str:
    return _BROKEN.sub(" ", text).strip()


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write the list; one that says the same is left as it is, so that an interrupted run finds its list unchanged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from comity.screening.parts import replace

    columns = ("id", "name", "aliases", "kind", "birth_date", "nationality", "documents", "phones", "address")
    table = pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in columns]))
    if path.exists() and pq.read_table(path).equals(table):
        return
    replace(path, lambda file: pq.write_table(table, file, compression="zstd"))


def notes_on(tables: Mapping[str, Any], report: Any) -> list[str]:
    """What a reader of the counts may be misled by: empty lists, entries without a name, nothing but names in common."""
    from comity.screening.columns import FACTS

    found = []
    if not report.watch_rows:
        found.append("The list to look for has no entry: nothing was looked for.")
    elif not report.register_rows:
        found.append("The list to look in has no row: nobody can be found there.")
    if not FACTS & set(tables["watch"].columns) & set(tables["register"].columns):
        found.append(
            "The lists have nothing but names in common: a score says how likely two names are of one bearer, and many people"
            " bear one name. Where there are dates of birth or other facts, name their columns with --column."
        )
    for table in tables.values():
        found += _open_quotes(table, report)
    return found


def _open_quotes(table: Any, report: Any) -> list[str]:
    """A quote that is opened and never closed takes what follows it along; the count of bad rows does not show that."""
    file = table.path.name
    if not any("quote" in str(row["reason"]) for row in report.bad.get(file, ())):
        return []
    with table.path.open("rb") as lines:
        count = sum(1 for _ in lines)
    return [
        f"{file}: a quote is opened and not closed. The lines after it may be lost with it: the file has {count:,} lines."
    ]


def nameless(table: Any) -> list[str]:
    """Entries of a list that cannot be looked for because they have no name, or no id to be told apart by."""
    import pyarrow.compute as pc

    missing = 0
    for batch in table.batches():
        blank = [pc.equal(pc.utf8_trim_whitespace(batch.column(name)), "") for name in ("id", "name")]
        missing += pc.sum(pc.or_(*blank)).as_py() or 0
    if not missing:
        return []
    return [f"{table.path.name}: {missing:,} entries have no name or no id. Nobody was looked for by them."]
