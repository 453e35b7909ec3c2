"""The pure fold: from a record's entries to its state. Rows are nothing but this, so they can be proved."""

import copy
from collections.abc import Mapping
from typing import Any

from comity.domain.entry import DONE, Entry
from comity.procedures.catalogue import procedure_named
from comity.procedures.step import Payload, Procedure, State, Step


def apply(state: State | None, entry: Entry, payload: Payload | None) -> State | None:
    """The state after one entry. A stopped entry changes nothing; an erased payload folds to a tombstone."""
    if entry.outcome != DONE:
        return state
    procedure = procedure_named(entry.procedure)
    step = procedure.row_from(entry.command, state["state"] if state else "", side=state["side"] if state else "")
    new = copy.deepcopy(state) if state else _born(entry)
    if payload is None:
        new["erased"] = True
        new["side"] = new["side"] or (step.side if step else "")
    elif step is not None:
        _take(new, procedure, step, entry=entry, payload=payload)
    if step and entry.target in procedure.side_states and entry.source != entry.target:
        new["left"] = entry.source
    new["state"] = entry.target
    _writers(new, procedure, entry)
    new["actors"][entry.command] = entry.actor
    new["changed_at"] = entry.at
    return new


def _born(entry: Entry) -> State:
    return {
        "id": entry.record,
        "procedure": entry.procedure,
        "state": "",
        "side": "",
        "partner": "",
        "case": "",
        "actors": {},
        "made_at": entry.at,
        "law": {name: digest for name, digest in entry.policy_hashes.items() if digest},
    }


def _take(new: State, procedure: Procedure, step: Step, *, entry: Entry, payload: Payload) -> None:
    if step.makes_record or not new["side"]:
        new["side"] = step.side
    _state_facts(new, payload)
    if step.reduce:
        step.reduce(new, {**payload, "actor": entry.actor, "at": entry.at, "command": entry.command})
    _clocks(new, step, entry, payload)
    kept = (payload.get("derived") or {}).get("limits")
    if kept:
        new["limits"] = kept
        if not kept.get("settled"):
            new.pop("sealed_at", None)  # it was sent again: there is something to seal once more
    _messages(new, procedure, payload)


def _writers(new: State, procedure: Procedure, entry: Entry) -> None:
    """Whoever wrote it stays its writer when somebody else writes it anew: ``actors`` keeps the last one only."""
    last = new["actors"].get(entry.command, "")
    if entry.command in procedure.writers and last not in ("", entry.actor):
        kept = new.get("earlier_writers", {})
        new["earlier_writers"] = {**kept, entry.command: sorted({*kept.get(entry.command, []), last})}


def _state_facts(new: State, payload: Payload) -> None:
    """Facts a person stated stay on the record as the law accepted them: with author, role, time and subject."""
    accepted = (payload.get("derived") or {}).get("stated")
    if accepted:
        new["stated"] = {**new.get("stated", {}), **accepted}


def _clocks(new: State, step: Step, entry: Entry, payload: Payload) -> None:
    """Take the clocks as the door worked them out; None ends one. What ran out stays marked until its clock ends."""
    changes = (payload.get("derived") or {}).get("clocks") or {}
    rows = {name: row for name, row in {**new.get("clocks", {}), **changes}.items() if row}
    ran_out = str((payload.get("form") or {}).get("clock") or "") if step.clock else ""
    if ran_out in rows:
        rows[ran_out] = {**rows[ran_out], "ran_out_at": entry.at}
    if rows or "clocks" in new:
        new["clocks"] = rows
    late = sorted(row["ran_out_at"] for row in rows.values() if row.get("ran_out_at"))
    new.pop("overdue_at", None)
    if late:
        new["overdue_at"] = late[0]


def _messages(new: State, procedure: Procedure, payload: Payload) -> None:
    """The link's messages about this record, sent or received, and what they come to on both nodes."""
    rows = list(new.get("messages", []))
    for message in (payload.get("message"), payload.get("sent")):
        if message:
            body = message["body"]
            rows.append(
                {
                    "type": message["type"],
                    "id": message["id"],
                    "reply_to": body.get("reply_to", ""),
                    "round": int(body.get("round", 1)),
                    "from": message["from"],
                    "at": entry_time(message),
                }
            )
    if rows:
        new["messages"] = rows
        if procedure.mirror:
            new["mirror"] = procedure.mirror(rows)


def entry_time(message: Mapping[str, Any]) -> str:
    """When the sender made the message, by the sender's clock."""
    return str(message["body"].get("at", ""))
