"""What an order of a joint team is judged by besides the team's terms: its own words, and the case it names.

A team's terms name nobody. Whom an order strikes stands in its case, with what people have said there of that person;
a decision on an order is a decision on these words, about this case as it stands, and on nothing else.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.situation import Situation, mapping, rows

OF_CASE: Final = frozenset(
    {"subject_age", "adverse_act", "trafficking_conduct", "victim_indicators", "victim_screening"}
)
"""Facts that an order takes from its case."""
ON_NOBODY: Final[Mapping[str, str]] = {"subject_age": "no_person", "trafficking_conduct": "no"}
"""What they are where the case is about nobody."""
PREFIXES: Final[Mapping[str, str]] = {
    "information_request": "ir",
    "own_initiative": "oi",
    "legal_assistance": "ml",
    "surrender": "ex",
    "evidence": "ev",
    "footage": "ft",
    "case": "case",
}
"""Whose records may be a case of a team, and how their steps begin."""


def case_of(situation: Situation) -> Situation | None:
    """The case that the order names, as its own steps would show it to the law; None where nothing is ordered."""
    case = situation.linked.get("member") if situation.order else None
    prefix = PREFIXES.get(str(case.get("procedure"))) if case is not None else None
    if case is None or prefix is None:
        return None
    record = {**case, "request": mapping(case.get("request")) or _file(case)}
    return replace(situation, action=f"{prefix}.order", side=str(case.get("side", "")), form={}, record=record)


def as_of(case: Situation, name: str, fact: Fact, order: str) -> Fact:
    """A fact of the case, tied to the order it is asked for."""
    word = ON_NOBODY.get(name) if case.persons == [] else None
    if word is not None:
        return Fact(word, "computed", inputs={"persons": 0, "order": order})
    return fact._replace(inputs={**fact.inputs, "order": order})


def _file(case: Mapping[str, Any]) -> dict[str, Any]:
    """A file of this office holds its people as subjects; what it does not hold of them stays unknown."""
    people = [row for row in mapping(case.get("subjects")).values() if mapping(row).get("kind") == "person"]
    asked = {name: case.get(name) for name in ("conduct", "summary", "purpose") if name in case}
    return {**asked, "persons": rows(people) or [], "objects": [], "flags": []}
