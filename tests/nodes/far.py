"""The partner's side of the link in a test's own hands: it holds real keys and says whatever the test wants.

It speaks the protocol as a real node does, with a log of its own, and can be made to lie in one place at a time.
"""

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

from comity.app import link
from comity.kit import clock
from comity.kit.canonical import canonical_bytes, sha256_hex
from comity.protocol.batch import Reply, Request, read_reply, read_request, write_reply, write_request
from comity.protocol.certificates import certificate_der
from comity.protocol.envelope import Envelope, Header, content_hash, link_of, open_envelope, seal_message
from comity.protocol.identity import Identity
from comity.protocol.keys import NodeKeys
from comity.protocol.receipt import make_receipt, sign_receipt
from comity.tlog import tree
from comity.tlog.checkpoint import Checkpoint, cosign, sign_checkpoint
from tests.tlog.memory import MemoryNodes

SALT = bytes(range(32))
_NUMBERS = itertools.count(1)


def new_id(office: str, kind: str) -> str:
    return f"{office}/{kind}/0193aaaa-0000-7000-8000-{next(_NUMBERS):012d}"


@dataclass
class Far:
    """One partner office, ``identity`` with its ``keys``, that speaks to ``near``."""

    identity: Identity
    keys: NodeKeys
    near: Identity
    policy_hash: str
    nodes: MemoryNodes = field(default_factory=MemoryNodes)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    near_knows: int = 0
    near_size: int = 0
    near_note: str = ""
    received: list[Any] = field(default_factory=list)

    @property
    def office(self) -> str:
        return self.identity.office

    # -- its log

    def grow(self, count: int = 1) -> None:
        self.nodes.extend([sha256_hex(f"{self.office} {self.nodes.size + n}".encode()).encode()[:32]
                           for n in range(count)])  # fmt: skip

    def checkpoint(self, size: int | None = None) -> str:
        whole = self.nodes.size if size is None else size
        root = tree.root(whole, self.nodes.read)
        return sign_checkpoint(Checkpoint(self.identity.origin, whole, root), self.keys.log).decode()

    def forked(self, size: int) -> str:
        """A checkpoint of its log under its own key that no honest log could have signed."""
        return sign_checkpoint(Checkpoint(self.identity.origin, size, b"\xee" * 32), self.keys.log).decode()

    # -- what it says

    def message(self, kind: str, record: str, *, lane: str = "normal", round_: int = 1, content: Any = None,
                header: dict[str, Any] | None = None, **body: Any) -> Envelope:  # fmt: skip
        """The next message of a lane; the lane's head moves on only when it is posted honestly (``send``)."""
        changes = header or {}
        seq, prev = self.heads.get(lane, (0, ""))
        name = changes.get("id") or new_id(self.office, "message")
        at = clock.format_time(clock.now())
        inside = {"type": kind, "id": name, "body": {"record": record, "round": round_, "at": at, **body}}
        data = canonical_bytes(inside if content is None else content)
        made = Header(
            id=name,
            link=link_of(self.office, self.near.office),
            lane=lane,
            seq=seq + 1,
            prev=prev,
            sender=self.office,
            receiver=self.near.office,
            type_class=kind.partition(".")[0],
            policy_hash=self.policy_hash,
            checkpoint=self.checkpoint(),
            content_hash=content_hash(SALT, data),
            sealed_hash="",
            made_at=at,
        )
        signing = changes.pop("signing", self.keys.signing)
        return seal_message(replace(made, **changes), body=data, salt=SALT, receiver=self.near, signing=signing)

    def next(self, kind: str, record: str, *, lane: str = "normal", **more: Any) -> Envelope:
        """An honest message in its place: what is made after it follows it."""
        self.grow()
        made = self.message(kind, record, lane=lane, **more)
        self.heads[lane] = (self.heads.get(lane, (0, ""))[0] + 1, made.header_hash)
        return made

    def post(self, *envelopes: Envelope, **changes: Any) -> Reply:
        """Hand a batch to the node of this process, as the entrance would; remembers what the node answered."""
        return read_reply(self.post_bytes(write_request(self.request(*envelopes, **changes))))

    def post_bytes(self, body: bytes) -> bytes:
        answer = link.receive_batch(certificate_der(self.identity.tls_certificate), body)
        reply = read_reply(answer)
        if reply.cosignature:
            self.near_knows = self.nodes.size
        return answer

    def request(self, *envelopes: Envelope, **changes: Any) -> Request:
        made = Request(
            messages=envelopes,
            old_size=self.near_knows,
            checkpoint=self.checkpoint(),
            consistency=tuple(tree.consistency_proof(self.near_knows, self.nodes.size, self.nodes.read)),
            known_size=self.near_size,
        )
        return replace(made, **changes)

    # -- what it answers when the node under test sends

    def answer(self, body: bytes, **changes: Any) -> bytes:
        """Take a batch as an honest receiver does (in order, once) and answer it."""
        request = read_request(body)
        own = self._witness(request)
        receipts, expect = [], {}
        for envelope in request.messages:
            opened = open_envelope(envelope, sender=self.near, office=self.office, sealing=self.keys.sealing)
            lane, seq = opened.header.lane, opened.header.seq
            if seq > self.taken.get(lane, 0) + 1:
                expect[lane] = self.taken.get(lane, 0) + 1
                continue
            if seq == self.taken.get(lane, 0) + 1:
                self.taken[lane] = seq
                self.received.append(opened)
                self.grow()
            receipts.append((envelope, seq))
        if not self.nodes.size:
            self.grow()
        note, at = self.checkpoint(), clock.format_time(clock.now())
        signed = tuple(
            sign_receipt(make_receipt(envelope, received_at=at, checkpoint=note, cosignature=own), self.keys.signing)
            for envelope, _ in receipts
        )
        reply = Reply(
            receipts=signed,
            expect=expect,
            checkpoint=note,
            consistency=tuple(tree.consistency_proof(request.known_size, self.nodes.size, self.nodes.read)),
            cosignature=own,
            seen=self.near_note,
        )
        return write_reply(replace(reply, **changes))

    def _witness(self, request: Request) -> str:
        if not request.checkpoint:
            return ""
        self.near_note = request.checkpoint
        self.near_size = int(request.checkpoint.split("\n")[1])
        return str(cosign(request.checkpoint.encode(), self.keys.log, f"{self.office}/witness", clock.now()))
