"""The link's tables as they stand, row by row, for checking what left and what arrived. Trusts nothing, writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from comity.domain.entry import Entry, read_entry
from comity.kit.canonical import read_json
from comity.kit.errors import ComityError
from comity.storage import cipher, models

CHUNK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A row of the outbox, every column a check can judge. ``text`` is the opened body, None where it does not open."""

    id: str
    peer: str
    lane: str
    seq: int
    entry: int
    record: str
    kind: str
    scope: str
    salt: bytes
    content_hash: str
    state: str
    header: bytes
    signature: bytes
    sealed: bytes
    receipt: bytes
    receipt_signature: bytes
    made_at: str
    erased_at: str
    text: bytes | None = None
    left: bool = True
    """Whether any byte of what was said or sealed is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A row of the inbox."""

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
    receipt: bytes
    receipt_signature: bytes


@dataclass(frozen=True, slots=True)
class Cause:
    """The entry a message stands on, with what it said; ``payload`` None when erased or not to be opened."""

    entry: Entry
    payload: dict[str, Any] | None


def outgoing(*, records_key: bytes) -> Iterator[Outgoing]:
    """The outbox, lane by lane, in the order of the lane."""
    for row in models.Outbox.objects.order_by("peer", "lane", "seq").iterator(chunk_size=CHUNK):
        left = any(map(bytes, (row.body, row.nonce, row.salt, row.sealed)))
        yield Outgoing(**_values(row, Outgoing), text=_body(row, records_key), left=left)


def incoming() -> Iterator[Incoming]:
    """The inbox, lane by lane, in the order of the lane."""
    for row in models.Inbox.objects.order_by("peer", "lane", "seq").iterator(chunk_size=CHUNK):
        yield Incoming(**_values(row, Incoming))


def _values(row: Any, kind: type[Outgoing] | type[Incoming]) -> dict[str, Any]:
    names = [item.name for item in fields(kind) if item.name not in ("text", "left")]
    found = {name: getattr(row, name) for name in names}
    return {name: bytes(value) if isinstance(value, memoryview | bytes) else value for name, value in found.items()}


def _body(row: models.Outbox, records_key: bytes) -> bytes | None:
    if row.erased_at:
        return None
    kept = models.ScopeKey.objects.filter(scope=row.scope).first()
    if kept is None:
        return None
    try:
        key = cipher.open_bytes(records_key, bytes(kept.nonce), bytes(kept.wrapped), context=row.scope)
        return cipher.open_bytes(key, bytes(row.nonce), bytes(row.body), context=f"outbox:{row.id}")
    except cipher.SealedAtRestError:
        return None


def cause(seq: int, *, records_key: bytes) -> Cause | None:
    """The entry of a number with its payload; None when there is none that can be read."""
    row = models.Entry.objects.filter(seq=seq).first()
    if row is None:
        return None
    try:
        entry = read_entry(bytes(row.data))
    except ComityError:
        return None
    return Cause(entry, _payload(seq, records_key))


def _payload(seq: int, records_key: bytes) -> dict[str, Any] | None:
    kept = models.EntryPayload.objects.filter(seq=seq, erased_at="").first()
    scope = models.ScopeKey.objects.filter(scope=kept.scope).first() if kept else None
    if kept is None or scope is None:
        return None
    try:
        key = cipher.open_bytes(records_key, bytes(scope.nonce), bytes(scope.wrapped), context=kept.scope)
        data = cipher.open_bytes(key, bytes(kept.nonce), bytes(kept.ciphertext), context=f"payload:{seq}")
        payload: dict[str, Any] = read_json(data)
    except ComityError:
        return None
    return payload


def known_outgoing(messages: Sequence[str]) -> set[str]:
    """Which of these messages stand in the outbox."""
    return set(models.Outbox.objects.filter(id__in=list(messages)).values_list("id", flat=True))


def known_incoming(messages: Sequence[str]) -> set[str]:
    """Which of these messages stand in the inbox."""
    return set(models.Inbox.objects.filter(id__in=list(messages)).values_list("id", flat=True))


def lane_heads() -> dict[tuple[str, str, str], tuple[int, str]]:
    """``(peer, lane, direction)`` to ``(last sequence number, hash of its header)``."""
    rows = models.LaneHead.objects.values_list("peer", "lane", "direction", "seq", "prev")
    return {(peer, lane, direction): (seq, prev) for peer, lane, direction, seq, prev in rows}


def checkpoints() -> Iterator[tuple[int, bytes, str, str]]:
    """This node's signed checkpoints in order: ``(size, root, note, at)``."""
    for row in models.Checkpoint.objects.order_by("size").iterator(chunk_size=CHUNK):
        yield row.size, bytes(row.root), row.note, row.at


def witnessed() -> Iterator[tuple[str, int, bytes, str, str]]:
    """Partners' checkpoints in order: ``(peer, size, root, note, at)``."""
    for row in models.WitnessedCheckpoint.objects.order_by("peer", "size").iterator(chunk_size=CHUNK):
        yield row.peer, row.size, bytes(row.root), row.note, row.at


def cosignatures() -> Iterator[tuple[str, int, str]]:
    """Partners' cosignature lines: ``(peer, size, line)``."""
    rows = models.Cosignature.objects.order_by("peer", "size")
    yield from rows.values_list("peer", "size", "line").iterator(chunk_size=CHUNK)


def sign_ins() -> Iterator[tuple[str, str]]:
    """Every sign-in as ``(user name, record of the officer)``."""
    yield from models.Officer.objects.order_by("id").values_list("username", "record").iterator(chunk_size=CHUNK)


def policy_sets() -> Iterator[tuple[str, str, str]]:
    """Every policy set kept for replay as ``(hash, kind, canonical JSON of its files)``."""
    rows = models.PolicyFiles.objects.order_by("hash")
    yield from rows.values_list("hash", "kind", "files").iterator(chunk_size=1)
