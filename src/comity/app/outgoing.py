"""Messages that a step causes: composed from the state the step leads to, queued in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from comity.app.enclosing import enclose
from comity.app.node import Node
from comity.domain.entry import Entry
from comity.kit.clock import format_time
from comity.kit.ids import WireId, check_office, new_uuid
from comity.procedures import messages
from comity.procedures.step import Step
from comity.protocol.envelope import content_hash
from comity.storage import outbox


def compose(node: Node, step: Step, after: Mapping[str, Any], *, form: Mapping[str, Any],
            derived: Mapping[str, Any], at: datetime) -> dict[str, Any] | None:  # fmt: skip
    """The message a step sends, or None: ``{type, id, from, body}``, exactly what the partner will read.

    ``derived`` brings the message's id, which the record keeps to match an answer with its question.
    """
    if not step.sends:
        return None
    body = messages.compose(step.sends, after, form, at=format_time(at), derived=derived)
    return {
        "type": step.sends,
        "id": derived["message_id"],
        "from": node.office,
        "body": body,
    }


def new_message_id(node: Node) -> str:
    """A fresh id for a message of this node."""
    return str(WireId(check_office(node.office), "message", new_uuid()))


def queue(node: Node, message: dict[str, Any], *, entry: Entry, scope: str, after: Mapping[str, Any]) -> None:
    """Put a composed message in its lane of the outbox. What is committed to is the whole content, files and all."""

    def committed(salt: bytes, words: bytes) -> str:
        return content_hash(salt, enclose(node, words, record=entry.record))

    outbox.queue(
        message=message,
        peer=str(after["partner"]),
        lane=messages.lane_of(after),
        entry=entry.seq,
        scope=scope,
        records_key=node.records_key,
        content_hash_of=committed,
        at=entry.at,
    )
