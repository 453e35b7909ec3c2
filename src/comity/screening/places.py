"""Places of birth and addresses as sets of words, the same in every script a Latin reading of letters can bridge."""

import re
from functools import lru_cache

from anyascii import anyascii

from comity.names.normal import normalise, tokens, visible
from comity.screening.digits import MAX_TEXT, fold, number_of
from comity.screening.states import known_state

MAX_WORDS = 16
GENERIC = frozenset(
    [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "house",
        "no",
        "number",
        "flat",
        "apt",
        "apartment",
        "building",
        "floor",
        "room",
        "box",
        "po",
        "city",
        "town",
        "village",
        "hamlet",
        "district",
        "sub",
        "subdistrict",
        "province",
        "commune",
        "state",
        "county",
        "zone",
        "region",
        "municipality",
        "of",
        "the",
        "and",
        "near",
        "phum",
        "khum",
        "sangkat",
        "khan",
        "srok",
        "khet",
        "khaet",
        "krong",
        "phlov",
        "phlauv",
        "phteah",
        "thanon",
        "soi",
        "moo",
        "mu",
        "ban",
        "tambon",
        "amphoe",
        "amphur",
        "changwat",
        "khwaeng",
        "khet",
        "jalan",
        "jl",
        "kampung",
        "kg",
        "ulitsa",
        "ul",
        "dom",
        "kv",
        "gorod",
        "oblast",
        "rue",
        "calle",
        "via",
        "rua",
        "strasse",
        "mahalle",
        "mahallesi",
        "thon",
        "xa",
        "huyen",
        "tinh",
        "phuong",
        "quan",
        "pho",
        "duong",
        "so",
    ]
)
"""Words that stand in any place; they are left out unless nothing else is there."""
_PARTS = re.compile(r"[,;/|、，；\n]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[^a-z0-9]")


@lru_cache(maxsize=1 << 15)
def read_place(text: str) -> tuple[int, ...]:
    """The words of a place as numbers, sorted, each once; a state is one word whatever language names it."""
    found: dict[str, None] = {}
    for part in _PARTS.split(text[:MAX_TEXT]):
        state = known_state(part)
        words = [f"state:{state}"] if state else words_of(part)
        found.update(dict.fromkeys(words))
    telling = [word for word in found if word not in GENERIC] or list(found)
    return tuple(sorted(number_of(word) for word in telling[:MAX_WORDS]))


def words_of(text: str) -> list[str]:
    """Words in Latin letters and digits; Han characters two by two, since they stand without spaces."""
    found: list[str] = []
    for token in tokens(visible(fold(text))):
        word = normalise(token)
        if _HAN.search(word):
            found += [word[at : at + 2] for at in range(max(len(word) - 1, 1))]
        else:
            found.append(_LATIN.sub("", anyascii(word).lower()) or word)
    return [word for word in found if len(word) > 1 or word.isdigit()]
