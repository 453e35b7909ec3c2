"""What the partner answered: receipts, its checkpoint, its cosignature, what it expects, each verified before it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from comity.app import faults, packing, witness
from comity.app.checkpoints import Signed
from comity.app.node import Node
from comity.app.peers import Peer
from comity.app.witness import Offered, Seen
from comity.kit import clock
from comity.protocol.batch import Reply, Request
from comity.protocol.errors import ProtocolError
from comity.protocol.keys import NodeKeys
from comity.protocol.receipt import Receipt, SignedReceipt, match_receipt, open_receipt
from comity.storage import outbox
from comity.storage.outbox import Waiting


@dataclass(frozen=True, slots=True)
class Result:
    """What an answer moved on. ``refused`` is the code of the first fault the partner named, or ""."""

    receipts: int
    taken_up_to: int
    expect: Mapping[str, int]
    refused: str


def take_reply(node: Node, keys: NodeKeys, peer: Peer, *, request: Request, own: Signed, rows: list[Waiting],
               reply: Reply) -> Result:  # fmt: skip
    """Take in the answer to a request that carried ``rows`` and the checkpoint ``own``."""
    seen = witness.take_checkpoint(peer, Offered(reply.checkpoint, request.known_size, reply.consistency))
    unproven = seen == Seen.UNPROVEN  # our other process witnessed a newer one meanwhile: the same receipts come again
    good = [] if unproven else _good_receipts(peer, rows, reply)
    with transaction.atomic():
        for row, signed in good:
            if row.state != outbox.DELIVERED:
                outbox.keep_receipt(row.id, receipt=signed.receipt_bytes, signature=signed.signature)
        if reply.cosignature:
            witness.keep_cosignature(peer, size=own.size, note=own.note, line=reply.cosignature)
        witness.remember(node, keys, peer, reply.seen)
    return Result(
        receipts=len(good),
        taken_up_to=max((row.seq for row, _ in good), default=0),
        expect=_believable(peer, reply),
        refused="link.unproven" if unproven else reply.faults[0].code if reply.faults else "",
    )


def _good_receipts(peer: Peer, rows: list[Waiting], reply: Reply) -> list[tuple[Waiting, SignedReceipt]]:
    """The receipts that are the partner's, for exactly the bytes that were sent, over a log that was witnessed."""
    sent = {row.id: row for row in rows}
    good: list[tuple[Waiting, SignedReceipt]] = []
    for signed in reply.receipts:
        try:
            receipt = open_receipt(signed, signer=peer.identity)
            row = sent.get(receipt.message)
            if row is None:
                continue  # for a message somebody replayed on the way: true, and known already
            match_receipt(receipt, packing.envelope_of(row))
        except ProtocolError as error:
            faults.record(peer.office, "receipt_bad", note=f"{type(error).__name__}\n{signed.receipt_bytes.decode()}")
            continue
        fault = witness.stands(peer, receipt.checkpoint)
        if fault:
            faults.record(peer.office, fault, note=receipt.checkpoint)
            continue
        _flag_skew(peer, receipt)
        good.append((row, signed))
    return good


def _flag_skew(peer: Peer, receipt: Receipt) -> None:
    """The partner cannot have received a message in our future."""
    if clock.parse_time(receipt.received_at) > clock.now() + timedelta(seconds=faults.SKEW_SECONDS):
        faults.record(peer.office, "clock_skew", note=receipt.received_at)


def _believable(peer: Peer, reply: Reply) -> dict[str, int]:
    """What the partner expects next, where that was ever queued.

    More than that is nobody's word to take: a partner that really remembers messages we lost proves it with our own
    signed checkpoint (``seen``).
    """
    expect: dict[str, int] = {}
    for lane, seq in reply.expect.items():
        following = outbox.last_seq(peer.office, lane) + 1
        if seq > following:
            faults.record(peer.office, "expects_unknown", note=f"{lane} {seq}")
        elif seq < following:
            expect[lane] = seq
    return expect
