"""Write the record into a folder that anybody can verify without this node: ``comity verify FOLDER``.

Everything is written into a folder beside the wanted one, synced, and renamed last: it appears whole or not at all.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from comity.app import blobs
from comity.app.blobs import BlobError
from comity.app.checkpoints import HistoryDoubtError, Signed, sign_checkpoint
from comity.app.node import Node
from comity.app.pairing import own_identity, pinned_all
from comity.kit import clock
from comity.kit.clock import parse_time
from comity.kit.errors import ComityError
from comity.protocol.identity import Identity
from comity.protocol.keys import NodeKeys
from comity.storage import access, attachments, inbox, journal, log, outbox, passage, policies
from comity.storage.findings import Progress
from comity.storage.snapshot import snapshot
from comity.tlog import folder as form
from comity.tlog.checkpoint import add_signature
from comity.tlog.note import parse_verifier_key
from comity.tlog.tiles import nodes_needed_for_tile, tile_bytes, tile_path, tiles_for
from comity.transport.files import sync_folder
from comity.transport.keyfiles import read_keys

OPERATOR = "operator"
CHUNK = 1 << 20


class ExportError(ComityError):
    """The record cannot be exported as asked; nothing was written."""

    code = "export.refused"


@dataclass
class _Folder:
    """Files as they are written, with what the manifest says of each."""

    root: Path
    listed: list[form.ListedFile] = field(default_factory=list)

    def write(self, path: str, parts: Iterator[bytes] | bytes) -> None:
        """One file, from its whole content or from its parts."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = sha256(), 0
        with target.open("xb") as file:
            for part in [parts] if isinstance(parts, bytes) else parts:
                file.write(part)
                digest.update(part)
                size += len(part)
            file.flush()
            os.fsync(file.fileno())
        self.listed.append(form.ListedFile(path, size, digest.hexdigest()))


def export(
    node: Node,
    folder: Path,
    passphrase: str,
    *,
    payloads: bool = True,
    only_record: str = "",
    progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """Export everything up to a fresh signed checkpoint. With ``only_record`` other records' payloads are left out.

    That an export with payloads was made is written to the access log. Raises ExportError, TreeDamagedError, or the
    errors of reading keys.
    """
    if folder.exists():
        raise ExportError("export.exists", folder=str(folder))
    keys = read_keys(node.home / "keys", passphrase, names=("log", "signing"))
    signed = _checkpoint(node, keys)
    made = folder.parent / f".{folder.name}.{secrets.token_hex(8)}"
    made.mkdir(parents=True, mode=0o700)
    try:
        with snapshot():
            counts = _write(node, _Folder(made), keys, signed, payloads=payloads, only=only_record, progress=progress)
        if only_record and not counts["record_entries"]:
            raise ExportError("export.no_record", record=only_record)
        if payloads:
            at = clock.format_time(clock.now())
            access.log_read(officer=OPERATOR, record=only_record or "*", what="export", purpose="export", at=at)
        sync_folder(made)
        made.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return counts


def _checkpoint(node: Node, keys: NodeKeys) -> Signed:
    """A checkpoint over all there is; where the node may not sign now, the last one it signed."""
    try:
        return sign_checkpoint(node, keys)
    except HistoryDoubtError:
        last = log.latest_checkpoint()
        if last is None:
            raise ExportError("export.no_checkpoint") from None
        return Signed(*last)


def _write(
    node: Node, out: _Folder, keys: NodeKeys, signed: Signed, *, payloads: bool, only: str, progress: Progress
) -> dict[str, Any]:
    counts = {"entries": signed.size, "payloads": 0, "erased": 0, "record_entries": 0}
    partners = pinned_all()
    out.write(form.IDENTITY, _identity(own_identity(node.home)))
    note = signed.note.encode()
    for line in log.cosignature_lines(signed.size):
        note = add_signature(note, line)
    out.write(form.CHECKPOINT, note)
    out.write(form.ENTRIES, _entries(node, signed.size, counts, payloads=payloads, only=only, progress=progress))
    counts["attachments"] = _attachments(node, out, signed.size, only=only) if payloads else 0
    for tile in tiles_for(0, signed.size):
        out.write(tile_path(tile), tile_bytes(tile, log.read_nodes(nodes_needed_for_tile(tile))))
    for office, partner in sorted(partners.items()):
        out.write(f"peers/{office}/identity.json", _identity(partner))
        out.write(f"peers/{office}/checkpoints.jsonl", _witnessed(office))
    receipts = [row for row in outbox.receipts() if row[0] in partners]
    out.write(form.RECEIPTS, b"".join(form.receipt_line(*row) for row in receipts))
    out.write(form.INBOX, b"".join(form.inbox_line(*row) for row in inbox.content_hashes()))
    for digest, _, files in policies.kept():
        for name, text in files.items():
            out.write(f"policies/{digest}/{name}", text.encode())
    out.write(form.MANIFEST, form.sign_manifest(node.office, out.listed, keys.signing))
    return {**counts, "root": signed.root.hex(), "partners": sorted(partners), "files": len(out.listed)}


def _attachments(node: Node, out: _Folder, size: int, *, only: str) -> int:
    """The encrypted bytes of the files that exported payloads name; those payloads hold the keys.

    One whose bytes are damaged is left out: the verifier then says that it is missing, and ``comity check`` why.
    """
    count = 0
    for kept in attachments.of_record(only) if only else attachments.every():
        if kept.seq >= size:
            continue
        try:
            sealed = blobs.read_sealed(node.home, kept.address)
        except BlobError:
            continue
        out.write(f"{blobs.FOLDER}/{kept.address[:2]}/{kept.address}", sealed)
        count += 1
    return count


def _identity(identity: Identity) -> bytes:
    """Who an office is, in the two keys a verifier needs."""
    return form.identity_bytes(identity.office, parse_verifier_key(identity.log_key), identity.signing_key)


def _entries(
    node: Node, size: int, counts: dict[str, int], *, payloads: bool, only: str, progress: Progress
) -> Iterator[bytes]:
    for stored in journal.read(records_key=node.records_key, stop=size):
        wanted = payloads and (not only or stored.entry.record == only)
        payload = stored.payload_bytes if wanted else None
        counts["payloads"] += payload is not None
        counts["erased"] += stored.payload_bytes is None
        counts["record_entries"] += stored.entry.record == only
        yield form.entry_line(
            stored.entry.seq,
            entry=stored.data,
            leaf_salt=stored.leaf_salt,
            payload=payload,
            payload_salt=stored.payload_salt if payload is not None else None,
        )
        progress(stored.entry.seq + 1, size)


def _witnessed(office: str) -> Iterator[bytes]:
    for peer, _, _, note, at in passage.witnessed():
        if peer == office:
            yield form.checkpoint_line(note.encode(), parse_time(at))
