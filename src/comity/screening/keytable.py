"""Which records share a key: the held list's keys in an open hash table, the other list's keys looked up piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, np.dtype[Any]]

MOST_PAIRS = 1 << 21
"""Pairs handed out at once: what bounds memory where many share a key."""


@njit(cache=True)
def _build(keys, rows, slots, held, starts, filled):  # type: ignore[no-untyped-def]
    """Give every distinct key a place in ``slots`` and its rows a share of ``filled``; how many distinct keys there are."""
    mask = np.uint64(len(slots) - 1)
    places = np.empty(len(keys), np.int32)
    count = 0
    for at in range(len(keys)):
        slot = keys[at] * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20) & mask
        while held[slot] >= 0 and slots[slot] != keys[at]:
            slot = (slot + np.uint64(1)) & mask
        if held[slot] < 0:
            slots[slot], held[slot] = keys[at], count
            count += 1
        places[at] = held[slot]
        starts[places[at] + 1] += 1
    for place in range(count):
        starts[place + 1] += starts[place]
    ends = starts[:count].copy()
    for at in range(len(keys)):
        filled[ends[places[at]]] = rows[at]
        ends[places[at]] += 1
    return count


@njit(cache=True)
def _probe(keys, starts_of, first, slots, held, starts, rows, seen, lefts, rights):  # type: ignore[no-untyped-def]
    """Distinct pairs of a held row and record ``first`` on; fills ``lefts`` and ``rights``: where it stopped, how many pairs.

    The keys of record ``r`` are ``keys[starts_of[r] : starts_of[r + 1]]``. ``seen`` int64 remembers which record a held
    row was last paired with. A record is never divided over two calls unless it alone fills the room.
    """
    mask = np.uint64(len(slots) - 1)
    count = 0
    for record in range(first, len(starts_of) - 1):
        begin = count
        for at in range(starts_of[record], starts_of[record + 1]):
            slot = keys[at] * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20) & mask
            while held[slot] >= 0 and slots[slot] != keys[at]:
                slot = (slot + np.uint64(1)) & mask
            if held[slot] < 0:
                continue
            for place in range(starts[held[slot]], starts[held[slot] + 1]):
                row = rows[place]
                if seen[row] == record:
                    continue
                if count == len(lefts):
                    for pair in range(begin, count):
                        seen[lefts[pair]] = -1
                    return record, begin
                seen[row] = record
                lefts[count], rights[count] = row, record
                count += 1
    return len(starts_of) - 1, count


@njit(cache=True)
def by_record(keys, rows, records):  # type: ignore[no-untyped-def]
    """Keys in the order of their records, and where those of each record begin: uint64[k], int64[records + 1]."""
    starts = np.zeros(records + 1, np.int64)
    for row in rows:
        starts[row + 1] += 1
    for record in range(records):
        starts[record + 1] += starts[record]
    ends, ordered = starts[:-1].copy(), np.empty_like(keys)
    for at in range(len(keys)):
        ordered[ends[rows[at]]] = keys[at]
        ends[rows[at]] += 1
    return ordered, starts


@dataclass(slots=True)
class Pairs:
    """Candidate pairs: held record and record of the piece, int32 each, every pair once."""

    lefts: Array
    rights: Array


class KeyTable:
    """The keys of a list that is held whole."""

    def __init__(self, keys: Array, rows: Array, records: int) -> None:
        size = 8
        while size < 2 * len(keys):
            size *= 2
        self._slots: Array = np.empty(size, np.uint64)
        self._held: Array = np.full(size, -1, np.int32)
        starts: Array = np.zeros(len(keys) + 1, np.int32)
        self._rows: Array = np.empty(len(keys), np.int32)
        count = _build(keys, rows, self._slots, self._held, starts, self._rows)
        self._starts = starts[: count + 1].copy()
        self._seen: Array = np.full(records, -1, np.int64)

    def probe(self, keys: Array, rows: Array, records: int, *, most: int = MOST_PAIRS) -> Iterator[Pairs]:
        """Pairs with records ``0 … records - 1`` whose keys these are, in order of the record, ``most`` at a time."""
        ordered, starts_of = by_record(keys, rows, records)
        self._seen[:] = -1
        first, room = 0, min(most, 1 << 16)
        while first < records:
            lefts, rights = np.empty(room, np.int32), np.empty(room, np.int32)
            after, count = _probe(
                ordered, starts_of, first, self._slots, self._held, self._starts, self._rows, self._seen, lefts, rights
            )  # fmt: skip
            if count:
                yield Pairs(lefts[:count], rights[:count])
            if after < records and (room < most or not count):
                room *= 4
            first = after

    def nbytes(self) -> int:
        """Memory of the table."""
        return sum(table.nbytes for table in (self._slots, self._held, self._starts, self._rows, self._seen))
