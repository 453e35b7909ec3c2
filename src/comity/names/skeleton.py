"""The consonants of a word as a small number: what stays of a name when languages, scripts and hasty hands have rewritten it.

Two codes. The *coarse* one has five classes of consonants (p t k r n), so loosely that a native word and its Latin spelling
meet; a native word has several, from every way its voices read it. The *fine* one tells more consonants apart and is for two
words in Latin letters. Classes fill a code from its low end, equal neighbours once, vowels and h, w, y set aside; 0 is a word
without consonants. Whole numbers throughout: every machine gives the same codes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b

import numpy as np
from anyascii import anyascii

from comity.kit.compiled import njit
from comity.names import kernel
from comity.names.aloud import read_aloud
from comity.names.consonants import COARSE_BITS, FINE_BITS, SILENT, Array, codes_of, extended
from comity.names.dictation import lines_of
from comity.names.digest import SIZE, digests
from comity.names.ideographs import plain_lines
from comity.names.letters import letters_of
from comity.names.parts import Part
from comity.names.ways import WAYS

__all__ = ["COARSE_BITS", "WAYS", "Array", "Shelf", "Skeletons", "exact_code", "extended", "skeletons"]


def exact_code(native: str) -> int:
    """A word in its own script as 64 bits."""
    return int.from_bytes(blake2b(native.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest(), "little")


@dataclass(frozen=True, slots=True)
class Skeletons:
    """What distinct words are found by, one row a word.

    ``coarse`` int32[n, WAYS] best first, -1 where there is no further way; ``chances`` int32[n, WAYS] how likely each is, as
    logarithms in thousandths; ``fine`` int64[n], of a native word the coarse
    code of its likeliest reading; ``exact`` uint64[n]; ``native`` bool[n]: in another script than the Latin one.
    For a glance: ``shape`` uint64[n], a bit for each pair of neighbours in its writing (consonants of Latin letters, signs of
    another script), ``sounds`` uint64[n, 2], a bit for each coarse code, and
    ``likeliest`` uint64[n], a bit for the first of them.
    """

    coarse: Array
    chances: Array
    fine: Array
    exact: Array
    native: Array
    shape: Array
    sounds: Array
    likeliest: Array


def skeletons(words: Sequence[Part]) -> Skeletons:
    """The codes of distinct words."""
    natives, letters = [part.native for part in words], [part.letters for part in words]
    native = np.array([not spelled for spelled in letters], np.bool_)
    coarse = np.full((len(words), WAYS), -1, np.int32)
    chances = np.full((len(words), WAYS), kernel.NOTHING, np.int32)
    others = [words[at] for at in np.flatnonzero(native).tolist()]
    scripts = [part.script for part in others]
    written = _written([part.native for part in others], scripts)
    coarse[native], chances[native] = read_aloud(written, scripts, [part.unspaced for part in others])
    for at in np.flatnonzero(native & (coarse[:, 0] < 0)).tolist():
        letters[at] = letters_of(anyascii(natives[at]))
    latin, fine = codes_of(letters)
    plain = np.array([bool(spelled) for spelled in letters], np.bool_)
    coarse[plain, :2] = latin[plain]
    chances[plain, 0] = 0
    chances[plain & (coarse[:, 1] >= 0), 1] = SILENT
    fine[~plain] = np.maximum(coarse[~plain, 0], 0)
    shape = np.asarray(_fine_shape(fine))
    if written:
        shape[native] = _shape(*lines_of("\n".join(written)))
    return Skeletons(
        coarse=coarse,
        chances=chances,
        fine=fine,
        exact=digests(natives),
        native=native,
        shape=shape,
        sounds=_sounds(coarse),
        likeliest=_likeliest(coarse),
    )


class Shelf:
    """The skeletons of parts by number, each made when it is first asked for: many parts of a list never are."""

    def __init__(self, parts: Callable[[Iterable[int]], list[Part]]) -> None:
        """``parts`` gives parts by their numbers, as ``lexicon.Lexicon.parts`` does."""
        self._parts = parts
        self._ready = np.zeros(0, np.bool_)
        self._held = skeletons([])

    def of(self, numbers: Array) -> Skeletons:
        """What these parts are found by, one row for each number there is; the rows of other parts may be empty."""
        most = int(numbers.max(initial=-1)) + 1
        if len(self._ready) < most:
            self._grow(max(most, 2 * len(self._ready)))
        wanted = np.zeros(len(self._ready), np.bool_)
        wanted[numbers] = True
        fresh = np.flatnonzero(wanted & ~self._ready)
        if len(fresh):
            made = skeletons(self._parts(fresh.tolist()))
            for column in fields(Skeletons):
                getattr(self._held, column.name)[fresh] = getattr(made, column.name)
            self._ready[fresh] = True
        return self._held

    def _grow(self, size: int) -> None:
        more = size - len(self._ready)
        columns = (getattr(self._held, column.name) for column in fields(Skeletons))
        self._held = Skeletons(*(np.concatenate([one, np.zeros((more, *one.shape[1:]), one.dtype)]) for one in columns))
        self._ready = np.concatenate([self._ready, np.zeros(more, np.bool_)])


def _written(natives: list[str], scripts: Sequence[str]) -> list[str]:
    """Native words, those in Chinese characters in their plain form."""
    chinese = [at for at, script in enumerate(scripts) if script == "Hani"]
    for at, word in zip(chinese, plain_lines([natives[at] for at in chinese]), strict=True):
        natives[at] = word
    return natives


@njit(cache=True, inline="always")
def _bit(first, second):  # type: ignore[no-untyped-def]
    """One of 64 bits for two neighbours."""
    return np.uint64(1) << (
        ((np.uint64(first) * np.uint64(0x10001) + np.uint64(second)) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(58)
    )


@njit(cache=True)
def _shape(signs, starts):  # type: ignore[no-untyped-def]
    shape = np.zeros(len(starts) - 1, np.uint64)
    for word in range(len(shape)):
        last = 0
        for at in range(starts[word], starts[word + 1]):
            shape[word] |= _bit(last, signs[at])
            last = signs[at]
        shape[word] |= _bit(last, 0)
    return shape


@njit(cache=True)
def _fine_shape(fine):  # type: ignore[no-untyped-def]
    shape = np.zeros(len(fine), np.uint64)
    for word in range(len(fine)):
        last, rest = np.int64(0), fine[word]
        while rest:
            shape[word] |= _bit(last, rest & 15)
            last = rest & 15
            rest >>= FINE_BITS
        shape[word] |= _bit(last, 0)
    return shape


@njit(cache=True)
def _sounds(coarse):  # type: ignore[no-untyped-def]
    """A bit for the first three classes of each code: 1 + 5 + 25 + 125 of them are folded into 128 bits."""
    sounds = np.zeros((len(coarse), 2), np.uint64)
    for word in range(len(coarse)):
        for way in range(WAYS):
            code = coarse[word, way]
            if code >= 0:
                bit = (code & 7) + 5 * ((code >> 3) & 7) + 21 * ((code >> 6) & 7)
                sounds[word, (bit >> 6) & 1] |= np.uint64(1) << np.uint64(bit & 63)
    return sounds


@njit(cache=True)
def _likeliest(coarse):  # type: ignore[no-untyped-def]
    found = np.zeros(len(coarse), np.uint64)
    for word in range(len(coarse)):
        if coarse[word, 0] >= 0:
            found[word] = np.uint64(1) << (
                (np.uint64(coarse[word, 0] + 1) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(58)
            )
    return found
