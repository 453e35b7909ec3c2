"""Lines of evidence as the loops write them: a feature, what it speaks of, what was measured and what that is worth.

A line is ``[feature, left part, how many, right part, how many, points]``; -1 stands for no part. Points are thousandths of a
nat of log odds.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.names.facts import SIZE
from comity.names.features import AMOUNTS, FEATURES
from comity.names.meet import INITIAL, PARTICLE, TITLE
from comity.names.script import PLACES

LINES = 64
"""Lines of two names at most."""
COUNTS = np.array([1_000, 150, 100, 450, 350], np.int32)
"""How much a part of each kind weighs as a part of the name, in thousandths."""
ENOUGH = 18_000
"""Agreement (thousandths of a nat) that names give together at most: relatives share most of theirs."""
DENIED = 5_000
"""Thousandths of a nat from which on two parts that differ deny each other in full: short and common ones deny less."""
INITIAL_SAID = 2_500
SHORT = 3
"""In a word of so many letters one letter makes another name."""
LONGEST_ACRONYM = 6
UNREAD = -10_000
"""The points of a pair of which one has no letters: nothing can be said for it."""
HANI = PLACES["Hani"]

(
    SAME_SPELLING, SIMILAR_SPELLING, ONE_NAME_LINE, SHORT_FORM_LINE, SAME_READING, SIMILAR_READING, INITIAL_LINE, ACRONYM_LINE,
    CONTRADICTION_LINE, LEFT_OUT, ENOUGH_LINE, OTHER_ORDER, FATHER_AND_SON, SINGLE_PART, NOTHING_DISTINCTIVE, SAME_NUMBER,
    OTHER_NUMBER, NUMBER_LEFT_OUT, SAME_FORM, OTHER_FORM, FORM_LEFT_OUT, PRIOR, NO_NAME,
) = range(len(FEATURES))  # fmt: skip
(
    A_PRIOR, A_OTHER_SCRIPT, A_AGREEMENT, A_ACRONYM, A_SAME_NUMBER, A_HEARD_WEAKLY, A_HEARD_AGAINST, A_READ_WEAKLY,
    A_SPELT_LITTLE, A_SPELT_MUCH, A_SPELT_SHARE, A_SHORT_APART, A_KNOWN_APART, A_OTHER_SEX, A_JOINED, A_INITIAL, A_ORDER,
    A_FATHER_AND_SON, A_LIGHT_LEFT_OUT, A_CONTRADICTION, A_CONTRADICTION_MORE, A_CONTRADICTION_SHARE, A_CONTRADICTION_INITIAL,
    A_CONTRADICTION_GENERIC, A_LEFT_OUT, A_LEFT_OUT_MORE, A_LEFT_OUT_SAID, A_LEFT_OUT_SHARE, A_LEFT_OUT_GENERIC,
    A_LEFT_OUT_DISTINCTIVE, A_UNHEARD, A_UNHEARD_MORE, A_UNHEARD_SHARE, A_SINGLE_PART, A_SINGLE_HEARD, A_NOTHING_DISTINCTIVE,
    A_OTHER_NUMBER, A_NUMBER_LEFT_OUT, A_OTHER_FORM, A_FORM_LEFT_OUT,
) = range(len(AMOUNTS))  # fmt: skip


@njit(cache=True)
def say(lines, count, feature, left, wide, right, long):  # type: ignore[no-untyped-def]
    """A new line without points; its place."""
    at = min(count, LINES - 1)
    lines[at, 5] = 0
    lines[at, 0], lines[at, 1], lines[at, 2], lines[at, 3], lines[at, 4] = feature, left, wide, right, long
    return at + 1


@njit(cache=True)
def measured(lines, at, amounts, weights, amount, value):  # type: ignore[no-untyped-def]
    """Add a measured amount to a line: what it is worth goes into the points (not yet divided by 1000), what it was into the
    sum of amounts.
    """
    amounts[amount] += value
    lines[at, 5] += weights[amount] * value


@njit(cache=True)
def light(kind):  # type: ignore[no-untyped-def]
    """Whether a part of this kind may be there or not."""
    return kind == PARTICLE or kind == TITLE


@njit(cache=True)
def size_of(facts, part, kind):  # type: ignore[no-untyped-def]
    """What a part says as a name, by its kind."""
    return (INITIAL_SAID if kind == INITIAL else facts[part, SIZE]) * COUNTS[kind] // 1_000
