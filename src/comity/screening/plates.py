"""Number plates: letters and digits of any script, without the words of a province or state beside them."""

import unicodedata
from functools import lru_cache

from comity.screening.digits import fold, is_filler, look_alike, number_of, packed, signs_of
from comity.screening.papers import information

WIDTH = 5
"""Numbers a plate: its signs as one number, information, length, and 16 signs in two."""
KINDS = frozenset({"plate", "vehicle_plate", "number_plate", "licence_plate", "license_plate"})
"""Kinds of documents that are plates."""
LONGEST_SERIES = 3
"""Letters in a row without a digit beyond this are a word; the words are left out if signs remain."""
SHORTEST, LONGEST = 3, 16


@lru_cache(maxsize=1 << 14)
def read_plate(text: str) -> tuple[tuple[int, ...], ...]:
    """One plate; none where nothing is left that tells plates apart."""
    folded = fold(text)
    words = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded).split()
    kept = [word for word in words if any(char.isdigit() for char in word) or _letters(word) <= LONGEST_SERIES]
    signs = look_alike(signs_of("".join(kept)))
    if not any(char.isdigit() for char in signs):
        signs = look_alike(signs_of("".join(words)))
    signs = signs[:LONGEST]
    if len(signs) < SHORTEST or is_filler(signs):
        return ()
    return ((number_of(signs), information(signs), len(signs), *packed(signs, 2)),)


def _letters(word: str) -> int:
    return sum(unicodedata.category(char)[0] == "L" for char in word)
