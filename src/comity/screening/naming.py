"""What the engine asks of names: read them into numbers, file them under keys, weigh pairs of them, say why."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from comity.names.features import AMOUNTS, FEATURES
from comity.names.judge import ENOUGH, Names
from comity.names.matcher import Matcher
from comity.names.packing import Packer
from comity.names.parts import Bearer, prepare
from comity.names.skeleton import Shelf, Skeletons
from comity.screening.name_worth import worth

Array = np.ndarray[Any, np.dtype[Any]]
Evidence = tuple[str, str, str, int]
"""Feature, what the watch entry and the register say, points."""
Side = tuple[Sequence[str], Sequence[Bearer]]
"""The texts of names and whose they are."""

_FEW = 6
"""Plain names of more words are read the long way."""
_ROUNDED = 64
"""More than rounding can add to all lines of two names."""
UNBOUNDED = 1 << 28
_OTHERS_ONLY = frozenset({"acronym", "same_number"})
"""Amounts that names of people without numbers never have."""


@cache
def most() -> int:
    """No two names of people without numbers are worth more: what any pair begins with, full agreement, every line rounded up.

    Each counts once: ``judge`` takes agreement beyond ENOUGH off again.
    """
    held = dict(zip(AMOUNTS, worth().tolist(), strict=True))
    if any(points > 0 for amount, points in held.items() if amount not in {"prior", "agreement", *_OTHERS_ONLY}):
        return UNBOUNDED  # learned to speak for a pair: how often it may do so in one pair is not known here
    return int(max(held["prior"], 0) + max(held["agreement"], 0) * ENOUGH // 1_000 + _ROUNDED)


def _words(text: str, bearer: Bearer, count: int) -> list[str]:
    """The parts of a name as they are written; it has so many."""
    words = text.split(" ")
    if bearer == "person" and count == len(words) <= _FEW and all(words) and _plain(text):
        return (
            words  # each is a part, as it is written: a word of letters is never more than one, unless it stands alone
        )
    return [part.text for part in prepare(text, bearer).parts]


def _plain(text: str) -> bool:
    """Whether a text is nothing but letters, vowel signs and spaces, typed in one way."""
    if text.isascii():
        return text.replace(" ", "").isalpha()
    return unicodedata.is_normalized("NFKC", text) and all(
        char.isalpha() or char == " " or unicodedata.category(char)[0] == "M" for char in text
    )


def _shown(words: list[str], first: int, many: int) -> str:
    """The parts a line speaks of, as they are written."""
    return " ".join(words[max(first, 0) : max(first, 0) + many])


class Naming:
    """All parts of names seen so far, by number. Not for use by two threads at once."""

    def __init__(self, *, alone: bool = False) -> None:
        """``alone``: names are all there is to compare, and worth what `names.compare` says."""
        self.matcher = Matcher(None if alone else worth())
        self._shelf = Shelf(self.matcher.lexicon.parts)
        self._packer = Packer(self.matcher)

    def pack(self, texts: pa.Array, organisations: Array | None = None) -> Names:
        """See `names.packing`."""
        return self._packer.pack(texts, organisations)

    def points(self, left: Names, lefts: Array, right: Names, rights: Array, floor: Array | None = None) -> Array:
        """int32[pairs], thousandths of a nat; below its ``floor`` (int32[pairs]) a pair may be given any points below it."""
        return self.matcher.points(left, lefts, right, rights, floor)

    def lines(
        self, left: Names, lefts: Array, right: Names, rights: Array, sides: tuple[Side, Side]
    ) -> list[list[Evidence]]:
        """The lines of each pair, whose points sum to the points of the pair. ``sides`` are the texts and bearers of its names."""
        ends, rows = self.matcher.many_lines(left, lefts, right, rights)
        held = rows.tolist()
        counts = (np.diff(names.part_at)[rows].tolist() for names, rows in ((left, lefts), (right, rights)))
        ours, theirs = (
            [read(text, bearer, count) for text, bearer, count in zip(texts, bearers, many, strict=True)]
            for read in [cache(_words)]
            for (texts, bearers), many in zip(sides, counts, strict=True)
        )
        return [
            [
                (FEATURES[feature], _shown(a, at, wide), _shown(b, place, long), worth)
                for feature, at, wide, place, long, worth in held[first:last]
            ]
            for a, b, (first, last) in zip(ours, theirs, pairwise(ends.tolist()), strict=True)
        ]

    def skeletons(self, parts: Array) -> Skeletons:
        """What these parts, by number, are found by; good until it is asked for again."""
        return self._shelf.of(parts)
