"""Times in the form of each language, with the zone; lengths of time in their two largest parts."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kit.clock import format_time
from comity.web.times import is_moment, show_date, show_day, show_duration, show_term, show_time
from comity.web.words import LANGUAGES


@pytest.mark.parametrize(("language", "shown"), [
    ("en", "23 Nov 2026 00:30 UTC+8"),
    ("km", "23 វិច្ឆិកា 2026 00:30 UTC+8"),
    ("zh-Hans", "2026年11月23日 00:30 UTC+8"),
])  # fmt: skip
def test_a_time_stands_in_the_offices_zone(language, shown):
    assert show_time("2026-11-22T16:30:00.000Z", language, "Etc/GMT-8") == shown


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_every_wire_time_is_shown(moment):
    for language in LANGUAGES:
        shown = show_time(format_time(moment), language, "UTC")
        assert str(moment.year) in shown
        assert shown.endswith("UTC+0")


@given(st.text(max_size=30), st.text(max_size=20))
def test_what_is_no_time_or_no_zone_is_shown_as_it_is(text, zone):
    assert show_time(text, "en", zone) == text
    assert isinstance(show_day(text, "en"), str)


def test_partial_dates_stay_partial():
    assert show_day("1991", "en") == "1991"
    assert show_day("1991-04", "km") == "1991-04"
    assert show_day("1991-04-12", "zh-Hans") == show_date(date(1991, 4, 12), "zh-Hans") == "1991年4月12日"


@pytest.mark.parametrize(("seconds", "shown"), [
    (0, "1 minute"), (61, "1 minute"), (3600, "1 hour"), (3660, "1 hour 1 minute"), (90_000, "1 day 1 hour"),
    (-172_800, "2 days"), (86_400 * 7 + 7_300, "7 days 2 hours"),
])  # fmt: skip
def test_a_length_of_time_has_two_parts(seconds, shown):
    assert show_duration(seconds, "en") == shown


@given(st.integers(min_value=-(10**8), max_value=10**8))
def test_every_length_of_time_has_words(seconds):
    for language in LANGUAGES:
        shown = show_duration(seconds, language)
        assert "{" not in shown
        assert any(char.isdigit() for char in shown)


@pytest.mark.parametrize(("text", "shown"), [
    ("2026-11-02 09:30", ("2 Nov 2026 09:30", "2 វិច្ឆិកា 2026 09:30", "2026年11月2日 09:30")),
    ("2026-11", ("2026-11",) * 3),
    ("2026-13-40", ("2026-13-40",) * 3),
    ("Art 320; 2026-02-11", ("Art 320; 2026-02-11",) * 3),
])  # fmt: skip
def test_a_day_may_have_its_hour_and_what_people_wrote_stays(text, shown):
    assert tuple(show_day(text, language) for language in LANGUAGES) == shown


def test_the_term_of_a_rule_is_read_as_days():
    assert [show_term("2026-01-01 –", language) for language in LANGUAGES] == [
        "from 1 Jan 2026", "ចាប់ពី 1 មករា 2026", "自2026年1月1日起",
    ]  # fmt: skip
    assert show_term("2026-01-01 – 2030-12-31", "en") == "1 Jan 2026 to 31 Dec 2030"


def test_only_a_whole_wire_time_is_a_moment():
    assert is_moment("2026-11-22T16:30:00.000Z")
    assert not is_moment("2026-11-22")
    assert not is_moment("on 2026-11-22T16:30:00.000Z")
