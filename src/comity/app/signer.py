"""The last look before a signature: does the record say that this message may leave, in these very words?

The outbox is a table like any other. What is signed must stand in a done entry of the log, allowed by the gates under
the policy set both nodes agreed on (I1), whatever the outbox row says.
"""

from comity.app.blobs import BlobError
from comity.app.enclosing import enclose
from comity.app.node import Node
from comity.app.peers import Peer
from comity.kit.canonical import canonical_bytes, hash_of
from comity.protocol.envelope import content_hash
from comity.storage import journal, log, readback
from comity.storage.cipher import SealedAtRestError
from comity.storage.outbox import Waiting
from comity.tlog.entry import payload_hash
from comity.tlog.tree import leaf_hash


def objection(node: Node, peer: Peer, waiting: Waiting) -> str:
    """Why this message may not be signed, in one word; "" when nothing stands against it."""
    if peer.agreement is None:
        return "no_agreement"
    try:
        stored = journal.read_one(waiting.entry, records_key=node.records_key)
    except SealedAtRestError:
        return "payload_altered"
    if stored is None or stored.entry.outcome != "done" or stored.entry.record != waiting.record:
        return "no_entry"
    if not _in_log(waiting.entry):
        return "entry_altered"
    payload = stored.payload
    if payload is None or stored.payload_bytes is None or stored.payload_salt is None:
        return "payload_erased"
    if payload_hash(stored.payload_bytes, stored.payload_salt) != stored.entry.payload_hash:
        return "payload_altered"
    verdict = _verdict_objection(node, peer, stored, payload)
    return verdict or _words_objection(payload, waiting) or _files_objection(node, waiting)


def _in_log(seq: int) -> bool:
    """Whether the entry's stored bytes are those the log has hashed."""
    leaves, hashes = readback.leaves(seq, seq + 1), log.leaf_hashes(seq, seq + 1)
    return len(leaves) == len(hashes) == 1 and leaf_hash(leaves[0]) == hashes[0]


def _verdict_objection(node: Node, peer: Peer, stored: journal.StoredEntry, payload: dict[str, object]) -> str:
    decision, entry = payload.get("decision"), stored.entry
    if not isinstance(decision, dict) or decision.get("allowed") is not True:
        return "not_allowed"
    if hash_of(decision) != entry.decision_hash or readback.decision(entry.seq) != (True, entry.decision_hash):
        return "decision_altered"
    decided_under = entry.policy_hashes.get("shared", "")
    return "" if decided_under == peer.policy_hash == node.law.shared.hash else "other_policies"


def _words_objection(payload: dict[str, object], waiting: Waiting) -> str:
    sent = payload.get("sent")
    if not isinstance(sent, dict) or sent.get("id") != waiting.id:
        return "not_what_was_decided"
    told = canonical_bytes({name: sent[name] for name in ("type", "id", "body")})
    return "" if told == waiting.body else "not_what_was_decided"


def _files_objection(node: Node, waiting: Waiting) -> str:
    """The files that go along are those that were committed to, to the last byte."""
    try:
        whole = enclose(node, waiting.body, record=waiting.record)
    except BlobError:
        return "files_missing"
    return "" if content_hash(waiting.salt, whole) == waiting.content_hash else "files_altered"
