"""Files on their way into a record and out of it: handed in, named by a command, read by whoever may see the record.

A form names a file by the address it was handed in under, or by the hash of one the record already holds; the door
turns both into the same mention. Who handed a file in, and nobody else, may name it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from comity.app import blobs, footage
from comity.app.blobs import BlobError
from comity.app.node import Node
from comity.domain.attachment import (
    FILE_LIMIT,
    MEMBERS,
    MESSAGE_LIMIT,
    Ref,
    clean_name,
    is_hash,
    media_type_of,
    refs_in,
)
from comity.domain.command import Actor, Command, Stop
from comity.kit import clock
from comity.kit.canonical import sha256_hex
from comity.kit.errors import ComityError
from comity.procedures.step import Field
from comity.storage import access, attachments, boot, journal

STAGED_LIMIT: Final = 256 * 1024 * 1024
"""So much one owner may have handed in that no record names yet."""
STAGED_FOR: Final = timedelta(days=1)
Files = dict[str, dict[str, Any]]


class AttachmentError(ComityError):
    """A file cannot be taken. ``reason``: empty, too_large, too_many."""

    code = "attachment.refused"


class NotWrittenDownError(ComityError):
    """A clip is opened only after a view was written down: who, why, which (FTG-02)."""

    code = "attachment.not_written_down"


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it leaves for an officer's own machine."""

    ref: Ref
    data: bytes


def hand_in(node: Node, owner: str, *, name: str, data: bytes) -> str:
    """Keep a file, encrypted, until a command of its owner names it; returns its address.

    If we stop before the row is written, a temporary file or nothing is left; before the bytes take their name, a row
    that the sweep removes. Only then does the owner learn the address.
    """
    if not data:
        raise AttachmentError(reason="empty", name=clean_name(name))
    if len(data) > FILE_LIMIT:
        raise AttachmentError(reason="too_large", name=clean_name(name), bytes=len(data), limit=FILE_LIMIT)
    if attachments.staged_bytes(owner) + len(data) > STAGED_LIMIT:
        raise AttachmentError(reason="too_many", name=clean_name(name), limit=STAGED_LIMIT)
    ref = {"name": clean_name(name), "media_type": media_type_of(data), "size": len(data), "sha256": sha256_hex(data)}
    address, key, sealed = blobs.seal(data)
    at = clock.format_time(clock.now())
    attachments.stage(address=address, owner=owner, ref=ref, key=key, records_key=node.records_key, at=at)
    blobs.write(node.home, address, sealed)
    return address


def named(node: Node, command: Command, fields: Sequence[Field], form: Mapping[str, Any]
          ) -> tuple[dict[str, Any], list[tuple[str, str]]]:  # fmt: skip
    """The form with every file mentioned in full, and ``(path, reason)`` for those that are not there."""
    faults: list[tuple[str, str]] = []
    return _named(node, command, fields, form, "", faults), faults


def _named(node: Node, command: Command, fields: Sequence[Field], form: Mapping[str, Any], prefix: str,
           faults: list[tuple[str, str]]) -> dict[str, Any]:  # fmt: skip
    clean = dict(form)
    for item in fields:
        path, value = prefix + item.name, clean.get(item.name)
        if item.kind == "files" and value:
            found = [_mention(node, command, token) for token in value]
            faults += [(path, "no_such_file")] if None in found else []
            clean[item.name] = list({ref["sha256"]: ref for ref in found if ref}.values())
        elif item.kind == "list" and item.fields and value:
            clean[item.name] = [
                _named(node, command, item.fields, row, f"{path}.{number}.", faults) for number, row in enumerate(value)
            ]
    return clean


def _mention(node: Node, command: Command, token: Any) -> Ref | None:
    """What a form means by a token: a file this actor handed in, or one the record already holds."""
    text = token["sha256"] if isinstance(token, Mapping) else str(token)
    waiting = attachments.staged(command.actor.id, records_key=node.records_key, address=text)
    if waiting is not None and not isinstance(token, Mapping):
        return waiting.ref
    held = attachments.of_record(str(command.record or ""), sha256=text) if command.record else []
    return held[0].ref if held else None


def new_files(node: Node, command: Command, form: Mapping[str, Any]) -> Files:
    """The files this command brings to its record, by hash, with address and key: kept in the entry's payload."""
    found: Files = {}
    for ref in _mentions(command, form):
        held = attachments.of_record(str(command.record or ""), sha256=ref["sha256"]) if command.record else []
        waiting = attachments.staged(command.actor.id, records_key=node.records_key, sha256=ref["sha256"])
        if not held and waiting is not None:
            found[ref["sha256"]] = {**ref, "address": waiting.address, "key": waiting.key.hex()}
    return found


def stops(node: Node, command: Command, form: Mapping[str, Any]) -> list[Stop]:
    """A record names no file whose bytes are not here."""
    for ref in _mentions(command, form):
        held = attachments.of_record(str(command.record or ""), sha256=ref["sha256"]) if command.record else []
        if not held and not attachments.staged(command.actor.id, records_key=node.records_key, sha256=ref["sha256"]):
            return [Stop("step", "file_missing", {"name": ref["name"]})]
    return []


def size_stops(message: Mapping[str, Any] | None) -> list[Stop]:
    """What one message can carry: the largest size class of the protocol has an end."""
    refs = {ref["sha256"]: ref["size"] for ref in refs_in(message["body"])} if message else {}
    total = sum(refs.values())
    if total <= MESSAGE_LIMIT:
        return []
    return [Stop("step", "files_too_large", {"bytes": total, "limit": MESSAGE_LIMIT})]


def attached(files: Files) -> None:
    """The entry that names these files is written: they wait no longer. Same transaction."""
    attachments.unstage([row["address"] for row in files.values()])


def _mentions(command: Command, form: Mapping[str, Any]) -> list[Ref]:
    """The files a command names; of a message that is turned away nothing is kept."""
    if command.name.endswith(".turn_away"):
        return []
    return list(refs_in(command.message["body"] if command.message is not None else form))


def of_record(record: str) -> list[Ref]:
    """Every file a record holds, in the order they came."""
    return [kept.ref for kept in attachments.of_record(record)]


def waiting_ref(node: Node, actor: Actor, record: str, token: str) -> Ref | None:
    """What a page shows of a file a form already names; None for somebody else's."""
    if not is_hash(token):
        return None
    waiting = attachments.staged(actor.id, records_key=node.records_key, address=token)
    held = attachments.of_record(record, sha256=token) if record else []
    return waiting.ref if waiting else held[0].ref if held else None


def download(node: Node, actor: Actor, record: str, sha256: str, *, purpose: str, purpose_code: str = "") -> Download:
    """A file of a record this officer may see; the read is logged with its purpose.

    Raises door.NotFoundError, purposes.PurposeError, NotWrittenDownError, BlobError.
    """
    from comity.app import door, reading  # the door hands files on to this module

    state = access.access_record(actor, record)
    found = attachments.of_record(record, sha256=sha256) if state is not None and is_hash(sha256) else []
    if state is None or not found:
        raise door.NotFoundError(record=record)
    if state["procedure"] == "footage" and not footage.may_open(state, actor.id, sha256, clock.now()):
        raise NotWrittenDownError(record=record)
    reading.log_read(node, actor, state, what=f"file {sha256[:16]}", code=purpose_code, text=purpose)
    return Download(found[0].ref, content(node, record, sha256))


def content(node: Node, record: str, sha256: str) -> bytes:
    """The bytes of a record's file, for this node's own work. Raises BlobError."""
    for kept in attachments.of_record(record, sha256=sha256):
        stored = journal.read_one(kept.seq, records_key=node.records_key)
        row = (((stored.payload or {}).get("derived") or {}).get("files") or {}).get(sha256) if stored else None
        if row is None:
            raise BlobError(reason="sealed", address=kept.address)
        return blobs.read(node.home, kept.address, key=bytes.fromhex(row["key"]), sha256=sha256)
    raise BlobError(reason="missing", address=sha256)


def sweep(node: Node) -> int:
    """Take away what was handed in and named by nothing for a day, and half-written files. Returns how many.

    Bytes that neither a record nor a waiting row accounts for are left for ``comity check`` to name: an old database
    beside newer bytes must not cost evidence.
    """
    if not boot.history_is_whole():
        return 0
    limit = clock.now() - STAGED_FOR
    gone = attachments.staged_before(clock.format_time(limit))
    for address in gone:
        if not attachments.is_named(address):
            blobs.remove(node.home, address)
    attachments.unstage(gone)
    left = [path for path in blobs.every(node.home) if path.name.startswith(".")]
    old = [path for path in left if path.stat().st_mtime < limit.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(gone) + len(old)


def drop(node: Node, owner: str) -> None:
    """Take away at once what this owner handed in and nothing names."""
    for address in attachments.staged_by(owner):
        blobs.remove(node.home, address)
        attachments.unstage([address])


def without_keys(files: Mapping[str, Any]) -> list[Ref]:
    """What may be shown of the files an entry brought."""
    return [{name: row[name] for name in sorted(MEMBERS)} for row in files.values()]
