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
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class WordList:
    """One list of indicators: Latin words as one pattern, eastern words as plain strings, and flags."""

    latin: re.Pattern[str]
    eastern: tuple[str, ...]
    flags: frozenset[str]
    any_eastern: re.Pattern[str]

    def found_in(self, texts: Iterable[str]) -> list[str]:
        """The words of the list that occur in the texts, sorted, each once, in the form they were found."""
        return self.found_in_joined(joined(texts))

    def occurs_in(self, plain: str) -> bool:
        """Is any word of the list in texts that ``joined`` has put together?"""
        return bool(self.latin.search(plain) or (not plain.isascii() and self.any_eastern.search(plain)))

    def found_in_joined(self, plain: str) -> list[str]:
        """The same for texts that ``joined`` has put together, so that many lists can look at them."""
        found = set(self.latin.findall(plain))
        if not plain.isascii() and self.any_eastern.search(plain):
            found.update(word for word in self.eastern if word in plain)
        return sorted(found)


def read_words(entry: Mapping[str, Any]) -> WordList:
    """Build a list from its TOML table; raises KeyError or ValueError where a language is missing or empty."""
    for language in LANGUAGES:
        if not entry[language] or not all(isinstance(word, str) and word.strip() for word in entry[language]):
            raise ValueError(language)
    latin = _by_first_letter(comparable(word) for word in sorted(entry["en"], key=len, reverse=True))
    eastern = tuple(comparable(word) for language in LANGUAGES[1:] for word in entry[language])
    whole = re.compile(rf"(?<![^\W_])(?:{latin})(?![^\W_])")
    return WordList(whole, eastern, frozenset(entry["flags"]), re.compile("|".join(map(re.escape, eastern))))


def all_words(entries: Iterable[Mapping[str, Any]]) -> WordList:
    """One list that holds the words of many."""
    listed = list(entries)
    return read_words({"flags": [], **{lang: [word for entry in listed for word in entry[lang]] for lang in LANGUAGES}})


def joined(texts: Iterable[str]) -> str:
    """The comparable form of all texts together, with a sign between them that no word reaches across."""
    return comparable("\0".join(texts))


@lru_cache(maxsize=512)
def comparable(text: str) -> str:
    """The text with width, case, accents, invisible signs and spaces inside eastern words taken away."""
    return _GAP.sub("", spaced(text))


def spaced(text: str) -> str:
    """The same with the spaces inside eastern words, one each."""
    if text.isascii():
        return " ".join(text.casefold().split())
    shown = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    parts = unicodedata.normalize("NFKD", shown.casefold())
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", parts))
    return " ".join(plain.split())


def weight(text: object) -> int:
    """How much a text says: a Han character counts three, any other letter or digit one; anything else nothing."""
    if not isinstance(text, str):
        return 0
    letters = len(_NO_LETTER.sub("", text))
    return letters if text.isascii() else letters + 2 * len(_HAN.findall(text))


def _latin_pattern(word: str) -> str:
    stem = word.removesuffix("*")
    spaced = r"\s+".join(re.escape(part) for part in stem.split())
    return spaced + (r"\w*" if word.endswith("*") else "")


def _by_first_letter(words: Iterable[str]) -> str:
    """One pattern for many words, grouped by how they begin: the matcher then passes over most of them at once."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(_latin_pattern(word))
    return "|".join(f"(?:{'|'.join(patterns)})" for patterns in groups.values())
