"""The lines that two records' facts give, and the values they speak of: one way for one person and for a whole list."""

from typing import NamedTuple

import numpy as np

from comity.screening.facts import Facts
from comity.screening.features import FEATURES
from comity.screening.points import FIELDS, LINE, points
from comity.screening.sets import Values
from comity.screening.weights import Weights

_VALUES = {"birth": "births", "nationality": "states", "document": "papers", "phone": "phones", "plate": "plates",
           "birth_place": "birth_places", "address": "addresses"}  # fmt: skip


class FactLine(NamedTuple):
    """A feature, the fact it looks at, the place of the value in each record, and points (thousandths of a nat)."""

    feature: str
    field: str
    ours: int
    theirs: int
    points: int


def fact_lines(left: Facts, i: int, right: Facts, j: int, *, weights: Weights) -> list[FactLine]:  # noqa: PLR0917 - a pair
    """The lines of record ``i`` of one side and ``j`` of the other; their points sum to what ``bulk_points`` gives."""
    lines = np.zeros((FIELDS, LINE), np.int32)
    _, count = points(left, i, right, j, weights, lines)
    return [
        FactLine(FEATURES[feature].name, FEATURES[feature].field, ours, theirs, worth)
        for feature, worth, ours, theirs in lines[:count].tolist()
    ]


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
    return value if isinstance(value, str) else value[0]
