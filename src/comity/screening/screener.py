"""One list held whole, the other one streamed past it: candidates by key, scored, the good ones kept with their reasons.

Everything is a pure function of the two lists, the options and the tables: where a list is cut into pieces, and which
machine works on a piece, changes nothing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from comity.names.weights import weights
from comity.screening import fact_columns, name_worth, naming
from comity.screening.candidates import ALONE_BAR, BAR, index_of, pairs_of
from comity.screening.chance import points_for, shown
from comity.screening.columns import BATCH
from comity.screening.fact_columns import CHEAP, COLUMNS, Beside, Reader, present, read
from comity.screening.facts import Facts
from comity.screening.features import RARE
from comity.screening.naming import Evidence, Naming
from comity.screening.people import People, best_names, keys, plain_of, prepare
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
    alone: bool = False
    """The lists have no fact in common but names: a score is that of two names, not that of one among many people."""


_CHEAP_BITS = 8 * len(CHEAP)
"""How far up the counts of the other fields stand in the first cell of a record's facts."""
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
        self,
        watch: pa.RecordBatch,
        options: Options,
        *,
        rows: Array | None = None,
        names: Naming | None = None,
        reader: Reader | None = None,
    ) -> None:
        """``rows`` int32 are the numbers of these entries in the whole watch list; counted from 0 without.

        ``names`` and ``reader`` may have been used before: what they have read stays read.
        """
        self._rows = np.arange(len(watch), dtype=np.int32) if rows is None else rows
        self.naming, self.beside = names or Naming(alone=options.alone), Beside()
        self.reader = reader or Reader()
        self.options = options
        self._least = points_for(options.threshold)
        self.watch = prepare(watch, self.naming, self.reader)
        self._fields = present(watch)
        self.fields = ["kind", *(COLUMNS[field][0] for field in COLUMNS if field in self._fields or field in CHEAP)]
        """The columns that decide whom a fact could bring to the threshold."""
        self._facts = read(watch, self._fields)
        self._more = self._facts.cells[self._facts.starts[:-1]] >> _CHEAP_BITS != 0
        self.asked = keys(self.watch, self.naming, asking=True)
        self.index = index_of(self.asked.keys, self.asked.rows, names=self.asked.names, glances=self.asked.glances)
        self._ids = self.watch.batch.column("id").to_pylist()
        self.pairs = 0
        """Candidate pairs weighed so far; ``named`` of them by their names, too."""
        self.named = 0
        self._most = naming.most()
        self._rare, self._bar = (0, ALONE_BAR) if options.alone else (RARE, BAR)
        self._versions = json.dumps(versions(alone=options.alone), ensure_ascii=False, separators=(",", ":"))

    def screen(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The hits of one piece of the register, at most ``limit`` a watch entry; see HITS."""
        people = prepare(batch, self.naming, self.reader)
        return self.compare(people, self.candidates(people))

    def reaching(self, batch: pa.RecordBatch) -> tuple[Array, Array]:
        """Which rows of a piece the only watch entry could reach with the best of names, and the points of their facts."""
        facts, _ = self.reader.read(batch)
        every = Pairs(np.zeros(len(batch), np.int32), np.arange(len(batch), dtype=np.int32))
        pairs, beside = self._reaching(batch, facts, plain_of(batch), every)
        return pairs.rights, beside

    def compare(self, people: People, candidates: Iterable[Pairs]) -> pa.RecordBatch:
        """The hits among candidate pairs of one piece; see HITS."""
        parts = [self._score(people, pairs) for pairs in candidates]
        return self._told(people, _joined([part for part in parts if len(part.lefts)]))

    def candidates(self, people: People) -> Iterator[Pairs]:
        """Pairs worth a comparison, so many at a time that memory stays bounded."""
        held = keys(people, self.naming, asking=False)
        found, _ = pairs_of(self.index, held.keys, held.rows, names=held.names, glances=held.glances, bar=self._bar)
        for first in range(0, len(found), MOST_PAIRS):
            some = found[first : first + MOST_PAIRS]
            yield Pairs(np.ascontiguousarray(some[:, 0]), np.ascontiguousarray(some[:, 1]))

    def _score(self, people: People, pairs: Pairs) -> _Found:
        """The third function: points of every pair, and only those that reach the threshold."""
        self.pairs += len(pairs.lefts)
        pairs, beside = self._reaching(people.batch, people.facts, people.plain, pairs)
        self.named += len(beside)
        if not len(beside):
            return _joined([])
        ours, theirs = (self.watch.names, self.watch.name_at), (people.names, people.name_at)
        floor = self._least - self._rare - beside
        best = best_names(self.naming, (pairs.lefts, pairs.rights), ours, theirs, floor=floor)
        total = best.points + beside + self._rare
        kept = np.flatnonzero((total >= self._least) & (best.ours >= 0))
        return _Found(pairs.lefts[kept], pairs.rights[kept], total[kept], best.ours[kept], best.theirs[kept])

    def _reaching(self, batch: pa.RecordBatch, cheap: Facts, plain: Array, pairs: Pairs) -> tuple[Pairs, Array]:
        """The pairs that the best of names could bring to the threshold, and the points of their facts.

        Numbers and places of the register are read of those only whose watch entry says any.
        """
        beside = self.beside.points(self.watch.facts, pairs.lefts, cheap, pairs.rights)
        most = np.where(self.watch.plain[pairs.lefts] & plain[pairs.rights], self._most, naming.UNBOUNDED)
        least = (self._least - self._rare - most).astype(np.int32)
        more = self._more[pairs.lefts]
        kept = np.flatnonzero(more | (beside >= least))
        pairs, beside, least = Pairs(pairs.lefts[kept], pairs.rights[kept]), beside[kept], least[kept]
        more = np.flatnonzero(more[kept])
        if len(more):
            facts, rights = self._facts_of(batch, cheap, pairs.rights[more])
            beside[more] = self.beside.points(self._facts, pairs.lefts[more], facts, rights)
            kept = np.flatnonzero(beside >= least)
            pairs, beside = Pairs(pairs.lefts[kept], pairs.rights[kept]), beside[kept]
        return pairs, beside

    def _facts_of(self, batch: pa.RecordBatch, cheap: Facts, rights: Array) -> tuple[Facts, Array]:
        """The facts of these records and where each stands: numbers and places are read of candidates only."""
        if self._fields <= set(CHEAP):
            return cheap, rights
        rows, places = np.unique(rights, return_inverse=True)
        return read(batch.take(pa.array(rows)), self._fields), places.astype(np.int32)

    def _told(self, people: People, hits: _Found) -> pa.RecordBatch:
        ids = people.batch.column("id").take(pa.array(hits.rights))
        order = best_first(hits.lefts, hits.points, ids, limit=self.options.limit)
        lefts, rights, ours, theirs = (found[order] for found in (hits.lefts, hits.rights, hits.ours, hits.theirs))
        facts, places = self._facts_of(people.batch, people.facts, rights)
        sides = (self.watch.said(lefts, ours), people.said(rights, theirs))
        named = self.naming.lines(self.watch.names, ours, people.names, theirs, sides)
        where = ((self.watch.batch, lefts), (people.batch, rights))
        beside = self.beside.lines(self._facts, lefts, facts, places, where)
        ids, points = ids.take(pa.array(order)), hits.points[order]
        rare = [("rare", "", "", self._rare)] if self._rare else []
        told = zip(lefts.tolist(), ids.to_pylist(), points.tolist(), named, beside, strict=True)
        lines = [
            _line(self._ids[left], register, worth, [*names, *rare, *others], self._versions)
            for left, register, worth, names, others in told
        ]
        columns = [self._rows[lefts], points, ids, pa.array(lines, pa.large_binary())]
        return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], schema=HITS)


def versions(*, alone: bool = False) -> dict[str, str]:
    """Every table and rule that hits depend on, by name; ``alone`` as in Options."""
    names = weights()[0] if alone else name_worth.version()
    return {"facts": fact_columns.version(), "keys": KEY_VERSION, "names": names}


def _line(watch: str, register: str, points: int, evidence: list[Evidence], by: str) -> bytes:
    """One hit as a line of JSON, put together by hand: there may be millions."""
    told = ",".join(
        f'{{"feature":"{feature}","a":{_text(a)},"b":{_text(b)},"points":{worth}}}' for feature, a, b, worth in evidence
    )
    head = f'{{"watch":{_text(watch)},"register":{_text(register)},"score":{shown(points)},"points":{points}'
    return f'{head},"evidence":[{told}],"versions":{by}}}\n'.encode()


_text = json.JSONEncoder(ensure_ascii=False).encode


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
