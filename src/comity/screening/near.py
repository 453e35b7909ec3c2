"""Who is near a question in a prepared register: rows that share a key, the likeliest first where there are very many.

Keys that thousands share say little. A question reads the rarest keys first and stops after MOST_MET entries, so that it
takes milliseconds in a register of any size; who is meant nearly always shares a rarer key, too.
"""

from dataclasses import dataclass

import numpy as np

from comity.kit.compiled import njit
from comity.names.skeleton import Array
from comity.screening.candidates import BAR, Index, _ones, _points

MOST_MET = 100_000
"""So many entries under the keys of a question are glanced at; the keys that come last are left out whole."""
MOST_ROWS = 2_000
"""So many rows are read for their facts at most."""
MOST_NAMED = 200
"""So many rows have their names compared at most, as in ``lookup``."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a register files: ``keys`` uint64 in order, ``names`` uint32 of each; ``owners`` and ``glances`` of names."""

    keys: Array
    names: Array
    owners: Array
    glances: Array


@njit(cache=True)
def _near(keys, starts, ends, entries, index, bar):  # type: ignore[no-untyped-def]
    """Row, points at a glance and the worth of the key for every entry that passes, int64[n, 3]."""
    names, owners, glances = entries
    slots, plain, others = index
    mask, count, most = np.uint64(len(slots) - 1), 0, 0
    for at in range(len(keys)):
        most += ends[at] - starts[at]
    found = np.empty((most, 3), np.int64)
    for at in range(len(keys)):
        slot = keys[at] & mask
        while slots[slot, 0] != keys[at]:
            slot = (slot + np.uint64(1)) & mask
        begin, end = np.int64(slots[slot, 1] >> np.uint64(32)), np.int64(slots[slot, 1] & np.uint64(0xFFFFFFFF))
        worth = 1_000_000 // (ends[at] - starts[at])
        for entry in range(starts[at], ends[at]):
            here = glances[names[entry]]
            script, ones, best = here[4] >> np.uint64(63), _ones(here[0]), -(1 << 30)
            for place in range(begin, end):
                best = max(best, _points(here, script, ones, plain[place, 0], plain[place, 1], others, place))
            if best >= bar:
                found[count, 0], found[count, 1], found[count, 2] = owners[names[entry]], best, worth
                count += 1
    return found[:count]


def near(index: Index, asked: Array, entries: Entries) -> tuple[Array, Array]:
    """Numbers of the rows worth a look, in order, and their points at a glance; int64[n] each. ``asked`` are distinct keys."""
    starts, ends = np.searchsorted(entries.keys, asked, "left"), np.searchsorted(entries.keys, asked, "right")
    rarest = np.argsort(ends - starts, kind="stable")
    rarest = rarest[(ends > starts)[rarest]]
    met = np.cumsum((ends - starts)[rarest])
    some = rarest[: max(1, int(np.searchsorted(met, MOST_MET, "right")))]  # one key at least, however many share it
    held = (entries.names, entries.owners, entries.glances)
    found = _near(asked[some], starts[some], ends[some], held, (index.slots, index.plain, index.others), BAR)
    rows, place = np.unique(found[:, 0], return_inverse=True)
    points, worth = np.full(len(rows), -(1 << 30), np.int64), np.zeros(len(rows), np.int64)
    np.maximum.at(points, place, found[:, 1])
    np.add.at(worth, place, found[:, 2])
    first = likeliest((points, worth), MOST_ROWS)
    return rows[first], points[first]


def likeliest(by: tuple[Array, ...], most: int) -> Array:
    """Places of the ``most`` highest, in order of place; by the first numbers, then the next, then the place itself."""
    count = len(by[0])
    if count <= most:
        return np.arange(count)
    order = np.lexsort(tuple(-numbers for numbers in reversed(by)))
    return np.sort(order[:most])
