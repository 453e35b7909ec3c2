"""Times and durations in the form of a language, with the zone shown. Digits are the same in all three."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from comity.kit.clock import parse_time
from comity.kit.errors import ComityError
from comity.web.words import say

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)( \d\d:\d\d)?")
MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "km": ("មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"),
}  # fmt: skip


def show_date(day: date, language: str) -> str:
    """``22 Nov 2026``, ``22 វិច្ឆិកា 2026``, ``2026年11月22日``."""
    if language == "zh-Hans":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[language if language in MONTHS else 'en'][day.month - 1]} {day.year}"


def show_time(text: str, language: str, zone: str) -> str:
    """A wire time as an officer reads it, in the office's zone; text that is no time is shown as it is."""
    try:
        moment = parse_time(text).astimezone(ZoneInfo(zone))
    except (ComityError, ValueError, OSError):
        return text
    return f"{show_date(moment.date(), language)} {moment:%H:%M} {offset(moment)}"


def show_day(text: str, language: str) -> str:
    """A full date in the form of the language, with its hour where it has one; other text as it is."""
    found = _DAY.fullmatch(text)
    try:
        return show_date(date.fromisoformat(found[1]), language) + (found[2] or "") if found else text
    except ValueError:
        return text


def show_term(text: str, language: str) -> str:
    """``2026-01-01 – 2030-12-31`` or ``2026-01-01 –``: since when a rule stands, and until when."""
    day, _, last = (part.strip() for part in text.partition("–"))
    shown, ends = show_day(day, language), show_day(last, language)
    return (
        say("law.valid_between", language, day=shown, last=ends) if last else say("law.valid_from", language, day=shown)
    )


def is_moment(text: str) -> bool:
    """Whether a text is a time as the record keeps it."""
    try:
        parse_time(text)
    except ComityError:
        return False
    return True


def offset(moment: datetime) -> str:
    """``UTC+8``, ``UTC+5:30``."""
    seconds = int((moment.utcoffset() or timedelta()).total_seconds())
    sign, minutes = ("-" if seconds < 0 else "+"), abs(seconds) // 60
    rest = f":{minutes % 60:02d}" if minutes % 60 else ""
    return f"UTC{sign}{minutes // 60}{rest}"


def show_duration(seconds: int, language: str) -> str:
    """The two largest parts of a length of time: ``2 days 4 hours``; under a minute counts as one."""
    minutes = max(1, abs(seconds) // 60)
    parts = [
        _count(count, unit, language)
        for count, unit in ((minutes // 1440, "days"), (minutes // 60 % 24, "hours"), (minutes % 60, "minutes"))
        if count
    ][:2]
    if len(parts) == 1:
        return parts[0]
    return say("time.and", language, first=parts[0], second=parts[1])


def _count(count: int, unit: str, language: str) -> str:
    return say(f"time.{unit}_one" if count == 1 else f"time.{unit}", language, count=count)


def show_size(size: int) -> str:
    """``340 B``, ``12 KiB``, ``3.4 MiB``: how large a file is."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size // 1024} KiB"
    tenths = size * 10 // (1024 * 1024)
    return f"{tenths // 10}.{tenths % 10} MiB" if tenths % 10 else f"{tenths // 10} MiB"
