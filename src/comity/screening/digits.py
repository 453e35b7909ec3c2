"""Letters and digits of numbers people copy by hand: one form for every script's digits, and numbers as plain integers."""

import unicodedata
from functools import lru_cache
from hashlib import blake2b

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
        return "".join(char for char in text if char.isalnum())
    return "".join(char for char in text if unicodedata.category(char)[0] in "LMN")


def look_alike(signs: str) -> str:
    """The same signs with O as 0, I and L as 1, and Cyrillic capitals as the Latin ones they look like."""
    return signs.translate(_CYRILLIC).translate(_LOOK_ALIKE)


def number_of(text: str) -> int:
    """A text as a number of 62 bits that is the same on every machine; equal texts, equal numbers."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 2


def packed(signs: str, words: int) -> tuple[int, ...]:
    """Up to ``8 * words`` signs as bytes in integers of 64 bits, the first sign lowest; 0 after the last.

    A sign outside ASCII becomes one of the upper 128, so that letters of one script stay apart.
    """
    codes = bytes(ord(char) if char < "\x80" else 128 + ord(char) % 128 for char in signs[: 8 * words])
    codes = codes.ljust(8 * words, b"\0")
    return tuple(int.from_bytes(codes[at : at + 8], "little", signed=True) for at in range(0, 8 * words, 8))


def is_filler(signs: str) -> bool:
    """A number that stands for none: one sign repeated, or counted up from one."""
    return len(set(signs)) < 2 or signs in {"UNKNOWN", "NONE", "NOTKNOWN", "NIL", "NULL"} or signs in "1234567890"


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
