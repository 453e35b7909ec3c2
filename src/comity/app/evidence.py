"""Exhibits at the door: what may be named, and what goes when an exhibit is destroyed."""

from collections.abc import Mapping
from typing import Any

from comity.app.node import Node
from comity.domain.attachment import is_hash
from comity.domain.command import Command, Stop
from comity.storage import attachments

State = Mapping[str, Any]
Form = Mapping[str, Any]


def stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Hashes that are none, files the exhibit does not have, a transfer without anything in it."""
    wrong = [text for name in ("measured", "hashes") for text in form.get(name, ()) if not is_hash(text.lower())]
    if wrong:
        return [Stop("step", "not_a_hash")]
    if command.name == "ev.prepare_release":
        held = set((state.get("acquired") or {}).get("hashes", []))
        named = {ref["sha256"] for ref in form["files"]}
        if not named <= held:
            return [Stop("step", "not_of_the_exhibit")]
        if not named and not form["medium"]:
            return [Stop("step", "nothing_to_transfer")]
    if command.name == "ev.tell_partner" and not state.get("partner"):
        return [Stop("step", "no_partner")]
    return []


def destroyed(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """Every file of the exhibit goes; the list of hashes stays in the entry."""
    return {"deleted_files": [kept.ref["sha256"] for kept in attachments.of_record(str(state["id"]))]}


def told(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """The partner hears a neutral ground."""
    from comity.app.situation import told_as

    return {"ground": told_as(node, form["ground"])}


def called_back(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """The answer to a transfer that was called back in time."""
    return {"ground": ""}


STOPS = dict.fromkeys(
    ("ev.collect", "ev.check_out", "ev.check_in", "ev.copy", "ev.prepare_release", "ev.accept", "ev.destroy",
     "ev.confirm_destroyed", "ev.tell_partner"),
    stops,
)  # fmt: skip
DERIVED = {"ev.confirm_destroyed": destroyed, "ev.decline": told, "ev.note_call_back": called_back}
