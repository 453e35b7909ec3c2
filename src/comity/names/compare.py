"""Two names in, a score and its reasons out. The reasons sum to the score exactly; the order of the two does not matter.

The score is a calibrated probability that the two are names of one bearer, learned on names written in many ways (see
``docs/design/names.md``). What a name cannot know, it does not claim: a person judges every candidate.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.names.alternatives import alternatives
from comity.names.bearer import both_bearers
from comity.names.features import explanations
from comity.names.parts import Bearer, Name, Prepared, prepare
from comity.names.score import score_of, shares
from comity.names.weights import weights

if TYPE_CHECKING:
    from comity.names.matcher import Line  # compiled: loads when the first two names are compared

_SENTENCES = explanations()


@dataclass(frozen=True, slots=True)
class PartEvidence:
    """Which part of the first name met which part of the second, by which feature.

    ``points`` are thousandths of a nat of log odds and sum to those of the score; ``millis`` says by how many thousandths
    the line moves the score when the lines are read in their order, and sums to the score itself.
    """

    a: str
    b: str
    feature: str
    millis: int
    explanation: str
    points: int = 0

    def as_json(self) -> dict[str, str | int]:
        """The evidence as plain JSON without floats."""
        return {
            "a": self.a,
            "b": self.b,
            "feature": self.feature,
            "millis": self.millis,
            "points": self.points,
            "explanation": self.explanation,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """How likely two names are one: ``score_millis`` 0 to 1000 is the sum of ``millis`` over ``evidence``."""

    score_millis: int
    points: int
    evidence: tuple[PartEvidence, ...]
    scripts: tuple[str, str]
    method: str

    @property
    def score(self) -> float:
        """The score between 0 and 1."""
        return self.score_millis / 1000


def compare(a: str | Name, b: str | Name, bearer: Bearer | None = None) -> Comparison:
    """Compare two names in any scripts. Symmetric, bounded, never raises; an empty name scores 0.

    A field may hold several names (``A; B``, ``A aka B``): the two that agree most count. Whether they are names of a person
    or of an organisation is inferred from the names where nobody says so.
    """
    _, left, right = _best(*_read(a, b, bearer))
    return compare_prepared(left, right)


def compare_prepared(a: Prepared, b: Prepared) -> Comparison:
    """The same for two single names that have been read already."""
    from comity.names.matcher import shared

    with shared() as matcher:
        names = matcher.pack([a, b])
        lines = matcher.lines(names, 0, names, 1)
    return shown_lines(a, b, lines)


def points_of(a: str, b: str, bearer: Bearer | None = None) -> int:
    """The points of `compare`, without the reasons: thousandths of a nat of log odds."""
    return _best(*_read(a, b, bearer))[0]


def measured(a: str, b: str, bearer: Bearer) -> dict[str, int]:
    """What was measured of two single names, by amount: what the weights are learned from. Empty when one has no letters."""
    first, second = prepare(a, bearer), prepare(b, bearer)
    if not first.parts or not second.parts:
        return {}
    from comity.names.matcher import shared

    with shared() as matcher:
        names = matcher.pack([first, second])
        return matcher.amounts(names, 0, names, 1)


def shown_lines(a: Prepared, b: Prepared, lines: "tuple[Line, ...]") -> Comparison:
    """Lines of evidence in words and with their part of the score."""
    points = [line.points for line in lines]
    evidence = tuple(
        PartEvidence(
            a=shown(a, line.a), b=shown(b, line.b), feature=line.feature, millis=moved, points=line.points,
            explanation=_SENTENCES[line.feature],
        )
        for line, moved in zip(lines, shares(points), strict=True)
    )  # fmt: skip
    total = sum(points)
    return Comparison(
        score_millis=score_of(total), points=total, evidence=evidence, scripts=(a.script, b.script), method=weights()[0]
    )  # fmt: skip


def shown(name: Prepared, part: tuple[int, int]) -> str:
    """The parts a line speaks of (first, how many), as they are written."""
    return " ".join(one.text for one in name.parts[part[0] : part[0] + part[1]])


def _read(a: str | Name, b: str | Name, bearer: Bearer | None) -> tuple[list[Prepared], list[Prepared]]:
    """Every name of two fields."""
    one, other = (name.text if isinstance(name, Name) else name for name in (a, b))
    kind = bearer or both_bearers(one, other)
    return _names(one, kind), _names(other, kind)


def _names(field: str, bearer: Bearer) -> list[Prepared]:
    """Every name of a field that has letters; the field itself where none has."""
    found = [prepare(name, bearer) for name in alternatives(field, bearer)]
    return [name for name in found if name.parts] or [prepare(field, bearer)]


def _best(first: list[Prepared], second: list[Prepared]) -> tuple[int, Prepared, Prepared]:
    """The points of the two names that agree most, and which they are."""
    from comity.names.matcher import shared

    with shared() as matcher:
        left, right = matcher.pack(first), matcher.pack(second)
        pairs = [(i, j) for i in range(len(first)) for j in range(len(second))]
        points = matcher.all_points(left, right, pairs)
    most = max(range(len(pairs)), key=lambda at: points[at])
    return points[most], first[pairs[most][0]], second[pairs[most][1]]
