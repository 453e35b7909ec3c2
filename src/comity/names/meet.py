"""Which parts of two names meet, compiled: likeness of every pair, of joined neighbours where that is called for, alignment."""

import numpy as np
from numba import njit

from comity.names.align import MERGED, align
from comity.names.kernel import NOTHING
from comity.names.likeness import LATN, NONE, alike

WORD, PARTICLE, TITLE, GENERIC, INITIAL = 0, 1, 2, 3, 4
KINDS = ("word", "particle", "title", "generic", "initial")
MOST = 12
"""Parts of a name at most (``parts.MAX_PARTS``)."""
ALONE = -10_000
"""What the alignment pays to leave a word alone: more than a weak meeting, less than a contradiction."""
INITIAL_GAIN = 2_000
_MEMO = 1 << 20
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


def new_memo(size: int = _MEMO) -> tuple[np.ndarray, np.ndarray]:
    """Room to remember how alike single parts are: a slot is simply overwritten when another pair needs it."""
    return np.full(size, _EMPTY, np.uint64), np.zeros((size, 4), np.int32)


@njit(cache=True)
def _single(words, voices, memo, left, right):  # type: ignore[no-untyped-def]
    """``alike`` of two single parts, remembered."""
    low, high = (left[0], right[0]) if left[0] < right[0] else (right[0], left[0])
    key = np.uint64(low) << np.uint64(32) | np.uint64(high)
    slot = key * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(40) & np.uint64(len(memo[0]) - 1)
    if memo[0][slot] == key:
        held = memo[1][slot]
        return held[0], held[1], held[2], held[3]
    ratio, full, letters, how = alike(words, voices, left, 1, right, 1)
    memo[0][slot] = key
    memo[1][slot, 0], memo[1][slot, 1], memo[1][slot, 2], memo[1][slot, 3] = ratio, full, letters, how
    return ratio, full, letters, how


@njit(cache=True)
def _plainly(found, rows, columns):  # type: ignore[no-untyped-def]
    """Whether every part meets the one at its own place well: then nothing else need be looked at."""
    if rows != columns:
        return False
    for at in range(rows):
        ratio, full = found[at, 0, at, 0, 0], found[at, 0, at, 0, 1]
        if found[at, 0, at, 0, 3] == NONE or ratio * 2 < full:
            return False
    return True


@njit(cache=True)
def meet(words, voices, memo, left, left_kinds, right, right_kinds, found):  # type: ignore[no-untyped-def]
    """Groups that meet (see ``align``); fills ``found`` int32[12, 3, 12, 3, 4] with what ``alike`` says of each.

    ``left`` and ``right`` int32 are numbers of parts, the kinds uint8 places in ``KINDS``.
    """
    rows, columns = len(left), len(right)
    for i in range(rows):
        for j in range(columns):
            if left_kinds[i] == INITIAL or right_kinds[j] == INITIAL:
                found[i, 0, j, 0, 3] = NONE
                continue
            ratio, full, letters, how = _single(words, voices, memo, left[i:], right[j:])
            found[i, 0, j, 0, 0], found[i, 0, j, 0, 1] = ratio, full
            found[i, 0, j, 0, 2], found[i, 0, j, 0, 3] = letters, how
    if _plainly(found, rows, columns):
        groups = np.ones((rows, 4), np.int32)
        for at in range(rows):
            groups[at, 0], groups[at, 2] = at, at
        return groups
    gains = np.full((rows, MERGED, columns, MERGED), NOTHING, np.int32)
    for i in range(rows):
        for j in range(columns):
            if left_kinds[i] == INITIAL or right_kinds[j] == INITIAL:
                if words.initials[left[i]] & words.initials[right[j]]:
                    gains[i, 0, j, 0] = INITIAL_GAIN
            elif found[i, 0, j, 0, 3] != NONE:
                gains[i, 0, j, 0] = min(found[i, 0, j, 0, 0], 2 * found[i, 0, j, 0, 1])
    _join(words, voices, left, left_kinds, right, right_kinds, found, gains)
    alone = np.empty((2, MOST), np.int32)
    for at in range(rows):
        alone[0, at] = 0 if left_kinds[at] == PARTICLE or left_kinds[at] == TITLE else ALONE
    for at in range(columns):
        alone[1, at] = 0 if right_kinds[at] == PARTICLE or right_kinds[at] == TITLE else ALONE
    return align(gains, alone[0, :rows], alone[1, :columns])


@njit(cache=True)
def _length(words, parts, at, wide):  # type: ignore[no-untyped-def]
    total = 0
    for place in range(at, at + wide):
        total += words.letter_count[parts[place]] if words.script[parts[place]] == LATN else words.code_count[parts[place]]
    return total


@njit(cache=True)
def _join(words, voices, left, left_kinds, right, right_kinds, found, gains):  # type: ignore[no-untyped-def]
    """What neighbours read as one are worth against a part of the other name."""
    rows, columns = len(left), len(right)
    for i in range(rows):
        for wide in range(1, min(MERGED, rows - i) + 1):
            for j in range(columns):
                for long in range(1, min(MERGED, columns - j) + 1):
                    if wide + long == 2 or (wide > 1 and long > 1):
                        continue
                    if _has_initial(left_kinds, i, wide) or _has_initial(right_kinds, j, long):
                        continue
                    if words.script[left[i]] == words.script[right[j]]:
                        ours, theirs = _length(words, left, i, wide), _length(words, right, j, long)
                        if 5 * abs(ours - theirs) > 2 * max(ours, theirs):
                            continue
                    ratio, full, letters, how = alike(words, voices, left[i:], wide, right[j:], long)
                    if how == NONE or ratio * 20 < full * 3:
                        continue
                    gains[i, wide - 1, j, long - 1] = min(ratio, 2 * full)
                    cell = found[i, wide - 1, j, long - 1]
                    cell[0], cell[1], cell[2], cell[3] = ratio, full, letters, how


@njit(cache=True)
def _has_initial(kinds, at, wide):  # type: ignore[no-untyped-def]
    for place in range(at, at + wide):
        if kinds[place] == INITIAL:
            return True
    return False


@njit(cache=True)
def whole(words, voices, native, parts):  # type: ignore[no-untyped-def]
    """An unspaced name, read as one, against all Latin parts from any of them on: the best of ``alike``."""
    best, full, letters, how = NOTHING, 0, 0, NONE
    one = np.array([native], np.int32)
    count = len(parts)
    turned = np.empty(count, np.int32)
    for start in range(count):
        for at in range(count):
            turned[at] = parts[(start + at) % count]
            if words.script[turned[at]] != LATN:
                return NOTHING, 0, 0, NONE
        found = alike(words, voices, one, 1, turned, count)
        if found[3] != NONE and found[0] > best:
            best, full, letters, how = found
    return best, full, letters, how


