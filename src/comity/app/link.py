"""What arrives from partners: one posted batch in, one answer out. The partner's entrance calls ``receive_batch``.

Each message is one durable transaction (``app.lane``). Receipts are signed after the last of them, over a checkpoint
that covers every entry they made, so a receipt never promises what a restart would not find.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import Error as DatabaseError
from django.db import connection, transaction

from comity.app import checkpoints, faults, lane, peers, witness
from comity.app.checkpoints import HistoryDoubtError, TreeDamagedError
from comity.app.lane import Gap, Refused, Result, Taken
from comity.app.node import Node, current
from comity.app.peers import Peer
from comity.app.witness import Offered, Seen
from comity.kit import clock
from comity.kit.crash import crash_point
from comity.kit.errors import ComityError
from comity.protocol.batch import LIMIT_MESSAGES, Fault, Reply, Request, read_request, write_reply
from comity.protocol.envelope import Envelope
from comity.protocol.errors import ProtocolError
from comity.protocol.keys import NodeKeys
from comity.protocol.receipt import SignedReceipt, make_receipt, sign_receipt
from comity.storage import boot, inbox, lanes, log
from comity.storage.inbox import Arrived

KEYS: Final = ("log", "signing", "sealing", "records")
"""What receiving needs: to open, to sign receipts, to sign and cosign checkpoints."""

_held: dict[str, NodeKeys] = {}


class UnknownPeerError(ComityError):
    """No confirmed partner has this certificate."""

    code = "link.unknown_peer"


class LinkClosedError(ComityError):
    """This node takes nothing at present: its keys are not there, or its database does not answer."""

    code = "link.closed"


def use_keys(keys: NodeKeys) -> None:
    """Give this process the keys that receiving needs; called once, before the entrance opens."""
    _held["keys"] = keys


def warm_up(node: Node) -> None:
    """Read pack and policies now, so that the first partner does not wait for them."""
    _ = node.pack, node.law, node.projector


def receive_batch(certificate_der: bytes, body: bytes) -> bytes:
    """Take what a partner posted and answer with receipts, gaps, faults and this node's newest checkpoint.

    Raises UnknownPeerError, LinkClosedError, and the protocol's errors for a body that is no batch.
    """
    if "keys" not in _held:
        raise LinkClosedError(reason="locked")
    try:
        peer = peers.by_certificate(certificate_der)
        if peer is None:
            raise UnknownPeerError
        return write_reply(_answer(_Desk(current(), _held["keys"], peer), _read(peer, body)))
    except DatabaseError as error:
        connection.close()
        raise LinkClosedError(reason=type(error).__name__) from error
    except (HistoryDoubtError, TreeDamagedError) as error:
        raise LinkClosedError(reason=error.code) from error


@dataclass(frozen=True, slots=True)
class _Desk:
    node: Node
    keys: NodeKeys
    peer: Peer


def _read(peer: Peer, body: bytes) -> Request:
    try:
        return read_request(body)
    except ProtocolError as error:
        faults.record(peer.office, "not_well_formed", note=error.code)
        raise


def _answer(desk: _Desk, request: Request) -> Reply:
    office = desk.peer.office
    if not boot.history_is_whole() or request.known_size > log.size():
        # Whoever says that it holds more of our log than there is may be right: sign nothing before the worker asked.
        return Reply(faults=_all_refused(request, "closed"), seen=_seen(office))
    before = log.witnessed(office)
    seen = witness.take_checkpoint(desk.peer, Offered(request.checkpoint, request.old_size, request.consistency))
    refusal = _refusal(desk.peer, seen)
    results: list[Result] = []
    if not refusal:
        results = _take_all(desk, request.messages, witnessed_before=before[0] if before else 0)
        if any(isinstance(result, Taken) and result.is_new for result in results):
            crash_point("after_partner_commit")
    return _reply(desk, request, results=results, seen=seen, refusal=refusal)


def _refusal(peer: Peer, seen: Seen) -> str:
    """Why none of the messages is taken now: "" when they are. The sender keeps them and tries again."""
    if not seen.is_newest:
        return {Seen.NONE: "not_witnessed", Seen.UNPROVEN: "unproven", Seen.BEHIND: "checkpoint_behind",
                Seen.BAD: "checkpoint_bad"}.get(seen, "checkpoint_fork")  # fmt: skip
    return "" if peer.agreement else "no_agreement"


def _take_all(desk: _Desk, messages: Sequence[Envelope], *, witnessed_before: int) -> list[Result]:
    """In the order given. Once a lane has a gap or a refusal, what follows in it is a gap by itself."""
    return [
        lane.take_message(desk.node, desk.keys, desk.peer, envelope, witnessed_before=witnessed_before)
        for envelope in messages
    ]


def _reply(desk: _Desk, request: Request, *, results: list[Result], seen: Seen, refusal: str) -> Reply:
    """Sign a checkpoint over what was taken, then receipts that carry it."""
    own = checkpoints.sign_checkpoint(desk.node, desk.keys)
    line = witness.cosign_line(desk.node, desk.keys, request.checkpoint) if seen.is_newest else ""
    known = min(request.known_size, own.size)
    if refusal == "no_agreement" and request.messages:
        faults.record(desk.peer.office, "no_agreement")
    refused = _all_refused(request, refusal) if refusal else _refused(results)
    with transaction.atomic():
        receipts = _receipts(desk, request.messages, results, checkpoint=own.note, cosignature=line)
        # The partner will have seen this checkpoint once the answer arrives; if it is lost, the partner says so.
        lanes.keep_contact(desk.peer.office, at=clock.format_time(clock.now()), known=own.size)
    return Reply(
        receipts=receipts,
        expect=_expected(desk.peer, results),
        faults=refused,
        checkpoint=own.note,
        consistency=tuple(log.consistency(known, own.size)),
        cosignature=line,
        seen=_seen(desk.peer.office),
    )


def _receipts(desk: _Desk, messages: Sequence[Envelope], results: list[Result], *, checkpoint: str,
              cosignature: str) -> tuple[SignedReceipt, ...]:  # fmt: skip
    """A receipt for each message that is durable here; one that was signed before is given again, byte for byte."""
    given: dict[str, SignedReceipt] = {}
    for envelope, result in zip(messages, results, strict=False):
        if isinstance(result, Taken) and result.arrived.id not in given:
            given[result.arrived.id] = _receipt(desk, envelope, result.arrived, checkpoint, cosignature)
    return tuple(given.values())


def _receipt(desk: _Desk, envelope: Envelope, arrived: Arrived, checkpoint: str, cosignature: str) -> SignedReceipt:
    if arrived.receipt:
        return SignedReceipt(arrived.receipt, arrived.receipt_signature)
    receipt = make_receipt(envelope, received_at=arrived.received_at, checkpoint=checkpoint, cosignature=cosignature)
    signed = sign_receipt(receipt, desk.keys.signing)
    if inbox.keep_receipt(arrived.id, receipt=signed.receipt_bytes, signature=signed.signature):
        return signed
    first = inbox.find(arrived.peer, arrived.lane, arrived.seq)  # the same message on another connection was faster
    return SignedReceipt(first.receipt, first.receipt_signature) if first is not None else signed


def _expected(peer: Peer, results: list[Result]) -> dict[str, int]:
    """The next number of each lane that had a gap, as the lane stands after the whole batch."""
    gaps = {result.lane for result in results if isinstance(result, Gap)}
    return {name: lanes.head(peer.office, name).seq + 1 for name in sorted(gaps)}


def _refused(results: list[Result]) -> tuple[Fault, ...]:
    return tuple(Fault(row.message, f"link.{row.kind}") for row in results if isinstance(row, Refused))


def _all_refused(request: Request, reason: str) -> tuple[Fault, ...]:
    return tuple(Fault("", f"link.{reason}") for _ in request.messages[:LIMIT_MESSAGES])


def _seen(office: str) -> str:
    found = log.witnessed(office)
    return found[2] if found else ""
