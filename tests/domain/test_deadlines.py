"""Clocks: the same words give the same instant, in every zone, over every kind of day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.domain.deadlines import ClockRule, ClockRuleError, Pause, due_at

ZONES = ["UTC", "Asia/Phnom_Penh", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati"]
moments = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2032, 1, 1), timezones=st.just(UTC))
rules = st.builds(
    ClockRule,
    amount=st.integers(1, 40),
    unit=st.sampled_from(["hours", "days", "working_days"]),
    zone=st.sampled_from(ZONES),
    holidays=st.lists(st.dates(date(2024, 1, 1), date(2032, 12, 31)), max_size=10).map(tuple),
)


@given(moments, rules, st.sampled_from(ZONES))
def test_the_zone_the_start_is_written_in_does_not_matter(start: datetime, rule: ClockRule, zone: str) -> None:
    assert due_at(start.astimezone(ZoneInfo(zone)), rule) == due_at(start, rule)


@given(moments, rules)
def test_a_deadline_lies_ahead_and_in_utc(start: datetime, rule: ClockRule) -> None:
    due = due_at(start, rule)
    assert due > start
    assert due.tzinfo is UTC


@given(moments, rules)
def test_days_end_at_midnight_of_the_acting_authority(start: datetime, rule: ClockRule) -> None:
    if rule.unit == "hours":
        assert due_at(start, rule) - start == timedelta(hours=rule.amount)
    else:
        due = due_at(start, rule).astimezone(ZoneInfo(rule.zone))
        assert due == datetime.combine(due.date(), time.min, tzinfo=ZoneInfo(rule.zone))


@given(moments, rules, st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_pause_adds_exactly_its_length(start: datetime, rule: ClockRule, first: int, second: int) -> None:
    one = Pause(start + timedelta(seconds=1), start + timedelta(seconds=1 + first))
    two = Pause(one.end + timedelta(seconds=1), one.end + timedelta(seconds=1 + second))
    assert due_at(start, rule, [two, one]) == due_at(start, rule) + timedelta(seconds=first + second)
    assert due_at(start, rule, [one, one]) == due_at(start, rule) + timedelta(seconds=first)


@given(moments, rules)
def test_more_time_is_never_less(start: datetime, rule: ClockRule) -> None:
    longer = ClockRule(amount=rule.amount + 1, unit=rule.unit, zone=rule.zone, holidays=rule.holidays)
    assert due_at(start, longer) > due_at(start, rule)


def test_working_days_skip_the_weekend_and_the_holidays() -> None:
    friday = datetime(2026, 11, 20, 9, tzinfo=UTC)
    rule = ClockRule(amount=1, unit="working_days", holidays=(date(2026, 11, 23),))
    assert due_at(friday, rule) == datetime(2026, 11, 25, tzinfo=UTC)


def test_a_calendar_day_over_a_clock_change_still_ends_at_midnight() -> None:
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    due = due_at(start, ClockRule(amount=1, unit="days", zone="Europe/Berlin"))
    assert due == datetime(2026, 3, 29, 22, tzinfo=UTC)


@pytest.mark.parametrize("rule", [ClockRule(amount=0, unit="hours"), ClockRule(amount=1, unit="working_days",
                                                                              weekend=(0, 1, 2, 3, 4, 5, 6))])  # fmt: skip
def test_a_rule_that_never_ends_is_refused(rule: ClockRule) -> None:
    with pytest.raises(ClockRuleError):
        due_at(datetime(2026, 1, 1, tzinfo=UTC), rule)


@given(moments, rules, rules)
def test_more_time_begins_where_the_time_before_it_ended(start: datetime, rule: ClockRule, more: ClockRule) -> None:
    due, extended = due_at(start, rule), due_at(start, rule, extensions=[more])
    assert extended > due
    if more.unit == "hours":
        assert extended - due == timedelta(hours=more.amount)
    if more.unit == "days" and more.zone == rule.zone and rule.unit != "hours":
        zone = ZoneInfo(rule.zone)
        assert extended.astimezone(zone).date() == due.astimezone(zone).date() + timedelta(days=more.amount)


@given(moments, rules, rules, st.integers(0, 10**6))
def test_a_pause_adds_its_length_also_to_extended_time(
    start: datetime, rule: ClockRule, more: ClockRule, length: int
) -> None:
    pause = Pause(start, start + timedelta(seconds=length))
    plain = due_at(start, rule, extensions=[more])
    assert due_at(start, rule, [pause], extensions=[more]) == plain + timedelta(seconds=length)


@given(moments, rules, st.lists(rules, max_size=3))
def test_every_extension_is_later_than_the_one_before(start: datetime, rule: ClockRule, more: list[ClockRule]) -> None:
    dues = [due_at(start, rule, extensions=more[:count]) for count in range(len(more) + 1)]
    assert dues == sorted(set(dues))


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        ("Africa/Cairo", datetime(2026, 4, 22, 12, tzinfo=UTC), datetime(2026, 4, 23, 22, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("UTC", datetime(2028, 2, 28, 12, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)),
        ("UTC", datetime(2027, 2, 28, 12, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC)),
    ],
    ids=["a day that begins at one o'clock", "a day of 25 hours", "a leap day", "no leap day"],
)
def test_one_day_ends_with_the_first_instant_of_the_day_after(zone: str, start: datetime, due: datetime) -> None:
    assert due_at(start, ClockRule(amount=1, unit="days", zone=zone)) == due
