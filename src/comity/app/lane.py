"""One message from a partner: verified, in order, through the door, once.

Everything a message changes is one durable transaction: inbox row, head of the lane, entry, rows and the answer in
the outbox. A receipt is signed after it, by ``app.link``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import Error as DatabaseError
from django.db import transaction

from comity.app import enclosing, faults, letter, witness
from comity.app.door import preview, submit_within
from comity.app.letter import Letter
from comity.app.node import Node
from comity.app.peers import Peer
from comity.domain.command import Actor, Command, Outcome
from comity.domain.roles import ActorKind
from comity.kit import clock
from comity.protocol.envelope import Envelope, Header, Opened, open_envelope, verify_header
from comity.protocol.errors import (
    BadSignatureError,
    CannotOpenError,
    ContentHashError,
    ForeignError,
    NotForUsError,
    ProtocolError,
    SealedHashError,
)
from comity.protocol.keys import NodeKeys
from comity.storage import inbox, lanes, log
from comity.storage.inbox import NO_ENTRY, Arrived

_KINDS: Final[Mapping[type[ProtocolError], str]] = {
    ForeignError: "foreign",
    NotForUsError: "foreign",
    BadSignatureError: "bad_signature",
    SealedHashError: "sealed_hash",
    CannotOpenError: "cannot_open",
    ContentHashError: "content_hash",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """The message is durable here, now or since an earlier time."""

    arrived: Arrived
    is_new: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A message before this one is missing in its lane: the sender goes back to ``expect``."""

    lane: str
    expect: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The message was not taken and nothing of it is kept; ``kind`` is one of ``faults.KINDS``."""

    message: str
    kind: str


Result = Taken | Gap | Refused


@dataclass(frozen=True, slots=True)
class _Arrival:
    node: Node
    peer: Peer
    envelope: Envelope
    header: Header
    witnessed_before: int


def take_message(node: Node, keys: NodeKeys, peer: Peer, envelope: Envelope, *, witnessed_before: int) -> Result:
    """Take one message of a partner or say why not. Database errors pass through; nothing else does.

    ``witnessed_before`` is how far this node had witnessed the partner's log when the batch arrived.
    """
    try:
        header = verify_header(envelope, sender=peer.identity)
    except ProtocolError as error:
        return _refuse(peer, "", _KINDS.get(type(error), "not_well_formed"))
    if header.receiver != node.office:
        return _refuse(peer, header.id, "foreign")
    arrival = _Arrival(node, peer, envelope, header, witnessed_before)
    early = _place(arrival)
    if early is not None:
        return early
    try:
        opened = open_envelope(envelope, sender=peer.identity, office=node.office, sealing=keys.sealing)
    except ProtocolError as error:
        return _refuse(peer, header.id, _KINDS.get(type(error), "not_well_formed"))
    fault = _checkpoint_fault(arrival)
    if fault:
        return _refuse(peer, header.id, fault, note=header.checkpoint)
    return _apply(arrival, opened)


def _place(arrival: _Arrival) -> Result | None:
    """Where the message stands in its lane; None when it is the next one."""
    header, peer = arrival.header, arrival.peer
    head = lanes.head(peer.office, header.lane)
    if header.seq <= head.seq:
        return _again(arrival)
    if header.seq > head.seq + 1:
        faults.record(peer.office, "gap")
        return Gap(header.lane, head.seq + 1)
    if header.prev != head.prev:
        return _refuse(peer, header.id, "prev_mismatch", note=arrival.envelope.header_bytes.decode())
    if inbox.id_is_taken(header.id):
        return _refuse(peer, header.id, "replay_altered", note=arrival.envelope.header_bytes.decode())
    return None


def _again(arrival: _Arrival) -> Result:
    """A used sequence number: the same message gets the same receipt, any other is an altered replay."""
    header = arrival.header
    kept = inbox.find(arrival.peer.office, header.lane, header.seq)
    if kept is not None and kept.header_hash == arrival.envelope.header_hash:
        return Taken(kept, is_new=False)
    note = arrival.envelope.header_bytes.decode()
    if kept is not None:
        note = f"{kept.header.decode()}\n{note}"
    return _refuse(arrival.peer, header.id, "replay_altered", note=note)


def _checkpoint_fault(arrival: _Arrival) -> str:
    """The log the message stands in must be one this node has seen; where the agreement says so, seen before."""
    peer, note = arrival.peer, arrival.header.checkpoint
    fault = witness.stands(peer, note)
    if not fault and peer.witnesses_first and witness.size_of(peer, note) > arrival.witnessed_before:
        return "not_witnessed"
    return fault


def _apply(arrival: _Arrival, opened: Opened) -> Result:
    content = letter.read_letter(arrival.header, opened.body)
    try:
        if isinstance(content, Letter):
            enclosing.take_in(arrival.node, arrival.peer.office, content.body, content.files)
        with transaction.atomic(durable=True):
            size = log.lock()
            early = _place(arrival)
            if early is not None:
                return early
            kept, kind = _act(arrival, content, size)
            inbox.keep(kept)
            lanes.advance(kept.peer, kept.lane, seq=kept.seq, prev=kept.header_hash)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - one message that breaks a reader must not close the lane of others
        faults.record(arrival.peer.office, "failed", note=f"{type(error).__name__} {arrival.header.id}")
        return Refused(arrival.header.id, "failed")
    finally:
        if isinstance(content, Letter) and content.files:
            enclosing.let_go(arrival.node, arrival.peer.office)
    if kind:
        faults.record(arrival.peer.office, kind, note=f"{arrival.header.id} entry {kept.entry}")
    _flag_skew(arrival)
    return Taken(kept, is_new=True)


def _act(arrival: _Arrival, content: Letter | str, size: int) -> tuple[Arrived, str]:
    """Let the message do what it may, inside the transaction; returns the inbox row and the fault it amounts to."""
    if isinstance(content, str):
        return _row(arrival, entry=NO_ENTRY, record=""), content
    wish = letter.wish_of(content, arrival.peer)
    if isinstance(wish, str):
        return _row(arrival, entry=NO_ENTRY, record=content.record), wish
    command = _command(arrival, content, wish.command)
    if faults.too_many_entries(arrival.peer.office) and preview(arrival.node, command)[1]:
        return _row(arrival, entry=NO_ENTRY, record=content.record), "stopped"
    outcome = submit_within(arrival.node, command, size=size)
    turned = None
    instead = letter.turned_away_by(wish)
    if not outcome.done and instead:
        turned = _turn_away(arrival, content, instead, size + 1)
    kind = "" if outcome.done or (turned is not None and turned.done) else "stopped"
    return _row(arrival, entry=outcome.seq, record=content.record), kind


def _turn_away(arrival: _Arrival, content: Letter, instead: str, size: int) -> Outcome | None:
    """The gates did not let a request in: it is sent back with the neutral ground, in the same transaction."""
    command = _command(arrival, content, instead)
    if preview(arrival.node, command)[1]:
        return None
    return submit_within(arrival.node, command, size=size)


def _command(arrival: _Arrival, content: Letter, name: str) -> Command:
    message = {
        "type": content.type,
        "id": arrival.header.id,
        "from": arrival.peer.office,
        "header": arrival.header.content(),
        "body": content.body,
    }
    actor = Actor(kind=ActorKind.PARTNER, id=arrival.peer.office)
    return Command(name=name, actor=actor, record=content.record, message=message)


def _row(arrival: _Arrival, *, entry: int, record: str) -> Arrived:
    header, envelope = arrival.header, arrival.envelope
    at = clock.format_time(clock.now()) if entry == NO_ENTRY else inbox.time_of_entry(entry)
    return Arrived(
        id=header.id,
        peer=arrival.peer.office,
        lane=header.lane,
        seq=header.seq,
        entry=entry,
        record=record,
        header=envelope.header_bytes,
        signature=envelope.signature,
        header_hash=envelope.header_hash,
        content_hash=header.content_hash,
        received_at=at,
    )


def _flag_skew(arrival: _Arrival) -> None:
    """A message cannot have been made after it arrived; how long it was under way says nothing about clocks."""
    limit = clock.now() + timedelta(seconds=faults.SKEW_SECONDS)
    if clock.parse_time(arrival.header.made_at) > limit:
        faults.record(arrival.peer.office, "clock_skew", note=arrival.header.made_at)


def _refuse(peer: Peer, message: str, kind: str, *, note: str = "") -> Refused:
    faults.record(peer.office, kind, note=note)
    return Refused(message, kind)
