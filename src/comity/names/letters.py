"""The letters a to z of a Latin text: accents and joined letters are spelled out, everything else is left out."""

import unicodedata

_SPELLED = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "ng", "ə": "a",
    "ħ": "h", "ŧ": "t", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ơ": "o", "ư": "u", "ĸ": "k", "ɨ": "i", "ʉ": "u", "ɛ": "e", "ɔ": "o",
})  # fmt: skip


def letters_of(text: str) -> str:
    """Letters a to z in their order; empty for a text without Latin letters."""
    lower = text.lower()
    if lower.isascii():
        return lower if lower.isalpha() else "".join(char for char in lower if char.isalpha())
    whole = unicodedata.normalize("NFKD", lower.translate(_SPELLED))
    return "".join(char for char in whole if "a" <= char <= "z")
