"""Prove the invariants of this node on its own data, and name what was edited. Reads only, of one moment."""

from collections.abc import Mapping
from typing import Any

from comity.app import check_log, check_people
from comity.app.check_link import LinkCheck, check_mentioned
from comity.app.node import Node
from comity.app.pairing import own_identity, pinned_all
from comity.protocol.errors import ProtocolError
from comity.protocol.identity import Identity
from comity.storage import passage, records
from comity.storage.chains import payloads_without_entry, read_chains
from comity.storage.checking import Index
from comity.storage.checking import check_log as check_tree
from comity.storage.findings import Findings, Progress
from comity.storage.rebuild import Comparison, FoldError, rows_of
from comity.storage.snapshot import snapshot

TITLES = {
    "I1": "Nothing leaves without a verdict on record",
    "I2": "Every change has one entry, every entry one leaf, and both are as they were written",
    "I3": "Rows equal the fold of their entries",
    "I4": "No message applied twice, lost, or out of order; receipts are signed",
    "I5": "No copy of evidence without a custody line",
    "I6": "No gate was overridden: every act was allowed by the policies it names, and judged again is allowed",
    "I7": "Requester, approver and reviewer are different people",
    "I8": "Every record of a person has purpose, role and day of review",
    "I9": "What the partner was given can be named",
    "I10": "A checkpoint once signed is a prefix of every later one",
}
ABSENT = {"I5": "no evidence is kept in this version"}


def check(node: Node, *, progress: Progress = lambda done, total: None) -> dict[str, Any]:
    """``{entries, records, rules, faults, fault_count}``; faults name rule, table, row and column."""
    findings = Findings()
    with snapshot(), Index() as index:
        total = check_tree(findings, index, progress)
        count = _check_records(node, findings, index, progress=progress, total=total)
        payloads_without_entry(findings, index)
        own, partners = _identities(node, findings)
        if own is not None:
            LinkCheck(node, findings, own=own, partners=partners).run()
            check_log.check_checkpoints(node, findings, own=own, total=total)
        check_log.check_witnessed(findings, partners)
        check_log.check_cosignatures(findings, partners)
        check_log.check_policies(findings)
        _check_sign_ins(findings)
    return {
        "entries": total,
        "records": count,
        "rules": findings.report(TITLES, absent=ABSENT),
        "faults": findings.listed(),
        "fault_count": findings.count,
    }


def _check_records(node: Node, findings: Findings, index: Index, *, progress: Progress, total: int) -> int:
    """Each record from its own entries: decisions, hands, purposes, and all of its rows."""
    comparison = Comparison(findings, index)
    count = done = 0
    for chain in read_chains(findings, index, records_key=node.records_key):
        count, done = count + 1, done + len(chain.links)
        progress(done, total)
        check_log.check_replay(findings, chain)
        check_people.check_hands(findings, chain)
        check_mentioned(findings, chain)
        if not chain.sound:
            continue  # what is wrong with its entries has been said; they do not say what the rows must be
        try:
            made = rows_of(chain.links, node.projector)
        except FoldError as error:
            findings.fault("I3", table="Record", key=chain.record, column="body", text=f"cannot be folded: {error}")
            continue
        check_people.check_purposes(findings, made.state)
        comparison.compare(chain, made)
    comparison.finish()
    return count


def _identities(node: Node, findings: Findings) -> tuple[Identity | None, Mapping[str, Identity]]:
    """This node's own identity and the pinned ones, as far as they can be read."""
    try:
        own: Identity | None = own_identity(node.home)
    except (ProtocolError, OSError) as error:
        text = f"cannot be read: {error}"
        findings.fault("I10", table="identity.json", key=node.office, column="file", text=text)
        own = None
    try:
        return own, pinned_all()
    except (ProtocolError, KeyError, ValueError):
        return own, {}  # a partner's record was edited; the comparison of rows names it


def _check_sign_ins(findings: Findings) -> None:
    """A sign-in belongs to an officer that an entry appointed under this user name (I2)."""
    for username, record in passage.sign_ins():
        findings.looked("I2")
        state = records.load(record).state or {}
        if state.get("procedure") != "officer" or state.get("username") != username:
            text = "no entry appointed an officer of this user name in this record"
            findings.fault("I2", table="Officer", key=username, column="username or record", text=text)
