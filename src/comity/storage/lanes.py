"""Where each lane from a partner stands, and how far partner and node have seen each other."""

from dataclasses import dataclass

from comity.storage import models

IN = "in"


@dataclass(frozen=True, slots=True)
class Head:
    """The last message taken in a lane: its sequence number (0 for none) and the SHA-256 of its header ("")."""

    seq: int
    prev: str


def head(peer: str, lane: str) -> Head:
    """How far the lane from a partner has been taken."""
    row = models.LaneHead.objects.filter(peer=peer, lane=lane, direction=IN).first()
    return Head(row.seq, row.prev) if row else Head(0, "")


def advance(peer: str, lane: str, *, seq: int, prev: str) -> None:
    """The next message of the lane was taken. Call with the log head locked, in the transaction that takes it."""
    models.LaneHead.objects.update_or_create(peer=peer, lane=lane, direction=IN, defaults={"seq": seq, "prev": prev})


def known_to_peer(peer: str) -> int:
    """The size of this node's log that the partner, by its own word, last witnessed."""
    return models.PeerHead.objects.filter(peer=peer).values_list("known_to_peer", flat=True).first() or 0


def keep_contact(peer: str, *, at: str, known: int | None = None) -> None:
    """This node and the partner have just exchanged something; ``known`` is how far the partner knows our log."""
    changes: dict[str, object] = {"last_contact_at": at}
    if known is not None:
        changes["known_to_peer"] = known
    if not models.PeerHead.objects.filter(peer=peer).update(**changes):
        models.PeerHead.objects.update_or_create(peer=peer, defaults=changes)
