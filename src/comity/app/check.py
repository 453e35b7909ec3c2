"""Prove the invariants of this node on its own data, and name what was edited. Reads only, of one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.app import check_custody, check_erased, check_log, check_people
from comity.app.check_files import check_record, check_strangers
from comity.app.check_link import LinkCheck, check_mentioned
from comity.app.node import Node
from comity.app.pairing import own_identity
from comity.kit.errors import ComityError
from comity.protocol.errors import ProtocolError
from comity.protocol.identity import Identity, open_identity
from comity.storage import passage
from comity.storage.chains import payloads_without_entry, read_chains
from comity.storage.checking import Index
from comity.storage.checking import check_log as check_tree
from comity.storage.findings import Findings, Progress
from comity.storage.rebuild import Comparison, rows_of
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
    "I11": "What was erased is gone and an entry says so; every reading stands in an unbroken chain",
    "I12": "Every file a record names is there, opens, and is the one its hash says",
}
ABSENT: dict[str, str] = {}
UNPROVED = {
    "AccessLog.id": "the database numbers these rows",
    "StagedAttachment": "waits for the command that names it; swept after a day",
    "SignInFailure": "swept after a day",
    "Fault": "a count for the operator",
    "FaultNote": "bytes a partner sent that were refused; they carry their own signatures",
    "PeerHead": "learned again at the next contact",
    "Lease": "who leads, for seconds",
    "Officer.id": "the database numbers these rows",
    "Officer.password": "checked at the sign-in",
    "Officer.last_login": "not used",
    "Officer.language": "the officer's own choice",
    "Officer.is_active": "the sign-in's own switch; roles are records",
    "Mention.id": "the database numbers these rows",
    "StatementRow.id": "the database numbers these rows",
    "WitnessedCheckpoint.id": "the database numbers these rows",
    "Cosignature.id": "the database numbers these rows",
    "LaneHead.id": "the database numbers these rows",
    "Checkpoint.at": "only the order of times is known",
    "WitnessedCheckpoint.at": "only the order of times is known",
    "Cosignature.at": "the line itself carries the witness's time",
    "PolicyFiles.kept_at": "when a set was first used stands in the entries",
    "Outbox.attempts": "the worker's own count",
    "Outbox.next_at": "the worker's own plan",
    "Outbox.last_fault": "the worker's own note",
}
"""Tables and columns no entry, hash or signature speaks of, each with the reason. Every other column is proved."""


@dataclass(slots=True)
class _Known:
    """What the entries themselves say of partners and officers; the rows are only compared with it."""

    records: int = 0
    partners: dict[str, Identity] = field(default_factory=dict)
    officers: dict[str, str] = field(default_factory=dict)
    erasures: check_erased.Erasures = field(default_factory=check_erased.Erasures)

    def learn(self, state: Mapping[str, Any] | None) -> None:
        """Take in one folded record."""
        if state is None or state.get("erased"):
            return
        if state["procedure"] == "officer":
            self.officers[state["id"]] = str(state["username"])
        if state["procedure"] == "partner" and state["state"] == "confirmed":
            self.partners[str(state["office"])] = open_identity(str(state["identity"]).encode())


def check(node: Node, *, progress: Progress = lambda done, total: None) -> dict[str, Any]:
    """``{entries, records, rules, faults, fault_count}``; faults name rule, table, row and column."""
    findings = Findings()
    with snapshot(), Index() as index:
        total = check_tree(findings, index, progress)
        known = _check_records(node, findings, index, progress=progress, total=total)
        payloads_without_entry(findings, index)
        own = _own_identity(node, findings)
        if own is not None:
            LinkCheck(node, findings, own=own, partners=known.partners, erasures=known.erasures.by_record).run()
            check_log.check_checkpoints(node, findings, own=own, total=total)
        check_log.check_witnessed(findings, known.partners)
        check_log.check_cosignatures(findings, known.partners)
        check_log.check_policies(findings)
        check_strangers(node, findings)
        _check_sign_ins(findings, known.officers)
        known.erasures.finish(findings)
        check_erased.check_reads(findings)
    return {
        "entries": total,
        "records": known.records,
        "rules": findings.report(TITLES, absent=ABSENT),
        "faults": findings.listed(),
        "fault_count": findings.count,
    }


def _check_records(node: Node, findings: Findings, index: Index, *, progress: Progress, total: int) -> _Known:
    """Each record from its own entries: decisions, hands, purposes, and all of its rows."""
    comparison, known, done = Comparison(findings, index), _Known(), 0
    for chain in read_chains(findings, index, records_key=node.records_key):
        known.records, done = known.records + 1, done + len(chain.links)
        progress(done, total)
        check_log.check_replay(findings, chain)
        check_people.check_hands(findings, chain)
        check_mentioned(findings, chain)
        check_record(node, findings, chain)
        known.erasures.learn(findings, chain)
        if not chain.sound:
            continue  # what is wrong with its entries has been said; they do not say what the rows must be
        try:
            made = rows_of(chain.links, node.projector)
            known.learn(made.state)
        except ComityError as error:
            findings.fault("I3", table="Record", key=chain.record, column="body", text=f"cannot be folded: {error}")
            continue
        check_people.check_purposes(findings, made.state)
        check_custody.check_record(findings, chain, made.state)
        check_erased.check_draw(findings, made.state)
        comparison.compare(chain, made)
    comparison.finish()
    return known


def _own_identity(node: Node, findings: Findings) -> Identity | None:
    try:
        return own_identity(node.home)
    except (ProtocolError, OSError) as error:
        text = f"cannot be read: {error}"
        findings.fault("I10", table="identity.json", key=node.office, column="file", text=text)
        return None


def _check_sign_ins(findings: Findings, officers: Mapping[str, str]) -> None:
    """A sign-in belongs to an officer that an entry appointed under this user name (I2)."""
    for username, record in passage.sign_ins():
        findings.looked("I2")
        if officers.get(record) != username:
            text = "no entry appointed an officer of this user name in this record"
            findings.fault("I2", table="Officer", key=username, column="username or record", text=text)
