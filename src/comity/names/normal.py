"""One spelling for what looks the same, without ever losing a vowel.

Khmer, Thai, Lao, Burmese and the Indic scripts write vowels as non-spacing marks (Unicode Mn). They are letters of the
name: normalisation here never removes a mark. Only Latin, Greek and Cyrillic accents are folded, and that happens in
the romanised form, never in the native one.
"""

import re
import unicodedata

from comity.names.encoding import settled

MAX_CHARACTERS = 400
MAX_TOKENS = 16

_JOINERS = frozenset("'’‘ʼʻ`´ʹʾʿ＇.")
_JOIN = {ord(char): None for char in _JOINERS}
GERESH = "\u05f3"
_HEBREW_SOUND = re.compile("(?<=[\u05d0-\u05ea])['’‘ʼ`´＇]")
"""An apostrophe after a Hebrew letter makes another sound of it (ג׳ is j): it is a letter of the name."""
_ASCII_PART = re.compile(r"[A-Za-z0-9]+")


def visible(text: str) -> str:
    """NFKC without invisible format characters and lone surrogates, letter case kept; bounded in length."""
    if text.isascii():
        return text[:MAX_CHARACTERS]
    whole = _HEBREW_SOUND.sub(GERESH, unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]))
    return "".join(char for char in whole if unicodedata.category(char) not in {"Cf", "Cs"})[:MAX_CHARACTERS]


def normalise(token: str) -> str:
    """What two spellings of one part share: case folded, one way to type each vowel, letters, marks and digits only."""
    if token.isascii() and token.isalnum():
        return token.lower()
    folded = token.casefold()
    if folded.isalpha() and unicodedata.is_normalized("NFKC", folded):
        plain = settled(folded)
        return folded if plain == folded else unicodedata.normalize("NFC", plain)
    folded = unicodedata.normalize("NFKC", folded)
    kept = "".join(char for char in folded if unicodedata.category(char)[0] in "LMN" or char == GERESH)
    return unicodedata.normalize("NFC", settled(kept))


def tokens(text: str) -> tuple[str, ...]:
    """The written parts of a visible text: runs of letters, marks and digits.

    Apostrophes and full stops inside a part join it (``O'Brien``, ``J.R.``); everything else separates. Beyond
    MAX_TOKENS the rest is joined to the last part, so nothing is dropped.
    """
    if text.isascii():
        return _bounded(_ASCII_PART.findall(text.translate(_JOIN)))
    found: list[str] = []
    current: list[str] = []
    for char in text:
        if unicodedata.category(char)[0] in "LMN" or char == GERESH:
            current.append(char)
        elif char in _JOINERS:
            continue
        elif current:
            found.append("".join(current))
            current = []
    if current:
        found.append("".join(current))
    return _bounded(found)


def glued(text: str) -> list[bool]:
    """For each written part of a visible text whether one hyphen, and nothing else, stands between it and the one before."""
    found: list[bool] = []
    between, inside = "", False
    for char in text:
        if unicodedata.category(char)[0] in "LMN" or char == GERESH:
            if not inside:
                found.append(bool(found) and between == "-")
            inside, between = True, ""
        elif char not in _JOINERS:
            inside = False
            between += char
    return found


def _bounded(found: list[str]) -> tuple[str, ...]:
    if len(found) > MAX_TOKENS:
        found[MAX_TOKENS - 1 :] = ["".join(found[MAX_TOKENS - 1 :])]
    return tuple(found)
