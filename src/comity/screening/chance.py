"""Points (thousandths of a nat of log odds) as a probability, in whole millionths: the same on every machine."""

from functools import lru_cache
from math import exp

WHOLE = 1_000_000
_REACH = 14_000
"""Beyond so many points either way the probability is as good as 0 or 1; it never becomes either."""
_TABLE = tuple(
    min(WHOLE - 1, max(1, round(WHOLE / (1 + exp(-points / 1_000))))) for points in range(-_REACH, _REACH + 1)
)


def millionths(points: int) -> int:
    """1 to 999999."""
    return _TABLE[min(max(points, -_REACH), _REACH) + _REACH]


@lru_cache(maxsize=256)
def points_for(chance: float) -> int:
    """The fewest points whose probability is at least ``chance`` (0 to 1); the most there are where none is."""
    wanted = round(chance * WHOLE)
    return next((points for points in range(-_REACH, _REACH) if millionths(points) >= wanted), _REACH)


def shown(points: int) -> str:
    """The probability with six digits, as it stands in JSON."""
    return f"0.{millionths(points):06d}"
