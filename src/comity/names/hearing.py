"""A part in another script and Latin letters: the best of the voices that can read the part (see ``sound``).

Ratios are those of ``chorus.ratio``, in thousandths of a nat. ``least`` is what is asked: where the answer would be less, it
may be any number less than that, found sooner.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.names import cuts, kernel
from comity.names.facts import (
    AVERAGED,
    BAGS,
    COST,
    ENOUGH,
    INNER,
    LEAST,
    LENGTHS,
    MOST,
    ORDER,
    OTHER,
    OTHER_JOINED,
    READING_AT,
    READING_COUNT,
    READINGS,
    REGULAR,
    SCRIPT,
    SIGN_AT,
    SIGN_COUNT,
    SOUNDED,
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
def _deaf(words, view, native, wide, count, joined, sounds, bag):  # type: ignore[no-untyped-def]
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
    second, third = _beside(views, facts, view, native[1]), view
    if wide > 2:
        third = _beside(views, facts, view, native[2])
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
def _beside(views, facts, view, part):  # type: ignore[no-untyped-def]
    """The view in which a part is read behind another one: one of the same voice, within a word if there is such a one."""
    found, begin = -1, facts[part, VIEW_AT]
    for other in range(begin, begin + facts[part, VIEW_COUNT]):
        if views[other, VOICE] == views[view, VOICE] and (found < 0 or views[other, INNER]):
            found = other
    return found


@njit(cache=True)
def _all_strange(words, native, wide, letters, joined):  # type: ignore[no-untyped-def]
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


@njit(cache=True)
def _signs_of(words, signs, view, native, wide):  # type: ignore[no-untyped-def]
    """Write the symbols of a view of the first part, followed by those of each neighbour in the same voice; how many.

    0 if one has none. ``native`` are the numbers of three parts.
    """
    count = 0
    for at in range(wide):
        found = view
        if at:
            found = _beside(words.views, words.facts, view, native[at])
            if found < 0:
                return 0
        start = words.views[found, SIGN_AT]
        for place in range(words.views[found, SIGN_COUNT]):
            if count < LENGTH:
                signs[count] = words.signs[start + place]
                count += 1
    return count


@njit(cache=True, inline="always")
def _slots(words, voices, sides, signs, view, native, wide, letters, key):  # type: ignore[no-untyped-def]
    """The slots in ``cuts`` of a view of native parts and of a spelling, and how many symbols there are; 0 if none.

    They are nearly always ready, and a call that takes all these arrays would cost more than to see that.
    """
    place = words.views[view, VOICE]
    token, ready = cuts.slot_of(sides.token_keys, view + 1, native[1], native[2], 0)
    if not ready:
        cuts.token(voices, sides, place, token, signs, _signs_of(words, signs, view, native, wide))
    spelling, ready = cuts.slot_of(sides.spelling_keys, place + 1 if key[3] else 0, key[0], key[1], key[2])
    if not ready:
        cuts.spelling(voices, sides, place, spelling, letters)
    return token, spelling, sides.token_ends[token, cuts.COUNT]


@njit(cache=True)
def _averaged(words, voices, sides, signs, native, wide, letters, key, least):  # type: ignore[no-untyped-def]
    """The mean of the voices of a script that is read in several ways together."""
    total, full, count, limit = 0, 0, 0, 0
    if _all_strange(words, native, wide, letters, wide > 1 or key[1] >= 0):
        return NOTHING, LEAST, False
    begin = words.facts[native[0], VIEW_AT]
    end = begin + words.facts[native[0], VIEW_COUNT]
    for view in range(begin, end):
        token, spelling, rows = _slots(words, voices, sides, signs, view, native, wide, letters, key)
        if rows:
            limit += cuts.most(sides, token, spelling)
            full += words.views[view, ENOUGH]
            for at in range(1, wide):
                full += words.views[words.facts[native[at], VIEW_AT], ENOUGH]
            count += 1
    if not count or limit < least * count:
        return NOTHING if not count else least - 1, LEAST if not count else max(LEAST, full // count), False
    for view in range(begin, end):
        token, spelling, rows = _slots(words, voices, sides, signs, view, native, wide, letters, key)
        if rows:
            limit -= cuts.most(sides, token, spelling)
            found = cuts.ratio(
                voices, sides, words.views[view, VOICE], token, rows, spelling, len(letters),
                least * count - total - limit,
            )  # fmt: skip
            if found == NOTHING:
                return least - 1, max(LEAST, full // count), False
            total += found
    return total // count, max(LEAST, full // count), False


@njit(cache=True)
def voiced(words, voices, sides, signs, native, wide, letters, key, sounds, least):  # type: ignore[no-untyped-def]
    """The best ratio any voice gives native parts and letters, what would be enough, and whether the voice is regular.

    ``native`` are the numbers of three parts, of which ``wide`` count; ``letters`` int32, ``key`` four numbers that stand
    for them (the last is 0 where nothing does), ``sounds`` their consonants.
    """
    if words.settings[AVERAGED, words.facts[native[0], SCRIPT]]:
        return _averaged(words, voices, sides, signs, native, wide, letters, key, least)
    best, known, full, regular = NOTHING, NOTHING, 0, False
    joined, bag = wide > 1 or key[1] >= 0, kernel.bag_of(letters)
    begin = words.facts[native[0], VIEW_AT]
    for view in range(begin, begin + words.facts[native[0], VIEW_COUNT]):
        if wide == 1 and words.views[view, MOST] <= known:
            continue
        if _deaf(words, view, native, wide, len(letters), joined, sounds, bag):
            continue
        token, spelling, rows = _slots(words, voices, sides, signs, view, native, wide, letters, key)
        if not rows:
            continue
        place, cost = words.views[view, VOICE], words.views[view, COST]
        wanted = max(best + 1, least) + cost
        found = NOTHING
        if cuts.most(sides, token, spelling) >= wanted:
            found = cuts.ratio(voices, sides, place, token, rows, spelling, len(letters), wanted)
        if found > NOTHING:
            found -= cost
            known = max(known, found)
        else:
            found = max(best, least - 1)
        if found > best:
            best, regular = found, words.views[view, REGULAR] == 1
            full = _enough_of(words, view, native, wide)
    return best, max(LEAST, full), regular


@njit(cache=True)
def _enough_of(words, view, native, wide):  # type: ignore[no-untyped-def]
    """What is enough for native parts together, the first one seen in this view."""
    full = words.views[view, ENOUGH]
    for at in range(1, wide):
        other = words.facts[native[at], VIEW_AT]
        for near in range(other, other + words.facts[native[at], VIEW_COUNT]):
            if words.views[near, VOICE] == words.views[view, VOICE]:
                full += words.views[near, ENOUGH]
                break
    return full


@njit(cache=True, inline="always")
def at_most(words, voices, sides, signs, native, wide, letters, key, sounds):  # type: ignore[no-untyped-def]
    """No ratio that `voiced` gives is more, and no less is enough; without following a single cut."""
    begin, best, full = words.facts[native[0], VIEW_AT], np.int64(NOTHING), np.int64(LEAST)
    end, fewest = begin + words.facts[native[0], VIEW_COUNT], np.int64(1 << 30)
    if words.settings[AVERAGED, words.facts[native[0], SCRIPT]]:
        best, full = _averaged_at_most(words, voices, sides, signs, native, wide, letters, key)
    else:
        joined, bag = wide > 1 or key[1] >= 0, kernel.bag_of(letters)
        for view in range(begin, end):
            if _deaf(words, view, native, wide, len(letters), joined, sounds, bag):
                continue
            fewest = min(fewest, _enough_of(words, view, native, wide))
            if wide == 1 and words.views[view, MOST] <= best:
                continue
            token, spelling, rows = _slots(words, voices, sides, signs, view, native, wide, letters, key)
            if rows:
                best = max(best, cuts.most(sides, token, spelling) - words.views[view, COST])
        full = max(full, fewest)
    return best, full


@njit(cache=True)
def _averaged_at_most(words, voices, sides, signs, native, wide, letters, key):  # type: ignore[no-untyped-def]
    total, full, count = 0, 0, 0
    if _all_strange(words, native, wide, letters, wide > 1 or key[1] >= 0):
        return NOTHING, LEAST
    begin = words.facts[native[0], VIEW_AT]
    for view in range(begin, begin + words.facts[native[0], VIEW_COUNT]):
        token, spelling, rows = _slots(words, voices, sides, signs, view, native, wide, letters, key)
        if rows:
            total += cuts.most(sides, token, spelling)
            full += words.views[view, ENOUGH]
            for at in range(1, wide):
                full += words.views[words.facts[native[at], VIEW_AT], ENOUGH]
            count += 1
    if not count:
        return NOTHING, LEAST
    return total // count + 1, max(LEAST, full // count)


@njit(cache=True)
def across(words, voices, sides, signs, first, second, least):  # type: ignore[no-untyped-def]
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
                words, voices, sides, signs, three(other, -1, -1), 1, letters, (*three(-2 - reading, 0, 0), np.int64(1)),
                sounds_of(letters), wanted,
            )  # fmt: skip
            if found > NOTHING and found - cost > best:
                best, full, count = found - cost, enough, len(letters)
    return best, full, count
