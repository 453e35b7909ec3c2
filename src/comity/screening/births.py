"""Dates of birth as intervals of days, with every reading of a date that another calendar allows."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from comity.screening import calendars
from comity.screening.dates import read_iso_date, read_source_date
from comity.screening.digits import fold

DAY, MONTH, YEAR, RANGE, CIRCA = range(5)
"""How exactly a date is known; the codes of ``precision``."""
PRECISIONS = ("day", "month", "year", "range", "circa")
COMMON, BUDDHIST, PERSIAN, ISLAMIC = range(4)
"""The calendar a date was read in."""
WIDTH = 6
"""Numbers a reading: first day, last day (yyyymmdd), precision, calendar, 1 if the calendar is a guess, days it spans."""

Reading = tuple[int, int, int, int, int, int]
_MARKS = (
    (BUDDHIST, re.compile(r"\bB\.?\s*E\b\.?|พ\.?\s*ศ\.?|ព\.?\s*ស\.?|ພ\.?\s*ສ\.?|ពុទ្ធសករាជ|พุทธศักราช|佛[历曆]")),
    (PERSIAN, re.compile(r"\bA\.?P\b\.?|\bS\.?H\b\.?|هـ?\s*\.?\s*ش|شمسی|SOLAR|PERSIAN|JALALI")),
    (ISLAMIC, re.compile(r"\bA\.?H\b\.?|هـ?|قمری|هجري|HIJRI|LUNAR")),
)
_LONGEST = 64


@lru_cache(maxsize=1 << 16)
def read_birth(text: str, first: str = "", last: str = "", precision: str = "") -> tuple[Reading, ...]:
    """Every reading of one date. ``first``, ``last`` and ``precision`` are those of a RecordDate where it was understood.

    A year of 2400 or more is Buddhist; a year that fits the Persian or the Islamic calendar is also read there, as a guess.
    Nothing is raised; a text that is no date has no reading.
    """
    if first and last and precision in PRECISIONS and precision != "unknown":
        return _of_days(_number(first), _number(last), PRECISIONS.index(precision))
    plain = fold(text.strip()[:_LONGEST])
    for calendar, mark in _MARKS:
        if mark.search(plain):
            return _converted(_parts(mark.sub(" ", plain)), calendar, guess=0)
    for read in (read_iso_date, read_source_date):
        found = read(plain.lower())
        if found["from"]:
            return _of_days(_number(found["from"]), _number(found["to"]), PRECISIONS.index(found["precision"]))
    return _of_parts(_parts(plain))


def _number(day: str) -> int:
    return int(day.replace("-", ""))


def _parts(plain: str) -> tuple[int, int, int]:
    """Year, month and day of a text with one year of four digits first or last; 0 where there is none."""
    groups = re.findall(r"\d+", plain)
    numbers = [int(group) for group in groups if len(group) <= 4]
    if not groups or len(numbers) != len(groups) or len(groups) > 3:
        return 0, 0, 0
    if len(groups[0]) != 4:
        groups.reverse()
        numbers.reverse()
    if len(groups[0]) != 4 or any(len(group) > 2 for group in groups[1:]):
        return 0, 0, 0
    year, month, day = (*numbers, 0, 0)[:3]
    return (year, day, month) if month > 12 >= day > 0 else (year, month, day)


def _of_parts(parts: tuple[int, int, int]) -> tuple[Reading, ...]:
    year, month, day = parts
    if not 1 <= year <= 9999:
        return ()
    written = _span(year, month, day)
    if written:
        return _of_days(*written)
    return _guesses(parts)


def _of_days(first: int, last: int, precision: int) -> tuple[Reading, ...]:
    """The written days and what other calendars make of them."""
    year, month, day = first // 10_000, first // 100 % 100, first % 100
    written = (first, last, precision, COMMON, 0, _days(first, last))
    if precision > YEAR:
        if year not in calendars.BUDDHIST_YEARS or last // 10_000 not in calendars.BUDDHIST_YEARS:
            return (written,)
        ahead = calendars.BUDDHIST_AHEAD * 10_000
        shifted = _existing(first - ahead), _existing(last - ahead)
        return (*shifted, precision, BUDDHIST, 0, _days(*shifted)), (*written[:4], 1, written[5])
    known = (year, month if precision < YEAR else 0, day if precision == DAY else 0)
    others = _guesses(known)
    if year in calendars.BUDDHIST_YEARS:
        written = (*written[:4], 1, written[5])
    return (*others, written) if year in calendars.BUDDHIST_YEARS else (written, *others)


def _guesses(parts: tuple[int, int, int]) -> tuple[Reading, ...]:
    year = parts[0]
    found: tuple[Reading, ...] = ()
    if year in calendars.BUDDHIST_YEARS:
        found += _converted(parts, BUDDHIST, guess=0)
    if year in calendars.PERSIAN_YEARS:
        found += _converted(parts, PERSIAN, guess=1)
    if year in calendars.ISLAMIC_YEARS:
        found += _converted(parts, ISLAMIC, guess=1)
    return found


def _converted(parts: tuple[int, int, int], calendar: int, *, guess: int) -> tuple[Reading, ...]:
    """A date of another calendar as days of the common one; nothing where the day does not exist there."""
    year, month, day = parts
    if calendar == BUDDHIST:
        ahead = calendars.BUDDHIST_AHEAD if year > calendars.BUDDHIST_AHEAD else 0
        span = _span(year - ahead, month, day)
        return ((*span, BUDDHIST, guess, _days(span[0], span[1])),) if span else ()
    length, ordinal, slack = (
        (calendars.persian_month_length, calendars.persian_ordinal, 0)
        if calendar == PERSIAN
        else (calendars.islamic_month_length, calendars.islamic_ordinal, calendars.SIGHTED)
    )
    if not 1 <= year <= 1600 or month > 12 or (day and (not month or day > length(year, month))):
        return ()
    start = ordinal(year, month or 1, day or 1) - slack
    end = ordinal(year, month or 12, day or length(year, month or 12)) + slack
    exact = DAY if start == end else RANGE
    return ((_yyyymmdd(start), _yyyymmdd(end), exact, calendar, guess, end - start + 1),)


def _span(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """First day, last day and precision; None when there is no such day."""
    if not 1 <= year <= 9999 or month > 12 or (day and not month):
        return None
    if not month:
        return year * 10_000 + 101, year * 10_000 + 1231, YEAR
    whole = year * 10_000 + month * 100
    longest = monthrange(year, month)[1]
    if day > longest:
        return None
    return (whole + day, whole + day, DAY) if day else (whole + 1, whole + longest, MONTH)


def _yyyymmdd(ordinal: int) -> int:
    day = date.fromordinal(ordinal)
    return day.year * 10_000 + day.month * 100 + day.day


def _existing(day: int) -> int:
    """29 February moves to the 28th where the year has none."""
    year, month = day // 10_000, day // 100 % 100
    return day - day % 100 + min(day % 100, monthrange(year, month)[1])


def _days(first: int, last: int) -> int:
    return _ordinal(last) - _ordinal(first) + 1


def _ordinal(day: int) -> int:
    return date(day // 10_000, day // 100 % 100, day % 100).toordinal()
