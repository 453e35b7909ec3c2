"""Points into a score. Points are thousandths of a nat of log odds; a score is the probability they stand for, in thousandths."""

from collections.abc import Sequence
from math import exp

SURE = 40_000
"""Beyond these log odds nothing changes any more."""


def score_of(points: int) -> int:
    """The probability, in thousandths, that log odds of ``points`` thousandths of a nat stand for: 0 to 1000."""
    return round(1_000 / (1 + exp(-max(-SURE, min(SURE, points)) / 1_000)))


def shares(points: Sequence[int]) -> list[int]:
    """What each line moves the score by when the lines are read in this order; their sum is the score of all of them."""
    moved, total, before = [], 0, 0
    for worth in points:
        total += worth
        now = score_of(total)
        moved.append(now - before)
        before = now
    return moved
