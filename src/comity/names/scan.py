"""Texts by the million cut into words: the same words as ``normal.tokens`` gives, read from Arrow's own memory.

A text whose characters NFKC might change, or that is longer than a name is read, goes to ``normal`` itself; every other
one is cut by the compiled loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from comity.kit.compiled import njit
from comity.names import characters, normal
from comity.names.characters import Characters

Array = np.ndarray[Any, np.dtype[Any]]

AND = np.frombuffer(b"and", np.uint8)
_SEED, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_LONGEST, _WORDS = normal.MAX_CHARACTERS, normal.MAX_TOKENS
_PAGE = characters.PAGE
_KIND, _LETTER, _SKIPPED, _HYPHEN = 3, characters.LETTER, characters.SKIPPED, characters.HYPHEN
_CHANGES, _FIRST, _SECOND = characters.CHANGES, characters.FIRST, characters.SECOND
_HEBREW, _SOUND, _ORDER = characters.HEBREW, characters.SOUND, characters.ORDER
OTHERWISE = -1
"""What ``counts`` says of a text that the compiled loop leaves to ``normal``."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The words of n texts: those of text ``i`` are ``starts[i]:starts[i + 1]``.

    ``letters`` uint8 holds the UTF-8 bytes of all words one after the other, word ``w`` is ``edges[w]:edges[w + 1]``;
    ``hashes`` uint64 (FNV-1a with splitmix64's end, the same on every machine); ``glued`` uint8 is 1 where nothing but one
    hyphen stands between a word and the one before it.
    """

    starts: Array
    letters: Array
    edges: Array
    hashes: Array
    glued: Array

    def word(self, at: int) -> str:
        """One word as text."""
        return self.letters[self.edges[at] : self.edges[at + 1]].tobytes().decode()


@njit(cache=True, inline="always")
def _ended(state: np.uint64) -> np.uint64:
    state ^= state >> np.uint64(30)
    state *= np.uint64(0xBF58476D1CE4E5B9)
    state ^= state >> np.uint64(27)
    state *= np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


@njit(cache=True)
def hash_of(letters):  # type: ignore[no-untyped-def]
    """The hash of one word's bytes."""
    state = _SEED
    for at in range(len(letters)):
        state = (state ^ np.uint64(letters[at])) * _PRIME
    return _ended(state)


@njit(cache=True)
def _cut(data, offsets, classes, trusted, letters, edges, hashes, glued, counts, pages):  # type: ignore[no-untyped-def]
    """Cut every text; gives how many words were written. See `Scanned` for what is filled.

    ``counts`` int32[n] becomes the words of each text or OTHERWISE. ``pages`` uint8 is set where the class of a character
    is not known yet: then nothing else counts. ``trusted`` texts have been through ``normal`` and are only cut.
    """
    words, filled = 0, 0
    for text in range(len(offsets) - 1):
        at, end = offsets[text], offsets[text + 1]
        first_word, first_filled = words, filled
        open_word, after_hyphen, others = False, False, 0
        state = _SEED
        spare = _LONGEST - (end - at)
        simple = trusted or spare >= 0
        starter, order, hebrew = 0, 0, False
        while at < end and simple:
            byte = data[at]
            if byte < 128:
                point, at = int(byte), at + 1
            elif byte < 0xE0:
                point, at = int(byte & 31) << 6 | int(data[at + 1] & 63), at + 2
            elif byte < 0xF0:
                point = int(byte & 15) << 12 | int(data[at + 1] & 63) << 6 | int(data[at + 2] & 63)
                at += 3
            else:
                point = int(byte & 7) << 18 | int(data[at + 1] & 63) << 12
                point |= int(data[at + 2] & 63) << 6 | int(data[at + 3] & 63)
                at += 4
            bits = int(classes[point])
            if bits == 0:
                pages[point // _PAGE] = 1
                break
            if not trusted and (bits & ~_KIND) != characters.KNOWN:
                combining = bits >> _ORDER
                if (
                    bits & _CHANGES
                    or (bits & _SECOND and starter & _FIRST)
                    or (bits & _SOUND and hebrew)
                    or (combining and combining < order)
                ):
                    simple = False
                order = combining
                if not combining:
                    starter = bits
                hebrew = bits & _HEBREW != 0
            else:
                starter, order, hebrew = 0, 0, False
            kind = bits & _KIND
            if kind == _LETTER:
                if not open_word:
                    glued[words] = after_hyphen and others == 1 and words > first_word
                    open_word = True
                size = 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
                for back in range(at - size, at):
                    letters[filled] = data[back]
                    filled += 1
                    state = (state ^ np.uint64(data[back])) * _PRIME
            elif kind != _SKIPPED:
                if open_word:
                    hashes[words], edges[words + 1] = _ended(state), filled
                    words += 1
                    state, open_word, others, after_hyphen = _SEED, False, 0, False
                others += 1
                after_hyphen = kind == _HYPHEN
                if point == 38:
                    spare -= 4
                    simple = simple and spare >= 0
                    for letter in AND:
                        letters[filled] = letter
                        filled += 1
                    hashes[words], edges[words + 1], glued[words] = hash_of(AND), filled, 0
                    words += 1
                    others, after_hyphen = 1, False
        if open_word:
            hashes[words], edges[words + 1] = _ended(state), filled
            words += 1
        if words - first_word > _WORDS or not simple:
            words, filled = first_word, first_filled
            counts[text] = OTHERWISE
        else:
            counts[text] = words - first_word
    return words


class Scanner:
    """Cuts texts into words. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._characters = shared_characters()

    def scan(self, texts: pa.StringArray | pa.LargeStringArray | Sequence[str]) -> Scanned:
        """The words of every text; a null is an empty text."""
        array = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
        data, offsets = buffers_of(array)
        found, counts = self._cut(data, offsets, trusted=False)
        others = np.flatnonzero(counts == OTHERWISE)
        if not len(others):
            return found
        plain = pa.array([_plainly(array[int(at)].as_py() or "") for at in others], pa.string())
        rest, rest_counts = self._cut(*buffers_of(plain), trusted=True)
        which = np.full(len(counts), -1, np.int64)
        which[others] = np.arange(len(others))
        counts[others] = rest_counts
        return _together(found, rest, which, counts)

    def _cut(self, data: Array, offsets: Array, *, trusted: bool) -> tuple[Scanned, Array]:
        count = len(offsets) - 1
        size = int(offsets[-1] - offsets[0]) if count else 0
        ands = int(np.count_nonzero(data[offsets[0] : offsets[-1]] == 38)) if count else 0
        letters = np.empty(size + 2 * ands, np.uint8)
        edges = np.zeros((size + count) // 2 + ands + count + 2, np.int64)
        hashes, glued = np.empty(len(edges), np.uint64), np.zeros(len(edges), np.uint8)
        counts = np.zeros(count, np.int32)
        while True:
            pages = np.zeros(characters.PAGES, np.uint8)
            words = _cut(data, offsets, self._characters.classes, trusted, letters, edges, hashes, glued, counts, pages)
            if not pages.any():
                break
            for page in np.flatnonzero(pages).tolist():
                self._characters.learn(page)
        starts = np.zeros(count + 1, np.int64)
        np.cumsum(np.maximum(counts, 0), out=starts[1:])
        found = Scanned(starts, letters[: edges[words]], edges[: words + 1], hashes[:words], glued[:words])
        return found, counts


@cache
def shared_characters() -> Characters:
    """The one table of this process; it only ever grows by the same values."""
    return Characters()


def buffers_of(array: pa.Array) -> tuple[Array, Array]:
    """The bytes (uint8) and offsets (int32 or int64, one more than texts) of a text array, nulls as empty texts."""
    if array.null_count:
        array = array.fill_null("")
    wide = pa.types.is_large_string(array.type) or pa.types.is_large_binary(array.type)
    _, offsets, data = array.buffers()
    if offsets is None or not len(array):
        return np.empty(0, np.uint8), np.zeros(1, np.int32)
    kind = np.int64 if wide else np.int32
    edges = np.frombuffer(offsets, kind)[array.offset : array.offset + len(array) + 1]
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.empty(0, np.uint8), edges


def _plainly(text: str) -> str:
    """The words that ``normal`` finds, with a hyphen between those that were glued and a space between others."""
    shown = normal.visible(text.replace("&", " and "))
    words = normal.tokens(shown)
    glued = normal.glued(shown)
    return "".join(("-" if at and glued[at] else " ") + word for at, word in enumerate(words))


@njit(cache=True)
def _merge(starts, which, letters, edges, hashes, glued, others, out):  # type: ignore[no-untyped-def]
    """Words of two scans in the order of the texts; ``which`` is the text of the second scan or -1."""
    rest_starts, rest_letters, rest_edges, rest_hashes, rest_glued = others
    out_letters, out_edges, out_hashes, out_glued = out
    word, filled = 0, 0
    for text in range(len(which)):
        second = which[text]
        first, last = (starts[text], starts[text + 1]) if second < 0 else (rest_starts[second], rest_starts[second + 1])
        for at in range(first, last):
            if second < 0:
                begin, end, out_hashes[word], out_glued[word] = edges[at], edges[at + 1], hashes[at], glued[at]
            else:
                begin, end = rest_edges[at], rest_edges[at + 1]
                out_hashes[word], out_glued[word] = rest_hashes[at], rest_glued[at]
            for byte in range(begin, end):
                out_letters[filled] = letters[byte] if second < 0 else rest_letters[byte]
                filled += 1
            word += 1
            out_edges[word] = filled


def _together(found: Scanned, rest: Scanned, which: Array, counts: Array) -> Scanned:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    words = int(starts[-1])
    out = (
        np.empty(len(found.letters) + len(rest.letters), np.uint8),
        np.zeros(words + 1, np.int64),
        np.empty(words, np.uint64),
        np.zeros(words, np.uint8),
    )
    others = (rest.starts, rest.letters, rest.edges, rest.hashes, rest.glued)
    _merge(found.starts, which, found.letters, found.edges, found.hashes, found.glued, others, out)
    return Scanned(starts, *out)
