"""A part in another script and Latin letters: the best of the voices that can read the part (see ``sound``).

Ratios are those of ``chorus.ratio``, in thousandths of a nat. ``least`` is what is asked: where the answer would be less, it
may be any number less than that, found sooner.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.names import cuts, kernel
from comity.names.deaf import all_strange, beside, deaf, sounds_of
from comity.names.facts import (
    AVERAGED,
    COST,
    ENOUGH,
    LEAST,
    MOST,
    ORDER,
    READING_AT,
    READING_COUNT,
    REGULAR,
    SCRIPT,
    SIGN_AT,
    SIGN_COUNT,
    VIEW_AT,
    VIEW_COUNT,
    VOICE,
)  # fmt: skip
from comity.names.kernel import LENGTH, NOTHING


@njit(cache=True)
def three(one, two, last):  # type: ignore[no-untyped-def]
    """Three numbers of one kind, so that every loop is compiled once."""
    return np.int64(one), np.int64(two), np.int64(last)


@njit(cache=True)
def _signs_of(words, signs, view, native, wide):  # type: ignore[no-untyped-def]
    """Write the symbols of a view of the first part, followed by those of each neighbour in the same voice; how many.

    0 if one has none. ``native`` are the numbers of three parts.
    """
    count = 0
    for at in range(wide):
        found = view
        if at:
            found = beside(words.views, words.facts, view, native[at])
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
    if all_strange(words, native, wide, letters, wide > 1 or key[1] >= 0):
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
        if deaf(words, view, native, wide, len(letters), joined, sounds, bag):
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
            if deaf(words, view, native, wide, len(letters), joined, sounds, bag):
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
    if all_strange(words, native, wide, letters, wide > 1 or key[1] >= 0):
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
