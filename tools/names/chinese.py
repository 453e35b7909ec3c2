"""How characters are read in four systems, weighed for names: Unihan, rime-cantonese, and facts written for this product."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from math import exp
from pathlib import Path

from comity.names.han import signs
from comity.names.letters import letters_of
from comity.names.voice import spell, voice_of
from tools.names.em import learn
from tools.names.sources import Sources, lines
from tools.names.table import pack

FACTS = Path(__file__).parent / "facts"
Readings = dict[str, dict[str, float]]
_FIRST_FORM = 0.75
"""How much the first of several old forms of a simplified character counts."""
_GIVEN = 9
"""How much a reading known from given names counts beside dictionaries."""


class Forms:
    """Which plain form a character has, and which old forms a plain one has (OpenCC)."""

    def __init__(self, sources: Sources) -> None:
        """Read OpenCC's tables."""
        self.plain = {old: new.split()[0] for old, new in _unheaded(sources, "han/opencc_TSCharacters.tsv")}
        self.plain |= {"嶽": "岳", "曾": "曾", "乾": "乾", "沈": "沈"}
        self.old = {new: old.split() for new, old in _unheaded(sources, "han/opencc_STCharacters.tsv")}

    def of(self, text: str) -> str:
        """The text in plain forms."""
        return "".join(self.plain.get(char, char) for char in text)


def _unheaded(sources: Sources, name: str) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in sources.path(name).read_text("utf-8").splitlines() if "\t" in line]
    return [(row[0], row[1]) for row in rows]


def facts(kind: str, system: str) -> Readings:
    """Readings of surnames or of characters in given names, written for this product."""
    found: Readings = defaultdict(dict)
    for character, as_what, its_system, reading, weight in lines(FACTS / "readings.tsv"):
        if (as_what, its_system) == (kind, system):
            found[character][reading] = float(weight)
    return dict(found)


def _read(sources: Sources, name: str, change: Callable[[str], str]) -> Readings:
    found: Readings = defaultdict(dict)
    for character, reading, weight in lines(sources.path(f"han/{name}.tsv")):
        changed = change(reading)
        if changed:
            found[character][changed] = found[character].get(changed, 0.0) + float(weight)
    return found


def _on_plain(forms: Forms, read: Readings) -> Readings:
    """Readings of all old forms, on the plain form."""
    from_plain: dict[str, list[str]] = defaultdict(list)
    for character in read:
        from_plain[forms.of(character)].append(character)
    found: Readings = {}
    for character, given in from_plain.items():
        known = [old for old in forms.old.get(character, [character]) if old in read]
        if character in read and character not in known:
            known.append(character)
        known = known or given
        shares = [1.0] if len(known) == 1 else [_FIRST_FORM, *[(1 - _FIRST_FORM) / (len(known) - 1)] * (len(known) - 1)]
        weighed: Counter[str] = Counter()
        for old, share in zip(known, shares, strict=True):
            total = sum(read[old].values())
            for reading, weight in read[old].items():
                weighed[reading] += share * weight / total  # type: ignore[assignment]
        found[character] = dict(weighed)
    return found


def shares(weighed: Mapping[str, float], *, least: float = 0.02, most: int = 5) -> dict[str, float]:
    """The best readings as shares of 1, none below ``least``."""
    total = sum(weighed.values())
    kept = {one: max(weight / total, least) for one, weight in sorted(weighed.items(), key=lambda row: -row[1])[:most]}
    whole = sum(kept.values())
    return {one: share / whole for one, share in kept.items()}


def _with_given(found: Readings, system: str) -> Readings:
    for character, known in facts("given", system).items():
        found[character] = shares(
            {**found.get(character, {}), **{one: weight * _GIVEN for one, weight in known.items()}}
        )
    return found


@lru_cache(maxsize=1)
def mandarin(sources: Sources) -> Readings:
    """Toneless pinyin, v for ü."""
    read = _read(sources, "mandarin_pinyin", lambda one: one if re.fullmatch("[a-zv]+", one) else "")
    return _with_given({char: shares(weighed) for char, weighed in _on_plain(Forms(sources), read).items()}, "mandarin")


@lru_cache(maxsize=1)
def cantonese(sources: Sources) -> Readings:
    """Toneless jyutping."""
    read = _read(sources, "cantonese_jyutping", lambda one: re.sub("[^a-z]", "", one))
    return _with_given(
        {char: shares(weighed) for char, weighed in _on_plain(Forms(sources), read).items()}, "cantonese"
    )


def korean(sources: Sources) -> Readings:
    """Sino-Korean syllables, also as they are written at the beginning of a name (리 as 이, 라 as 나)."""
    found: Readings = {}
    for character, weighed in _on_plain(Forms(sources), _read(sources, "korean_unihan", str)).items():
        spoken: dict[str, float] = defaultdict(float)
        for syllable, weight in weighed.items():
            spoken[syllable] += weight
            first, vowel, rest = (
                (ord(syllable) - 0xAC00) // 588,
                (ord(syllable) - 0xAC00) // 28 % 21,
                (ord(syllable) - 0xAC00) % 28,
            )
            soft = vowel in {2, 6, 7, 12, 17, 20}  # ya yeo ye yo yu i
            if first == 5:
                spoken[chr(0xAC00 + ((11 if soft else 2) * 21 + vowel) * 28 + rest)] += 0.6 * weight
            elif first == 2 and vowel in {6, 12, 17, 20}:
                spoken[chr(0xAC00 + (11 * 21 + vowel) * 28 + rest)] += 0.5 * weight
        found[character] = shares(spoken)
    return found


def vietnamese_letters(text: str) -> str:
    """Letters a to z of Vietnamese."""
    return letters_of(text.replace("đ", "d").replace("Đ", "d"))


def _ending(reading: str) -> list[str]:
    """The other way to end it: ky and ki, ly and li are both written."""
    if len(reading) in {2, 3} and reading[-1] in "iy" and reading[-2] not in "aeuo":
        return [reading[:-1] + ("y" if reading[-1] == "i" else "i")]
    return []


def vietnamese(sources: Sources) -> Readings:
    """Sino-Vietnamese readings: Unihan mixes them with native words, which do not follow the Cantonese syllable as regularly."""
    read = _on_plain(Forms(sources), _read(sources, "vietnamese_unihan", vietnamese_letters))
    syllables = {
        char: max(sorted(weighed), key=lambda one: weighed[one]) for char, weighed in cantonese(sources).items()
    }
    seen: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for character, weighed in read.items():
        for reading, weight in weighed.items() if character in syllables else ():
            seen[syllables[character]][reading] += weight
    rows = sorted(
        (signs("cantonese", one), reading, weight) for one, all_of in seen.items() for reading, weight in all_of.items()
    )
    arcs = learn(
        [row[:2] for row in rows], widest=3, longest=4, weights=[row[2] for row in rows], rounds=12, discount=0.3
    )
    voice = voice_of("regular", pack(arcs))

    @cache
    def regular(syllable: str, reading: str) -> float:
        token = voice.read(signs("cantonese", syllable))
        spelled = spell(reading)
        likely = exp(min(0, voice.ratio(token, spelled) + voice.margin(spelled)) / 1000)
        return (seen[syllable].get(reading, 0.0) + 2 * likely) / (sum(seen[syllable].values()) + 2)

    found: Readings = {}
    for character in sorted(set(read) | set(syllables)):
        weighed = _weighed_regular(read.get(character, {}), syllables.get(character), seen, regular)
        if weighed:
            found[character] = shares(weighed, least=0.01, most=6)
    return found


def _weighed_regular(
    own: Mapping[str, float],
    syllable: str | None,
    seen: Mapping[str, Mapping[str, float]],
    regular: Callable[[str, str], float],
) -> dict[str, float]:
    if syllable is None:
        return dict(own)
    total = sum(own.values()) or 1.0
    weighed = {one: weight / total * (regular(syllable, one) + 0.01) for one, weight in own.items()}
    whole = sum(weighed.values())
    found = {one: 0.85 * weight / whole for one, weight in weighed.items()} if whole else {}
    rest = 0.15 if found else 1.0
    others = sorted(((regular(syllable, one), one) for one in seen.get(syllable, {})), reverse=True)[:3]
    for weight, one in others:
        found[one] = found.get(one, 0.0) + rest * weight / sum(other[0] for other in others)
    for one, weight in list(found.items()):
        for ending in _ending(one):
            found[ending] = found.get(ending, 0.0) + 0.4 * weight
    return found
