"""What the wish of a person concerned needs at the door: what this node holds, and whether the answer is of its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.app.node import Node
from comity.app.remembered import Remembered
from comity.domain.command import Command, Stop
from comity.screening.tokens import tokens_of_person
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]
NAMES, NUMBERS = ("name", "alias", "weakAlias"), ("idNumber", "passportNumber")
EXCHANGED = ("answer", "released_at", "messages")
"""What a record holds when something about it crossed the link."""


def _found(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """Every record that mentions the person, as the gates know them too: whose it is and whether anything crossed."""
    related = [row for row in situation.related if row["procedure"] != "data_subject"]
    rows = [
        {
            "found_record": str(row["id"]),
            "procedure": str(row["procedure"]),
            "stands_at": str(row["state"]),
            "partner": str(row.get("partner", "")),
            "exchanged": any(row.get(name) for name in EXCHANGED),
            "made_at": str(row["made_at"]),
        }
        for row in (*related, *_cases(situation.request.get("persons") or []))
    ]
    return {"found": rows}


def proposed_answer(state: State) -> dict[str, Any]:
    """What was prepared before, else a row for every record found; the officer says what of it is told, or moves it."""
    prepared = state.get("package")
    if prepared:
        return {name: prepared[name] for name in ("given", "held_back", "letter")}
    return {"given": [{"found_record": row["found_record"]} for row in state.get("found", [])]}


def _cases(persons: Sequence[Mapping[str, Any]]) -> list[State]:
    """The cases whose subjects are, by name or document, the person concerned, newest change first.

    A case leaves no trace in the series.
    """
    wanted = {token for person in persons for token in tokens_of_person(person)}
    named = [record for record, tokens in _subjects.of("case").items() if wanted & tokens]
    found = [state for state in (records.load(record).state for record in named) if state is not None]
    return sorted(found, key=lambda state: str(state["changed_at"]), reverse=True)


def _tokens_of_subjects(case: State) -> frozenset[str]:
    subjects = (case.get("subjects") or {}).values()
    return frozenset(token for subject in subjects for token in tokens_of_person(_as_person(subject)))


def _as_person(subject: Mapping[str, Any]) -> dict[str, Any]:
    """The subject of a case in the shape of a request's person."""
    stated = [(row["property"], row["value"]) for row in subject.get("statements", []) if not row["retracted_at"]]
    return {
        "names": [value for name, value in stated if name in NAMES],
        "birth_date": next((value for name, value in stated if name == "birthDate"), ""),
        "documents": [{"kind": "", "number": value, "state": ""} for name, value in stated if name in NUMBERS],
    }


_subjects = Remembered(_tokens_of_subjects)


def _restrict_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Only a record of this node can be restricted."""
    there = records.load(form["restricted"]).state is not None
    return [] if there else [Stop("step", "no_such_record", {"fields": ["restricted"]})]


def _whole_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """An answer that holds something back is another step."""
    return [Stop("step", "something_held_back")] if (state.get("package") or {}).get("held_back") else []


def _part_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if (state.get("package") or {}).get("held_back") else [Stop("step", "nothing_held_back")]


STOPS = {"ds.restrict": _restrict_stops, "ds.release": _whole_stops, "ds.release_in_part": _part_stops}
DERIVED = {"ds.search": _found, "ds.search_again": _found}
