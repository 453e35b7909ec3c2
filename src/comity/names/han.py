"""How Chinese characters are read: Mandarin, Cantonese, Sino-Korean, Sino-Vietnamese, and surnames in their own readings.

``tables/han.tsv.gz``: character, its plain (simplified) form, then the readings of each system as ``reading:weight`` in
percent, best first. ``tables/surnames.tsv.gz``: surname in plain form, system (a reading of its own) or ``spelling`` (letters
of families abroad), reading, weight. A name is read as a small lattice: every reading costs what it is rarer than certain.
"""

import gzip
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
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
_Way = tuple[int, str, str]
_ROUND = re.compile("^([jqxy])u")


def _table(name: str) -> list[list[str]]:
    packed = (files("comity.names") / "tables" / name).read_bytes()
    return [line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines()[1:]]


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


@cache
def _forms() -> dict[int, str]:
    return {ord(character): simple for character, simple in _characters()[0].items() if character != simple}


def plain(text: str) -> str:
    """The text with each character in its plain form: 陳 and 陈 are one name."""
    return text.translate(_forms())


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
def _signs_of(system: str, reading: str) -> str:
    """A reading of a character or surname as the voice of its system is given it."""
    match system:
        case "mandarin" | "cantonese":
            return "".join(signs(system, syllable) for syllable in reading.split())
        case "korean":
            return unicodedata.normalize("NFD", reading.replace(" ", ""))
        case _:
            return reading.replace(" ", "")


@lru_cache(maxsize=65_536)
def _readings(system: str, character: str, most: int) -> tuple[_Way, ...]:
    found = _characters()[1][SYSTEMS.index(system)].get(character, ())[:most]
    return tuple((cost, reading, _signs_of(system, reading)) for reading, cost in found)


@lru_cache(maxsize=65_536)
def _surname(system: str, surname: str, most: int) -> tuple[_Way, ...]:
    """A surname in its own readings, before those that its character has elsewhere; none for what is no surname."""
    own = dict(_surnames().get((surname, system), ()))
    if own and len(surname) == 1:
        for reading, cost in _characters()[1][SYSTEMS.index(system)].get(surname, ()):
            own.setdefault(reading, cost + 2_000)
    return tuple((cost, reading, _signs_of(system, reading)) for reading, cost in list(own.items())[:most])


def _ways(text: str, system: str) -> list[_Way]:
    """The likeliest readings of characters in plain form: cost, syllables separated by a space, signs for a voice."""
    for at in (2, 1):
        own = _surname(system, text[:at], 3) if len(text) >= at else ()
        if own:
            break
    else:
        at = 0
    most = 3 if len(text) - at + (at > 0) <= 4 else 1
    steps = [own[:most]] if own else []
    for character in text[at:]:
        step = _readings(system, character, most)
        if not step:
            return []
        steps.append(step)
    if not steps:
        return []
    if len(steps) == 2:
        return _both(*steps)
    found = list(steps[0])
    for step in steps[1:]:
        # What is not among the best so far is not among the best of the whole: every way may go on alike.
        found = [
            (cost + more, f"{way} {reading}", heard + sign)
            for cost, way, heard in found
            for more, reading, sign in step
        ]  # fmt: skip
        found.sort()
        del found[WAYS:]
    found.sort()
    return found[:WAYS]


def _both(one: tuple[_Way, ...], two: tuple[_Way, ...]) -> list[_Way]:
    """The likeliest readings of two steps: most given names are such. Ways are put together when they are known to stay."""
    ranked = sorted([
        (first[0] + second[0], at, place) for at, first in enumerate(one) for place, second in enumerate(two)
    ])  # fmt: skip
    most = WAYS if len(ranked) <= WAYS or ranked[WAYS - 1][0] < ranked[WAYS][0] else len(ranked)
    found = [
        (cost, f"{one[at][1]} {two[place][1]}", one[at][2] + two[place][2]) for cost, at, place in ranked[:most]
    ]  # fmt: skip
    found.sort()
    return found[:WAYS]


@lru_cache(maxsize=65_536)
def ways(token: str, system: str) -> tuple[tuple[str, int], ...]:
    """The likeliest readings of a token in a system: syllables separated by a space, and what each costs."""
    return tuple((way, cost) for cost, way, _ in _ways(plain(token[:LONGEST]), system))


def spellings(token: str) -> tuple[tuple[str, int], ...]:
    """Letters by which families of this surname are known abroad, and what each costs."""
    return _surnames().get((plain(token), "spelling"), ())


def voiced(token: str, *, unspaced: bool) -> tuple[tuple[str, str, int], ...]:
    """What each voice is given to read: voice, signs, cost. Who writes no space in a name writes a Chinese name."""
    native, abroad = (0, UNLIKELY) if unspaced else (UNLIKELY // 3, 0)
    text = plain(token[:LONGEST])
    found: list[tuple[str, str, int]] = []
    for system, voice, other in (("mandarin", "hani", "hani_abroad"), ("cantonese", "hani_yue", "hani_yue_abroad")):
        here = _ways(text, system)
        found += [(voice, heard, cost + native) for cost, _, heard in here]
        if here:
            found.insert(len(found) - len(here) + 1, (other, here[0][2], here[0][0] + abroad))
    found += [("hang_native", heard, cost + native) for cost, _, heard in _ways(text, "korean")]
    found += [("latn", heard, cost + native + ELSEWHERE) for cost, _, heard in _ways(text, "vietnamese")]
    found += [("latn", letters, cost + native + ELSEWHERE) for letters, cost in spellings(token)]
    return tuple(found)
