"""How Chinese characters are read: Mandarin, Cantonese, Sino-Korean, Sino-Vietnamese, and surnames in their own readings.

``tables/han.tsv.gz``: character, its plain (simplified) form, then the readings of each system as ``reading:weight`` in
percent, best first. ``tables/surnames.tsv.gz``: surname in plain form, system (a reading of its own) or ``spelling`` (letters
of families abroad), reading, weight. A name is read as a small lattice: every reading costs what it is rarer than certain.
"""

import gzip
import re
import unicodedata
from functools import cache, lru_cache
from heapq import nsmallest
from importlib.resources import files
from itertools import product
from math import log

SYSTEMS = ("mandarin", "cantonese", "korean", "vietnamese")
WAYS = 4
"""So many readings of a name are kept in each system."""
LONGEST = 12
UNLIKELY = 6_000
"""What it costs to read a name written as Chinese ones are as a foreign one; a third of it the other way round."""
ELSEWHERE = 700
"""What it costs to read a name in Vietnamese or as families abroad spell it: ln 0.5."""
_INITIALS = {
    "mandarin": {"zh": "1", "ch": "2", "sh": "3"},
    "cantonese": {"gw": "4", "kw": "5", "ng": "6"},
}
_CONSONANTS = "bpmfdtnlgkhjqxrzcsyw"
_ROUND = re.compile("^([jqxy])u")


def _table(name: str) -> list[list[str]]:
    packed = (files("comity.names") / "tables" / name).read_bytes()
    return [line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines()[1:]]


@cache
def _weighed(cell: str) -> tuple[tuple[str, int], ...]:
    """Readings with their cost in thousandths of a nat."""
    found = [one.split(":") for one in cell.split(",") if one]
    return tuple((reading, round(-1000 * log(int(weight) / 100))) for reading, weight in found)


@cache
def _characters() -> tuple[dict[str, str], tuple[dict[str, tuple[tuple[str, int], ...]], ...]]:
    plain: dict[str, str] = {}
    systems: tuple[dict[str, tuple[tuple[str, int], ...]], ...] = tuple({} for _ in SYSTEMS)
    for character, simple, *cells in _table("han.tsv.gz"):
        plain[character] = simple
        for system, cell in zip(systems, cells, strict=True):
            if cell:
                system[character] = _weighed(cell)
    return plain, systems


@cache
def _surnames() -> dict[tuple[str, str], tuple[tuple[str, int], ...]]:
    found: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {}
    for surname, system, reading, weight in _table("surnames.tsv.gz"):
        cost = round(-1000 * log(int(weight) / 100))
        found[surname, system] = (*found.get((surname, system), ()), (reading, cost))
    return found


def plain(text: str) -> str:
    """The text with each character in its plain form: 陳 and 陈 are one name."""
    forms = _characters()[0]
    return "".join(forms.get(char, char) for char in text)


def signs(system: str, syllable: str) -> str:
    """A syllable as signs for a voice: its initial as one sign, its final in letters."""
    if system == "mandarin":
        syllable = _ROUND.sub(r"\1v", syllable)
    for initial, sign in _INITIALS[system].items():
        if syllable.startswith(initial):
            return sign + syllable[len(initial) :]
    head = syllable[:1]
    return (head.upper() + syllable[1:]) if head in _CONSONANTS else "0" + syllable


@lru_cache(maxsize=65_536)
def ways(token: str, system: str) -> tuple[tuple[str, int], ...]:
    """The likeliest readings of a token in a system: syllables separated by a space, and what each costs."""
    text = plain(token[:LONGEST])
    readings = _characters()[1][SYSTEMS.index(system)]
    known = _surnames()
    steps: list[tuple[tuple[str, int], ...]] = []
    at = next((length for length in (2, 1) if len(text) >= length and (text[:length], system) in known), 0)
    if at:
        general = readings.get(text[0], ()) if at == 1 else ()
        own = known[text[:at], system]
        steps.append((*own, *((one, cost + 2_000) for one, cost in general if one not in dict(own))))
    for char in text[at:]:
        if char not in readings:
            return ()
        steps.append(readings[char])
    if not steps:
        return ()
    narrow = [step[: 3 if len(steps) <= 4 else 1] for step in steps]
    all_ways = ((" ".join(one for one, _ in way), sum(cost for _, cost in way)) for way in product(*narrow))
    return tuple(nsmallest(WAYS, all_ways, key=lambda way: (way[1], way[0])))


def spellings(token: str) -> tuple[tuple[str, int], ...]:
    """Letters by which families of this surname are known abroad, and what each costs."""
    return _surnames().get((plain(token), "spelling"), ())


def voiced(token: str, *, unspaced: bool) -> tuple[tuple[str, str, int], ...]:
    """What each voice is given to read: voice, signs, cost. Who writes no space in a name writes a Chinese name."""
    native, abroad = (0, UNLIKELY) if unspaced else (UNLIKELY // 3, 0)
    found: list[tuple[str, str, int]] = []
    for system, voices in (("mandarin", ("hani", "hani_abroad")), ("cantonese", ("hani_yue", "hani_yue_abroad"))):
        for at, (way, cost) in enumerate(ways(token, system)):
            heard = "".join(signs(system, syllable) for syllable in way.split())
            found.append((voices[0], heard, cost + native))
            if at == 0:
                found.append((voices[1], heard, cost + abroad))
    found += [
        ("hang_native", unicodedata.normalize("NFD", way.replace(" ", "")), cost + native)
        for way, cost in ways(token, "korean")
    ]
    found += [("latn", way.replace(" ", ""), cost + native + ELSEWHERE) for way, cost in ways(token, "vietnamese")]
    found += [("latn", letters, cost + native + ELSEWHERE) for letters, cost in spellings(token)]
    return tuple(found)
