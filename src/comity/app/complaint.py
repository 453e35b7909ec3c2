"""What complaints need at the door: who is kept away from one, who may look into it, which record it holds up."""

from collections.abc import Mapping
from typing import Any

from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.domain.roles import Role
from comity.procedures.catalogue import procedure_named
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]
HANDLERS = frozenset({str(Role.OMBUD), str(Role.RIGHTS_REVIEWER)})
DISPUTE_FACTS = frozenset({"release_disputed", "data_restricted"})
DISPUTING = ("complaint", "data_subject")


def of(node: Node, command: Command, state: State) -> dict[str, Any]:
    """The open complaints and restrictions on this very record, where a gate of the command asks for them."""
    deciding = command.name.endswith(".decide")  # a decision is bound to every fact its policy reads
    if not deciding and not DISPUTE_FACTS & node.law.reads(command.name):
        return {}
    named = f"disputes:{state['id']}" if state.get("id") else ""
    rows = [
        {"procedure": procedure, "record": str(row["id"])}
        for procedure in DISPUTING
        for row in (records.marked(procedure, named) if named else [])
        if row["state"] not in procedure_named(procedure).ends
    ]
    return {"disputes": rows}


def _screen_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """The officers named are officers of this office; a disputed record is one of this node's."""
    officers = [str(row["officer"]) for row in form["complained_of"] if row["officer"]]
    if any(_officer(name) is None for name in officers):
        return [Stop("step", "no_such_officer")]
    if form["disputed"] and records.load(form["disputed"]).state is None:
        return [Stop("step", "no_such_record", {"fields": ["disputed"]})]
    if not form["complained_of"] and not form["nobody_named"]:
        return [Stop("step", "nobody_complained_of")]
    return []


def _assign_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Only somebody who may read it and whom it is not about can look into it."""
    officer = _officer(form["investigator"])
    if officer is None or not HANDLERS & {str(role) for role in officer.get("roles", ())}:
        return [Stop("step", "no_such_officer")]
    return []


def _assigned_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Only the one it was given to looks into it."""
    return [] if state.get("investigator") == command.actor.id else [Stop("step", "not_assigned")]


def _share_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Something must be proposed, and it leaves once."""
    if not state.get("proposal"):
        return [Stop("step", "nothing_proposed")]
    return [Stop("step", "already_shared")] if state.get("shared_at") else []


def _screened(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """Who never reads it: the officers it is about, and everybody of ours who acted on the record it disputes."""
    barred = {str(row["officer"]) for row in form["complained_of"] if row["officer"]}
    disputed = records.load(form["disputed"]).state if form["disputed"] else None
    actors = (disputed or {}).get("actors", {}).values()
    barred |= {str(name) for name in actors if str(name).startswith(f"{node.office}/officer/")}
    basis = next((name for name, row in node.pack.articles.items() if "complaint" in row.acts), "")
    return {"barred": sorted(barred), "basis": basis}


def _officer(name: str) -> State | None:
    state = records.load(name).state if name else None
    return state if state is not None and state["procedure"] == "officer" else None


STOPS = {
    "cm.screen": _screen_stops,
    "cm.assign": _assign_stops,
    "cm.hear_officer": _assigned_stops,
    "cm.investigate": _assigned_stops,
    "cm.share": _share_stops,
}
DERIVED = {"cm.screen": _screened}
