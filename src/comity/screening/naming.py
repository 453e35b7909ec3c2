"""What the engine asks of names: read them into numbers, file them under keys, weigh pairs of them, say why."""

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa

from comity.names.compare import shown
from comity.names.judge import ENOUGH, Names
from comity.names.matcher import Matcher
from comity.names.packing import Packer
from comity.names.parts import Bearer, Part, prepare
from comity.names.skeleton import Shelf, Skeletons
from comity.names.weights import weights

Array = np.ndarray[Any, np.dtype[Any]]
Evidence = tuple[str, str, str, int]
"""Feature, what the watch entry and the register say, points."""


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
        self._shelf = Shelf()
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

    def skeletons(self, parts: Array) -> Skeletons:
        """What these parts, by number, are found by; good until it is asked for again."""
        return self._shelf.of(parts)

    def _numbers(self, parts: Sequence[Part]) -> list[int]:
        number = self.matcher.lexicon.number
        fresh: list[Part] = []
        found: list[int] = []
        for part in parts:
            known = number(part)
            if known == len(self._shelf) + len(fresh):
                fresh.append(part)
            found.append(known)
        self._shelf.add(fresh)
        if len(self._shelf) != len(self.matcher.lexicon):
            raise AssertionError("a part came into the lexicon by another way")
        return found
