"""Real erasure: payloads, their salts, message texts and files go; entries, leaves, headers and receipts stay.

Afterwards the rows of the record are folded anew from what is left, so that nothing an entry no longer says can
stand in a row. Call inside the door's transaction, after the entry that says so was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.kit.canonical import sha256_hex
from comity.storage import cipher, journal, models
from comity.storage.records import LoadedRecord, Projector, write


@dataclass(frozen=True, slots=True)
class Erased:
    """How much one erasure took away."""

    payloads: int
    messages: int


def erase_record(record: str, *, before: int, at: str, records_key: bytes, projector: Projector) -> Erased:
    """Forget what the entries of a record said up to number ``before``, and what was sent for it."""
    rows = models.EntryPayload.objects.filter(seq__in=_entries(record, before), erased_at="")
    numbers = list(rows.values_list("seq", flat=True))
    scopes = set(rows.values_list("scope", flat=True))
    for seq in numbers:
        journal.erase(seq, at=at)
    sent = models.Outbox.objects.filter(record=record, entry__lt=before, erased_at="")
    scopes |= set(sent.values_list("scope", flat=True))
    messages = sent.update(nonce=b"", body=b"", salt=b"", sealed=b"", erased_at=at)
    refold(record, records_key=records_key, projector=projector)
    _drop_keys(scopes)
    return Erased(len(numbers), messages)


def refold(record: str, *, records_key: bytes, projector: Projector) -> None:
    """Make every row of one record anew from its entries as they are now."""
    models.Record.objects.filter(id=record).delete()
    for table in (models.DecisionRow, models.Mention, models.StatementRow):
        table.objects.filter(record=record).delete()
    loaded = LoadedRecord(None, "", 0)
    for stored in journal.read(records_key=records_key, record=record):
        digest = sha256_hex(stored.data)
        state = write(stored.entry, stored.payload, entry_hash=digest, before=loaded, projector=projector)
        loaded = LoadedRecord(state, digest, loaded.entries + 1)


def unmade(*, until: str, limit: int) -> list[tuple[str, int]]:
    """Attempts of before a moment that made no record and still say something, as ``(record, last entry)``."""
    made = models.Record.objects.values("id")
    said = models.EntryPayload.objects.filter(erased_at="").values("seq")
    rows = models.Entry.objects.filter(at__lt=until, seq__in=said).exclude(record__in=made).order_by("seq")
    return list(dict(rows.values_list("record", "seq")[:limit]).items())


def undelivered(record: str) -> int:
    """How many messages of a record have not reached the partner yet."""
    return models.Outbox.objects.filter(record=record).exclude(state="done").count()


def _entries(record: str, before: int) -> Iterable[int]:
    return models.Entry.objects.filter(record=record, seq__lt=before).values_list("seq", flat=True)


def _drop_keys(scopes: set[str]) -> None:
    """A key that opens nothing any more is destroyed, so that no copy of old bytes can be read with it."""
    for scope in scopes:
        if models.EntryPayload.objects.filter(scope=scope, erased_at="").exists():
            continue
        if models.Outbox.objects.filter(scope=scope, erased_at="").exists():
            continue
        models.ScopeKey.objects.filter(scope=scope).delete()
        cipher.forget(scope)
