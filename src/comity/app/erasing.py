"""Erasing for good, in the transaction of the entry that says so."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from comity.app.node import Node
from comity.domain.attachment import is_hash
from comity.domain.command import Command, Stop
from comity.domain.entry import Entry
from comity.kit import clock
from comity.storage import erasure, journal, leftovers, officers, records

State = Mapping[str, Any]
SWEPT_AT_ONCE = 200


def erase_record(node: Node, entry: Entry, payload: Mapping[str, Any]) -> None:
    """Everything the record's earlier entries said, what was sent for it, its files; a sign-in and a register's file."""
    files = _register_files(node, entry) if entry.procedure == "register" else []
    erasure.erase_record(entry.record, before=entry.seq, at=entry.at, records_key=node.records_key,
                         projector=node.projector)  # fmt: skip
    if entry.procedure == "officer":
        officers.remove(entry.record)
    if files:
        transaction.on_commit(lambda: _unlink(node, files))
    _clear_after()


def _register_files(node: Node, entry: Entry) -> list[str]:
    said = journal.read(records_key=node.records_key, record=entry.record, stop=entry.seq)
    return [str(row.payload["form"]["file"]) for row in said if row.payload and row.payload.get("form", {}).get("file")]


def _unlink(node: Node, files: list[str]) -> None:
    """An import names its file by its hash; any other word in that place, such as a path, names none."""
    named = {str(row["file"]) for row in records.of_procedure("register")}
    for name in filter(is_hash, set(files) - named):
        (node.registers_folder / f"{name}.parquet").unlink(missing_ok=True)


def erase_attempts(node: Node, entry: Entry, payload: Mapping[str, Any]) -> None:
    """What was said in attempts that made no record."""
    for record in payload["derived"]["records"]:
        erasure.erase_record(record, before=entry.seq, at=entry.at, records_key=node.records_key,
                             projector=node.projector)  # fmt: skip
    _clear_after()


def _clear_after() -> None:
    """Once it is committed, nothing of it is left beside the database; where a reader holds that up, the worker does it."""
    transaction.on_commit(leftovers.clear, robust=True)


EFFECTS = {"rt.erase": erase_record, "rt.expire": erase_record, "rt.sweep": erase_attempts}


def _stops(node: Node, command: Command, state: State, form: Mapping[str, Any]) -> list[Stop]:
    """What is still on its way to the partner cannot be erased."""
    return [Stop("step", "messages_waiting")] if erasure.undelivered(str(state["id"])) else []


STOPS = {"rt.erase": _stops, "rt.expire": _stops}


def _attempts(node: Node, command: Command, state: State, form: Mapping[str, Any], situation: Any) -> dict[str, Any]:
    """The attempts whose time is over; only their ids are kept."""
    until = clock.now() - timedelta(days=node.pack.retention_days["attempt"])
    rows = erasure.unmade(until=clock.format_time(until), limit=SWEPT_AT_ONCE)
    return {"records": [record for record, _ in rows]}


DERIVED = {"rt.sweep": _attempts}
