"""When a voice need not be asked: the letters are far from all its likeliest readings, or the consonants are others."""

import numpy as np

from comity.kit.compiled import njit
from comity.names import kernel
from comity.names.facts import (
    BAGS,
    INNER,
    LENGTHS,
    OTHER,
    OTHER_JOINED,
    READINGS,
    SCRIPT,
    SOUNDED,
    SOUNDS_LEAST,
    SOUNDS_MOST,
    VIEW_AT,
    VIEW_COUNT,
    VOICE,
)

UNHEARD = 14
"""Parts whose consonants differ by more than 14 in 20 are two words: no voice is asked."""

_SOUND = np.array([0, 0, 1, 0, 2, 0, 1, 3, 0, 0, 0, 3, 4, 5, 5, 0, 1, 3, 4, 6, 2, 0, 1, 0, 6, 0, 6], np.uint8)
"""Consonants that scripts take for each other, by letter: b f p v, d t, g k q, l r, m n, s x z; all else is 0."""


@njit(cache=True)
def sounds_of(letters):  # type: ignore[no-untyped-def]
    """How often each class of consonants is heard, a byte for each (uint64). ``letters`` a=1 … z=26."""
    found = np.uint64(0)
    for at in range(len(letters)):
        sound = _SOUND[letters[at]]
        if sound:
            found += np.uint64(1) << np.uint64(8 * sound)
    return found


@njit(cache=True, inline="always")
def deaf(words, view, native, wide, count, joined, sounds, bag):  # type: ignore[no-untyped-def]
    """Whether a view, with the other parts read behind it, has nothing to say about so many letters, of which ``sounds`` and
    ``bag`` are the consonants and `kernel.bag_of`; they are ``joined`` where several parts on either side are read as one.
    """
    differ, strange = words.settings[OTHER_JOINED if joined else OTHER, words.facts[native[0], SCRIPT]], False
    if wide > 1:
        strange = _strange_together(words.heard, words.views, words.facts, view, native, wide, count, differ, bag)
    else:
        strange = _strange(words.heard[view], count, differ, bag)
    if not strange:
        fewest, most = words.heard[view, SOUNDED], words.heard[view, SOUNDED + 1]
        for at in range(1, wide):
            fewest += words.marks[native[at], SOUNDS_LEAST]
            most += words.marks[native[at], SOUNDS_MOST]
        strange = _unlike(fewest, most, sounds)
    return strange


@njit(cache=True, inline="always")
def _strange(heard, count, differ, bag):  # type: ignore[no-untyped-def]
    """Whether so many letters are far from each of the likeliest readings of a view."""
    near = heard[LENGTHS] == 0
    for rank in range(READINGS):
        long = _length(heard, rank)
        near = near or (long > 0 and kernel.least_slips(heard[BAGS + rank], bag) * 20 <= differ * max(long, count))
    return not near


@njit(cache=True)
def _strange_together(heard, views, facts, view, native, wide, count, differ, bag):  # type: ignore[no-untyped-def]
    """The same where parts are read behind it in the same voice."""
    second, third = beside(views, facts, view, native[1]), view
    if wide > 2:
        third = beside(views, facts, view, native[2])
    if not heard[view, LENGTHS] or second < 0 or third < 0:
        return False
    for first in range(READINGS):
        for then in range(READINGS):
            for last in range(READINGS if wide > 2 else 1):
                long = _length(heard[view], first) + _length(heard[second], then)
                held = kernel.together(heard[view, BAGS + first], heard[second, BAGS + then])
                if wide > 2:
                    long += _length(heard[third], last)
                    held = kernel.together(held, heard[third, BAGS + last])
                if kernel.least_slips(held, bag) * 20 <= differ * max(long, count):
                    return False
    return True


@njit(cache=True, inline="always")
def _length(heard, rank):  # type: ignore[no-untyped-def]
    return np.int64((heard[LENGTHS] >> np.uint64(8 * rank)) & np.uint64(255))


@njit(cache=True)
def beside(views, facts, view, part):  # type: ignore[no-untyped-def]
    """The view in which a part is read behind another one: one of the same voice, within a word if there is such a one."""
    found, begin = -1, facts[part, VIEW_AT]
    for other in range(begin, begin + facts[part, VIEW_COUNT]):
        if views[other, VOICE] == views[view, VOICE] and (found < 0 or views[other, INNER]):
            found = other
    return found


@njit(cache=True)
def all_strange(words, native, wide, letters, joined):  # type: ignore[no-untyped-def]
    """Whether no view of a part whose voices are read together has anything to say about letters."""
    begin, bag, count = words.facts[native[0], VIEW_AT], kernel.bag_of(letters), len(letters)
    differ = words.settings[OTHER_JOINED if joined else OTHER, words.facts[native[0], SCRIPT]]
    for view in range(begin, begin + words.facts[native[0], VIEW_COUNT]):
        if wide > 1:
            strange = _strange_together(words.heard, words.views, words.facts, view, native, wide, count, differ, bag)
        else:
            strange = _strange(words.heard[view], count, differ, bag)
        if not strange:
            return False
    return True


@njit(cache=True, inline="always")
def _unlike(least, most, sounds):  # type: ignore[no-untyped-def]
    """Whether consonants that are heard ``least`` to ``most`` often cannot be those of a spelling."""
    apart = total = 0
    for shift in range(8, 56, 8):
        low, high = (least >> np.uint64(shift)) & np.uint64(255), (most >> np.uint64(shift)) & np.uint64(255)
        here = (sounds >> np.uint64(shift)) & np.uint64(255)
        total += max(high, here)
        if here > high:
            apart += here - high
        elif low > here:
            apart += low - here
    return apart > 1 and apart * 20 > UNHEARD * total
