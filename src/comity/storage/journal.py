"""Entries and payloads: written once, in the transaction of the command, and read back byte for byte."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from comity.domain.entry import DONE, Entry, read_entry
from comity.kit.canonical import canonical_bytes, read_json, sha256_hex
from comity.storage import attachments, cipher, log, models
from comity.tlog.entry import leaf_data, payload_hash

CHUNK = 500


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as kept: its exact bytes, the salt of its leaf, and its payload unless erased."""

    entry: Entry
    data: bytes
    leaf_salt: bytes
    payload_bytes: bytes | None
    payload_salt: bytes | None

    @property
    def payload(self) -> dict[str, Any] | None:
        """What the entry said, or None once erased."""
        return None if self.payload_bytes is None else read_json(self.payload_bytes)


def salted_payload(payload: dict[str, Any]) -> tuple[bytes, bytes, str]:
    """``(bytes, salt, hash)`` of a payload: the hash stands in the entry, the salt is erased with the payload."""
    data, salt = canonical_bytes(payload), os.urandom(32)
    return data, salt, payload_hash(data, salt)


def append(entry: Entry, *, payload: bytes, salt: bytes, scope: str, records_key: bytes) -> str:
    """Write an entry, its payload and its leaf; return the SHA-256 of the entry's bytes. Head must be locked."""
    data, leaf_salt = entry.to_bytes(), os.urandom(32)
    key = cipher.scope_key(records_key, scope)
    nonce, ciphertext = cipher.seal_bytes(key, payload, context=f"payload:{entry.seq}")
    models.Entry.objects.create(
        seq=entry.seq,
        data=data,
        leaf_salt=leaf_salt,
        record=entry.record,
        command=entry.command,
        outcome=entry.outcome,
        at=entry.at,
    )
    models.EntryPayload.objects.create(seq=entry.seq, scope=scope, nonce=nonce, ciphertext=ciphertext, salt=salt)
    log.append(entry.seq, leaf_data(data, leaf_salt))
    return sha256_hex(data)


def read(*, records_key: bytes, record: str = "", start: int = 0, stop: int | None = None) -> Iterator[StoredEntry]:
    """Entries in order, of one record or of all, in bounded memory."""
    rows = models.Entry.objects.filter(seq__gte=start).order_by("seq")
    if record:
        rows = rows.filter(record=record)
    if stop is not None:
        rows = rows.filter(seq__lt=stop)
    batch: list[models.Entry] = []
    for row in rows.iterator(chunk_size=CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            yield from _opened(batch, records_key)
            batch = []
    yield from _opened(batch, records_key)


def read_one(seq: int, *, records_key: bytes) -> StoredEntry | None:
    """One entry by its number."""
    return next(read(records_key=records_key, start=seq, stop=seq + 1), None)


def hash_of(seq: int) -> str:
    """The SHA-256 of an entry's bytes by its number; "" when there is none."""
    data = models.Entry.objects.filter(seq=seq).values_list("data", flat=True).first()
    return sha256_hex(bytes(data)) if data is not None else ""


def last(record: str, command: str) -> int | None:
    """The number of the last entry by which a record took this command, or None."""
    rows = models.Entry.objects.filter(record=record, command=command, outcome=DONE).order_by("-seq")
    return rows.values_list("seq", flat=True).first()


def _opened(batch: list[models.Entry], records_key: bytes) -> Iterator[StoredEntry]:
    payloads = models.EntryPayload.objects.in_bulk([row.seq for row in batch])
    for row in batch:
        kept = payloads.get(row.seq)
        payload = salt = None
        if kept is not None and not kept.erased_at:
            key = cipher.scope_key(records_key, kept.scope)
            payload = cipher.open_bytes(key, bytes(kept.nonce), bytes(kept.ciphertext), context=f"payload:{row.seq}")
            salt = bytes(kept.salt)
        data = bytes(row.data)
        yield StoredEntry(read_entry(data), data, bytes(row.leaf_salt), payload, salt)


def erase(seq: int, *, at: str) -> None:
    """Forget what one entry said: payload and salt go, with the keys of its files; entry and leaf stay."""
    attachments.forget(seq, at=at)
    models.EntryPayload.objects.filter(seq=seq).update(ciphertext=b"", nonce=b"", salt=b"", erased_at=at)
