"""Which writing system a character belongs to, in ISO 15924 codes; ``Zyyy`` where it belongs to none."""

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

NO_SCRIPT = "Zyyy"
_ASCII_LETTER = re.compile(r"[A-Za-z]")

# Start, end (inclusive), code; sorted by start. Blocks that hold letters of names, after Unicode's Blocks.txt.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00AA, 0x00AA, "Latn"),
    (0x00BA, 0x00BA, "Latn"),
    (0x00C0, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x3005, 0x3007, "Hani"),
    (0x3041, 0x309F, "Hira"),
    (0x30A0, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA720, 0xA7FF, "Latn"),
    (0xA8E0, 0xA8FF, "Deva"),
    (0xA9E0, 0xA9FE, "Mymr"),
    (0xAA60, 0xAA7F, "Mymr"),
    (0xAB00, 0xAB2F, "Ethi"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0x20000, 0x323AF, "Hani"),
)
_STARTS = tuple(start for start, _, _ in _BLOCKS)

SCRIPTS = tuple(sorted({code for _, _, code in _BLOCKS}))
"""Every script this module knows."""

PLACES = {
    script: at + 1 for at, script in enumerate(("Latn", *(script for script in SCRIPTS if script != "Latn"), NO_SCRIPT))
}
"""The number of each script for the compiled loops; parts with digits have the last one."""


@lru_cache(maxsize=65_536)
def script_of(char: str) -> str:
    """The ISO 15924 code of one character, ``Zyyy`` for punctuation, digits and unlisted blocks."""
    point = ord(char)
    index = bisect_right(_STARTS, point) - 1
    if index < 0:
        return NO_SCRIPT
    _, end, code = _BLOCKS[index]
    return code if point <= end else NO_SCRIPT


def main_script(text: str) -> str:
    """The script most characters of the text are written in; the first in the alphabet on a tie."""
    if text.isascii():
        return "Latn" if _ASCII_LETTER.search(text) else NO_SCRIPT
    scripts = {*map(script_of, text)} - {NO_SCRIPT}
    if len(scripts) < 2:
        return scripts.pop() if scripts else NO_SCRIPT
    counts = Counter(map(script_of, text))
    counts.pop(NO_SCRIPT, None)
    return min(counts, key=lambda code: (-counts[code], code))
