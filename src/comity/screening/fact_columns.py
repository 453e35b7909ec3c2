"""What the engine asks of the facts beside names: read the columns that count, weigh pairs, say why."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.screening import keys as filed
from comity.screening.beside import fact_lines
from comity.screening.columns import texts_of
from comity.screening.facts import Facts, lay_out
from comity.screening.points import bulk_points
from comity.screening.sets import Sets, read_columns, split
from comity.screening.weights import default_weights, version

__all__ = ["Beside", "read", "version"]

Array = np.ndarray[Any, np.dtype[Any]]
Evidence = tuple[str, str, str, int]

COLUMNS = {
    "births": ("birth_date",),
    "states": ("nationality",),
    "papers": ("documents",),
    "phones": ("phones",),
    "plates": ("plates",),
    "addresses": ("address",),
}
"""The column of each field of facts."""
CHEAP = ("births", "states")
"""Fields whose values repeat so often that every row is read; the others are read of candidates only."""
_STATES = 30_000
_BY_FIELD = {"birth": "births", "nationality": "states", "document": "papers", "phone": "phones", "plate": "plates",
             "address": "addresses"}  # fmt: skip


def present(batch: pa.RecordBatch) -> frozenset[str]:
    """The fields of which a list says anything at all."""
    found = set()
    for field, (column,) in COLUMNS.items():
        texts = texts_of(batch, column)
        if texts is not None and pc.any(pc.not_equal(texts, "")).as_py():
            found.add(field)
    return frozenset(found)


def read(batch: pa.RecordBatch, fields: frozenset[str]) -> Facts:
    """The facts of a piece; only of these fields, the others count as missing."""
    return lay_out(sets_of(batch, fields))


def sets_of(batch: pa.RecordBatch, fields: frozenset[str]) -> Sets:
    """The values of a piece; only of these fields."""
    columns = {"births": _lists(batch, "birth_date")}
    for field, (column,) in COLUMNS.items():
        if field in fields:
            columns[field] = _lists(batch, column)
    return read_columns(columns)


def _lists(batch: pa.RecordBatch, column: str) -> pa.Array:
    """A column as lists of values, without the empty ones."""
    texts = texts_of(batch, column)
    if texts is None:
        return pa.ListArray.from_arrays(pa.array(np.zeros(len(batch) + 1, np.int32)), pa.array([], pa.string()))
    if column in {"documents", "phones", "plates"}:
        texts = pc.replace_substring(texts, ";", "|")
    if pc.any(pc.match_substring(texts, "|")).as_py():
        return split(texts)
    filled = pc.not_equal(texts, "")
    ends = np.zeros(len(batch) + 1, np.int32)
    np.cumsum(filled.to_numpy(zero_copy_only=False), out=ends[1:])
    return pa.ListArray.from_arrays(pa.array(ends), texts.filter(filled))


def for_keys(sets: Sets) -> filed.Facts:
    """First and last year of birth, and two nationalities, of every record."""
    count = len(sets.sex)
    born, states = np.zeros((count, 2), np.int16), np.zeros((count, 2), np.int16)
    known = np.flatnonzero(np.diff(sets.births_at))
    if len(known):
        first = sets.births[sets.births_at[known]]
        born[known, 0], born[known, 1] = first[:, 0] // 10_000, first[:, 1] // 10_000
    held = np.diff(sets.states_at)
    for at in range(2):
        has = np.flatnonzero(held > at)
        if len(has):
            states[has, at] = sets.states[sets.states_at[has] + at, 0] % _STATES + 1
    return filed.Facts(born, states)


class Beside:
    """Weighs facts with the shipped weights."""

    def __init__(self) -> None:
        self._weights = default_weights()

    def points(self, left: Facts, lefts: Array, right: Facts, rights: Array) -> Array:
        """int32[pairs], thousandths of a nat."""
        return np.asarray(bulk_points(left, right, np.stack([lefts, rights], axis=1), self._weights))

    def lines(
        self, pair: tuple[Facts, int, Facts, int], rows: tuple[tuple[pa.RecordBatch, int], tuple[pa.RecordBatch, int]]
    ) -> list[Evidence]:
        """The lines of a pair with the values they speak of; ``rows`` is where both records stand."""
        return [
            (line.feature, _value(rows[0], line.field, line.left), _value(rows[1], line.field, line.right), line.points)
            for line in fact_lines(*pair, weights=self._weights)
        ]


def _value(row: tuple[pa.RecordBatch, int], field: str, place: int) -> str:
    """The value a line speaks of, as it is written."""
    batch, at = row
    column = COLUMNS.get(field, COLUMNS.get(_BY_FIELD.get(field, ""), ("",)))[0]
    texts = texts_of(batch, column)
    if texts is None:
        return ""
    text = texts[at].as_py()
    values = [
        value
        for value in (text.replace(";", "|") if column in {"documents", "phones", "plates"} else text).split("|")
        if value
    ]
    return str(values[place]) if 0 <= place < len(values) else text
