"""Witnessing: a partner's checkpoint is kept and cosigned only if it extends the one kept before.

The other way round, a partner's memory of this node's log is the only thing that can say whether a restored database
is whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import transaction

from comity.app import faults, highwater
from comity.app.node import Node
from comity.app.peers import Peer
from comity.kit import clock
from comity.protocol.keys import NodeKeys
from comity.storage import boot, lanes, log
from comity.tlog.checkpoint import (
    Checkpoint,
    add_signature,
    cosign,
    open_checkpoint,
    verify_cosignature,
    witness_key,
)
from comity.tlog.errors import ProofError, TlogError
from comity.tlog.note import VerifierKey, verifier_key
from comity.tlog.tree import EMPTY_ROOT, verify_consistency

BEHIND_IN_A_ROW: Final = 3
_behind: dict[str, int] = {}


class Seen(StrEnum):
    """What came of looking at a partner's checkpoint."""

    NONE = "none"
    """There was none to look at."""
    NEW = "new"
    """It extends what was witnessed before and is kept."""
    SAME = "same"
    """It is the newest one witnessed."""
    UNPROVEN = "unproven"
    """The proof starts somewhere else; the partner is told where it must start, and tries again."""
    BEHIND = "behind"
    """It is older than one already witnessed: a late copy, or a partner that was restored from an old backup."""
    BAD = "bad"
    """It is not signed by the partner's log."""
    FORK = "fork"
    """It contradicts one already witnessed."""

    @property
    def is_newest(self) -> bool:
        """Whether the checkpoint is now the largest one this node has witnessed."""
        return self in (Seen.NEW, Seen.SAME)


@dataclass(frozen=True, slots=True)
class Offered:
    """A partner's checkpoint as it came, with a consistency proof from ``old_size``."""

    note: str
    old_size: int
    proof: Sequence[bytes]


def take_checkpoint(peer: Peer, offered: Offered) -> Seen:
    """Keep a partner's checkpoint if it extends the newest one kept; name what is wrong with it otherwise."""
    if not offered.note:
        return Seen.NONE
    try:
        checkpoint = open_checkpoint(offered.note.encode(), peer.log_key)
    except TlogError:
        faults.record(peer.office, "checkpoint_bad", offered.note)
        return Seen.BAD
    with transaction.atomic():
        log.lock()  # one at a time: two checkpoints that both extend the last one must meet each other
        seen, known = _compare(peer, checkpoint, offered)
        if seen == Seen.NEW:
            at = clock.format_time(clock.now())
            log.keep_witnessed(peer.office, tree_size=checkpoint.size, root_hash=checkpoint.root, note=offered.note,
                               at=at)  # fmt: skip
    if seen == Seen.FORK:
        faults.record(peer.office, "checkpoint_fork", f"{known}\n{offered.note}")
    _watch(peer.office, seen, f"{known}\n{offered.note}")
    return seen


def _watch(office: str, seen: Seen, notes: str) -> None:
    """One checkpoint may be overtaken by a newer one on another connection; a partner that stays behind has a fault."""
    if seen != Seen.BEHIND:
        _behind.pop(office, None)
        return
    _behind[office] = _behind.get(office, 0) + 1
    if _behind[office] >= BEHIND_IN_A_ROW:
        faults.record(office, "checkpoint_behind", notes)


def _compare(peer: Peer, checkpoint: Checkpoint, offered: Offered) -> tuple[Seen, str]:
    size, root, note = log.witnessed(peer.office) or (0, EMPTY_ROOT, "")
    if checkpoint.size < size:
        earlier = log.witnessed_of_size(peer.office, checkpoint.size)
        if earlier is not None and earlier[0] != checkpoint.root:
            return Seen.FORK, earlier[1]
        return Seen.BEHIND, note
    if checkpoint.size == size and note:
        return (Seen.SAME if checkpoint.root == root else Seen.FORK), note
    if offered.old_size != size:
        return Seen.UNPROVEN, note
    try:
        verify_consistency(old=size, new=checkpoint.size, old_root=root, new_root=checkpoint.root, proof=offered.proof)
    except ProofError:
        return Seen.FORK, note
    return Seen.NEW, note


def stands(peer: Peer, note: str) -> str:
    """Whether a checkpoint inside a header or receipt may stand beside the witnessed ones: "" or a kind of fault."""
    try:
        checkpoint = open_checkpoint(note.encode(), peer.log_key)
    except TlogError:
        return "checkpoint_bad"
    newest = log.witnessed(peer.office)
    if newest is None or checkpoint.size > newest[0]:
        return "not_witnessed"
    kept = log.witnessed_of_size(peer.office, checkpoint.size)
    return "checkpoint_fork" if kept is not None and kept[0] != checkpoint.root else ""


def size_of(peer: Peer, note: str) -> int:
    """The size a partner's checkpoint names; it must have been found good before."""
    return open_checkpoint(note.encode(), peer.log_key).size


def cosign_line(node: Node, keys: NodeKeys, note: str) -> str:
    """This node's cosignature line on a checkpoint that ``take_checkpoint`` found to be the newest."""
    return str(cosign(note.encode(), keys.log, f"{node.office}/witness", clock.now()))


def keep_cosignature(peer: Peer, *, size: int, note: str, line: str) -> bool:
    """Keep a partner's cosignature on one of this node's checkpoints; False when it is not one."""
    key = witness_key(peer.office, peer.log_key.public_key)
    try:
        verify_cosignature(add_signature(note.encode(), line), key)
    except TlogError:
        faults.record(peer.office, "receipt_bad", line)
        return False
    log.keep_cosignature(peer.office, tree_size=size, line=line, at=clock.format_time(clock.now()))
    return True


def own_key(node: Node, keys: NodeKeys) -> VerifierKey:
    """The key of this node's own log."""
    return verifier_key(node.origin, keys.log)


def remember(node: Node, keys: NodeKeys, peer: Peer, note: str) -> int | None:
    """Take in how far a partner has witnessed this log; doubt our own history where it knows more than we do.

    ``note`` is our own signed checkpoint, so a partner can withhold one but cannot invent one; "" when it has seen
    none. Returns the size it knows, or None where its word cannot be used.
    """
    size = 0
    if note:
        try:
            checkpoint = open_checkpoint(note.encode(), own_key(node, keys))
        except TlogError:
            faults.record(peer.office, "receipt_bad", note)
            return None
        size = checkpoint.size
        if not highwater.log_has(size, checkpoint.root):
            boot.doubt("partner_knows_more", at=clock.format_time(clock.now()))
            return None
    lanes.keep_contact(peer.office, at=clock.format_time(clock.now()), known=size)
    return size


def trust_again(node: Node) -> bool:
    """A partner's memory agrees with this log: sign again, from the high-water mark the database now justifies.

    Where the database itself is behind or contradicts the mark, no partner's word helps: something was signed that is
    not here. Returns whether the doubt is settled.
    """
    reason = highwater.judge(node.home)
    if reason not in ("", "high_water_missing"):
        return False
    size = log.size()
    newest = log.latest_checkpoint()
    if newest is not None and not highwater.log_has(newest[0], newest[1]):
        return False
    if reason:
        mark = newest if newest is not None else (0, EMPTY_ROOT, "")
        highwater.raise_mark(node.home, min(mark[0], size), mark[1])
    boot.trust_again()
    return True
