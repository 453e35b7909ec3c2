"""Pairs of names in two scripts to learn weights from: made of words that no voice has learned from.

Names are put together from held-out words (see ``held``): turned, with parts left out, against a random and the nearest other
name, and against relatives, who share all parts but one. Chinese names are drawn from surnames and characters by frequency.
"""

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from comity.names.letters import letters_of
from comity.names.parts import Part, prepare
from tools.names.lists import rows

Pair = tuple[str, str, bool]
"""Latin name, native name, whether they are one name."""
SEED = 7
_SPLIT = re.compile(r"[\s\-,.·・=＝/]+")
_GEONAMES = {"cyrl": "cyrillic", "kana": "kana", "hebr": "hebrew", "hang": "hangul"}
_WIKIDATA = {"cyrl": "ru", "arab": "ar", "kana": "ja", "hani_abroad": "zh"}
_FULL = {"hebr": {"he", "wd_hebrew"}, "hang": {"ko", "wd_korean"}}


def held(letters: str) -> bool:
    """Every tenth word, by a hash of its letters, is kept from all learning of voices."""
    return zlib.crc32(f"h{letters}".encode()) % 10 == 0


def _full(training: Path, voice: str) -> Iterator[tuple[str, str]]:
    for language, latin, native in rows(training / "xs_train_fullnames_ko_he_cc0.tsv.gz"):
        if language in _FULL.get(voice, ()):
            yield latin, native


def _named(sources: Path, training: Path, voice: str) -> Iterator[tuple[str, str]]:
    """Names and place names as (Latin, native) for a voice."""
    if voice in _WIKIDATA:
        for language, latin, native in rows(training / "xs_train_wikidata_cc0.tsv.gz"):
            if language == _WIKIDATA[voice]:
                yield latin, native
    if voice in _FULL:
        yield from ((latin, native) for latin, native in _full(training, voice) if " " in native)
    if voice == "arab":
        for name in ("arabic_namerom_units", "arabic_namerom_full"):
            yield from ((latin, native) for native, latin, _ in rows(sources / "pairs" / f"{name}.tsv"))
    other = {"khmr": ("khmer_namefst", {"main"}), "thai": ("thai_persons_rtgs", {"person_first", "person_last"})}
    if voice in other:
        name, kinds = other[voice]
        yield from ((latin, native) for native, latin, kind in rows(sources / "pairs" / f"{name}.tsv") if kind in kinds)


def _words(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.kind == "word"]


def held_words(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Held-out words as (Latin, native), each once, where both names have as many parts."""
    found = dict.fromkeys(
        (ours.letters, theirs.native)
        for latin, native in named
        if any(held(letters_of(token)) for token in _SPLIT.split(latin))
        for left, right in [(_words(prepare(latin).parts), _words(prepare(native).parts))]
        if len(left) == len(right)
        for ours, theirs in zip(left, right, strict=True)
        if 2 <= len(ours.letters) <= 16 and held(ours.letters)
    )
    return list(found)


# -- names made of words


def _against(names: Sequence[tuple[str, str]], draw: random.Random) -> Iterator[Pair]:
    """Each Latin name against a random other native name and that of the nearest other Latin name."""
    latin = [name for name, _ in names]
    for name, _ in names:
        other = draw.randrange(len(names))
        if letters_of(latin[other]) != letters_of(name):
            yield name, names[other][1], False
        near = process.extract(name, latin, scorer=fuzz.ratio, limit=5)
        found = next((to for _, _, to in near if letters_of(latin[to]) != letters_of(name)), None)
        if found is not None:
            yield name, names[found][1], False


def strangers(words: Sequence[tuple[str, str]], count: int, draw: random.Random) -> Iterator[Pair]:
    """Names of one to three words, some turned, some with a word left out, against themselves and others."""
    names = []
    for _ in range(count):
        drawn = [draw.choice(words) for _ in range(draw.choice((2, 2, 2, 3, 1)))]
        names.append((" ".join(latin for latin, _ in drawn), " ".join(native for _, native in drawn)))
    for latin, native in names:
        parts = latin.split()
        if draw.random() < 0.15 and len(parts) > 1:
            parts = parts[1:] + parts[:1]
        if draw.random() < 0.08 and len(parts) > 2:
            del parts[1]
        yield " ".join(parts), native, True
    yield from _against(names, draw)


def relatives(words: Sequence[tuple[str, str]], count: int, draw: random.Random) -> Iterator[Pair]:
    """Long names, turned and shortened, against themselves and against a relative: another word in one place."""
    for _ in range(count):
        drawn = [draw.choice(words) for _ in range(draw.choice((3, 3, 4, 5, 6)))]
        native = " ".join(sign for _, sign in drawn)
        own = drawn[1:] + drawn[:1] if draw.random() < 0.3 else list(drawn)
        if draw.random() < 0.3 and len(drawn) > 3:
            del own[draw.randrange(1, len(own))]
        yield " ".join(word for word, _ in own), native, True
        other = list(drawn)
        place = draw.choice((0, 0, 0, draw.randrange(len(drawn))))
        other[place] = draw.choice(words) if draw.random() < 0.5 else _near(drawn[place], words, draw)
        if draw.random() < 0.3 and len(drawn) > 3:
            del other[-1]
        yield " ".join(word for word, _ in other), native, other == drawn


def _near(word: tuple[str, str], words: Sequence[tuple[str, str]], draw: random.Random) -> tuple[str, str]:
    some = draw.sample(words, min(300, len(words)))
    near = process.extract(word[0], [latin for latin, _ in some], scorer=fuzz.ratio, limit=3)
    return next((some[at] for _, _, at in near if some[at][1] != word[1]), draw.choice(words))


def whole(named: Iterable[tuple[str, str]], count: int, draw: random.Random) -> Iterator[Pair]:
    """Whole names of the list that were held out, against themselves and others."""
    names = [(latin, native) for latin, native in named if held(letters_of(latin))]
    draw.shuffle(names)
    del names[count:]
    yield from ((latin, native, True) for latin, native in names)
    yield from _against(names, draw)


# -- Chinese names, by frequency


def _readings(path: Path, *, most: int = 3) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for char, reading, weight in rows(path):
        found[char].append((letters_of(reading), float(weight)))
    return {char: sorted(known, key=lambda one: -one[1])[:most] for char, known in found.items()}


def chinese(sources: Path, count: int, draw: random.Random) -> Iterator[Pair]:
    """Chinese names in pinyin, Wade-Giles and Hong Kong spellings, in plain or traditional characters."""
    han = sources / "han"
    systems = {
        name: _readings(han / f"{name}.tsv") for name in ("mandarin_pinyin", "mandarin_wadegiles", "cantonese_hkgov")
    }
    known = _readings(han / "surnames_hongkong_authored.tsv")
    surnames = [
        (char, float(share)) for char, _, share in rows(han / "surnames_freq_faker_zh_CN.tsv") if len(char) == 1
    ]
    given = [char for char, _ in rows(han / "givenname_chars_faker.tsv")]
    full = {line[0]: line[1].split()[0] for line in rows(han / "opencc_STCharacters.tsv") if len(line) > 1}
    names: list[tuple[str, str]] = []
    while len(names) < count:
        chars = [
            draw.choices(*zip(*surnames, strict=True))[0],
            *(draw.choice(given) for _ in range(draw.choice((1, 2, 2, 2)))),
        ]
        system = draw.choice(
            ("mandarin_pinyin", "mandarin_pinyin", "mandarin_wadegiles", "cantonese_hkgov", "cantonese_hkgov")
        )
        written = [full.get(char, char) for char in chars]
        readings = [_spelled(systems[system], char, other) for char, other in zip(chars, written, strict=True)]
        if system == "cantonese_hkgov":
            readings[0] = known.get(written[0], readings[0])
        if not all(readings):
            continue
        spelled = [draw.choices(*zip(*reading, strict=True))[0].title() for reading in readings]
        names.append((_laid_out(spelled, system, draw), "".join(chars if draw.random() < 0.5 else written)))
    yield from ((latin, native, True) for latin, native in names)
    yield from _against(names, draw)


def _spelled(system: dict[str, list[tuple[str, float]]], plain: str, full: str) -> list[tuple[str, float]]:
    return system.get(plain) or system.get(full) or []


def _laid_out(spelled: list[str], system: str, draw: random.Random) -> str:
    surname, *given = spelled
    if system == "mandarin_pinyin":
        name = "".join(given).title()
        return f"{surname} {name}" if draw.random() < 0.5 else f"{name} {surname}"
    return f"{surname} {('-' if system == 'mandarin_wadegiles' else ' ').join(given)}"


def pairs(sources: Path, training: Path, voices: Iterable[str]) -> dict[str, list[Pair]]:
    """All sets by name: one for each voice that has words to learn from, and one of Chinese names."""
    found: dict[str, list[Pair]] = {}
    for voice in voices:
        draw = random.Random(f"{SEED} {voice}")
        words = held_words(_named(sources, training, voice))
        found[voice] = [*strangers(words, 500, draw)]
        if voice != "hani_abroad":
            found[voice] += relatives(words, 250, draw)
        if voice in _FULL:
            found[voice] += whole(
                ((latin, native) for latin, native in _full(training, voice) if " " in native), 300, draw
            )
        if voice == "arab":
            named = ((latin, native) for native, latin, _ in rows(sources / "pairs" / "arabic_namerom_full.tsv"))
            found[voice] += whole(named, 400, draw)
    draw = random.Random(f"{SEED} native")
    short = [(latin, native) for latin, native in _full(training, "hang") if " " not in native and len(native) <= 4]
    found["hang_native"] = list(whole(short, 400, draw))
    found["hani"] = list(chinese(sources, 700, draw))
    return found
