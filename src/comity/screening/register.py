"""A source becomes one Parquet file named by its own SHA-256, whole or not at all.

If we stop here … while reading: a hidden folder ``.import-…`` is left, no register; the next import sweeps it.
… after the Parquet file is written and before it is renamed: the same. … after the rename: the register is complete,
and importing the same source again finds it unchanged.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from comity.screening.duck import open_duckdb
from comity.screening.errors import RegisterError
from comity.screening.record import Reader, RegisterRecord, SourceFault, as_text
from comity.screening.spool import Spool
from comity.screening.versions import KEY_VERSION

if TYPE_CHECKING:
    import duckdb

FORM_VERSION = "2"
MAX_LISTED = 10_000
"""So many faults and truncated rows are listed in a report; the counts are always complete."""
PROGRESS_EVERY = 1000
AT_ONCE = 1024
"""So many records are filed under their keys together."""

_WRITE = """
COPY (
  SELECT NULL::UBIGINT AS key, * FROM read_json($1, format = 'newline_delimited', maximum_object_size = 4194304, columns = {
    place: 'UINTEGER', record: 'VARCHAR'
  })
  UNION ALL (
    SELECT key, place, NULL::VARCHAR AS record
    FROM read_csv($2, header = false, auto_detect = false, columns = {key: 'UBIGINT', place: 'UINTEGER'})
    ORDER BY key, place
  )
) TO $3 (
  FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192,
  KV_METADATA {comity_register: $4, name: $5, form: $6, keys: $7, as_of: $8}
)
"""
# The rows first, without a key; behind them every key with the place of its row, sorted, so that a question reads few groups.
_INFO = "SELECT key, value FROM parquet_kv_metadata($1)"

Outcome = Literal["stored", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An input of an import: its name, SHA-256, size in bytes and rows read (0 for a mapping file)."""

    file: str
    sha256: str
    size_bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one import did. ``refused`` means no register was written because of bad rows; ``path`` is then None."""

    name: str
    form: str
    outcome: Outcome
    path: Path | None
    file_hash: str
    sources: tuple[SourceFile, ...]
    rows_read: int
    kept: int
    bad_count: int
    irregular_count: int
    truncated_count: int
    bad: tuple[SourceFault, ...]
    irregular: tuple[SourceFault, ...]
    truncated: tuple[SourceFault, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON without floats or paths, for the entry and the page."""
        return {
            "name": self.name,
            "form": self.form,
            "outcome": self.outcome,
            "file_hash": self.file_hash,
            "sources": [
                {"file": source.file, "sha256": source.sha256, "size_bytes": source.size_bytes, "rows": source.rows}
                for source in self.sources
            ],
            "rows_read": self.rows_read,
            "kept": self.kept,
            "bad_count": self.bad_count,
            "irregular_count": self.irregular_count,
            "truncated_count": self.truncated_count,
            "bad": [fault.as_json() for fault in self.bad],
            "irregular": [fault.as_json() for fault in self.irregular],
            "truncated": [fault.as_json() for fault in self.truncated],
        }


@dataclass(slots=True)
class _Tally:
    """What was met while reading; lists stop growing at MAX_LISTED, counts do not."""

    kept: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=lambda: {"bad": 0, "irregular": 0, "truncated": 0})
    faults: dict[str, list[SourceFault]] = field(default_factory=lambda: {"bad": [], "irregular": [], "truncated": []})

    def note(self, kind: str, fault: SourceFault) -> None:
        self.totals[kind] += 1
        if len(self.faults[kind]) < MAX_LISTED:
            self.faults[kind].append(fault)


def import_register(
    *,
    source: Reader,
    folder: Path,
    name: str,
    as_of: str = "",
    accept_bad_rows: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read a source into ``<folder>/<SHA-256>.parquet``; the same source gives the same file.

    Any bad row refuses the whole import unless ``accept_bad_rows``; then the good rows are kept and the bad ones listed.
    ``progress`` is called with the records read so far; an exception from it stops the import and leaves nothing.
    Memory does not grow with the source. Raises RegisterError when a file is missing or changes while it is read.
    """
    before = _fingerprints(source)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tally = _Tally()
    with _workspace(folder) as work:
        files = work / "rows.ndjson", work / "keys.csv"
        spool = Spool(work / "spool.sqlite")
        try:
            with files[0].open("w", encoding="utf-8") as rows, files[1].open("w", encoding="ascii") as keys:
                _read(source, out=_Out(rows, keys), spool=spool, tally=tally, progress=progress)
        finally:
            spool.close()
        if _fingerprints(source) != before:
            raise RegisterError("screening.source_changed", name=name)
        if tally.totals["bad"] and not accept_bad_rows:
            return _report(source, tally, name=name, outcome="refused", path=None, file_hash="", sources=before)
        parquet = work / "register.parquet"
        _write_parquet(files, parquet, name=name, form=source.form, as_of=as_of)
        file_hash = _sha256(parquet)
        path = folder / f"{file_hash}.parquet"
        outcome: Outcome = "unchanged" if path.exists() else "stored"
        if outcome == "stored":
            _publish(parquet, path)
        return _report(source, tally, name=name, outcome=outcome, path=path, file_hash=file_hash, sources=before)


def read_register_info(path: Path) -> dict[str, str]:
    """What a register file says of itself: name, form of the source, ``as_of`` and the version of its keys.

    Raises RegisterError when the file is missing, is no register, or was written with other name keys.
    """
    if not path.is_file():
        raise RegisterError("screening.register_missing", file=path.name)
    import duckdb

    try:
        with open_duckdb(folders=(path.parent,)) as base:
            return checked_info(base, path)
    except duckdb.Error as error:
        raise RegisterError("screening.register_unreadable", file=path.name) from error


def checked_info(base: "duckdb.DuckDBPyConnection", path: Path) -> dict[str, str]:
    """The same from an open DuckDB. Raises RegisterError, and DuckDB's own error for what is no Parquet."""
    rows = base.execute(_INFO, [str(path.resolve())]).fetchall()
    info = {bytes(key).decode() if not isinstance(key, str) else key: bytes(value).decode() for key, value in rows}
    if "comity_register" not in info:
        raise RegisterError("screening.register_unreadable", file=path.name)
    if (info["comity_register"], info.get("keys")) != (FORM_VERSION, KEY_VERSION):
        raise RegisterError("screening.register_outdated", file=path.name, keys=info.get("keys", ""))
    return info


@dataclass(slots=True)
class _Out:
    """Writes records and their keys; those of AT_ONCE records are made together."""

    rows: IO[str]
    keys: IO[str]
    waiting: list[RegisterRecord] = field(default_factory=list)
    place: int = 0

    def add(self, record: RegisterRecord) -> None:
        self.waiting.append(record)
        if len(self.waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        from comity.screening.filing import keys_of_people, person_of  # compiled: loads with the first import

        keys = keys_of_people([person_of(record) for record in self.waiting], asking=False)
        for record, own in zip(self.waiting, keys, strict=True):
            row = {"place": self.place, "record": as_text(record)}
            self.rows.write(json.dumps(row, ensure_ascii=False) + "\n")
            self.keys.writelines(f"{key},{self.place}\n" for key in own)
            self.place += 1
        self.waiting.clear()


def _read(source: Reader, *, out: _Out, spool: Spool, tally: _Tally, progress: Callable[[int], None] | None) -> None:
    for item in source.read(spool, tally.counts):
        if isinstance(item, SourceFault):
            tally.note("bad" if item.bad else "irregular", item)
            continue
        if item["truncated"]:
            file, _, line = item["source_line"].rpartition(":")
            tally.note("truncated", SourceFault(file, int(line), "truncated_at_source", f"id {item['row']}", bad=False))
        out.add(item)
        tally.kept += 1
        if progress is not None and tally.kept % PROGRESS_EVERY == 0:
            progress(tally.kept)
    out.flush()
    if progress is not None:
        progress(tally.kept)


def _write_parquet(files: tuple[Path, Path], target: Path, *, name: str, form: str, as_of: str) -> None:
    rows, keys = files
    # One thread: the same rows must give the same bytes.
    with open_duckdb(folders=(rows.parent,), spill=rows.parent / "spill", threads=1) as base:
        parameters = [str(path.resolve()) for path in (rows, keys, target)]
        base.execute(_WRITE, [*parameters, FORM_VERSION, name, form, KEY_VERSION, as_of])


def _publish(written: Path, path: Path) -> None:
    """Make the file durable, then visible under its hash, then make the name durable."""
    written.chmod(0o600)
    with written.open("rb") as file:
        os.fsync(file.fileno())
    written.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _workspace(folder: Path) -> Iterator[Path]:
    """A hidden folder held by a lock for as long as its import lives; what killed imports left is swept first."""
    with _locked(folder):
        _sweep(folder)
        work = Path(tempfile.mkdtemp(prefix=".import-", dir=folder))
        lock = (work / "lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield work
    finally:
        lock.close()
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One import at a time makes or sweeps hidden folders."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove hidden folders whose lock nobody holds: their import was killed."""
    for left in folder.glob(".import-*"):
        try:
            with (left / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        except (BlockingIOError, FileNotFoundError):
            continue  # its import is alive, or has just removed it


def _fingerprints(source: Reader) -> tuple[tuple[str, str, int], ...]:
    """Name, SHA-256 and size of every input."""
    found = []
    for path in source.files():
        if not path.is_file():
            raise RegisterError("screening.source_missing", file=path.name)
        found.append((path.name, _sha256(path), path.stat().st_size))
    return tuple(found)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _report(
    source: Reader,
    tally: _Tally,
    *,
    name: str,
    outcome: Outcome,
    path: Path | None,
    file_hash: str,
    sources: tuple[tuple[str, str, int], ...],
) -> ImportReport:
    return ImportReport(
        name=name,
        form=source.form,
        outcome=outcome,
        path=path,
        file_hash=file_hash,
        sources=tuple(SourceFile(file, digest, size, tally.counts.get(file, 0)) for file, digest, size in sources),
        rows_read=tally.counts.get(source.files()[0].name, 0),
        kept=tally.kept,
        bad_count=tally.totals["bad"],
        irregular_count=tally.totals["irregular"],
        truncated_count=tally.totals["truncated"],
        bad=tuple(tally.faults["bad"]),
        irregular=tuple(tally.faults["irregular"]),
        truncated=tuple(tally.faults["truncated"]),
    )
