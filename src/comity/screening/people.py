"""A piece of a list made ready to be screened: its names in numbers, its keys. The first two of the three Arrow functions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.kit.compiled import njit
from comity.names.judge import Names
from comity.names.parts import Bearer
from comity.screening import fact_columns
from comity.screening import keys as filed
from comity.screening.candidates import glances_of
from comity.screening.columns import names_of, texts_of
from comity.screening.facts import Facts
from comity.screening.naming import Naming

Array = np.ndarray[Any, np.dtype[Any]]


class Points(Protocol):
    """What gives the points of pairs of packed names: ``names.matcher.Matcher`` and ``Naming``."""

    def points(self, left: Names, lefts: Array, right: Names, rights: Array) -> Array:
        """int32[pairs], thousandths of a nat."""


@dataclass(frozen=True, slots=True)
class People:
    """n records. Those of record ``i`` among ``texts`` and ``names`` are ``name_at[i] : name_at[i + 1]``."""

    batch: pa.RecordBatch
    texts: pa.Array
    name_at: Array
    owner: Array
    """int32[names]: the record of each name."""
    names: Names
    facts: Facts
    """Dates of birth and nationalities."""
    near: filed.Facts
    """Years of birth and nationalities as the keys take them."""
    plain: Array
    """bool[n]: whether its names are those of a person."""

    def __len__(self) -> int:
        return len(self.batch)

    def said(self, records: Array, names: Array) -> tuple[list[str], list[Bearer]]:
        """The texts of some names and whose they are."""
        texts: list[str] = self.texts.take(pa.array(names)).to_pylist()
        return texts, ["person" if plain else "organisation" for plain in self.plain[records].tolist()]


def prepare(batch: pa.RecordBatch, naming: Naming, reader: fact_columns.Reader | None = None) -> People:
    """Read the names of a piece into numbers. What a ``reader`` has read of dates and nationalities stays read."""
    texts, name_at = names_of(batch)
    owner = np.repeat(np.arange(len(batch), dtype=np.int32), np.diff(name_at))
    plain = plain_of(batch)
    names = naming.pack(texts, None if plain.all() else ~plain[owner])
    facts, near = (reader or fact_columns.Reader()).read(batch)
    return People(batch, texts, name_at, owner, names, facts, near, plain)


@dataclass(frozen=True, slots=True)
class Filed:
    """The keys of a piece (uint64), the name of each (int32), and what a glance sees of every name."""

    names: filed.Names
    keys: Array
    rows: Array
    glances: Array


def keys(people: People, naming: Naming, *, asking: bool) -> Filed:
    """The keys under which a piece's records are found: ``asking`` for the watch list, without it for the register."""
    names = filed.Names(people.names.part_at, people.names.parts, people.names.kinds, people.owner)
    skeletons = naming.skeletons(people.names.parts)
    found, rows = filed.keys_of(names, people.near, skeletons, asking=asking)
    return Filed(names, found, rows, glances_of(names, people.near, skeletons))


def plain_of(batch: pa.RecordBatch) -> Array:
    """Which records are not those of an organisation: bool[n]."""
    kinds = texts_of(batch, "kind")
    if kinds is None:
        return np.ones(len(batch), np.bool_)
    return np.asarray(pc.not_equal(kinds, "organisation").to_numpy(zero_copy_only=False))


@njit(cache=True)
def name_pairs(lefts, rights, left_at, right_at):  # type: ignore[no-untyped-def]
    """Every name of one side with every name of the other, for each pair of records: pair, left name, right name."""
    count = 0
    for at in range(len(lefts)):
        ours = left_at[lefts[at] + 1] - left_at[lefts[at]]
        count += ours * (right_at[rights[at] + 1] - right_at[rights[at]])
    pair, left, right = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.int32)
    count = 0
    for at in range(len(lefts)):
        for one in range(left_at[lefts[at]], left_at[lefts[at] + 1]):
            for other in range(right_at[rights[at]], right_at[rights[at] + 1]):
                pair[count], left[count], right[count] = at, one, other
                count += 1
    return pair, left, right


@njit(cache=True)
def best_of(pair, points, pairs):  # type: ignore[no-untyped-def]
    """The most points of each pair and where they stand: int32[pairs] each; the first of equals. -1 without a name."""
    best, where = np.full(pairs, -(1 << 30), np.int32), np.full(pairs, -1, np.int32)
    for at in range(len(pair)):
        if points[at] > best[pair[at]]:
            best[pair[at]], where[pair[at]] = points[at], at
    return best, where


@dataclass(frozen=True, slots=True)
class Named:
    """The best names of pairs of records, int32 each: points, and where the two names stand; -1 where one has none."""

    points: Array
    ours: Array
    theirs: Array


def best_names(
    matcher: Points,
    pairs: tuple[Array, Array],
    left: tuple[Names, Array],
    right: tuple[Names, Array],
    lowered: Array | None = None,
    *,
    floor: Array | None = None,
) -> Named:
    """Compare every name of one record with every name of the other, for many pairs of records (lefts, rights).

    A side is its names and where those of each record begin; ``lowered`` is added to the points of each name of the right one.
    Fewer points than its ``floor`` (int32[pairs]) a pair need not be told exactly.
    """
    pair, ours, theirs = name_pairs(*pairs, left[1], right[1])
    weigh: Callable[..., Array] = matcher.points
    points = weigh(left[0], ours, right[0], theirs, *(() if floor is None else (floor[pair],)))
    if lowered is not None:
        points = points + lowered[theirs]
    best, where = best_of(pair, points, len(pairs[0]))
    held = where >= 0
    return Named(best, _at(ours, where, held), _at(theirs, where, held))


def _at(places: Array, where: Array, held: Array) -> Array:
    found = np.full(len(where), -1, np.int32)
    found[held] = places[where[held]]
    return found
