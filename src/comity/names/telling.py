"""The lines of evidence of many pairs at once: what is written about every hit of a screening."""

import numpy as np

from comity.kit.compiled import njit
from comity.names.judge import before, judge


@njit(cache=True)
def lines_of(words, voices, room, weights, names, lefts, others, rights, lines, amounts):  # type: ignore[no-untyped-def]
    """Where the lines of each pair end (int64[pairs + 1]) and the lines (int32[n, 6], see ``judge``), as the sides were given."""
    ends = np.zeros(len(lefts) + 1, np.int64)
    found = np.empty((8 * len(lefts) + len(lines), 6), np.int32)
    for pair in range(len(lefts)):
        left, right = lefts[pair], rights[pair]
        turned = not before(words, names, left, others, right)
        if turned:
            count = judge(words, voices, room, weights, others, right, names, left, lines, amounts)
        else:
            count = judge(words, voices, room, weights, names, left, others, right, lines, amounts)
        first = ends[pair]
        ends[pair + 1] = first + count
        if ends[pair + 1] > len(found):
            found = np.concatenate((found, np.empty_like(found)))
        for at in range(count):
            row = found[first + at]
            row[:] = lines[at]
            if turned:
                row[1], row[2], row[3], row[4] = lines[at, 3], lines[at, 4], lines[at, 1], lines[at, 2]
    return ends, found[: ends[-1]]
