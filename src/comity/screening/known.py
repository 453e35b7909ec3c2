"""Values of one field, each distinct text read once: a register of millions says the same dates and states again and again.

Texts are numbered by a compiled loop over Arrow's own memory; Python sees a text when it is met for the first time.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from comity.kit.compiled import njit
from comity.names.scan import _ended, buffers_of
from comity.names.vocabulary import longer, refill

Array = np.ndarray[Any, np.dtype[Any]]
Read = Callable[[str], Sequence[Sequence[int]]]

MOST = 1 << 20
"""So many texts are remembered before the memory is begun anew."""
_BAR = ord("|")


@njit(cache=True)
def _number(data, offsets, row, second, slots, held, hashes, kept, edges, count, ends, codes):  # type: ignore[no-untyped-def]
    """Number the values of the texts from ``row`` on; gives how many texts are known, and the first row not done for want of room.

    Values stand between ``|`` and ``second``, empty ones are none. ``slots`` and ``held`` are an open hash table at most half
    full, ``kept`` and ``edges`` the bytes of known texts, ``ends`` and ``codes`` the values of each row.
    """
    mask = np.uint64(len(slots) - 1)
    filled = ends[row]
    while row < len(ends) - 1:
        at, last = offsets[row], offsets[row + 1]
        most = count + (last - at) // 2 + 1
        if most >= len(hashes) or 2 * most > len(slots) or edges[count] + last - at > len(kept):
            return count, row
        if filled + (last - at) // 2 + 1 > len(codes):
            return count, row
        while at < last:
            begin, state = at, np.uint64(0xCBF29CE484222325)
            while at < last and data[at] != _BAR and data[at] != second:
                state = (state ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
                at += 1
            size = at - begin
            at += 1
            if size == 0:
                continue
            key = _ended(state)
            slot = key & mask
            while True:
                number = held[slot]
                if number < 0:
                    held[slot], slots[slot], hashes[count] = count, key, key
                    for byte in range(size):
                        kept[edges[count] + byte] = data[begin + byte]
                    edges[count + 1] = edges[count] + size
                    number = count
                    count += 1
                    break
                start = edges[number]
                if slots[slot] == key and edges[number + 1] - start == size:
                    byte = 0
                    while byte < size and kept[start + byte] == data[begin + byte]:
                        byte += 1
                    if byte == size:
                        break
                slot = (slot + np.uint64(1)) & mask
            codes[filled] = number
            filled += 1
        row += 1
        ends[row] = filled
    return count, row


class Known:
    """The distinct texts of one field so far, and what each was read as. Not for use by two threads at once."""

    def __init__(self, read: Read, width: int, *, divided_by: str = "|") -> None:
        """``read`` gives the rows of one value, ``width`` numbers each; values stand between ``|`` and ``divided_by``."""
        self._read, self._width, self._second = read, width, ord(divided_by)
        self._forget()

    def _forget(self) -> None:
        self.count = 0
        self._slots, self._held = np.empty(1 << 12, np.uint64), np.full(1 << 12, -1, np.int32)
        self._hashes, self._edges = np.empty(1 << 11, np.uint64), np.zeros(1 << 11, np.int64)
        self._kept = np.empty(1 << 14, np.uint8)
        self.starts: Array = np.zeros(1, np.int64)
        """int64[texts + 1]: where the rows of each text begin."""
        self.rows: Array = np.zeros((0, self._width), np.int64)

    def codes(self, texts: pa.Array) -> tuple[Array, Array]:
        """The numbers of the values of each text: int64[n + 1], int32[values]. Good until the next call."""
        if self.count > MOST:
            self._forget()
        data, offsets = buffers_of(texts)
        ends, codes = np.zeros(len(texts) + 1, np.int64), np.empty(2 * len(texts) + 16, np.int32)
        if not len(data):
            return ends, codes[:0]
        offsets, before, row = offsets.astype(np.int64), self.count, 0
        while True:
            self.count, row = _number(
                data, offsets, row, self._second, self._slots, self._held, self._hashes, self._kept, self._edges, self.count,
                ends, codes,
            )  # fmt: skip
            if row == len(texts):
                break
            codes = self._make_room(int(offsets[row + 1] - offsets[row]), int(ends[row]), codes)
        self._learn(before)
        return ends, codes[: ends[-1]]

    def _make_room(self, size: int, filled: int, codes: Array) -> Array:
        """Room for another text of so many bytes and as much again; the codes, in a longer array where they need one."""
        most = 2 * (self.count + size // 2 + 2)
        if most > len(self._hashes):
            self._hashes, self._edges = longer(self._hashes, most), longer(self._edges, most)
            wide = 1 << (2 * most).bit_length()
            self._slots, self._held = np.empty(wide, np.uint64), np.full(wide, -1, np.int32)
            refill(self._slots, self._held, self._hashes[: self.count])
        if int(self._edges[self.count]) + size > len(self._kept):
            self._kept = longer(self._kept, 2 * (int(self._edges[self.count]) + size))
        return longer(codes, 2 * (filled + size)) if filled + size // 2 + 1 > len(codes) else codes

    def _learn(self, before: int) -> None:
        """Read the texts that are new."""
        if before == self.count:
            return
        edges = self._edges[before : self.count + 1].tolist()
        letters = self._kept[edges[0] : edges[-1]].tobytes()
        base = edges[0]
        blocks = [self._read(letters[start - base : end - base].decode()) for start, end in pairwise(edges)]
        rows = np.array([row for block in blocks for row in block], np.int64).reshape(-1, self._width)
        ends = len(self.rows) + np.cumsum([len(block) for block in blocks], dtype=np.int64)
        self.starts, self.rows = np.concatenate([self.starts, ends]), np.concatenate([self.rows, rows])
