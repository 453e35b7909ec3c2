"""What the door works out for meetings and commitments: open promises, the same minutes, whose promise it is."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]
LISTED: Final = 20
STOPS: Final[dict[str, Callable[[Node, Command, State, Form], list[Stop]]]] = {}
DERIVED: Final[dict[str, Callable[[Node, Command, State, Form, Any], dict[str, Any]]]] = {}


def _open_commitments(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """What was promised and is not kept yet, the oldest due first: the next agenda opens with it."""
    rows = records.of_procedure("commitment", state="open")
    due = sorted(
        (row["request"]["due_on"], row["request"]["what"]) for row in rows if row["partner"] == form["partner"]
    )
    return {"open_commitments": [f"{day}: {what}"[:400] for day, what in due[:LISTED]]}


def _agreed_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """The partner agrees to the words it was sent, or to nothing."""
    body = (command.message or {}).get("body", {})
    same = body.get("minutes_hash") == state.get("minutes_hash")
    return [] if same or state.get("state") == "set_aside" else [Stop("step", "not_the_same_minutes")]


def _promise_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A promise that names a meeting stands in the minutes both sides agreed there."""
    if not form["meeting"]:
        return []
    meeting = records.load(form["meeting"]).state or {}
    if meeting.get("partner") != form["partner"] or meeting.get("state") not in ("agreed", "closed"):
        return [Stop("step", "minutes_not_agreed")]
    promised = [row["what"] for row in meeting["minutes"]["promised"]]
    return [] if form["what"] in promised else [Stop("step", "no_such_promise")]


def _owner_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Only the one who promised says that it is kept, or when it will be."""
    return [] if state["request"]["owner"] == state["side"] else [Stop("step", "not_our_promise")]


def _judge_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Nobody confirms his own promise."""
    return [] if state["request"]["owner"] != state["side"] else [Stop("step", "own_promise")]


def _noted(owner: bool) -> Callable[[Node, Command, State, Form], list[Stop]]:
    """The same for what the partner says of a promise."""

    def stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
        theirs = state["request"]["owner"] != state["side"]
        return [] if theirs is owner else [Stop("step", "not_their_promise")]

    return stops


DERIVED.update({"mt.draft": _open_commitments, "mt.amend": _open_commitments})
STOPS.update({"mt.note_minutes_agreed": _agreed_stops, "ct.draft": _promise_stops, "ct.amend": _promise_stops})
STOPS.update(dict.fromkeys(("ct.keep", "ct.move"), _owner_stops))
STOPS.update(dict.fromkeys(("ct.confirm", "ct.reopen"), _judge_stops))
STOPS.update(dict.fromkeys(("ct.note_kept", "ct.note_moved"), _noted(owner=True)))
STOPS.update(dict.fromkeys(("ct.note_confirmed", "ct.note_reopened"), _noted(owner=False)))
