"""One person beside the rows of a register: points of the best pair of names and of every other fact, with their lines.

The compiled loops are those of the screening of whole lists, so a pair has the same points wherever it is compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.names import PartEvidence, Prepared, prepare
from comity.names.compare import shown
from comity.names.features import explanations as of_names
from comity.names.matcher import Line
from comity.names.parts import Bearer
from comity.names.score import score_of, shares
from comity.screening.beside import fact_lines
from comity.screening.facts import Facts, pack
from comity.screening.features import RARE, WEAK
from comity.screening.features import explanations as of_facts
from comity.screening.name_worth import shared
from comity.screening.people import Array, best_names
from comity.screening.points import bulk_points
from comity.screening.record import RegisterRecord
from comity.screening.sets import Values, values_of
from comity.screening.weights import default_weights

_SENTENCES = of_names() | of_facts()
_BEARERS: tuple[Bearer, ...] = ("person", "organisation")
_VALUES = {"birth": "births", "nationality": "states", "document": "papers", "phone": "phones", "plate": "plates",
           "birth_place": "birth_places", "address": "addresses"}  # fmt: skip
_Line = tuple[str, str, str, int]
"""Feature, what is asked, what the register says, points."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A row that may be the person asked about: which one, points (thousandths of a nat), and the lines that sum to them."""

    row: int
    points: int
    evidence: tuple[PartEvidence, ...]

    @property
    def score_millis(self) -> int:
        """How likely the row is the person, 0 to 1000; the sum of ``millis`` over the lines."""
        return score_of(self.points)


@dataclass(frozen=True, slots=True)
class _Side:
    """Records with their names read, those of record ``i`` from ``name_at[i]`` on."""

    names: list[Prepared]
    name_at: Array
    values: list[Values]
    facts: Facts


def pair_up(asked: RegisterRecord, records: Sequence[RegisterRecord], *, least: int, most: int) -> list[Pairing]:
    """The rows whose score is ``least`` (0 to 1000) or more, the best ``most`` of them, best first, of equals the first.

    What is no person is read as an organisation: its legal form and its numbers count.
    """
    if not records:
        return []
    bearers = [_BEARERS[record["kind"] != "person"] for record in records]
    left, right = _side([asked, asked], _BEARERS), _side(records, bearers)
    weak = np.array([WEAK * (name["kind"] == "weak") for record in records for name in record["names"]], np.int32)
    lefts = np.array([_BEARERS.index(bearer) for bearer in bearers], np.int32)
    pairs = lefts, np.arange(len(records), dtype=np.int32)
    facts = bulk_points(left.facts, right.facts, np.stack(pairs, axis=1), default_weights())
    with shared() as matcher:
        ours, theirs = matcher.pack(left.names), matcher.pack(right.names)
        best = best_names(matcher, pairs, (ours, left.name_at), (theirs, right.name_at), weak)
        total = (np.where(best.ours >= 0, best.points, 0) + facts + RARE).tolist()
        order = sorted(range(len(records)), key=lambda row: (-total[row], row))
        kept = [row for row in order if score_of(total[row]) >= least][:most]
        told = []
        for row in kept:
            one, other = int(best.ours[row]), int(best.theirs[row])
            lines: list[_Line] = []
            if one >= 0:
                found = matcher.lines(ours, one, theirs, other)
                lines = _of_names(found, left.names[one], right.names[other], lowered=int(weak[other]))
            told.append(lines)
    return [
        Pairing(row, total[row], _evidence([*lines, ("rare", "", "", RARE), *_of_facts(left, right, row)]))
        for row, lines in zip(kept, told, strict=True)
    ]


def _side(records: Sequence[RegisterRecord], bearers: Sequence[Bearer]) -> _Side:
    values = [values_of(record) for record in records]
    names = [
        prepare(name["text"], bearer)
        for record, bearer in zip(records, bearers, strict=True)
        for name in record["names"]
    ]
    ends = np.cumsum([0, *(len(record["names"]) for record in records)], dtype=np.int32)
    return _Side(names, ends, values, pack(values))


def _of_names(lines: tuple[Line, ...], ours: Prepared, theirs: Prepared, *, lowered: int) -> list[_Line]:
    told = [(line.feature, shown(ours, line.a), shown(theirs, line.b), line.points) for line in lines]
    return [*told, ("weak_alias", ours.text, theirs.text, lowered)] if lowered else told


def _of_facts(left: _Side, right: _Side, row: int) -> list[_Line]:
    found = fact_lines(left.facts, 0, right.facts, row, weights=default_weights())
    return [
        (line.feature, value_of(left.values[0], line.field, line.left), value_of(right.values[row], line.field, line.right), line.points)
        for line in found
    ]  # fmt: skip


def value_of(values: Values, field: str, place: int) -> str:
    """The value a line speaks of, as it is written; a document as kind and number."""
    if field == "sex":
        return values.sex
    held = getattr(values, _VALUES[field])
    if not 0 <= place < len(held):
        return ""
    value = held[place]
    if field == "document":
        kind, _, rest = value.partition(":")
        return f"{kind} {rest.partition(':')[2]}".strip()
    return value if isinstance(value, str) else str(value[0])


def _evidence(lines: Sequence[_Line]) -> tuple[PartEvidence, ...]:
    moved = shares([points for *_, points in lines])
    return tuple(
        PartEvidence(a=a, b=b, feature=feature, millis=millis, points=points, explanation=_SENTENCES[feature])
        for (feature, a, b, points), millis in zip(lines, moved, strict=True)
    )
