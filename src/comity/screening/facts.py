"""The facts of many records beside their names, laid out record by record in one array: what the compiled loops read.

Everything about a record lies together, so that a pair costs two visits to memory and not twenty. A record begins with one
cell of eight counts, a byte each (births, states, papers, phones, plates, places of birth, addresses; the last byte is the
sex), then come the rows of each set in that order. A row of a place is: how many words, its place in the record, the words.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.screening.sets import FIELDS, Sets, Values, read_records

Longs = NDArray[np.int64]
MOST = 100
"""So many rows of one set are kept; what stands behind says nothing."""


class Facts(NamedTuple):
    """Packed facts of ``len(starts) - 1`` records; record ``i`` is ``cells[starts[i] : starts[i + 1]]``."""

    starts: Longs
    cells: Longs


def pack(records: Iterable[Values]) -> Facts:
    """Pack records given as text."""
    return lay_out(read_records(records))


def lay_out(sets: Sets) -> Facts:
    """Put the rows of every record together."""
    count = len(sets.sex)
    kept = [_first_rows(at, rows) for at, rows in _pairs(sets)]
    counts = np.stack([np.diff(at) for at, _ in kept]) if count else np.zeros((len(FIELDS), 0), np.int64)
    plain, places = kept[:5], kept[5:]
    sizes = [counts[field] * rows.shape[1] for field, (_, rows) in enumerate(plain)]
    lengths = [2 + rows[:, 1] - rows[:, 0] for _, rows in places]
    before = [np.concatenate([[0], np.cumsum(length)]) for length in lengths]
    sizes += [ends[at[1:]] - ends[at[:-1]] for ends, (at, _) in zip(before, places, strict=True)]
    starts = np.concatenate([[0], np.cumsum(1 + sum(sizes, np.zeros(count, np.int64)))])
    cells = np.zeros(starts[-1], np.int64)
    shifted = [counts[field] << (8 * field) for field in range(len(FIELDS))]
    cells[starts[:-1]] = sum(shifted, sets.sex.astype(np.int64) << 56)
    begin = starts[:-1] + 1
    for field, (at, rows) in enumerate(plain):
        width = rows.shape[1]
        target = np.repeat(begin - at[:-1] * width, counts[field]) + np.arange(len(rows)) * width
        for column in range(width):
            cells[target + column] = rows[:, column]
        begin = begin + sizes[field]
    for field, (at, rows) in enumerate(places, start=5):
        target = np.repeat(begin - before[field - 5][at[:-1]], counts[field]) + before[field - 5][:-1]
        _put_places(cells, target, rows, sets.words)
        begin = begin + sizes[field]
    return Facts(starts, cells)


def _pairs(sets: Sets) -> list[tuple[Longs, Longs]]:
    return [(getattr(sets, f"{field}_at"), getattr(sets, field)) for field in FIELDS]


def _first_rows(at: Longs, rows: Longs) -> tuple[Longs, Longs]:
    """The same sets with at most MOST rows each."""
    counts = np.diff(at)
    if not len(counts) or counts.max() <= MOST:
        return at, rows
    rank = np.arange(len(rows)) - np.repeat(at[:-1], counts)
    return np.concatenate([[0], np.cumsum(np.minimum(counts, MOST))]), rows[rank < MOST]


def _put_places(cells: Longs, target: Longs, rows: Longs, words: Longs) -> None:
    counts = rows[:, 1] - rows[:, 0]
    cells[target], cells[target + 1] = counts, rows[:, 2]
    rank = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    cells[np.repeat(target + 2, counts) + rank] = words[np.repeat(rows[:, 0], counts) + rank]
