"""The log given to a supervisor on demand (DP-10, DP-11): readings and acts of a period, approved fields and nothing else."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from comity.app.node import Node
from comity.app.sampling import READ_FIELDS
from comity.domain.command import Actor, Command, Stop
from comity.kit.canonical import canonical_bytes, sha256_hex
from comity.kit.errors import ComityError
from comity.procedures.catalogue import procedure_named
from comity.procedures.step import ProcedureError
from comity.storage import access, journal, log, reads, summary

State = Mapping[str, Any]
Form = Mapping[str, Any]
ACT_FIELDS = ("at", "officer", "role", "record", "act", "command", "outcome", "recipient", "entry")
"""The approved fields of a log that is given out; everything else stays (DP-02)."""

ERASING = ("rt.erase", "rt.expire", "rt.sweep", "rt.seal")
COMBINING = ("search", "watch", "judge", "merge")
COLLECTING = ("note_answer", "import", "add_subject", "add_statement")


class NotHandedOverError(ComityError):
    """No such hand-over, or none this officer may see; the answer is the same."""

    code = "door.not_found"


def _handed_over(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    data = b"".join(lines(node, form["since"], form["up_to"]))
    return {"lines": data.count(b"\n"), "sha256": sha256_hex(data), "readings": reads.head()[0], "entries": log.size()}


def _backwards(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [Stop("step", "period_backwards")] if form["up_to"] < form["since"] else []


def content(node: Node, actor: Actor, record: str) -> bytes:
    """The file that was handed over, made again from the logs as they stood. Raises NotHandedOverError."""
    state = access.access_record(actor, record)
    if state is None or state["procedure"] != "sampling" or state["state"] != "handed_over":
        raise NotHandedOverError(record=record)
    return b"".join(lines(node, state["since"], state["up_to"], readings=state["readings"], entries=state["entries"]))


def lines(node: Node, since: str, up_to: str, *, readings: int | None = None,
          entries: int | None = None) -> Iterator[bytes]:  # fmt: skip
    """Readings and acts of a period, a line of JSON each: approved fields only, in the order they happened."""
    begin, end = (
        f"{since}T00:00:00.000Z",
        f"{(date.fromisoformat(up_to) + timedelta(days=1)).isoformat()}T00:00:00.000Z",
    )
    for row in reads.in_time(begin, end):
        if readings is None or row.seq < readings:
            yield canonical_bytes({"act": "consultation", **{name: getattr(row, name) for name in READ_FIELDS}}) + b"\n"
    for stored in journal.read(records_key=node.records_key, stop=entries):
        act = act_of(stored.entry.procedure, stored.entry.command)
        if act and begin <= stored.entry.at < end:
            yield (
                canonical_bytes({name: value for name, value in _act(stored, act).items() if name in ACT_FIELDS})
                + b"\n"
            )


def _act(stored: journal.StoredEntry, act: str) -> dict[str, Any]:
    entry = stored.entry
    recipient = summary.peer_of(entry.seq)  # it outlives the words that were sent
    return {"at": entry.at, "officer": entry.actor, "role": entry.actor_role, "record": entry.record, "act": act,
            "command": entry.command, "outcome": entry.outcome, "recipient": recipient, "entry": entry.seq}  # fmt: skip


def act_of(procedure: str, command: str) -> str:
    """Collection, alteration, disclosure, combination or erasure (LED art. 25); "" for what is not about people."""
    if command in ERASING:
        return "erasure"
    try:
        table = procedure_named(procedure)
    except ProcedureError:
        return ""
    if not table.about_people and procedure != "register":
        return ""
    verb, rows = command.partition(".")[2], table.rows(command)
    if any(row.sends for row in rows):
        return "disclosure"
    if verb in COMBINING:
        return "combination"
    return "collection" if verb in COLLECTING or any(row.makes_record for row in rows) else "alteration"


DERIVED = {"sm.hand_over": _handed_over}
STOPS = {"sm.hand_over": _backwards}
