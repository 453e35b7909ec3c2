"""Dates of birth as lists write them, read into the days they can mean. Never a guess that is not marked as one."""

import re
from calendar import monthrange
from datetime import date

from comity.screening.record import RecordDate

CIRCA_YEARS = 2
"""``circa 1960`` is read as 1958 to 1962: wide enough to find, narrow enough to contradict."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_POINT = re.compile(r"(?:(?:(?P<day>\d{1,2})\s+)?(?P<month>[A-Za-z]+)\.?\s+)?(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_CIRCA = re.compile(r"(?:circa|approximately|about|c\.)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+to\s+|(?<=\d{4})\s*[-–]\s*(?=\d{4}$)")


def read_source_date(text: str) -> RecordDate:
    """Read ``23 Nov 1963``, ``Nov 1963``, ``1963``, ``circa …``, ``… to …``; unknown forms keep their text only."""
    written = text.strip().rstrip(".")
    rest = _CIRCA.sub("", written, count=1) if _CIRCA.match(written) else written
    ends = [_point(part.strip()) for part in _BETWEEN.split(rest)]
    if len(ends) > 2 or not all(ends):
        return _unknown(written)
    spans = [end for end in ends if end]
    first, last, precision = spans[0][0], spans[-1][1], spans[0][2]
    if last < first:
        return _unknown(written)
    if len(spans) == 2:
        precision = "range"
    if rest != written:
        precision = "circa"
        first = date(max(first.year - CIRCA_YEARS, 1), 1, 1)
        last = date(min(last.year + CIRCA_YEARS, 9999), 12, 31)
    return {"text": written, "from": first.isoformat(), "to": last.isoformat(), "precision": precision}


def read_iso_date(text: str) -> RecordDate:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; anything else is unknown."""
    found = _ISO.fullmatch(text.strip())
    span = _span(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)) if found else None
    if span is None:
        return _unknown(text.strip())
    return {"text": text.strip(), "from": span[0].isoformat(), "to": span[1].isoformat(), "precision": span[2]}


def _point(text: str) -> tuple[date, date, str] | None:
    found = _POINT.fullmatch(text)
    if not found:
        return None
    month = 0
    if found["month"]:
        month = _MONTHS.get(found["month"].lower(), -1)
    return _span(int(found["year"]), month, int(found["day"] or 0))


def _span(year: int, month: int, day: int) -> tuple[date, date, str] | None:
    """First day, last day and precision; None when there is no such day."""
    if not 1 <= year <= 9999 or not 0 <= month <= 12:
        return None
    if not month:
        return (date(year, 1, 1), date(year, 12, 31), "year") if not day else None
    last = monthrange(year, month)[1]
    if not 0 <= day <= last:
        return None
    if not day:
        return date(year, month, 1), date(year, month, last), "month"
    return date(year, month, day), date(year, month, day), "day"


def _unknown(text: str) -> RecordDate:
    return {"text": text, "from": "", "to": "", "precision": "unknown"}
