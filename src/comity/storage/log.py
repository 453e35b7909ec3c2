"""The node's log in rows: append a leaf, read hashes, keep checkpoints. The tree itself lives in ``comity.tlog``."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from comity.storage import models
from comity.tlog import tree

ReadNode = Callable[[int, int], bytes]


def lock() -> int:
    """Lock the head row and return the size. First statement of every command, so the log has one writer.

    SQLite transactions are IMMEDIATE and need no row lock; PostgreSQL locks the row.
    """
    row = models.LogHead.objects.select_for_update().filter(id=1).first()
    if row is None:
        models.LogHead.objects.get_or_create(id=1, defaults={"size": 0})
        row = models.LogHead.objects.select_for_update().get(id=1)
    return row.size


def size() -> int:
    """How many entries the log has now."""
    return models.LogHead.objects.filter(id=1).values_list("size", flat=True).first() or 0


def append(old_size: int, leaf_data: bytes) -> None:
    """Add one leaf and the subtree hashes it completes. Call with the head locked."""
    nodes = read_nodes(tree.nodes_needed_for_append(old_size))
    fresh = tree.append(old_size, leaf_data, nodes)
    models.LogNode.objects.bulk_create([models.LogNode(level=lv, index=ix, hash=value) for lv, ix, value in fresh])
    models.LogHead.objects.filter(id=1).update(size=old_size + 1)


def read_nodes(wanted: Iterable[tuple[int, int]]) -> ReadNode:
    """Fetch the named hashes in one query and answer from them; a missing one is a KeyError."""
    by_level: dict[int, list[int]] = {}
    for level, index in wanted:
        by_level.setdefault(level, []).append(index)
    found: dict[tuple[int, int], bytes] = {}
    if by_level:
        query = Q()
        for level, indexes in by_level.items():
            query |= Q(level=level, index__in=indexes)
        for level, index, value in models.LogNode.objects.filter(query).values_list("level", "index", "hash"):
            found[level, index] = bytes(value)

    def read(level: int, index: int) -> bytes:
        return found[level, index]

    return read


def root(tree_size: int) -> bytes:
    """The RFC 6962 root of the first ``tree_size`` entries."""
    return tree.root(tree_size, read_nodes(tree.nodes_needed_for_root(tree_size)))


def consistency(old: int, new: int) -> list[bytes]:
    """The proof that the log of size ``new`` extends the one of size ``old``."""
    return list(tree.consistency_proof(old, new, read_nodes(tree.nodes_needed_for_consistency(old, new))))


def latest_checkpoint() -> tuple[int, bytes, str] | None:
    """The newest signed checkpoint as ``(size, root, note)``."""
    row = models.Checkpoint.objects.order_by("-size").first()
    return (row.size, bytes(row.root), row.note) if row else None


def checkpoint_of_size(tree_size: int) -> tuple[bytes, str] | None:
    """The checkpoint signed at exactly this size as ``(root, note)``."""
    row = models.Checkpoint.objects.filter(size=tree_size).first()
    return (bytes(row.root), row.note) if row else None


def keep_checkpoint(tree_size: int, root_hash: bytes, note: str, *, at: str) -> str:
    """Keep a signed checkpoint; the first note signed for a size stays. Returns the kept note."""
    row, _ = models.Checkpoint.objects.get_or_create(
        size=tree_size, defaults={"root": root_hash, "note": note, "at": at}
    )
    return row.note


def witnessed(peer: str) -> tuple[int, bytes, str] | None:
    """The newest checkpoint of a partner this node verified."""
    row = models.WitnessedCheckpoint.objects.filter(peer=peer).order_by("-size").first()
    return (row.size, bytes(row.root), row.note) if row else None


def keep_witnessed(peer: str, *, tree_size: int, root_hash: bytes, note: str, at: str) -> None:
    """Keep a partner's checkpoint that was verified to extend the one before."""
    models.WitnessedCheckpoint.objects.get_or_create(
        peer=peer, size=tree_size, defaults={"root": root_hash, "note": note, "at": at}
    )


def witnessed_notes(peer: str) -> list[tuple[str, str]]:
    """Every checkpoint kept of a partner as ``(note, at)``, by size."""
    return list(models.WitnessedCheckpoint.objects.filter(peer=peer).order_by("size").values_list("note", "at"))


def keep_cosignature(peer: str, *, tree_size: int, line: str, at: str) -> None:
    """Keep a partner's cosignature on one of this node's checkpoints."""
    models.Cosignature.objects.get_or_create(peer=peer, size=tree_size, defaults={"line": line, "at": at})


def cosigned_size(peer: str) -> int:
    """The largest size of this node's log the partner has cosigned."""
    return models.Cosignature.objects.filter(peer=peer).order_by("-size").values_list("size", flat=True).first() or 0


def cosignature_lines(tree_size: int) -> list[str]:
    """Every cosignature on the checkpoint of this size."""
    return list(models.Cosignature.objects.filter(size=tree_size).order_by("peer").values_list("line", flat=True))


def leaf_hashes(start: int, stop: int) -> list[bytes]:
    """The leaf hashes of the entries from ``start`` to ``stop``, in order."""
    rows = models.LogNode.objects.filter(level=0, index__gte=start, index__lt=stop).order_by("index")
    return [bytes(value) for value in rows.values_list("hash", flat=True)]


def witnessed_of_size(peer: str, tree_size: int) -> tuple[bytes, str] | None:
    """The checkpoint of exactly this size kept of a partner as ``(root, note)``."""
    row = models.WitnessedCheckpoint.objects.filter(peer=peer, size=tree_size).first()
    return (bytes(row.root), row.note) if row else None
