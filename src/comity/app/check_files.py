"""Prove that every file a record names is there: its bytes hash to their name, open under the key, and are that file."""

from typing import Any

from comity.app import blobs
from comity.app.blobs import BlobError
from comity.app.node import Node
from comity.storage import attachments
from comity.storage.chains import Chain
from comity.storage.findings import Findings

RULE = "I12"
TEXTS = {
    "missing": "the bytes are not there",
    "altered": "the bytes do not have the hash they are named by",
    "sealed": "the bytes do not open under the key in the entry",
    "other_file": "the bytes open to another file than the entry names",
}


def check_record(node: Node, findings: Findings, chain: Chain) -> None:
    """Every file the record holds now; one that was deleted, or whose entry was erased, is no longer held."""
    held: dict[str, dict[str, Any]] = {}
    for link in chain.links:
        derived = (link.payload or {}).get("derived") or {}
        for digest in derived.get("deleted_files") or ():
            held.pop(digest, None)
        held.update(derived.get("files") or {})
    for digest, row in held.items():
        findings.looked(RULE)
        try:
            blobs.read(node.home, str(row["address"]), key=bytes.fromhex(row["key"]), sha256=digest)
        except BlobError as error:
            text = TEXTS.get(str(error.data.get("reason")), "cannot be read")
            findings.fault(RULE, table="blobs", key=row["address"], column="file", text=text)


def check_strangers(node: Node, findings: Findings) -> None:
    """Bytes nobody accounts for. They are named, never taken away: an older database may lie beside newer evidence."""
    known = attachments.all_addresses()
    for path in blobs.every(node.home):
        if not path.name.startswith(".") and path.name not in known:
            findings.looked(RULE)
            findings.fault(RULE, table="blobs", key=path.name, column="file", text="no record and no upload names it")
