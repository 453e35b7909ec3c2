"""What the steps of legal assistance compute and what content they refuse: orders, presence, journeys, converted requests."""

from collections.abc import Callable, Mapping
from typing import Any

from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.law.situation import Situation
from comity.procedures.legal_assistance import WAITING
from comity.procedures.legal_assistance_form import REQUEST
from comity.storage import records

Derived = dict[str, Any]
State = Mapping[str, Any]
Form = Mapping[str, Any]
FROM_INFORMATION = tuple(item.name for item in REQUEST)
AUTHORISING = ("CA", "JU")


def begun_from(information: State) -> dict[str, Any]:
    """A first draft that names the converted request for information and takes over what both forms ask."""
    request = information["request"]
    kept = {name: request[name] for name in FROM_INFORMATION if name in request and name != "basis"}
    return {**kept, "partner": information["partner"], "case": information["case"], "converts": information["id"]}


def _person_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A journey, a consent or a hearing is of one of the persons of the request."""
    people = (state.get("request") or {}).get("persons", [])
    return [] if 0 <= int(form["person"]) < len(people) else [Stop("step", "no_such_person")]


def _send_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    asked = set((state.get("request") or {}).get("assistance", []))
    fits = {"witness": "voluntary_appearance", "detained": "detained_transfer"}[form["journey"]] in asked
    return _person_stops(node, command, state, form) + ([] if fits else [Stop("step", "not_asked_for")])


def _hearing_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    asked = (state.get("request") or {}).get("assistance", [])
    return _person_stops(node, command, state, form) + (
        [] if "video_hearing" in asked else [Stop("step", "not_asked_for")]
    )


def _preserve_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A hold is the answer to a request for a hold, and to no other."""
    asked = (state.get("request") or {}).get("assistance", [])
    return [] if "preservation" in asked else [Stop("step", "not_asked_for")]


def _execute_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """What only asks for a hold is not carried out as anything else."""
    asked = (state.get("request") or {}).get("assistance", [])
    return [Stop("step", "not_asked_for")] if list(asked) == ["preservation"] else []


def _approve_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    prepared = (state.get("release") or {}).get("statements")
    return [] if prepared else [Stop("step", "no_release_prepared")]


def _close_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """With the case its need ends: what the partner still works on must be called off first (UNTOC art. 18(24))."""
    waiting = [
        str(row["id"])
        for row in records.of_procedure("legal_assistance")
        if row.get("case") == state.get("id") and row.get("side") == "requesting" and row["state"] in WAITING
    ]
    return [Stop("step", "assistance_still_asked", {"records": waiting})] if waiting else []


def _order(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    """The order is about the request as it stands now; another request needs another order."""
    return {"about": situation.request_hash}


def _presence(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    held = {str(role) for role in command.actor.roles}
    return {"role": next((role for role in AUTHORISING if role in held), "")}


def _told(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    """The partner hears a neutral ground, as for a refusal (REF-02)."""
    return {"ground": str(situation.form["ground"])}


STOPS: dict[str, Callable[[Node, Command, State, Form], list[Stop]]] = {
    "case.close": _close_stops,
    "ml.record_travel_consent": _person_stops,
    "ml.withdraw_travel_consent": _person_stops,
    "ml.give_safe_conduct": _person_stops,
    "ml.send_person": _send_stops,
    "ml.hold_hearing": _hearing_stops,
    "ml.preserve": _preserve_stops,
    "ml.execute": _execute_stops,
    "ml.approve_release": _approve_stops,
}
DERIVED: dict[str, Callable[[Node, Command, State, Form, Any], Derived]] = {
    "ml.grant_order": _order,
    "ml.authorise_presence": _presence,
    "ml.postpone": _told,
}
