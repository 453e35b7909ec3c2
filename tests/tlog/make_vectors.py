"""Makes the vectors of our own formats from fixed keys and salts; published vectors (tree, note) are not made here.

    python -m tests.tlog.make_vectors          writes tests/vectors/tlog/record.json

The vectors change only with the protocol's version: a test compares them with what this module makes.
"""

import base64
import json
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import canonical_bytes, hash_of, sha256_hex
from comity.tlog import tree
from comity.tlog.checkpoint import Checkpoint, add_signature, cosign, sign_checkpoint, witness_key
from comity.tlog.entry import entry_hash, leaf_data, payload_hash
from comity.tlog.folder import ListedFile, checkpoint_line, entry_line, identity_bytes, sign_manifest
from comity.tlog.note import verifier_key
from comity.tlog.tiles import Tile, tile_bytes, tile_path, tiles_for
from tests.tlog.memory import log_of
from tests.tlog.vectors import FOLDER

LOG_SEED, SIGNING_SEED, WITNESS_SEED = bytes([1]) * 32, bytes([2]) * 32, bytes([3]) * 32
ORIGIN = "xa-coord/record"
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def entry_vectors() -> list[dict[str, Any]]:
    """Three entries: a first one, the next on the same record, one without payload or gates."""
    made: list[dict[str, Any]] = []
    previous = ""
    for seq, record in enumerate(["xa-coord/request/1", "xa-coord/request/1", "xa-coord/case/2"]):
        decision = {"allowed": seq == 0}
        payload = canonical_bytes({"decision": decision, "facts": {"名": "ឆ្នាំ", "\U0001f600": 1, "\ufb33": 2}})
        payload_salt, leaf_salt = bytes([16 + seq]) * 32, bytes([32 + seq]) * 32
        gated = seq < 2
        entry = canonical_bytes(
            {
                "v": 1,
                "seq": seq,
                "at": f"2026-11-22T09:3{seq}:00.000Z",
                "actor": "ana",
                "actor_role": "RO",
                "command": "ir.draft",
                "procedure": "information_request",
                "record": record,
                "step": "draft",
                "from": "",
                "to": "draft",
                "outcome": "done" if seq != 1 else "stopped",
                "prev": previous if seq == 1 else "",
                "facts_hash": hash_of(json.loads(payload)["facts"]) if gated else "",
                "decision_hash": hash_of(decision) if gated else "",
                "policy_hashes": {"local": "", "shared": "ab" * 32} if gated else {},
                "payload_hash": payload_hash(payload, payload_salt) if gated else "",
            }
        )
        previous = entry_hash(entry)
        made.append(
            {
                "entry": entry.decode(),
                "entry_hash": previous,
                "payload": payload.decode() if gated else None,
                "payload_salt": payload_salt.hex() if gated else None,
                "leaf_salt": leaf_salt.hex(),
                "leaf_data": leaf_data(entry, leaf_salt).hex(),
                "leaf_hash": tree.leaf_hash(leaf_data(entry, leaf_salt)).hex(),
                "line": entry_line(
                    seq,
                    entry=entry,
                    leaf_salt=leaf_salt,
                    payload=payload if gated else None,
                    payload_salt=payload_salt if gated else None,
                ).decode(),
            }
        )
    return made


def note_vectors(root: bytes) -> dict[str, Any]:
    """Keys, a signed checkpoint, a cosigned one, an identity, a manifest."""
    log, signing, witness = (
        Ed25519PrivateKey.from_private_bytes(seed) for seed in (LOG_SEED, SIGNING_SEED, WITNESS_SEED)
    )
    log_key = verifier_key(ORIGIN, log)
    note = sign_checkpoint(Checkpoint(ORIGIN, 3, root), log)
    cosigned = add_signature(note, cosign(note, witness, "xb-coord/witness", AT))
    identity = identity_bytes("xa-coord", log_key, signing.public_key().public_bytes_raw())
    listed = ListedFile("identity.json", len(identity), sha256_hex(identity))
    return {
        "log_seed": LOG_SEED.hex(),
        "signing_seed": SIGNING_SEED.hex(),
        "witness_seed": WITNESS_SEED.hex(),
        "log_key": str(log_key),
        "witness_key": str(witness_key("xb-coord", witness.public_key().public_bytes_raw())),
        "checkpoint": note.decode(),
        "cosigned_at": int(AT.timestamp()),
        "cosigned": cosigned.decode(),
        "identity": identity.decode(),
        "checkpoint_line": checkpoint_line(cosigned, AT).decode(),
        "manifest": sign_manifest("xa-coord", [listed], signing).decode(),
    }


def tile_vectors() -> dict[str, Any]:
    """The specification's own example sizes, paths, and the hash over each tile of a tree of 600 leaves."""
    log = log_of([b"leaf %d" % number for number in range(600)])
    indexes = [0, 5, 999, 1000, 1234067, 10**12]
    return {
        "paths": [[level, index, width, tile_path(Tile(level, index, width))]
                  for level, index, width in [(0, index, 256) for index in indexes] + [(1, 7, 1), (63, 1234067, 255)]],
        "tree_600_root": tree.root(600, log.read).hex(),
        "tree_600_tiles": {
            tile_path(tile): sha256_hex(tile_bytes(tile, log.read)) for tile in tiles_for(0, 600)
        },
        "tiles_70000": len(tiles_for(0, 70_000)),
        "last_tiles_70000": [tile_path(tile) for tile in tiles_for(0, 70_000) if tile.width < 256],
    }  # fmt: skip


def record_vectors() -> dict[str, Any]:
    """Everything in ``record.json``."""
    entries = entry_vectors()
    root = tree.root(3, log_of([bytes.fromhex(one["leaf_data"]) for one in entries]).read)
    return {
        "entries": entries,
        "root": root.hex(),
        "root_base64": base64.b64encode(root).decode(),
        "notes": note_vectors(root),
        "tiles": tile_vectors(),
    }


if __name__ == "__main__":
    text = json.dumps(record_vectors(), ensure_ascii=False, indent=1) + "\n"
    (FOLDER / "record.json").write_text(text, encoding="utf-8")
