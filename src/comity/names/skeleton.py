"""The consonants of a word as a small number: what stays of a name when languages, scripts and hasty hands have rewritten it.

Two codes. The *coarse* one has five classes of consonants (p t k r n), so loosely that a native word and its Latin spelling
meet; a native word has several, from every way its voices read it. The *fine* one tells more consonants apart and is for two
words in Latin letters. Classes fill a code from its low end, equal neighbours once, vowels and h, w, y set aside; 0 is a word
without consonants. Whole numbers throughout: every machine gives the same codes.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from anyascii import anyascii
from numba import njit

from comity.names import han, kernel
from comity.names.letters import letters_of
from comity.names.parts import Part
from comity.names.sound import signs_of
from comity.names.voice import Voice, load_voice

Array = np.ndarray[Any, np.dtype[Any]]

WAYS = 4
"""So many coarse codes a word has at most."""
COARSE, COARSE_BITS = 3, 3
"""Classes of a coarse code and bits of a class."""
FINE, FINE_BITS = 12, 4
_MARGIN, _ARC_MARGIN = 4_500, 4_500
"""Ways to read a word, or a chunk of it, that are so much rarer than the commonest one are not followed."""

_LETTERS = {
    "coarse": dict(p="bpfv", t="dtszS", k="gkqjc", r="lr", n="mn"),
    "fine": {
        "p": "bp",
        "f": "fv",
        "t": "dt",
        "s": "szS",
        "j": "j",
        "k": "gkqc",
        "l": "l",
        "r": "r",
        "m": "m",
        "n": "n",
    },
}
_SOFT = 27
"""The sign of ch, sh, zh, sch, tsh, tch beside the letters a=1 … z=26."""


def _classes(kind: str) -> Array:
    table = np.zeros(28, np.int64)
    for number, letters in enumerate(_LETTERS[kind].values(), start=1):
        for letter in letters:
            table[_SOFT if letter == "S" else ord(letter) - 96] = number
    return table


_C, _G, _H, _J, _K, _L, _N, _P, _S, _T, _V, _X, _Y, _Z = (ord(letter) - 96 for letter in "cghjklnpstvxyz")
_COARSE_OF, _FINE_OF = _classes("coarse"), _classes("fine")
_CHINESE_OF = _COARSE_OF.copy()
_CHINESE_OF[_X] = _COARSE_OF[_S]
"""In Chinese syllables x is a kind of s."""
_MUTE_OF = _CHINESE_OF.copy()
_MUTE_OF[_J] = 0
_SILENT_J = -1_500
"""What it costs to read j as a vowel or x as s, as Chinese and Cantonese spellings have them."""


@njit(cache=True, inline="always")
def _is_vowel(letters, at, start, end):  # type: ignore[no-untyped-def]
    """The v of Chinese syllables stands for ü: chv, hsv, yv, and lv, nv at the end."""
    before = letters[at - 1] if at > start else 0
    earlier = letters[at - 2] if at > start + 1 else 0
    if before == _Y or (before == _H and earlier == _C) or (before == _S and earlier == _H):
        return True
    return at + 1 == end and before in (_L, _N)


@njit(cache=True)
def _sign(letters, at, start, end):  # type: ignore[no-untyped-def]
    """The sign at a place and how many letters it takes: a digraph is one sign."""
    here = letters[at]
    after = letters[at + 1] if at + 1 < end else 0
    third = letters[at + 2] if at + 2 < end else 0
    if third == _H and ((here == _S and after == _C) or (here == _T and (after == _S or after == _C))):
        return _SOFT, 3
    if after == _H:
        if here in (_C, _S, _Z):
            return _SOFT, 2
        if here in (_K, _G, _T, _P):
            return (here, 2) if here != _P else (6, 2)
    if here == _V and _is_vowel(letters, at, start, end):
        return 0, 1
    if here == _C and after == _K:
        return _K, 2
    if here == _N and after == _G:
        return _N, 2
    return here, 1


@njit(cache=True)
def _code(letters, start, end, classes, bits, most, inside=False):  # type: ignore[no-untyped-def]
    """The code of the letters ``start:end`` and how many classes it holds."""
    code, count, last, at = np.int64(0), 0, 0, start
    while at < end and count < most:
        sign, width = _sign(letters, at, start, end)
        at += width
        double = sign == _X and (at - width > start or inside) and classes[_X] == 0
        for turn in range(2 if double else 1):
            if sign == _X and classes[_X] == 0:
                found = classes[_K] if double and turn == 0 else classes[_S]
            else:
                found = classes[sign]
            if found and found != last and count < most:
                code |= np.int64(found) << np.int64(bits * count)
                count += 1
                last = found
    return code, count


@njit(cache=True)
def latin_codes(letters, starts, coarse_of, mute_of, fine_of):  # type: ignore[no-untyped-def]
    """Coarse (int64[n, 2], the second with j as a vowel and x as s) and fine codes (int64[n]) of words in letters a=1 … z=26.

    The letters of word ``i`` are ``starts[i]:starts[i + 1]``.
    """
    count = len(starts) - 1
    coarse, fine = np.full((count, 2), -1, np.int64), np.zeros(count, np.int64)
    for at in range(count):
        coarse[at, 0] = _code(letters, starts[at], starts[at + 1], coarse_of, COARSE_BITS, COARSE)[0]
        other = _code(letters, starts[at], starts[at + 1], mute_of, COARSE_BITS, COARSE)[0]
        if other != coarse[at, 0]:
            coarse[at, 1] = other
        fine[at] = _code(letters, starts[at], starts[at + 1], fine_of, FINE_BITS, FINE)[0]
    return coarse, fine


@njit(cache=True, inline="always")
def _length(code):  # type: ignore[no-untyped-def]
    count = 0
    while code:
        code >>= COARSE_BITS
        count += 1
    return count


@njit(cache=True, inline="always")
def extended(code, more):  # type: ignore[no-untyped-def]
    """A coarse code with another one behind it: the code of two words read as one."""
    count = _length(code)
    last = code >> (COARSE_BITS * (count - 1)) if count else 0
    while more and count < COARSE:
        here = more & 7
        more >>= COARSE_BITS
        if here != last:
            code |= here << (COARSE_BITS * count)
            count += 1
            last = here
    return code


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
            code = _code(letters, 0, width, coarse_of, COARSE_BITS, COARSE, True)[0]
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
    classes = _CHINESE_OF if voice.startswith("hani") else _COARSE_OF
    begins, codes, logs = _arc_codes(*load_voice(voice).likeliest, classes)
    return begins, codes, logs


def exact_code(native: str) -> int:
    """A word in its own script as 64 bits."""
    return int.from_bytes(blake2b(native.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Skeletons:
    """What distinct words are found by, one row a word.

    ``coarse`` int32[n, WAYS] best first, -1 where there is no further way; ``chances`` int32[n, WAYS] how likely each is, as
    logarithms in thousandths; ``fine`` int64[n], of a native word the coarse
    code of its likeliest reading; ``exact`` uint64[n]; ``native`` bool[n]: in another script than the Latin one.
    For a glance: ``shape`` uint64[n], a bit for each pair of neighbours in its writing (consonants of Latin letters, signs of
    another script), ``sounds`` uint64[n, 2], a bit for each coarse code, and
    ``likeliest`` uint64[n], a bit for the first of them.
    """

    coarse: Array
    chances: Array
    fine: Array
    exact: Array
    native: Array
    shape: Array
    sounds: Array
    likeliest: Array


def skeletons(words: Sequence[Part]) -> Skeletons:
    """The codes of distinct words."""
    native = np.array([not part.letters for part in words], np.bool_)
    coarse = np.full((len(words), WAYS), -1, np.int32)
    chances = np.full((len(words), WAYS), kernel.NOTHING, np.int32)
    exact = np.array([exact_code(part.native) for part in words], np.uint64)
    spelled = [part.letters for part in words]
    places = np.nonzero(native)[0].tolist()
    for at, ways in zip(places, _read_aloud([words[at] for at in places]), strict=True):
        for way, (code, chance) in enumerate(ways):
            coarse[at, way], chances[at, way] = code, chance
        if not ways:
            spelled[at] = letters_of(anyascii(words[at].native))
    latin, fine = _latin(spelled)
    plain = np.array([bool(letters) for letters in spelled], np.bool_)
    coarse[plain, :2] = latin[plain]
    chances[plain, 0] = 0
    chances[plain & (coarse[:, 1] >= 0), 1] = _SILENT_J
    fine[~plain] = np.maximum(coarse[~plain, 0], 0)
    return Skeletons(
        coarse=coarse,
        chances=chances,
        fine=fine,
        exact=exact,
        native=native,
        shape=_shapes(words, fine, native),
        sounds=_sounds(coarse),
        likeliest=_likeliest(coarse),
    )


@njit(cache=True, inline="always")
def _bit(first, second):  # type: ignore[no-untyped-def]
    """One of 64 bits for two neighbours."""
    return np.uint64(1) << (
        ((np.uint64(first) * np.uint64(0x10001) + np.uint64(second)) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(58)
    )


@njit(cache=True)
def _shape(signs, starts):  # type: ignore[no-untyped-def]
    shape = np.zeros(len(starts) - 1, np.uint64)
    for word in range(len(shape)):
        last = 0
        for at in range(starts[word], starts[word + 1]):
            shape[word] |= _bit(last, signs[at])
            last = signs[at]
        shape[word] |= _bit(last, 0)
    return shape


@njit(cache=True)
def _fine_shape(fine):  # type: ignore[no-untyped-def]
    shape = np.zeros(len(fine), np.uint64)
    for word in range(len(fine)):
        last, rest = np.int64(0), fine[word]
        while rest:
            shape[word] |= _bit(last, rest & 15)
            last = rest & 15
            rest >>= FINE_BITS
        shape[word] |= _bit(last, 0)
    return shape


def _shapes(words: Sequence[Part], fine: Array, native: Array) -> Array:
    shape = np.asarray(_fine_shape(fine))
    written = [han.plain(part.native) if part.script == "Hani" else part.native for part in words if not part.letters]
    signs = np.frombuffer("".join(written).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    starts = np.zeros(len(written) + 1, np.int64)
    np.cumsum([len(word) for word in written], out=starts[1:])
    shape[native] = _shape(signs, starts)
    return shape


@njit(cache=True)
def _sounds(coarse):  # type: ignore[no-untyped-def]
    """A bit for the first three classes of each code: 1 + 5 + 25 + 125 of them are folded into 128 bits."""
    sounds = np.zeros((len(coarse), 2), np.uint64)
    for word in range(len(coarse)):
        for way in range(WAYS):
            code = coarse[word, way]
            if code >= 0:
                bit = (code & 7) + 5 * ((code >> 3) & 7) + 21 * ((code >> 6) & 7)
                sounds[word, (bit >> 6) & 1] |= np.uint64(1) << np.uint64(bit & 63)
    return sounds


def _latin(words: Sequence[str]) -> tuple[Array, Array]:
    letters = np.frombuffer("".join(words).encode("ascii"), np.uint8).astype(np.int64) - 96
    starts = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) for word in words], out=starts[1:])
    plain = np.where((letters > 0) & (letters < 27), letters, 0)
    coarse, fine = latin_codes(plain, starts, _COARSE_OF, _MUTE_OF, _FINE_OF)
    return coarse, fine


def _read_aloud(words: Sequence[Part]) -> list[list[tuple[int, int]]]:
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
    for system, voice, cost in _SYSTEMS:
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


@njit(cache=True)
def _likeliest(coarse):  # type: ignore[no-untyped-def]
    found = np.zeros(len(coarse), np.uint64)
    for word in range(len(coarse)):
        if coarse[word, 0] >= 0:
            found[word] = np.uint64(1) << (
                (np.uint64(coarse[word, 0] + 1) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(58)
            )
    return found
