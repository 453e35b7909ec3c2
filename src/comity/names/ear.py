"""How tokens of a voice sound, by the thousand: their likeliest spellings, and the ratio of the best of them.

The loops of ``kernel`` weigh one token and one given spelling. Here the spellings are found first, so most of the work can be
left out without changing a result: a way to go on is looked at only while it may still be among the best, and a cut
only where it may still reach what its spelling is known to reach.
"""

from typing import Any, NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import kernel
from comity.names.kernel import LENGTH, MAX_CHUNK, MAX_GRAM, NOISE, NOTHING

Array = np.ndarray[Any, np.dtype[Any]]

_WORD = np.uint64((1 << 60) - 1)
WIDTH = LENGTH // 12
"""A spelling is held as five bits a letter, twelve letters a word from its high end: words sort as spellings do."""
NONE = -1
"""The length of a spelling that is not there."""


class Ear(NamedTuple):
    """The arrays of one voice, as ``voice.Voice`` has them: few, since each is counted in and out with every call.

    ``spelled`` uint32 are the chunks of ``likeliest`` as `spelled_of` writes them.
    """

    grams: tuple[Array, Array]
    gram_logs: Array
    symbol_logs: Array
    letter_logs: Array
    chunks: tuple[Array, Array]
    arcs: tuple[Array, Array]
    likeliest: tuple[Array, Array, Array]
    spelled: Array


@njit(cache=True)
def spelled_of(chunks):  # type: ignore[no-untyped-def]
    """The letters of chunks (base 27): how many they are, then five bits for each."""
    found = np.zeros(len(chunks), np.uint32)
    for at in range(len(chunks)):
        rest, width, bits = chunks[at], 0, 0
        while rest:
            bits |= (rest % 27) << (5 * width)
            rest //= 27
            width += 1
        found[at] = width << 25 | bits
    return found


@njit(cache=True)
def unpacked(packed, length):  # type: ignore[no-untyped-def]
    """The letters a=1 … z=26 of a spelling: int32."""
    letters = np.empty(length, np.int32)
    for at in range(length):
        letters[at] = (packed[at // 12] >> np.uint64(55 - 5 * (at % 12))) & np.uint64(31)
    return letters


@njit(cache=True, inline="always")
def _longer(row, length, more):  # type: ignore[no-untyped-def]
    """The four words of a spelling with more letters behind it."""
    first, second, third, fourth = row[0], row[1], row[2], row[3]
    size, bits = 5 * np.int64(more >> 25), np.uint64(more & 0x1FFFFFF)
    word, room = length // 12, 60 - 5 * (length % 12)
    here, next_ = bits << np.uint64(max(0, room - size)), np.uint64(0)
    if size > room:
        here, next_ = bits >> np.uint64(size - room), (bits << np.uint64(60 - size + room)) & _WORD
    if word == 0:
        first, second = first | here, second | next_
    elif word == 1:
        second, third = second | here, third | next_
    elif word == 2:
        third, fourth = third | here, fourth | next_
    else:
        fourth |= here
    return first, second, third, fourth


@njit(cache=True, inline="always")
def _is(row, words):  # type: ignore[no-untyped-def]
    return row[0] == words[0] and row[1] == words[1] and row[2] == words[2] and row[3] == words[3]


@njit(cache=True, inline="always")
def _put(row, words):  # type: ignore[no-untyped-def]
    row[0], row[1], row[2], row[3] = words


@njit(cache=True)
def _offer(packed, lengths, logs, counts, kept, place, source, more, log):  # type: ignore[no-untyped-def]
    """Put a reading (``source`` and ``more`` letters after it) among the best ones of a place, each spelling once.

    Gives whether a reading so likely may stand there, whatever it spells.
    """
    base, count = place * kept, counts[place]
    if count == kept and log <= logs[base + kept - 1]:
        return False
    length = lengths[source] + np.int64(more >> 25)
    if length > LENGTH:
        return True
    words = _longer(packed[source], lengths[source], more)
    slot = base + count
    for at in range(base, base + count):
        if lengths[at] == length and _is(packed[at], words):
            if logs[at] >= log:
                return True
            slot = at
            break
    else:
        if count < kept:
            counts[place] += 1
        else:
            slot -= 1
    while slot > base and logs[slot - 1] < log:
        lengths[slot], logs[slot] = lengths[slot - 1], logs[slot - 1]
        packed[slot] = packed[slot - 1]
        slot -= 1
    lengths[slot], logs[slot] = length, log
    _put(packed[slot], words)
    return True


@njit(cache=True)
def _read(ear, grams, kept, floor, packed, lengths, logs, counts):  # type: ignore[no-untyped-def]
    """Leave the best ``kept`` spellings in the last place, looking at none that is worth less than ``floor`` at its place.

    Arcs and readings stand best first: where one is not good enough, those behind it are not.
    """
    starts, _, arc_logs = ear.likeliest
    counts[: len(grams) + 1] = 0
    counts[0], lengths[0], logs[0] = 1, 0, 0
    packed[0] = 0
    for place in range(len(grams)):
        known = False
        readings = range(place * kept, place * kept + counts[place])
        for length in range(1, min(MAX_GRAM, len(grams) - place) + 1):
            gram = grams[place, length - 1]
            if gram < 0:
                continue
            known = True
            first, last, least = starts[gram], min(starts[gram + 1], starts[gram] + kept), floor[place + length]
            for source in readings:
                arc = first
                while arc < last and logs[source] + arc_logs[arc] >= least and _offer(
                    packed, lengths, logs, counts, kept, place + length, source, ear.spelled[arc],
                    logs[source] + arc_logs[arc],
                ):  # fmt: skip
                    arc += 1
                if arc == first:
                    break
        if not known:
            for source in readings:
                _offer(
                    packed, lengths, logs, counts, kept, place + 1, source, np.uint32(0), logs[source] + NOISE
                )  # fmt: skip


@njit(cache=True)
def _ahead(ear, symbols, grams, ahead, reach):  # type: ignore[no-untyped-def]
    """The most that the rest of a token may add from each place on, whatever it is spelled as: in a common cut with its
    spelling (``ahead``) and while it is read (``reach``, where symbols are skipped only if no gram begins with them).

    Gives the most that a common cut may be worth in which a symbol or a letter is explained by no chunk, and whether
    some gram begins with every symbol.
    """
    starts, _, logs = ear.likeliest
    count, whole = len(grams), True
    ahead[count] = reach[count] = 0
    noisy = np.full(count + 1, NOISE, np.int32)
    for place in range(count - 1, -1, -1):
        skipped, most, known = NOISE + ear.symbol_logs[symbols[place]] + ahead[place + 1], np.int64(NOTHING), False
        noise, read = skipped, most
        for length in range(1, min(MAX_GRAM, count - place) + 1):
            gram = grams[place, length - 1]
            if gram < 0:
                continue
            known = True
            if starts[gram] < starts[gram + 1]:
                log = logs[starts[gram]]
                most, noise = max(most, log + ahead[place + length]), max(noise, log + noisy[place + length])
                read = max(read, log + reach[place + length])
        whole = whole and known
        ahead[place] = max(most, skipped)
        reach[place] = read if known else NOISE + reach[place + 1]
        noisy[place] = max(noise, NOISE + ahead[place])
    return noisy[0], whole


@njit(cache=True)
def _floor(ear, grams, kept, reach, floor):  # type: ignore[no-untyped-def]
    """What a reading must be worth at each place to be among the best ``kept`` at the end.

    The likeliest way to read with another arc in one place makes as many spellings as there are arcs: the worst of them
    is the least that is kept. A way to read that cannot reach it stands behind all that can, at every place.
    """
    starts, _, logs = ear.likeliest
    place, length, apart = 0, 0, -NOTHING
    while place < len(grams):
        step, used = 1, -1
        for wide in range(1, min(MAX_GRAM, len(grams) - place) + 1):
            gram = grams[place, wide - 1]
            if gram >= 0 and starts[gram] < starts[gram + 1]:
                if logs[starts[gram]] + reach[place + wide] == reach[place]:
                    step, used = wide, gram
        if used >= 0:
            first = starts[used]
            length += int(ear.spelled[first] >> 25)
            if starts[used + 1] - first >= kept:
                apart = min(apart, logs[first] - logs[first + kept - 1])
        place += step
    told = apart < -NOTHING and length + MAX_CHUNK <= LENGTH and reach[0] > NOTHING // 2
    for place in range(len(grams) + 1):
        floor[place] = reach[0] - apart - reach[place] if told else 2 * NOTHING


@njit(cache=True)
def _joint(ear, symbols, grams, chunks, ahead, least, best):  # type: ignore[no-untyped-def]
    """``kernel.joint`` where it is known to be at least ``least``: cuts that cannot reach that are not followed."""
    starts, arc_chunks, logs = ear.likeliest
    rows, columns = len(grams), len(chunks) - 1
    best[: rows + 1, : columns + 1] = NOTHING
    best[0, 0] = 0
    for row in range(rows + 1):
        for column in range(columns + 1):
            here = best[row, column]
            if here + ahead[row] < least:
                continue
            if row < rows:
                for length in range(1, min(MAX_GRAM, rows - row) + 1):
                    gram = grams[row, length - 1]
                    if gram < 0:
                        continue
                    need = least - here - ahead[row + length]
                    for arc in range(starts[gram], starts[gram + 1]):
                        if logs[arc] < need:
                            break
                        width = np.int64(ear.spelled[arc] >> 25)
                        if column + width <= columns and chunks[column, width] == arc_chunks[arc]:
                            kernel._raise(best, row + length, column + width, here + logs[arc])
                symbol = here + NOISE + ear.symbol_logs[symbols[row]]
                kernel._raise(best, row + 1, column, symbol)
            if column < columns:
                letter = ear.letter_logs[chunks[column, 1]]
                kernel._raise(best, row, column + 1, here + NOISE + letter)
                if row < rows:
                    kernel._raise(best, row + 1, column + 1, symbol + letter)
    return best[rows, columns]


@njit(cache=True)
def hear(ear, symbols, starts, kept):  # type: ignore[no-untyped-def]
    """What every token of a voice sounds like. ``symbols`` uint16 (48 of a token at most), of token ``i`` those at
    ``starts[i]:starts[i + 1]``.

    Gives the best ``kept`` spellings: uint64[n, kept, 4] packed, their lengths int32[n, kept] (NONE where there is no
    further one), ln P(spelling | token) int32[n, kept]; and int32[n] the best ratio any of them has, 0 without one.
    """
    count, size = len(starts) - 1, (LENGTH + 1) * kept + 1
    found, own = np.zeros((count, kept, WIDTH), np.uint64), np.zeros(count, np.int32)
    found_lengths, found_logs = np.full((count, kept), NONE, np.int32), np.zeros((count, kept), np.int32)
    packed, lengths, logs = np.zeros((size, WIDTH), np.uint64), np.zeros(size, np.int32), np.zeros(size, np.int32)
    counts, ends = np.zeros(LENGTH + 1, np.int32), np.zeros((3, LENGTH + 1), np.int64)
    ahead, reach, floor = ends[0], ends[1], ends[2]
    best = np.empty((LENGTH + 1, LENGTH + 1), np.int32)
    for token in range(count):
        ids = symbols[starts[token] : starts[token + 1]]
        grams = kernel.grams_of(ids, ear.grams[0], ear.grams[1])
        margin = kernel.native_margin(ids, grams, ear.gram_logs, ear.symbol_logs)
        noisy, whole = _ahead(ear, ids, grams, ahead, reach)
        _floor(ear, grams, kept, reach, floor)
        _read(ear, grams, kept, floor, packed, lengths, logs, counts)
        begin, some = len(ids) * kept, False
        for rank in range(counts[len(ids)]):
            at = begin + rank
            found[token, rank] = packed[at]
            found_lengths[token, rank], found_logs[token, rank] = lengths[at], logs[at] - margin
            if not lengths[at]:
                continue
            chunks = kernel.chunks_of(unpacked(packed[at], lengths[at]))
            rest = margin + kernel.latin_margin(chunks, ear.letter_logs, ear.chunks[0], ear.chunks[1])
            if some and whole and max(logs[at], noisy) - rest <= own[token]:
                continue
            if not whole:
                both = kernel.joint(
                    ids, grams, chunks, ear.symbol_logs, ear.letter_logs, ear.arcs[0], ear.arcs[1]
                )  # fmt: skip
            elif logs[at] >= noisy:
                both = logs[at]
            else:
                both = _joint(ear, ids, grams, chunks, ahead, logs[at], best)
            own[token] = max(own[token], both - rest) if some else both - rest
            some = True
    return found, found_lengths, found_logs, own
