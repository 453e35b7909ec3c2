"""A piece of a list made ready to be screened: its names in numbers, its keys. The first two of the three Arrow functions."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit

from comity.names.packing import Packed
from comity.names.scan import buffers_of
from comity.screening import keys as filed
from comity.screening.columns import names_of, texts_of
from comity.screening.naming import Naming
from comity.screening.standin import Facts, births_of, states_of
from comity.screening.states import read_states

Array = np.ndarray[Any, np.dtype[Any]]
_STATES = 30_000


@dataclass(frozen=True, slots=True)
class People:
    """n records. Those of record ``i`` among ``texts`` and ``names`` are ``name_at[i] : name_at[i + 1]``."""

    batch: pa.RecordBatch
    texts: pa.Array
    name_at: Array
    owner: Array
    """int32[names]: the record of each name."""
    names: Packed
    births: Array

    def __len__(self) -> int:
        return len(self.batch)


def prepare(batch: pa.RecordBatch, naming: Naming) -> People:
    """Read the names of a piece into numbers."""
    texts, name_at = names_of(batch)
    owner = np.repeat(np.arange(len(batch), dtype=np.int32), np.diff(name_at))
    names = naming.pack(texts, _organisations(batch, owner))
    birth = texts_of(batch, "birth_date")
    births = np.zeros(len(batch), np.int32) if birth is None else births_of(*buffers_of(birth))
    return People(batch, texts, name_at, owner, names, births)


def keys(people: People, naming: Naming, *, asking: bool) -> tuple[Array, Array]:
    """The keys under which a piece's records are found: uint64[k] and the record of each, int32[k].

    ``asking`` for the watch list, without it for the register, whichever of them is held.
    """
    years = (people.births // 10_000).astype(np.int16)
    facts = filed.Facts(np.stack([years, years], axis=1), _states(people.batch))
    found, names = naming.keys(people.names, people.owner, facts, asking=asking)
    return found, people.owner[names]


def _states(batch: pa.RecordBatch) -> Array:
    """The first two states of each record as the keys know them: int16[n, 2], 0 for none."""
    column = texts_of(batch, "nationality")
    if column is None:
        return np.zeros((len(batch), 2), np.int16)
    coded = column.dictionary_encode()
    rows = [[code % _STATES + 1 for code, _ in read_states(text)] for text in coded.dictionary.to_pylist()]
    table = np.array([[*row, 0, 0][:2] for row in rows] or [[0, 0]], np.int16)
    return table[coded.indices.to_numpy()]


def facts_of(people: People) -> Facts:
    """What a piece's records say beside their names."""
    states = texts_of(people.batch, "nationality")
    empty = np.zeros(len(people), np.uint64)
    return Facts(people.births, empty if states is None else states_of(*buffers_of(states)))


def _organisations(batch: pa.RecordBatch, owner: Array) -> Array | None:
    kinds = texts_of(batch, "kind")
    if kinds is None:
        return None
    which = pc.equal(kinds, "organisation").to_numpy(zero_copy_only=False)
    return which[owner] if which.any() else None


@njit(cache=True)
def name_pairs(lefts, rights, left_at, right_at):  # type: ignore[no-untyped-def]
    """Every name of one side with every name of the other, for each pair of records: pair, left name, right name."""
    count = 0
    for at in range(len(lefts)):
        ours = left_at[lefts[at] + 1] - left_at[lefts[at]]
        count += ours * (right_at[rights[at] + 1] - right_at[rights[at]])
    pair, left, right = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.int32)
    count = 0
    for at in range(len(lefts)):
        for one in range(left_at[lefts[at]], left_at[lefts[at] + 1]):
            for other in range(right_at[rights[at]], right_at[rights[at] + 1]):
                pair[count], left[count], right[count] = at, one, other
                count += 1
    return pair, left, right


@njit(cache=True)
def best_of(pair, points, pairs):  # type: ignore[no-untyped-def]
    """The most points of each pair and where they stand: int32[pairs] each; the first of equals. -1 without a name."""
    best, where = np.full(pairs, -(1 << 30), np.int32), np.full(pairs, -1, np.int32)
    for at in range(len(pair)):
        if points[at] > best[pair[at]]:
            best[pair[at]], where[pair[at]] = points[at], at
    return best, where
