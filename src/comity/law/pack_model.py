"""What an instrument pack holds: treaty, statutes, code lists, clocks and calendars of two states, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from comity.law.errors import PackError

LANGUAGES: Final = ("en", "km", "zh-Hans")

Names: TypeAlias = Mapping[str, str]
"""One text per language code."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of the instrument. ``rest_days``: ISO weekdays (1 = Monday) on which nobody works."""

    code: str
    names: Names
    zone: str
    rest_days: tuple[int, ...]
    holidays: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A rule that can be a request's basis. ``until`` is None while it stays in force."""

    id: str
    instrument: str
    number: str
    names: Names
    acts: tuple[str, ...]
    states: tuple[str, ...]
    since: date
    until: date | None
    min_years: int = 0
    """The least penalty under both laws for an act under this article; 0 where it names none."""
    min_months_left: int = 0

    def in_force(self, day: date) -> bool:
        """Is the article in force on this day (both ends included)?"""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Conduct:
    """An ordinary crime. ``max_years`` and ``capital`` are per state code; 99 years stands for life."""

    code: str
    names: Names
    statutes: Mapping[str, str]
    max_years: Mapping[str, int]
    capital: Mapping[str, bool]
    trafficking: bool
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be asked for, with the properties of statements that answer it."""

    code: str
    names: Names
    properties: tuple[str, ...]
    coercive: bool
    special: bool
    whereabouts: bool
    criminal_record: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a plain list (handling codes, urgency grounds): its names and its flags."""

    code: str
    names: Names
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of the closed list. Only a neutral one is told; ``told_as`` names the neutral code that hides it."""

    code: str
    names: Names
    neutral: bool
    steps: tuple[str, ...]
    told_as: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit. ``unit``: "hours" (exact), "days" (calendar, end at midnight) or "working_days"."""

    code: str
    amount: int
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """A clock with the calendar of the state that must act. ``weekend``: 0 = Monday."""

    amount: int
    unit: str
    zone: str
    weekend: tuple[int, ...]
    holidays: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many days something is kept before it is reviewed, hidden or erased, and on which source."""

    code: str
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority of the directory, at any level; ``office`` is the code of its node."""

    id: str
    office: str
    state: str
    level: str
    region: str
    parent: str
    names: Names
    acts: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True)
class Pack:
    """One instrument pack. ``hash`` is the SHA-256 of its bytes: the agreement between two nodes names it."""

    name: str
    version: str
    hash: str
    names: Names
    invented: bool
    languages: tuple[str, ...]
    review: Mapping[str, str]
    states: Mapping[str, State]
    articles: Mapping[str, Article]
    conducts: Mapping[str, Conduct]
    items: Mapping[str, Item]
    purposes: Mapping[str, Code]
    urgency_grounds: Mapping[str, Code]
    grounds: Mapping[str, Ground]
    handling: Mapping[str, Code]
    conditions: Mapping[str, Code]
    clocks: Mapping[str, Clock]
    retention: Mapping[str, Keeping]
    authorities: Mapping[str, Authority]

    @property
    def state_codes(self) -> tuple[str, ...]:
        """The codes of the two states."""
        return tuple(self.states)

    @property
    def directory(self) -> tuple[Authority, ...]:
        """Every authority of the directory."""
        return tuple(self.authorities.values())

    def code_lists(self) -> Mapping[str, tuple[str, ...]]:
        """The lists forms choose from. Of the grounds only those that may be told to the partner."""
        return {
            "bases": tuple(self.articles),
            "conducts": tuple(self.conducts),
            "purposes": tuple(self.purposes),
            "urgency_grounds": tuple(self.urgency_grounds),
            "items": tuple(self.items),
            "handling_codes": tuple(self.handling),
            "conditions": tuple(self.conditions),
            "grounds": tuple(code for code, ground in self.grounds.items() if ground.neutral),
            "languages": self.languages,
        }

    def clock_rule(self, clock: str, state: str) -> ClockSetting:
        """A clock under the calendar of one state. Raises PackError when either is not in the pack."""
        if clock not in self.clocks or state not in self.states:
            raise PackError(key=f"clocks.{clock}", line=0, reason="no such clock or state", state=state)
        rule, calendar = self.clocks[clock], self.states[state]
        weekend = tuple(day - 1 for day in calendar.rest_days)
        return ClockSetting(rule.amount, rule.unit, calendar.zone, weekend, calendar.holidays)

    @property
    def retention_days(self) -> Mapping[str, int]:
        """Every storage limit in days, by its code."""
        return {code: row.days for code, row in self.retention.items()}

    def authority_of(self, office_or_id: str) -> Authority | None:
        """The authority with this directory id or this node's office code."""
        found = self.authorities.get(office_or_id)
        if found:
            return found
        return next((entry for entry in self.authorities.values() if entry.office == office_or_id), None)

    def state_of(self, office_or_id: str) -> str:
        """The state code of an office; "" when the directory does not hold it."""
        found = self.authority_of(office_or_id)
        return found.state if found else ""
