"""Looking for words in three scripts. What hides a word (width, case, zero-width signs, spacing) is undone first."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

LANGUAGES: Final = ("en", "km", "zh-Hans")
_EASTERN = "\u1780-\u17ff\u3400-\u4dbf\u4e00-\u9fff"
_GAP = re.compile(f"(?<=[{_EASTERN}])[\\s·.,、，。_-]+(?=[{_EASTERN}])")
_ACCENT = re.compile("[\u0300-\u036f]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class WordList:
    """One list of indicators: Latin words as one pattern, eastern words as plain strings, and flags."""

    latin: re.Pattern[str]
    eastern: tuple[str, ...]
    flags: frozenset[str]

    def found_in(self, texts: Iterable[str]) -> list[str]:
        """The words of the list that occur in the texts, sorted, each once, in the form they were found."""
        found: set[str] = set()
        for text in texts:
            plain = comparable(text)
            found.update(match.group(0) for match in self.latin.finditer(plain))
            found.update(word for word in self.eastern if word in plain)
        return sorted(found)


def read_words(entry: Mapping[str, Any]) -> WordList:
    """Build a list from its TOML table; raises KeyError or ValueError where a language is missing or empty."""
    for language in LANGUAGES:
        if not entry[language] or not all(isinstance(word, str) and word.strip() for word in entry[language]):
            raise ValueError(language)
    latin = "|".join(_latin_pattern(comparable(word)) for word in sorted(entry["en"], key=len, reverse=True))
    eastern = tuple(comparable(word) for language in LANGUAGES[1:] for word in entry[language])
    return WordList(re.compile(rf"(?<![^\W_])(?:{latin})(?![^\W_])"), eastern, frozenset(entry["flags"]))


@lru_cache(maxsize=512)
def comparable(text: str) -> str:
    """The text with width, case, accents, invisible signs and spaces inside eastern words taken away."""
    shown = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    parts = unicodedata.normalize("NFKD", shown.casefold())
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", parts))
    return _GAP.sub("", " ".join(plain.split()))


def weight(text: object) -> int:
    """How much a text says: a Han character counts three, any other letter or digit one; anything else nothing."""
    if not isinstance(text, str):
        return 0
    han = len(_HAN.findall(text))
    return len(_LETTER.findall(text)) + 2 * han


def _latin_pattern(word: str) -> str:
    stem = word.removesuffix("*")
    spaced = r"\s+".join(re.escape(part) for part in stem.split())
    return spaced + (r"\w*" if word.endswith("*") else "")
