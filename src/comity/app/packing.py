"""From a queued message to the exact bytes that are sent: permitted, chained, sealed, signed, stored."""

from typing import Final

from django.db import transaction

from comity.app import checkpoints, faults, signer
from comity.app.enclosing import enclose
from comity.app.letter import class_of
from comity.app.node import Node
from comity.app.peers import Peer
from comity.kit import clock
from comity.kit.canonical import sha256_hex
from comity.protocol.envelope import Envelope, Header, link_of, seal_message
from comity.protocol.keys import NodeKeys
from comity.storage import log, outbox
from comity.storage.outbox import Waiting

LIMIT_ROWS: Final = 100


def permitted(node: Node, peer: Peer, rows: list[Waiting]) -> tuple[list[Waiting], str]:
    """The messages from the front that may leave, and why the next one may not. What is sealed was looked at before."""
    fit: list[Waiting] = []
    for row in rows:
        reason = signer.objection(node, peer, row) if row.state == outbox.QUEUED else ""
        if not reason and peer.agreement is None:
            reason = "no_agreement"
        if reason:
            if reason != "no_agreement":
                faults.record(node.office, "not_permitted", note=f"{row.id} {reason}")
            return fit, f"signer.{reason}"
        fit.append(row)
    return fit, ""


def seal_waiting(node: Node, keys: NodeKeys, peer: Peer, rows: list[Waiting]) -> None:
    """Store the bytes of every queued message among the rows, which follow each other in one lane.

    Nothing stored is ever replaced: if another worker was faster, its bytes stay and ours are forgotten.
    """
    queued = [row for row in rows if row.state == outbox.QUEUED]
    if not queued:
        return
    note = _checkpoint(node, keys, peer, max(row.entry for row in queued))
    before = outbox.previous_header(queued[0].peer, queued[0].lane, queued[0].seq)
    prev = first = sha256_hex(before) if before else ""
    sealed: list[tuple[Waiting, Envelope]] = []
    for row in queued:
        envelope = _seal(node, keys, peer, row, prev=prev, checkpoint=note)
        sealed.append((row, envelope))
        prev = envelope.header_hash
    with transaction.atomic():
        log.lock()  # two workers that overlap for a moment must not break the chain of headers
        present = outbox.previous_header(queued[0].peer, queued[0].lane, queued[0].seq)
        if (sha256_hex(present) if present else "") != first:
            return
        for row, envelope in sealed:
            outbox.keep_sealed(
                row.id, header=envelope.header_bytes, signature=envelope.signature, sealed=envelope.sealed
            )


def envelope_of(row: Waiting) -> Envelope:
    """The stored bytes of a sealed message."""
    return Envelope(header_bytes=row.header, signature=row.signature, sealed=row.sealed)


def _checkpoint(node: Node, keys: NodeKeys, peer: Peer, entry: int) -> str:
    """Our signed checkpoint over the entry; one the partner has cosigned where the agreement demands that first."""
    if peer.witnesses_first:
        found = log.checkpoint_of_size(log.cosigned_size(peer.office))
        if found is not None:
            return found[1]
    return checkpoints.covering(node, keys, entry).note


def _seal(node: Node, keys: NodeKeys, peer: Peer, row: Waiting, *, prev: str, checkpoint: str) -> Envelope:
    header = Header(
        id=row.id,
        link=link_of(node.office, peer.office),
        lane=row.lane,
        seq=row.seq,
        prev=prev,
        sender=node.office,
        receiver=peer.office,
        type_class=class_of(row.kind),
        policy_hash=node.law.shared.hash,
        checkpoint=checkpoint,
        content_hash=row.content_hash,
        sealed_hash="",
        made_at=clock.format_time(clock.now()),
    )
    whole = enclose(node, row.body, record=row.record)
    return seal_message(header, body=whole, salt=row.salt, receiver=peer.identity, signing=keys.signing)
