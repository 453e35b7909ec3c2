"""How much two parts speak for one name: a log-likelihood ratio, and how much it could be at most.

Thousandths of a nat throughout, compiled like ``kernel``. Two parts in Latin letters are compared by what one name's
spellings have in common (the voice ``latn``, learned from names written in several ways) and by slips of the pen; two parts
in one other script by slips alone; a part in another script and a Latin one by the voices of that script; parts of two other
scripts by the likeliest readings of each.
"""

import numpy as np
from numba import njit

from comity.names import chorus, kernel
from comity.names.chorus import LATIN
from comity.names.kernel import LENGTH, NOTHING

SPELT, SLIPPED = -357, -1_204
"""ln 0.7 and ln 0.3: how often a difference is another spelling and how often a slip of the pen."""
SLIP = -3_507
"""ln 0.03: how often a letter is written wrongly. A changed letter hits one of some nine, an added one of some five."""
CHANGED, ADDED, KEPT = SLIP - 2_200, SLIP - 1_600, -30
JOINED = -700
"""What it costs to read neighbours as one part."""
LEAST = 1_000
"""No part says less than this about a name when it meets itself."""
APART = 13
"""Words that share no more than 13 in 20 of their letters in order are two words: nothing is said about them."""

NONE, LETTERS, SIGNS, HEARD, READ = 0, 1, 2, 3, 4
"""How two parts were compared: not at all, as Latin letters, as signs of one script, by a voice, by a regular voice."""
UNKNOWN = 0
LATN = 1
"""The places of scripts in ``lexicon.SCRIPTS`` that the loops must know."""


@njit(cache=True)
def slipped(slips, first, second, margins, dear):  # type: ignore[no-untyped-def]
    """Two writings of one name that differ by slips, against two unrelated names of these margins; lengths in signs."""
    added = abs(first - second)
    kept = max(first, second) - slips
    return -margins // 2 + kept * KEPT + (slips - added) * CHANGED + added * ADDED - slips * dear


@njit(cache=True)
def _symbols(words, letters):  # type: ignore[no-untyped-def]
    found = np.empty(len(letters), np.uint16)
    for at in range(len(letters)):
        found[at] = words.latin_symbols[letters[at]]
    return found


@njit(cache=True)
def _latin_margin(voices, letters):  # type: ignore[no-untyped-def]
    return kernel.latin_margin(
        kernel.chunks_of(letters), voices.letter_logs[LATIN],
        voices.chunk_slots[voices.chunk_at[LATIN] : voices.chunk_at[LATIN + 1]],
        voices.chunk_logs[voices.chunk_at[LATIN] : voices.chunk_at[LATIN + 1]],
    )  # fmt: skip


@njit(cache=True)
def _before(first, second):  # type: ignore[no-untyped-def]
    for at in range(min(len(first), len(second))):
        if first[at] != second[at]:
            return first[at] < second[at]
    return len(first) <= len(second)


@njit(cache=True)
def spelt(words, voices, first, second):  # type: ignore[no-untyped-def]
    """The ratio of two Latin spellings (int32 letters a=1 … z=26), the same either way round; NOTHING for two words."""
    long, short = max(len(first), len(second)), min(len(first), len(second))
    if short == 0:
        return NOTHING
    slips = kernel.slips(first, second)
    if slips * 20 > APART * long:
        return NOTHING
    margins = _latin_margin(voices, first) + _latin_margin(voices, second)
    best = slipped(slips, len(first), len(second), margins, 0) + SLIPPED
    if slips and 20 * short > 9 * long:
        there = chorus.ratio(voices, LATIN, _symbols(words, first), second)
        back = chorus.ratio(voices, LATIN, _symbols(words, second), first)
        best = max(best, (there + back) // 2 + SPELT)
    return best


@njit(cache=True)
def _full(words, voices, part):  # type: ignore[no-untyped-def]
    """What a Latin part says when it meets itself: the more, the rarer. Worked out once."""
    if words.full[part] == 0:
        at, count = words.letter_at[part], words.letter_count[part]
        letters = words.letters[at : at + count]
        words.full[part] = max(LEAST, spelt(words, voices, letters, letters))
    return words.full[part]


@njit(cache=True)
def letters_of(words, part, wide):  # type: ignore[no-untyped-def]
    """The letters of one part or of neighbours together. ``part`` int32[wide] are their numbers."""
    total = 0
    for at in range(wide):
        total += words.letter_count[part[at]]
    total = min(total, LENGTH)
    found, filled = np.empty(total, np.int32), 0
    for at in range(wide):
        start = words.letter_at[part[at]]
        for place in range(words.letter_count[part[at]]):
            if filled < total:
                found[filled] = words.letters[start + place]
                filled += 1
    return found


@njit(cache=True)
def _codes_of(words, part, wide):  # type: ignore[no-untyped-def]
    total = 0
    for at in range(wide):
        total += words.code_count[part[at]]
    total = min(total, LENGTH)
    found, filled = np.empty(total, np.int32), 0
    for at in range(wide):
        start = words.code_at[part[at]]
        for place in range(words.code_count[part[at]]):
            if filled < total:
                found[filled] = words.codes[start + place]
                filled += 1
    return found


@njit(cache=True)
def _signs_of(words, view, part, wide):  # type: ignore[no-untyped-def]
    """The symbols of a view of the first part, followed by those of each neighbour in the same voice; empty if one has none."""
    first = words.view_sign_at[view]
    whole = words.signs[first : first + words.view_sign_count[view]]
    for at in range(1, wide):
        begin = words.view_at[part[at]]
        found = -1
        for other in range(begin, begin + words.view_count[part[at]]):
            if words.view_voice[other] == words.view_voice[view]:
                if found < 0 or words.view_inner[other]:
                    found = other
        if found < 0:
            return whole[:0]
        start = words.view_sign_at[found]
        whole = np.concatenate((whole, words.signs[start : start + words.view_sign_count[found]]))
    return whole[:LENGTH]


@njit(cache=True)
def _voiced(words, voices, native, wide, letters):  # type: ignore[no-untyped-def]
    """The best ratio any voice gives native parts and letters, what would be enough, and whether the voice is regular."""
    best, full, regular = NOTHING, 0, False
    begin = words.view_at[native[0]]
    for view in range(begin, begin + words.view_count[native[0]]):
        place = words.view_voice[view]
        symbols = _signs_of(words, view, native, wide)
        if not len(symbols):
            continue
        found = chorus.ratio(voices, place, symbols, letters) - words.view_cost[view]
        if found > best:
            best, regular = found, words.view_regular[view]
            full = words.view_enough[view]
            for at in range(1, wide):
                other = words.view_at[native[at]]
                for near in range(other, other + words.view_count[native[at]]):
                    if words.view_voice[near] == place:
                        full += words.view_enough[near]
                        break
    return best, max(LEAST, full), regular


@njit(cache=True)
def _across(words, voices, first, second):  # type: ignore[no-untyped-def]
    """Single parts of two scripts that are not Latin: the likeliest readings of each, heard by the voices of the other."""
    best, full, count = NOTHING, LEAST, 0
    for turn in range(2):
        reader, other = (first, second) if turn == 0 else (second, first)
        begin = words.reading_at[reader[0]]
        for reading in range(begin, begin + words.reading_count[reader[0]]):
            at = words.reading_letter_at[reading]
            letters = words.letters[at : at + words.reading_letter_count[reading]]
            found, enough, _ = _voiced(words, voices, other, 1, letters)
            if found - words.reading_cost[reading] > best:
                best, full, count = found - words.reading_cost[reading], enough, len(letters)
    return best, full, count


@njit(cache=True)
def alike(words, voices, first, wide, second, long):  # type: ignore[no-untyped-def]
    """How alike parts are: ratio, the ratio that is enough, letters it rests on, how it was found (NONE, LETTERS, …).

    ``first`` int32[>= wide] and ``second`` int32[>= long] are numbers of neighbouring parts that are read as one.
    """
    left, right = words.script[first[0]], words.script[second[0]]
    for at in range(1, wide):
        if words.script[first[at]] != left:
            return NOTHING, 0, 0, NONE
    for at in range(1, long):
        if words.script[second[at]] != right:
            return NOTHING, 0, 0, NONE
    if left == UNKNOWN or right == UNKNOWN:
        return NOTHING, 0, 0, NONE
    joints = (wide + long - 2) * JOINED
    if left == LATN and right == LATN:
        ours, theirs = letters_of(words, first, wide), letters_of(words, second, long)
        ratio = spelt(words, voices, ours, theirs)
        if ratio == NOTHING:
            return NOTHING, 0, 0, NONE
        full = 0
        for at in range(wide):
            full += _full(words, voices, first[at])
        for at in range(long):
            full += _full(words, voices, second[at])
        return ratio + joints, full // 2, max(len(ours), len(theirs)), LETTERS
    if left == right:
        ours, theirs = _codes_of(words, first, wide), _codes_of(words, second, long)
        margins = -words.nats[left] * (len(ours) + len(theirs)) - 2_000
        slips = kernel.slips(ours, theirs)
        ratio = slipped(slips, len(ours), len(theirs), margins, words.dear[left])
        least = min(len(ours), len(theirs))
        full = max(LEAST, slipped(0, least, least, -2 * words.nats[left] * least - 2_000, 0))
        return ratio + joints, full, max(len(ours), len(theirs)), SIGNS
    if left == LATN or right == LATN:
        if left == LATN:
            letters = letters_of(words, first, wide)
            ratio, full, regular = _voiced(words, voices, second, long, letters)
        else:
            letters = letters_of(words, second, long)
            ratio, full, regular = _voiced(words, voices, first, wide, letters)
        if ratio == NOTHING or not len(letters):
            return NOTHING, 0, 0, NONE
        return ratio + joints, full, len(letters), READ if regular else HEARD
    if wide + long > 2:
        return NOTHING, 0, 0, NONE
    ratio, full, count = _across(words, voices, first, second)
    if ratio == NOTHING:
        return NOTHING, 0, 0, NONE
    return ratio, full, count, HEARD
