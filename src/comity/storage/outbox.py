"""What must leave and what has arrived: gapless lanes, written in the transaction of the step."""

import os
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db.models import F

from comity.kit.canonical import canonical_bytes, read_json
from comity.storage import cipher, models

QUEUED, SEALED, DELIVERED = "queued", "sealed", "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One message on its way out, with its opened body."""

    id: str
    peer: str
    lane: str
    seq: int
    entry: int
    record: str
    kind: str
    body: bytes
    salt: bytes
    content_hash: str
    state: str
    header: bytes
    signature: bytes
    sealed: bytes
    attempts: int


def queue(*, message: dict[str, Any], peer: str, lane: str, entry: int, scope: str, records_key: bytes,
          content_hash_of: Any, at: str) -> None:  # fmt: skip
    """Put a message in its lane. Call with the log head locked, so that sequence numbers have no gap."""
    seq = _next(peer, lane)
    salt, body = (
        os.urandom(32),
        canonical_bytes({"type": message["type"], "id": message["id"], "body": message["body"]}),
    )
    key = cipher.scope_key(records_key, scope)
    nonce, sealed_body = cipher.seal_bytes(key, body, context=f"outbox:{message['id']}")
    models.Outbox.objects.create(
        id=message["id"],
        peer=peer,
        lane=lane,
        seq=seq,
        entry=entry,
        record=message["body"]["record"],
        kind=message["type"],
        scope=scope,
        nonce=nonce,
        body=sealed_body,
        salt=salt,
        content_hash=content_hash_of(salt, body),
        state=QUEUED,
        made_at=at,
    )


def _next(peer: str, lane: str) -> int:
    return last_seq(peer, lane) + 1


def last_seq(peer: str, lane: str) -> int:
    """The last number given out in a lane, 0 for none."""
    last = models.Outbox.objects.filter(peer=peer, lane=lane).order_by("-seq").values_list("seq", flat=True).first()
    return last or 0


def waiting(peer: str, lane: str, *, records_key: bytes, limit: int, now: str = "") -> list[Waiting]:
    """The oldest undelivered messages of a lane, in order."""
    rows = models.Outbox.objects.filter(peer=peer, lane=lane).exclude(state=DELIVERED).order_by("seq")[:limit]
    found = [_opened(row, records_key) for row in rows]
    if found and now and models.Outbox.objects.filter(id=found[0].id, next_at__gt=now).exists():
        return []
    return found


def from_seq(peer: str, lane: str, seq: int, *, records_key: bytes, limit: int) -> list[Waiting]:
    """Messages of a lane from a sequence number on, delivered or not: when the receiver says ``expect n``.

    Ends before the first that was erased: its bytes are gone, and no later one may be sent without it.
    """
    rows = models.Outbox.objects.filter(peer=peer, lane=lane, seq__gte=seq).order_by("seq")[:limit]
    return [_opened(row, records_key) for row in takewhile(lambda row: not row.erased_at, rows)]


def lanes_waiting() -> list[tuple[str, str]]:
    """``(peer, lane)`` of every lane with something undelivered."""
    rows = models.Outbox.objects.exclude(state=DELIVERED).values_list("peer", "lane").distinct()
    return sorted((peer, lane) for peer, lane in rows)


def waiting_lanes(peer: str) -> list[str]:
    """The lanes to a partner with something undelivered."""
    rows = models.Outbox.objects.filter(peer=peer).exclude(state=DELIVERED)
    return list(rows.order_by().values_list("lane", flat=True).distinct())


def previous_header(peer: str, lane: str, seq: int) -> bytes:
    """The header bytes of the message before this one in its lane, empty for the first."""
    row = models.Outbox.objects.filter(peer=peer, lane=lane, seq=seq - 1).values_list("header", flat=True).first()
    return bytes(row) if row is not None else b""


def keep_sealed(message: str, *, header: bytes, signature: bytes, sealed: bytes) -> None:
    """Keep the exact bytes that will be sent, before the first send. Never replaced."""
    models.Outbox.objects.filter(id=message, state=QUEUED).update(
        header=header, signature=signature, sealed=sealed, state=SEALED
    )


def keep_receipt(message: str, *, receipt: bytes, signature: bytes) -> None:
    """The partner's signed receipt: the message is delivered."""
    models.Outbox.objects.filter(id=message).update(
        receipt=receipt, receipt_signature=signature, state=DELIVERED, last_fault="", next_at=""
    )


def keep_attempt(message: str, *, fault: str, next_at: str) -> None:
    """A send that brought no receipt: when to try again, and why it failed."""
    models.Outbox.objects.filter(id=message).update(attempts=F("attempts") + 1, last_fault=fault[:60], next_at=next_at)


def of_record(record: str) -> list[dict[str, Any]]:
    """The link messages of one record, for its page: kind, state, times, never the body."""
    rows = models.Outbox.objects.filter(record=record).order_by("entry")
    columns = ("id", "kind", "state", "lane", "seq", "made_at", "attempts", "last_fault", "entry")
    return [dict(row) for row in rows.values(*columns)]


def receipts() -> list[tuple[str, bytes, bytes]]:
    """Every receipt a partner gave as ``(peer, receipt, signature)``."""
    rows = models.Outbox.objects.filter(state=DELIVERED).order_by("entry").values_list(
        "peer", "receipt", "receipt_signature"
    )  # fmt: skip
    return [(peer, bytes(receipt), bytes(signature)) for peer, receipt, signature in rows]


def open_body(message: str, *, records_key: bytes) -> dict[str, Any] | None:
    """The plaintext of one outgoing message."""
    row = models.Outbox.objects.filter(id=message).first()
    return read_json(_opened(row, records_key).body) if row else None


def _opened(row: models.Outbox, records_key: bytes) -> Waiting:
    key = cipher.scope_key(records_key, row.scope)
    body = cipher.open_bytes(key, bytes(row.nonce), bytes(row.body), context=f"outbox:{row.id}")
    return Waiting(
        id=row.id,
        peer=row.peer,
        lane=row.lane,
        seq=row.seq,
        entry=row.entry,
        record=row.record,
        kind=row.kind,
        body=body,
        salt=bytes(row.salt),
        content_hash=row.content_hash,
        state=row.state,
        header=bytes(row.header),
        signature=bytes(row.signature),
        sealed=bytes(row.sealed),
        attempts=row.attempts,
    )


def count_waiting(peer: str) -> int:
    """How many messages to a partner are not yet receipted."""
    return models.Outbox.objects.filter(peer=peer).exclude(state=DELIVERED).count()


def last_contact(peer: str) -> str:
    """When this node last exchanged anything with a partner."""
    return models.PeerHead.objects.filter(peer=peer).values_list("last_contact_at", flat=True).first() or ""
