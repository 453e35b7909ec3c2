"""Keys that bring two records together before they are compared: few, coarse, and the same in every engine.

A name has at most MOST keys, each a whole number of 64 bits. A register *files* a name under keys, a question *asks* for
keys; two records are worth a look where a filed key equals an asked one. The two sets differ where only one side need try.
All keys are made of pairs of words in no order:

- *dated*: the consonants of one word, the first consonant of another, the year of birth. Survives a slip in either word.
- *stated*: three consonants of two words and one nationality; reaches who has no or another year of birth.
- *named*: four consonants of two words alone, for questions that know neither.
- *single*: all consonants of the only word of a name.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from comity.names.skeleton import COARSE_BITS, WAYS, Array, Skeletons

KEY_VERSION = "keys-2"
"""Stored beside the keys of a register: keys of another version are not comparable with these."""
MOST = 12
"""Keys of a name at most."""
WORDS = 3
"""So many words of a name are made into keys: those with the most consonants."""
DATED, STATED, NAMED, SINGLE = 1, 2, 3, 4
PARTICLE, TITLE = 1, 2
"""Kinds of parts, as packed names number them, that are no keys of their own."""
_PAIRS_OF_WAYS = np.array([[0, 0], [1, 0], [0, 1], [2, 0], [1, 1], [3, 0]], np.int64)
_UNKNOWN_STATE = 0


@dataclass(frozen=True, slots=True)
class Names:
    """Packed names: parts of name ``i`` are ``parts[starts[i]:starts[i + 1]]``, rows of ``Skeletons``; ``owners`` are records."""

    starts: Array
    parts: Array
    kinds: Array
    owners: Array


@dataclass(frozen=True, slots=True)
class Facts:
    """What records say beside names: ``born`` int16[r, 2] first and last year, 0 unknown; ``states`` int16[r, k], 0 none."""

    born: Array
    states: Array


@njit(cache=True, inline="always")
def _mixed(key, more):  # type: ignore[no-untyped-def]
    key = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(more) + np.uint64(1)
    key ^= key >> np.uint64(30)
    key *= np.uint64(0xBF58476D1CE4E5B9)
    key ^= key >> np.uint64(27)
    key *= np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


@njit(cache=True, inline="always")
def _key(family, first, second, fact):  # type: ignore[no-untyped-def]
    return _mixed(_mixed(_mixed(np.uint64(family), first), second), fact)


@njit(cache=True, inline="always")
def _add(keys, count, key, most):  # type: ignore[no-untyped-def]
    """Add a key unless it is there or ``most`` are; gives the new count."""
    if count >= most:
        return count
    for at in range(count):
        if keys[at] == key:
            return count
    keys[count] = key
    return count + 1


@njit(cache=True, inline="always")
def _size(code):  # type: ignore[no-untyped-def]
    count = 0
    while code > 0:
        code >>= COARSE_BITS
        count += 1
    return count


@njit(cache=True)
def _chosen(parts, kinds, coarse, exact, words):  # type: ignore[no-untyped-def]
    """The words of a name that make keys, the fullest first; equal ones once. The order of the name does not matter."""
    count = 0
    for turn in range(2):
        for at in range(len(parts)):
            if turn == 0 and (kinds[at] == PARTICLE or kinds[at] == TITLE):
                continue
            word = parts[at]
            slot = count
            size = _size(coarse[word, 0])
            double = False
            for other in range(count):
                double = double or words[other] == word
            if double:
                continue
            while slot > 0:
                before = words[slot - 1]
                its_size = _size(coarse[before, 0])
                if size < its_size or (size == its_size and exact[word] > exact[before]):
                    break
                slot -= 1
            if slot >= WORDS:
                continue
            for place in range(min(count, WORDS - 1), slot, -1):
                words[place] = words[place - 1]
            words[slot] = word
            count = min(count + 1, WORDS)
        if count:
            break
    return count


@njit(cache=True, inline="always")
def _cut(code, classes):  # type: ignore[no-untyped-def]
    return code & ((1 << (COARSE_BITS * classes)) - 1)


@njit(cache=True)
def _dated(words, count, coarse, year, keys, held, most):  # type: ignore[no-untyped-def]
    """Keys of one word in full, the first sound of another and the year: the likeliest readings first."""
    for ways in range(len(_PAIRS_OF_WAYS)):
        for first in range(count):
            for second in range(count):
                if first == second:
                    continue
                one = coarse[words[first], _PAIRS_OF_WAYS[ways, 0]]
                other = coarse[words[second], _PAIRS_OF_WAYS[ways, 1]]
                if one >= 0 and other >= 0:
                    held = _add(keys, held, _key(DATED, one, _cut(other, 1), year), most)
    return held


@njit(cache=True)
def _undated(family, words, count, coarse, fact, classes, keys, held, most):  # type: ignore[no-untyped-def]
    """Keys of two words and a fact, in no order: the likeliest readings first."""
    for ways in range(len(_PAIRS_OF_WAYS)):
        for first in range(count):
            for second in range(first):
                for turn in range(2):
                    one = coarse[words[first], _PAIRS_OF_WAYS[ways, turn]]
                    other = coarse[words[second], _PAIRS_OF_WAYS[ways, 1 - turn]]
                    if one >= 0 and other >= 0:
                        one, other = _cut(one, classes), _cut(other, classes)
                        held = _add(keys, held, _key(family, min(one, other), max(one, other), fact), most)
    return held


@njit(cache=True)
def _keys_of(starts, parts, kinds, owners, coarse, fine, exact, born, states, asking):  # type: ignore[no-untyped-def]
    names = len(starts) - 1
    found, rows = np.empty(names * MOST, np.uint64), np.empty(names * MOST, np.int32)
    filled = 0
    words, keys = np.zeros(WORDS + 1, np.int64), np.zeros(MOST, np.uint64)
    for name in range(names):
        start, end = starts[name], starts[name + 1]
        count = _chosen(parts[start:end], kinds[start:end], coarse, exact, words)
        record, held = owners[name], 0
        year = born[record, 0] if born[record, 0] == born[record, 1] else 0
        if count == 1:
            for way in range(WAYS):
                if coarse[words[0], way] >= 0:
                    held = _add(keys, held, _key(SINGLE, coarse[words[0], way], 0, year), 4)
            for at in range(states.shape[1]):
                if states[record, at]:
                    held = _add(keys, held, _key(SINGLE, coarse[words[0], 0], 1, states[record, at]), MOST)
            held = _add(keys, held, _key(SINGLE, fine[words[0]], 2, 0), MOST)
        elif count > 1:
            if year:
                held = _dated(words, count, coarse, year, keys, held, 8)
            stated = 0
            for at in range(states.shape[1]):
                if states[record, at]:
                    held = _undated(STATED, words, count, coarse, states[record, at], 3, keys, held, min(MOST, held + 3))
                    stated += 1
            if stated == 0 and not asking:
                held = _undated(STATED, words, count, coarse, _UNKNOWN_STATE, 3, keys, held, min(MOST, held + 3))
            if not asking or (year == 0 and stated == 0):
                held = _undated(NAMED, words, count, coarse, 0, 4, keys, held, MOST)
            elif asking:
                held = _undated(STATED, words, count, coarse, _UNKNOWN_STATE, 3, keys, held, MOST)
        for at in range(held):
            found[filled], rows[filled] = keys[at], name
            filled += 1
    return found[:filled].copy(), rows[:filled].copy()


def keys_of(names: Names, facts: Facts, skeletons: Skeletons, *, asking: bool) -> tuple[Array, Array]:
    """The keys of packed names (uint64) and the number of the name each belongs to (int32), in the order of the names.

    ``asking`` gives the keys a question looks for; without it those a register files the names under.
    """
    return _keys_of(  # type: ignore[no-any-return]
        names.starts, names.parts, names.kinds, names.owners, skeletons.coarse, skeletons.fine, skeletons.exact,
        facts.born, facts.states, asking,
    )  # fmt: skip
