"""Ask a register about subjects: few rows by the keys of names and numbers, then each compared in the open."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from comity.names import PartEvidence
from comity.screening.dates import read_iso_date
from comity.screening.duck import held_duckdb
from comity.screening.errors import RegisterError
from comity.screening.record import RegisterRecord, from_text, new_record
from comity.screening.register import checked_info

if TYPE_CHECKING:
    import duckdb

MAX_NAMES = 20
MAX_ROWS = 200
"""So many rows are compared in full: those that share the rarest keys."""
LEAST = 2
"""Candidates of a lower score (0 to 1000) are not proposed. A name alone reaches a few hundredths: many people share it."""
_SAY_NOTHING = frozenset({"prior", "rare", "left_out", "other_order", "single_part", "no_name"})

_MEET = """
WITH met AS (SELECT key, place FROM read_parquet($1) WHERE key IN (SELECT unnest($2::UBIGINT[]))),
  shared AS (SELECT key, 1000000 // count(*) AS worth FROM met GROUP BY key)
SELECT place, sum(worth) AS worth FROM met JOIN shared USING (key) GROUP BY place ORDER BY worth DESC, place LIMIT $3
"""
# A key that few rows share says more than one that many do.
_ROWS = """
SELECT place, record FROM read_parquet($1)
WHERE key IS NULL AND place IN (SELECT unnest($2::UINTEGER[])) ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """A document a subject is said to hold."""

    number: str
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SubjectQuery:
    """Who is asked about: names in any spelling, a date of birth, states as written or coded, documents, and what else is known."""

    names: tuple[str, ...]
    birth_date: str = ""
    nationalities: tuple[str, ...] = ()
    documents: tuple[DocumentQuery, ...] = ()
    sex: Literal["male", "female", ""] = ""
    phones: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be the subject. A person judges it.

    ``score_millis`` is how likely it is, in thousandths; ``points`` the same as log odds, in thousandths of a nat. Each is the
    sum over the evidence. ``id`` names register file, row and subject; ``subject`` is the position in the question;
    ``reasons`` are the features that count, strongest first.
    """

    id: str
    register: str
    row: str
    subject: int
    names: tuple[str, ...]
    score_millis: int
    points: int
    evidence: tuple[PartEvidence, ...]
    record: RegisterRecord
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Plain JSON without floats, as the procedures keep it."""
        return {
            "id": self.id,
            "register": self.register,
            "row": self.row,
            "names": list(self.names),
            "score": self.score_millis,
            "points": self.points,
            "evidence": [part.as_json() for part in self.evidence],
            "record": self.record,
            "reasons": list(self.reasons),
        }


def search_register(
    path: Path, subjects: Sequence[SubjectQuery], *, limit: int = 20, threshold: int = LEAST
) -> list[Candidate]:
    """Candidates for each subject in turn, best first, at most ``limit`` a subject, from ``threshold`` (0 to 1000) up.

    Raises RegisterError when the file is missing, unreadable or written with other keys.
    """
    import duckdb

    if not path.is_file():
        raise RegisterError("screening.register_missing", file=path.name)
    found: list[Candidate] = []
    try:
        with held_duckdb(path.parent) as base:
            register = checked_info(base, path)["name"]
            for number, subject in enumerate(subjects):
                found += _candidates(base, path, register, (number, subject), limit=limit, threshold=threshold)
    except duckdb.Error as error:
        raise RegisterError("screening.register_unreadable", file=path.name) from error
    return found


def _candidates(
    base: "duckdb.DuckDBPyConnection", path: Path, register: str, asked: tuple[int, SubjectQuery], *, limit: int, threshold: int
) -> list[Candidate]:  # fmt: skip
    from comity.screening.pairing import pair_up

    number, subject = asked
    question = _as_record(subject)
    records = _rows(base, path, question)
    found = pair_up(question, records, least=threshold, most=limit)
    return [
        Candidate(
            id=f"{path.stem[:16]}:{record['row']}:{number}",
            register=register,
            row=record["row"],
            subject=number,
            names=tuple(name["text"] for name in record["names"]),
            score_millis=pairing.score_millis,
            points=pairing.points,
            evidence=pairing.evidence,
            record=record,
            reasons=_reasons(pairing.evidence),
        )
        for pairing in found
        for record in [records[pairing.row]]
    ]


def _as_record(subject: SubjectQuery) -> RegisterRecord:
    """The question in the form of a row, so that both sides are read alike; names without a letter are left out."""
    from comity.names import prepare

    asked = new_record(row="", kind="person", source_line="")
    names = [name for name in subject.names[:MAX_NAMES] if prepare(name).parts]
    asked["names"] = [{"text": name, "kind": "primary", "lang": ""} for name in names]
    asked["birth_dates"] = [read_iso_date(subject.birth_date)] if subject.birth_date else []
    asked["nationalities"] = list(subject.nationalities)
    asked["documents"] = [{"kind": row.kind, "number": row.number, "state": row.state} for row in subject.documents]
    asked["phones"], asked["sex"] = list(subject.phones), subject.sex
    asked["birth_places"], asked["addresses"] = list(subject.birth_places), list(subject.addresses)
    return asked


def _rows(base: "duckdb.DuckDBPyConnection", path: Path, asked: RegisterRecord) -> list[RegisterRecord]:
    """The rows worth comparing, in the order of the register. Numbers have their own room: no crowd of names displaces them."""
    from comity.screening.filing import keys_of_people, numbers_of, person_of

    file, places = str(path.resolve()), set[int]()
    numbers = numbers_of(asked)
    names = sorted(set(keys_of_people([person_of(asked)], asking=True)[0]) - set(numbers))
    for keys in (names, list(numbers)):
        if keys:
            places.update(place for place, _ in base.execute(_MEET, [file, keys, MAX_ROWS]).fetchall())
    rows = base.execute(_ROWS, [file, sorted(places)]).fetchall() if places else []
    return [from_text(record) for _, record in rows]


def _reasons(evidence: Sequence[PartEvidence]) -> tuple[str, ...]:
    weight: dict[str, int] = {}
    for line in evidence:
        if line.feature not in _SAY_NOTHING:
            weight[line.feature] = max(abs(line.points), weight.get(line.feature, 0))
    return tuple(sorted(weight, key=lambda feature: (-weight[feature], feature)))
