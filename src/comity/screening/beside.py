"""The lines of evidence that stand beside a name, for one pair of records."""

from dataclasses import dataclass

import numpy as np

from comity.screening.facts import Facts
from comity.screening.features import FEATURES
from comity.screening.points import FIELDS, LINE, points
from comity.screening.weights import Weights


@dataclass(frozen=True, slots=True)
class FactLine:
    """A feature with its points (thousandths of a nat) and the places of the two values in their records' lists.

    The lists are those of ``sets.Values`` under the name of the feature's field: births, states, papers and so on.
    """

    feature: str
    field: str
    points: int
    left: int
    right: int
    sentence: str


def fact_lines(left: Facts, i: int, right: Facts, j: int, *, weights: Weights) -> list[FactLine]:
    """The lines of record ``i`` of ``left`` and ``j`` of ``right``; their points are what ``bulk_points`` gives for the pair."""
    lines = np.zeros((FIELDS, LINE), np.int32)
    _, count = points(left, i, right, j, weights, lines)
    rows = lines[:count].tolist()
    return [FactLine(FEATURES[f].name, FEATURES[f].field, worth, a, b, FEATURES[f].sentence) for f, worth, a, b in rows]
