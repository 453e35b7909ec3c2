"""The bytes of an export folder: what one office hands to a court, and what ``comity.verify`` reads back.

    identity.json   checkpoint   entries.jsonl   tile/...   receipts.jsonl
    peers/<office>/identity.json   peers/<office>/checkpoints.jsonl   inbox.jsonl (optional)   manifest

Every JSON line is in canonical form and ends in a newline, so each byte in the folder has one lawful value. The
manifest is a signed note over all other files: it protects what no other signature reaches (arrival times, the order
and number of lines). Nothing here touches a file: the caller writes.
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import canonical_bytes
from comity.kit.clock import format_time
from comity.kit.ids import check_office
from comity.tlog.errors import FolderError
from comity.tlog.note import KEY_BYTES, VerifierKey, signed_note

IDENTITY = "identity.json"
CHECKPOINT = "checkpoint"
ENTRIES = "entries.jsonl"
RECEIPTS = "receipts.jsonl"
INBOX = "inbox.jsonl"
MANIFEST = "manifest"
RECEIPT_DOMAIN = b"comity/receipt/v1\n"
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){0,15}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class ListedFile:
    """A file of the folder: its path from the folder's top, its length, its SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str

    def __post_init__(self) -> None:
        if not _PATH.fullmatch(self.path) or self.size < 0 or not _SHA256.fullmatch(self.sha256):
            raise FolderError(path=self.path[:120])


def origin_of(office: str) -> str:
    """The name of an office's log."""
    return f"{check_office(office)}/record"


def identity_bytes(office: str, log_key: VerifierKey, signing_key: bytes) -> bytes:
    """``identity.json``: who the office is and which two public keys it answers for (32 raw bytes for signing)."""
    if log_key.name != origin_of(office) or len(signing_key) != KEY_BYTES:
        raise FolderError(office=office)
    return _line(
        {
            "v": 1,
            "office": office,
            "origin": log_key.name,
            "log_key": str(log_key),
            "signing_key": _b64(signing_key),
        }
    )


def entry_line(seq: int, *, entry: bytes, leaf_salt: bytes, payload: bytes | None, payload_salt: bytes | None) -> bytes:
    """One line of ``entries.jsonl``; an erased payload has neither payload nor salt."""
    if (payload is None) != (payload_salt is None):
        raise FolderError(reason="payload_and_salt", seq=seq)
    return _line(
        {
            "seq": seq,
            "entry": _b64(entry),
            "leaf_salt": _b64(leaf_salt),
            "payload": None if payload is None else _b64(payload),
            "payload_salt": None if payload_salt is None else _b64(payload_salt),
        }
    )


def checkpoint_line(note: bytes, received_at: datetime) -> bytes:
    """One line of ``peers/<office>/checkpoints.jsonl``: a partner's checkpoint and when this node received it."""
    return _line({"note": note.decode(), "received_at": format_time(received_at)})


def receipt_line(peer: str, receipt: bytes, signature: bytes) -> bytes:
    """One line of ``receipts.jsonl``: the partner's receipt, signed by it over the domain and the bytes."""
    return _line({"peer": check_office(peer), "receipt": _b64(receipt), "signature": _b64(signature)})


def inbox_line(message: str, content_hash: str) -> bytes:
    """One line of ``inbox.jsonl``: a message this node received and the content hash its header carried."""
    return _line({"message": message, "content_hash": content_hash})


def manifest_name(office: str) -> str:
    """The key name under which an office's signing key signs its manifests."""
    return f"{check_office(office)}/export"


def manifest_text(office: str, files: Iterable[ListedFile]) -> str:
    """The name, the number of files, then ``sha256 size path`` for each file but the manifest, sorted by path."""
    listed = sorted(files)
    if len({one.path for one in listed}) != len(listed) or any(one.path == MANIFEST for one in listed):
        raise FolderError(reason="listed_twice")
    lines = "".join(f"{one.sha256} {one.size} {one.path}\n" for one in listed)
    return f"{manifest_name(office)}\n{len(listed)}\n{lines}"


def sign_manifest(office: str, files: Iterable[ListedFile], signing_key: Ed25519PrivateKey) -> bytes:
    """The ``manifest`` file. Write it last: it covers every other file of the folder."""
    return signed_note(manifest_text(office, files), manifest_name(office), signing_key)


def _line(value: dict[str, object]) -> bytes:
    return canonical_bytes(value) + b"\n"


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
