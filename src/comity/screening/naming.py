"""What the engine asks of names: read them into numbers, file them under keys, weigh pairs of them, say why."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from comity.names.packing import Packed, Packer
from comity.names.parts import Part
from comity.names.skeleton import Skeletons, skeletons
from comity.screening import keys as filed
from comity.screening.standin import Likeness

Array = np.ndarray[Any, np.dtype[Any]]


class Naming:
    """All parts of names seen so far, by number. Not for use by two threads at once."""

    def __init__(self) -> None:
        self.likeness = Likeness()
        self._known: dict[tuple[str, str, bool], int] = {}
        self._skeletons = skeletons([])
        self._count = 0
        self._packer = Packer(self._numbers)

    def pack(self, texts: pa.Array, organisations: Array | None = None) -> Packed:
        """See `names.packing`."""
        return self._packer.pack(texts, organisations)

    def points(self, left: Packed, lefts: Array, right: Packed, rights: Array) -> Array:
        """int32[pairs], thousandths of a nat."""
        return self.likeness.points(left, lefts, right, rights)

    def lines(self, pair: tuple[Packed, int, Packed, int], texts: tuple[str, str]) -> list[tuple[str, str, str, int]]:
        """Feature, part of each name, points: they sum to the points of the pair."""
        return self.likeness.lines(pair, texts)

    def keys(self, packed: Packed, owners: Array, facts: filed.Facts, *, asking: bool) -> tuple[Array, Array]:
        """Keys of every name: uint64[k] and the name of each, int32[k]."""
        names = filed.Names(packed.part_at, packed.parts, packed.kinds, owners)
        shown = Skeletons(*(getattr(self._skeletons, name)[: self._count] for name in _FIELDS))
        return filed.keys_of(names, facts, shown, asking=asking)

    def _numbers(self, parts: Sequence[Part]) -> list[int]:
        found, fresh = [], []
        for part in parts:
            key = (part.script, part.native, part.unspaced)
            number = self._known.get(key)
            if number is None:
                number = self._known[key] = self._count + len(fresh)
                fresh.append(part)
                self.likeness.add(part)
            found.append(number)
        if fresh:
            self._grow(skeletons(fresh))
        return found

    def _grow(self, more: Skeletons) -> None:
        """Put the skeletons of new parts behind the others, in arrays with room to spare."""
        before, self._count = self._count, self._count + len(more.exact)
        columns = []
        for name in _FIELDS:
            held, new = getattr(self._skeletons, name), getattr(more, name)
            if len(held) < self._count:
                held = np.concatenate([held[:before], np.empty((self._count, *new.shape[1:]), new.dtype)])
            held[before : self._count] = new
            columns.append(held)
        self._skeletons = Skeletons(*columns)


_FIELDS = ("coarse", "fine", "exact", "native")
