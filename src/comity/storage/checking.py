"""Prove the log: every entry row against its own bytes, its leaf, the tree, the head. One pass, bounded memory.

Where an entry's bytes do not hash to its leaf, the leaf's parent says which of the two was edited.
"""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from comity.domain.entry import Entry, EntryError, read_entry
from comity.kit.errors import ComityError
from comity.storage import models
from comity.storage.findings import Findings, Progress
from comity.tlog.entry import leaf_data
from comity.tlog.tree import leaf_hash, node_hash

RULE = "I2"
CHUNK = 512
Nodes = dict[tuple[int, int], bytes]


class Index:
    """Which entries belong to which record by their own bytes, in a temporary file that holds ids and numbers only.

    ``sound`` is false for an entry whose bytes are not those of the log: what follows from it is not judged.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="comity-check-")
        self._base = sqlite3.connect(Path(self._folder.name) / "index", isolation_level=None)
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA synchronous=OFF")
        self._base.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, record TEXT, sound INTEGER, decided INTEGER)")

    def __enter__(self) -> "Index":
        self._base.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def add(self, seq: int, record: str, *, sound: bool, decided: bool) -> None:
        """Remember one entry."""
        self._base.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (seq, record, sound, decided))

    def finish(self) -> None:
        """All entries are in; make them findable by record."""
        self._base.execute("CREATE INDEX by_record ON entry (record, seq)")

    def records(self) -> Iterator[tuple[str, list[tuple[int, bool]]]]:
        """Each record with its entries in order as ``(seq, sound)``."""
        names = self._base.execute("SELECT DISTINCT record FROM entry ORDER BY record")
        for (record,) in names:
            rows = self._base.execute("SELECT seq, sound FROM entry WHERE record = ? ORDER BY seq", (record,))
            yield record, [(seq, bool(sound)) for seq, sound in rows]

    def has_record(self, record: str) -> bool:
        """Whether any entry is about this record."""
        return self._base.execute("SELECT 1 FROM entry WHERE record = ? LIMIT 1", (record,)).fetchone() is not None

    def has_entry(self, seq: int) -> bool:
        """Whether there is an entry of this number."""
        return self._base.execute("SELECT 1 FROM entry WHERE seq = ?", (seq,)).fetchone() is not None

    def decided(self, seq: int) -> bool:
        """Whether this entry carries a decision; true for one that cannot be judged."""
        row = self._base.execute("SELECT decided, sound FROM entry WHERE seq = ?", (seq,)).fetchone()
        return row is not None and (bool(row[0]) or not row[1])


def check_log(findings: Findings, index: Index, progress: Progress) -> int:
    """Every entry and every node of the tree; returns how many entries the log has."""
    total = _true_size(findings)
    tree = _Tree(findings, total)
    for start in range(0, total, CHUNK):
        stop = min(start + CHUNK, total)
        rows = {row.seq: row for row in models.Entry.objects.filter(seq__gte=start, seq__lt=stop)}
        tree.load(start, stop)
        for seq in range(start, stop):
            entry, leaf = _check_entry(findings, seq, rows.get(seq))
            trusted = tree.blame(seq, leaf)
            if entry is not None:
                index.add(seq, entry.record, sound=trusted, decided=bool(entry.decision_hash))
            elif seq in rows:
                index.add(seq, rows[seq].record, sound=False, decided=True)
        tree.compare()
        progress(stop, total)
    tree.finish()
    _entries_beyond(findings, total)
    index.finish()
    return total


def _true_size(findings: Findings) -> int:
    """The head, the entries and the leaves must agree; where one of the three differs, it is the one at fault."""
    head = models.LogHead.objects.filter(id=1).values_list("size", flat=True).first() or 0
    counts = (head, models.Entry.objects.count(), models.LogNode.objects.filter(level=0).count())
    value, times = Counter(counts).most_common(1)[0]
    total = value if times > 1 else max(counts)
    findings.looked(RULE)
    if head != total:
        findings.fault(
            RULE, table="LogHead", key=1, column="id or size", text=f"says {head}, the log has {total} entries"
        )
    return total


def _check_entry(findings: Findings, seq: int, row: models.Entry | None) -> tuple[Entry | None, bytes | None]:
    """The entry that stands in the bytes and the leaf hash the bytes give, each None where there is none."""
    findings.looked(RULE)
    if row is None:
        findings.fault(RULE, table="Entry", key=seq, column="seq", text="there is no entry of this number")
        return None, None
    data = bytes(row.data)
    try:
        entry = read_entry(data)
        canonical = entry.to_bytes() == data
    except (ComityError, EntryError, TypeError, AttributeError):
        findings.fault(RULE, table="Entry", key=seq, column="data", text="the bytes are no entry")
        return None, _leaf(findings, seq, row)
    if not canonical:
        findings.fault(RULE, table="Entry", key=seq, column="data", text="the bytes are not in canonical form")
    for column in ("seq", "record", "command", "outcome", "at"):
        if getattr(row, column) != getattr(entry, column):
            text = f"holds {getattr(row, column)!r}, the entry says {getattr(entry, column)!r}"
            findings.fault(RULE, table="Entry", key=seq, column=column, text=text)
    return entry, _leaf(findings, seq, row)


def _leaf(findings: Findings, seq: int, row: models.Entry) -> bytes | None:
    try:
        return leaf_hash(leaf_data(bytes(row.data), bytes(row.leaf_salt)))
    except ComityError:
        findings.fault(RULE, table="Entry", key=seq, column="leaf_salt", text="a salt has 32 bytes")
        return None


def _entries_beyond(findings: Findings, total: int) -> None:
    """Entries under a number the log does not have; their own bytes say where they belong."""
    for row in models.Entry.objects.exclude(seq__gte=0, seq__lt=total).order_by("seq")[:CHUNK]:
        try:
            said = f"its bytes say it is number {read_entry(bytes(row.data)).seq}"
        except (ComityError, TypeError, AttributeError):
            said = "its bytes are no entry"
        text = f"the log has {total} entries and none of this number; {said}"
        findings.fault(RULE, table="Entry", key=row.seq, column="seq", text=text)


class _Tree:
    """Hashes the tree anew from trusted leaves and compares every stored node with it."""

    def __init__(self, findings: Findings, total: int) -> None:
        self._findings = findings
        self._total = total
        self._left: dict[int, bytes] = {}
        """By level: the computed left sibling that waits for its right one."""
        self._stored: Nodes = {}
        self._fresh: Nodes = {}
        self._missing: list[tuple[int, int, bytes]] = []

    def load(self, start: int, stop: int) -> None:
        """Fetch the stored nodes that become complete with these leaves."""
        self._stored.clear()
        self._fresh.clear()
        for level in range(stop.bit_length()):
            low, high = start >> level, stop >> level
            rows = models.LogNode.objects.filter(level=level, index__gte=low, index__lt=max(high, low + 1))
            for index, value in rows.values_list("index", "hash"):
                self._stored[level, index] = bytes(value)

    def blame(self, seq: int, leaf: bytes | None) -> bool:
        """Take the leaf of one entry into the tree; returns whether the entry's bytes are those of the log."""
        stored = self._stored.get((0, seq))
        sound = leaf is not None and (stored is None or leaf == stored or not self._parent_agrees(seq, stored))
        if not sound:
            text = "the bytes and the salt do not hash to the leaf in the log"
            self._findings.fault(RULE, table="Entry", key=seq, column="data or leaf_salt", text=text)
        chosen = leaf if sound else stored
        self._append(seq, chosen or bytes(32))
        return sound

    def _parent_agrees(self, seq: int, stored: bytes) -> bool:
        """Whether the stored leaf hash fits the stored parent; a leaf without parent is believed as it is."""
        sibling, parent = self._stored.get((0, seq ^ 1)), self._stored.get((1, seq >> 1))
        if sibling is None or parent is None:
            return True
        pair = (sibling, stored) if seq & 1 else (stored, sibling)
        return node_hash(*pair) == parent

    def _append(self, seq: int, digest: bytes) -> None:
        level, index = 0, seq
        self._fresh[0, seq] = digest
        while index & 1:
            digest = node_hash(self._left.pop(level), digest)
            level, index = level + 1, index >> 1
            self._fresh[level, index] = digest
        self._left[level] = digest

    def compare(self) -> None:
        """Every node that these leaves completed must be stored as it was computed."""
        for (level, index), digest in self._fresh.items():
            self._findings.looked(RULE)
            stored = self._stored.get((level, index))
            if stored is None:
                self._missing.append((level, index, digest))
            elif stored != digest:
                key, text = f"{level}/{index}", "not the hash of what lies under it"
                self._findings.fault(RULE, table="LogNode", key=key, column="hash", text=text)

    def finish(self) -> None:
        """Nodes that are not there, and nodes that nothing calls for: the same hash in both was moved."""
        extra = list(self._extra())
        for level, index, digest in self._missing:
            moved = next((row for row in extra if bytes(row.hash) == digest), None)
            if moved is None:
                key, text = f"{level}/{index}", "this node is missing"
                self._findings.fault(RULE, table="LogNode", key=key, column="level or index", text=text)
                continue
            extra.remove(moved)
            column = "level" if moved.level != level else "index"
            text = f"belongs at {level}/{index}"
            self._findings.fault(RULE, table="LogNode", key=f"{moved.level}/{moved.index}", column=column, text=text)
        for row in extra:
            key, text = f"{row.level}/{row.index}", "no entries call for this node"
            self._findings.fault(RULE, table="LogNode", key=key, column="level or index", text=text)

    def _extra(self) -> Iterator[Any]:
        levels = models.LogNode.objects.order_by().values_list("level", flat=True).distinct()
        for level in levels:
            end = self._total >> level if 0 <= level < 63 else 0
            yield from models.LogNode.objects.filter(level=level).exclude(index__gte=0, index__lt=end)[:CHUNK]
