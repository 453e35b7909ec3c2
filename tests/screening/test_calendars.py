"""Other calendars: there and back again, and days everybody knows."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from comity.screening.calendars import (
    islamic_day,
    islamic_month_length,
    islamic_ordinal,
    persian_day,
    persian_month_length,
    persian_ordinal,
)

DAYS = st.dates(date(1882, 1, 1), date(2043, 12, 31))


@given(DAYS)
def test_every_day_there_and_back(day: date) -> None:
    year, month, of_month = persian_day(day.toordinal())
    assert persian_ordinal(year, month, of_month) == day.toordinal()
    assert 1 <= of_month <= persian_month_length(year, month)
    year, month, of_month = islamic_day(day.toordinal())
    assert islamic_ordinal(year, month, of_month) == day.toordinal()
    assert 1 <= of_month <= islamic_month_length(year, month)


def test_known_days() -> None:
    assert persian_day(date(1979, 2, 11).toordinal()) == (1357, 11, 22)
    assert persian_ordinal(1399, 12, 30) == date(2021, 3, 20).toordinal()
    assert persian_ordinal(1403, 1, 1) == date(2024, 3, 20).toordinal()
    assert islamic_day(date(2000, 1, 1).toordinal()) == (1420, 9, 24)
    assert islamic_ordinal(1400, 1, 1) == date(1979, 11, 21).toordinal()
