"""QLT-01: is every statement, or the exhibit that leaves, marked, and is it fresh?"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.common import days_of, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, words

KINDS: Final = ("fact", "assessment")
SOURCE_GRADES: Final = ("A", "B", "C", "X")
INFORMATION_GRADES: Final = ("1", "2", "3", "4")
EXHIBIT: Final = "ev"
ROLES: Final = ("suspect", "convicted", "victim", "witness", "contact", "other")


def quality_marked(situation: Situation, settings: Settings) -> Fact:
    """Does each statement carry source, kind, both grades, date, codes, and does each person have a role?"""
    statements, persons = marked_rows(situation), situation.persons
    if not statements or persons is None:
        return unknown("statements and persons")
    bad = [number for number, row in enumerate(statements) if not _is_marked(situation, row)]
    roles = all(row.get("role") in ROLES for row in persons)
    return yes_no(not bad and roles, unmarked=bad)


def quality_fresh(situation: Situation, settings: Settings) -> Fact:
    """Was each statement true within the last year?"""
    statements = marked_rows(situation)
    if not statements:
        return unknown("statements")
    spans = [days_of(text_of(row, "as_of")) for row in statements]
    if any(span is None for span in spans):
        return unknown("date of a statement")
    today = situation.day
    old = [n for n, span in enumerate(spans) if span and (today - span[0]).days > settings.fresh_days]
    return yes_no(not old, old=old, dates=[text_of(row, "as_of") for row in statements])


def marked_rows(situation: Situation) -> list[Mapping[str, Any]] | None:
    """The statements that would leave. An exhibit is one: what it is, from where, with the marks of its transfer."""
    if situation.procedure != EXHIBIT:
        return situation.statements
    release = situation.release
    if release is None:
        return None
    exhibit, acquired = mapping(situation.record.get("exhibit")), mapping(situation.record.get("acquired"))
    said = {"property": exhibit.get("kind"), "value": exhibit.get("what_it_is"), "item": situation.record.get("id"),
            "source": acquired.get("acquired_place"), "kind": release.get("said_as"), "as_of": release.get("checked_on")}  # fmt: skip
    return [{**{name: release.get(name) for name in ("source_grade", "information_grade", "handling")}, **said}]


def _is_marked(situation: Situation, row: Mapping[str, Any]) -> bool:
    texts = all(text_of(row, key).strip() for key in ("property", "value", "source", "item"))
    grades = row.get("source_grade") in SOURCE_GRADES and row.get("information_grade") in INFORMATION_GRADES
    handling = words(row.get("handling"))
    codes = handling is not None and all(code in situation.pack.handling for code in handling)
    return texts and grades and codes and row.get("kind") in KINDS and _is_past(text_of(row, "as_of"), situation.day)


def _is_past(text: str, today: date) -> bool:
    span = days_of(text)
    return span is not None and span[0] <= today


PRODUCERS = {"quality_marked": quality_marked, "quality_fresh": quality_fresh}
