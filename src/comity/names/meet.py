"""Which parts of two names meet, compiled: likeness of every pair, of joined neighbours where that is called for, alignment."""

from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names.align import FREE_PARTS, MERGED, align
from comity.names.kernel import NOTHING
from comity.names.likeness import ACRONYM, INITIALS, LATN, LETTER_AT, LETTER_COUNT, NONE, SCRIPT, alike, apart
from comity.names.voice import Array

WORD, PARTICLE, TITLE, GENERIC, INITIAL = 0, 1, 2, 3, 4
KINDS = ("word", "particle", "title", "generic", "initial")
MOST = 12
"""Parts of a name at most (``parts.MAX_PARTS``)."""
ALONE = -10_000
"""What the alignment pays to leave a word alone: more than a weak meeting, less than a contradiction."""
INITIAL_GAIN, INITIALS_GAIN = 2_000, 1_500
"""What an initial that fits is worth to the alignment, and several in one word (``JM`` for ``Jean Marie``)."""
SON, EXACT = 1, 2
"""Flags of a part: a particle between son and father; initials with full stops, which are nobody else's name."""
_MEMO = 1 << 20
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
_MIXED = np.uint64(0x9E3779B97F4A7C15)


class Room(NamedTuple):
    """Where the loops work, so that no pair of names asks for memory."""

    keys: Array
    """uint64[slots] with ``likes`` int32[slots, 4]: how alike single parts are; a slot is simply overwritten."""
    likes: Array
    found: Array
    """int32[12, 3, 12, 3, 4]: what ``alike`` says of parts and neighbours."""
    gains: Array
    alone: Array
    strong: Array
    best: Array
    back: Array
    states: Array
    choice: Array
    groups: Array
    rest: Array
    turned: Array


def new_room(slots: int = _MEMO) -> Room:
    """Room for one who compares."""
    return Room(
        keys=np.full(slots, _EMPTY, np.uint64), likes=np.zeros((slots, 4), np.int32),
        found=np.zeros((MOST, MERGED, MOST, MERGED, 4), np.int32), gains=np.zeros((MOST, MERGED, MOST, MERGED), np.int32),
        alone=np.zeros((2, MOST), np.int32), strong=np.zeros((2, MOST), np.bool_),
        best=np.zeros((MOST + 1, MOST + 1), np.int32), back=np.zeros((MOST + 1, MOST + 1, 2), np.int32),
        states=np.zeros((FREE_PARTS + 1, 1 << FREE_PARTS), np.int32),
        choice=np.zeros((FREE_PARTS + 1, 1 << FREE_PARTS), np.int32),
        groups=np.zeros((2 * MOST, 4), np.int32), rest=np.zeros((2, MOST), np.int32), turned=np.zeros(MOST, np.int32),
    )  # fmt: skip


@njit(cache=True)
def _plainly(found, rows, columns):  # type: ignore[no-untyped-def]
    """Whether every part meets the one at its own place well: then nothing else need be looked at."""
    if rows != columns:
        return False
    for at in range(rows):
        cell = found[at, 0, at, 0]
        if cell[3] == NONE or cell[0] * 2 < cell[1]:
            return False
    return True


@njit(cache=True)
def meet(words, voices, room, left, left_kinds, left_flags, right, right_kinds, right_flags):  # type: ignore[no-untyped-def]
    """Groups that meet (see ``align``) in ``room.groups``; how many. Fills ``room.found`` with what ``alike`` says of each.

    ``left`` and ``right`` int32 are numbers of parts, the kinds uint8 places in ``KINDS``.
    """
    rows, columns, found, gains, groups = len(left), len(right), room.found, room.gains, room.groups
    keys, likes, slots = room.keys, room.likes, np.uint64(len(room.keys) - 1)
    for i in range(rows):
        for j in range(columns):
            cell = found[i, 0, j, 0]
            if left_kinds[i] == INITIAL or right_kinds[j] == INITIAL:
                cell[3] = NONE
            elif (left_flags[i] | right_flags[j]) & EXACT and left[i] != right[j]:
                cell[3] = NONE
            else:
                low, high = (left[i], right[j]) if left[i] < right[j] else (right[j], left[i])
                key = np.uint64(low) << np.uint64(32) | np.uint64(high)
                slot = key * _MIXED >> np.uint64(40) & slots
                held = likes[slot]
                if keys[slot] != key:
                    held[0], held[1], held[2], held[3] = alike(words, voices, left[i:], 1, right[j:], 1)
                    keys[slot] = key
                cell[0], cell[1], cell[2], cell[3] = held[0], held[1], held[2], held[3]
    if _plainly(found, rows, columns):
        for at in range(rows):
            groups[at, 0], groups[at, 1], groups[at, 2], groups[at, 3] = at, 1, at, 1
        return rows
    gains[:rows, :, :columns, :] = NOTHING
    room.strong[:] = False
    some = False
    for i in range(rows):
        for j in range(columns):
            cell = found[i, 0, j, 0]
            if left_kinds[i] == INITIAL or right_kinds[j] == INITIAL:
                if words.facts[left[i], INITIALS] & words.facts[right[j], INITIALS]:
                    gains[i, 0, j, 0] = INITIAL_GAIN
                    some = True
            elif cell[3] != NONE:
                gains[i, 0, j, 0] = min(cell[0], 2 * cell[1])
                some = True
                if left[i] == right[j]:
                    room.strong[0, i] = True
                    room.strong[1, j] = True
    some = _join(words, voices, room, left, left_kinds, left_flags, right, right_kinds, right_flags) or some
    if not some:
        return 0
    for at in range(rows):
        room.alone[0, at] = 0 if left_kinds[at] == PARTICLE or left_kinds[at] == TITLE else ALONE
    for at in range(columns):
        room.alone[1, at] = 0 if right_kinds[at] == PARTICLE or right_kinds[at] == TITLE else ALONE
    return align(room, rows, columns)


@njit(cache=True)
def _join(words, voices, room, left, left_kinds, left_flags, right, right_kinds, right_flags):  # type: ignore[no-untyped-def]
    """What neighbours read as one are worth against a part of the other name; whether any are. Who meets well is left out."""
    rows, columns, some = len(left), len(right), False
    for i in range(rows):
        for wide in range(1, min(MERGED, rows - i) + 1):
            if left_kinds[i + wide - 1] == INITIAL or room.strong[0, i + wide - 1] or left_flags[i + wide - 1] & EXACT:
                break
            for j in range(columns):
                same = words.facts[left[i], SCRIPT] == words.facts[right[j], SCRIPT]
                for long in range(1, (1 if wide > 1 else min(MERGED, columns - j)) + 1):
                    if (
                        right_kinds[j + long - 1] == INITIAL
                        or room.strong[1, j + long - 1]
                        or right_flags[j + long - 1] & EXACT
                    ):
                        break
                    if wide + long == 2:
                        continue
                    short = right_kinds[j] if wide > 1 else left_kinds[i]
                    if short == WORD and _initials(words, left, i, wide, right, j, long):
                        room.gains[i, wide - 1, j, long - 1] = INITIALS_GAIN
                        room.found[i, wide - 1, j, long - 1, 3] = ACRONYM
                        some = True
                        continue
                    if same and apart(words.facts, words.marks, left, i, wide, right, j, long):
                        continue
                    ratio, full, letters, how = alike(words, voices, left[i:], wide, right[j:], long)
                    if how == NONE or ratio * 20 < full * 3:
                        continue
                    room.gains[i, wide - 1, j, long - 1] = min(ratio, 2 * full)
                    cell = room.found[i, wide - 1, j, long - 1]
                    cell[0], cell[1], cell[2], cell[3] = ratio, full, letters, how
                    some = True
    return some


@njit(cache=True)
def _initials(words, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """Whether one word is made of the first letters of several full ones."""
    short, count = (right[j], wide) if wide > 1 else (left[i], long)
    if words.facts[short, SCRIPT] != LATN or words.facts[short, LETTER_COUNT] != count:
        return False
    for at in range(count):
        word = left[i + at] if wide > 1 else right[j + at]
        if words.facts[word, SCRIPT] != LATN or words.facts[word, LETTER_COUNT] < 3:
            return False
        if words.letters[words.facts[word, LETTER_AT]] != words.letters[words.facts[short, LETTER_AT] + at]:
            return False
    return True


@njit(cache=True)
def whole(words, voices, room, native, parts):  # type: ignore[no-untyped-def]
    """An unspaced name, read as one, against all Latin parts from any of them on: the best of ``alike``."""
    best, full, letters, how = NOTHING, 0, 0, NONE
    one = np.array([native], np.int32)
    count, turned = len(parts), room.turned
    for start in range(count):
        for at in range(count):
            turned[at] = parts[(start + at) % count]
            if words.facts[turned[at], SCRIPT] != LATN:
                return NOTHING, 0, 0, NONE
        found = alike(words, voices, one, 1, turned, count)
        if found[3] != NONE and found[0] > best:
            best, full, letters, how = found
    return best, full, letters, how
