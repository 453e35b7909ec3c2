"""Compiled loops for places of birth and addresses: words in common, the rare ones worth more. See ``points``."""

import numpy as np

from comity.kit.compiled import njit
from comity.names.kernel import look
from comity.screening.number_points import WORST, worth_of

BIRTH_PLACES, ADDRESSES = 26, 29
"""The first of three features of a place: the same, words in common, none."""
UNKNOWN_WORD, PLACE = 72, 77
"""Places in ``Weights.dense``."""


@njit(cache=True, inline="always")
def after_places(cells, at, count):  # type: ignore[no-untyped-def]
    """Where the cells of ``count`` places end that begin at ``at``: how many words 0, place 1, then the words."""
    for _ in range(count):
        at += 2 + cells[at]
    return at


@njit(cache=True)
def best_place(a, i, b, j, counts, dense, keys, held, first):  # type: ignore[no-untyped-def]
    """The best pair of places. ``counts`` holds how many the left record has in its upper byte, the right in its lower one."""
    best, feature, row, other = WORST, -1, i, j
    x = i
    for _ in range(counts >> 8):
        y = j
        for _ in range(counts & 255):
            most, together, common = _common(a, x, b, y, dense, keys, held)
            if common == 0:
                seen = first + 2
                worth = min(np.int64(dense[2 * seen]) - dense[2 * seen + 1], 0)
            else:
                seen = first if common == a[x] and common == b[y] else first + 1
                # Words of one place come together: beside the rarest the others count a quarter.
                worth = worth_of(dense, seen, min(most + (together - most) // 4, dense[PLACE]))
            if worth > best or (worth == best and seen < feature):
                best, feature, row, other = worth, seen, x, y
            y += 2 + b[y]
        x += 2 + a[x]
    return feature, best, a[row + 1], b[other + 1]


@njit(cache=True)
def _common(a, x, b, y, dense, keys, held):  # type: ignore[no-untyped-def]
    """Information of the rarest common word, of all common words together, and how many there are. Words are sorted."""
    row, other = x + 2, y + 2
    a_end, b_end = row + a[x], other + b[y]
    most, together, common = np.int64(0), np.int64(0), 0
    while row < a_end and other < b_end:
        if a[row] == b[other]:
            information = np.int64(look(keys, held, np.uint64(a[row]), np.int32(dense[UNKNOWN_WORD])))
            most, together, common = max(most, information), together + information, common + 1
            row, other = row + 1, other + 1
        elif a[row] < b[other]:
            row += 1
        else:
            other += 1
    return most, together, common
