"""From when to when a policy judges, and the days on which nothing of a hard gate would be left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from comity.law.errors import PolicyError


@dataclass(frozen=True, slots=True)
class Gap:
    """Days, both included, on which a command has no valid policy of a hard gate that the matrix gives it."""

    action: str
    gate: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Validity:
    """The days, both included, on which a policy judges; ``last`` None is open."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Does the policy judge on this day?"""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def words(self) -> str:
        """For tables: ``2026-01-01 to 2027-12-31``, or ``from 2026-01-01``."""
        return f"{self.first} to {self.last}" if self.last else f"from {self.first}"


def read_validity(name: str, first: str, last: str) -> Validity:
    """Read the annotations ``valid_from`` and ``valid_to`` ("" is open). Raises PolicyError."""
    try:
        found = Validity(_day(first), _day(last) if last else None)
    except ValueError as error:
        raise PolicyError(policy=name, reason="valid_from and valid_to are days, valid_to may be empty") from error
    if found.last is not None and found.last < found.first:
        raise PolicyError(policy=name, reason="valid_to lies before valid_from")
    return found


def turns(validities: Iterable[Validity]) -> list[date]:
    """The days on which the set of valid policies changes, sorted: between two of them it is the same."""
    found = set()
    for validity in validities:
        found.add(validity.first)
        if validity.last is not None and validity.last < date.max:
            found.add(validity.last + timedelta(days=1))
    return sorted(found)


def gaps(hard: Mapping[tuple[str, str], list[Validity]], first: date, last: date) -> tuple[Gap, ...]:
    """The gaps between two days, both included. ``hard``: (command, gate) to the validity of its hard policies."""
    found: list[Gap] = []
    for (action, gate), validities in hard.items():
        starts = [first, *(day for day in turns(validities) if first < day <= last)]
        ends = [*(day - timedelta(days=1) for day in starts[1:]), last]
        empty = [(s, e) for s, e in zip(starts, ends, strict=True) if not any(v.holds(s) for v in validities)]
        found += [Gap(action, gate, start, end) for start, end in empty]
    return tuple(found)


def _day(text: str) -> date:
    if len(text) != len("2026-01-01"):
        raise ValueError(text)
    return date.fromisoformat(text)
