"""Teach the arcs of a joint multigram to tell the spellings of a name from those of names that merely look alike.

The joint model says how likely two writings are together; nothing in it has ever seen a wrong pair. Here its arcs are
trained further, by logistic regression over all cuts, on true pairs against random and nearest-looking spellings of other
names. The margins stay what they were, so a taught voice has the format, the speed and the scale of an untaught one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from comity.names.kernel import NOISE
from comity.names.voice import spell, voice_of
from tools.names.em import Arcs
from tools.names.table import pack

Floats = np.ndarray[Any, np.dtype[np.float64]]
ROUNDS = 5
RATE, HOLD, START = 0.15, 0.004, -4.0
"""How fast arcs move, what pulls them back, and the log odds of a true pair before anything is read."""
FARTHEST = 4.0
"""No arc moves farther than so many nats from what the joint model says."""
ROOM = 25
"""One more than the longest token and spelling that is taught."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that is true or not, and how much it counts."""

    signs: str
    letters: str
    true: bool
    weight: float


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
def _table(keys, size):  # type: ignore[no-untyped-def]
    slots, places = np.zeros(size, np.uint64), np.full(size, -1, np.int32)
    mask = np.uint64(size - 1)
    for at in range(len(keys)):
        slot = keys[at] & mask
        while places[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot], places[slot] = keys[at], at
    return slots, places


@njit(cache=True)
def _paths(signs, letters, widest, longest, slots, places, base, many, sources, targets, arcs):  # type: ignore[no-untyped-def]
    """All arcs of a pair in topological order; noise stands after the arcs: a sign, then a letter, each at its price."""
    rows, columns, count = len(signs), len(letters), 0
    mask = np.uint64(len(slots) - 1)
    for row in range(rows + 1):
        for column in range(columns + 1):
            state = row * (columns + 1) + column
            if row < rows:
                for wide in range(1, min(widest, rows - row) + 1):
                    for long in range(min(longest, columns - column) + 1):
                        key = _key(signs, row, wide, letters, column, long)
                        slot = key & mask
                        while places[slot] >= 0 and slots[slot] != key:
                            slot = (slot + np.uint64(1)) & mask
                        if places[slot] >= 0:
                            sources[count], targets[count] = state, (row + wide) * (columns + 1) + column + long
                            arcs[count] = places[slot]
                            count += 1
                sources[count], targets[count], arcs[count] = state, state + columns + 1, base + signs[row]
                count += 1
            if column < columns:
                sources[count], targets[count], arcs[count] = state, state + 1, base + many + letters[column]
                count += 1
    return count


@njit(cache=True, inline="always")
def _either(first, second):  # type: ignore[no-untyped-def]
    """The logarithm of the sum of two chances given as logarithms."""
    high, low = (first, second) if first > second else (second, first)
    return high + (np.log1p(np.exp(low - high)) if high - low < 30 else 0.0)


@njit(cache=True)
def _round(symbols, ends, letters, stops, label, share, margins, order, size, slots, places, base, many, weights, first, seen):  # type: ignore[no-untyped-def] # fmt: skip
    """One pass over the examples. ``weights`` and ``seen`` change; noise keeps its price."""
    widest, longest = size
    room = ROOM * ROOM * (widest * (longest + 1) + 2)
    sources, targets, arcs = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    forward, backward = np.empty(ROOM * ROOM), np.empty(ROOM * ROOM)
    for pair in order:
        left, right = symbols[ends[pair] : ends[pair + 1]], letters[stops[pair] : stops[pair + 1]]
        states = (len(left) + 1) * (len(right) + 1)
        count = _paths(left, right, widest, longest, slots, places, base, many, sources, targets, arcs)
        forward[:states], backward[:states] = -1e9, -1e9
        forward[0] = backward[states - 1] = 0.0
        for at in range(count):
            forward[targets[at]] = _either(forward[targets[at]], forward[sources[at]] + weights[arcs[at]])
        score = forward[states - 1] - margins[pair] + START
        chance = 1.0 / (1.0 + np.exp(-score)) if score > -500 else 0.0
        error = share[pair] * (label[pair] - chance)
        if abs(error) < 1e-3:
            continue
        for at in range(count - 1, -1, -1):
            backward[sources[at]] = _either(backward[sources[at]], backward[targets[at]] + weights[arcs[at]])
        for at in range(count):
            arc = arcs[at]
            if arc >= base:
                continue
            part = forward[sources[at]] + weights[arc] + backward[targets[at]] - forward[states - 1]
            if part > -9.0:
                slope = error * np.exp(part) - HOLD * (weights[arc] - first[arc])
                seen[arc] += slope * slope
                moved = weights[arc] + RATE * slope / np.sqrt(seen[arc] + 0.3)
                weights[arc] = min(first[arc] + FARTHEST, max(first[arc] - FARTHEST, moved))


def _flat(texts: Sequence[str], ids: dict[str, int]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    ends = np.cumsum([0, *(len(text) for text in texts)])
    return np.array([ids.get(char, 0) for text in texts for char in text], np.int64), ends


def teach(arcs: Arcs, examples: Sequence[Example], *, widest: int, longest: int) -> Floats:
    """The taught logarithms of the arcs, in nats, in their order. Examples longer than 24 signs or letters are left out."""
    voice = voice_of("pupil", pack(arcs))
    examples = [one for one in examples if 0 < len(one.signs) < ROOM and 0 < len(one.letters) < ROOM]
    ids = {sign: at + 1 for at, sign in enumerate(sorted({sign for gram in arcs.grams for sign in gram}))}
    alphabet = {chr(96 + at): at for at in range(1, 27)}
    base, many = len(arcs.grams), len(ids) + 1
    keys = np.empty(base, np.uint64)
    for at, (gram, chunk) in enumerate(zip(arcs.grams, arcs.chunks, strict=True)):
        signs, letters = _flat([gram], ids)[0], _flat([chunk], alphabet)[0]
        keys[at] = _key(signs, 0, len(signs), letters, 0, len(letters))
    slots, places = _table(keys, 1 << (2 * base + 2).bit_length())
    noise = [(NOISE + log) / 1000 for logs in (voice.symbol_logs, voice.letter_logs) for log in logs.tolist()]
    weights = np.concatenate([np.log(arcs.chance), np.array(noise)])
    rows = {one.signs: voice.read(one.signs).margin / 1000 for one in examples}
    columns = {one.letters: voice.margin(spell(one.letters)) / 1000 for one in examples}
    margins = np.array([rows[one.signs] + columns[one.letters] for one in examples])
    symbols, ends = _flat([one.signs for one in examples], ids)
    letters, stops = _flat([one.letters for one in examples], alphabet)
    label, share = np.array([float(one.true) for one in examples]), np.array([one.weight for one in examples])
    first, seen, draw = weights.copy(), np.zeros(len(weights)), np.random.default_rng(1)
    for _ in range(ROUNDS):
        order = draw.permutation(len(examples))
        _round(symbols, ends, letters, stops, label, share, margins, order, (widest, longest), slots, places, base, many, weights, first, seen)  # fmt: skip
    return weights[:base]
