"""The points of two names: amounts of evidence times learned weights, line by line.

``tables/weights.json`` holds one weight for each amount, in thousandths of a nat of log odds for a whole amount (1000), with
what it was learned from. The points of the lines sum to the points of the pair, which are the log odds, in thousandths, that
the two are one name. Leaving a name out of the alternatives of a field never raises the points.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from comity.names.alternatives import alternatives
from comity.names.bearer import bearer_of
from comity.names.evidence import Amounts, Line, evidence
from comity.names.parts import Bearer, prepare

UNREAD = -10_000
"""The points of a pair of which one has no letters: nothing can be said for it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """``points`` is the sum over ``lines``; ``names`` are the two of all alternatives that agree most."""

    points: int
    lines: tuple[tuple[Line, int], ...]
    names: tuple[str, str]


@cache
def weights() -> dict[str, int]:
    """The weight of each amount, thousandths of a nat for 1000 of it."""
    found: dict[str, int] = json.loads((files("comity.names") / "tables/weights.json").read_text("utf-8"))["weights"]
    return found


def lines_of(a: str, b: str, bearer: Bearer) -> list[Line]:
    """All lines of evidence for two single names, the prior first; empty when one has no letters. Symmetric but for sides."""
    first, second = prepare(a, bearer), prepare(b, bearer)
    turned = first.sort_key > second.sort_key
    lines = evidence(second, first) if turned else evidence(first, second)
    if not lines:
        return []
    prior: Amounts = {"prior": 1_000}
    if first.script != second.script:
        prior["other_script"] = 1_000
    sided = [Line(line.b, line.a, line.feature, line.amounts) for line in lines] if turned else lines
    return [Line("", "", "prior", prior), *sided]


def amounts(a: str, b: str, bearer: Bearer) -> Amounts:
    """What was measured of two single names in all: the sum over the lines; empty when one has no letters."""
    total: Amounts = {}
    for line in lines_of(a, b, bearer):
        for name, amount in line.amounts.items():
            total[name] = total.get(name, 0) + amount
    return total


def points_of(line: Line) -> int:
    """The points of one line, rounded once."""
    known = weights()
    return (sum(known.get(name, 0) * amount for name, amount in line.amounts.items()) + 500) // 1_000


def weigh(a: str, b: str, bearer: Bearer | None = None) -> Weighed:
    """Compare two fields, each with one name or several; without a bearer it is inferred from the two. Never raises."""
    kind = bearer or both_bearers(a, b)
    best: Weighed | None = None
    for left in alternatives(a, kind):
        for right in alternatives(b, kind):
            lines = tuple((line, points_of(line)) for line in lines_of(left, right, kind))
            points = sum(worth for _, worth in lines) if lines else UNREAD
            if best is None or points > best.points:
                best = Weighed(points=points, lines=lines, names=(left, right))
    return best or Weighed(points=UNREAD, lines=(), names=(a, b))


def both_bearers(a: str, b: str) -> Bearer:
    """Who bears two names that are compared: an organisation if either says so."""
    return "organisation" if "organisation" in {bearer_of(a), bearer_of(b)} else "person"
