"""Footage at the door: what this node was asked for, keeps and has shown, and who may open a clip.

The caps are counted over every request of the node, because a request split in ten is still one.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.kit.clock import format_time, parse_time
from comity.law.text import comparable
from comity.storage import attachments, records

State = Mapping[str, Any]
Form = Mapping[str, Any]
COUNTED_DAYS: Final = 400
VIEW_MINUTES: Final = 60
"""So long after a view was written down its clip may be opened."""
NOTHING_TAKEN: Final = ("draft", "returned", "refused", "withdrawn")
HERE_ONLY: Final = ("ft.release_here", "ft.refuse_here", "ft.mark_used_here", "ft.report_use_here", "ft.delete_here")


def asked(node: Node, command: Command, state: State, form: Form, at: datetime) -> dict[str, Any]:
    """Every other request for footage at this node, with what it takes.

    What is kept counts, shown or not and even where the request was refused later; what we asked of others counts
    as asked. A partner's wish that nobody followed takes nothing.
    """
    since = format_time(at - timedelta(days=COUNTED_DAYS))
    own = str(state.get("id", "")) or str(command.record or "")
    rows = records.of_procedure("footage", changed_since=since)
    return {"footage": [_taken(node, row) for row in rows if row["id"] != own]}


def _taken(node: Node, state: State) -> dict[str, Any]:
    request, held = state.get("request") or {}, (state.get("held") or {}).get("held") or []
    wished = state["side"] == "requesting" and state["state"] not in NOTHING_TAKEN
    names = [str(name) for person in request.get("persons", []) for name in person.get("names", [])]
    things = [str(item.get("value", "")) for item in request.get("objects", [])]
    return {
        "record": state["id"],
        "incident": str(request.get("incident", "")),
        "case": str(request.get("case_reference", "")),
        "authority": str(state["partner"] if state["side"] == "requested" else node.office),
        "at": state["made_at"],
        "windows": [_window(row) for row in held or (request.get("cameras", []) if wished else [])],
        "masks": [_window(row) for row in (state.get("review") or {}).get("masks", [])],
        "sought": sorted({comparable(text) for text in (*names, *things) if text}),
    }


def _window(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row.get(name, "")) for name in ("camera", "start", "end")}


def stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A request that stays here takes the steps of this office, one of a partner's those of the link."""
    stays = not str(state.get("partner", ""))
    if command.name in HERE_ONLY and not stays:
        return [Stop("step", "not_next", {"state": str(state.get("state", ""))})]
    if command.name == "ft.send" and stays:
        return [Stop("step", "no_partner")]
    if command.name == "ft.preserve" and state.get("state") == "certified" and not stays:
        return [Stop("step", "not_next", {"state": "certified"})]
    if command.name == "ft.check" and state.get("state") == "preserved" and not stays:
        return [Stop("step", "not_next", {"state": "preserved"})]
    return []


def deleted(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """The copies of the record that go; their hashes are kept in the entry."""
    return {"deleted_files": [kept.ref["sha256"] for kept in attachments.of_record(str(state["id"]))]}


def may_open(state: State, officer: str, sha256: str, now: datetime) -> bool:
    """A clip is opened only by somebody who has just written down why; there is no look without a line (FTG-02)."""
    since = now - timedelta(minutes=VIEW_MINUTES)
    return any(
        row["officer"] == officer and row["clip"] == sha256 and parse_time(row["at"]) >= since
        for row in state.get("views") or ()
    )


_CONTENT = ("ft.send", "ft.preserve", "ft.check", *HERE_ONLY)
STOPS = dict.fromkeys(_CONTENT, stops)
DERIVED = dict.fromkeys(("ft.delete", "ft.delete_here", "ft.delete_unused", "ft.erase", "ft.erase_unused"), deleted)
