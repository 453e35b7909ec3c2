"""Which file belongs to which record, and which wait for a command; the bytes themselves are not kept here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.domain.attachment import Ref
from comity.domain.entry import Entry
from comity.procedures import projection
from comity.storage import cipher, models

MEMBERS = ("name", "media_type", "size", "sha256")


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits, with the opened key of its bytes."""

    address: str
    owner: str
    ref: Ref
    key: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a record, and the entry whose payload holds its key."""

    address: str
    record: str
    seq: int
    ref: Ref


def stage(*, address: str, owner: str, ref: Ref, key: bytes, records_key: bytes, at: str) -> None:
    """Remember a file that was handed in; its key is wrapped under the node's records key meanwhile."""
    nonce, wrapped = cipher.seal_bytes(records_key, key, context=f"staged:{address}")
    values = {name: ref[name] for name in MEMBERS}
    models.StagedAttachment.objects.create(address=address, owner=owner, nonce=nonce, wrapped=wrapped, at=at, **values)


def staged(owner: str, *, records_key: bytes, address: str = "", sha256: str = "") -> Staged | None:
    """A waiting file of this owner by its address, or the newest one with this content."""
    rows = models.StagedAttachment.objects.filter(owner=owner).exclude(wrapped=b"").order_by("-at")
    row = rows.filter(address=address).first() if address else rows.filter(sha256=sha256).first()
    if row is None:
        return None
    key = cipher.open_bytes(records_key, bytes(row.nonce), bytes(row.wrapped), context=f"staged:{row.address}")
    return Staged(row.address, row.owner, _ref(row), key)


def unstage(addresses: list[str]) -> None:
    """These files are named by a record now, or gone."""
    models.StagedAttachment.objects.filter(address__in=addresses).delete()


def staged_before(at: str) -> list[str]:
    """Addresses that nothing has named since before this moment."""
    return list(models.StagedAttachment.objects.filter(at__lt=at).values_list("address", flat=True))


def staged_by(owner: str) -> list[str]:
    """The addresses of everything an owner has handed in that nothing names yet."""
    return list(models.StagedAttachment.objects.filter(owner=owner).values_list("address", flat=True))


def staged_bytes(owner: str) -> int:
    """How much an owner has handed in that nothing names yet."""
    return sum(models.StagedAttachment.objects.filter(owner=owner).values_list("size", flat=True))


def of_record(record: str, *, sha256: str = "") -> list[Kept]:
    """The files of a record in the order they came; with ``sha256`` only that one."""
    rows = models.Attachment.objects.filter(record=record).order_by("seq", "address")
    if sha256:
        rows = rows.filter(sha256=sha256)
    return [Kept(row.address, row.record, row.seq, _ref(row)) for row in rows]


def every() -> Iterator[Kept]:
    """The files of all records."""
    for row in models.Attachment.objects.order_by("seq", "address").iterator(chunk_size=500):
        yield Kept(row.address, row.record, row.seq, _ref(row))


def is_named(address: str) -> bool:
    """Whether a record names the file at this address."""
    return models.Attachment.objects.filter(address=address).exists()


def all_addresses() -> set[str]:
    """Every address that a record or a waiting file accounts for."""
    named = models.Attachment.objects.values_list("address", flat=True)
    waiting = models.StagedAttachment.objects.values_list("address", flat=True)
    return {*named, *waiting}


def fold(entry: Entry, payload: Mapping[str, Any] | None) -> None:
    """Take one entry into the rows: the files it brings and those it deletes, whose bytes go with the next sweep."""
    gone = ((payload or {}).get("derived") or {}).get("deleted_files") or ()
    if gone:
        _let_go(models.Attachment.objects.filter(record=entry.record, sha256__in=list(gone)), at="")
    for row in projection.attachment_rows([], entry, payload):
        models.Attachment.objects.create(**row)


def forget(seq: int, *, at: str) -> None:
    """An entry was erased, and with it the keys of its files: the bytes, which nothing opens any more, go next."""
    _let_go(models.Attachment.objects.filter(seq=seq), at=at)


def _let_go(rows: Iterable[models.Attachment], *, at: str) -> None:
    nobody = {"owner": "", "sha256": "", "name": "", "media_type": "", "size": 0, "nonce": b"", "wrapped": b""}
    for row in rows:
        models.StagedAttachment.objects.update_or_create(address=row.address, defaults={**nobody, "at": at})
        row.delete()


def _ref(row: Any) -> Ref:
    return {name: getattr(row, name) for name in MEMBERS}
