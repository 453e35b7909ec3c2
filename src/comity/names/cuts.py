"""The best common cut of a token and a spelling, given up as soon as it cannot reach what is asked.

The same numbers as ``kernel.joint``, ``kernel.native_margin`` and ``kernel.latin_margin``, for loops that ask a voice about
the same words over and over: what depends on one side alone is worked out once and kept in a few hundred slots of a room.
"""

from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import kernel
from comity.names.kernel import LENGTH, MAX_CHUNK, MAX_GRAM, NOISE, NOTHING
from comity.names.voice import Array

_SLOTS = 1 << 14
MARGIN, COUNT = LENGTH + 1, LENGTH + 2
"""Where the ends keep log P of the side alone, and those of a token how many symbols it has."""


class Sides(NamedTuple):
    """Tokens (rows) and spellings (columns) made ready for a voice; the last slot of each is nobody's and never kept."""

    token_keys: Array
    """int32[slots, 4]: what stands in a slot; ``spelling_keys`` likewise."""
    grams: Array
    """int32[slots, 48, 4]: the number of the chunk that begins at each symbol, by its length; -1 where none does."""
    symbols: Array
    """int32[slots, 48]: the log of each symbol alone; ``letters`` likewise."""
    token_ends: Array
    """int32[slots, 51]: no way from here to the end is likelier; behind that MARGIN and COUNT."""
    spelling_keys: Array
    chunks: Array
    """int32[slots, 48 + 1, 6]: runs of letters the voice knows, by length; -1 for any other."""
    letters: Array
    spelling_ends: Array
    best: Array
    """int32[49, 49]: the table being filled."""


def new_sides() -> Sides:
    """Room for one who compares."""
    rows = _SLOTS + 1
    return Sides(
        token_keys=np.zeros((rows, 4), np.int32), grams=np.zeros((rows, LENGTH, MAX_GRAM), np.int32),
        symbols=np.zeros((rows, LENGTH), np.int32), token_ends=np.zeros((rows, LENGTH + 3), np.int32),
        spelling_keys=np.zeros((rows, 4), np.int32), chunks=np.zeros((rows, LENGTH + 1, MAX_CHUNK + 1), np.int32),
        letters=np.zeros((rows, LENGTH), np.int32), spelling_ends=np.zeros((rows, LENGTH + 2), np.int32),
        best=np.zeros((LENGTH + 1, LENGTH + 1), np.int32),
    )  # fmt: skip


@njit(cache=True, inline="always")
def slot_of(keys, one, two, three, four):  # type: ignore[no-untyped-def]
    """The slot of a key, and whether what stands there is ready; else it must be made so. Keys begin with a number from 1 on; 0
    is never kept.
    """
    last = len(keys) - 1
    if one == 0:
        return last, False
    mixed = (np.uint64(one) * np.uint64(0x9E3779B97F4A7C15)) ^ (np.uint64(two) * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed ^= (np.uint64(three) * np.uint64(0x165667B19E3779F9)) ^ (np.uint64(four) * np.uint64(0xD6E8FEB86659FD93))
    slot = np.int64((mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(40)) % last
    held = keys[slot]
    if held[0] == one and held[1] == two and held[2] == three and held[3] == four:
        return slot, True
    held[0], held[1], held[2], held[3] = one, two, three, four
    return slot, False


@njit(cache=True)
def token(voices, sides, place, slot, signs, count):  # type: ignore[no-untyped-def]
    """Make a token ready in its slot: ``signs`` uint16 as the voice at ``place`` numbers them, of which ``count`` count."""
    row, grams, ends = voices.bounds[place], sides.grams[slot], sides.token_ends[slot]
    slots, values = voices.slots[row[0] : row[1]], voices.values[row[0] : row[1]]
    for at in range(count):
        sides.symbols[slot, at] = voices.logs[row[7] + signs[at]]
        key = np.uint64(0)
        for length in range(MAX_GRAM):
            grams[at, length] = -1
            if length < row[10] and at + length < count:
                key |= np.uint64(signs[at + length]) << np.uint64(16 * length)
                grams[at, length] = kernel.look(slots, values, key, -1)
    ends[count] = 0
    for at in range(count - 1, -1, -1):
        most = ends[at + 1] + NOISE + sides.symbols[slot, at]
        for length in range(min(row[10], count - at)):
            if grams[at, length] >= 0:
                most = max(most, ends[at + length + 1] + voices.tops[row[6] + grams[at, length]])
        ends[at] = most
    ends[MARGIN], ends[COUNT] = _token_margin(voices, sides, row, slot, count), count


@njit(cache=True)
def _token_margin(voices, sides, row, slot, count):  # type: ignore[no-untyped-def]
    sums, grams = sides.best[0], sides.grams[slot]
    sums[: count + 1] = NOTHING
    sums[0] = 0
    for at in range(count):
        for length in range(min(row[10], count - at)):
            if grams[at, length] >= 0:
                log = voices.logs[row[6] + grams[at, length]]
                sums[at + length + 1] = kernel.log_sum(sums[at + length + 1], sums[at] + log)
        sums[at + 1] = kernel.log_sum(sums[at + 1], sums[at] + NOISE + sides.symbols[slot, at])
    return sums[count]


@njit(cache=True)
def spelling(voices, sides, place, slot, letters):  # type: ignore[no-untyped-def]
    """Make a spelling ready in its slot for the voice at ``place``: ``letters`` int32, a=1 … z=26."""
    row, chunks, ends, sums = voices.bounds[place], sides.chunks[slot], sides.spelling_ends[slot], sides.best[0]
    slots, count, peaks = voices.slots[row[2] : row[3]], len(letters), sides.best[1:]
    sums[: count + 1] = NOTHING
    sums[0] = 0
    ends[: count + 1] = NOTHING
    for at in range(count + 1):
        chunks[at, 0], code = 0, 0
        for length in range(1, MAX_CHUNK + 1):
            chunks[at, length] = -1
            if length > row[11] or at + length > count:
                continue
            code = code * 27 + letters[at + length - 1]
            found = kernel.place_of(slots, np.uint64(code))
            if found >= 0:
                chunks[at, length], peaks[at, length] = code, voices.peaks[row[2] + found]
                log = voices.values[row[2] + found]
                if log > NOTHING:
                    sums[at + length] = kernel.log_sum(sums[at + length], sums[at] + log)
        if at < count:
            sides.letters[slot, at] = voices.logs[row[8] + letters[at]]
            sums[at + 1] = kernel.log_sum(sums[at + 1], sums[at] + NOISE + sides.letters[slot, at])
    ends[MARGIN], ends[count] = sums[count], 0
    for at in range(count - 1, -1, -1):
        most = ends[at + 1] + NOISE + sides.letters[slot, at]
        for length in range(1, min(row[11], count - at) + 1):
            if chunks[at, length] >= 0:
                most = max(most, ends[at + length] + peaks[at, length])
        ends[at] = most


@njit(cache=True, inline="always")
def most(sides, token, spelling):  # type: ignore[no-untyped-def]
    """No ratio of this token and this spelling is more."""
    margins = sides.token_ends[token, MARGIN] + sides.spelling_ends[spelling, MARGIN]
    return min(sides.token_ends[token, 0], sides.spelling_ends[spelling, 0]) - margins


@njit(cache=True)
def ratio(voices, sides, place, token, rows, spelling, columns, least):  # type: ignore[no-untyped-def]
    """``chorus.ratio`` of a token of ``rows`` symbols and a spelling of ``columns`` letters, by their slots.

    Where that is less than ``least`` it may be any lower number than ``least`` instead.
    """
    row, grams, chunks, best = voices.bounds[place], sides.grams[token], sides.chunks[spelling], sides.best
    token_ends, spelling_ends = sides.token_ends[token], sides.spelling_ends[spelling]
    margins = token_ends[MARGIN] + spelling_ends[MARGIN]
    if min(token_ends[0], spelling_ends[0]) - margins < least:
        return NOTHING
    least += margins
    symbols, letters = sides.symbols[token], sides.letters[spelling]
    first, last, blooms = row[4], row[5], row[6]
    slots, logs = voices.slots[first:last], voices.values[first:last]
    for at in range(rows + 1):
        for place_of in range(columns + 1):
            best[at, place_of] = NOTHING
    best[0, 0] = 0
    for at in range(rows + 1):
        for column in range(columns + 1):
            here = best[at, column]
            if here == NOTHING or here + min(token_ends[at], spelling_ends[column]) < least:
                continue
            if at < rows:
                wide = min(row[11], columns - column) + 1
                for length in range(min(row[10], rows - at)):
                    gram = grams[at, length]
                    if gram < 0:
                        continue
                    for more in range(wide):
                        code = chunks[column, more]
                        if code < 0:
                            continue
                        bit = kernel.bloom_of(code)
                        if not voices.blooms[blooms + gram, bit >> 6] >> np.uint64(bit & 63) & np.uint64(1):
                            continue
                        log = kernel.look(slots, logs, np.uint64(gram) << np.uint64(24) | np.uint64(code), NOTHING)
                        if log > NOTHING and here + log > best[at + length + 1, column + more]:
                            best[at + length + 1, column + more] = here + log
                best[at + 1, column] = max(best[at + 1, column], here + NOISE + symbols[at])
            if column < columns:
                best[at, column + 1] = max(best[at, column + 1], here + NOISE + letters[column])
                if at < rows:
                    both = here + NOISE + symbols[at] + letters[column]
                    best[at + 1, column + 1] = max(best[at + 1, column + 1], both)
    return best[rows, columns] - margins if best[rows, columns] > NOTHING else NOTHING
