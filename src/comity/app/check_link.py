"""Check what left and what arrived: every message stands on a lawful entry, in order, under the right signatures."""

from collections.abc import Collection, Iterable, Mapping

from comity.app.blobs import BlobError
from comity.app.enclosing import enclose
from comity.app.node import Node
from comity.domain.entry import DONE
from comity.kit.canonical import canonical_bytes, sha256_hex
from comity.protocol.envelope import Envelope, Header, content_hash, verify_header
from comity.protocol.errors import ProtocolError
from comity.protocol.identity import Identity
from comity.protocol.receipt import SignedReceipt, match_receipt, open_receipt
from comity.storage import passage
from comity.storage.chains import Chain
from comity.storage.findings import Findings
from comity.storage.passage import Cause, Incoming, Outgoing

QUEUED, SEALED, DELIVERED = "queued", "sealed", "done"
NO_ENTRY = -1
"""The inbox's word for a message that was receipted and turned into nothing."""


class LinkCheck:
    """One pass over outbox, inbox and lane heads."""

    def __init__(
        self, node: Node, findings: Findings, *, own: Identity, partners: Mapping[str, Identity],
        erasures: Mapping[str, Collection[str]],
    ) -> None:  # fmt: skip
        self._node, self._findings, self._own, self._partners = node, findings, own, partners
        self._erasures = erasures
        self._lanes: dict[tuple[str, str, str], tuple[int, str]] = {}

    def run(self) -> None:
        """Everything the link's tables hold."""
        for out in passage.outgoing(records_key=self._node.records_key):
            self._check_outgoing(out)
        for came in passage.incoming():
            self._check_incoming(came)
        self._check_heads()

    # -- what left

    def _check_outgoing(self, row: Outgoing) -> None:
        self._findings.looked("I1")
        cause = passage.cause(row.entry, records_key=self._node.records_key)
        self._check_cause(row, cause)
        if row.erased_at:
            self._check_erased(row)
        elif row.text is None:
            column = "body or nonce or scope or id"
            self._fault("I1", "Outbox", row.id, column, "the content does not open under its key")
        elif not self._committed(row, row.text):
            self._fault("I1", "Outbox", row.id, "salt or content_hash", "is not the commitment to the content")
        expected_prev = self._next(row.peer, row.lane, "out", row.seq, "Outbox", row.id)
        header = self._check_sealed(row, expected_prev) if row.state != QUEUED else None
        self._set_prev(row.peer, row.lane, "out", row.seq, sha256_hex(row.header) if row.header else "")
        has = [bool(row.header), bool(row.signature), bool(row.sealed or row.erased_at)]
        if row.state not in (QUEUED, SEALED, DELIVERED) or any(has) != (row.state != QUEUED) or any(has) != all(has):
            text = f"says {row.state!r}, which is not what the other columns hold"
            self._fault("I4", "Outbox", row.id, "state or header or signature or sealed", text)
        self._check_receipt_given(row, header)

    def _committed(self, row: Outgoing, words: bytes) -> bool:
        """Whether the commitment is to these words with their files; a file that is not there is named by I12."""
        try:
            return content_hash(row.salt, enclose(self._node, words, record=row.record)) == row.content_hash
        except BlobError:
            return True

    def _check_erased(self, row: Outgoing) -> None:
        """A message's words are gone only where an entry erased its record, and then they are gone entirely."""
        if row.left or row.state != DELIVERED:
            text = "marked as erased, but it is still there"
            self._fault("I1", "Outbox", row.id, "erased_at or body or nonce or salt or sealed or state", text)
        if row.erased_at not in self._erasures.get(row.record, ()):
            self._fault("I1", "Outbox", row.id, "erased_at", "no entry erased this record at that time")

    def _check_cause(self, row: Outgoing, cause: Cause | None) -> None:
        """Nothing leaves without a verdict on record (I1)."""
        if cause is None or cause.entry.outcome != DONE:
            self._fault("I1", "Outbox", row.id, "entry", "no done entry of this number")
            return
        if cause.entry.record != row.record:
            text = f"the entry is about {cause.entry.record}"
            self._fault("I1", "Outbox", row.id, "record or entry", text)
        if cause.entry.at != row.made_at:
            self._fault("I1", "Outbox", row.id, "made_at or entry", f"the entry was made at {cause.entry.at}")
        if cause.payload is None:
            return  # erased; or named by the check of payloads
        if (cause.payload.get("decision") or {}).get("allowed") is not True:
            self._fault("I1", "Outbox", row.id, "entry", "the gates did not let this message leave")
        sent = cause.payload.get("sent") or {}
        if sent.get("id") != row.id:
            self._fault("I1", "Outbox", row.id, "id or entry", "not the message the entry says was sent")
            return
        if sent.get("type") != row.kind:
            self._fault("I1", "Outbox", row.id, "kind", f"the entry says {sent.get('type')!r}")
        told = canonical_bytes({name: sent[name] for name in ("type", "id", "body")})
        if row.text is not None and told != row.text:
            self._fault("I9", "Outbox", row.id, "body", "not the words the entry says were sent")

    def _check_sealed(self, row: Outgoing, expected_prev: str | None) -> Header | None:
        envelope = Envelope(header_bytes=row.header, signature=row.signature, sealed=row.sealed)
        try:
            header = verify_header(envelope, sender=self._own)
        except ProtocolError as error:
            text = f"not a header this node signed ({error.code})"
            self._fault("I4", "Outbox", row.id, "header or signature", text)
            return None
        pairs = (
            ("id", header.id, row.id),
            ("peer", header.receiver, row.peer),
            ("lane", header.lane, row.lane),
            ("seq", header.seq, row.seq),
            ("content_hash", header.content_hash, row.content_hash),
            ("sealed", header.sealed_hash, header.sealed_hash if row.erased_at else sha256_hex(row.sealed)),
        )
        self._compare("Outbox", row.id, pairs)
        if expected_prev is not None and header.prev != expected_prev:
            self._fault("I4", "Outbox", row.id, "header", "does not name the message before it in its lane")
        return header

    def _check_receipt_given(self, row: Outgoing, header: Header | None) -> None:
        """A delivered message has the partner's own signed word for it, and only a delivered one."""
        if row.state != DELIVERED:
            if row.receipt or row.receipt_signature:
                text = "a receipt, but the message is not marked as delivered"
                self._fault("I4", "Outbox", row.id, "state or receipt or receipt_signature", text)
            return
        partner = self._partners.get(row.peer)
        if header is None or partner is None:
            return
        envelope = Envelope(header_bytes=row.header, signature=row.signature, sealed=row.sealed)
        self._check_receipt("Outbox", row, envelope, signer=partner)

    # -- what arrived

    def _check_incoming(self, row: Incoming) -> None:
        self._findings.looked("I4")
        envelope = Envelope(header_bytes=row.header, signature=row.signature, sealed=b"")
        expected_prev = self._next(row.peer, row.lane, "in", row.seq, "Inbox", row.id)
        self._set_prev(row.peer, row.lane, "in", row.seq, row.header_hash)
        if envelope.header_hash != row.header_hash:
            self._fault("I4", "Inbox", row.id, "header or header_hash", "is not the hash of the header")
        partner = self._partners.get(row.peer)
        if partner is None:
            self._fault("I4", "Inbox", row.id, "peer", "no confirmed partner of this code")
            return
        try:
            header = verify_header(envelope, sender=partner)
        except ProtocolError as error:
            text = f"not a header the partner signed ({error.code})"
            self._fault("I4", "Inbox", row.id, "header or signature or peer", text)
            return
        pairs = (
            ("id", header.id, row.id),
            ("lane", header.lane, row.lane),
            ("seq", header.seq, row.seq),
            ("content_hash", header.content_hash, row.content_hash),
            ("header", header.receiver, self._node.office),
        )
        self._compare("Inbox", row.id, pairs)
        if expected_prev is not None and header.prev != expected_prev:
            self._fault("I4", "Inbox", row.id, "header", "does not name the message before it in its lane")
        self._check_effect(row)
        if row.receipt or row.receipt_signature:
            self._check_receipt("Inbox", row, envelope, signer=self._own)

    def _check_effect(self, row: Incoming) -> None:
        """What arrived was taken up by exactly one entry, at the time the receipt names."""
        if row.entry == NO_ENTRY:
            return
        cause = passage.cause(row.entry, records_key=self._node.records_key)
        if cause is None:
            self._fault("I4", "Inbox", row.id, "entry", "there is no entry of this number")
            return
        if cause.entry.record != row.record:
            text = f"the entry is about {cause.entry.record}"
            self._fault("I4", "Inbox", row.id, "record or entry", text)
        if cause.entry.at != row.received_at:
            text = f"the entry was made at {cause.entry.at}"
            self._fault("I4", "Inbox", row.id, "received_at or entry", text)
        taken = (cause.payload or {}).get("message") or {}
        if cause.payload is not None and taken.get("id") != row.id:
            self._fault("I4", "Inbox", row.id, "id or entry", "not the message the entry says was taken")

    def _check_receipt(self, table: str, row: Outgoing | Incoming, envelope: Envelope, *, signer: Identity) -> None:
        self._findings.looked("I4")
        signed = SignedReceipt(receipt_bytes=row.receipt, signature=row.receipt_signature)
        try:
            receipt = open_receipt(signed, signer=signer)
            match_receipt(receipt, envelope)
        except ProtocolError as error:
            text = f"not the receipt for this message ({error.code})"
            self._fault("I4", table, row.id, "receipt or receipt_signature", text)
            return
        if isinstance(row, Incoming) and receipt.received_at != row.received_at:
            text = f"the receipt says {receipt.received_at}"
            self._fault("I4", table, row.id, "received_at", text)

    # -- lanes

    def _next(self, peer: str, lane: str, direction: str, seq: int, table: str, key: str) -> str | None:
        """Lanes have no gap; returns the hash the header must name, None where that cannot be told."""
        last, prev = self._lanes.get((peer, lane, direction), (0, ""))
        if seq != last + 1:
            text = f"number {seq} where {last + 1} is due in lane {lane} with {peer}"
            self._fault("I4", table, key, "seq or lane or peer", text)
            return None
        return prev if prev or last == 0 else None

    def _set_prev(self, peer: str, lane: str, direction: str, seq: int, prev: str) -> None:
        self._lanes[peer, lane, direction] = (seq, prev)

    def _check_heads(self) -> None:
        heads = {key: value for key, value in passage.lane_heads().items() if key[2] == "in"}
        seen = {key: value for key, value in self._lanes.items() if key[2] == "in"}
        for key in sorted({*heads, *seen}):
            self._findings.looked("I4")
            there, wanted = heads.get(key), seen.get(key)
            name = "/".join(key)
            if there is None or wanted is None:
                column = "peer or lane or direction"
                self._fault("I4", "LaneHead", name, column, "lane head and messages of the lane do not belong together")
            elif there != wanted:
                column = "seq" if there[0] != wanted[0] else "prev"
                self._fault("I4", "LaneHead", name, column, f"the last message of the lane is number {wanted[0]}")

    def _compare(self, table: str, key: str, pairs: Iterable[tuple[str, object, object]]) -> None:
        for column, wanted, there in pairs:
            if wanted != there:
                self._fault("I4", table, key, column, "is not what the signed header says")

    def _fault(self, rule: str, table: str, key: str, column: str, text: str) -> None:
        self._findings.fault(rule, table=table, key=key, column=column, text=text)


def check_mentioned(findings: Findings, chain: Chain) -> None:
    """What entries say was sent or taken stands in outbox and inbox: nothing was lost, and it can be named (I4, I9)."""
    sent = _named(chain, "sent")
    taken = _named(chain, "message")
    findings.looked("I9", len(sent))
    for message in sorted(set(sent) - passage.known_outgoing(list(sent))):
        text = f"entry {sent[message]} sent this message, and it is not there"
        findings.fault("I9", table="Outbox", key=message, column="id", text=text)
    for message in sorted(set(taken) - passage.known_incoming(list(taken))):
        text = f"entry {taken[message]} took this message, and it is not there"
        findings.fault("I4", table="Inbox", key=message, column="id", text=text)


def _named(chain: Chain, member: str) -> dict[str, int]:
    found = {}
    for link in chain.links:
        message = (link.payload or {}).get(member)
        if isinstance(message, Mapping) and "id" in message:
            found[str(message["id"])] = link.entry.seq
    return found
