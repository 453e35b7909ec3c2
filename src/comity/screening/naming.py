"""What the engine asks of names: read them into numbers, file them under keys, weigh pairs of them, say why."""

import json
from collections.abc import Sequence
from dataclasses import fields
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa

from comity.names.compare import shown
from comity.names.judge import ENOUGH, Names
from comity.names.matcher import Matcher
from comity.names.packing import Packer
from comity.names.parts import Bearer, Part, prepare
from comity.names.skeleton import Skeletons, skeletons
from comity.names.weights import weights

Array = np.ndarray[Any, np.dtype[Any]]
Evidence = tuple[str, str, str, int]
"""Feature, what the watch entry and the register say, points."""

_FIELDS = tuple(field.name for field in fields(Skeletons))


def version() -> str:
    """The version of the learned weights of names."""
    return weights()[0]


def most() -> int:
    """No two names are worth more: what any pair begins with, full agreement, and everything else that speaks for it."""
    held = json.loads((files("comity.names") / "tables" / "weights.json").read_text("utf-8"))["weights"]
    others = sum(worth for amount, worth in held.items() if worth > 0 and amount not in {"prior", "agreement"})
    return int(held["prior"] + held["agreement"] * ENOUGH // 1_000 + others)


class Naming:
    """All parts of names seen so far, by number. Not for use by two threads at once."""

    def __init__(self) -> None:
        self.matcher = Matcher()
        self._skeletons = skeletons([])
        self._count = 0
        self._packer = Packer(self.matcher, self._numbers)

    def pack(self, texts: pa.Array, organisations: Array | None = None) -> Names:
        """See `names.packing`."""
        return self._packer.pack(texts, organisations)

    def points(self, left: Names, lefts: Array, right: Names, rights: Array) -> Array:
        """int32[pairs], thousandths of a nat."""
        return self.matcher.points(left, lefts, right, rights)

    def lines(
        self, pair: tuple[Names, int, Names, int], texts: tuple[str, str], bearers: tuple[Bearer, Bearer]
    ) -> list[Evidence]:
        """The lines of a pair, whose points sum to the points of the pair."""
        ours, theirs = (prepare(text, bearer) for text, bearer in zip(texts, bearers, strict=True))
        found = self.matcher.lines(*pair)
        return [(line.feature, shown(ours, line.a), shown(theirs, line.b), line.points) for line in found]

    @property
    def skeletons(self) -> Skeletons:
        """What every part is found by; good until new names are packed."""
        return Skeletons(*(getattr(self._skeletons, name)[: self._count] for name in _FIELDS))

    def _numbers(self, parts: Sequence[Part]) -> list[int]:
        number = self.matcher.lexicon.number
        fresh: list[Part] = []
        found: list[int] = []
        for part in parts:
            known = number(part)
            if known == self._count + len(fresh):
                fresh.append(part)
            found.append(known)
        whole = len(self.matcher.lexicon)
        if fresh:
            self._grow(skeletons(fresh))
        if self._count != whole:
            raise AssertionError("a part came into the lexicon by another way")
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
