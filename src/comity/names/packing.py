"""Names by the million in numbers: every distinct word is read by ``parts`` once, the names are put together compiled.

What a word is as a part depends on where it stands: alone in its name, inside it, or at an end. So a word has up to four
parts to its credit, and the loop below picks. The result is the same as `parts.prepare` of each text.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from comity.kit.compiled import njit
from comity.names import parts, words
from comity.names.judge import Names
from comity.names.matcher import SONS, Matcher
from comity.names.meet import KINDS
from comity.names.parts import prepare
from comity.names.scan import Scanner
from comity.names.script import NO_SCRIPT, main_script
from comity.names.views import Key
from comity.names.vocabulary import Vocabulary

Array = np.ndarray[Any, np.dtype[Any]]

WORD, PARTICLE, TITLE = map(KINDS.index, ("word", "particle", "title"))
NO_PART = -1
_ASIDE = -2


class _Words(NamedTuple):
    """What each word of the vocabulary is as a part, int32 or uint8 [words]; NO_PART where it is none."""

    part: Array
    kind: Array
    inside: Array
    first: Array
    second: Array
    first_kind: Array
    second_kind: Array
    whole: Array
    son: Array


_TYPES: tuple[type[np.generic], ...] = (
    np.int32, np.uint8, np.uint8, np.int32, np.int32, np.uint8, np.uint8, np.int32, np.uint8,
)  # fmt: skip


@njit(cache=True)
def _sizes(starts, ids, words, counts, most):  # type: ignore[no-untyped-def]
    """How many parts each name has, where ``counts`` is not _ASIDE already; _ASIDE for a name of too many."""
    for name in range(len(counts)):
        if counts[name] == -2:
            continue
        first, last = starts[name], starts[name + 1]
        if last - first == 1:
            word = ids[first]
            counts[name] = (words.first[word] >= 0) + (words.second[word] >= 0)
            continue
        count = 0
        for at in range(first, last):
            count += words.part[ids[at]] >= 0
        counts[name] = count if count <= most else -2


@njit(cache=True)
def _fill(starts, ids, glued, words, aside, packed):  # type: ignore[no-untyped-def]
    """Write the parts of every name that is not set aside."""
    for name in range(len(starts) - 1):
        if aside[name]:
            continue
        first, last, to = starts[name], starts[name + 1], packed.part_at[name]
        begin, telling = to, False
        if last - first == 1:
            word = ids[first]
            if words.first[word] >= 0:
                packed.parts[to], packed.kinds[to] = words.first[word], words.first_kind[word]
                packed.flags[to] = words.son[word]
                to += 1
            if words.second[word] >= 0:
                packed.parts[to], packed.kinds[to] = words.second[word], words.second_kind[word]
                packed.whole[name] = words.whole[word]
                to += 1
        else:
            for at in range(first, last):
                word = ids[at]
                if words.part[word] < 0:
                    continue
                hyphen = glued[at] or (at + 1 < last and glued[at + 1])
                inside = first < at < last - 1 and not hyphen
                packed.parts[to], packed.flags[to] = words.part[word], words.son[word]
                packed.kinds[to] = words.inside[word] if inside else words.kind[word]
                to += 1
        for at in range(begin, to):
            telling = telling or (packed.kinds[at] != PARTICLE and packed.kinds[at] != TITLE)
        if not telling:
            for at in range(begin, to):
                packed.kinds[at] = WORD


class Packer:
    """Reads texts into names in numbers, as ``Matcher.pack`` does of prepared ones. Not for use by two threads at once."""

    def __init__(self, matcher: Matcher) -> None:
        """New parts get their numbers in the matcher's lexicon."""
        self._matcher = matcher
        self._scanner, self.vocabulary = Scanner(), Vocabulary()
        self._words = _Words(*(np.empty(0, kind) for kind in _TYPES))

    def pack(self, texts: pa.Array | Sequence[str], organisations: Array | None = None) -> Names:
        """All names in order; ``organisations`` bool[names] tells which are not those of a person."""
        array = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
        scanned = self._scanner.scan(array)
        ids = self.vocabulary.ids(scanned)
        self._learn()
        counts = np.zeros(len(array), np.int32)
        if organisations is not None:
            counts[organisations] = _ASIDE
        _sizes(scanned.starts, ids, self._words, counts, parts.MAX_PARTS)
        aside = counts == _ASIDE
        others = np.flatnonzero(aside)
        small = self._one_by_one(array, others, organisations)
        counts[others] = np.diff(small.part_at)
        packed = _room(counts, aside, small)
        _fill(scanned.starts, ids, scanned.glued, self._words, aside, packed)
        where = np.repeat(aside, counts)
        packed.parts[where], packed.kinds[where], packed.flags[where] = small.parts, small.kinds, small.flags
        packed.whole[others] = small.whole
        packed.organisation[others] = small.organisation
        return packed

    def _one_by_one(self, array: pa.Array, others: Array, organisations: Array | None) -> Names:
        """What the loop does not read: organisations, with their legal forms and numbers, and names of very many parts."""
        given = [] if organisations is None else organisations[others].tolist()
        bearers: list[parts.Bearer] = [
            "organisation" if other else "person" for other in given or [False] * len(others)
        ]
        texts = array.take(pa.array(others)).to_pylist()
        return self._matcher.pack(prepare(text or "", bearer) for text, bearer in zip(texts, bearers, strict=True))

    def _learn(self) -> None:
        """Read the words that are new."""
        first, last = len(self._words.part), self.vocabulary.count
        if first == last:
            return
        keys: list[Key] = []
        rows: list[int] = []
        for text in self.vocabulary.texts(first, last):
            rows += _read(text, keys)
        numbers = np.array([*self._matcher.lexicon.numbers(keys), NO_PART], np.int32)
        table = np.array(rows, np.int32).reshape(-1, len(_Words._fields))
        table[:, _PARTS] = numbers[table[:, _PARTS]]
        self._words = _Words(*(
            np.concatenate([old, new.astype(old.dtype)]) for old, new in zip(self._words, table.T, strict=True)
        ))  # fmt: skip


_Row = tuple[int, int, int, int, int, int, int, int, int]
"""In the order of `_Words`, parts by their place among the keys."""
_PARTS = [_Words._fields.index(name) for name in ("part", "first", "second", "whole")]
_NOBODY: _Row = (NO_PART, WORD, WORD, NO_PART, NO_PART, WORD, WORD, NO_PART, 0)
_CUT = frozenset({"Hani", "Hang"})
"""Scripts whose names, written alone, are cut into surname and given name."""


@cache
def _special() -> frozenset[str]:
    """Words that are more than words."""
    return SONS.union(*map(words.of_kind, ("particle", "article", "particle inside", "title")))


def _kinds(native: str, script: str) -> tuple[int, int, int]:
    """What a word is at an end of a name, what inside it, and whether it stands between son and father."""
    if len(native) > 1 and native not in _special():
        return WORD, WORD, 0
    kind = parts._kind(native, script, bearer="person", inside=False)
    inside = "particle" if kind != "initial" and native in words.of_kind("particle inside") else kind
    return KINDS.index(kind), KINDS.index(inside), int(native in SONS)


def _read(token: str, keys: list[Key]) -> _Row:
    """One word as a part, alone and among others. ``keys`` collects the parts that need a number.

    Most words of most registers are plain letters and read without the long way.
    """
    if not (token.isascii() and token.isalpha()):
        return _read_other(token, keys)
    native, at = token.lower(), len(keys)
    kind, inside, son = _kinds(native, "Latn")
    keys.append(("Latn", native, False))
    return at, kind, inside, at, NO_PART, kind, WORD, NO_PART, son


def _read_other(token: str, keys: list[Key]) -> _Row:
    native, at = parts._plain(token), len(keys)
    script = main_script(native)
    if any(map(str.isdigit, native)):  # they may be misread letters
        native = parts._without_digits(native)
        script = main_script(native)
    if not native:
        return _NOBODY
    kind, inside, son = _kinds(native, script)
    spelled = script != "Latn" or (native.isascii() and native.isalpha())
    keys.append((script if spelled else NO_SCRIPT, native, False))
    if script not in _CUT or len(native) > parts.UNSPACED:
        return at, kind, inside, at, NO_PART, kind, WORD, NO_PART, son
    pieces = [piece for _, piece in parts._split_surname(token, native, script)]
    keys += [(script, piece, True) for piece in pieces]
    if len(pieces) < 2:
        return at, kind, inside, at + 1, NO_PART, _kinds(pieces[0], script)[0], WORD, NO_PART, son
    keys.append((script, native, True))
    first, second = (_kinds(piece, script)[0] for piece in pieces)
    return at, kind, inside, at + 1, at + 2, first, second, at + 3, son


def _room(counts: Array, aside: Array, small: Names) -> Names:
    """Names of so many parts each, not written yet, with the forms and numbers of those set aside."""
    part_at = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=part_at[1:])
    size = int(part_at[-1])
    edges = []
    for starts in (small.form_at, small.number_at):
        found = np.zeros(len(counts) + 1, np.int32)
        found[1:][aside] = np.diff(starts)
        edges.append(np.cumsum(found, dtype=np.int32))
    return Names(
        part_at=part_at, parts=np.zeros(size, np.int32), kinds=np.zeros(size, np.uint8), flags=np.zeros(size, np.uint8),
        whole=np.full(len(counts), -1, np.int32), organisation=np.zeros(len(counts), np.bool_),
        form_at=edges[0], forms=small.forms, number_at=edges[1], numbers=small.numbers,
    )  # fmt: skip
