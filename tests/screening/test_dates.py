"""Dates of birth as sources write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening.dates import CIRCA_YEARS, read_iso_date, read_source_date

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 12, 31))


def written(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year}"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("23 Nov 1963", "1963-11-23", "1963-11-23", "day"),
        ("10 October 1969", "1969-10-10", "1969-10-10", "day"),
        ("Feb 1964", "1964-02-01", "1964-02-29", "month"),
        ("1965", "1965-01-01", "1965-12-31", "year"),
        ("circa 1960", "1958-01-01", "1962-12-31", "circa"),
        ("circa 01 Jan 1961", "1959-01-01", "1963-12-31", "circa"),
        ("circa 1979-1982", "1977-01-01", "1984-12-31", "circa"),
        ("1958 to 1960", "1958-01-01", "1960-12-31", "range"),
        ("01 Jan 1955 to 31 Dec 1955", "1955-01-01", "1955-12-31", "range"),
        ("Mar 1962 to Feb 1963", "1962-03-01", "1963-02-28", "range"),
    ],
)
def test_every_form_of_the_list(text: str, first: str, last: str, precision: str) -> None:
    assert read_source_date(text) == {"text": text, "from": first, "to": last, "precision": precision}


@pytest.mark.parametrize(
    "text",
    ["30 Feb 1970", "Foo 1970", "1960 to 1958", "1 to 2 to 3", "", "unknown", "0000", "32 Jan 1970", "12/11/1970"],
)
def test_what_is_no_date_keeps_its_text_and_claims_nothing(text: str) -> None:
    found = read_source_date(text)
    assert found == {"text": text, "from": "", "to": "", "precision": "unknown"}


@given(DAYS)
def test_a_day_is_that_day(day: date) -> None:
    found = read_source_date(written(day))
    assert found["from"] == found["to"] == day.isoformat()
    assert read_iso_date(day.isoformat())["from"] == day.isoformat()


@given(DAYS, DAYS)
def test_a_range_holds_both_ends_or_is_no_date(a: date, b: date) -> None:
    found = read_source_date(f"{written(a)} to {written(b)}")
    assert (found["precision"] == "range") == (a <= b)
    if a <= b:
        assert (found["from"], found["to"]) == (a.isoformat(), b.isoformat())


@given(st.integers(1800, 2100))
def test_circa_is_wider_than_its_year(year: int) -> None:
    found = read_source_date(f"circa {year}")
    assert (found["from"], found["to"]) == (f"{year - CIRCA_YEARS}-01-01", f"{year + CIRCA_YEARS}-12-31")


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for found in (read_source_date(text), read_iso_date(text)):
        assert (found["precision"] == "unknown") == (found["from"] == "") == (found["to"] == "")
        assert found["from"] <= found["to"]
