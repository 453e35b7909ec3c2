"""One list held whole, the other one streamed past it: candidates by key, scored, the good ones kept with their reasons.

Everything is a pure function of the two lists, the options and the tables: where a list is cut into pieces, and which
machine works on a piece, changes nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from comity.screening.chance import points_for, shown
from comity.screening.columns import BATCH
from comity.screening.keys import KEY_VERSION
from comity.screening.keytable import KeyTable, Pairs
from comity.screening.people import People, best_of, facts_of, keys, name_pairs, prepare
from comity.screening.naming import Naming
from comity.screening.standin import Likeness, fact_lines, fact_points

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

    def __init__(self, watch: pa.RecordBatch, options: Options, *, naming: Naming | None = None) -> None:
        self.naming = naming or Naming()
        self.options = options
        self._least = points_for(options.threshold)
        self.watch = prepare(watch, self.naming)
        self._facts = facts_of(self.watch)
        found, rows = keys(self.watch, self.naming, asking=True)
        self._table = KeyTable(found, rows, len(self.watch))
        self._ids = self.watch.batch.column("id").to_pylist()
        self.pairs = 0
        """Candidate pairs scored so far."""

    def screen(self, batch: pa.RecordBatch, *, first: int = 0) -> pa.RecordBatch:
        """The hits of one piece of the register, at most ``limit`` a watch entry; see HITS.

        ``first`` is the number of the first held row in the whole watch list.
        """
        people = prepare(batch, self.naming)
        facts = facts_of(people)
        found, rows = keys(people, self.naming, asking=False)
        parts = [
            self._score(people, facts, pairs)
            for pairs in self._table.probe(found, rows, len(people))
        ]  # fmt: skip
        hits = _joined([part for part in parts if len(part.lefts)])
        return self._told(people, facts, hits, first)

    def _score(self, people: People, facts: Any, pairs: Pairs) -> _Found:
        """The third function: points of every pair, and only those that reach the threshold."""
        self.pairs += len(pairs.lefts)
        beside = fact_points(self._facts, pairs.lefts, facts, pairs.rights)
        pair, ours, theirs = name_pairs(pairs.lefts, pairs.rights, self.watch.name_at, people.name_at)
        points = self.naming.points(self.watch.names, ours, people.names, theirs)
        best, where = best_of(pair, points, len(pairs.lefts))
        total = best + beside
        kept = np.flatnonzero((total >= self._least) & (where >= 0))
        where = where[kept]
        return _Found(pairs.lefts[kept], pairs.rights[kept], total[kept], ours[where], theirs[where])

    def _told(self, people: People, facts: Any, hits: _Found, first: int) -> pa.RecordBatch:
        ids = people.batch.column("id").take(pa.array(hits.rights))
        order = best_first(hits.lefts, hits.points, ids, limit=self.options.limit)
        lines = []
        for at, register in zip(order.tolist(), ids.take(pa.array(order)).to_pylist(), strict=True):
            left, right = int(hits.lefts[at]), int(hits.rights[at])
            ours, theirs = int(hits.ours[at]), int(hits.theirs[at])
            texts = self.watch.texts[ours].as_py(), people.texts[theirs].as_py()
            evidence = [
                {"feature": feature, "a": a, "b": b, "points": worth}
                for feature, a, b, worth in self.naming.lines((self.watch.names, ours, people.names, theirs), texts)
            ]
            evidence += [
                {"feature": feature, "a": "", "b": "", "points": worth}
                for feature, worth in fact_lines(self._facts, left, facts, right)
            ]
            lines.append(_line(self._ids[left], register, int(hits.points[at]), evidence))
        columns = [hits.lefts[order] + first, hits.points[order], ids.take(pa.array(order)), pa.array(lines, pa.large_binary())]
        return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], schema=HITS)


def versions() -> dict[str, str]:
    """Every table and rule that hits depend on, by name."""
    return {"keys": KEY_VERSION, "names": Likeness.version}


def _line(watch: str, register: str, points: int, evidence: list[dict[str, Any]]) -> bytes:
    head = _json({"watch": watch, "register": register})[:-1]
    tail = _json({"points": points, "evidence": evidence, "versions": versions()})[1:]
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
    return order[np.arange(len(order)) - first < limit]


def _joined(parts: list[_Found]) -> _Found:
    names = ("lefts", "rights", "points", "ours", "theirs")
    empty = np.empty(0, np.int32)
    return _Found(*(np.concatenate([getattr(part, name) for part in parts]) if parts else empty for name in names))
