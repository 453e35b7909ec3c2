"""Several names written into one field, read as several: ``A (B)``, ``A; B``, ``A aka B``.

Each is compared on its own and the best pair counts, so another name in the field never lowers a score.
"""

import re
from functools import lru_cache

from comity.names.parts import Bearer

FEWEST_LETTERS = 3
"""A shorter piece is no name: ``(M)``, ``(II)``."""
FEWEST_BEFORE_SLASH = 5
MOST = 8
"""So many names are read out of one field at most."""

_ALSO = r"\b(?:a\.?\s?k\.?\s?a\b\.?|f\.?\s?k\.?\s?a\b\.?|n\.?\s?k\.?\s?a\b\.?|alias\b|also known as\b|formerly(?: known as)?\b|now known as\b)"
_CUT = re.compile(rf"[();；（）\[\]]|{_ALSO}", re.IGNORECASE)
_SLASH = re.compile(r"\s*[/|]\s*")
_NOISE = re.compile(
    r"\b(?:born|d\.?o\.?b\b|date of birth|false identity|listed|previously listed|passport|nationality)\b.*$",
    re.IGNORECASE,
)
_KIN = re.compile(r"\b(?:son|daughter|brother|sister|wife|husband|widow|father|mother) of\b.*$", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def alternatives(text: str, bearer: Bearer = "person") -> tuple[str, ...]:
    """The names in a field, at least one and at most MOST, each once; a field with one name is given back as it is."""
    if bearer == "organisation":
        pieces = _slashed(text) if ";" not in text and "；" not in text else re.split("[;；]", text)
    else:
        pieces = _CUT.split(_NOISE.sub("", text))
        pieces = [part for piece in pieces for part in _slashed(_KIN.sub("", piece))]
    kept = [piece.strip(" ,\"'«»“”") for piece in pieces]
    kept = [piece for piece in dict.fromkeys(kept) if _letters(piece) >= _fewest(piece)]
    return tuple(kept[:MOST]) if len(kept) > 1 or (kept and kept[0] and bearer == "person") else (text,)


def _letters(piece: str) -> int:
    return sum(char.isalnum() for char in piece)


def _fewest(piece: str) -> int:
    """A Chinese or Korean name is whole in two signs."""
    return FEWEST_LETTERS if piece.isascii() else 2


def _slashed(piece: str) -> list[str]:
    parts = _SLASH.split(piece)
    return parts if len(parts) > 1 and all(_letters(part) >= FEWEST_BEFORE_SLASH for part in parts) else [piece]
