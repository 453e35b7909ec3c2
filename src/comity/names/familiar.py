"""What is known of single Latin words as names: how familiar one is, of which sex, and which two are one name.

Two tables beside this file (``docs/ref/tables.md`` says from what they are built), words in letters a to z:

- ``familiar.tsv.gz``: word, its information in thousandths of a nat (minus the logarithm of the share of people who bear
  it where it is commonest), its sex as a given name where nearly certain (1 female, -1 male, 0 unknown)
- ``equal.tsv.gz``: word, others after it in the alphabet, how they are related (1 spellings of one name, 2 a short form)

A word that is in no table is nobody's namesake: what its letters say (``likeness.fullness``) is all it says.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

ONE_NAME, SHORT_FORM = 1, 2
UNKNOWN = -1
_MASK = (1 << 64) - 1
_FNV_START, _FNV_PRIME, _GOLDEN = 0xCBF29CE484222325, 0x100000001B3, 0x9E3779B97F4A7C15

Array = np.ndarray[Any, np.dtype[Any]]


def _rows(name: str) -> list[list[str]]:
    packed = (files("comity.names") / "tables" / name).read_bytes()
    return [line.split("\t") for line in gzip.decompress(packed).decode("ascii").splitlines()[1:]]


@cache
def _familiar() -> dict[str, tuple[int, int]]:
    return {word: (int(information), int(sex)) for word, information, sex in _rows("familiar.tsv.gz")}


@cache
def _equal() -> dict[tuple[str, str], int]:
    return {(word, other): int(kind) for word, others, kind in _rows("equal.tsv.gz") for other in others.split()}


def information(letters: str) -> int:
    """Thousandths of a nat that a word says as a name; UNKNOWN for one that is not familiar."""
    return _familiar().get(letters, (UNKNOWN, 0))[0]


def sex(letters: str) -> int:
    """1 for a given name of women, -1 for one of men, 0 where it is not nearly certain."""
    return _familiar().get(letters, (UNKNOWN, 0))[1]


def relation(first: str, second: str) -> int:
    """ONE_NAME, SHORT_FORM or 0 for two words in letters a to z, in either order."""
    return _equal().get((first, second) if first <= second else (second, first), 0)


# -- the same for compiled code: sorted hashes beside plain arrays


@dataclass(frozen=True, slots=True)
class Arrays:
    """``words`` uint64 sorted, with ``information`` int32 and ``sex`` int8; ``pairs`` uint64 sorted, with ``kinds`` uint8."""

    words: Array
    information: Array
    sex: Array
    pairs: Array
    kinds: Array


def word_hash(letters: str) -> int:
    """A word as 64 bits: FNV-1a of its letters."""
    found = _FNV_START
    for byte in letters.encode("ascii"):
        found = (found ^ byte) * _FNV_PRIME & _MASK
    return found


def pair_hash(first: int, second: int) -> int:
    """Two word hashes, in either order, as one."""
    mixed = ((first ^ second) + (first + second) * _GOLDEN) & _MASK
    return mixed ^ mixed >> 29


def _hashes(words: list[str]) -> Array:
    """`word_hash` of many words."""
    letters = np.frombuffer("".join(words).encode("ascii"), np.uint8).astype(np.uint64)
    lengths = np.array([len(word) for word in words], np.int64)
    starts = np.cumsum(lengths) - lengths
    found = np.full(len(words), _FNV_START, np.uint64)
    for at in range(int(lengths.max(initial=0))):
        rows = np.flatnonzero(lengths > at)
        found[rows] = (found[rows] ^ letters[starts[rows] + at]) * np.uint64(_FNV_PRIME)
    return found


@cache
def arrays() -> Arrays:
    """Both tables, ready for a binary search."""
    rows = _rows("familiar.tsv.gz")
    words = _hashes([word for word, _, _ in rows])
    order = np.argsort(words)
    equal = list(_equal().items())
    first, second = (_hashes([pair[at] for pair, _ in equal]) for at in (0, 1))
    pairs = (first ^ second) + (first + second) * np.uint64(_GOLDEN)
    pairs ^= pairs >> np.uint64(29)
    ranks = np.argsort(pairs)
    return Arrays(
        words=words[order],
        information=np.array([int(information) for _, information, _ in rows], np.int32)[order],
        sex=np.array([int(sex) for _, _, sex in rows], np.int8)[order],
        pairs=pairs[ranks],
        kinds=np.array([kind for _, kind in equal], np.uint8)[ranks],
    )
