"""One way to type what looks the same in Khmer, Thai, Lao, Burmese, Bengali and Malayalam.

These scripts let a syllable's marks be typed in several orders, and some marks in two strokes, without a reader seeing any
difference. Here every syllable gets one order. A mark is moved, or two strokes become the one vowel they draw; only a
mark that covers its own twin is taken away. No vowel is ever lost: names that look different stay different.
"""

import re
import unicodedata
from collections.abc import Callable

# -- Khmer

_KHMER_SYLLABLE = re.compile(
    "([\u1780-\u17a2\u17a5-\u17b3])((?:\u17d2[\u1780-\u17a2\u17a5-\u17b3]|[\u17b6-\u17d1\u17d3\u17dd])+)"
)
_KHMER_UNSEEN = re.compile("[\u17b4\u17b5]|\u17d2(?=[\u17b4-\u17d3\u17dd])")
"""Inherent vowels, which nothing is drawn for, and a joiner before a mark, which joins nothing."""
_KHMER_OLD = str.maketrans({"\u17a3": "\u17a2", "\u17a4": "\u17a2\u17b6", "\u17b2": "\u17b1"})
"""Deprecated letters, and one letter that is drawn in two ways."""
_SHIFTERS = "\u17c9\u17ca"
_RO = "\u179a"
_U, _AA, _E, _II = "\u17bb", "\u17b6", "\u17c1", "\u17b8"
_NIKAHIT = "\u17c6"
_HIGH = frozenset("\u17b7\u17b8\u17b9\u17ba\u17be\u17bf\u17c0")
"""Vowels drawn above, under which a shifter is drawn like the vowel u."""
_TAKE_TRIISAP = frozenset("\u179f\u17a0\u17a2")
"""Letters of the first series: what looks like u under them with a high vowel is the second series' mark."""


def _khmer_syllable(found: re.Match[str]) -> str:
    base, rest = found.groups()
    below, shifter, vowels, signs = [], "", "", ""
    at = 0
    while at < len(rest):
        char = rest[at]
        if char == "\u17d2":
            below.append("\u178f" if rest[at + 1] == "\u178a" else rest[at + 1])  # da and ta below are drawn alike
            at += 1
        elif char in _SHIFTERS:
            shifter = shifter or char
        elif "\u17b6" <= char <= "\u17c5":
            vowels += char
        else:
            signs += char
        at += 1
    vowels = _once("".join(sorted(vowels))).replace(_AA + _E, "\u17c4").replace(_II + _E, "\u17be")
    others = vowels.replace(_U, "")
    if _U in vowels and (_HIGH & set(others) or (_AA in others and _NIKAHIT in signs)):
        vowels, shifter = others, shifter or ("\u17ca" if base in _TAKE_TRIISAP else "\u17c9")
    below = [letter for letter in below if letter != _RO] + [letter for letter in below if letter == _RO]
    joined = "".join("\u17d2" + letter for letter in below)
    return base + joined + shifter + vowels + _once("".join(sorted(signs)))


def _khmer(text: str) -> str:
    return _KHMER_SYLLABLE.sub(_khmer_syllable, _KHMER_UNSEEN.sub("", text.translate(_KHMER_OLD)))


def _once(marks: str) -> str:
    """Without the second of two equal marks that are drawn on top of each other."""
    kept = [
        char
        for at, char in enumerate(marks)
        if not (at and char == marks[at - 1] and unicodedata.category(char) == "Mn")
    ]
    return "".join(kept)


# -- Thai and Lao

_THAI_LATE = re.compile("([\u0e48-\u0e4b]+)([\u0e31\u0e34-\u0e3a\u0e47\u0e4c\u0e4d]+)")
_LAO_LATE = re.compile("([\u0ec8-\u0ecb]+)([\u0eb1\u0eb4-\u0ebc\u0ecc\u0ecd]+)")
_THAI_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_LAO_MARKS = re.compile("[\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]{2,}")


def _covered(found: re.Match[str]) -> str:
    return _once(found[0])


def _thai(text: str) -> str:
    """Vowel marks before tone marks, ae in one stroke; am is nikhahit and aa here, as NFKC writes it."""
    text = text.replace("\u0e33", "\u0e4d\u0e32").replace("\u0e40\u0e40", "\u0e41").replace("\u0e45", "\u0e32")
    return _THAI_MARKS.sub(_covered, _THAI_LATE.sub(r"\2\1", text))


def _lao(text: str) -> str:
    text = text.replace("\u0eb3", "\u0ecd\u0eb2").replace("\u0ec0\u0ec0", "\u0ec1")
    text = text.replace("\u0edc", "\u0eab\u0e99").replace("\u0edd", "\u0eab\u0ea1")
    return _LAO_MARKS.sub(_covered, _LAO_LATE.sub(r"\2\1", text))


# -- Burmese

_BURMESE_MARKS = re.compile("[\u102b-\u1032\u1036-\u1038\u103b-\u103e]{2,}")
_BURMESE_ORDER = {char: at for at, char in enumerate(
    "\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u1036\u1037\u1038"
)}  # fmt: skip
"""Medials ya, ra, wa, ha; then e, what stands above, below, after; then nasal, dot and visarga (as in UTN 11)."""


def _burmese_marks(found: re.Match[str]) -> str:
    return _once("".join(sorted(found[0], key=lambda char: _BURMESE_ORDER.get(char, len(_BURMESE_ORDER)))))


def _burmese(text: str) -> str:
    return _BURMESE_MARKS.sub(_burmese_marks, text.replace("\u1025\u103a", "\u1009\u103a"))


# -- scripts that have a letter of its own for a consonant without a vowel

_CHILLU = str.maketrans({
    "\u09ce": "\u09a4\u09cd", "\u0d7a": "\u0d23\u0d4d", "\u0d7b": "\u0d28\u0d4d", "\u0d7c": "\u0d30\u0d4d",
    "\u0d7d": "\u0d32\u0d4d", "\u0d7e": "\u0d33\u0d4d", "\u0d7f": "\u0d15\u0d4d",
})  # fmt: skip


def _silent(text: str) -> str:
    return text.translate(_CHILLU)


_WAYS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile("[\u0980-\u09ff]"), _silent),
    (re.compile("[\u0d00-\u0d7f]"), _silent),
    (re.compile("[\u0e00-\u0e7f]"), _thai),
    (re.compile("[\u0e80-\u0eff]"), _lao),
    (re.compile("[\u1000-\u109f]"), _burmese),
    (re.compile("[\u1780-\u17ff]"), _khmer),
)
_ANY = re.compile("[\u0980-\u09ff\u0d00-\u0d7f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def settled(text: str) -> str:
    """The text with each syllable typed in the one way; other scripts are left as they are."""
    if text.isascii() or not _ANY.search(text):
        return text
    for written, settle in _WAYS:
        if written.search(text):
            text = settle(text)
    return text
