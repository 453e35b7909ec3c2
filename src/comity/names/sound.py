"""What each voice is given to read: the signs of a token that stand for sounds, one way to write each.

Khmer, Thai, Lao, Burmese and Indic vowel signs are letters and stay. The vowel points of Arabic and Hebrew are aids for
the reader that names rarely carry; they are set aside here, in what is heard, and nowhere else.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial

from anyascii import anyascii

from comity.names.abugida import INDIC, ethiopic, spoken
from comity.names.han import voiced
from comity.names.letters import letters_of
from comity.names.voice import Voiced, load_voice

_ARABIC = str.maketrans({
    "ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ة": "ه", "ۃ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي",
    "ے": "ي", "ڪ": "ك", "ۀ": "ه", "ۆ": "و", "ې": "ي", "ۍ": "ي", "ێ": "ي", "ە": "ه", "ـ": None,
})  # fmt: skip
_HIRAGANA = {point: point + 0x60 for point in range(0x3041, 0x3097)}
_PHONED = frozenset({"Khmr", "Thai"})
"""Scripts read twice, as letters and as the sounds that a table of their language gives."""
AVERAGED = frozenset({"Khmr"})
"""Scripts whose voices are read together: the mean counts. Elsewhere the best one does, in Thai too, where that finds more."""
_PHONE = re.compile("[aeiouj]{2}|[cpkt]h|.")
_ARTICLE = "ال"
BY_LETTER = 700
"""What it costs to read a script no voice has learned letter by letter: ln 0.5."""


def _bare(token: str) -> str:
    return token if token.isalpha() else "".join(char for char in token if unicodedata.category(char) != "Mn")


def _arabic(token: str) -> str:
    """Without the article, which the other writing may leave out or write apart."""
    plain = _bare(token.translate(_ARABIC))
    return plain[2:] if plain.startswith(_ARTICLE) and len(plain) > 4 and plain != "الله" else plain


def phone_signs(code: str) -> str:
    """Sounds written in letters (a vowel in two, see ``tools/names/phones.py``) as one sign each."""
    return "".join(
        chr(0xE000 + 27 * (ord(one[0]) - 97) + (ord(one[1]) - 96 if len(one) > 1 else 0))
        for one in _PHONE.findall(code)
    )


@lru_cache(maxsize=65_536)
def phones(voice: str, signs: str) -> str:
    """The likeliest sounds of a token's letters, one sign each; empty where nothing is known of them."""
    found = load_voice(f"{voice}_phones").spellings(signs, 2)
    return phone_signs(found[0][0]) if found else ""


def _katakana(token: str) -> str:
    return token.translate(_HIRAGANA)


def _greek(token: str) -> str:
    return _bare(unicodedata.normalize("NFD", token))


_ONE_VOICE: dict[str, tuple[str, Callable[[str], str]]] = {
    "Arab": ("arab", _arabic),
    "Armn": ("armn", str),
    "Cyrl": ("cyrl", str),
    "Ethi": ("ethi", ethiopic),
    "Geor": ("geor", str),
    "Grek": ("grek", _greek),
    "Hebr": ("hebr", _bare),
    "Hira": ("kana", _katakana),
    "Kana": ("kana", _katakana),
    **{script: (script.lower(), partial(spoken, script)) for script in (*INDIC, "Laoo", "Mymr")},
}
"""Scripts with one voice, and how a token is given to it."""


@lru_cache(maxsize=65_536)
def signs_of(script: str, token: str, *, unspaced: bool = False) -> tuple[tuple[str, str, int], ...]:
    """The voices that can read a normalised token: voice, signs, what this way to read costs; none where none can.

    The voices of a script in ``AVERAGED`` are read together, those of any other against each other.
    """
    if script in _ONE_VOICE:
        voice, way = _ONE_VOICE[script]
        return ((voice, way(token), 0),)
    if script in _PHONED:
        voice, letters = script.lower(), spoken(script, token)
        return ((voice, letters, 0), (f"{voice}_heard", phones(voice, letters), 0))
    if script == "Hang":
        spelled = unicodedata.normalize("NFD", token)
        return (("hang", spelled, 0), ("hang_native", spelled, 0))
    if script == "Hani":
        return voiced(token, unspaced=unspaced)
    return () if script == "Latn" else (("latn", letters_of(anyascii(token)), BY_LETTER),)


@lru_cache(maxsize=65_536)
def heard(voice: str, signs: str) -> Voiced:
    """A token made ready for a voice, remembered."""
    return load_voice(voice).read(signs)
