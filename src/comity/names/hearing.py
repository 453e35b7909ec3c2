"""A part in another script and Latin letters: the best of the voices that can read the part (see ``sound``).

Ratios are those of ``chorus.ratio``, in thousandths of a nat. ``least`` is what is asked: where the answer would be less, it
may be any number less than that, found sooner.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.names import cuts
from comity.names.facts import (
    AVERAGED,
    COST,
    ENOUGH,
    INNER,
    LEAST,
    MOST,
    ORDER,
    READING_AT,
    READING_COUNT,
    REGULAR,
    SCRIPT,
    SIGN_AT,
    SIGN_COUNT,
    SOUNDS_LEAST,
    SOUNDS_MOST,
    VIEW_AT,
    VIEW_COUNT,
    VOICE,
)  # fmt: skip
from comity.names.kernel import LENGTH, NOTHING

UNHEARD = 14
"""Parts whose consonants differ by more than 14 in 20 are two words: no voice is asked."""

_SOUND = np.array([0, 0, 1, 0, 2, 0, 1, 3, 0, 0, 0, 3, 4, 5, 5, 0, 1, 3, 4, 6, 2, 0, 1, 0, 6, 0, 6], np.uint8)
"""Consonants that scripts take for each other, by letter: b f p v, d t, g k q, l r, m n, s x z; all else is 0."""


@njit(cache=True)
def three(one, two, last):  # type: ignore[no-untyped-def]
    """Three numbers of one kind, so that every loop is compiled once."""
    return np.int64(one), np.int64(two), np.int64(last)


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


@njit(cache=True)
def _signs_of(words, room, view, native, wide):  # type: ignore[no-untyped-def]
    """Write the symbols of a view of the first part, followed by those of each neighbour in the same voice; how many.

    0 if one has none. ``native`` are the numbers of three parts.
    """
    voice, count = words.views[view, VOICE], 0
    for at in range(wide):
        found = view
        if at:
            found, begin = -1, words.facts[native[at], VIEW_AT]
            for other in range(begin, begin + words.facts[native[at], VIEW_COUNT]):
                if words.views[other, VOICE] == voice and (found < 0 or words.views[other, INNER]):
                    found = other
            if found < 0:
                return 0
        start = words.views[found, SIGN_AT]
        for place in range(words.views[found, SIGN_COUNT]):
            if count < LENGTH:
                room.signs[count] = words.signs[start + place]
                count += 1
    return count


@njit(cache=True)
def _slots(words, voices, room, view, native, wide, letters, key):  # type: ignore[no-untyped-def]
    """The slots in ``cuts`` of a view of native parts and of a spelling, and how many symbols there are; 0 if none."""
    place, rows = words.views[view, VOICE], _signs_of(words, room, view, native, wide)
    if not rows:
        return 0, 0, 0
    token = cuts.token(voices, room.sides, place, room.signs, rows, view + 1, native[1], native[2], 0)
    one = place + 1 if key[3] else 0
    return token, cuts.spelling(voices, room.sides, place, letters, len(letters), one, key[0], key[1], key[2]), rows


@njit(cache=True)
def _averaged(words, voices, room, native, wide, letters, key, least):  # type: ignore[no-untyped-def]
    """The mean of the voices of a script that is read in several ways together."""
    total, full, count, limit = 0, 0, 0, 0
    begin = words.facts[native[0], VIEW_AT]
    end = begin + words.facts[native[0], VIEW_COUNT]
    for view in range(begin, end):
        token, spelling, rows = _slots(words, voices, room, view, native, wide, letters, key)
        if rows:
            limit += cuts.most(room.sides, token, spelling)
            full += words.views[view, ENOUGH]
            for at in range(1, wide):
                full += words.views[words.facts[native[at], VIEW_AT], ENOUGH]
            count += 1
    if not count or limit < least * count:
        return NOTHING if not count else least - 1, LEAST if not count else max(LEAST, full // count), False
    for view in range(begin, end):
        token, spelling, rows = _slots(words, voices, room, view, native, wide, letters, key)
        if rows:
            limit -= cuts.most(room.sides, token, spelling)
            found = cuts.ratio(
                voices, room.sides, words.views[view, VOICE], token, rows, spelling, len(letters),
                least * count - total - limit,
            )  # fmt: skip
            if found == NOTHING:
                return least - 1, max(LEAST, full // count), False
            total += found
    return total // count, max(LEAST, full // count), False


@njit(cache=True)
def voiced(words, voices, room, native, wide, letters, key, sounds, least):  # type: ignore[no-untyped-def]
    """The best ratio any voice gives native parts and letters, what would be enough, and whether the voice is regular.

    ``native`` are the numbers of three parts, of which ``wide`` count; ``letters`` int32, ``key`` four numbers that stand
    for them (the last is 0 where nothing does), ``sounds`` their consonants.
    """
    if words.settings[AVERAGED, words.facts[native[0], SCRIPT]]:
        return _averaged(words, voices, room, native, wide, letters, key, least)
    best, known, full, regular = NOTHING, NOTHING, 0, False
    fewest = most = np.uint64(0)
    for at in range(1, wide):
        fewest += words.marks[native[at], SOUNDS_LEAST]
        most += words.marks[native[at], SOUNDS_MOST]
    begin = words.facts[native[0], VIEW_AT]
    for view in range(begin, begin + words.facts[native[0], VIEW_COUNT]):
        if wide == 1 and words.views[view, MOST] <= known:
            continue
        if _unlike(fewest + words.heard[view, 0], most + words.heard[view, 1], sounds):
            continue
        token, spelling, rows = _slots(words, voices, room, view, native, wide, letters, key)
        if not rows:
            continue
        place, cost = words.views[view, VOICE], words.views[view, COST]
        wanted = max(best + 1, least) + cost
        found = cuts.ratio(voices, room.sides, place, token, rows, spelling, len(letters), wanted)
        if found > NOTHING:
            found -= cost
            known = max(known, found)
        else:
            found = max(best, least - 1)
        if found > best:
            best, regular = found, words.views[view, REGULAR] == 1
            full = words.views[view, ENOUGH]
            for at in range(1, wide):
                other = words.facts[native[at], VIEW_AT]
                for near in range(other, other + words.facts[native[at], VIEW_COUNT]):
                    if words.views[near, VOICE] == place:
                        full += words.views[near, ENOUGH]
                        break
    return best, max(LEAST, full), regular


@njit(cache=True)
def across(words, voices, room, first, second, least):  # type: ignore[no-untyped-def]
    """Single parts of two scripts that are not Latin: the likeliest readings of each, heard by the voices of the other."""
    best, full, count = NOTHING, LEAST, 0
    if words.marks[second, ORDER] < words.marks[first, ORDER]:
        first, second = second, first  # of equals the first one counts: the same one, whoever asks
    for turn in range(2):
        reader, other = (first, second) if turn == 0 else (second, first)
        begin = words.facts[reader, READING_AT]
        for reading in range(begin, begin + words.facts[reader, READING_COUNT]):
            cost, at = words.readings[reading, 0], words.readings[reading, 1]
            letters = words.letters[at : at + words.readings[reading, 2]]
            wanted = max(best + 1, least) + cost
            found, enough, _ = voiced(
                words, voices, room, three(other, -1, -1), 1, letters, (*three(-2 - reading, 0, 0), np.int64(1)),
                sounds_of(letters), wanted,
            )  # fmt: skip
            if found > NOTHING and found - cost > best:
                best, full, count = found - cost, enough, len(letters)
    return best, full, count
