"""Every distinct word of all texts read so far has one small number; only new words are ever handed to Python."""

from itertools import pairwise
from typing import Any

import numpy as np

from comity.kit.compiled import njit
from comity.names.scan import Scanned

Array = np.ndarray[Any, np.dtype[Any]]

_EMPTY = np.int32(-1)


@njit(cache=True)
def _find(letters, edges, hashes, slots, held, kept, kept_edges, count):  # type: ignore[no-untyped-def]
    """Number every word; new ones are appended to ``kept``. Gives the numbers and how many words there are now.

    ``slots`` uint64 holds hashes, ``held`` int32 the numbers (-1 where free); equal hashes of different words stand in
    different slots, for their bytes are compared.
    """
    mask = np.uint64(len(slots) - 1)
    found = np.empty(len(hashes), np.int32)
    for word in range(len(hashes)):
        key = hashes[word]
        begin, size = edges[word], edges[word + 1] - edges[word]
        slot = key & mask
        while True:
            number = held[slot]
            if number < 0:
                slots[slot], held[slot] = key, count
                start = kept_edges[count]
                for at in range(size):
                    kept[start + at] = letters[begin + at]
                kept_edges[count + 1] = start + size
                number = count
                count += 1
                break
            if slots[slot] == key:
                start = kept_edges[number]
                same = kept_edges[number + 1] - start == size
                at = 0
                while same and at < size:
                    same = kept[start + at] == letters[begin + at]
                    at += 1
                if same:
                    break
            slot = (slot + np.uint64(1)) & mask
        found[word] = number
    return found, count


@njit(cache=True)
def refill(slots, held, hashes):  # type: ignore[no-untyped-def]
    """Put the numbers of hashes into an empty open table."""
    mask = np.uint64(len(slots) - 1)
    for number in range(len(hashes)):
        slot = hashes[number] & mask
        while held[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot], held[slot] = hashes[number], number


class Vocabulary:
    """Numbers for words, from 0 on in the order they were first seen. Not for use by two threads at once."""

    def __init__(self) -> None:
        self.count = 0
        self._slots: Array = np.empty(1 << 12, np.uint64)
        self._held: Array = np.full(1 << 12, _EMPTY, np.int32)
        self._letters: Array = np.empty(1 << 15, np.uint8)
        self._edges: Array = np.zeros(1 << 12, np.int64)
        self._hashes: Array = np.empty(1 << 12, np.uint64)

    def ids(self, scanned: Scanned) -> Array:
        """The number of every word, int32[words]; words not seen before become the next ones."""
        self._make_room(words=len(scanned.hashes), letters=len(scanned.letters))
        before = self.count
        found, self.count = _find(
            scanned.letters, scanned.edges, scanned.hashes, self._slots, self._held, self._letters, self._edges, self.count
        )  # fmt: skip
        if self.count > before:
            fresh = np.empty(self.count - before, np.uint64)
            mask = found >= before
            fresh[found[mask] - before] = scanned.hashes[mask]
            self._hashes[before : self.count] = fresh
        return np.asarray(found)

    def texts(self, first: int, last: int) -> list[str]:
        """The words ``first`` to ``last - 1``."""
        edges = self._edges[first : last + 1].tolist()
        letters = self._letters[edges[0] : edges[-1]].tobytes()
        base = edges[0]
        return [letters[start - base : end - base].decode() for start, end in pairwise(edges)]

    def _make_room(self, *, words: int, letters: int) -> None:
        """Room for so many words even if all of them are new, in tables that stay at most half full."""
        most = self.count + words
        if most + 1 > len(self._edges):
            self._edges, self._hashes = (longer(table, 2 * most) for table in (self._edges, self._hashes))
        filled = int(self._edges[self.count])
        if filled + letters > len(self._letters):
            self._letters = longer(self._letters, 2 * (filled + letters))
        if 2 * most > len(self._slots):
            size = 1 << (2 * most - 1).bit_length()
            self._slots, self._held = np.empty(size, np.uint64), np.full(size, _EMPTY, np.int32)
            refill(self._slots, self._held, self._hashes[: self.count])


def longer(table: Array, size: int) -> Array:
    """The same with room for so many."""
    found = np.zeros(size, table.dtype)
    found[: len(table)] = table
    return found
