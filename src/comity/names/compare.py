"""Two names in, a score and its reasons out. The reasons sum to the score exactly; the order of the two does not matter.

The score is a calibrated probability that the two are names of one bearer, learned on names written in many ways (see
``docs/design/names.md``). What a name cannot know, it does not claim: a person judges every candidate.
"""

from dataclasses import dataclass

from comity.names.features import explanations
from comity.names.matcher import Line, pair, shared, shown, weights
from comity.names.parts import Bearer, Name, Prepared, prepare
from comity.names.score import score_of, shares

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


def compare(a: str | Name, b: str | Name, bearer: Bearer = "person") -> Comparison:
    """Compare two names in any scripts. Symmetric, bounded, never raises; an empty name scores 0."""
    return compare_prepared(prepare(a, bearer), prepare(b, bearer))


def compare_prepared(a: Prepared, b: Prepared) -> Comparison:
    """The same for names that have been read already."""
    with shared() as matcher:
        lines = pair(matcher, a, b)
    return shown_lines(a, b, lines)


def shown_lines(a: Prepared, b: Prepared, lines: tuple[Line, ...]) -> Comparison:
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
