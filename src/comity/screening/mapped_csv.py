"""Any CSV with a header row, read through a mapping file that says which column is which field. See docs/ref/registers.md."""

import codecs
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from comity.screening.dates import read_iso_date, read_source_date
from comity.screening.errors import MappingError
from comity.screening.record import KINDS, NAME_KINDS, NameKind, RecordDate, RegisterRecord, SourceFault, new_record
from comity.screening.spool import Spool
from comity.screening.table import read_table

TEXT_FIELDS = ("kind", "sex", "record_status", "as_of", "source_grade", "information_grade")
LIST_FIELDS = ("birth_places", "nationalities", "citizenships", "addresses", "phones", "notes")
FIELDS = ("row", "birth_dates", *TEXT_FIELDS, *LIST_FIELDS)
_TABLES = ("register", "columns", "constants", "values", "names", "documents")
_REGISTER = ("encoding", "delimiter", "list_separator", "date_format")
_ALLOWED = {
    "kind": frozenset(KINDS),
    "sex": frozenset({"male", "female", ""}),
    "record_status": frozenset({"final_unspent", "not_final", "spent", ""}),
    "source_grade": frozenset({"A", "B", "C", "X", ""}),
    "information_grade": frozenset({"1", "2", "3", "4", ""}),
}


@dataclass(frozen=True, slots=True)
class NameColumn:
    """A column that holds one name, or several divided by the list separator."""

    column: str
    kind: NameKind
    lang: str


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A column of document numbers of one kind; the state is a constant or stands in a column of its own."""

    column: str
    kind: str
    state: str
    state_column: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file, checked: every field it names exists here, every column it names must exist in the CSV."""

    encoding: str
    delimiter: str
    list_separator: str
    date_format: str
    columns: dict[str, str]
    constants: dict[str, Any]
    values: dict[str, dict[str, str]]
    names: tuple[NameColumn, ...]
    documents: tuple[DocumentColumn, ...] = field(default=())

    def needed_columns(self) -> set[str]:
        """Every column of the CSV the mapping reads."""
        needed = set(self.columns.values()) | {name.column for name in self.names}
        needed |= {document.column for document in self.documents}
        return needed | {document.state_column for document in self.documents if document.state_column}


def read_mapping(path: Path) -> Mapping:
    """Read and check a mapping file; raises MappingError with the place that is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(file=path.name, reason="unreadable", detail=str(error)[:200]) from error
    _only(data, _TABLES, where="file")
    register = data.get("register", {})
    _only(register, _REGISTER, where="register")
    columns, constants = data.get("columns", {}), data.get("constants", {})
    _only(columns, FIELDS, where="columns")
    _only(constants, (*TEXT_FIELDS, *LIST_FIELDS), where="constants")
    _only(data.get("values", {}), TEXT_FIELDS, where="values")
    if "row" not in columns:
        raise MappingError(where="columns", reason="missing", detail="row")
    names = tuple(_name_column(table) for table in data.get("names", []))
    if not any(name.kind == "primary" for name in names):
        raise MappingError(where="names", reason="missing", detail="a column of kind primary")
    mapping = Mapping(
        encoding=str(register.get("encoding", "utf-8")),
        delimiter=str(register.get("delimiter", ",")),
        list_separator=str(register.get("list_separator", "|")),
        date_format=str(register.get("date_format", "iso")),
        columns={str(key): str(value) for key, value in columns.items()},
        constants=constants,
        values={key: {str(k): str(v) for k, v in table.items()} for key, table in data.get("values", {}).items()},
        names=names,
        documents=tuple(_document_column(table) for table in data.get("documents", [])),
    )
    _check_settings(mapping)
    return mapping


class MappedCsvReader:
    """Reads one CSV file with a header row through a mapping."""

    form = "mapped_csv"

    def __init__(self, path: Path, mapping: Mapping | Path) -> None:
        self.path = path
        self.mapping_path = mapping if isinstance(mapping, Path) else None
        self.mapping = read_mapping(mapping) if isinstance(mapping, Path) else mapping

    def files(self) -> tuple[Path, ...]:
        """The CSV and, where it was given as a file, its mapping."""
        return (self.path, self.mapping_path) if self.mapping_path else (self.path,)

    def read(self, spool: Spool, counts: dict[str, int]) -> Iterator[RegisterRecord | SourceFault]:
        """Rows in the order of the file; raises MappingError when a mapped column is not in the header."""
        rows = read_table(self.path, columns=None, encoding=self.mapping.encoding, delimiter=self.mapping.delimiter)
        header: list[str] = []
        for row in rows:
            if header:
                counts[self.path.name] = counts.get(self.path.name, 0) + 1
            if row.fault:
                yield row.fault
            elif not header:
                header = self._header(row.fields)
            else:
                yield self._record(spool, line=row.line, cells=dict(zip(header, row.fields, strict=True)))

    def _header(self, fields: list[str]) -> list[str]:
        header = [name.strip().removeprefix("\ufeff") for name in fields]
        missing = self.mapping.needed_columns() - set(header)
        if missing or len(set(header)) != len(header):
            reason = "missing_column" if missing else "column_twice"
            raise MappingError(file=self.path.name, reason=reason, detail=", ".join(sorted(missing)))
        return header

    def _record(self, spool: Spool, *, line: int, cells: dict[str, str]) -> RegisterRecord | SourceFault:
        row_id = cells[self.mapping.columns["row"]].strip()
        if not row_id:
            return SourceFault(self.path.name, line, "row_id", "the id column is empty")
        if spool.count("id", row_id):
            return SourceFault(self.path.name, line, "duplicate_row", f"id {row_id[:60]} stands above")
        record = new_record(row=row_id, kind="person", source_line=f"{self.path.name}:{line}")
        try:
            self._fill(record, cells)
        except _BadCellError as bad:
            return SourceFault(self.path.name, line, bad.reason, bad.detail)
        if not any(name["kind"] == "primary" for name in record["names"]):
            return SourceFault(self.path.name, line, "empty_name", f"id {row_id[:60]}")
        return record

    def _fill(self, record: RegisterRecord, cells: dict[str, str]) -> None:
        target = cast("dict[str, Any]", record)
        for name in TEXT_FIELDS:
            value = self._text(name, cells)
            if value:
                target[name] = value
        for name in LIST_FIELDS:
            target[name] = self._list(name, cells)
        for column in self.mapping.names:
            for text in self._split(cells[column.column]):
                record["names"].append({"text": text, "kind": column.kind, "lang": column.lang})
        if "birth_dates" in self.mapping.columns:
            record["birth_dates"] = [
                self._date(text) for text in self._split(cells[self.mapping.columns["birth_dates"]])
            ]
        for document in self.mapping.documents:
            state = cells[document.state_column].strip() if document.state_column else document.state
            for number in self._split(cells[document.column]):
                record["documents"].append({"kind": document.kind, "number": number, "state": state})

    def _text(self, name: str, cells: dict[str, str]) -> str:
        if name not in self.mapping.columns:
            return str(self.mapping.constants.get(name, ""))
        written = cells[self.mapping.columns[name]].strip()
        meant = self.mapping.values.get(name, {}).get(written, written)
        allowed = _ALLOWED.get(name)
        if allowed is not None and meant not in allowed:
            raise _BadCellError("unknown_value", f"column {self.mapping.columns[name]}")
        return meant

    def _list(self, name: str, cells: dict[str, str]) -> list[str]:
        if name in self.mapping.columns:
            return self._split(cells[self.mapping.columns[name]])
        return [str(value) for value in self.mapping.constants.get(name, [])]

    def _split(self, cell: str) -> list[str]:
        return [part.strip() for part in cell.split(self.mapping.list_separator) if part.strip()]

    def _date(self, text: str) -> RecordDate:
        if self.mapping.date_format == "iso":
            found = read_iso_date(text)
        elif self.mapping.date_format == "words":
            found = read_source_date(text)
        else:
            found = _formatted_date(text, self.mapping.date_format)
        if found["precision"] == "unknown":
            raise _BadCellError("bad_date", f"column {self.mapping.columns['birth_dates']}")
        return found


class _BadCellError(Exception):
    """A cell that makes its row bad; becomes a SourceFault with the line."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason)


def _formatted_date(text: str, date_format: str) -> RecordDate:
    """A whole day in the mapping's own format; a bare year or year and month stay allowed."""
    try:
        day = datetime.strptime(text, date_format).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return read_iso_date(text) if len(text) <= 7 else read_iso_date("")
    return {"text": text, "from": day, "to": day, "precision": "day"}


def _only(table: Any, known: tuple[str, ...], *, where: str) -> None:
    if not isinstance(table, dict):
        raise MappingError(where=where, reason="not_a_table")
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise MappingError(where=where, reason="unknown", detail=", ".join(unknown))


def _name_column(table: Any) -> NameColumn:
    _only(table, ("column", "kind", "lang"), where="names")
    kind = str(table.get("kind", "primary"))
    if "column" not in table or kind not in NAME_KINDS:
        raise MappingError(where="names", reason="column_or_kind", detail=kind)
    return NameColumn(column=str(table["column"]), kind=kind, lang=str(table.get("lang", "")))


def _document_column(table: Any) -> DocumentColumn:
    _only(table, ("column", "kind", "state", "state_column"), where="documents")
    if "column" not in table or "kind" not in table:
        raise MappingError(where="documents", reason="column_or_kind")
    return DocumentColumn(
        column=str(table["column"]),
        kind=str(table["kind"]),
        state=str(table.get("state", "")),
        state_column=str(table.get("state_column", "")),
    )


def _check_settings(mapping: Mapping) -> None:
    try:
        codecs.lookup(mapping.encoding)
    except LookupError as error:
        raise MappingError(where="register", reason="encoding", detail=mapping.encoding) from error
    if len(mapping.delimiter) != 1 or not mapping.list_separator:
        raise MappingError(where="register", reason="delimiter")
    for name, value in mapping.constants.items():
        if name in LIST_FIELDS and not isinstance(value, list):
            raise MappingError(where="constants", reason="not_a_list", detail=name)
        if name in _ALLOWED and value not in _ALLOWED[name]:
            raise MappingError(where="constants", reason="unknown_value", detail=name)
