"""The Merkle tree of RFC 6962 section 2.1 (RFC 9162 section 2.1): hashes, growth, roots and proofs.

Only hashes of *perfect* subtrees are ever stored: node ``(level, index)`` is the hash over the ``2**level`` leaves
that start at ``index * 2**level``. Such a hash never changes once its last leaf is in, so storage only inserts.
Every function that reads nodes has a twin ``nodes_needed_for_...`` that names them, for one bulk query.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from comity.tlog.errors import ProofError, TlogError

NodeId = tuple[int, int]
"""(level, index) of a perfect subtree."""
ReadNode = Callable[[int, int], bytes]
"""Gives the 32-byte hash of a stored node."""
NewNode = tuple[int, int, bytes]
"""(level, index, hash): a row to store."""

HASH_BYTES = 32
MAX_SIZE = 2**63 - 1
MAX_PROOF_HASHES = 128
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf_data: bytes) -> bytes:
    """SHA-256(0x00 || leaf data)."""
    return hashlib.sha256(b"\x00" + leaf_data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(size: int, leaf_data: bytes, read_node: ReadNode) -> list[NewNode]:
    """The node hashes that become complete when one leaf joins a tree of ``size`` leaves; the leaf's own is first."""
    return append_many(size, [leaf_data], read_node)


def append_many(size: int, leaves: Iterable[bytes], read_node: ReadNode) -> list[NewNode]:
    """The same for several leaves in order; old nodes are read, new ones are remembered here."""
    _check_size(size)
    fresh: dict[NodeId, bytes] = {}

    def read(level: int, index: int) -> bytes:
        known = fresh.get((level, index))
        return _checked(read_node(level, index)) if known is None else known

    for offset, leaf_data in enumerate(leaves):
        level, index, digest = 0, size + offset, leaf_hash(leaf_data)
        fresh[(level, index)] = digest
        while index & 1:
            digest = node_hash(read(level, index - 1), digest)
            level, index = level + 1, index >> 1
            fresh[(level, index)] = digest
    return [(level, index, digest) for (level, index), digest in fresh.items()]


def nodes_needed_for_append(size: int) -> list[NodeId]:
    """What ``append`` and ``append_many`` may read of a tree of ``size`` leaves: its perfect parts, at most 63."""
    return nodes_needed_for_root(size)


def root(size: int, read_node: ReadNode) -> bytes:
    """MTH(D[size]); the empty tree has the hash of nothing."""
    _check_size(size)
    return _range_hash(0, size, read_node) if size else EMPTY_ROOT


def nodes_needed_for_root(size: int) -> list[NodeId]:
    """The perfect parts of the tree, left to right: one for each 1 bit of ``size``."""
    _check_size(size)
    return _perfect_parts(0, size)


def inclusion_proof(index: int, size: int, read_node: ReadNode) -> list[bytes]:
    """PATH(index, D[size]): the hashes that lead from leaf ``index`` to the root."""
    return [_range_hash(start, end, read_node) for start, end in _inclusion_ranges(index, size)]


def nodes_needed_for_inclusion(index: int, size: int) -> list[NodeId]:
    """What ``inclusion_proof`` reads."""
    return [part for start, end in _inclusion_ranges(index, size) for part in _perfect_parts(start, end)]


def consistency_proof(old: int, new: int, read_node: ReadNode) -> list[bytes]:
    """PROOF(old, D[new]): the hashes that show the old tree to be a prefix; empty when old is 0 or equals new."""
    return [_range_hash(start, end, read_node) for start, end in _consistency_ranges(old, new)]


def nodes_needed_for_consistency(old: int, new: int) -> list[NodeId]:
    """What ``consistency_proof`` reads."""
    return [part for start, end in _consistency_ranges(old, new) for part in _perfect_parts(start, end)]


def verify_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """RFC 9162 section 2.1.3.2; ``leaf`` is the leaf *hash*. Raise ProofError unless it leads to ``root``.

    The size is bound by the checkpoint's signature, not by the proof: two sizes may share one path.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise ProofError(reason="index", index=index, size=size)
    _check_hashes(proof, leaf, root)
    position, last, digest = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError(reason="too_long")
        if position & 1 or position == last:
            digest = node_hash(sibling, digest)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        position, last = position >> 1, last >> 1
    if last:
        raise ProofError(reason="too_short")
    if digest != root:
        raise ProofError(reason="root")


def verify_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """RFC 9162 section 2.1.4.2. Raise ProofError unless the tree of ``old`` leaves is a prefix of the one of ``new``."""
    if not 0 <= old <= new <= MAX_SIZE:
        raise ProofError(reason="sizes", old=old, new=new)
    _check_hashes(proof, old_root, new_root)
    if old in {0, new}:
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY_ROOT):
            raise ProofError(reason="root" if not proof else "too_long")
        return
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        raise ProofError(reason="too_short")
    _walk_consistency(old - 1, new - 1, path, old_root=old_root, new_root=new_root)


def _walk_consistency(first: int, last: int, path: list[bytes], *, old_root: bytes, new_root: bytes) -> None:
    while first & 1:
        first, last = first >> 1, last >> 1
    old_digest = new_digest = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError(reason="too_long")
        if first & 1 or first == last:
            old_digest, new_digest = node_hash(sibling, old_digest), node_hash(sibling, new_digest)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            new_digest = node_hash(new_digest, sibling)
        first, last = first >> 1, last >> 1
    if last:
        raise ProofError(reason="too_short")
    if old_digest != old_root or new_digest != new_root:
        raise ProofError(reason="root")


def _inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The leaf ranges of the siblings on the way from a leaf to the root, the lowest first."""
    _check_size(size)
    if not 0 <= index < size:
        raise TlogError("tlog.no_such_leaf", index=index, size=size)
    start, end = 0, size
    ranges: list[tuple[int, int]] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def _consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The leaf ranges of SUBPROOF, in the order of the proof; none when there is nothing to prove."""
    _check_size(new)
    if not 0 <= old <= new:
        raise TlogError("tlog.no_such_size", old=old, new=new)
    if old in {0, new}:
        return []
    start, end = 0, new
    ranges: list[tuple[int, int]] = []
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:  # the old root itself is known to the verifier only when it is one perfect part from leaf 0
        ranges.append((start, end))
    return ranges[::-1]


def _split(length: int) -> int:
    """The largest power of two smaller than ``length`` (at least 2)."""
    return 1 << ((length - 1).bit_length() - 1)


def _perfect_parts(start: int, end: int) -> list[NodeId]:
    """The perfect subtrees of ``[start, end)``, left to right; ``start`` is aligned as RFC 6962 splits are."""
    parts: list[NodeId] = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append((level, start >> level))
        start += 1 << level
    return parts


def _range_hash(start: int, end: int, read_node: ReadNode) -> bytes:
    digest: bytes | None = None
    for level, index in reversed(_perfect_parts(start, end)):
        part = _checked(read_node(level, index))
        digest = part if digest is None else node_hash(part, digest)
    if digest is None:
        raise TlogError("tlog.empty_range", start=start)
    return digest


def _checked(digest: bytes) -> bytes:
    if len(digest) != HASH_BYTES:
        raise TlogError("tlog.hash_length", bytes=len(digest))
    return digest


def _check_size(size: int) -> None:
    if not 0 <= size <= MAX_SIZE:
        raise TlogError("tlog.size", size=size)


def _check_hashes(proof: Sequence[bytes], *others: bytes) -> None:
    if len(proof) > MAX_PROOF_HASHES:
        raise ProofError(reason="too_long", hashes=len(proof))
    if any(len(digest) != HASH_BYTES for digest in (*proof, *others)):
        raise ProofError(reason="hash_length")
