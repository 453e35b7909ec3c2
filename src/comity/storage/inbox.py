"""What has arrived from partners: each message once, in order, in the transaction that acts on it."""

from dataclasses import dataclass

from comity.storage import models

NO_ENTRY = -1
"""In place of an entry: the message was taken and receipted, and nothing was done with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A message as kept: its clear header with the sender's signature, when it was durable, the receipt once signed."""

    id: str
    peer: str
    lane: str
    seq: int
    entry: int
    record: str
    header: bytes
    signature: bytes
    header_hash: str
    content_hash: str
    received_at: str
    receipt: bytes = b""
    receipt_signature: bytes = b""


def keep(arrived: Arrived) -> None:
    """Keep a message that was just taken. Call with the log head locked."""
    models.Inbox.objects.create(**{name: getattr(arrived, name) for name in Arrived.__slots__})


def find(peer: str, lane: str, seq: int) -> Arrived | None:
    """The message taken under a sequence number, if one was."""
    row = models.Inbox.objects.filter(peer=peer, lane=lane, seq=seq).first()
    return _arrived(row) if row else None


def id_is_taken(message: str) -> bool:
    """Whether a message of this id was taken already."""
    return models.Inbox.objects.filter(id=message).exists()


def keep_receipt(message: str, *, receipt: bytes, signature: bytes) -> bool:
    """Keep the receipt this node signed; the first one stays. Returns whether this was the first."""
    rows = models.Inbox.objects.filter(id=message, receipt=b"")
    return rows.update(receipt=receipt, receipt_signature=signature) == 1


def time_of_entry(seq: int) -> str:
    """When an entry was made: the moment a message counts as received."""
    return models.Entry.objects.values_list("at", flat=True).get(seq=seq)


def content_hashes() -> list[tuple[str, str]]:
    """Every message taken as ``(id, content hash)``, in the order taken: for the export of the record."""
    return list(models.Inbox.objects.order_by("entry", "received_at").values_list("id", "content_hash"))


def count(peer: str) -> int:
    """How many messages of a partner were taken."""
    return models.Inbox.objects.filter(peer=peer).count()


def _arrived(row: models.Inbox) -> Arrived:
    return Arrived(
        id=row.id,
        peer=row.peer,
        lane=row.lane,
        seq=row.seq,
        entry=row.entry,
        record=row.record,
        header=bytes(row.header),
        signature=bytes(row.signature),
        header_hash=row.header_hash,
        content_hash=row.content_hash,
        received_at=row.received_at,
        receipt=bytes(row.receipt),
        receipt_signature=bytes(row.receipt_signature),
    )
