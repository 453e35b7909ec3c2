"""Ask a register about subjects: few rows by key, sound and document number, then every name compared in the open."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.names import Comparison, PartEvidence, compare_prepared
from comity.names.prepare import prepare
from comity.names.search import search_keys
from comity.screening.duck import open_duckdb
from comity.screening.errors import RegisterError
from comity.screening.evidence import judge_birth_date, judge_document, judge_nationality, part
from comity.screening.record import RecordName, RegisterRecord
from comity.screening.register import document_key, read_register_info

if TYPE_CHECKING:
    import duckdb

MAX_NAMES = 20
MAX_ROWS = 300
"""So many rows a name are compared in full: those that share most keys and sound closest."""
CLOSE_SOUND = 0.86
_SAY_NOTHING = frozenset({"no_counterpart", "other_order", "name_alone"})

_BY_NAME = """
SELECT row, record FROM (
  SELECT row, record,
    len(list_intersect(keys, $2)) / greatest(len($2), 1) AS shared,
    list_max(list_transform(latin, lambda text: jaro_winkler_similarity(text, $3))) AS sound
  FROM read_parquet($1)
) WHERE shared > 0 OR sound > $4
ORDER BY shared + coalesce(sound, 0) DESC, row LIMIT $5
"""
_BY_DOCUMENT = "SELECT row, record FROM read_parquet($1) WHERE list_has_any(documents, $2) ORDER BY row LIMIT $3"


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """A document a subject is said to hold."""

    number: str
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SubjectQuery:
    """Who is asked about: names in any spelling, ``YYYY[-MM[-DD]]`` or empty, states as written or coded, documents."""

    names: tuple[str, ...]
    birth_date: str = ""
    nationalities: tuple[str, ...] = ()
    documents: tuple[DocumentQuery, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be the subject; ``score_millis`` is the sum of the evidence. A person judges it.

    ``id`` names register file, row and subject; ``subject`` is the position in the question; ``reasons`` are the
    features that count, strongest first.
    """

    id: str
    register: str
    row: str
    subject: int
    names: tuple[str, ...]
    score_millis: int
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
            "evidence": [part.as_json() for part in self.evidence],
            "record": self.record,
            "reasons": list(self.reasons),
        }


def search_register(
    path: Path, subjects: Sequence[SubjectQuery], *, limit: int = 20, threshold: int = 650
) -> list[Candidate]:
    """Candidates for each subject in turn, best first, at most ``limit`` a subject, from ``threshold`` (0 to 1000) up.

    Raises RegisterError when the file is missing, unreadable or written with other name keys.
    """
    register = read_register_info(path)["name"]
    import duckdb

    found: list[Candidate] = []
    try:
        with open_duckdb(folders=(path.parent,)) as base:
            for number, subject in enumerate(subjects):
                rows = _rows(base, path, subject)
                judged = (
                    _judge(subject, record, path=path, register=register, number=number) for record in rows.values()
                )
                kept = [candidate for candidate in judged if candidate.score_millis >= threshold]
                kept.sort(key=lambda candidate: (-candidate.score_millis, candidate.row))
                found += kept[:limit]
    except duckdb.Error as error:
        raise RegisterError("screening.register_unreadable", file=path.name) from error
    return found


def _rows(base: "duckdb.DuckDBPyConnection", path: Path, subject: SubjectQuery) -> dict[str, RegisterRecord]:
    """The rows worth comparing, by their id."""
    file = str(path.resolve())
    found: list[tuple[str, str]] = []
    for name in subject.names[:MAX_NAMES]:
        prepared = prepare(name)
        if prepared.parts:
            question = [file, list(search_keys(prepared)), prepared.latin, CLOSE_SOUND, MAX_ROWS]
            found += base.execute(_BY_NAME, question).fetchall()
    keys = [document_key(document.number) for document in subject.documents if document_key(document.number)]
    if keys:
        found += base.execute(_BY_DOCUMENT, [file, keys, MAX_ROWS]).fetchall()
    return {row: json.loads(record) for row, record in dict(found).items()}


def _judge(subject: SubjectQuery, record: RegisterRecord, *, path: Path, register: str, number: int) -> Candidate:
    evidence = list(_best_name(subject.names[:MAX_NAMES], record["names"]))

    def add(feature: str, a: str, b: str) -> None:
        if feature:
            evidence.append(part(feature, a=a, b=b, score=sum(line.millis for line in evidence)))

    if evidence:
        add("name_alone", "", "")
    if subject.birth_date:
        feature, text = judge_birth_date(subject.birth_date, record["birth_dates"])
        add(feature, subject.birth_date, text)
    if subject.nationalities:
        feature, text = judge_nationality(subject.nationalities, record)
        add(feature, ", ".join(subject.nationalities), text)
    asked = [(document_key(document.number), document.number) for document in subject.documents]
    keys = [document_key(document["number"]) for document in record["documents"]]
    ours, theirs = judge_document(asked, record["documents"], keys=keys)
    add("same_document" if ours else "", ours, theirs)
    weight: dict[str, int] = {}
    for line in evidence:
        if line.feature not in _SAY_NOTHING:
            weight[line.feature] = max(abs(line.millis), weight.get(line.feature, 0))
    return Candidate(
        id=f"{path.stem[:16]}:{record['row']}:{number}",
        register=register,
        row=record["row"],
        subject=number,
        names=tuple(name["text"] for name in record["names"]),
        score_millis=sum(line.millis for line in evidence),
        evidence=tuple(evidence),
        record=record,
        reasons=tuple(sorted(weight, key=lambda feature: (-weight[feature], feature))),
    )


def _best_name(asked: Sequence[str], names: Sequence[RecordName]) -> tuple[PartEvidence, ...]:
    """The evidence of the best pair of an asked and a recorded name, a weak alias already lowered."""
    best: tuple[PartEvidence, ...] = ()
    points = 0
    for question in map(prepare, asked):
        for name in names:
            found: Comparison = compare_prepared(question, prepare(name["text"]))
            lines = found.evidence
            if name["kind"] == "weak" and found.score_millis:
                lines = (*lines, part("weak_alias", a=question.text, b=name["text"], score=found.score_millis))
            total = sum(line.millis for line in lines)
            if total > points:
                best, points = lines, total
    return best
