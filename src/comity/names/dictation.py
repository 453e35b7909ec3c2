"""What voices are given to read, for many words at once: ``sound.signs_of`` over whole columns.

The words of one script stand in one text, a line each, so that every rule is applied to all of them in one go; what comes out
are the symbols of a voice in numbers. No word of a name holds a line break.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import han, kernel, sound
from comity.names.abugida import spoken
from comity.names.ideographs import Told, Written, ideographs
from comity.names.voice import Array, Voice, load_voice

_ARTICLE = re.compile(f"(?m)^{sound._ARTICLE}(?=[^\n]{{3}})")
_BREAK = 10
_PHONES, _VOWELS, _BREATHED, _H = 0xE000, "aeiouj", "cpkt", 8


class Dictation(NamedTuple):
    """Tokens for one voice: their symbols and where each begins, the row of the word of each, what this reading costs."""

    voice: Voice
    tokens: tuple[Array, Array]
    rows: Array
    costs: Array


def _bare(text: str) -> str:
    return text.translate({ord(sign): None for sign in set(text) if unicodedata.category(sign) == "Mn"})


def _signs(script: str, text: str) -> str:
    """The lines of a text as the one voice of their script is given them."""
    match script:
        case "Arab":
            return _ARTICLE.sub("", _bare(text.translate(sound._ARABIC)))
        case "Grek":
            return _bare(unicodedata.normalize("NFD", text))
        case "Hebr":
            return _bare(text)
        case "Hang":
            return unicodedata.normalize("NFD", text)
        case "Khmr" | "Thai":
            return spoken(script, text)
        case _:
            return sound._ONE_VOICE[script][1](text)


@cache
def _table(voice: str) -> Array:
    """The number of each sign in a voice by its code point, 0 for those it does not know and for all that come after."""
    ids = load_voice(voice).ids
    table = np.zeros(max(map(ord, ids), default=0) + 2, np.uint16)
    for sign, number in ids.items():
        table[ord(sign)] = number
    return table


def _symbols(voice: str, points: Array) -> Array:
    table = _table(voice)
    return np.asarray(table[np.minimum(points, len(table) - 1)])


def lines_of(text: str) -> tuple[Array, Array]:
    """The code points of the lines of a text without their breaks, uint32, and where each line begins, int64."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    breaks = np.flatnonzero(points == _BREAK)
    starts = np.zeros(len(breaks) + 2, np.int64)
    starts[1:-1] = breaks - np.arange(len(breaks))
    starts[-1] = len(points) - len(breaks)
    return points[points != _BREAK], starts


def dictated(script: str, words: Sequence[str]) -> Iterator[Dictation]:
    """Words of one script other than the Chinese one, for every voice that can read them."""
    rows, free = np.arange(len(words)), np.zeros(len(words), np.int32)
    if script not in sound._ONE_VOICE and script not in sound._PHONED and script != "Hang":
        told = [(at, *one) for at, word in enumerate(words) for one in sound.signs_of(script, word)]
        points, starts = lines_of("\n".join(signs for _, _, signs, _ in told))
        costs = np.array([cost for *_, cost in told], np.int32)
        if told:
            its = np.array([at for at, *_ in told])
            yield Dictation(load_voice("latn"), (_symbols("latn", points), starts), its, costs)
        return
    points, starts = lines_of(_signs(script, "\n".join(words)))
    voices = ("hang", "hang_native") if script == "Hang" else (sound._ONE_VOICE.get(script, (script.lower(),))[0],)
    for voice in voices:
        yield Dictation(load_voice(voice), (_symbols(voice, points), starts), rows, free)
    if script in sound._PHONED:
        yield Dictation(load_voice(f"{voices[0]}_heard"), _heard(voices[0], points, starts), rows, free)


def _heard(voice: str, points: Array, starts: Array) -> tuple[Array, Array]:
    """The likeliest sounds of words, as the voice that reads sounds numbers them."""
    reader = load_voice(f"{voice}_phones")
    table = _table(f"{voice}_heard")
    numbers = np.zeros(27 * 27, np.uint16)
    known = table[_PHONES : _PHONES + 27 * 27]
    numbers[: len(known)] = known
    symbols, ends = _phones(
        _symbols(reader.name, points), starts, reader.gram_table, reader.likeliest, _LETTERS, numbers
    )
    return symbols, ends


_LETTERS = np.array(
    [1 if sign in _VOWELS else 2 if sign in _BREATHED else 0 for sign in "`" + "abcdefghijklmnopqrstuvwxyz"]
)


@njit(cache=True)
def _phones(symbols, starts, gram_table, likeliest, kinds, numbers):  # type: ignore[no-untyped-def]
    """The likeliest letters of each word, cut into vowels of two letters, breathed consonants and single ones."""
    words = len(starts) - 1
    found, begins, end = np.zeros(words * kernel.LENGTH, np.uint16), np.zeros(words + 1, np.int64), 0
    for word in range(words):
        last = min(starts[word + 1], starts[word] + kernel.LENGTH)
        grams = kernel.grams_of(symbols[starts[word] : last], gram_table[0], gram_table[1])
        letters, lengths, _ = kernel.readings(grams, likeliest[0], likeliest[1], likeliest[2], 2)
        at = 0
        while len(lengths) and at < lengths[0]:
            sign, after = letters[0, at], letters[0, at + 1] if at + 1 < lengths[0] else 0
            double = (kinds[sign] == 1 and kinds[after] == 1) or (kinds[sign] == 2 and after == _H)
            found[end] = numbers[27 * (np.int64(sign) - 1) + (after if double else 0)]
            end, at = end + 1, at + (2 if double else 1)
        begins[word + 1] = end
    return found[:end].copy(), begins


_VOICES = {
    "mandarin": ("hani", "hani_abroad"), "cantonese": ("hani_yue", "hani_yue_abroad"), "korean": ("hang_native", ""),
    "vietnamese": ("latn", ""),
}  # fmt: skip


def chinese(plain: Sequence[str], unspaced: Array) -> Iterator[Dictation]:
    """Words in plain Chinese characters for every voice; see ``han.voiced``."""
    written = ideographs().write(plain)
    native = np.where(unspaced, 0, han.UNLIKELY // 3).astype(np.int32)
    abroad = np.where(unspaced, han.UNLIKELY, 0).astype(np.int32)
    for system, (voice, foreign) in _VOICES.items():
        told = ideographs().ways(system, written)
        cost = told.costs + native[told.rows] + (han.ELSEWHERE if system == "vietnamese" else 0)
        yield _read(voice, told, cost.astype(np.int32))
        if foreign:
            some = _firsts(told)
            yield _read(foreign, some, some.costs + abroad[some.rows])
    surnames = han._surnames()
    spelled = [
        (at, *one) for at, word in enumerate(plain) if len(word) <= 2 for one in surnames.get((word, "spelling"), ())
    ]
    if spelled:
        points, starts = lines_of("\n".join(letters for _, letters, _ in spelled))
        rows = np.array([at for at, *_ in spelled])
        cost = np.array([cost for *_, cost in spelled], np.int32) + native[rows] + np.int32(han.ELSEWHERE)
        yield Dictation(load_voice("latn"), (_symbols("latn", points), starts), rows, cost)


def _read(voice: str, told: Told, costs: Array) -> Dictation:
    return Dictation(load_voice(voice), (_symbols(voice, told.points), told.starts), told.rows, costs)


def _firsts(told: Told) -> Told:
    """The likeliest way of each word alone."""
    kept = np.repeat(told.first, np.diff(told.starts))
    starts = np.zeros(int(told.first.sum()) + 1, np.int64)
    np.cumsum(np.diff(told.starts)[told.first], out=starts[1:])
    return Told(told.rows[told.first], told.costs[told.first], told.first[told.first], told.points[kept], starts)


def characters(system: str, words: Written) -> Dictation:
    """Single characters in a system, read by the voice of those whose names they are."""
    told = ideographs().ways(system, words)
    return _read(_VOICES[system][0], told, told.costs)
