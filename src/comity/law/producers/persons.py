"""Whom it is about: age, role, exposure, privilege, and whether anybody is named at all."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.common import (
    days_of,
    found,
    silent,
    text_of,
    unknown,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, rows, words
from comity.law.text import weight

UNACCUSED: Final = ("victim", "witness", "contact", "other")
UNEXPOSED: Final = ("suspect", "convicted", "contact", "other")
"""A role that is missing is on neither list: it counts as the graver one."""

WILDCARD: Final = re.compile(r"[*?%_]|\.\.\.|…")
_PARTS: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[\u1780-\u17b3]|[^\W\d_\u1780-\u17ff\u3400-\u9fff]+")


def subject_age(situation: Situation, settings: Settings) -> Fact:
    """The youngest anyone may be, by every date known: a partial date counts as its last day."""
    persons, objects = situation.persons, situation.objects
    flags = words(situation.request.get("flags"))
    if persons is None or flags is None or (not persons and not objects):
        return unknown("persons, objects or flags")
    if "minor" in flags:
        return found("minor", flags=["minor"])
    if not persons:
        return found("no_person")
    youngest = [_youngest(situation, number, person) for number, person in enumerate(persons)]
    limit = years_before(situation.day, settings.adult_years)
    born = [day.isoformat() if day else "" for day in youngest]
    if any(day is not None and day > limit for day in youngest):
        return found("minor", born=born)
    if any(day is None for day in youngest):
        return Fact("unknown", "computed", inputs={"missing": "birth date", "born": born})
    return found("adult", born=born)


def adverse_act(situation: Situation, settings: Settings) -> Fact:
    """Only raises: where someone may be a child, a role of suspect or convicted makes the act adverse."""
    persons = situation.persons
    if persons is None:
        return unknown("persons")
    accused = [number for number, row in enumerate(persons) if row.get("role") not in UNACCUSED]
    return found("yes", persons=accused) if accused else silent()


def selector_kind(situation: Situation, settings: Settings) -> Fact:
    """Is each person named well enough to be one person, and each object an exact value?"""
    persons, objects = situation.persons, situation.objects
    if persons is None or objects is None:
        return unknown("persons and objects")
    vague = [f"person {number}" for number, row in enumerate(persons) if not _is_one_person(row)]
    vague += [f"object {number}" for number, row in enumerate(objects) if not _is_exact(text_of(row, "value"))]
    if vague or not (persons or objects):
        return found("description", vague=vague)
    return found("named_person" if persons else "identified_object", persons=len(persons), objects=len(objects))


def witness_exposed(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a released statement about a witness or a victim exposes him or her."""
    persons, statements = situation.persons, situation.statements
    if persons is None or statements is None:
        return unknown("persons and release")
    spoken_of = {row.get("person") for row in statements}
    if not all(type(number) is int for number in spoken_of):
        return unknown("whom a statement speaks of")
    exposed = [n for n, row in enumerate(persons) if row.get("role") not in UNEXPOSED and n in spoken_of]
    return found("yes", persons=exposed, about=situation.release_hash) if exposed else silent()


def privileged(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a lawyer or the press among the flags."""
    flags = words(situation.request.get("flags"))
    if flags is None:
        return unknown("flags")
    raised = sorted({"lawyer", "press"} & set(flags))
    return found("yes", flags=raised, about=situation.release_hash) if raised else silent()


def _youngest(situation: Situation, number: int, person: Mapping[str, Any]) -> date | None:
    """The latest day the person can have been born, by the request and by what would be released; None if unknown."""
    given = [text_of(person, "birth_date")]
    released = situation.statements or []
    given += [text_of(r, "value") for r in released if r.get("person") == number and r.get("property") == "birthDate"]
    spans = [days_of(text) for text in given if text]
    if not spans or any(span is None for span in spans):
        return None
    return max(span[1] for span in spans if span is not None)


def years_before(day: date, years: int) -> date:
    """The same day so many years ago: who was born on it or before has that age."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _is_one_person(person: Mapping[str, Any]) -> bool:
    """A document number; or a name of two parts; or a single name with a birth date. Never a wildcard."""
    names = [name for name in words(person.get("names")) or [] if name.strip()]
    documents = rows(person.get("documents")) or []
    numbers = [text_of(row, "number") for row in documents]
    if any(WILDCARD.search(text) for text in (*names, *numbers)):
        return False
    if any(weight(number) >= 4 for number in numbers):
        return True
    full = any(len(_PARTS.findall(name)) >= 2 for name in names)
    return full or (any(weight(name) for name in names) and days_of(text_of(person, "birth_date")) is not None)


def _is_exact(value: str) -> bool:
    return weight(value) >= 3 and not WILDCARD.search(value)


PRODUCERS = {
    "subject_age": subject_age,
    "adverse_act": adverse_act,
    "selector_kind": selector_kind,
    "witness_exposed": witness_exposed,
    "privileged": privileged,
}
