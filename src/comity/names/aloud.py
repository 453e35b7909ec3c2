"""The consonants of a word in another script, by every way its voices read it, and how likely each way is.

Not the best spellings are read and then cut to their consonants, but the ways to read are followed by their consonants alone:
spellings that differ in vowels only are one way, and their probabilities are added up.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from comity.kit.compiled import njit
from comity.names import han, kernel
from comity.names.consonants import CHINESE_OF, COARSE, COARSE_BITS, COARSE_OF, Array, code_of, extended
from comity.names.parts import Part
from comity.names.sound import signs_of
from comity.names.voice import Voice, load_voice

WAYS = 4
"""So many coarse codes a word has at most."""
_MARGIN, _ARC_MARGIN = 4_500, 4_500
"""Ways to read a word, or a chunk of it, that are so much rarer than the commonest one are not followed."""


@njit(cache=True)
def _arc_codes(starts, chunks, logs, coarse_of):  # type: ignore[no-untyped-def]
    """The arcs of each gram by the coarse code of their chunk, the logarithms of equal ones added: starts, codes, logs."""
    grams = len(starts) - 1
    begins = np.zeros(grams + 1, np.int64)
    codes, sums = np.zeros(len(chunks), np.int64), np.zeros(len(chunks), np.int32)
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
            code = code_of(letters, 0, width, coarse_of, COARSE_BITS, COARSE, True)[0]
            for at in range(begin, filled):
                if codes[at] == code:
                    sums[at] = kernel._sum(sums[at], logs[arc])
                    break
            else:
                codes[filled], sums[filled] = code, logs[arc]
                filled += 1
        begins[gram + 1] = filled
    return begins, codes[:filled].copy(), sums[:filled].copy()


@njit(cache=True)
def _spread(grams, begins, codes, logs, table, lists, counts):  # type: ignore[no-untyped-def]
    """Follow every way to read a word; fills ``table[place, code]`` with the logarithm of the sum of all ways."""
    count = len(grams)
    lists[0, 0], counts[0], table[0, 0] = 0, 1, 0
    for place in range(count):
        best = kernel.NOTHING
        for at in range(counts[place]):
            best = max(best, table[place, lists[place, at]])
        known = False
        for length in range(1, min(kernel.MAX_GRAM, count - place) + 1):
            known = known or grams[place, length - 1] >= 0
        for at in range(counts[place]):
            code = lists[place, at]
            here = table[place, code]
            if here < best - _MARGIN:
                continue
            for length in range(1, min(kernel.MAX_GRAM, count - place) + 1):
                gram = grams[place, length - 1]
                if gram >= 0:
                    for arc in range(begins[gram], begins[gram + 1]):
                        _put(table, lists, counts, place + length, extended(code, codes[arc]), here + logs[arc])
            if not known:
                _put(table, lists, counts, place + 1, code, here + kernel.NOISE)


@njit(cache=True, inline="always")
def _put(table, lists, counts, place, code, log):  # type: ignore[no-untyped-def]
    if table[place, code] == kernel.NOTHING:
        lists[place, counts[place]] = code
        counts[place] += 1
        table[place, code] = log
    else:
        table[place, code] = kernel._sum(table[place, code], log)


@njit(cache=True)
def _voiced_codes(symbols, starts, gram_table, arcs, margins):  # type: ignore[no-untyped-def]
    """The likeliest codes of every token: codes int64[n, WAYS] and ln P(code | token) int32[n, WAYS], best first."""
    count = len(starts) - 1
    found, found_logs = np.full((count, WAYS), -1, np.int64), np.full((count, WAYS), kernel.NOTHING, np.int32)
    size = 1 << (COARSE * COARSE_BITS)
    table = np.full((kernel.LENGTH + 1, size), kernel.NOTHING, np.int32)
    lists, counts = np.zeros((kernel.LENGTH + 1, size), np.int32), np.zeros(kernel.LENGTH + 1, np.int32)
    for word in range(count):
        ids = symbols[starts[word] : starts[word + 1]]
        grams = kernel.grams_of(ids, gram_table[0], gram_table[1])
        margin = kernel.native_margin(ids, grams, margins[0], margins[1])
        _spread(grams, arcs[0], arcs[1], arcs[2], table, lists, counts)
        end = len(ids)
        for at in range(counts[end]):
            code = lists[end, at]
            _rank(found[word], found_logs[word], code, table[end, code] - margin)
        for place in range(end + 1):
            for at in range(counts[place]):
                table[place, lists[place, at]] = kernel.NOTHING
            counts[place] = 0
    return found, found_logs


@njit(cache=True, inline="always")
def _rank(codes, logs, code, log):  # type: ignore[no-untyped-def]
    """Put a code among the best ones; of equal ones the smaller code stands first."""
    slot = len(codes)
    while slot > 0 and (log > logs[slot - 1] or (log == logs[slot - 1] and code < codes[slot - 1])):
        slot -= 1
    for at in range(len(codes) - 1, slot, -1):
        codes[at], logs[at] = codes[at - 1], logs[at - 1]
    if slot < len(codes):
        codes[slot], logs[slot] = code, log


_BEAM = 8


@njit(cache=True)
def _composed(signs, starts, codes, logs, costs):  # type: ignore[no-untyped-def]
    """Codes of words from codes and logs ``[character, system, WAYS]``: one system reads all characters of a word."""
    words = len(starts) - 1
    found, found_logs = np.full((words, WAYS), -1, np.int64), np.full((words, WAYS), kernel.NOTHING, np.int32)
    here, here_logs = np.zeros(_BEAM, np.int64), np.zeros(_BEAM, np.int32)
    after, after_logs = np.zeros(_BEAM, np.int64), np.zeros(_BEAM, np.int32)
    for word in range(words):
        for system in range(codes.shape[1]):
            here[:], here_logs[:] = -1, kernel.NOTHING
            here[0], here_logs[0] = 0, -costs[system]
            for at in range(starts[word], starts[word + 1]):
                after[:], after_logs[:] = -1, kernel.NOTHING
                for first in range(_BEAM):
                    for second in range(WAYS):
                        more = codes[signs[at], system, second]
                        if here[first] >= 0 and more >= 0:
                            code = extended(here[first], more)
                            _rank_once(after, after_logs, code, here_logs[first] + logs[signs[at], system, second])
                here[:], here_logs[:] = after, after_logs
            for at in range(_BEAM):
                if here[at] >= 0:
                    _rank_once(found[word], found_logs[word], here[at], here_logs[at])
    return found, found_logs


@njit(cache=True, inline="always")
def _rank_once(codes, logs, code, log):  # type: ignore[no-untyped-def]
    """Put a code among the best ones unless it stands there with as much."""
    for at in range(len(codes)):
        if codes[at] == code:
            if log <= logs[at]:
                return
            for place in range(at, len(codes) - 1):
                codes[place], logs[place] = codes[place + 1], logs[place + 1]
            codes[-1], logs[-1] = -1, kernel.NOTHING
            break
    _rank(codes, logs, code, log)


@cache
def _arcs(voice: str) -> tuple[Array, Array, Array]:
    classes = CHINESE_OF if voice.startswith("hani") else COARSE_OF
    begins, codes, logs = _arc_codes(*load_voice(voice).likeliest, classes)
    return begins, codes, logs


def read_aloud(words: Sequence[Part]) -> list[list[tuple[int, int]]]:
    """The coarse codes of native words with their chances, by all voices that can read them, of equal codes the likeliest way."""
    found: list[list[tuple[int, int]]] = [[] for _ in words]
    given = [
        at
        for at, part in enumerate(words)
        if part.script == "Hani" and part.unspaced and not han.spellings(part.native)
    ]
    if given:
        codes, logs = _given_names([han.plain(words[at].native[: han.LONGEST]) for at in given])
        for at, row, row_logs in zip(given, codes.tolist(), logs.tolist(), strict=True):
            found[at] = [(code, log) for code, log in zip(row, row_logs, strict=True) if code >= 0]
    asked: dict[str, list[tuple[int, str, int]]] = {}
    for at, part in enumerate(words):
        if not found[at]:
            for voice, signs, cost in signs_of(part.script, part.native, unspaced=part.unspaced):
                if signs:
                    asked.setdefault(voice, []).append((at, signs, cost))
    heard: dict[int, dict[int, int]] = {}
    for name, tokens in asked.items():
        codes, logs = _voice_codes(load_voice(name), [signs for _, signs, _ in tokens])
        for (at, _, cost), row, row_logs in zip(tokens, codes.tolist(), logs.tolist(), strict=True):
            ways = heard.setdefault(at, {})
            for code, log in zip(row, row_logs, strict=True):
                if code >= 0:
                    ways[code] = max(ways.get(code, kernel.NOTHING), log - cost)
    for at, ways in heard.items():
        found[at] = sorted(ways.items(), key=lambda way: (-way[1], way[0]))[:WAYS]
    return found


_SYSTEMS = (
    ("mandarin", "hani", 0),
    ("cantonese", "hani_yue", 0),
    ("korean", "hang_native", 0),
    ("vietnamese", "latn", han.ELSEWHERE),
)


@lru_cache(maxsize=65_536)
def _character(character: str) -> tuple[tuple[list[int], list[int]], ...]:
    """The likeliest codes of one Chinese character in each system."""
    found = []
    for system, voice, _ in _SYSTEMS:
        ways: dict[int, int] = {}
        for way, price in han.ways(character, system):
            match system:
                case "mandarin" | "cantonese":
                    signs = han.signs(system, way)
                case "korean":
                    signs = unicodedata.normalize("NFD", way)
                case _:
                    signs = way
            codes, logs = _voice_codes(load_voice(voice), [signs])
            for code, log in zip(codes[0].tolist(), logs[0].tolist(), strict=True):
                if code >= 0:
                    ways[code] = max(ways.get(code, kernel.NOTHING), log - price)
        best = sorted(ways, key=lambda code: (-ways[code], code))[:WAYS]
        filled = best + [-1] * (WAYS - len(best))
        found.append((filled, [ways.get(code, kernel.NOTHING) for code in filled]))
    return tuple(found)


def _given_names(words: Sequence[str]) -> tuple[Array, Array]:
    """The likeliest codes (int64[n, WAYS]) and their logarithms of Chinese given names, from those of their characters."""
    characters = {character: at for at, character in enumerate(dict.fromkeys("".join(words)))}
    told = [_character(character) for character in characters]
    codes = np.array([[row for row, _ in systems] for systems in told], np.int64)
    logs = np.array([[row for _, row in systems] for systems in told], np.int32)
    signs = np.array([characters[character] for word in words for character in word], np.int64)
    starts = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) for word in words], out=starts[1:])
    found, found_logs = _composed(signs, starts, codes, logs, np.array([cost for _, _, cost in _SYSTEMS], np.int64))
    return found, found_logs


def _voice_codes(voice: Voice, tokens: Sequence[str]) -> tuple[Array, Array]:
    cut = [token[: kernel.LENGTH] for token in tokens]
    symbols = np.array([voice.ids.get(sign, 0) for token in cut for sign in token], np.uint16)
    starts = np.zeros(len(cut) + 1, np.int64)
    np.cumsum([len(token) for token in cut], out=starts[1:])
    margins = (voice.gram_logs, voice.symbol_logs)
    codes, logs = _voiced_codes(symbols, starts, voice.gram_table, _arcs(voice.name), margins)
    return codes, logs
