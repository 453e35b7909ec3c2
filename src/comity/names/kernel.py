"""The compiled inner loops: how well Latin letters spell a token, in whole thousandths of a nat.

Everything here is arithmetic on integers, so that every machine and every engine gives the same number. numba compiles the
loops on first use and keeps the result; no compiler is needed on the user's machine.

A voice (how one script sounds in Latin letters) is a joint multigram: a token and its spelling are cut into the same
number of chunks, 1 to 4 symbols against 0 to 5 letters, and each pair of chunks has a learned probability. The best cut
gives log P(token, spelling); all cuts of one side alone give its margin. The difference is the log-likelihood ratio
of "this spells that" against "two names that have nothing to do with each other" (Deligne, Yvon and Bimbot 1995,
"Variable-length sequence matching for phonetic transcription using joint multigrams").
"""

import numpy as np

from comity.kit.compiled import njit

MAX_GRAM, MAX_CHUNK = 4, 5
"""Symbols of a native chunk and letters of a Latin chunk at most."""
LENGTH = 48
"""A token is cut to so many symbols and letters before it is scored: bounded work on any input."""
NOISE = -6_908
"""What a symbol or letter that no chunk explains costs beside its own rarity: ln 0.001 in thousandths."""
NOTHING = -1_000_000_000
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
_SUMS = np.rint(1000 * np.log1p(np.exp(-np.arange(8_000) / 1000))).astype(np.int32)
"""What the logarithm of a sum exceeds its greater part by, for each distance of the two in thousandths."""


@njit(cache=True, inline="always")
def _slot(key: np.uint64, mask: np.uint64) -> np.uint64:
    """Where a key begins to look for itself (splitmix64's finaliser)."""
    key ^= key >> np.uint64(30)
    key *= np.uint64(0xBF58476D1CE4E5B9)
    key ^= key >> np.uint64(27)
    key *= np.uint64(0x94D049BB133111EB)
    key ^= key >> np.uint64(31)
    return key & mask


@njit(cache=True)
def hashed(keys, values):  # type: ignore[no-untyped-def]
    """An open hash table at most half full: slots of keys (uint64) and of values (int32)."""
    size = 8
    while size < 2 * len(keys) + 2:
        size *= 2
    slots = np.full(size, _EMPTY, np.uint64)
    held = np.zeros(size, np.int32)
    mask = np.uint64(size - 1)
    for at in range(len(keys)):
        slot = _slot(keys[at], mask)
        while slots[slot] != _EMPTY:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = keys[at]
        held[slot] = values[at]
    return slots, held


@njit(cache=True, inline="always")
def look(slots, held, key, missing):  # type: ignore[no-untyped-def]
    """The value under a key, or ``missing``."""
    mask = np.uint64(len(slots) - 1)
    slot = _slot(key, mask)
    while slots[slot] != _EMPTY:
        if slots[slot] == key:
            return held[slot]
        slot = (slot + np.uint64(1)) & mask
    return missing


@njit(cache=True, inline="always")
def place_of(slots, key):  # type: ignore[no-untyped-def]
    """Where a key stands in a table of `hashed`, or -1."""
    mask = np.uint64(len(slots) - 1)
    slot = _slot(key, mask)
    while slots[slot] != _EMPTY:
        if slots[slot] == key:
            return np.int64(slot)
        slot = (slot + np.uint64(1)) & mask
    return np.int64(-1)


@njit(cache=True, inline="always")
def bloom_of(code):  # type: ignore[no-untyped-def]
    """Which of 256 bits stands for a run of letters."""
    return np.int64((np.uint64(code) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(56))


@njit(cache=True)
def peaks_of(arcs, logs, chunks, grams):  # type: ignore[no-untyped-def]
    """The likeliest arc of each gram (int32[grams]) and of each slot of the table of chunks; for each gram a bit for every
    run of letters it may stand for (uint64[grams, 4], see `bloom_of`).
    """
    tops, blooms = np.full(grams, NOTHING, np.int32), np.zeros((grams, 4), np.uint64)
    peaks = np.full(len(chunks), NOTHING, np.int32)
    for at in range(len(arcs)):
        if arcs[at] == _EMPTY:
            continue
        gram, code = np.int64(arcs[at] >> np.uint64(24)), np.int64(arcs[at] & np.uint64(0xFFFFFF))
        tops[gram] = max(tops[gram], logs[at])
        bit = bloom_of(code)
        blooms[gram, bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)
        found = place_of(chunks, np.uint64(code))
        if found < 0:
            raise ValueError("an arc whose letters are no chunk of the voice")
        peaks[found] = max(peaks[found], logs[at])
    return tops, peaks, blooms


@njit(cache=True, inline="always")
def _gram_key(symbols, start, length):  # type: ignore[no-untyped-def]
    key = np.uint64(0)
    for at in range(length):
        key |= np.uint64(symbols[start + at]) << np.uint64(16 * at)
    return key


@njit(cache=True)
def grams_of(symbols, gram_slots, gram_ids):  # type: ignore[no-untyped-def]
    """Which learned chunk starts at each place with each length: int32[n, 4], -1 where none does. ``symbols`` uint16."""
    count = len(symbols)
    found = np.full((count, MAX_GRAM), -1, np.int32)
    for at in range(count):
        for length in range(1, min(MAX_GRAM, count - at) + 1):
            found[at, length - 1] = look(gram_slots, gram_ids, _gram_key(symbols, at, length), -1)
    return found


@njit(cache=True)
def chunks_of(letters):  # type: ignore[no-untyped-def]
    """The number of each run of letters (a=1 … z=26, base 27) from each place: int32[m + 1, 6]; 0 is the empty run."""
    count = len(letters)
    found = np.full((count + 1, MAX_CHUNK + 1), -1, np.int32)
    for at in range(count + 1):
        code = 0
        found[at, 0] = 0
        for length in range(1, min(MAX_CHUNK, count - at) + 1):
            code = code * 27 + letters[at + length - 1]
            found[at, length] = code
    return found


@njit(cache=True, inline="always")
def log_sum(first, second):  # type: ignore[no-untyped-def]
    """log(e^first + e^second), in thousandths, from a table: the same on every machine."""
    apart = first - second if first > second else second - first
    more = first if first > second else second
    return more + _SUMS[apart] if apart < len(_SUMS) else more


_sum = log_sum


@njit(cache=True)
def native_margin(symbols, grams, gram_logs, symbol_logs):  # type: ignore[no-untyped-def]
    """Log P(token) over all its cuts, in thousandths."""
    count = len(grams)
    best = np.full(count + 1, NOTHING, np.int32)
    best[0] = 0
    for at in range(count):
        for length in range(1, min(MAX_GRAM, count - at) + 1):
            gram = grams[at, length - 1]
            if gram >= 0:
                best[at + length] = log_sum(best[at + length], best[at] + gram_logs[gram])
        best[at + 1] = log_sum(best[at + 1], best[at] + NOISE + symbol_logs[symbols[at]])
    return best[count]


@njit(cache=True)
def latin_margin(chunks, letter_logs, chunk_slots, chunk_logs):  # type: ignore[no-untyped-def]
    """Log P(spelling) over all its cuts, in thousandths."""
    count = len(chunks) - 1
    best = np.full(count + 1, NOTHING, np.int32)
    best[0] = 0
    for at in range(count):
        for length in range(1, min(MAX_CHUNK, count - at) + 1):
            log = look(chunk_slots, chunk_logs, np.uint64(chunks[at, length]), NOTHING)
            if log > NOTHING:
                best[at + length] = log_sum(best[at + length], best[at] + log)
        best[at + 1] = log_sum(best[at + 1], best[at] + NOISE + letter_logs[chunks[at, 1]])
    return best[count]


@njit(cache=True, inline="always")
def _raise(best, row, column, value):  # type: ignore[no-untyped-def]
    if value > best[row, column]:
        best[row, column] = value


@njit(cache=True)
def joint(symbols, grams, chunks, symbol_logs, letter_logs, arc_slots, arc_logs):  # type: ignore[no-untyped-def]
    """Log P(token, spelling) of the best common cut, in thousandths. ``grams`` int32[n, 4], ``chunks`` int32[m + 1, 6]."""
    rows, columns = len(grams), len(chunks) - 1
    best = np.full((rows + 1, columns + 1), NOTHING, np.int32)
    best[0, 0] = 0
    for row in range(rows + 1):
        for column in range(columns + 1):
            here = best[row, column]
            if here == NOTHING:
                continue
            if row < rows:
                for length in range(1, min(MAX_GRAM, rows - row) + 1):
                    gram = grams[row, length - 1]
                    if gram < 0:
                        continue
                    base = np.uint64(gram) << np.uint64(24)
                    for letters in range(min(MAX_CHUNK, columns - column) + 1):
                        key = base | np.uint64(chunks[column, letters])
                        log = look(arc_slots, arc_logs, key, NOTHING)
                        if log > NOTHING:
                            _raise(best, row + length, column + letters, here + log)
                symbol = symbol_logs[symbols[row]]
                _raise(best, row + 1, column, here + NOISE + symbol)
            if column < columns:
                letter = letter_logs[chunks[column, 1]]
                _raise(best, row, column + 1, here + NOISE + letter)
                if row < rows:
                    _raise(best, row + 1, column + 1, here + NOISE + symbol + letter)
    return best[rows, columns]


@njit(cache=True)
def _same(letters, first, second, length):  # type: ignore[no-untyped-def]
    for at in range(length):
        if letters[first, at] != letters[second, at]:
            return False
    return True


@njit(cache=True)
def _offer(letters, lengths, logs, counts, place, source, chunk, log):  # type: ignore[no-untyped-def]
    """Put a reading (``source`` and a chunk after it) among the best ones of a place, each spelling once."""
    kept = len(logs) // len(counts)
    base, spare = place * kept, len(logs) - 1
    if counts[place] == kept and log <= logs[base + kept - 1]:
        return
    length, width, rest = lengths[source], 0, chunk
    while rest:
        width, rest = width + 1, rest // 27
    if length + width > LENGTH:
        return
    for at in range(length):
        letters[spare, at] = letters[source, at]
    rest = chunk
    for at in range(length + width - 1, length - 1, -1):
        letters[spare, at] = rest % 27
        rest //= 27
    length += width
    slot = counts[place]
    for at in range(counts[place]):
        if lengths[base + at] == length and _same(letters, base + at, spare, length):
            if logs[base + at] >= log:
                return
            slot = at
            break
    else:
        if counts[place] < kept:
            counts[place] += 1
        else:
            slot = kept - 1
    while slot > 0 and logs[base + slot - 1] < log:
        lengths[base + slot], logs[base + slot] = lengths[base + slot - 1], logs[base + slot - 1]
        letters[base + slot] = letters[base + slot - 1]
        slot -= 1
    lengths[base + slot], logs[base + slot] = length, log
    letters[base + slot] = letters[spare]


@njit(cache=True)
def readings(grams, starts, chunks, logs, kept):  # type: ignore[no-untyped-def]
    """The best ``kept`` spellings of a token: letters uint8[k, 48], their lengths and log P(token, spelling), best first.

    ``chunks`` and ``logs`` hold the arcs of each gram with the likeliest first. Symbols no gram knows are skipped.
    """
    count = len(grams)
    held = np.zeros(((count + 1) * kept + 1, LENGTH), np.uint8)
    lengths = np.zeros((count + 1) * kept + 1, np.int32)
    scores = np.full((count + 1) * kept + 1, NOTHING, np.int32)
    counts = np.zeros(count + 1, np.int32)
    counts[0], scores[0] = 1, 0
    for place in range(count):
        known = False
        for length in range(1, min(MAX_GRAM, count - place) + 1):
            gram = grams[place, length - 1]
            if gram < 0:
                continue
            known = True
            for at in range(counts[place]):
                source = place * kept + at
                for arc in range(starts[gram], min(starts[gram + 1], starts[gram] + kept)):
                    _offer(
                        held, lengths, scores, counts, place + length, source, chunks[arc], scores[source] + logs[arc]
                    )
        if not known:
            for at in range(counts[place]):
                source = place * kept + at
                _offer(held, lengths, scores, counts, place + 1, source, 0, scores[source] + NOISE)
    base = count * kept
    found = counts[count]
    return held[base : base + found], lengths[base : base + found], scores[base : base + found]


@njit(cache=True)
def slips(first, second):  # type: ignore[no-untyped-def]
    """How many signs must be changed, added, left out or swapped with their neighbour (optimal string alignment).

    Both int32 of 64 signs at most. Bit-parallel: H. Hyyro, "A bit-vector algorithm for computing Levenshtein and Damerau
    edit distances", 2003.
    """
    rows = len(first)
    if rows == 0:
        return len(second)
    one, last = np.uint64(1), np.uint64(1) << np.uint64(rows - 1)
    up, down, diagonal, before, distance = _EMPTY, np.uint64(0), np.uint64(0), np.uint64(0), rows
    for column in range(len(second)):
        sign, here = second[column], np.uint64(0)
        for row in range(rows):
            if first[row] == sign:
                here |= one << np.uint64(row)
        swapped = ((~diagonal & here) << one) & before
        diagonal = (((here & up) + up) ^ up) | here | down | swapped
        more, less = down | ~(diagonal | up), diagonal & up
        if more & last:
            distance += 1
        if less & last:
            distance -= 1
        more, less = (more << one) | one, less << one
        up, down, before = less | ~(diagonal | more), more & diagonal, here
    return distance


_ONCE = np.uint64(0x5555555555555555)


@njit(cache=True, inline="always")
def bits_of(value):  # type: ignore[no-untyped-def]
    """How many bits are set."""
    value -= (value >> np.uint64(1)) & _ONCE
    value = (value & np.uint64(0x3333333333333333)) + ((value >> np.uint64(2)) & np.uint64(0x3333333333333333))
    value = (value + (value >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((value * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True)
def bag_of(signs):  # type: ignore[no-untyped-def]
    """Which signs a part holds, once (01) or more often (11), in 32 pairs of bits; signs may share a pair."""
    bag = np.uint64(0)
    for at in range(len(signs)):
        place = np.uint64(2 * (signs[at] & 31))
        bag |= ((bag >> place) & np.uint64(1)) << (place + np.uint64(1)) | np.uint64(1) << place
    return bag


@njit(cache=True, inline="always")
def together(first, second):  # type: ignore[no-untyped-def]
    """The bag of two parts read as one."""
    return first | second | (first & second & _ONCE) << np.uint64(1)


@njit(cache=True, inline="always")
def least_slips(first, second):  # type: ignore[no-untyped-def]
    """No two parts of these bags are fewer slips apart than this."""
    return max(bits_of(first & ~second), bits_of(second & ~first))
