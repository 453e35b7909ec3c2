"""The one shape every register row is read into, whatever the source looked like. Plain JSON without floats."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypedDict

from comity.screening.spool import Spool

Kind = Literal["person", "organisation", "vessel", "aircraft", "other"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "vessel", "aircraft", "other")
NameKind = Literal["primary", "alias", "weak"]
NAME_KINDS: tuple[NameKind, ...] = ("primary", "alias", "weak")


class RecordName(TypedDict):
    """A name; ``weak`` is an alias its source calls unreliable; ``lang`` a BCP 47 tag or empty."""

    text: str
    kind: NameKind
    lang: str


RecordDate = TypedDict("RecordDate", {"text": str, "from": str, "to": str, "precision": str})
"""A date as written and the days it can mean (``YYYY-MM-DD``, both ends included, empty if not understood);
precision is day, month, year, range, circa or unknown."""


class RecordDocument(TypedDict):
    """A document or registration number with its kind (``passport``, ``national_id`` …) and issuing state as written."""

    kind: str
    number: str
    state: str


class RegisterRecord(TypedDict):
    """One row of a register.

    ``row`` is the id at the source; ``source_line`` is ``file:line``; ``truncated`` says the source cut its own text.
    The last six fields are filled by an office's own registers.
    """

    row: str
    kind: Kind
    names: list[RecordName]
    birth_dates: list[RecordDate]
    birth_places: list[str]
    nationalities: list[str]
    citizenships: list[str]
    documents: list[RecordDocument]
    addresses: list[str]
    sex: Literal["male", "female", ""]
    source_line: str
    notes: list[str]
    truncated: bool
    phones: list[str]
    record_status: str
    as_of: str
    source_grade: str
    information_grade: str


def new_record(*, row: str, kind: Kind, source_line: str) -> RegisterRecord:
    """An empty record with its identity."""
    return RegisterRecord(
        row=row,
        kind=kind,
        names=[],
        birth_dates=[],
        birth_places=[],
        nationalities=[],
        citizenships=[],
        documents=[],
        addresses=[],
        sex="",
        source_line=source_line,
        notes=[],
        truncated=False,
        phones=[],
        record_status="",
        as_of="",
        source_grade="",
        information_grade="",
    )


def as_text(record: RegisterRecord) -> str:
    """A record as a register file holds it: JSON without its empty fields."""
    return json.dumps(
        {name: value for name, value in record.items() if value}, ensure_ascii=False, separators=(",", ":")
    )


def from_text(text: str) -> RegisterRecord:
    """The whole record of ``as_text``."""
    kept = json.loads(text)
    empty = new_record(row=kept["row"], kind=kept["kind"], source_line=kept["source_line"])
    return {**empty, **kept}


@dataclass(frozen=True, slots=True)
class SourceFault:
    """A line of a source that is not as it should be.

    ``bad`` faults cannot be loaded and stop the import unless it was told to accept them. The others (``bad`` false)
    are irregular: everything readable was loaded, and the report says what is odd about the line.
    """

    file: str
    line: int
    reason: str
    detail: str = ""
    bad: bool = True

    def as_json(self) -> dict[str, str | int | bool]:
        """Plain JSON for the report."""
        return {
            "file": self.file,
            "line": self.line,
            "reason": self.reason,
            "detail": self.detail,
            "bad": self.bad,
        }


class Reader(Protocol):
    """A source of records: its files, and its rows one by one in the order of the source."""

    form: str

    def files(self) -> tuple[Path, ...]:
        """The input files, so that the import can name their hashes."""

    def read(self, spool: Spool, counts: dict[str, int]) -> Iterator[RegisterRecord | SourceFault]:
        """Yield every row as a record or a fault; ``counts`` grows by the rows read of each file."""
