"""Days of other calendars as days of the common one, in whole numbers only.

Buddhist years of Thailand, Laos and Cambodia run 543 ahead. The Persian solar year begins at the spring equinox; its leap
years follow the cycle of 33 (25 y + 11 mod 33 < 8), which holds for the years 1178 to 1633. The Islamic lunar calendar is
the tabular one; the moon that is really sighted may begin a month a day earlier or later.
"""

from datetime import date

BUDDHIST_AHEAD = 543
PERSIAN_YEARS = range(1260, 1424)
"""Unmarked years that are read as Persian: 1881 to 2045."""
ISLAMIC_YEARS = range(1298, 1468)
"""Unmarked years that are read as Islamic: 1880 to 2045."""
BUDDHIST_YEARS = range(2400, 2700)
SIGHTED = 1
"""A lunar day is read as itself and so many days before and after."""

_ISLAMIC_START = date(622, 7, 19).toordinal()
_LUNAR_LEAPS = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})


def _persian_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def persian_month_length(year: int, month: int) -> int:
    """Days of a Persian month: six of 31, five of 30, the last 29 or 30."""
    if month <= 6:
        return 31
    return 30 if month < 12 or _persian_leap(year) else 29


def persian_ordinal(year: int, month: int, day: int) -> int:
    """The proleptic Gregorian ordinal of a Persian day, anchored at 1 Farvardin 1400 = 21 March 2021."""
    first = date(2021, 3, 21).toordinal()
    if year >= 1400:
        first += sum(365 + _persian_leap(between) for between in range(1400, year))
    else:
        first -= sum(365 + _persian_leap(between) for between in range(year, 1400))
    return first + sum(persian_month_length(year, before) for before in range(1, month)) + day - 1


def persian_day(ordinal: int) -> tuple[int, int, int]:
    """The Persian year, month and day of an ordinal."""
    year = date.fromordinal(ordinal).year - 621
    while persian_ordinal(year, 1, 1) > ordinal:
        year -= 1
    month = 1
    while month < 12 and persian_ordinal(year, month + 1, 1) <= ordinal:
        month += 1
    return year, month, ordinal - persian_ordinal(year, month, 1) + 1


def islamic_month_length(year: int, month: int) -> int:
    """Days of a tabular Islamic month: 30 and 29 by turns, the last 30 in a leap year."""
    if month == 12:
        return 30 if year % 30 in _LUNAR_LEAPS else 29
    return 30 if month % 2 else 29


def islamic_ordinal(year: int, month: int, day: int) -> int:
    """The ordinal of a tabular Islamic day (civil epoch, 19 July 622 in the Gregorian calendar)."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30
    return _ISLAMIC_START + before + 29 * (month - 1) + month // 2 + day - 1


def islamic_day(ordinal: int) -> tuple[int, int, int]:
    """The tabular Islamic year, month and day of an ordinal."""
    year = (ordinal - _ISLAMIC_START) * 30 // 10631 + 1
    while islamic_ordinal(year, 1, 1) > ordinal:
        year -= 1
    while islamic_ordinal(year + 1, 1, 1) <= ordinal:
        year += 1
    month = 1
    while month < 12 and islamic_ordinal(year, month + 1, 1) <= ordinal:
        month += 1
    return year, month, ordinal - islamic_ordinal(year, month, 1) + 1
