"""Two invented offices that exchange, and the folders they export, made with the log room: files as bytes in a dict.

Keys and salts are fixed, so that a folder is the same in every run. ``change`` lets a test lie *before* hashing and
signing: what comes out is a folder whose every signature and hash is right and whose content is not.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from comity.kit.canonical import canonical_bytes, hash_of, sha256_hex
from comity.kit.clock import format_time
from comity.tlog import tree
from comity.tlog.checkpoint import Checkpoint, add_signature, cosign, sign_checkpoint
from comity.tlog.entry import entry_hash, leaf_data, payload_hash
from comity.tlog.folder import (
    RECEIPT_DOMAIN,
    ListedFile,
    checkpoint_line,
    entry_line,
    identity_bytes,
    inbox_line,
    origin_of,
    receipt_line,
    sign_manifest,
)
from comity.tlog.note import verifier_key
from comity.tlog.tiles import tile_bytes, tile_path, tiles_for
from tests.tlog.memory import MemoryNodes

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
Files = dict[str, bytes]
Change = Callable[[int, dict[str, Any], dict[str, Any]], None]
"""(seq, fields of the entry, content of the payload): change them in place before they are hashed."""


def salt(*parts: object) -> bytes:
    return hashlib.sha256(repr(parts).encode()).digest()


@dataclass
class Row:
    """One entry as a node keeps it."""

    entry: bytes
    leaf_salt: bytes
    payload: bytes | None
    payload_salt: bytes | None

    def line(self, seq: int) -> bytes:
        return entry_line(
            seq,
            entry=self.entry,
            leaf_salt=self.leaf_salt,
            payload=self.payload,
            payload_salt=self.payload_salt,
        )


BRINGS, DELETES = (5, 12, 26), {23: 12}
"""Entries that bring a file, and the one that deletes it again, on the same record."""


@dataclass
class Office:
    """A node with its own keys, its log, and what it has from its partner."""

    name: str
    seed: int
    change: Change = lambda seq, fields, content: None
    rows: list[Row] = field(default_factory=list)
    nodes: MemoryNodes = field(default_factory=MemoryNodes)
    heads: dict[str, str] = field(default_factory=dict)
    witnessed: list[bytes] = field(default_factory=list)
    receipts: list[bytes] = field(default_factory=list)
    inbox: list[bytes] = field(default_factory=list)

    @property
    def log_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(salt(self.seed, "log"))

    @property
    def signing_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(salt(self.seed, "signing"))

    def act(self, count: int) -> None:
        """Add entries of every kind: done and stopped, with and without gates, erased, many records."""
        for _ in range(count):
            seq = len(self.rows)
            fields, content = self.story(seq)
            self.change(seq, fields, content)
            payload = canonical_bytes(content)
            payload_salt, leaf_salt = salt(self.seed, seq, "payload"), salt(self.seed, seq, "leaf")
            fields.setdefault("payload_hash", payload_hash(payload, payload_salt))
            entry = canonical_bytes(fields)
            self.heads[fields["record"]] = entry_hash(entry)
            erased = seq % 7 == 3
            self.rows.append(Row(entry, leaf_salt, None if erased else payload, None if erased else payload_salt))
            self.nodes.extend([leaf_data(entry, leaf_salt)])

    def story(self, seq: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """An honest entry and payload."""
        record = f"{self.name}/request/{seq % 11}"
        stopped, gated = seq % 5 == 4, seq % 3 != 2
        content: dict[str, Any] = {"form": {"នាម": "ឆ្នាំ", "名": "李", "\U0001f600": seq, "\ufb33": True}}
        facts = {"offence_is_capital": {"source": "stated", "value": "no"}, "n": seq}
        policies = {"shared": "ab" * 32, "local": ""}
        if seq in BRINGS:
            content["derived"] = {"files": {sha256_hex(self.file(seq)): self.blob(seq)[0]}}
        if seq in DELETES:
            content["derived"] = {"deleted_files": [sha256_hex(self.file(DELETES[seq]))]}
        decision = {
            "v": 1,
            "action": "ir.amend",
            "allowed": not stopped,
            "failed": ["OFF-01"] if stopped else [],
            "facts": facts,
            "policy_hashes": policies,
            "\U00010000": 1,
            "\uffee": 2,
        }
        if gated:
            content |= {"decision": decision}
        if stopped:
            content |= {"stops": [{"kind": "step", "code": "not_next"}]}
        fields = {
            "v": 1,
            "seq": seq,
            "at": format_time(START + timedelta(seconds=seq)),
            "actor": "ana",
            "actor_role": "RO",
            "command": "ir.amend",
            "procedure": "information_request",
            "record": record,
            "step": "amend",
            "from": "draft",
            "to": "draft",
            "outcome": "stopped" if stopped else "done",
            "prev": self.heads.get(record, ""),
            "facts_hash": hash_of(facts) if gated else "",
            "decision_hash": hash_of(decision) if gated else "",
            "policy_hashes": policies if gated else {},
        }
        return fields, content

    def file(self, seq: int) -> bytes:
        """The file an entry brings."""
        return f"image {self.name} {seq} ".encode() * 20

    def blob(self, seq: int) -> tuple[dict[str, Any], bytes]:
        """What the payload says of a file, and its encrypted bytes."""
        key, nonce, data = salt(self.seed, seq, "key"), salt(self.seed, seq, "nonce")[:12], self.file(seq)
        sealed = nonce + AESGCM(key).encrypt(nonce, data, b"comity/blob/v1")
        row = {"name": "image.bin", "media_type": "text/plain", "size": len(data), "sha256": sha256_hex(data)}
        return {**row, "address": sha256_hex(sealed), "key": key.hex()}, sealed

    def checkpoint(self, size: int | None = None) -> bytes:
        at = len(self.rows) if size is None else size
        return sign_checkpoint(Checkpoint(origin_of(self.name), at, tree.root(at, self.nodes.read)), self.log_key)

    def identity(self) -> bytes:
        key = verifier_key(origin_of(self.name), self.log_key)
        return identity_bytes(self.name, key, self.signing_key.public_key().public_bytes_raw())

    def sees(self, other: "Office") -> None:
        """Keep the other's present checkpoint, as a partner does with every message."""
        at = START + timedelta(minutes=len(self.witnessed))
        self.witnessed.append(checkpoint_line(other.checkpoint(), at))

    def sends(self, other: "Office") -> None:
        """A message that the other receives and receipts."""
        message = f"{self.name}/message/{len(self.receipts)}"
        content_hash = salt(message).hex()
        other.inbox.append(inbox_line(message, content_hash))
        self.receipts.append(other.receipts_for(message, content_hash, self.name))

    def receipts_for(self, message: str, content_hash: str, sender: str) -> bytes:
        receipt = canonical_bytes(
            {
                "v": 1,
                "message": message,
                "from": self.name,
                "to": sender,
                "content_hash": content_hash,
                "received_at": format_time(START),
                "checkpoint": self.checkpoint().decode(),
                "cosignature": "",
            }
        )
        return receipt_line(self.name, receipt, self.signing_key.sign(RECEIPT_DOMAIN + receipt))

    def files(self, other: "Office", *, manifest: bool = True, size: int | None = None) -> Files:
        """What this office exports."""
        at = len(self.rows) if size is None else size
        note = self.checkpoint(at)
        cosignature = cosign(note, other.log_key, f"{other.name}/witness", START)
        files = {
            "identity.json": self.identity(),
            "checkpoint": add_signature(note, cosignature),
            "entries.jsonl": b"".join(row.line(seq) for seq, row in enumerate(self.rows[:at])),
            f"peers/{other.name}/identity.json": other.identity(),
            f"peers/{other.name}/checkpoints.jsonl": b"".join(self.witnessed),
            "receipts.jsonl": b"".join(self.receipts),
            "inbox.jsonl": b"".join(self.inbox),
        }
        for seq in BRINGS:
            if seq < at and not any(DELETES[gone] == seq and gone < at for gone in DELETES):
                row, sealed = self.blob(seq)
                files[f"blobs/{row['address'][:2]}/{row['address']}"] = sealed
        for tile in [*tiles_for(0, at), *(tile for tile in tiles_for(0, at // 2) if tile.width < 256)]:
            files[tile_path(tile)] = tile_bytes(tile, self.nodes.read)
        if manifest:
            files["manifest"] = self.sign(files)
        return files

    def sign(self, files: Files) -> bytes:
        listed = [ListedFile(path, len(data), sha256_hex(data)) for path, data in files.items() if path != "manifest"]
        return sign_manifest(self.name, listed, self.signing_key)


def exchange(
    *, entries: int = 40, change_a: Change = Office.change, change_b: Change = Office.change
) -> tuple[Office, Office]:
    """Two offices that work, see each other's log and receipt each other's messages four times."""
    first, second = Office("xa-coord", 1, change_a), Office("xb-coord", 2, change_b)
    for _ in range(4):
        first.act(entries // 4)
        second.act(entries // 4 + 1)
        first.sends(second)
        second.sends(first)
        first.sees(second)
        second.sees(first)
    return first, second


def write(folder: Path, files: Files) -> Path:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def edited(line: bytes, **values: Any) -> bytes:
    """A JSON line with other values, canonical again."""
    return canonical_bytes({**json.loads(line), **values}) + b"\n"
