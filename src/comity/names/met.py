"""What parts that meet say: how alike they are written or heard, and what beyond their letters is known of them."""

import numpy as np

from comity.kit.compiled import njit
from comity.names.facts import KNOWN, LETTER_AT, LETTER_COUNT, ORDER, SCRIPT, SEX, SIZE
from comity.names.likeness import ACRONYM, HEARD, ONE_NAME, READ, SAID, SHORT_FORM
from comity.names.lines import (
    A_ACRONYM,
    A_AGREEMENT,
    A_HEARD_AGAINST,
    A_HEARD_WEAKLY,
    A_INITIAL,
    A_JOINED,
    A_KNOWN_APART,
    A_OTHER_SEX,
    A_READ_WEAKLY,
    A_SHORT_APART,
    A_SPELT_LITTLE,
    A_SPELT_MUCH,
    A_SPELT_SHARE,
    ACRONYM_LINE,
    CONTRADICTION_LINE,
    COUNTS,
    ENOUGH,
    ENOUGH_LINE,
    HANI,
    INITIAL_LINE,
    ONE_NAME_LINE,
    SAME_READING,
    SAME_SPELLING,
    SHORT,
    SHORT_FORM_LINE,
    SIMILAR_READING,
    SIMILAR_SPELLING,
    measured,
    say,
)  # fmt: skip
from comity.names.meet import INITIAL


@njit(cache=True)
def _weight(kinds, at, wide):  # type: ignore[no-untyped-def]
    most = 0
    for place in range(at, at + wide):
        most = max(most, COUNTS[kinds[place]])
    return most


@njit(cache=True)
def _same_parts(facts, signs, left, at, wide, right, place, long):  # type: ignore[no-untyped-def]
    """Whether both sides are written with the same signs, joined or not."""
    i, j, ours, theirs = at, place, 0, 0
    while i < at + wide and j < place + long:
        first, second = left[i], right[j]
        if facts[first, SCRIPT] != facts[second, SCRIPT]:
            return False
        if signs[facts[first, LETTER_AT] + ours] != signs[facts[second, LETTER_AT] + theirs]:
            return False
        ours, theirs = ours + 1, theirs + 1
        if ours == facts[first, LETTER_COUNT]:
            i, ours = i + 1, 0
        if theirs == facts[second, LETTER_COUNT]:
            j, theirs = j + 1, 0
    return i == at + wide and j == place + long and ours == 0 and theirs == 0


@njit(cache=True)
def meeting(  # type: ignore[no-untyped-def]
    facts, marks, signs, weights, a, a_kinds, b, b_kinds, group, found, as_one, organisation, lines, count, amounts
):
    """The line of parts that meet; how many lines there are."""
    i, wide, j, long = group[0], group[1], group[2], group[3]
    initials = not as_one and (a_kinds[i] == INITIAL or b_kinds[j] == INITIAL)
    cell = found[0, 0, 0, 0] if as_one else found[i, wide - 1, j, long - 1]
    if not initials and cell[3] == ACRONYM and organisation:
        count = say(lines, count, ACRONYM_LINE, i, wide, j, long)
        measured(lines, count - 1, amounts, weights, A_ACRONYM, 1_000)
        return count
    if initials or cell[3] == ACRONYM:
        count = say(lines, count, INITIAL_LINE, i, wide, j, long)
        measured(lines, count - 1, amounts, weights, A_AGREEMENT, 1_000)
        if a_kinds[i] != b_kinds[j] or a_kinds[i] != INITIAL:
            measured(lines, count - 1, amounts, weights, A_INITIAL, 1_000)
        return count
    ratio, full, letters, how = cell[0], cell[1], cell[2], cell[3]
    heard = how == HEARD or how == READ
    count = say(lines, count, _feature(facts, marks, signs, a, i, wide, b, j, long, ratio, full, how), i, wide, j, long)
    at, counts = count - 1, min(_weight(a_kinds, i, wide), _weight(b_kinds, j, long))
    missing = max(0, full - ratio)
    if heard:
        root = isqrt_of(letters * 1_000_000)
        measured(lines, at, amounts, weights, A_AGREEMENT, max(0, ratio) * counts // 1_000)
        measured(lines, at, amounts, weights, A_READ_WEAKLY if how == READ else A_HEARD_WEAKLY, missing * 1_000 // root)
        measured(lines, at, amounts, weights, A_HEARD_AGAINST, max(0, -ratio) * 1_000 // root)
    else:
        both, share = 0, missing * 1_000 // full
        for place in range(i, i + wide):
            both += facts[a[place], SIZE]
        for place in range(j, j + long):
            both += facts[b[place], SIZE]
        agreement = min(SAID, both // 2 * max(0, 1_000 - share) // 1_000) * counts // 1_000
        measured(lines, at, amounts, weights, A_AGREEMENT, agreement)
        if missing:
            little = min(missing, 6_000) * counts // 6_000
            measured(lines, at, amounts, weights, A_SPELT_LITTLE, little)
            measured(lines, at, amounts, weights, A_SPELT_MUCH, min(max(missing - 6_000, 0), 8_000) * counts // 8_000)
            measured(lines, at, amounts, weights, A_SPELT_SHARE, min(max(share - 350, 0), 500) * counts // 500)
            if wide + long == 2 and how != ONE_NAME and how != SHORT_FORM:
                _between(facts, weights, a[i], b[j], little, lines, at, amounts)
    if wide + long > 2 and not as_one:
        measured(lines, at, amounts, weights, A_JOINED, counts)
    return count


@njit(cache=True)
def _feature(facts, marks, signs, a, i, wide, b, j, long, ratio, full, how):  # type: ignore[no-untyped-def]
    if ratio < 0:
        return CONTRADICTION_LINE
    if how == HEARD or how == READ:
        return SAME_READING if ratio >= full else SIMILAR_READING
    if how == ONE_NAME or how == SHORT_FORM:
        return ONE_NAME_LINE if how == ONE_NAME else SHORT_FORM_LINE
    if not _same_parts(facts, signs, a, i, wide, b, j, long):
        return SIMILAR_SPELLING
    han = facts[a[i], SCRIPT] == HANI
    return SAME_READING if han and marks[a[i], ORDER] != marks[b[j], ORDER] else SAME_SPELLING


@njit(cache=True)
def _between(facts, weights, one, other, little, lines, at, amounts):  # type: ignore[no-untyped-def]
    """What is known of two single words beyond their letters."""
    if min(facts[one, LETTER_COUNT], facts[other, LETTER_COUNT]) <= SHORT:
        measured(lines, at, amounts, weights, A_SHORT_APART, little)
    if one == other:
        return
    if facts[one, KNOWN] >= 0 and facts[other, KNOWN] >= 0:
        measured(lines, at, amounts, weights, A_KNOWN_APART, little)
    if facts[one, SEX] * facts[other, SEX] < 0:
        measured(lines, at, amounts, weights, A_OTHER_SEX, 1_000)


@njit(cache=True)
def isqrt_of(value):  # type: ignore[no-untyped-def]
    """The whole part of a square root, at least 1."""
    root = int(np.sqrt(float(value)))
    while root * root > value:
        root -= 1
    while (root + 1) * (root + 1) <= value:
        root += 1
    return max(1, root)


@njit(cache=True)
def together(weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """Agreement beyond what relatives, too, would share is taken off again, in a line of its own."""
    beyond = amounts[A_AGREEMENT] - ENOUGH
    if beyond > 0:
        count = say(lines, count, ENOUGH_LINE, -1, 0, -1, 0)
        measured(lines, count - 1, amounts, weights, A_AGREEMENT, -beyond)
    return count
