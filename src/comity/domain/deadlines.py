"""Legal clocks: the instant by which an answer is due. Both nodes compute the same one from the same words.

Days are calendar days of the acting authority's zone and end at midnight; hours are exact; working days skip the
days its calendar names. A pause adds exactly the time it lasted (Directive (EU) 2023/977 art. 5 as model).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from comity.kit.errors import ComityError

Unit = Literal["hours", "days", "working_days"]
LIMIT = 100_000


class ClockRuleError(ComityError):
    """A clock table row no instant can be computed from."""

    code = "domain.clock_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One row of the agreement's clock table, with the calendar of the authority that must act."""

    amount: int
    unit: Unit
    zone: str = "UTC"
    weekend: tuple[int, ...] = (5, 6)
    holidays: Collection[date] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from ``start`` to ``end`` (open pauses are closed at the moment asked about)."""

    start: datetime
    end: datetime


def due_at(
    started_at: datetime, rule: ClockRule, pauses: Sequence[Pause] = (), *, extensions: Sequence[ClockRule] = ()
) -> datetime:
    """The last instant at which the act is in time, in UTC. Each extension begins where the time before it ended.

    Raises ClockRuleError for a rule without a positive amount or with an unknown unit.
    """
    paused = sum((pause.end - pause.start for pause in _merged(pauses)), timedelta())
    due = _end_of(started_at, rule)
    for more in extensions:
        due = _end_of(due if more.unit == "hours" else due - timedelta(microseconds=1), more)
    return due + paused


def _end_of(started_at: datetime, rule: ClockRule) -> datetime:
    if not 0 < rule.amount <= LIMIT:
        raise ClockRuleError(amount=rule.amount)
    if rule.unit == "hours":
        return started_at.astimezone(UTC) + timedelta(hours=rule.amount)
    zone = ZoneInfo(rule.zone)
    last = _last_day(started_at.astimezone(zone).date(), rule)
    midnight = datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)
    return midnight.astimezone(UTC)


def _last_day(start: date, rule: ClockRule) -> date:
    if rule.unit == "days":
        return start + timedelta(days=rule.amount)
    if rule.unit != "working_days" or len(set(rule.weekend)) > 6:
        raise ClockRuleError(unit=rule.unit)
    holidays = frozenset(rule.holidays)
    day, left = start, rule.amount
    while left:
        day += timedelta(days=1)
        if day.weekday() not in rule.weekend and day not in holidays:
            left -= 1
    return day


def _merged(pauses: Sequence[Pause]) -> list[Pause]:
    """Overlapping pauses count once."""
    result: list[Pause] = []
    for pause in sorted(pauses, key=lambda row: row.start):
        if pause.end <= pause.start:
            continue
        if result and pause.start <= result[-1].end:
            result[-1] = Pause(result[-1].start, max(result[-1].end, pause.end))
        else:
            result.append(pause)
    return result
