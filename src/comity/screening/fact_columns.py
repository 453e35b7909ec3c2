"""What the engine asks of the facts beside names: read the columns that count, weigh pairs, say why."""

from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.kit.compiled import njit
from comity.screening import births, states
from comity.screening import keys as filed
from comity.screening.births import read_birth
from comity.screening.columns import texts_of
from comity.screening.facts import MOST, Facts, lay_out
from comity.screening.features import FEATURES
from comity.screening.known import Known
from comity.screening.points import bulk_lines, bulk_points
from comity.screening.sets import Sets, read_columns, split
from comity.screening.states import read_states
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
_DIVIDED = frozenset({"documents", "phones", "plates"})
"""Columns whose values may stand between semicolons."""
_COLUMN_OF = [COLUMNS.get(f.field, COLUMNS.get(_BY_FIELD.get(f.field, ""), ("",)))[0] for f in FEATURES]
Rows = tuple[pa.RecordBatch, Array]
"""Rows of a piece of a list."""


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
    if column in _DIVIDED:
        texts = pc.replace_substring(texts, ";", "|")
    if pc.any(pc.match_substring(texts, "|")).as_py():
        return split(texts)
    filled = pc.not_equal(texts, "")
    ends = np.zeros(len(batch) + 1, np.int32)
    np.cumsum(filled.to_numpy(zero_copy_only=False), out=ends[1:])
    return pa.ListArray.from_arrays(pa.array(ends), texts.filter(filled))


class Reader:
    """Reads dates of birth and nationalities, each distinct text once. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._births, self._states = Known(read_birth, births.WIDTH), Known(read_states, states.WIDTH)

    def read(self, batch: pa.RecordBatch) -> tuple[Facts, filed.Facts]:
        """What ``read`` gives of CHEAP fields, and first and last year of birth and two nationalities for the keys."""
        sides = [
            (*_codes(known, batch, column), known.starts, known.rows)
            for known, column in ((self._births, "birth_date"), (self._states, "nationality"))
        ]
        starts, cells, born, lands = _laid_out(*sides)
        return Facts(starts, cells), filed.Facts(born, lands)


def _codes(known: Known, batch: pa.RecordBatch, column: str) -> tuple[Array, Array]:
    texts = texts_of(batch, column)
    return (np.zeros(len(batch) + 1, np.int64), np.empty(0, np.int32)) if texts is None else known.codes(texts)


@njit(cache=True)
def _laid_out(first, second):  # type: ignore[no-untyped-def]
    """Facts of records with two fields, as ``lay_out`` puts them, and what the keys take of them.

    A side is the values of each record (ends, codes), and the rows of each value (starts, rows).
    """
    ends, codes, at, rows = first
    state_ends, state_codes, state_at, state_rows = second
    count, wide, long = len(ends) - 1, rows.shape[1], state_rows.shape[1]
    starts = np.zeros(count + 1, np.int64)
    for record in range(count):
        held, its = 0, 0
        for value in range(ends[record], ends[record + 1]):
            held += at[codes[value] + 1] - at[codes[value]]
        for value in range(state_ends[record], state_ends[record + 1]):
            its += state_at[state_codes[value] + 1] - state_at[state_codes[value]]
        starts[record + 1] = starts[record] + 1 + min(held, MOST) * (wide + 1) + min(its, MOST) * (long + 1)
    cells = np.empty(starts[-1], np.int64)
    born, lands = np.zeros((count, 2), np.int16), np.zeros((count, 2), np.int16)
    for record in range(count):
        to = starts[record] + 1
        held = _put(cells, to, ends, codes, at, rows, record)
        its = _put(cells, to + held * (wide + 1), state_ends, state_codes, state_at, state_rows, record)
        cells[to - 1] = held | its << 8
        if held:
            born[record, 0], born[record, 1] = cells[to] // 10_000, cells[to + 1] // 10_000
        to += held * (wide + 1)
        for place in range(min(its, 2)):
            lands[record, place] = cells[to + place * (long + 1)] % _STATES + 1
    return starts, cells, born, lands


@njit(cache=True, inline="always")
def _put(cells, to, ends, codes, at, rows, record):  # type: ignore[no-untyped-def]
    """Write the rows of a record's values, each with the place of its value; gives how many."""
    count, wide = 0, rows.shape[1]
    for value in range(ends[record], ends[record + 1]):
        for row in range(at[codes[value]], at[codes[value] + 1]):
            if count == MOST:
                return count
            for column in range(wide):
                cells[to + column] = rows[row, column]
            cells[to + wide] = value - ends[record]
            to += wide + 1
            count += 1
    return count


class Beside:
    """Weighs facts with the shipped weights."""

    def __init__(self) -> None:
        self._weights = default_weights()

    def points(self, left: Facts, lefts: Array, right: Facts, rights: Array) -> Array:
        """int32[pairs], thousandths of a nat."""
        return np.asarray(bulk_points(left, right, np.stack([lefts, rights], axis=1), self._weights))

    def lines(
        self, left: Facts, lefts: Array, right: Facts, rights: Array, rows: tuple[Rows, Rows]
    ) -> list[list[Evidence]]:
        """The lines of each pair with the values they speak of; ``rows`` is where both records stand."""
        pairs = np.stack([lefts, rights], axis=1)
        ends, found = bulk_lines(left, right, pairs, self._weights)
        ours, theirs = (_Values(*side) for side in rows)
        held = found.tolist()
        return [
            [
                (FEATURES[feature].name, ours.value(at, feature, place), theirs.value(at, feature, other), worth)
                for feature, worth, place, other in held[first:last]
            ]
            for at, (first, last) in enumerate(pairwise(ends.tolist()))
        ]


class _Values:
    """What some rows of a piece say, as it is written."""

    def __init__(self, batch: pa.RecordBatch, rows: Array) -> None:
        self._batch, self._rows = batch, pa.array(rows)
        self._columns: dict[str, list[str] | None] = {}

    def value(self, at: int, feature: int, place: int) -> str:
        """The value that a feature speaks of in row ``at``: the one at this place among those of its field."""
        column = _COLUMN_OF[feature]
        if column not in self._columns:
            texts = texts_of(self._batch, column)
            self._columns[column] = None if texts is None else texts.take(self._rows).to_pylist()
        held = self._columns[column]
        if held is None:
            return ""
        text = held[at]
        values = [value for value in (text.replace(";", "|") if column in _DIVIDED else text).split("|") if value]
        return values[place] if 0 <= place < len(values) else text
