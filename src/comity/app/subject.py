"""What the wish of a person concerned needs at the door: what this node holds, and whether the answer is of its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.app.node import Node
from comity.domain.command import Command, Stop
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
        for row in (*related, *_cases(node, situation.request.get("persons") or []))
    ]
    return {"found": rows}


def proposed_answer(state: State) -> dict[str, Any]:
    """What was prepared before, else a row for every record found; the officer says what of it is told, or moves it."""
    prepared = state.get("package")
    if prepared:
        return {name: prepared[name] for name in ("given", "held_back", "letter")}
    return {"given": [{"found_record": row["found_record"]} for row in state.get("found", [])]}


def _cases(node: Node, persons: Sequence[Mapping[str, Any]]) -> list[State]:
    """The cases whose subjects are, by name or document, the person concerned: a case leaves no trace in the series."""
    make = node.projector.tokens.of_person
    wanted = {token for person in persons for token in make(person)}
    found: list[State] = []
    for case in records.of_procedure("case"):
        subjects = (case.get("subjects") or {}).values()
        if any(wanted & set(make(_as_person(subject))) for subject in subjects):
            found.append(case)
    return found


def _as_person(subject: Mapping[str, Any]) -> dict[str, Any]:
    """The subject of a case in the shape of a request's person."""
    stated = [(row["property"], row["value"]) for row in subject.get("statements", []) if not row["retracted_at"]]
    return {
        "names": [value for name, value in stated if name in NAMES],
        "birth_date": next((value for name, value in stated if name == "birthDate"), ""),
        "documents": [{"kind": "", "number": value, "state": ""} for name, value in stated if name in NUMBERS],
    }


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
