"""Every way to read words aloud, followed by its consonants alone: the compiled loops behind ``aloud``.

Spellings that differ in vowels only are one way, and their probabilities are added up. The sounds of a way are one of the 106
coarse codes (``consonants``), counted here as *places* in the order of the codes. Words come sorted, so that what a word
shares with the one before it is not followed again; every sum is made in one order, so that rounding never depends on company.
"""

from functools import cache

import numpy as np

from comity.kit.compiled import njit
from comity.names import kernel
from comity.names.consonants import CHINESE_OF, COARSE, COARSE_BITS, COARSE_OF, Array, code_of, extended
from comity.names.voice import Voice, load_voice

WAYS = 4
"""So many coarse codes a word has at most."""
_MARGIN, _ARC_MARGIN = 4_500, 4_500
"""Ways to read a word, or a chunk of it, that are so much rarer than the commonest one are not followed."""
_BEAM = 8
_SUMS = np.append(kernel._SUMS, 0).astype(np.int16)
_FAR = len(_SUMS) - 1
_WIDE = 128
"""Room for a place's codes in the tables."""


def _all_codes() -> list[int]:
    """Every coarse code: up to three of five classes, no two neighbours alike."""
    found, last = [0], [0]
    for at in range(COARSE):
        longer = [code | more << COARSE_BITS * at for code in last for more in range(1, 6)]
        last = [code for code in longer if not at or code >> COARSE_BITS * at != code >> COARSE_BITS * (at - 1) & 7]
        found += last
    return sorted(found)


CODES = np.array(_all_codes(), np.int32)
_PLACES = np.zeros(1 << COARSE * COARSE_BITS, np.uint8)
_PLACES[CODES] = np.arange(len(CODES))


@njit(cache=True)
def _joined(codes, places):  # type: ignore[no-untyped-def]
    found = np.zeros((len(codes), _WIDE), np.uint8)
    for more in range(len(codes)):
        for first in range(len(codes)):
            found[more, first] = places[extended(np.int64(codes[first]), np.int64(codes[more]))]
    return found


@cache
def joins() -> Array:
    """uint8[106, 128]: the place of a code (second index) with another one behind it (first index)."""
    return np.asarray(_joined(CODES, _PLACES))


@njit(cache=True)
def _arc_codes(starts, chunks, logs, coarse_of, places):  # type: ignore[no-untyped-def]
    """The arcs of each gram by the coarse code of their chunk, the logarithms of equal ones added: starts, places, logs."""
    grams = len(starts) - 1
    begins = np.zeros(grams + 1, np.int32)
    codes, sums = np.zeros(len(chunks), np.uint8), np.zeros(len(chunks), np.int32)
    letters = np.zeros(8, np.int64)
    filled = 0
    for gram in range(grams):
        begin = filled
        for arc in range(starts[gram], starts[gram + 1]):
            if logs[arc] < logs[starts[gram]] - _ARC_MARGIN:
                break
            width, rest = 0, chunks[arc]
            while rest:
                width, rest = width + 1, rest // 27
            rest = chunks[arc]
            for at in range(width - 1, -1, -1):
                letters[at] = rest % 27
                rest //= 27
            code = places[code_of(letters, 0, width, coarse_of, COARSE_BITS, COARSE, True)[0]]
            for at in range(begin, filled):
                if codes[at] == code:
                    sums[at] = kernel._sum(sums[at], logs[arc])
                    break
            else:
                codes[filled], sums[filled] = code, logs[arc]
                filled += 1
        begins[gram + 1] = filled
    return begins, codes[:filled].copy(), sums[:filled].copy()


@cache
def _arcs(voice: str) -> tuple[Array, Array, Array]:
    classes = CHINESE_OF if voice.startswith("hani") else COARSE_OF
    begins, codes, logs = _arc_codes(*load_voice(voice).likeliest, classes, _PLACES)
    return begins, codes, logs


@njit(cache=True, inline="always")
def rank_once(codes, logs, code, log):  # type: ignore[no-untyped-def]
    """Put a code among the best ones unless it stands there with as much; of equal ones the smaller code stands first."""
    last = len(codes) - 1
    if log < logs[last] or (log == logs[last] and code > codes[last] >= 0):
        return
    end = last
    for at in range(len(codes)):
        if codes[at] == code:
            if log <= logs[at]:
                return
            end = at
            break
    slot = end
    while slot > 0 and (log > logs[slot - 1] or (log == logs[slot - 1] and code < codes[slot - 1])):
        codes[slot], logs[slot] = codes[slot - 1], logs[slot - 1]
        slot -= 1
    codes[slot], logs[slot] = code, log


@njit(cache=True)
def _heads(symbols, starts):  # type: ignore[no-untyped-def]
    """The first eight symbols of each word as two numbers that sort as the word does."""
    heads = np.zeros((2, len(starts) - 1), np.uint64)
    for word in range(len(starts) - 1):
        for at in range(min(8, starts[word + 1] - starts[word])):
            heads[at >> 2, word] |= np.uint64(symbols[starts[word] + at]) << np.uint64(16 * (3 - (at & 3)))
    return heads


@njit(cache=True, inline="always")
def _sum(first, second):  # type: ignore[no-untyped-def]
    """``kernel._sum`` without a branch, since which of two ways is likelier cannot be guessed."""
    return max(first, second) + _SUMS[min(abs(first - second), _FAR)]


@njit(cache=True, inline="always")
def _active(table, lists, held, base, codes, logs):  # type: ignore[no-untyped-def]
    """Which ways to a place are worth following, in the order in which they were found; gives how many they are."""
    best, active = kernel.NOTHING, 0
    for at in range(base, base + held):
        best = max(best, table[base + lists[at]])
    for at in range(base, base + held):
        log = table[base + lists[at]]
        codes[active], logs[active] = lists[at], log
        active += log >= best - _MARGIN
    return active


@njit(cache=True, inline="always")
def _put(table, lists, held, base, code, log):  # type: ignore[no-untyped-def]
    """Add one more way to reach a code at the place that begins at ``base``; gives how many codes it has."""
    before = table[base + code]
    lists[base + held] = code
    table[base + code] = _sum(before, log)
    return held + (before == kernel.NOTHING)


@njit(cache=True)
def _follow(symbols, starts, order, grams_of, arcs, margins, joined, rows, costs, found, found_logs):  # type: ignore[no-untyped-def]
    begins, arc_codes, arc_logs = arcs
    table = np.full((kernel.LENGTH + 1) * _WIDE, kernel.NOTHING, np.int32)
    lists, counts = np.zeros((kernel.LENGTH + 1) * _WIDE, np.uint8), np.zeros(kernel.LENGTH + 1, np.int32)
    codes, logs = np.zeros(_WIDE, np.uint8), np.zeros(_WIDE, np.int32)
    margin = np.full(kernel.LENGTH + 1, kernel.NOTHING, np.int32)
    best, best_logs = np.zeros(WAYS, np.int32), np.zeros(WAYS, np.int32)
    counts[0], table[0], margin[0] = 1, 0, 0
    before, size, firm = np.int64(0), 0, 0  # where the last word begins, its length, how much of it holds for any word
    for turn in range(len(order)):
        word = order[turn]
        start, count = starts[word], min(kernel.LENGTH, starts[word + 1] - starts[word])
        if count == 0:
            continue  # nothing that this voice could read
        shared = 0
        while shared < min(firm, count) and symbols[start + shared] == symbols[before + shared]:
            shared += 1
        for place in range(shared + 1, size + 1):
            for at in range(counts[place]):
                table[place * _WIDE + lists[place * _WIDE + at]] = kernel.NOTHING
            counts[place], margin[place] = 0, kernel.NOTHING
        before, size, firm = start, count, min(firm, shared)
        for place in range(max(0, shared + 1 - kernel.MAX_GRAM), count):
            active = _active(table, lists, counts[place], place * _WIDE, codes, logs)
            key, known = np.uint64(0), place < shared
            for length in range(1, min(kernel.MAX_GRAM, count - place) + 1):
                end = place + length
                key |= np.uint64(symbols[start + end - 1]) << np.uint64(16 * (length - 1))
                if end <= shared:
                    continue
                gram = kernel.look(grams_of[0], grams_of[1], key, -1)
                if gram < 0:
                    continue
                known = True
                if length == 1 and firm == place:
                    firm += 1
                margin[end] = _sum(margin[end], margin[place] + margins[0][gram])
                # One loop over every way and every arc, without branches: what comes next cannot be guessed.
                first, some, held = begins[gram], begins[gram + 1] - begins[gram], counts[end]
                at = arc = 0
                for _ in range(active * some):
                    code = joined[arc_codes[first + arc], codes[at]]
                    held = _put(table, lists, held, end * _WIDE, code, logs[at] + arc_logs[first + arc])
                    arc += 1
                    last = arc == some
                    at += last
                    arc -= last * some
                counts[end] = held
            if place >= shared:
                strange = margin[place] + kernel.NOISE + margins[1][symbols[start + place]]
                margin[place + 1] = _sum(margin[place + 1], strange)
                if not known:
                    held = counts[place + 1]
                    for at in range(active):
                        held = _put(table, lists, held, (place + 1) * _WIDE, codes[at], logs[at] + kernel.NOISE)
                    counts[place + 1] = held
        best[:], best_logs[:] = -1, kernel.NOTHING
        for at in range(counts[count]):
            code = lists[count * _WIDE + at]
            rank_once(best, best_logs, code, table[count * _WIDE + code])
        for at in range(WAYS):
            if best[at] >= 0:
                rank_once(
                    found[rows[word]], found_logs[rows[word]], best[at], best_logs[at] - margin[count] - costs[word]
                )


def follow(voice: Voice, tokens: tuple[Array, Array], rows: Array, costs: Array, found: tuple[Array, Array]) -> None:
    """Put the likeliest codes of tokens among those ``found`` of their rows: int32[n, WAYS] places and ln P(code | token).

    ``tokens`` are symbols of the voice uint16 and where each begins int64; ``costs`` what each way to read costs.
    """
    heads = _heads(*tokens)
    order = np.lexsort((heads[1], heads[0]))
    margins = (voice.gram_logs, voice.symbol_logs)
    _follow(*tokens, order, voice.gram_table, _arcs(voice.name), margins, joins(), rows, costs, *found)


@njit(cache=True, inline="always")
def _likelier(logs, touched, held, code, log):  # type: ignore[no-untyped-def]
    """Let a code be as likely as its likeliest way; gives how many codes have been touched."""
    before = logs[code]
    touched[held] = code
    logs[code] = max(before, log)
    return held + (before == kernel.NOTHING)


@njit(cache=True)
def _taken(logs, touched, held, best, best_logs):  # type: ignore[no-untyped-def]
    """Move the likeliest of the touched codes among the ``best`` ones; nothing is touched afterwards."""
    for at in range(held):
        rank_once(best, best_logs, touched[at], logs[touched[at]])
        logs[touched[at]] = kernel.NOTHING


@njit(cache=True)
def _composed(signs, starts, codes, logs, costs, joined, rows, found, found_logs):  # type: ignore[no-untyped-def]
    here, here_logs = np.zeros(_BEAM, np.int32), np.zeros(_BEAM, np.int32)
    one, whole = np.full(_WIDE, kernel.NOTHING, np.int32), np.full(_WIDE, kernel.NOTHING, np.int32)
    touched, touched_whole = np.zeros(_WIDE, np.uint8), np.zeros(_WIDE, np.uint8)
    for word in range(len(starts) - 1):
        start, last = starts[word], starts[word + 1] - 1
        held_whole = 0
        for system in range(codes.shape[0]):
            here[:], here_logs[:] = -1, kernel.NOTHING
            here[0], here_logs[0] = 0, -costs[system]
            for at in range(start, last + 1):
                held = 0
                for first in range(_BEAM):
                    if here[first] < 0:
                        break
                    for second in range(WAYS):
                        more = codes[system, signs[at], second]
                        if more < 0:
                            break
                        code, log = joined[more, here[first]], here_logs[first] + logs[system, signs[at], second]
                        if at == last:
                            held_whole = _likelier(whole, touched_whole, held_whole, code, log)
                        else:
                            held = _likelier(one, touched, held, code, log)
                if at < last:
                    here[:], here_logs[:] = -1, kernel.NOTHING
                    _taken(one, touched, held, here, here_logs)
        _taken(whole, touched_whole, held_whole, found[rows[word]], found_logs[rows[word]])


def compose(
    words: tuple[Array, Array], told: tuple[Array, Array], costs: Array, rows: Array, found: tuple[Array, Array]
) -> None:
    """The codes of words from those ``told`` of their characters, places and logs ``[system, character, WAYS]``.

    One system reads all characters of a word, at a cost of its own; ``words`` are numbers of characters and where each word
    begins.
    """
    _composed(*words, *told, costs, joins(), rows, *found)
