"""Lists of people as tables: Parquet, CSV or tab-separated text, read in order and in pieces through DuckDB.

Every cell is read as text. A list needs an id and a name a row; everything else is used where it is there.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.screening.duck import open_duckdb
from comity.screening.errors import ColumnsError

if TYPE_CHECKING:
    import duckdb

Array = np.ndarray[Any, np.dtype[Any]]

FIELDS = (
    "id", "name", "aliases", "kind", "birth_date", "nationality", "documents", "phones", "plates", "address",
)  # fmt: skip
"""What a row may say. ``name``, ``aliases``, ``nationality`` hold several values divided by ``|``, ``documents``, ``phones``
and ``plates`` by ``|`` or ``;``. ``kind`` is ``organisation`` for what is no person."""
NEEDED = ("id", "name")
FACTS = frozenset(FIELDS[FIELDS.index("birth_date") :])
"""What may agree or differ beside names."""
BATCH = 65_536
"""Rows a piece: always the same, so that finished pieces mean the same rows in every run."""
MAX_LISTED = 1_000
_FORMS: dict[str, tuple[Literal["parquet", "text"], str]] = {
    ".parquet": ("parquet", ""),
    ".csv": ("text", ","),
    ".tsv": ("text", "\t"),
}
_TEXT = """read_csv($1, columns = $2, delim = $3, header = true, auto_detect = false, quote = '"', escape = '"', strict_mode = true,
  null_padding = false, store_rejects = true, rejects_table = 'bad_rows', rejects_limit = 1000000, max_line_size = 4194304)"""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: where it is and why. ``line`` is 1 for the first line of a text file."""

    line: int
    reason: str

    def as_json(self) -> dict[str, object]:
        """Plain JSON for the report."""
        return {"line": self.line, "reason": self.reason}


@dataclass(slots=True)
class Table:
    """One list: its file, how it is written, and which of its columns is which field."""

    path: Path
    form: Literal["parquet", "text"]
    delimiter: str
    header: tuple[str, ...]
    columns: dict[str, str]
    lists: frozenset[str]
    """Columns that hold a list of texts in Parquet."""
    bad: list[BadRow] = field(default_factory=list)
    bad_count: int = 0

    def count(self) -> int | None:
        """How many rows it has, where the file says so without being read."""
        if self.form != "parquet":
            return None
        with _opened(self.path) as base:
            row = base.execute("SELECT count(*) FROM read_parquet($1)", [str(self.path.resolve())]).fetchone()
        return int(row[0]) if row else None

    def batches(self, *, skip: int = 0, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """The rows from number ``skip`` on, ``size`` at a time (the last piece may be shorter), every column as text.

        Raises ColumnsError where the file cannot be read. Rows of a text file that cannot be read are left out and listed
        in ``bad`` once everything has been read.
        """
        import duckdb

        with _opened(self.path) as base:
            try:
                reader = base.sql(self._query(skip), params=self._parameters()).to_arrow_reader(size)
                yield from _even(reader, size)
                if self.form == "text":
                    self._note_bad_rows(base)
            except duckdb.Error as error:
                raise ColumnsError(file=self.path.name, reason="unreadable", detail=str(error)[:300]) from error

    def _parameters(self) -> "list[object]":
        path = str(self.path.resolve())
        return [path] if self.form == "parquet" else [path, dict.fromkeys(self.header, "VARCHAR"), self.delimiter]

    def _query(self, skip: int) -> str:
        cells = ", ".join(f"{self._cell(column)} AS {name}" for name, column in self.columns.items())
        source = "read_parquet($1)" if self.form == "parquet" else _TEXT
        # Column names are quoted names of the file's own columns; all else is a constant or a parameter.
        return f"SELECT {cells} FROM {source} OFFSET {int(skip)}"  # noqa: S608 - see above

    def _cell(self, column: str) -> str:
        quoted = '"' + column.replace('"', '""') + '"'
        if column in self.lists:
            return f"coalesce(array_to_string(CAST({quoted} AS VARCHAR[]), '|'), '')"
        return f"coalesce(CAST({quoted} AS VARCHAR), '')"

    def _note_bad_rows(self, base: "duckdb.DuckDBPyConnection") -> None:
        counted = base.execute("SELECT count(DISTINCT line) FROM bad_rows").fetchone()
        self.bad_count = int(counted[0]) if counted else 0
        rows = base.execute(
            "SELECT line, min(CAST(error_type AS VARCHAR)) FROM bad_rows GROUP BY line ORDER BY line LIMIT $1",
            [MAX_LISTED],
        ).fetchall()
        self.bad = [BadRow(int(line), str(reason).lower()) for line, reason in rows]


def open_table(path: Path, columns: Mapping[str, str] | None = None) -> Table:
    """A list by its file name's ending. ``columns`` says which column of the file is which field.

    Raises ColumnsError for an unknown ending, a file that cannot be read, or a column that is not there.
    """
    if not path.is_file():
        raise ColumnsError(file=path.name, reason="missing")
    form, delimiter = _FORMS.get(path.suffix.lower(), (None, ""))
    if form is None:
        raise ColumnsError(file=path.name, reason="ending", detail=path.suffix)
    kinds = _parquet_columns(path) if form == "parquet" else dict.fromkeys(_header(path, delimiter), "VARCHAR")
    chosen = dict(columns or {})
    for name, column in chosen.items():
        if name not in FIELDS:
            raise ColumnsError(file=path.name, reason="unknown_field", detail=name)
        if column not in kinds:
            raise ColumnsError(file=path.name, reason="missing_column", detail=column)
    taken = {name: chosen.get(name, name) for name in FIELDS if chosen.get(name, name) in kinds}
    missing = [name for name in NEEDED if name not in taken]
    if missing:
        raise ColumnsError(file=path.name, reason="missing_column", detail=", ".join(missing))
    lists = frozenset(column for column, kind in kinds.items() if kind.endswith("[]"))
    return Table(path, form, delimiter, tuple(kinds), taken, lists)


@contextmanager
def _opened(path: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    # One thread: rows come in the order of the file, and the other core is free for the comparison.
    with open_duckdb(folders=(path.resolve().parent,), threads=1) as base:
        yield base


def _parquet_columns(path: Path) -> dict[str, str]:
    import duckdb

    try:
        with _opened(path) as base:
            rows = base.execute("DESCRIBE SELECT * FROM read_parquet($1)", [str(path.resolve())]).fetchall()
    except duckdb.Error as error:
        raise ColumnsError(file=path.name, reason="unreadable", detail=str(error)[:300]) from error
    return {str(row[0]): str(row[1]) for row in rows}


def _header(path: Path, delimiter: str) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            header = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise ColumnsError(file=path.name, reason="unreadable", detail=str(error)[:300]) from error
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ColumnsError(file=path.name, reason="column_twice", detail=", ".join(twice))
    return header


def _even(reader: pa.RecordBatchReader, size: int) -> Iterator[pa.RecordBatch]:
    """The same rows in pieces of exactly ``size``; DuckDB's own pieces end where a row group does."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in reader:
        held.append(batch)
        rows += len(batch)
        while rows >= size:
            whole = _one(held)
            yield whole.slice(0, size)
            held, rows = [whole.slice(size)], rows - size
    if rows:
        yield _one(held)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    kept = [batch for batch in batches if len(batch)]
    return kept[0] if len(kept) == 1 else pa.concat_batches(kept or batches)


def texts_of(batch: pa.RecordBatch, name: str) -> pa.Array | None:
    """A field of a piece, or None where the list has no such column."""
    at = batch.schema.get_field_index(name)
    return None if at < 0 else batch.column(at)


def names_of(batch: pa.RecordBatch) -> tuple[pa.Array, Array]:
    """All names of a piece's rows one after the other, and where those of each row begin (int32, rows + 1)."""
    names, aliases = batch.column("name"), texts_of(batch, "aliases")
    if aliases is not None and pc.any(pc.not_equal(aliases, "")).as_py():
        names = pc.binary_join_element_wise(names, aliases, "|")
    if not pc.any(pc.match_substring(names, "|")).as_py():
        return names, np.arange(len(names) + 1, dtype=np.int32)
    split = pc.split_pattern(names, "|")
    return split.flatten(), np.asarray(split.offsets)
