"""Which words of two writings look like one name before anything is learned: by consonants, through a rough romanisation."""

import re
import unicodedata

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

_RANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "khmer": ((0x1780, 0x17FF),), "thai": ((0xE00, 0xE7F),), "lao": ((0xE80, 0xEFF),), "burmese": ((0x1000, 0x109F), (0xAA60, 0xAA7F)),
    "tibetan": ((0xF00, 0xFFF),), "devanagari": ((0x900, 0x97F),), "bengali": ((0x980, 0x9FF),), "gurmukhi": ((0xA00, 0xA7F),),
    "gujarati": ((0xA80, 0xAFF),), "odia": ((0xB00, 0xB7F),), "tamil": ((0xB80, 0xBFF),), "telugu": ((0xC00, 0xC7F),),
    "kannada": ((0xC80, 0xCFF),), "malayalam": ((0xD00, 0xD7F),), "sinhala": ((0xD80, 0xDFF),),
    "arabic": ((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)), "hebrew": ((0x590, 0x5FF),),
    "cyrillic": ((0x400, 0x52F),), "greek": ((0x370, 0x3FF), (0x1F00, 0x1FFF)), "armenian": ((0x530, 0x58F),),
    "georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)), "amharic": ((0x1200, 0x139F),), "hangul": ((0xAC00, 0xD7AF),),
    "kana": ((0x3040, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF)), "han": ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3FFFF)),
    "mongolian": ((0x1800, 0x18AF),), "thaana": ((0x780, 0x7BF),),
    "latin": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF)),
}  # fmt: skip
_SCRIPT = {
    point: script for script, ranges in _RANGES.items() for low, high in ranges for point in range(low, high + 1)
}
_BETWEEN = frozenset("-'’ʼ.,·・‐\u200c\u200d\u200b`ʻʿʾ")
_TWO_LETTERS = (
    ("ch", "s"),
    ("sh", "s"),
    ("ph", "p"),
    ("th", "t"),
    ("gh", "g"),
    ("kh", "k"),
    ("ts", "s"),
    ("ng", "n"),
    ("x", "s"),
)
_CLASS = {
    **dict.fromkeys("bpfvw", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkqcx", "k"), **dict.fromkeys("jzs", "s"),
    **dict.fromkeys("lr", "r"), **dict.fromkeys("mn", "n"), **dict.fromkeys("hyaeiou", ""),
}  # fmt: skip
_CLASSES = str.maketrans(_CLASS)
CONSONANTS, LETTERS = 0.7, 0.3
"""How much consonants and how much all letters weigh."""


def script_of_all(text: str) -> str:
    """The one script of a text; empty where it has several or none."""
    found = ""
    for char in text:
        if char.isspace() or char in _BETWEEN:
            continue
        script = _SCRIPT.get(ord(char), "")
        if not script:
            if unicodedata.category(char)[0] == "M" and found:
                continue
            return ""
        if found and found != script:
            return ""
        found = script
    return found


def folded(text: str) -> str:
    """Latin letters without accents, with spaces, apostrophes and hyphens."""
    return re.sub(r"[^A-Za-z' -]", "", anyascii(unicodedata.normalize("NFC", text)).replace("`", "'")).strip()


def small(text: str) -> str:
    """Letters a to z alone."""
    return re.sub("[^a-z]", "", text.lower())


def rough(native: str) -> str:
    """The letters a to z that stand nearest to each character."""
    return small(anyascii(native))


def skeleton(letters: str) -> str:
    """Classes of consonants."""
    for two, one in _TWO_LETTERS:
        letters = letters.replace(two, one)
    return re.sub(r"(.)\1+", r"\1", letters.translate(_CLASSES))


def resemblance(native: str, latin: str) -> float:
    """How much two strings of letters look like one name, 0 to 1; their consonants mainly."""
    if not native or not latin:
        return 0.0
    first, second = skeleton(native), skeleton(latin)
    consonants = Levenshtein.normalized_similarity(first, second) if first or second else 0.5
    return CONSONANTS * consonants + LETTERS * Levenshtein.normalized_similarity(native, latin)
