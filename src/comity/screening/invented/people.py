"""Invented people of any number: a register, streamed to Parquet, each row a pure function of the seed and its number.

Any part of the same register can be written by any process in any order. Columns, all text: ``id`` (R and the row's
number), ``name`` (an alias after ``|``), ``birth_date`` (ISO day, a year alone, or empty), ``nationality`` (ISO 3166 codes,
``|`` between them), ``documents`` (kind:state:number). Sources of the names: ``tables/people_names.md``.
"""

import lzma
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from comity.screening.invented.cultures import CULTURES
from comity.screening.invented.whole import whole_file

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

Progress = Callable[[int], None]
"""Told how many rows are written so far; what it raises stops the work and leaves no file."""

DOCUMENT_KINDS = ("passport", "national_id")
PARTS = ("given", "family", "second")
DICTIONARY = ["birth_date", "nationality"]  # columns that repeat
CHUNK = 1 << 17  # rows in memory at once: about 60 MB
FIRST_DAY, LAST_DAY = np.datetime64("1938-01-01"), np.datetime64("2008-12-31")
DAYS = int((LAST_DAY - FIRST_DAY).astype(int)) + 1
SCHEMA = pa.schema([(c, pa.string()) for c in ("id", "name", "birth_date", "nationality", "documents")])

# Shares of the register's rows.
NO_BIRTH_DATE, YEAR_ONLY, NEW_YEAR = 0.02, 0.03, 0.02
SECOND_STATE, FOREIGN, ALIAS, DOCUMENT, NATIONAL_ID = 0.03, 0.04, 0.05, 0.60, 0.35


@dataclass(frozen=True)
class Names:
    """The unpacked lists. A slot is one list; ``edges[slot] + share`` grows over the names of that slot, so one search draws."""

    text: pa.StringArray  # every name, then "" as the last
    latin: list[str]  # its Latin spellings, "|" between them
    cumulated: Floats  # slot number + cumulated share within the slot
    slots: Ints  # [culture, part] -> slot
    states: pa.StringArray  # country codes, then "" as the last
    state_cumulated: Floats  # culture number + cumulated share


@dataclass(frozen=True)
class Drawn:
    """The choices behind ``n`` rows, as numbers: each field has shape [n]. ``len(text) - 1`` stands for an absent name."""

    row: Ints
    culture: Ints
    given: Ints
    family: Ints
    second: Ints
    alias_given: Ints
    birth: Ints  # days since FIRST_DAY; DAYS + y for the year 1938 + y alone; the last number for unknown
    state: Ints
    other_state: Ints
    document: Ints  # the number on it; -1 without
    document_kind: Ints  # place in DOCUMENT_KINDS


@cache
def load() -> Names:
    """Read the name lists of this package."""
    packed = (files("comity.screening") / "tables" / "people_names.tsv.xz").read_bytes()
    at = {culture.name: number for number, culture in enumerate(CULTURES)}
    lists: dict[tuple[int, int], list[tuple[str, float, str]]] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        culture, part, name, weight, latin = line.split("\t")
        lists.setdefault((at[culture], PARTS.index(part)), []).append((name, float(weight), latin))
    slots = np.full((len(CULTURES), len(PARTS)), -1, np.int64)
    texts, latins, cumulated = [], [], []
    for slot, (key, rows) in enumerate(sorted(lists.items())):
        slots[key] = slot
        texts += [name for name, _, _ in rows]
        latins += [latin for _, _, latin in rows]
        cumulated.append(slot + shares([weight for _, weight, _ in rows]))
    for number, culture_ in enumerate(CULTURES):
        if slots[number, 2] < 0:
            slots[number, 2] = slots[number, PARTS.index(culture_.second_is)]
    states = sorted({state for culture_ in CULTURES for state in culture_.countries.split()})
    text = pa.array([*texts, ""])
    return Names(text, [*latins, ""], np.concatenate(cumulated), slots, pa.array([*states, ""]), state_shares(states))


def shares(weights: list[float]) -> Floats:
    """Cumulated shares, the last exactly 1."""
    found: Floats = np.cumsum(np.asarray(weights, np.float64))
    found /= found[-1]
    return found


def state_shares(states: list[str]) -> Floats:
    """For each culture all states, its own by Zipf's law and the others seldom: culture number + cumulated share."""
    table = np.full((len(CULTURES), len(states)), FOREIGN / len(states))
    for number, culture in enumerate(CULTURES):
        for rank, state in enumerate(culture.countries.split()):
            table[number, states.index(state)] += 1 / (rank + 1)
    table = np.cumsum(table, axis=1)
    found: Floats = (table / table[:, -1:] + np.arange(len(CULTURES))[:, None]).ravel()
    return found


def uniform(seed: int, row: Ints, salt: int) -> Floats:
    """Numbers in [0, 1) that depend on seed, row and salt alone (SplitMix64). Shape [n]."""
    with np.errstate(over="ignore"):
        x = row.astype(np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03) % 2**64)
        x *= np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        x ^= x >> np.uint64(31)
    found: Floats = (x >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found


def draw(seed: int, row: Ints, names: Names) -> Drawn:
    """The choices for the given row numbers. Shape [n]."""

    def u(salt: int) -> Floats:
        return uniform(seed, row, salt)

    def pick(part: int, salt: int) -> Ints:
        found: Ints = np.searchsorted(names.cumulated, names.slots[culture, part] + u(salt), side="right")
        return found

    culture = np.searchsorted(shares([c.share for c in CULTURES]), u(0), side="right")
    absent = len(names.text) - 1
    has_second = u(1) < np.array([c.second for c in CULTURES])[culture]
    nobody = np.full(len(row), absent, np.int64)
    second = np.where(has_second, pick(2, 2), nobody)
    aliased = u(3) < ALIAS
    alias = nobody.copy()
    alias[aliased] = pick(0, 4)[aliased]
    states = len(names.states) - 1
    state = np.searchsorted(names.state_cumulated, culture + u(5), side="right") % states
    other = np.where(u(6) < SECOND_STATE, (u(7) * states).astype(np.int64), states)
    number = np.where(u(8) < DOCUMENT, (u(9) * 9e7).astype(np.int64) + 10_000_000, -1)
    kind = (u(14) < NATIONAL_ID).astype(np.int64)
    return Drawn(
        row, culture, pick(0, 10), pick(1, 11), second, alias, births(u(12), u(13)), state, other, number, kind
    )


def births(when: Floats, kind: Floats) -> Ints:
    """Birth dates as numbers (see ``Drawn.birth``): younger people are more, and the first of January is a habit."""
    day = (DAYS * np.sqrt(when)).astype(np.int64)
    year, january, _ = birth_table()
    day = np.where(kind > 1 - NEW_YEAR, january[year[day]], day)
    day = np.where(kind < NO_BIRTH_DATE + YEAR_ONLY, DAYS + year[day], day)
    return np.where(kind < NO_BIRTH_DATE, DAYS + len(january), day)


@cache
def birth_table() -> tuple[Ints, Ints, pa.StringArray]:
    """For each day the number of its year, for each year its first day, and the text of every number in ``Drawn.birth``."""
    days = FIRST_DAY + np.arange(DAYS)
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970 - 1938
    january = np.searchsorted(year, np.arange(year[-1] + 1))
    return year, january, pa.array([*map(str, days), *map(str, range(1938, 1938 + len(january))), ""])


def written(names: Names, d: Drawn, given: Ints) -> pa.StringArray:
    """Names as their owners write them: order and spacing of each culture. Shape [n]."""
    first = np.array([c.family_first for c in CULTURES])[d.culture]
    spaced = np.array([c.spaced for c in CULTURES])[d.culture]
    maternal = np.array([c.second_is == "family" for c in CULTURES])[d.culture]
    last = first | maternal
    one = np.where(first, d.family, given)
    two = np.where(first, given, np.where(maternal, d.family, d.second))
    three = np.where(last, d.second, d.family)
    absent = len(names.text) - 1
    gaps = pa.array(["", " "])

    def gap(after: Ints) -> pa.StringArray:
        return gaps.take(pa.array((spaced & (after != absent)).astype(np.int8)))

    text = [names.text.take(pa.array(part)) for part in (one, two, three)]
    return pc.binary_join_element_wise(text[0], gap(two), text[1], gap(three), text[2], "")


def table(names: Names, d: Drawn) -> pa.Table:
    """The rows themselves, with the columns of ``SCHEMA``."""
    n = len(d.row)
    absent, empty = len(names.text) - 1, pa.array([""]).take(pa.array(np.zeros(n, np.int8)))
    aliases, documents = empty, empty
    aliased, papers = np.flatnonzero(d.alias_given != absent), np.flatnonzero(d.document >= 0)
    some = Drawn(*(getattr(d, field.name)[aliased] for field in fields(d)))
    other_names = pc.binary_join_element_wise("", written(names, some, some.alias_given), "|")
    aliases = scattered(other_names, aliased, n)
    numbers = pc.cast(pa.array(d.document[papers]), pa.string())
    states = names.states.take(pa.array(d.state[papers]))
    kinds = pa.array(DOCUMENT_KINDS).take(pa.array(d.document_kind[papers]))
    documents = scattered(pc.binary_join_element_wise(kinds, states, numbers, ":"), papers, n)
    state, other = (names.states.take(pa.array(x)) for x in (d.state, d.other_state))
    bar = pa.array(["", "|"]).take(pa.array((d.other_state != len(names.states) - 1).astype(np.int8)))
    columns = [
        pc.binary_join_element_wise("R", pc.cast(pa.array(d.row), pa.string()), ""),
        pc.binary_join_element_wise(written(names, d, d.given), aliases, ""),
        birth_table()[2].take(pa.array(d.birth)),
        pc.binary_join_element_wise(state, bar, other, ""),
        documents,
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def scattered(values: pa.StringArray, at: Ints, n: int) -> pa.StringArray:
    """An array of ``n`` texts with ``values`` at the places ``at``, empty elsewhere."""
    place = np.full(n, len(values), np.int64)
    place[at] = np.arange(len(at))
    return pa.concat_arrays([values, pa.array([""])]).take(pa.array(place))


def write_register(path: Path, rows: int, *, seed: int, first: int = 0, progress: Progress | None = None) -> None:
    """Stream ``rows`` people from row number ``first`` on to a Parquet file, CHUNK at a time; whole or not at all."""
    names = load()
    options = {"compression": "zstd", "compression_level": 1, "use_dictionary": DICTIONARY}
    with whole_file(path) as part, pq.ParquetWriter(part, SCHEMA, **options) as out:
        for start in range(first, first + rows, CHUNK):
            row = np.arange(start, min(start + CHUNK, first + rows), dtype=np.int64)
            out.write_table(table(names, draw(seed, row, names)), row_group_size=CHUNK)
            if progress is not None:
                progress(int(row[-1]) + 1 - first)
