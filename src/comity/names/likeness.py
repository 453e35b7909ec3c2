"""How much two parts speak for one name: a log-likelihood ratio, and how much it could be at most.

Thousandths of a nat throughout, compiled like ``kernel``. Two parts in Latin letters are compared by what one name's
spellings have in common (the voice ``latn``, learned from names written in several ways) and by slips of the pen; two parts
in one other script by slips alone; a part in another script and a Latin one by the voices of that script; parts of two other
scripts by the likeliest readings of each.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.names import kernel
from comity.names.deaf import sounds_of
from comity.names.facts import (
    BAG,
    DEAR,
    FULL,
    KNOWN,
    LATN,
    LEAST,
    LETTER_AT,
    LETTER_COUNT,
    NATS,
    SCRIPT,
    SIZE,
    UNKNOWN,
    WORD,
)  # fmt: skip
from comity.names.hearing import across, at_most, three, voiced
from comity.names.kernel import LENGTH, NOTHING
from comity.names.room import NOBODY, sifted
from comity.names.spelling import APART, KEPT, SLIPPED, itself, slipped, spelt

JOINED = -700
"""What it costs to read neighbours as one part."""
NONE, LETTERS, SIGNS, HEARD, READ, ONE_NAME, SHORT_FORM, ACRONYM, BOUNDED = range(9)
"""How two parts were compared: not at all, as Latin letters, as signs of one script, by a voice, by a regular voice; as
spellings known to be one name, as a name and its short form; as the first letters of several words; not yet, but the ratio
and what is enough are known to be no more and no less than this."""
RELATED = np.array([3_000, 3_500], np.int32)
"""What it costs that two words known to be one name, or a name and its short form, are written differently."""
SAID = 12_000
"""One part says no more than this."""
LEAST_SAID = 800
"""What a name says that everybody bears."""
LEAST_SHARE = 150
"""Two parts in one script that share less than this of what they could (thousandths) do not meet: they contradict.
Neighbours read as one do not meet another part for less in any script."""
HOPELESS = -20_001
"""Two parts that say less than this together are never taken for each other: to leave both alone costs less (``meet``)."""


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
            full = itself(voices, letters) if count else LEAST
        else:
            full = slipped(0, count, count, -2 * words.settings[NATS, fact[SCRIPT]] * count - 2_000, 0)
        fact[FULL] = max(LEAST, full)
        fact[SIZE] = fact[FULL] if fact[KNOWN] < 0 else max(LEAST_SAID, min(fact[FULL], fact[KNOWN]))


@njit(cache=True, inline="always")
def mixed_of(marks, first, second):  # type: ignore[no-untyped-def]
    """``familiar.pair_hash`` of two words."""
    one, other = marks[first, WORD], marks[second, WORD]
    mixed = (one ^ other) + (one + other) * np.uint64(0x9E3779B97F4A7C15)
    return mixed ^ mixed >> np.uint64(29)


@njit(cache=True)
def related(words, room, first, second):  # type: ignore[no-untyped-def]
    """ONE_NAME, SHORT_FORM or NONE for two single words (see ``familiar``)."""
    mixed = mixed_of(words.marks, first, second)
    if not sifted(room.sieve, mixed):
        return NONE
    at = np.searchsorted(words.pairs, mixed)
    if at < len(words.pairs) and words.pairs[at] == mixed:
        return ONE_NAME if words.relations[at] == 1 else SHORT_FORM
    return NONE


@njit(cache=True)
def _gathered(words, parts, at, wide, text):  # type: ignore[no-untyped-def]
    """Write the letters or signs of a part, or of neighbours together, into ``text``; how many."""
    filled = 0
    for part in parts[at : at + wide]:
        start = words.facts[part, LETTER_AT]
        for place in range(words.facts[part, LETTER_COUNT]):
            if filled < LENGTH:
                text[filled] = words.letters[start + place]
                filled += 1
    return filled


@njit(cache=True)
def _three(parts, at, wide):  # type: ignore[no-untyped-def]
    """The numbers of up to three parts."""
    return three(parts[at], parts[at + 1] if wide > 1 else NOBODY, parts[at + 2] if wide > 2 else NOBODY)


@njit(cache=True)
def _fulls(words, parts, at, wide):  # type: ignore[no-untyped-def]
    full = 0
    for part in parts[at : at + wide]:
        full += words.facts[part, FULL]
    return full


@njit(cache=True)
def _latin(words, voices, room, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """Latin parts, which are not ``apart``; a relation of single words that is known counts whatever their letters are."""
    joints, text = (wide + long - 2) * JOINED, room.text
    ours, theirs = (
        text[0, : _gathered(words, left, i, wide, text[0])],
        text[1, : _gathered(words, right, j, long, text[1])],
    )
    full = (_fulls(words, left, i, wide) + _fulls(words, right, j, long)) // 2
    letters, first, second = max(len(ours), len(theirs)), _three(left, i, wide), _three(right, j, long)
    if wide + long == 2 and left[i] != right[j]:
        kind = related(words, room, left[i], right[j])
        if kind != NONE:
            least = full - RELATED[kind - ONE_NAME]
            return max(spelt(words, voices, room, ours, first, theirs, second, least), least), full, letters, kind
        if kernel.least_slips(words.marks[left[i], BAG], words.marks[right[j], BAG]) * 20 > APART * letters:
            return NOTHING, 0, 0, NONE
    least = -(-full * LEAST_SHARE // 1_000) - joints
    ratio = spelt(words, voices, room, ours, first, theirs, second, least)
    if ratio < least:
        return NOTHING, 0, 0, NONE
    return ratio + joints, full, letters, LETTERS


@njit(cache=True)
def _signs(words, room, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """Parts of one other script, which are not ``apart``."""
    script, text, joints = words.facts[left[i], SCRIPT], room.text, (wide + long - 2) * JOINED
    ours, theirs = (
        text[0, : _gathered(words, left, i, wide, text[0])],
        text[1, : _gathered(words, right, j, long, text[1])],
    )
    margins = -words.settings[NATS, script] * (len(ours) + len(theirs)) - 2_000
    slips = kernel.slips(ours, theirs)
    if slips * 20 > APART * max(len(ours), len(theirs)):
        return NOTHING, 0, 0, NONE
    ratio = slipped(slips, len(ours), len(theirs), margins, words.settings[DEAR, script])
    least = min(len(ours), len(theirs))
    full = max(LEAST, slipped(0, least, least, -2 * words.settings[NATS, script] * least - 2_000, 0))
    if (ratio + joints) * 1_000 < full * LEAST_SHARE:
        return NOTHING, 0, 0, NONE
    return ratio + joints, full, max(len(ours), len(theirs)), SIGNS


@njit(cache=True, inline="always")
def _heard(words, voices, room, native, at, wide, latin, place, long, least):  # type: ignore[no-untyped-def]
    """Parts of another script and Latin ones; ``least`` as in ``hearing``."""
    text = room.text[0]
    letters, joints = text[: _gathered(words, latin, place, long, text)], (wide + long - 2) * JOINED
    ratio, full, how = np.int64(NOTHING), np.int64(0), NONE
    if len(letters):
        key = (*_three(latin, place, min(long, 3)), np.int64(long <= 3))
        ratio, full, regular = voiced(
            words, voices, room.sides, room.signs, _three(native, at, wide), wide, letters, key, sounds_of(letters),
            least - joints,
        )  # fmt: skip
        if ratio == NOTHING:
            full = np.int64(0)
        else:
            ratio += joints
            how = READ if regular else HEARD
    return ratio, full, len(letters), how


@njit(cache=True, inline="always")
def bounded(words, voices, room, native, at, wide, latin, place, long, held):  # type: ignore[no-untyped-def]
    """Write what parts of another script and Latin ones are worth at most into a row of the memo, as BOUNDED; NONE for nothing."""
    text = room.text[0]
    letters, joints = text[: _gathered(words, latin, place, long, text)], (wide + long - 2) * JOINED
    most, full = np.int64(NOTHING), np.int64(LEAST)
    if len(letters):
        key = (*_three(latin, place, min(long, 3)), np.int64(long <= 3))
        most, full = at_most(
            words, voices, room.sides, room.signs, _three(native, at, wide), wide, letters, key, sounds_of(letters)
        )  # fmt: skip
    held[4], held[5], held[6], held[7] = most + (joints if most > NOTHING else 0), full, len(letters), BOUNDED
    if most == NOTHING:
        held[7] = NONE


@njit(cache=True, inline="always")
def narrowed(words, voices, room, native, at, wide, latin, place, long, least, held):  # type: ignore[no-untyped-def]
    """Measure parts in a BOUNDED row of the memo as `measure` does if that gives ``least`` or more, else lower the bound."""
    least = max(least, HOPELESS if wide + long == 2 else LEAST * LEAST_SHARE // 1_000)
    ratio, full, letters, how = _heard(words, voices, room, native, at, wide, latin, place, long, least)
    if how == NONE or ratio < least:
        held[4] = min(held[4], least - 1)
    else:
        held[4], held[5], held[6], held[7] = ratio, full, letters, how
        if wide + long > 2 and ratio * 20 < full * 3:
            held[7] = NONE


@njit(cache=True, inline="always")
def _measured(words, voices, room, left, i, wide, right, j, long, least):  # type: ignore[no-untyped-def]
    ours, theirs = words.facts[left[i], SCRIPT], words.facts[right[j], SCRIPT]
    if ours == theirs:
        if ours == LATN:
            return _latin(words, voices, room, left, i, wide, right, j, long)
        return _signs(words, room, left, i, wide, right, j, long)
    if theirs == LATN:
        return _heard(words, voices, room, left, i, wide, right, j, long, least)
    if ours == LATN:
        return _heard(words, voices, room, right, j, long, left, i, wide, least)
    if wide + long > 2:
        return NOTHING, 0, 0, NONE
    ratio, full, count = across(words, voices, room.sides, room.signs, left[i], right[j], least)
    return ratio, full, count, NONE if ratio == NOTHING else HEARD


@njit(cache=True)
def measure(words, voices, room, left, i, wide, right, j, long, held):  # type: ignore[no-untyped-def]
    """How alike two parts are: writes ratio, the ratio that is enough, letters it rests on, how it was found (NONE, LETTERS,
    …) into a row of the memo. A ratio below HOPELESS is no more than that.

    Neighbours read as one are not alike where they say less than LEAST_SHARE of what is enough.
    """
    least = HOPELESS if wide + long == 2 else LEAST * LEAST_SHARE // 1_000
    ratio, full, letters, how = _measured(words, voices, room, left, i, wide, right, j, long, least)
    if wide + long > 2 and ratio * 20 < full * 3:
        how = NONE
    held[4], held[5], held[6], held[7] = ratio, full, letters, how


@njit(cache=True)
def other_words(facts, marks, sieve, first, second):  # type: ignore[no-untyped-def]
    """Whether single parts of one script hold so different signs that nothing can be said about them; looks at bags alone."""
    long = max(facts[first, LETTER_COUNT], facts[second, LETTER_COUNT])
    if kernel.least_slips(marks[first, BAG], marks[second, BAG]) * 20 <= APART * min(LENGTH, long):
        return False
    return facts[first, SCRIPT] != LATN or not sifted(sieve, mixed_of(marks, first, second))


@njit(cache=True)
def apart(facts, marks, left, i, wide, right, j, long):  # type: ignore[no-untyped-def]
    """The same for neighbours of one script read as one: ``wide`` parts of ``left`` from ``i`` on, ``long`` of ``right``."""
    ours = theirs = said = 0
    first = second = np.uint64(0)
    for at in range(i, i + wide):
        ours, said = ours + facts[left[at], LETTER_COUNT], said + facts[left[at], FULL]
        first = kernel.together(first, marks[left[at], BAG])
    for at in range(j, j + long):
        theirs, said = theirs + facts[right[at], LETTER_COUNT], said + facts[right[at], FULL]
        second = kernel.together(second, marks[right[at], BAG])
    most, fewest, slips = max(ours, theirs), min(ours, theirs), kernel.least_slips(first, second)
    if slips * 20 > APART * min(LENGTH, most):
        return True
    if facts[left[i], SCRIPT] != LATN or most > LENGTH or not slips or 20 * fewest > 9 * most:
        return False
    # Only slips of the pen could make these one name: no more than so many thousandths of a nat are left after them.
    margins = -said + (wide + long) * SLIPPED + (ours + theirs) * KEPT
    left_over = slipped(max(slips, most - fewest), ours, theirs, margins, 0) + SLIPPED + (wide + long - 2) * JOINED
    return left_over * 1_000 < said // 2 * LEAST_SHARE


@njit(cache=True)
def one_of_many(words, voices, room, native, parts, least):  # type: ignore[no-untyped-def]
    """An unspaced name, read as one, against all Latin parts from any of them on: ratio, …, how it was found.

    NONE where that says less than ``least``.
    """
    best, full, letters, how, count = NOTHING, 0, 0, NONE, len(parts)
    if words.facts[native, SCRIPT] == UNKNOWN or words.facts[native, SCRIPT] == LATN:
        return best, full, letters, how
    for part in parts:
        if words.facts[part, SCRIPT] != LATN:
            return best, full, letters, how
    room.turned[count] = native
    for start in range(count):
        for at in range(count):
            room.turned[at] = parts[(start + at) % count]
        found = _heard(words, voices, room, room.turned, count, 1, room.turned, 0, count, max(best + 1, least))
        if found[3] != NONE and found[0] > best and found[0] >= least:
            best, full, letters, how = found
    return best, full, letters, how
