"""What each character is to a name: a letter of a word, a joiner, something between words; and whether NFKC may change it.

The table is filled page by page as texts ask for it, from Python's own Unicode data, so that the compiled reader and
``normal`` never disagree about a character.
"""

import unicodedata
from functools import cache
from typing import Any

import numpy as np

from comity.names import normal

Array = np.ndarray[Any, np.dtype[Any]]

PAGE = 256
PAGES = 0x110000 // PAGE
BETWEEN, LETTER, SKIPPED, HYPHEN = 0, 1, 2, 3
"""The lowest two bits: a separator, part of a word, nothing at all, or the hyphen that glues two words."""
CHANGES = 1 << 2
"""NFKC writes it otherwise."""
FIRST, SECOND = 1 << 3, 1 << 4
"""It may melt with a later, or with an earlier character."""
HEBREW, SOUND = 1 << 5, 1 << 6
"""A Hebrew letter; an apostrophe that makes another sound of one."""
KNOWN = 1 << 7
ORDER = 8
"""From this bit on: the canonical combining class."""

_HANGUL_TAILS = range(0x1161, 0x11C3)
_LAST_COMPOSED = 0x20000
"""Characters beyond are never made of two others (compatibility ideographs apart, which NFKC changes)."""


class Characters:
    """``classes`` uint16[1114112], filled by `learn`; a character not looked at yet is 0."""

    def __init__(self) -> None:
        self.classes: Array = np.zeros(PAGES * PAGE, np.uint16)

    def learn(self, page: int) -> None:
        """Fill one page of 256 characters."""
        start = page * PAGE
        self.classes[start : start + PAGE] = [class_of(point) for point in range(start, start + PAGE)]


def class_of(point: int) -> int:
    """The bits of one character."""
    char = chr(point)
    found = KNOWN | _kind(char)
    if 0xD800 <= point <= 0xDFFF:
        return found
    if unicodedata.normalize("NFKC", char) != char or point in _HANGUL_TAILS:
        found |= CHANGES
    firsts, seconds = _melting()
    found |= (FIRST if char in firsts else 0) | (SECOND if char in seconds else 0)
    if 0x05D0 <= point <= 0x05EA:
        found |= HEBREW
    elif char in "'’‘ʼ`´＇":
        found |= SOUND
    return found | unicodedata.combining(char) << ORDER


def _kind(char: str) -> int:
    """Asked of ``normal`` itself, between two letters."""
    if char == "-":
        return HYPHEN
    if unicodedata.category(char) in {"Cf", "Cs"}:
        return SKIPPED
    match normal.tokens(f"é{char}é"):
        case (whole,):
            return LETTER if len(whole) == 3 else SKIPPED
        case _:
            return BETWEEN


@cache
def _melting() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that begin, and that end, a canonical pair which NFKC writes as one."""
    pairs = [
        parts.split()
        for parts in map(unicodedata.decomposition, map(chr, range(0xC0, _LAST_COMPOSED)))
        if " " in parts and parts[0] != "<"
    ]
    firsts, seconds = [frozenset(chr(int(pair[at], 16)) for pair in pairs) for at in (0, 1)]
    return firsts, seconds
