"""This node's own checkpoints: signed only over what was read back and extends what was signed before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from comity.app import highwater
from comity.app.node import Node
from comity.kit import clock
from comity.kit.errors import ComityError
from comity.protocol.keys import NodeKeys
from comity.storage import boot, log, readback
from comity.tlog import checkpoint, tree
from comity.tlog.errors import TlogError

CHUNK: Final = 250


class HistoryDoubtError(ComityError):
    """This node may not sign: its history has not yet been compared with a partner's memory of it."""

    code = "checkpoints.doubt"


class TreeDamagedError(ComityError):
    """What lies on disk is not what was signed, or not what its own hashes say. Nothing is signed over it."""

    code = "checkpoints.damaged"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint of this node's log; ``note`` is the C2SP signed note."""

    size: int
    root: bytes
    note: str


def sign_checkpoint(node: Node, keys: NodeKeys) -> Signed:
    """Sign the log as it is now and keep the note; the same size always gives the same note.

    Before: the tree is read back from the entries and must extend the last signed one. After: the high-water file is
    on disk. Raises HistoryDoubtError or TreeDamagedError. If we stop between keeping and the file, the file is behind,
    which harms nothing, and the next call writes it.
    """
    if highwater.judge(node.home):
        highwater.check_history(node.home)
    if not boot.history_is_whole():
        raise HistoryDoubtError
    size, last = log.size(), _last()
    if last.size == size and last.note:
        highwater.raise_mark(node.home, last.size, last.root)
        return last
    root = _read_back(last, size)
    note = checkpoint.sign_checkpoint(checkpoint.Checkpoint(node.origin, size, root), keys.log).decode()
    log.keep_checkpoint(size, root, note, at=clock.format_time(clock.now()))
    kept = log.checkpoint_of_size(size)
    if kept is None or kept[0] != root:
        raise TreeDamagedError(reason="two_roots", size=size)
    highwater.raise_mark(node.home, size, root)
    return Signed(size, root, kept[1])


def covering(node: Node, keys: NodeKeys, entry: int) -> Signed:
    """A signed checkpoint of this log that holds entry number ``entry``: the newest if it does, else a new one."""
    last = _last()
    return last if last.size > entry and boot.history_is_whole() else sign_checkpoint(node, keys)


def is_due() -> bool:
    """Whether there are entries that no checkpoint of this node covers."""
    return _last().size < log.size()


def _last() -> Signed:
    found = log.latest_checkpoint()
    return Signed(*found) if found else Signed(0, tree.EMPTY_ROOT, "")


def _read_back(last: Signed, size: int) -> bytes:
    """The root over ``size`` entries, from the root last signed and the entries since, read from their own bytes."""
    if last.size > size or not highwater.log_has(last.size, last.root):
        raise TreeDamagedError(reason="not_an_extension", signed=last.size, size=size)
    for start in range(last.size, size, CHUNK):
        stop = min(start + CHUNK, size)
        leaves = readback.leaves(start, stop)
        if len(leaves) != stop - start:
            raise TreeDamagedError(reason="entries_missing", start=start, stop=stop)
        fresh = tree.append_many(start, leaves, log.read_nodes(tree.nodes_needed_for_append(start)))
        stored = log.read_nodes((level, index) for level, index, _ in fresh)
        if not _same(fresh, stored):
            raise TreeDamagedError(reason="hashes_differ", start=start, stop=stop)
    root = log.root(size)
    try:
        proof = log.consistency(last.size, size)
        tree.verify_consistency(old=last.size, new=size, old_root=last.root, new_root=root, proof=proof)
    except (TlogError, KeyError) as error:
        raise TreeDamagedError(reason="not_consistent", signed=last.size, size=size) from error
    return root


def _same(fresh: list[tree.NewNode], stored: Callable[[int, int], bytes]) -> bool:
    try:
        return all(stored(level, index) == digest for level, index, digest in fresh)
    except KeyError:
        return False
