"""One list held whole, the other one streamed past it: candidates by key, scored, the good ones kept with their reasons.

Everything is a pure function of the two lists, the options and the tables: where a list is cut into pieces, and which
machine works on a piece, changes nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from comity.screening import fact_columns, naming
from comity.screening.candidates import index_of, pairs_of
from comity.screening.chance import points_for, shown
from comity.screening.columns import BATCH
from comity.screening.fact_columns import CHEAP, Beside, present, read
from comity.screening.facts import Facts
from comity.screening.features import RARE
from comity.screening.naming import Evidence, Naming
from comity.screening.people import People, bearer_of, best_names, keys, prepare
from comity.screening.versions import KEY_VERSION

Array = np.ndarray[Any, np.dtype[Any]]

HITS = pa.schema([
    ("watch", pa.int32()), ("points", pa.int32()), ("register", pa.string()), ("line", pa.large_binary()),
])  # fmt: skip
"""Finished hits: row of the watch list, points, id in the register, the line of JSON."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for: ``limit`` hits a watch entry at most, of at least ``threshold`` (probability, 0 to 1).

    ``rows`` a finished piece and ``held`` watch entries at once change nothing in the hits.
    """

    limit: int = 20
    threshold: float = 0.5
    rows: int = BATCH
    held: int = 1_000_000
    remember: bool = True
    """Keep beside the hits what the next screening needs to look only at what is new."""


MOST_PAIRS = 1 << 20
"""So many pairs are compared at once."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates: rows of the watch list and of the piece, int32 each, every pair once."""

    lefts: Array
    rights: Array


@dataclass(slots=True)
class _Found:
    """Hits of one piece as numbers. ``lefts`` and ``rights`` are records, ``ours`` and ``theirs`` their best names."""

    lefts: Array
    rights: Array
    points: Array
    ours: Array
    theirs: Array


class Screener:
    """Holds the watch list. Not for use by two threads at once."""

    def __init__(
        self, watch: pa.RecordBatch, options: Options, *, rows: Array | None = None, names: Naming | None = None
    ) -> None:
        """``rows`` int32 are the numbers of these entries in the whole watch list; counted from 0 without.

        ``names`` may have been used before: what it has read of names stays read.
        """
        self._rows = np.arange(len(watch), dtype=np.int32) if rows is None else rows
        self.naming, self.beside = names or Naming(), Beside()
        self.options = options
        self._least = points_for(options.threshold)
        self.watch = prepare(watch, self.naming)
        self._fields = present(watch)
        self._facts = read(watch, self._fields)
        self.asked = keys(self.watch, self.naming, asking=True)
        self.index = index_of(self.asked.keys, self.asked.rows, names=self.asked.names, glances=self.asked.glances)
        self._ids = self.watch.batch.column("id").to_pylist()
        self.pairs = 0
        """Candidate pairs weighed so far; ``named`` of them by their names, too."""
        self.named = 0
        self._most = naming.most()

    def screen(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The hits of one piece of the register, at most ``limit`` a watch entry; see HITS."""
        people = prepare(batch, self.naming)
        return self.compare(people, self.candidates(people))

    def compare(self, people: People, candidates: Iterable[Pairs]) -> pa.RecordBatch:
        """The hits among candidate pairs of one piece; see HITS."""
        parts = [self._score(people, pairs) for pairs in candidates]
        return self._told(people, _joined([part for part in parts if len(part.lefts)]))

    def candidates(self, people: People) -> Iterator[Pairs]:
        """Pairs worth a comparison, so many at a time that memory stays bounded."""
        held = keys(people, self.naming, asking=False)
        found, _ = pairs_of(self.index, held.keys, held.rows, names=held.names, glances=held.glances)
        for first in range(0, len(found), MOST_PAIRS):
            some = found[first : first + MOST_PAIRS]
            yield Pairs(np.ascontiguousarray(some[:, 0]), np.ascontiguousarray(some[:, 1]))

    def _score(self, people: People, pairs: Pairs) -> _Found:
        """The third function: points of every pair, and only those that reach the threshold."""
        self.pairs += len(pairs.lefts)
        facts, rights = self._facts_of(people, pairs.rights)
        beside = self.beside.points(self._facts, pairs.lefts, facts, rights)
        # Whom even the best of names could not bring to the threshold is left out.
        worth = beside + RARE + self._most >= self._least
        pairs, beside = Pairs(pairs.lefts[worth], pairs.rights[worth]), beside[worth]
        self.named += len(beside)
        ours, theirs = (self.watch.names, self.watch.name_at), (people.names, people.name_at)
        best = best_names(self.naming, (pairs.lefts, pairs.rights), ours, theirs)
        total = best.points + beside + RARE
        kept = np.flatnonzero((total >= self._least) & (best.ours >= 0))
        return _Found(pairs.lefts[kept], pairs.rights[kept], total[kept], best.ours[kept], best.theirs[kept])

    def _facts_of(self, people: People, rights: Array) -> tuple[Facts, Array]:
        """The facts of these records and where each stands: numbers and places are read of candidates only."""
        if self._fields <= set(CHEAP):
            return people.facts, rights
        rows, places = np.unique(rights, return_inverse=True)
        return read(people.batch.take(pa.array(rows)), self._fields), places.astype(np.int32)

    def _told(self, people: People, hits: _Found) -> pa.RecordBatch:
        ids = people.batch.column("id").take(pa.array(hits.rights))
        order = best_first(hits.lefts, hits.points, ids, limit=self.options.limit)
        facts, rights = self._facts_of(people, hits.rights)
        lines = []
        for at, register in zip(order.tolist(), ids.take(pa.array(order)).to_pylist(), strict=True):
            left, right = int(hits.lefts[at]), int(hits.rights[at])
            ours, theirs = int(hits.ours[at]), int(hits.theirs[at])
            evidence = self.naming.lines(
                (self.watch.names, ours, people.names, theirs),
                (self.watch.texts[ours].as_py(), people.texts[theirs].as_py()),
                (bearer_of(self.watch.batch, left), bearer_of(people.batch, right)),
            )
            evidence.append(("rare", "", "", RARE))
            evidence += self.beside.lines(
                (self._facts, left, facts, int(rights[at])), ((self.watch.batch, left), (people.batch, right))
            )
            lines.append(_line(self._ids[left], register, int(hits.points[at]), evidence))
        columns = [
            self._rows[hits.lefts[order]], hits.points[order], ids.take(pa.array(order)), pa.array(lines, pa.large_binary())
        ]  # fmt: skip
        return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], schema=HITS)


def versions() -> dict[str, str]:
    """Every table and rule that hits depend on, by name."""
    return {"facts": fact_columns.version(), "keys": KEY_VERSION, "names": naming.version()}


def _line(watch: str, register: str, points: int, evidence: list[Evidence]) -> bytes:
    head = _json({"watch": watch, "register": register})[:-1]
    told = [{"feature": feature, "a": a, "b": b, "points": worth} for feature, a, b, worth in evidence]
    tail = _json({"points": points, "evidence": told, "versions": versions()})[1:]
    return f'{head},"score":{shown(points)},{tail}\n'.encode()


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def best_first(watch: Array, points: Array, register: pa.Array, *, limit: int) -> Array:
    """Which hits remain, in order: by watch row, then most points, then id in the register; int64 places."""
    if not len(watch):
        return np.empty(0, np.int64)
    table = pa.table({"watch": pa.array(watch), "points": pa.array(points), "register": register})
    by = [("watch", "ascending"), ("points", "descending"), ("register", "ascending")]
    order = pa.compute.sort_indices(table, sort_keys=by).to_numpy().astype(np.int64)
    first = np.searchsorted(watch[order], watch[order], side="left")
    return np.asarray(order[np.arange(len(order)) - first < limit])


def _joined(parts: list[_Found]) -> _Found:
    names = ("lefts", "rights", "points", "ours", "theirs")
    empty = np.empty(0, np.int32)
    return _Found(*(np.concatenate([getattr(part, name) for part in parts]) if parts else empty for name in names))
