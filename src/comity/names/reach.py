"""What two names can be worth at most, seen from the letters of their parts alone: pairs far below a threshold end here."""

import numpy as np

from comity.kit.compiled import njit
from comity.names.align import GENERIC, MERGED, WORD
from comity.names.facts import FULL, LETTER_COUNT, SCRIPT, UNKNOWN
from comity.names.likeness import apart, other_words
from comity.names.lines import (
    A_ACRONYM,
    A_AGREEMENT,
    A_CONTRADICTION,
    A_SAME_NUMBER,
    COUNTS,
    DENIED,
    ENOUGH,
    LINES,
)

_LONGEST = 3
"""Words of so few letters may be initials of several words: nothing is foreseen about them."""


@njit(cache=True)
def reach_of(weights):  # type: ignore[no-untyped-def]
    """What two names of persons without numbers are worth at most, and what a part that is denied in full takes away."""
    most = np.int64(LINES)  # each line is rounded
    for amount in range(len(weights)):
        if weights[amount] > 0 and amount != A_AGREEMENT and amount != A_ACRONYM and amount != A_SAME_NUMBER:
            most += weights[amount]
    return most + max(0, weights[A_AGREEMENT]) * ENOUGH // 1_000, min(0, np.int64(weights[A_CONTRADICTION]))


@njit(cache=True)
def most_of(facts, marks, sieve, parts, kinds, part_at, left, others, other_kinds, other_at, right, reach):  # type: ignore[no-untyped-def]
    """No score of these two names is more, where both are names of persons without numbers that are not unspaced.

    If no part of either name can meet a certain part of the other one, then two parts will stand against each other.
    """
    start, end, begin, last = part_at[left], part_at[left + 1], other_at[right], other_at[right + 1]
    for at in range(start, end):
        if (kinds[at] != WORD and kinds[at] != GENERIC) or facts[parts[at], LETTER_COUNT] <= _LONGEST:
            return reach[0]
    for at in range(begin, last):
        if (other_kinds[at] != WORD and other_kinds[at] != GENERIC) or facts[others[at], LETTER_COUNT] <= _LONGEST:
            return reach[0]
    ours = _least_unmet(facts, marks, sieve, parts, kinds, start, end, others, begin, last)
    if ours < 0:
        return reach[0]
    theirs = _least_unmet(facts, marks, sieve, others, other_kinds, begin, last, parts, start, end)
    if theirs < 0:
        return reach[0]
    denied = min(1_000, min(ours, theirs) * 1_000 // DENIED)
    return reach[0] + reach[1] * denied // 1_000


@njit(cache=True)
def _least_unmet(facts, marks, sieve, parts, kinds, start, end, others, begin, last):  # type: ignore[no-untyped-def]
    """What the part that says least in its letters says, if one of these parts can certainly meet no other; else -1."""
    least, unmet = np.int64(1 << 30), False
    for at in range(start, end):
        least = min(least, np.int64(facts[parts[at], FULL]) * COUNTS[kinds[at]] // 1_000)
        unmet = unmet or not _may_meet(facts, marks, sieve, parts, start, end, at, others, begin, last)
    return least if unmet else np.int64(-1)


@njit(cache=True)
def _may_meet(facts, marks, sieve, parts, start, end, at, others, begin, last):  # type: ignore[no-untyped-def]
    """Whether a part may meet another one, alone or with its neighbours, or several there read as one."""
    script = facts[parts[at], SCRIPT]
    if script == UNKNOWN:
        return True
    for other in range(begin, last):
        if facts[others[other], SCRIPT] != script or not other_words(facts, marks, sieve, parts[at], others[other]):
            return True
    for wide in range(2, MERGED + 1):
        for other in range(begin, last - wide + 1):
            if not apart(facts, marks, parts, at, 1, others, other, wide):
                return True
        for first in range(max(start, at - wide + 1), min(at, end - wide) + 1):
            for other in range(begin, last):
                if not apart(facts, marks, parts, first, wide, others, other, 1):
                    return True
    return False
