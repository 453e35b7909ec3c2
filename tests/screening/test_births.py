"""Dates of birth: readings in every calendar, and no text that breaks them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening.births import BUDDHIST, COMMON, DAY, ISLAMIC, PERSIAN, RANGE, YEAR, read_birth
from comity.screening.dates import read_source_date


@given(st.text(max_size=80))
def test_any_text_has_readings_that_are_real_days(text: str) -> None:
    for first, last, _, _, guess, days in read_birth(text):
        low, high = (date(day // 10_000, day // 100 % 100, day % 100) for day in (first, last))
        assert (high - low).days + 1 == days >= 1
        assert guess in (0, 1)


@given(st.dates(date(1858, 1, 1), date(2100, 1, 1)))
def test_a_buddhist_date_is_its_day_and_the_written_one_only_a_guess(day: date) -> None:
    readings = read_birth(f"{day.year + 543}-{day:%m-%d}")
    number = day.year * 10_000 + day.month * 100 + day.day
    assert readings[0] == (number, number, DAY, BUDDHIST, 0, 1)
    assert all(reading[4] == 1 for reading in readings[1:])


@pytest.mark.parametrize(
    ("text", "first", "precision", "calendar"),
    [
        ("1980-03-14", 19800314, DAY, COMMON),
        ("14 Mar 1980", 19800314, DAY, COMMON),
        ("14/03/1980", 19800314, DAY, COMMON),
        ("03/14/1980", 19800314, DAY, COMMON),
        ("1980年3月14日", 19800314, DAY, COMMON),
        ("១៤-០៣-១៩៨០", 19800314, DAY, COMMON),
        ("14 3 2523 พ.ศ.", 19800314, DAY, BUDDHIST),
        ("ព.ស. 2523", 19800101, YEAR, BUDDHIST),
        ("2523-02-29", 19800229, DAY, BUDDHIST),
        ("1358/12/23 SH", 19800313, DAY, PERSIAN),
        ("1400/04/27 AH", 19800314, RANGE, ISLAMIC),
        ("1978 to 1983", 19780101, RANGE, COMMON),
    ],
)
def test_the_first_reading(text: str, first: int, precision: int, calendar: int) -> None:
    reading = read_birth(text)[0]
    assert (reading[0], reading[2], reading[3]) == (first, precision, calendar)


@pytest.mark.parametrize("text", ["", "unknown", "30 Feb 1980", "1980-13-40", "14.3.80", "1.2.3.4"])
def test_what_is_no_date_has_no_reading(text: str) -> None:
    assert read_birth(text) == ()


def test_an_unmarked_year_of_another_calendar_is_a_guess_beside_the_written_one() -> None:
    readings = read_birth("1359")
    assert [(reading[3], reading[4]) for reading in readings] == [(COMMON, 0), (PERSIAN, 1), (ISLAMIC, 1)]


@given(st.sampled_from(["23 Nov 1963", "Nov 1963", "1963", "circa 1960", "1958 to 1960", "nonsense"]))
def test_a_date_the_import_understood_reads_the_same(text: str) -> None:
    known = read_source_date(text)
    assert read_birth(text, known["from"], known["to"], known["precision"]) == read_birth(text)
