"""Times are aware UTC to the millisecond, and have one written form."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kit import clock

moments = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))


@given(moments)
def test_a_time_survives_being_written(moment: datetime) -> None:
    cut = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert clock.parse_time(clock.format_time(moment)) == cut


@given(moments, st.integers(-14, 14))
def test_the_zone_it_was_told_in_is_lost_on_purpose(moment: datetime, hours: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert clock.format_time(elsewhere) == clock.format_time(moment)


@given(st.text(max_size=30))
def test_other_texts_are_refused_or_exact(text: str) -> None:
    try:
        moment = clock.parse_time(text)
    except clock.TimeFormatError:
        return
    assert clock.format_time(moment) == text


@pytest.mark.parametrize(
    "text", ["2026-11-22T09:30:00Z", "2026-11-22T09:30:00.0000Z", "2026-11-22 09:30:00.000Z", "2026-11-22T09:30:00.000+00:00"]
)  # fmt: skip
def test_near_misses_are_refused(text: str) -> None:
    with pytest.raises(clock.TimeFormatError):
        clock.parse_time(text)


def test_a_naive_time_has_no_place() -> None:
    with pytest.raises(clock.TimeFormatError):
        clock.format_time(datetime(2026, 1, 1))


def test_the_clock_can_be_held_still_and_goes_on_after() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with clock.frozen(moment):
        assert clock.now() == moment
    assert clock.now() > moment
    assert clock.now().microsecond % 1000 == 0
