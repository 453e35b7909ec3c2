"""Letters of Indic and South-East Asian scripts put in the order in which they are heard.

In these scripts a consonant carries a vowel that is not written. Where spelling says when it is silent (the Indic scripts),
it is written out here; where only the language says so (Khmer, Thai, Lao, Burmese), the learned table decides. A vowel that
is written before its consonant moves behind it. Tones, which no Latin spelling keeps, are set aside in what is heard.
"""

import re
from functools import cache

A = "ə"
"""The vowel that is not written."""
_FIRST = {
    "Deva": 0x900, "Beng": 0x980, "Guru": 0xA00, "Gujr": 0xA80, "Orya": 0xB00, "Taml": 0xB80, "Telu": 0xC00, "Knda": 0xC80, "Mlym": 0xD00,
}  # fmt: skip
"""Nine blocks laid out alike: ISCII's order, 128 places each."""
INDIC = frozenset(_FIRST) | {"Sinh"}
_INDEPENDENT = {0x06: 0x3E, 0x07: 0x3F, 0x08: 0x40, 0x09: 0x41, 0x0A: 0x42, 0x0B: 0x43, 0x0E: 0x46, 0x0F: 0x47, 0x10: 0x48, 0x12: 0x4A, 0x13: 0x4B, 0x14: 0x4C}  # fmt: skip
"""Vowel letters and the vowel signs they sound like."""
_SHORT_A, _NUKTA, _VIRAMA = 0x05, 0x3C, 0x4D
_THAI_TONES, _LAO_TONES = re.compile("[\u0e48-\u0e4b\u0e4e]"), re.compile("[\u0ec8-\u0ecb]")
_THAI_BEFORE = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_LAO_BEFORE = re.compile("([\u0ec0-\u0ec4])([\u0e81-\u0eae])")
_BURMESE_TONES = re.compile("[\u1037\u1038]")


@cache
def _indic(first: int) -> tuple[re.Pattern[str], dict[int, str | None]]:
    """In the block that begins at ``first``: consonants that carry a vowel, and what each sign is written as."""

    def signs(*ranges: tuple[int, int]) -> str:
        return "[" + "".join(f"{chr(first + start)}-{chr(first + end)}" for start, end in ranges) + "]"

    bare = signs((0x15, 0x39), (0x58, 0x5F), (_NUKTA, _NUKTA))
    after = signs((_NUKTA, _NUKTA), (0x3E, _VIRAMA))
    written: dict[int, str | None] = {first + _VIRAMA: None, first + _SHORT_A: A}
    written |= {first + place: chr(first + sign) for place, sign in _INDEPENDENT.items()}
    return re.compile(f"({bare})(?!{after})"), written


_SINHALA = re.compile("([\u0d9a-\u0dc6])(?![\u0dca\u0dcf-\u0ddf])")


def spoken(script: str, text: str) -> str:
    """A normalised token of one of these scripts as signs in the order of speech; lines of a text are told apart."""
    match script:
        case "Thai":
            plain = _THAI_TONES.sub("", text).replace("\u0e4d\u0e32", "\u0e33")
            return _THAI_BEFORE.sub(r"\2\1", plain)
        case "Laoo":
            plain = _LAO_TONES.sub("", text).replace("\u0ecd\u0eb2", "\u0eb3")
            return _LAO_BEFORE.sub(r"\2\1", plain)
        case "Mymr":
            return _BURMESE_TONES.sub("", text)
        case "Sinh":
            return _SINHALA.sub(rf"\1{A}", text).replace("\u0dca", "")
        case _ if script in _FIRST:
            carriers, written = _indic(_FIRST[script])
            return carriers.sub(rf"\1{A}", text).translate(written)
        case _:
            return text


# -- Ethiopic: each letter is a consonant with one of seven vowels

_SAME_ETHIOPIC = {0x1210: 0x1200, 0x1280: 0x1200, 0x12B8: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
"""Rows of letters that Amharic has long sounded alike: h, s, the vowel carrier, ts."""
_ORDERS = "əuiaeïowW"


@cache
def _ethiopic() -> dict[int, str]:
    points = range(0x1200, 0x135B)
    return {point: chr(_SAME_ETHIOPIC.get(point & ~7, point & ~7)) + _ORDERS[point & 7] for point in points}


def ethiopic(text: str) -> str:
    """Each letter as its consonant (the first letter of its row) and its vowel."""
    return text.translate(_ethiopic())
