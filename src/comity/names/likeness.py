"""How much two parts speak for one name: a log-likelihood ratio, and how much it could be at most.

Thousandths of a nat throughout, compiled like ``kernel``. Two parts in Latin letters are compared by what one name's
spellings have in common (the voice ``latn``, learned from names written in several ways) and by slips of the pen; two parts
in one other script by slips alone; a part in another script and a Latin one by the voices of that script; parts of two other
scripts by the likeliest readings of each.
"""

import numpy as np

from comity.kit.compiled import njit
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

NONE, LETTERS, SIGNS, HEARD, READ, ONE_NAME, SHORT_FORM, ACRONYM = range(8)
"""How two parts were compared: not at all, as Latin letters, as signs of one script, by a voice, by a regular voice; as
spellings known to be one name, as a name and its short form; as the first letters of several words."""
RELATED = np.array([3_000, 3_500], np.int32)
"""What it costs that two words known to be one name, or a name and its short form, are written differently."""
SAID = 12_000
"""One part says no more than this."""
LEAST_SAID = 800
"""What a name says that everybody bears."""
LEAST_SHARE = 150
"""Two parts in one script that share less than this of what they could (thousandths) do not meet: they contradict."""
UNKNOWN = 0
LATN = 1
"""The places of scripts in ``lexicon.SCRIPTS`` that the loops must know."""

SCRIPT, FULL, LETTER_AT, LETTER_COUNT, VIEW_AT, VIEW_COUNT, READING_AT, READING_COUNT, INITIALS, KNOWN, SEX, SIZE = (
    range(12)
)
"""Columns of the facts of a part. ``VIEW_AT`` is -1 while the part is not ready, ``FULL`` 0 until it is asked for."""
FACTS = 12
ORDER, BAG, SOUNDS_MOST, SOUNDS_LEAST, WORD = range(5)
"""Columns of the marks of a part."""
MARKS = 5
SYMBOLS, NATS, DEAR, AVERAGED = range(4)
"""Rows of the settings."""
VOICE, COST, ENOUGH, REGULAR, INNER, SIGN_AT, SIGN_COUNT, MOST = range(8)
"""Columns of a view; ``MOST`` is the ratio no spelling exceeds."""
VIEWS = 8
UNHEARD = 14
"""Parts whose consonants differ by more than 14 in 20 are two words: no voice is asked."""


@njit(cache=True)
def slipped(slips, first, second, margins, dear):  # type: ignore[no-untyped-def]
    """Two writings of one name that differ by slips, against two unrelated names of these margins; lengths in signs."""
    added = abs(first - second)
    kept = max(first, second) - slips
    return -margins // 2 + kept * KEPT + (slips - added) * CHANGED + added * ADDED - slips * dear


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
def _symbols(words, letters):  # type: ignore[no-untyped-def]
    found = np.empty(len(letters), np.uint16)
    for at in range(len(letters)):
        found[at] = words.settings[SYMBOLS, letters[at]]
    return found


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
    margins = chorus.latin_margin(voices, LATIN, first) + chorus.latin_margin(voices, LATIN, second)
    best = slipped(slips, len(first), len(second), margins, 0) + SLIPPED
    if slips and 20 * short > 9 * long:
        there = chorus.ratio(voices, LATIN, _symbols(words, first), second)
        back = chorus.ratio(voices, LATIN, _symbols(words, second), first)
        best = max(best, (there + back) // 2 + SPELT)
    return best


@njit(cache=True)
def apart(facts, marks, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """Whether parts of one script hold so different signs that nothing can be said about them: looks at the bags alone.

    ``wide`` parts of ``left`` from ``i`` on and ``long`` of ``right`` from ``j`` on, read as one each.
    """
    ours, theirs = facts[left[i], LETTER_COUNT], facts[right[j], LETTER_COUNT]
    first, second = marks[left[i], BAG], marks[right[j], BAG]
    for at in range(1, wide):
        ours += facts[left[i + at], LETTER_COUNT]
        first = kernel.together(first, marks[left[i + at], BAG])
    for at in range(1, long):
        theirs += facts[right[j + at], LETTER_COUNT]
        second = kernel.together(second, marks[right[j + at], BAG])
    return kernel.least_slips(first, second) * 20 > APART * min(LENGTH, max(ours, theirs))


@njit(cache=True)
def weigh(words, voices, numbers):  # type: ignore[no-untyped-def]
    """Work out what the letters or signs of new parts say when they meet themselves (FULL), and as names (SIZE)."""
    for number in numbers:
        fact = words.facts[number]
        if fact[FULL]:
            continue
        at, count = fact[LETTER_AT], fact[LETTER_COUNT]
        if fact[SCRIPT] == LATN:
            letters = words.letters[at : at + count]
            full = spelt(words, voices, letters, letters)
        else:
            full = slipped(0, count, count, -2 * words.settings[NATS, fact[SCRIPT]] * count - 2_000, 0)
        fact[FULL] = max(LEAST, full)
        fact[SIZE] = fact[FULL] if fact[KNOWN] < 0 else max(LEAST_SAID, min(fact[FULL], fact[KNOWN]))


@njit(cache=True)
def related(words, first, second):  # type: ignore[no-untyped-def]
    """ONE_NAME, SHORT_FORM or NONE for two single words (see ``familiar``)."""
    one, other = words.marks[first, WORD], words.marks[second, WORD]
    mixed = (one ^ other) + (one + other) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    at = np.searchsorted(words.pairs, mixed)
    if at < len(words.pairs) and words.pairs[at] == mixed:
        return ONE_NAME if words.relations[at] == 1 else SHORT_FORM
    return NONE


@njit(cache=True)
def _letters_of(words, part, wide):  # type: ignore[no-untyped-def]
    """The letters or signs of one part or of neighbours together. ``part`` int32[wide] are their numbers."""
    total = 0
    for at in range(wide):
        total += words.facts[part[at], LETTER_COUNT]
    total = min(total, LENGTH)
    found, filled = np.empty(total, np.int32), 0
    for at in range(wide):
        start = words.facts[part[at], LETTER_AT]
        for place in range(words.facts[part[at], LETTER_COUNT]):
            if filled < total:
                found[filled] = words.letters[start + place]
                filled += 1
    return found


@njit(cache=True)
def _signs_of(words, view, part, wide):  # type: ignore[no-untyped-def]
    """The symbols of a view of the first part, followed by those of each neighbour in the same voice; empty if one has none."""
    first = words.views[view, SIGN_AT]
    whole = words.signs[first : first + words.views[view, SIGN_COUNT]]
    for at in range(1, wide):
        begin = words.facts[part[at], VIEW_AT]
        found = -1
        for other in range(begin, begin + words.facts[part[at], VIEW_COUNT]):
            if words.views[other, VOICE] == words.views[view, VOICE]:
                if found < 0 or words.views[other, INNER]:
                    found = other
        if found < 0:
            return whole[:0]
        start = words.views[found, SIGN_AT]
        whole = np.concatenate((whole, words.signs[start : start + words.views[found, SIGN_COUNT]]))
    return whole[:LENGTH]


@njit(cache=True)
def _averaged(words, voices, native, wide, letters):  # type: ignore[no-untyped-def]
    """The mean of the voices of a script that is read in several ways together."""
    total, full, count = 0, 0, 0
    begin = words.facts[native[0], VIEW_AT]
    for view in range(begin, begin + words.facts[native[0], VIEW_COUNT]):
        symbols = _signs_of(words, view, native, wide)
        if len(symbols):
            total += chorus.ratio(voices, words.views[view, VOICE], symbols, letters)
            full += words.views[view, ENOUGH]
            for at in range(1, wide):
                full += words.views[words.facts[native[at], VIEW_AT], ENOUGH]
            count += 1
    if not count:
        return NOTHING, 0, False
    return total // count, max(LEAST, full // count), False


@njit(cache=True)
def _voiced(words, voices, native, wide, letters):  # type: ignore[no-untyped-def]
    """The best ratio any voice gives native parts and letters, what would be enough, and whether the voice is regular."""
    best, full, regular, sounds = NOTHING, 0, False, sounds_of(letters)
    least = most = np.uint64(0)
    for at in range(1, wide):
        least += words.marks[native[at], SOUNDS_LEAST]
        most += words.marks[native[at], SOUNDS_MOST]
    begin = words.facts[native[0], VIEW_AT]
    if words.settings[AVERAGED, words.facts[native[0], SCRIPT]]:
        return _averaged(words, voices, native, wide, letters)
    for view in range(begin, begin + words.facts[native[0], VIEW_COUNT]):
        if wide == 1 and words.views[view, MOST] <= best:
            continue
        if _unlike(least + words.heard[view, 0], most + words.heard[view, 1], sounds):
            continue
        place = words.views[view, VOICE]
        symbols = _signs_of(words, view, native, wide)
        if not len(symbols):
            continue
        found = chorus.ratio(voices, place, symbols, letters) - words.views[view, COST]
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
def _across(words, voices, first, second):  # type: ignore[no-untyped-def]
    """Single parts of two scripts that are not Latin: the likeliest readings of each, heard by the voices of the other."""
    best, full, count = NOTHING, LEAST, 0
    for turn in range(2):
        reader, other = (first, second) if turn == 0 else (second, first)
        begin = words.facts[reader[0], READING_AT]
        for reading in range(begin, begin + words.facts[reader[0], READING_COUNT]):
            at = words.readings[reading, 1]
            letters = words.letters[at : at + words.readings[reading, 2]]
            found, enough, _ = _voiced(words, voices, other, 1, letters)
            if found - words.readings[reading, 0] > best:
                best, full, count = found - words.readings[reading, 0], enough, len(letters)
    return best, full, count


@njit(cache=True)
def _one_name(words, voices, first, second, kind):  # type: ignore[no-untyped-def]
    """Two words that are known to be one name, however they are spelled."""
    ours, theirs = _letters_of(words, first, 1), _letters_of(words, second, 1)
    full = (words.facts[first[0], FULL] + words.facts[second[0], FULL]) // 2
    ratio = max(spelt(words, voices, ours, theirs), full - RELATED[kind - ONE_NAME])
    return ratio, full, max(len(ours), len(theirs)), kind


@njit(cache=True)
def alike(words, voices, first, wide, second, long):  # type: ignore[no-untyped-def]
    """How alike parts are: ratio, the ratio that is enough, letters it rests on, how it was found (NONE, LETTERS, …).

    ``first`` int32[>= wide] and ``second`` int32[>= long] are numbers of neighbouring parts that are read as one.
    """
    left, right = words.facts[first[0], SCRIPT], words.facts[second[0], SCRIPT]
    for at in range(1, wide):
        if words.facts[first[at], SCRIPT] != left:
            return NOTHING, 0, 0, NONE
    for at in range(1, long):
        if words.facts[second[at], SCRIPT] != right:
            return NOTHING, 0, 0, NONE
    if left == UNKNOWN or right == UNKNOWN:
        return NOTHING, 0, 0, NONE
    joints = (wide + long - 2) * JOINED
    if left == LATN and right == LATN and wide + long == 2 and first[0] != second[0]:
        kind = related(words, first[0], second[0])
        if kind != NONE:
            return _one_name(words, voices, first, second, kind)
    if left == right and apart(words.facts, words.marks, first, 0, wide, second, 0, long):
        return NOTHING, 0, 0, NONE
    if left == LATN and right == LATN:
        ours, theirs = _letters_of(words, first, wide), _letters_of(words, second, long)
        ratio = spelt(words, voices, ours, theirs)
        if ratio == NOTHING:
            return NOTHING, 0, 0, NONE
        full = 0
        for at in range(wide):
            full += words.facts[first[at], FULL]
        for at in range(long):
            full += words.facts[second[at], FULL]
        if (ratio + joints) * 1_000 < full // 2 * LEAST_SHARE:
            return NOTHING, 0, 0, NONE
        return ratio + joints, full // 2, max(len(ours), len(theirs)), LETTERS
    if left == right:
        ours, theirs = _letters_of(words, first, wide), _letters_of(words, second, long)
        margins = -words.settings[NATS, left] * (len(ours) + len(theirs)) - 2_000
        slips = kernel.slips(ours, theirs)
        if slips * 20 > APART * max(len(ours), len(theirs)):
            return NOTHING, 0, 0, NONE
        ratio = slipped(slips, len(ours), len(theirs), margins, words.settings[DEAR, left])
        least = min(len(ours), len(theirs))
        full = max(LEAST, slipped(0, least, least, -2 * words.settings[NATS, left] * least - 2_000, 0))
        if (ratio + joints) * 1_000 < full * LEAST_SHARE:
            return NOTHING, 0, 0, NONE
        return ratio + joints, full, max(len(ours), len(theirs)), SIGNS
    if left == LATN or right == LATN:
        if left == LATN:
            letters = _letters_of(words, first, wide)
            ratio, full, regular = _voiced(words, voices, second, long, letters)
        else:
            letters = _letters_of(words, second, long)
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
