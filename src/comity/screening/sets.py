"""The facts of many records beside their names, read from text into sets of numbers. ``facts`` lays them out for the loops.

Values stand in sets: the rows of record ``i`` are ``rows[at[i] : at[i + 1]]``. The last number of a row is the place of the
value in its record, so that a line of evidence can name it; one value may have several rows (readings in other calendars,
a number with and without its check digit).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.screening import births, papers, phones, plates, states
from comity.screening.births import read_birth
from comity.screening.papers import read_paper
from comity.screening.phones import read_phone
from comity.screening.places import read_place
from comity.screening.plates import read_plate
from comity.screening.record import RecordDocument, RegisterRecord
from comity.screening.states import read_states

if TYPE_CHECKING:
    import pyarrow as pa

Longs = NDArray[np.int64]
Offsets = NDArray[np.int64]
Read = Callable[..., tuple[Any, ...]]
SEXES = {"": 0, "male": 1, "female": 2}
FIELDS = ("births", "states", "papers", "phones", "plates", "birth_places", "addresses")
"""Fields with sets of values, in the order of the arrays."""


class Sets(NamedTuple):
    """Packed values of ``len(sex)`` records. Widths are those of births, states, papers, phones and plates, and one more."""

    births_at: Offsets
    births: Longs
    states_at: Offsets
    states: Longs
    papers_at: Offsets
    papers: Longs
    phones_at: Offsets
    phones: Longs
    plates_at: Offsets
    plates: Longs
    birth_places_at: Offsets
    birth_places: Longs
    """First word and the one after the last in ``words``, and the place in the record. Shape [p, 3]."""
    addresses_at: Offsets
    addresses: Longs
    words: Longs
    """Words of all places, sorted within each. Shape [w]."""
    sex: NDArray[np.int8]
    """0 unknown, 1 male, 2 female."""


class Values(NamedTuple):
    """The values of one record as text. ``papers`` are ``kind:state:number``; ``births`` texts or the fields of a RecordDate."""

    births: Sequence[str | tuple[str, str, str, str]] = ()
    states: Sequence[str] = ()
    papers: Sequence[str] = ()
    phones: Sequence[str] = ()
    plates: Sequence[str] = ()
    birth_places: Sequence[str] = ()
    addresses: Sequence[str] = ()
    sex: str = ""


def values_of(record: RegisterRecord) -> Values:
    """The values of a register row. The place of a state counts nationalities first, then citizenships."""
    cars = [paper for paper in record["documents"] if paper["kind"] in plates.KINDS]
    others = [paper for paper in record["documents"] if paper["kind"] not in plates.KINDS]
    return Values(
        births=[(day["text"], day["from"], day["to"], day["precision"]) for day in record["birth_dates"]],
        states=[*record["nationalities"], *record["citizenships"]],
        papers=[paper_text(paper) for paper in others],
        phones=record["phones"],
        plates=[paper["number"] for paper in cars],
        birth_places=record["birth_places"],
        addresses=record["addresses"],
        sex=record["sex"],
    )


def paper_text(paper: RecordDocument) -> str:
    """``kind:state:number``, the form in which documents stand in one column."""
    return f"{paper['kind'].replace(':', ' ')}:{paper['state'].replace(':', ' ')}:{paper['number']}"


def read_records(records: Iterable[Values]) -> Sets:
    """The sets of records given as text."""
    every = list(records)
    columns: dict[str, tuple[Offsets, Sequence[Any], Longs]] = {}
    for at, field in enumerate(FIELDS):
        places: dict[Any, int] = {}
        codes = [places.setdefault(value, len(places)) for values in every for value in values[at]]
        ends = np.cumsum([0, *(len(values[at]) for values in every)], dtype=np.int64)
        columns[field] = ends, list(places), np.array(codes, np.int64)
    sex = np.array([SEXES.get(values.sex, 0) for values in every], np.int8)
    return _sets(columns, sex)


def read_columns(columns: dict[str, "pa.Array"]) -> Sets:
    """The sets of Arrow columns: ``list<string>`` under the names of FIELDS, ``string`` under ``sex``; what is not given is missing.

    Each distinct text is read once, so a register's dates and states cost next to nothing.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    count = len(next(iter(columns.values())))
    held: dict[str, tuple[Offsets, Sequence[Any], Longs]] = {}
    for field in FIELDS:
        if field not in columns:
            held[field] = np.zeros(count + 1, np.int64), [], np.zeros(0, np.int64)
            continue
        column = pc.fill_null(columns[field], pa.scalar([], columns[field].type))
        lengths = pc.list_value_length(column).to_numpy(zero_copy_only=False)
        coded = pc.fill_null(pc.list_flatten(column), "").dictionary_encode()
        codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        held[field] = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), coded.dictionary.to_pylist(), codes
    sex = np.zeros(count, np.int8)
    if "sex" in columns:
        coded = pc.fill_null(columns["sex"], "").dictionary_encode()
        meant = np.array([SEXES.get(text, 0) for text in coded.dictionary.to_pylist()] or [0], np.int8)
        sex = meant[coded.indices.to_numpy(zero_copy_only=False)]
    return _sets(held, sex)


def split(column: "pa.Array", separator: str = "|") -> "pa.Array":
    """A text column with several values a cell as lists, empty values left out, for ``read_columns``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = pc.split_pattern(pc.fill_null(column, ""), separator)
    flat, owner = pc.list_flatten(parts), pc.list_parent_indices(parts)
    kept = pc.not_equal(flat, "")
    counts = np.bincount(owner.filter(kept).to_numpy(zero_copy_only=False), minlength=len(column))
    ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), flat.filter(kept))


def _sets(columns: dict[str, tuple[Offsets, Sequence[Any], Longs]], sex: NDArray[np.int8]) -> Sets:
    rows: list[Longs] = []
    readers: tuple[tuple[str, Read, int], ...] = (
        ("births", _birth, births.WIDTH),
        ("states", read_states, states.WIDTH),
        ("papers", read_paper, papers.WIDTH),
        ("phones", read_phone, phones.WIDTH),
        ("plates", read_plate, plates.WIDTH),
    )
    for field, read, width in readers:
        ends, texts, codes = columns[field]
        rows += _gather(ends, codes, [read(text) for text in texts], width)
    words: list[int] = []
    for field in ("birth_places", "addresses"):
        ends, texts, codes = columns[field]
        blocks = []
        for text in texts:
            found = read_place(text)
            blocks.append(((len(words), len(words) + len(found)),) if found else ())
            words += found
        rows += _gather(ends, codes, blocks, 2)
    return Sets._make([*rows, np.array(words, np.int64), sex])


def _birth(value: str | tuple[str, str, str, str]) -> tuple[births.Reading, ...]:
    return read_birth(value) if isinstance(value, str) else read_birth(*value)


def _gather(
    ends: Offsets, codes: Longs, blocks: Sequence[Sequence[Sequence[int]]], width: int
) -> tuple[Offsets, Longs]:
    """Rows of each record from the rows of each distinct value. ``codes`` holds the distinct value of every value."""
    lengths = np.array([len(block) for block in blocks] or [0], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    table = np.array([row for block in blocks for row in block], np.int64).reshape(-1, width)
    counts = lengths[codes] if len(codes) else np.zeros(0, np.int64)
    before = np.concatenate([[0], np.cumsum(counts)])
    place = np.arange(len(codes)) - np.repeat(ends[:-1], np.diff(ends))
    index = (
        np.arange(before[-1]) + np.repeat(starts[codes] - before[:-1], counts) if len(codes) else np.zeros(0, np.int64)
    )
    rows = np.empty((before[-1], width + 1), np.int64)
    rows[:, :width] = table[index]
    rows[:, width] = np.repeat(place, counts)
    return before[ends], rows
