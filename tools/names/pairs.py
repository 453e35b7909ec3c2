"""Names in two writings cut into pairs of a token's signs and its letters, with the eyes of the product itself."""

from collections.abc import Iterable, Iterator

from comity.names.parts import Part, joined, prepare
from comity.names.sound import signs_of

LONGEST = 22
"""Pairs with more signs or letters are left out: they are whole phrases."""


def _words(parts: tuple[Part, ...]) -> list[Part]:
    return [part for part in parts if part.kind in {"word", "initial", "generic"}]


def token_pairs(rows: Iterable[tuple[str, str]], voice: str) -> Iterator[tuple[str, str]]:
    """(signs, letters) of each part of names given as (latin, native); parts are paired by place, an unspaced name as a whole."""
    return ((signs, letters) for signs, letters, _ in weighed_pairs(((*row, 1.0) for row in rows), voice))


def weighed_pairs(rows: Iterable[tuple[str, str, float]], voice: str) -> Iterator[tuple[str, str, float]]:
    """The same for names given with a weight, which each pair of parts gets."""
    for latin, native, weight in rows:
        ours, read = _words(prepare(latin).parts), prepare(native)
        theirs = [joined(read.parts)] if read.unspaced else _words(read.parts)
        if not ours or not theirs or not all(part.letters for part in ours):
            continue
        if len(theirs) == 1 and len(ours) <= 4:
            ours = [joined(tuple(ours))]
        if len(ours) != len(theirs):
            continue
        for part, spelling in zip(theirs, ours, strict=True):
            signs = signs_for(voice, part)
            if 0 < len(signs) <= LONGEST and len(spelling.letters) <= LONGEST:
                yield signs, spelling.letters, weight


def signs_for(voice: str, part: Part) -> str:
    """What a voice is given to read of a part; empty where it reads nothing of it."""
    return next((signs for name, signs, _ in signs_of(part.script, part.native) if name == voice), "")
