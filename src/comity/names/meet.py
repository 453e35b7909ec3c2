"""Which parts of two names meet, compiled: likeness of every pair, of joined neighbours where that is called for, alignment."""

import numpy as np

from comity.kit.compiled import njit
from comity.names.align import ALONE, GENERIC, INITIAL, MERGED, PARTICLE, TITLE, WORD, align
from comity.names.facts import INITIALS, LATN, LETTER_AT, LETTER_COUNT, SCRIPT, UNKNOWN
from comity.names.kernel import NOTHING
from comity.names.likeness import ACRONYM, BOUNDED, NONE, apart, measure, other_words
from comity.names.room import NOBODY, remembered

__all__ = [
    "ALONE", "EXACT", "GENERIC", "INITIAL", "KINDS", "PARTICLE", "SON", "TITLE", "WORD", "meet",
]  # fmt: skip

KINDS = ("word", "particle", "title", "generic", "initial")
INITIAL_GAIN, INITIALS_GAIN = 2_000, 1_500
"""What an initial that fits is worth to the alignment, and several in one word (``JM`` for ``Jean Marie``)."""
SON, EXACT = 1, 2
"""Flags of a part: a particle between son and father; initials with full stops, which are nobody else's name."""


@njit(cache=True)
def _plainly(found, left, right):  # type: ignore[no-untyped-def]
    """Whether every part meets the one at its own place well, and none is that of another place: then nothing else need be
    looked at.
    """
    if len(left) != len(right):
        return False
    for at in range(len(left)):
        cell = found[at, 0, at, 0]
        if cell[3] == NONE or cell[0] * 2 < cell[1]:
            return False
        if left[at] != right[at]:
            for other in range(len(right)):
                if left[at] == right[other] or right[at] == left[other]:
                    return False
    return True


@njit(cache=True)
def _row(facts, marks, memo, sieve, first, second):  # type: ignore[no-untyped-def]
    """The row of the memo for two single parts and whether it is filled; -1 where they cannot meet. Passes few arrays: every
    array handed from loop to loop costs more than what is done here.
    """
    script = facts[first, SCRIPT]
    if script == UNKNOWN or facts[second, SCRIPT] == UNKNOWN:
        return np.int64(-1), True
    if script == facts[second, SCRIPT] and other_words(facts, marks, sieve, first, second):
        return np.int64(-1), True
    row, known = row_of(memo, first, second)
    return row, known and memo[row, 7] != BOUNDED


@njit(cache=True, inline="always")
def row_of(memo, first, second):  # type: ignore[no-untyped-def]
    """The row of the memo for two single parts, and whether it is filled."""
    none = np.int64(NOBODY)
    return remembered(memo, np.int64(min(first, second)), np.int64(max(first, second)), none, none)


@njit(cache=True, inline="always")
def row_of_joined(memo, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """The same where neighbours on one side are read as one."""
    if wide > 1:
        last = left[i + 2] if wide > 2 else NOBODY
        return remembered(memo, np.int64(right[j]), np.int64(left[i]), np.int64(left[i + 1]), np.int64(last))
    last = right[j + 2] if long > 2 else NOBODY
    return remembered(memo, np.int64(left[i]), np.int64(right[j]), np.int64(right[j + 1]), np.int64(last))


@njit(cache=True)
def _row_of_joined(facts, marks, memo, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """The same where neighbours on one side are read as one."""
    ours, theirs = facts[left[i], SCRIPT], facts[right[j], SCRIPT]
    if ours == UNKNOWN or theirs == UNKNOWN or (ours != theirs and ours != LATN and theirs != LATN):
        return np.int64(-1), True
    for at in range(i + 1, i + wide):
        if facts[left[at], SCRIPT] != ours:
            return np.int64(-1), True
    for at in range(j + 1, j + long):
        if facts[right[at], SCRIPT] != theirs:
            return np.int64(-1), True
    if ours == theirs and apart(facts, marks, left, i, wide, right, j, long):
        return np.int64(-1), True
    row, known = row_of_joined(memo, left, i, wide, right, j, long)
    return row, known and memo[row, 7] != BOUNDED


@njit(cache=True, inline="always")
def meet(words, voices, room, left, left_kinds, left_flags, right, right_kinds, right_flags):  # type: ignore[no-untyped-def]
    """Groups that meet (see ``align``) in ``room.groups``; how many. Fills ``room.found`` with how alike parts are.

    ``left`` and ``right`` int32 are numbers of parts, the kinds uint8 places in ``KINDS``.
    """
    rows, columns, found, gains, groups = len(left), len(right), room.found, room.gains, room.groups
    facts, marks, memo, sieve, strong = words.facts, words.marks, room.memo, room.sieve, room.strong
    for i in range(rows):
        for j in range(columns):
            found[i, 0, j, 0, 3] = NONE
            if left_kinds[i] == INITIAL or right_kinds[j] == INITIAL:
                continue
            if (left_flags[i] | right_flags[j]) & EXACT and left[i] != right[j]:
                continue
            row, known = _row(facts, marks, memo, sieve, left[i], right[j])
            if row < 0:
                continue
            if not known:
                measure(words, voices, room, left, i, 1, right, j, 1, memo[row])
            for at in range(4):
                found[i, 0, j, 0, at] = memo[row, 4 + at]
    if _plainly(found, left, right):
        for at in range(rows):
            groups[at, 0], groups[at, 1], groups[at, 2], groups[at, 3] = at, 1, at, 1
        return rows
    some = joined = False
    for i in range(rows):
        strong[0, i] = False
    for j in range(columns):
        strong[1, j] = False
    for i in range(rows):
        for j in range(columns):
            for wide in range(MERGED):
                for long in range(MERGED):
                    gains[i, wide, j, long] = NOTHING
            if left_kinds[i] == INITIAL or right_kinds[j] == INITIAL:
                if facts[left[i], INITIALS] & facts[right[j], INITIALS]:
                    gains[i, 0, j, 0] = INITIAL_GAIN
                    some = True
            elif found[i, 0, j, 0, 3] != NONE:
                gains[i, 0, j, 0] = min(found[i, 0, j, 0, 0], 2 * found[i, 0, j, 0, 1])
                some = True
                if left[i] == right[j]:
                    strong[0, i] = True
                    strong[1, j] = True
    for i in range(rows):
        for wide in range(1, min(MERGED, rows - i) + 1):
            if left_kinds[i + wide - 1] == INITIAL or strong[0, i + wide - 1] or left_flags[i + wide - 1] & EXACT:
                break
            for j in range(columns):
                for long in range(1, (1 if wide > 1 else min(MERGED, columns - j)) + 1):
                    last = j + long - 1
                    if right_kinds[last] == INITIAL or strong[1, last] or right_flags[last] & EXACT:
                        break
                    if wide + long == 2:
                        continue
                    short = right_kinds[j] if wide > 1 else left_kinds[i]
                    if short == WORD and _initials(facts, words.letters, left, i, wide, right, j, long):
                        gains[i, wide - 1, j, long - 1] = INITIALS_GAIN
                        found[i, wide - 1, j, long - 1, 3] = ACRONYM
                        joined = True
                        continue
                    row, known = _row_of_joined(facts, marks, memo, left, i, wide, right, j, long)
                    if row < 0:
                        continue
                    if not known:
                        measure(words, voices, room, left, i, wide, right, j, long, memo[row])
                    if memo[row, 7] != NONE:
                        for at in range(4):
                            found[i, wide - 1, j, long - 1, at] = memo[row, 4 + at]
                        gains[i, wide - 1, j, long - 1] = min(memo[row, 4], 2 * memo[row, 5])
                        joined = True
    if not some and not joined:
        return 0
    return align(room, rows, columns, left_kinds, right_kinds, joined)


@njit(cache=True)
def _initials(facts, letters, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """Whether one word is made of the first letters of several full ones."""
    short, count = (right[j], wide) if wide > 1 else (left[i], long)
    if facts[short, SCRIPT] != LATN or facts[short, LETTER_COUNT] != count:
        return False
    for at in range(count):
        word = left[i + at] if wide > 1 else right[j + at]
        if facts[word, SCRIPT] != LATN or facts[word, LETTER_COUNT] < 3:
            return False
        if letters[facts[word, LETTER_AT]] != letters[facts[short, LETTER_AT] + at]:
            return False
    return True
