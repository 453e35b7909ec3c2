"""Letters and digits of numbers people copy by hand: one form for every script's digits, and numbers as plain integers."""

import unicodedata
from functools import lru_cache
from hashlib import blake2b
from struct import unpack_from

MAX_TEXT = 200
"""So many characters of a value are read: bounded work on any input."""
_CYRILLIC = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_LOOK_ALIKE = str.maketrans("OIL", "011")


def fold(text: str) -> str:
    """NFKC, upper case, the digits of every script as 0 to 9, bounded in length."""
    if text.isascii():
        return text[:MAX_TEXT].upper()
    return "".join(map(_plain, unicodedata.normalize("NFKC", text[:MAX_TEXT]).upper()))[: 2 * MAX_TEXT]


def signs_of(text: str) -> str:
    """The letters, marks and digits of a folded text."""
    if text.isascii():
        return text if text.isalnum() else "".join(filter(str.isalnum, text))
    return "".join(char for char in text if unicodedata.category(char)[0] in "LMN")


def look_alike(signs: str) -> str:
    """The same signs with O as 0, I and L as 1, and Cyrillic capitals as the Latin ones they look like."""
    return signs if signs.isdigit() and signs.isascii() else signs.translate(_CYRILLIC).translate(_LOOK_ALIKE)


def number_of(text: str) -> int:
    """A text as a number of 62 bits that is the same on every machine; equal texts, equal numbers."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 2


def packed(signs: str, words: int) -> tuple[int, ...]:
    """Up to ``8 * words`` signs as bytes in integers of 64 bits, the first sign lowest; 0 after the last.

    A sign outside ASCII becomes one of the upper 128, so that letters of one script stay apart.
    """
    signs = signs[: 8 * words]
    codes = signs.encode() if signs.isascii() else bytes(min(ord(c), 128 + ord(c) % 128) for c in signs)
    codes = codes.ljust(8 * words, b"\0")
    return unpack_from(f"<{words}q", codes)


def is_filler(signs: str) -> bool:
    """A number that stands for none: one sign repeated, or counted up from one."""
    return len(set(signs)) < 2 or signs in {"UNKNOWN", "NONE", "NOTKNOWN", "NIL", "NULL"} or signs in "1234567890"


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
