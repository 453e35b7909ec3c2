"""CHN-01: who or what of our own records a text speaks of, in whatever script, order or spacing it is written.

A name is known by the likeliest readings of its parts in Latin letters, so a name in Chinese is found in a text that spells
it in pinyin and the other way round, and so is one in Khmer; eastern names are also found letter by letter. What is found is only ever raised:
that nothing is found says that no known name was found, not that the text speaks of nobody.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, Final

from comity.law.text import comparable, spaced
from comity.names import prepare
from comity.names.reading import readings_of

_RANDOM: Final = re.compile(r"(?<=[a-z_]/)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
"""The random part of a record's id; what stands before it is read like any other word."""
LONGEST: Final = 6
"""So many neighbouring words are read together as one name."""
MOST_READINGS: Final = 27
"""Words that can be read in more ways together are read in their likeliest way."""
LEAST_LATIN: Final = 6
KEPT: Final = 262_144
"""So many names and numbers are read once and remembered: whoever sends waits for this comparison."""
LEAST_NUMBER: Final = 6
_EASTERN = re.compile("[\u1780-\u17ff\u3400-\u4dbf\u4e00-\u9fff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_MARKS = "".join(char for char in map(chr, range(0x300, 0xFFFF)) if unicodedata.category(char) in ("Mn", "Mc"))
_WORD = re.compile(rf"[\u3400-\u4dbf\u4e00-\u9fff]|(?:[^\W_\u3400-\u4dbf\u4e00-\u9fff]|[{_MARKS}])+")
"""A Chinese character, or a run of letters and digits with their marks: Khmer vowels are marks."""
_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                  "november", "december")  # fmt: skip
_DATES: Final = (
    re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>\d{4})"),
    re.compile(rf"(?P<d>\d{{1,2}})\s+(?P<n>{'|'.join(month[:3] for month in _MONTHS)})[a-z]*\.?,?\s+(?P<y>\d{{4}})"),
    re.compile(rf"(?P<n>{'|'.join(month[:3] for month in _MONTHS)})[a-z]*\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})"),
)
_FORMS: Final = {
    "document": re.compile(r"(?<![a-z0-9])[a-z]{1,3}[\s-]?\d(?:[\s-]?\d){5,8}(?![a-z0-9])"),
    "number": re.compile(r"(?<![\d,.])\d(?:[\s-]?\d){8,19}[xX]?(?![\d,.])"),
    "phone": re.compile(r"(?:\+|(?<!\d)00?)\d(?:[\s().-]?\d){6,13}(?!\d)"),
    "mail": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    "born": re.compile(r"(?:\bborn\b|\bbirth\b|\bd\.?o\.?b\b|កើត|出生|生于)\W{0,12}\d"),
    "named": re.compile(r"(?:\bnamed\b|\balias\b|\ba\.k\.a\b|ឈ្មោះ|名叫|化名|姓名)\W{0,4}\w"),
}
_ROLE: Final = re.compile(
    r"\b(?:suspect|accused|defendant|detainee|fugitive|witness|victim|informant|Suspect|Accused|Defendant|Detainee|"
    r"Fugitive|Witness|Victim|Informant)\s+(?:Mr\.?\s+|Ms\.?\s+|Mrs\.?\s+)?[A-Z][\w'-]+"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a text says: ``kind`` name, number or date; ``text`` as the records have it, made comparable."""

    kind: str
    text: str


def find(texts: Sequence[str], known: Iterable[Mapping[str, Any]]) -> list[Hit]:
    """What of the known identities the texts hold. Each is {"names", "numbers", "births"}: lists of texts.

    A birth date alone is a date like any other; it counts together with a part of the same person's name.
    """
    plain = [digits(_RANDOM.sub(" ", text)) for text in texts]
    windows, squeezed = set[str](), [_letters(comparable(text)) for text in plain]
    for text in plain:
        windows.update(_windows(spaced(text)))
    days = dates_in(texts)
    found: list[Hit] = []
    for person in known:
        names = [str(name) for name in person.get("names", ())]
        found += [Hit("name", name) for name in names if _says_name(name, windows, squeezed)]
        found += [Hit("number", str(n)) for n in person.get("numbers", ()) if _says_number(str(n), squeezed)]
        born = [day for day in person.get("births", ()) if day in days]
        if born and any(one in windows for name in names for part in _parts(name) for one in part):
            found += [Hit("date", str(day)) for day in born]
    return list(dict.fromkeys(found))


def forms(texts: Sequence[str]) -> list[str]:
    """The kinds of identifier the texts have the form of, whoever it belongs to."""
    found = set()
    for text in texts:
        shown = digits(unicodedata.normalize("NFKC", _RANDOM.sub(" ", text)))
        plain = shown.casefold()
        found |= {kind for kind, form in _FORMS.items() if form.search(_without_dates(plain))}
        if _FORMS["born"].search(plain):
            found.add("born")
        if _ROLE.search(shown):
            found.add("role_and_name")
    return sorted(found)


def dates_in(texts: Iterable[str]) -> frozenset[str]:
    """Every whole date the texts hold, as YYYY-MM-DD."""
    found = set()
    for text in texts:
        plain = digits(unicodedata.normalize("NFKC", text)).casefold()
        for form in _DATES:
            for match in form.finditer(plain):
                parts = match.groupdict()
                month = parts.get("m") or str(_month(parts.get("n") or ""))
                found.add(f"{parts['y']}-{int(month):02d}-{int(parts['d']):02d}")
    return frozenset(found)


def digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)


def texts_of(value: Any, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text in a form or a message, however deep; names of members are no texts, members in ``without`` no part."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name not in without:
                yield from texts_of(item, without)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item, without)


def _windows(plain: str) -> Iterator[str]:
    """Every run of up to LONGEST words, joined, in Latin letters as the words can be read."""
    words = [_latin(word) for word in _WORD.findall(plain)]
    for start in range(len(words)):
        for stop in range(start + 1, min(start + LONGEST, len(words)) + 1):
            yield from _joined(words[start:stop])


def _joined(words: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The words joined, in every way they can be read together."""
    some = words if prod(map(len, words)) <= MOST_READINGS else [readings[:1] for readings in words]
    return map("".join, product(*some))


@lru_cache(maxsize=KEPT)
def _latin(word: str) -> tuple[str, ...]:
    return (word,) if word.isascii() else tuple(_joined([readings_of(part) for part in prepare(word).parts]))


@lru_cache(maxsize=KEPT)
def _keys(name: str) -> frozenset[str]:
    """The ways a name of two or more parts is written in Latin letters: in any order that begins with each part."""
    parts = _parts(name)
    if len(parts) < 2:
        return frozenset()
    turns = [(*parts[turn:], *parts[:turn]) for turn in range(len(parts))]
    return frozenset(key for turn in turns for key in _joined(turn) if len(key) >= LEAST_LATIN)


@lru_cache(maxsize=KEPT)
def _parts(name: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each part of a name; a reading of one letter is none."""
    read = [tuple(one for one in readings_of(part) if len(one) > 1) for part in prepare(name).parts]
    return tuple(readings for readings in read if readings)


def _says_name(name: str, windows: set[str], squeezed: Sequence[str]) -> bool:
    if not windows.isdisjoint(_keys(name)):
        return True
    native = _native(name)
    return bool(native) and any(native in text for text in squeezed)


@lru_cache(maxsize=KEPT)
def _native(name: str) -> str:
    """An eastern name in its own letters; "" for one that is written otherwise or too short to mean one person."""
    native = _letters(comparable(name))
    eastern = len(_EASTERN.findall(native))
    return native if eastern >= (2 if _HAN.search(native) else 4) else ""


def _letters(text: str) -> str:
    """Letters with their marks, and digits: nothing that could stand between them."""
    return "".join(char for char in text if unicodedata.category(char)[0] in "LMN")


def _says_number(number: str, squeezed: Sequence[str]) -> bool:
    plain = _number(number)
    return bool(plain) and any(plain in text for text in squeezed)


@lru_cache(maxsize=KEPT)
def _number(number: str) -> str:
    """A number without what stands between its digits; "" for one too short to mean one thing."""
    plain = _letters(comparable(digits(number)))
    enough = len(plain) >= LEAST_NUMBER and sum(char.isdigit() for char in plain) >= LEAST_NUMBER - 2
    return plain if enough else ""


def _without_dates(plain: str) -> str:
    for form in _DATES:
        plain = form.sub(" ", plain)
    return plain


def _month(name: str) -> int:
    return next((number for number, month in enumerate(_MONTHS, 1) if name and month.startswith(name)), 0)
