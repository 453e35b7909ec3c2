"""What each voice is given to read: the signs of a token that stand for sounds, one way to write each.

Khmer, Thai, Lao, Burmese and Indic vowel signs are letters and stay. The vowel points of Arabic and Hebrew are aids for
the reader that names rarely carry; they are set aside here, in what is heard, and nowhere else.
"""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from comity.names.han import voiced
from comity.names.letters import letters_of
from comity.names.voice import Voiced, load_voice

_ARABIC = str.maketrans({
    "ی": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه", "ة": "ه", "ۃ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي",
    "ے": "ي", "ڪ": "ك", "ۀ": "ه", "ۆ": "و", "ې": "ي", "ۍ": "ي", "ێ": "ي", "ە": "ه", "ـ": None,
})  # fmt: skip
_HIRAGANA = {point: point + 0x60 for point in range(0x3041, 0x3097)}
_POINTED = frozenset({"Arab", "Hebr"})
_PLAIN = {"Arab": "arab", "Cyrl": "cyrl", "Hebr": "hebr"}
_ARTICLE = "ال"
BY_LETTER = 700
"""What it costs to read a script no voice has learned letter by letter: ln 0.5."""


def _bare(token: str) -> str:
    return "".join(char for char in token if unicodedata.category(char) != "Mn")


def _arabic(token: str) -> str:
    """Without the article, which the other writing may leave out or write apart."""
    plain = _bare(token.translate(_ARABIC))
    return plain[2:] if plain.startswith(_ARTICLE) and len(plain) > 4 and plain != "الله" else plain


@lru_cache(maxsize=65_536)
def signs_of(script: str, token: str, *, unspaced: bool = False) -> tuple[tuple[str, str, int], ...]:
    """The voices that can read a normalised token: voice, signs, what this way to read costs; none where none can."""
    match script:
        case "Arab":
            return (("arab", _arabic(token), 0),)
        case "Hani":
            return voiced(token, unspaced=unspaced)
        case "Hang":
            spelled = unicodedata.normalize("NFD", token)
            return (("hang", spelled, 0), ("hang_native", spelled, 0))
        case "Kana" | "Hira":
            return (("kana", token.translate(_HIRAGANA), 0),)
        case _ if script in _PLAIN:
            return ((_PLAIN[script], _bare(token) if script in _POINTED else token, 0),)
        case "Latn":
            return ()
        case _:
            return (("latn", letters_of(anyascii(token)), BY_LETTER),)


@lru_cache(maxsize=65_536)
def heard(voice: str, signs: str) -> Voiced:
    """A token made ready for a voice, remembered."""
    return load_voice(voice).read(signs)
