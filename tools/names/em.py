"""Learn a joint multigram from pairs of a token and its spelling, by expectation and maximisation over all cuts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

BAND = 0.5
"""A chunk may stand so far (as a share of the length) from where it stands in the other writing."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Pairs of chunks with their probability: ``grams`` of symbols, ``chunks`` of letters, ``chance`` summing to 1."""

    grams: list[str]
    chunks: list[str]
    chance: np.ndarray[Any, np.dtype[np.float64]]


@njit(cache=True)
def _key(symbols, start, count, letters, first, length):  # type: ignore[no-untyped-def]
    key = np.uint64(count * 8 + length + 1)
    for at in range(count):
        key = (key ^ np.uint64(symbols[start + at])) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(29)
    for at in range(length):
        key = (key ^ np.uint64(letters[first + at] + 70_000)) * np.uint64(0xBF58476D1CE4E5B9)
        key ^= key >> np.uint64(32)
    return key


@njit(cache=True)
def _near(row, rows, column, columns):  # type: ignore[no-untyped-def]
    return -BAND < row / rows - column / columns < BAND


@njit(cache=True)
def _count(row_ends, column_ends, widest, longest):  # type: ignore[no-untyped-def]
    total = 0
    for pair in range(len(row_ends) - 1):
        rows, columns = row_ends[pair + 1] - row_ends[pair], column_ends[pair + 1] - column_ends[pair]
        for row in range(rows):
            for column in range(columns + 1):
                for wide in range(1, min(widest, rows - row) + 1):
                    for long in range(min(longest, columns - column) + 1):
                        total += _near(row + wide, rows, column + long, columns)
    return total


@njit(cache=True)
def _fill(symbols, letters, row_ends, column_ends, widest, longest, keys, sources, targets, ends):  # type: ignore[no-untyped-def]
    at = 0
    for pair in range(len(row_ends) - 1):
        ends[pair] = at
        rows, columns = row_ends[pair + 1] - row_ends[pair], column_ends[pair + 1] - column_ends[pair]
        for row in range(rows):
            for column in range(columns + 1):
                for wide in range(1, min(widest, rows - row) + 1):
                    for long in range(min(longest, columns - column) + 1):
                        if _near(row + wide, rows, column + long, columns):
                            keys[at] = _key(
                                symbols, row_ends[pair] + row, wide, letters, column_ends[pair] + column, long
                            )
                            sources[at] = row * (columns + 1) + column
                            targets[at] = (row + wide) * (columns + 1) + column + long
                            at += 1
    ends[len(row_ends) - 1] = at


@njit(cache=True)
def _expect(arcs, sources, targets, ends, row_ends, column_ends, weights, chance):  # type: ignore[no-untyped-def]
    counts = np.zeros(len(chance))
    for pair in range(len(ends) - 1):
        rows, columns = row_ends[pair + 1] - row_ends[pair], column_ends[pair + 1] - column_ends[pair]
        states = (rows + 1) * (columns + 1)
        forward, backward = np.zeros(states), np.zeros(states)
        forward[0] = backward[states - 1] = 1.0
        for arc in range(ends[pair], ends[pair + 1]):
            forward[targets[arc]] += forward[sources[arc]] * chance[arcs[arc]]
        total = forward[states - 1]
        if total <= 1e-300:
            continue
        for arc in range(ends[pair + 1] - 1, ends[pair] - 1, -1):
            backward[sources[arc]] += backward[targets[arc]] * chance[arcs[arc]]
        for arc in range(ends[pair], ends[pair + 1]):
            share = forward[sources[arc]] * chance[arcs[arc]] * backward[targets[arc]]
            if share > 0:
                counts[arcs[arc]] += share / total * weights[pair]
    return counts


def _ends(texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.cumsum([0, *(len(text) for text in texts)])


def learn(
    pairs: Sequence[tuple[str, str]],
    *,
    widest: int,
    longest: int,
    weights: Sequence[float] | None = None,
    rounds: int = 8,
    discount: float = 0.02,
) -> Arcs:
    """Arcs of (token, spelling) pairs: chunks of up to ``widest`` symbols against up to ``longest`` letters a to z.

    From the third round on ``discount`` is taken from every expected count, which drops what was seen once by chance.
    """
    tokens, spellings = [token for token, _ in pairs], [spelling for _, spelling in pairs]
    symbols = np.array([ord(char) for char in "".join(tokens)], np.int64)
    letters = np.array([ord(char) for char in "".join(spellings)], np.int64)
    row_ends, column_ends = _ends(tokens), _ends(spellings)
    size = _count(row_ends, column_ends, widest, longest)
    keys = np.empty(size, np.uint64)
    sources, targets = np.empty(size, np.int16), np.empty(size, np.int16)
    ends = np.zeros(len(pairs) + 1, np.int64)
    _fill(symbols, letters, row_ends, column_ends, widest, longest, keys, sources, targets, ends)
    _, first, arcs = np.unique(keys, return_index=True, return_inverse=True)
    arcs = arcs.astype(np.int32)
    chance = np.bincount(arcs, minlength=len(first)).astype(np.float64)
    chance /= chance.sum()
    weight = np.ones(len(pairs)) if weights is None else np.asarray(weights, np.float64)
    for turn in range(rounds):
        counts = _expect(arcs, sources, targets, ends, row_ends, column_ends, weight, chance)
        counts = np.maximum(counts - (discount if turn > 1 else 0.0), 0.0)
        chance = counts / counts.sum()
    grams, chunks, kept = [], [], np.nonzero(chance > 0)[0]
    owners = np.searchsorted(ends, first[kept], "right") - 1
    for arc, pair in zip(first[kept].tolist(), owners.tolist(), strict=True):
        width = len(spellings[pair]) + 1
        row, column = divmod(int(sources[arc]), width)
        to_row, to_column = divmod(int(targets[arc]), width)
        grams.append(tokens[pair][row:to_row])
        chunks.append(spellings[pair][column:to_column])
    return Arcs(grams=grams, chunks=chunks, chance=chance[kept])
