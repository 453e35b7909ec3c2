"""Check what was signed: own checkpoints, partners' checkpoints and cosignatures, the policy sets decisions rest on."""

from collections.abc import Mapping
from typing import Any

from comity.app import highwater
from comity.app.node import Node
from comity.app.replay import law_of
from comity.domain.entry import DONE, Entry
from comity.kit.canonical import read_json
from comity.kit.errors import ComityError
from comity.law.decision import decision_from_json
from comity.law.policyset import PolicySet
from comity.protocol.identity import Identity
from comity.storage import log, passage
from comity.storage.chains import Chain
from comity.storage.findings import Findings
from comity.tlog.checkpoint import add_signature, open_checkpoint, verify_cosignature, witness_key
from comity.tlog.errors import TlogError
from comity.tlog.note import VerifierKey, parse_verifier_key


def check_checkpoints(node: Node, findings: Findings, *, own: Identity, total: int) -> None:
    """Every checkpoint this node signed is a prefix of its log (I10)."""
    key, last = parse_verifier_key(own.log_key), ""
    for size, root, note, at in passage.checkpoints():
        findings.looked("I10")
        wrong = _judge_note(note, key, size=size, root=root)
        if wrong:
            _fault(findings, "Checkpoint", size, *wrong)
        elif size > total or _root(size) not in (root, None):
            text = "the log as it is now does not extend what was signed"
            _fault(findings, "Checkpoint", size, "size or root or note", text)
        if at < last:
            _fault(findings, "Checkpoint", size, "at", "signed before a smaller one")
        last = max(at, last)
    reason = highwater.judge(node.home)
    if reason:
        _fault(findings, "high-water", node.home.name, "file", f"does not agree with the log: {reason}")


def check_witnessed(findings: Findings, partners: Mapping[str, Identity]) -> None:
    """Partners' checkpoints are signed by their logs and never go back (I10)."""
    last: tuple[str, str] = ("", "")
    for peer, size, root, note, at in passage.witnessed():
        findings.looked("I10")
        key = f"{peer}/{size}"
        partner = partners.get(peer)
        if partner is None:
            _fault(findings, "WitnessedCheckpoint", key, "peer", "no confirmed partner of this code")
            continue
        wrong = _judge_note(note, parse_verifier_key(partner.log_key), size=size, root=root)
        if wrong:
            _fault(findings, "WitnessedCheckpoint", key, *wrong)
        if last[0] == peer and at < last[1]:
            _fault(findings, "WitnessedCheckpoint", key, "at", "kept before a smaller one")
        last = (peer, max(at, last[1] if last[0] == peer else ""))


def check_cosignatures(findings: Findings, partners: Mapping[str, Identity]) -> None:
    """Each kept cosignature is the partner's, on a checkpoint of ours (I10)."""
    for peer, size, line in passage.cosignatures():
        findings.looked("I10")
        key, partner, signed = f"{peer}/{size}", partners.get(peer), log.checkpoint_of_size(size)
        if partner is None or signed is None:
            column = "peer" if partner is None else "size"
            _fault(findings, "Cosignature", key, column, "no such partner or no such checkpoint of ours")
            continue
        try:
            witness = witness_key(peer, parse_verifier_key(partner.log_key).public_key)
            verify_cosignature(add_signature(signed[1].encode(), line), witness)
        except TlogError:
            _fault(findings, "Cosignature", key, "line or size", "not this partner's cosignature on this checkpoint")


def _root(size: int) -> bytes | None:
    """The root the stored tree gives; None where a node is missing, which the check of the tree has named."""
    try:
        return log.root(size)
    except KeyError:
        return None


def _judge_note(note: str, key: VerifierKey, *, size: int, root: bytes) -> tuple[str, str] | None:
    """``(column, text)`` of what is wrong with a kept checkpoint, or None."""
    try:
        checkpoint = open_checkpoint(note.encode(), key)
    except (TlogError, UnicodeEncodeError):
        return "note", "is not a checkpoint signed by this log"
    if checkpoint.size != size:
        return "size", f"the note says {checkpoint.size}"
    return None if checkpoint.root == root else ("root", "is not the root in the note")


def check_policies(findings: Findings) -> None:
    """Every policy set kept for replay has the hash it is kept under (I6)."""
    for digest, kind, text in passage.policy_sets():
        findings.looked("I6")
        try:
            real = PolicySet.from_files(kind, read_json(text.encode())).hash
        except (ComityError, TypeError, ValueError, AttributeError) as error:
            _fault(findings, "PolicyFiles", digest, "files or kind", f"cannot be read: {type(error).__name__}", "I6")
            continue
        if real != digest:
            _fault(findings, "PolicyFiles", digest, "hash or files or kind", "is kept under another hash", "I6")


def check_replay(findings: Findings, chain: Chain) -> None:
    """Every decision, judged again from its stored facts under its stored policies, gives the same answer (I6).

    So does what the earlier law said of a record that began under it; what was done, both allowed.
    """
    for link in chain.links:
        said = link.payload or {}
        if link.entry.decision_hash and isinstance(said.get("decision"), dict):
            _judge_again(findings, link.entry, said["decision"], link.entry.policy_hashes)
        if isinstance(said.get("begun"), dict):
            _judge_again(findings, link.entry, said["begun"], said["begun"].get("policy_hashes") or {})
            if link.entry.outcome == DONE and said["begun"].get("allowed") is not True:
                text = "was done although the law it began under did not allow it"
                findings.fault("I6", table="Entry", key=link.entry.seq, column="data", text=text)


def _judge_again(findings: Findings, entry: Entry, kept: Mapping[str, Any], hashes: Mapping[str, str]) -> None:
    try:
        law = law_of(hashes, seq=entry.seq)
        before = decision_from_json(kept, law.shared.facts)
        again = law.again(before)
    except (ComityError, KeyError, TypeError, ValueError) as error:
        text = f"entry {entry.seq} cannot be judged again: {error}"
        _fault(findings, "PolicyFiles", hashes.get("shared", ""), "hash or files", text, "I6")
        return
    findings.looked("I6")
    if (again.allowed, again.failed) != (before.allowed, before.failed):
        text = "judged again from its facts and policies the answer is another"
        findings.fault("I6", table="Entry", key=entry.seq, column="data", text=text)


def _fault(findings: Findings, table: str, key: object, column: str, text: str, rule: str = "I10") -> None:
    findings.fault(rule, table=table, key=key, column=column, text=text)
