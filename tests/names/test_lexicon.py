"""What is written down of parts many at once is what their voices, asked one by one, make of each."""

import random
from pathlib import Path

import numpy as np
import pytest

from comity.names import familiar, kernel, views
from comity.names.deaf import sounds_of
from comity.names.facts import (
    BAG,
    FACTS,
    INITIALS,
    KNOWN,
    LEAST,
    LETTER_AT,
    LETTER_COUNT,
    ORDER,
    READING_AT,
    READING_COUNT,
    READINGS,
    SEX,
    SOUNDS_LEAST,
    SOUNDS_MOST,
    VIEW_AT,
    VIEW_COUNT,
    WORD,
)
from comity.names.lexicon import Lexicon, Words
from comity.names.parts import Part, prepare
from comity.names.sound import heard, signs_of
from comity.names.voice import load_voice, spell

TEXTS = [
    "محمد", "الشهري", "Արամ", "রহিম", "Иван Щербаков", "राम", "አበበ", "გიორგი", "Γιώργος", "રમેશ", "ਸਿੰਘ", "김민수", "한", "陈伟", "歐陽娜娜",
    "單志", "王", "克里斯蒂安", "משה", "さくら", "タロウ", "សុខា ហ៊ុន", "ರಮೇಶ", "ສົມພອນ", "രാജൻ", "အောင်", "ରମେଶ", "කුමාර", "குமார்", "రమేష్", "สมชาย",
    "བསྟན་འཛིན", "ᠮᠣᠩᠭᠣᠯ", "☃", "ᐃᓄᒃ", "𠮷野", "я" * 60, "الله",
]  # fmt: skip
LATIN = ["maria", "john", "mohammed", "qwrtz", "a", "x" * 60, "ng"]
Ends = tuple[int, int]


def ends_of(some: list[bytes]) -> Ends:
    columns = list(zip(*some, strict=True)) or [(0,)] * 8
    least, most = (int.from_bytes(bytes(map(pick, columns)), "little") for pick in (min, max))
    return least, most


def sounds(letters: str) -> bytes:
    return int(sounds_of(np.array([ord(letter) - 96 for letter in letters], np.int32))).to_bytes(8, "little")


def expected(part: Part) -> tuple[list[tuple[object, ...]], list[tuple[int, str]], int, Ends]:
    """Views, readings with their cost, initials and the range of consonants of a part."""
    found: list[tuple[object, ...]] = []
    costs: dict[str, int] = {}
    ranges: list[bytes] = []
    for voice, signs, cost in signs_of(part.script, part.native, unspaced=part.unspaced):
        if not signs:
            continue
        reader, token = load_voice(voice), heard(voice, signs)
        read = reader.readings(token, READINGS)
        spellings = [(letters, log) for letters, log in read if letters]
        own = max((reader.ratio(token, spell(letters)) for letters, _ in spellings), default=0)
        for letters, log in spellings:
            costs[letters] = min(costs.get(letters, cost - log), cost - log)
        ends = ends_of([sounds(letters) for letters, _ in spellings])
        ranges += [end.to_bytes(8, "little") for end in ends]
        share = views._OFTEN.get(voice, views.OFTEN)
        enough = max(LEAST, own * share // 1_000)
        found.append(
            (
                voice,
                cost,
                enough,
                voice in views._OFTEN,
                token.symbols.tolist(),
                own + 500 - cost,
                (*ends, *letters_of([letters for letters, _ in read])),
            )
        )
    best = sorted((cost, letters) for letters, cost in costs.items())[:3]
    return found, best, sum({1 << ord(letters[0]) - 96 for letters in costs}), ends_of(ranges)


def letters_of(spellings: list[str]) -> list[int]:
    """The bag of letters of each spelling, and their lengths, a byte for each."""
    bags = [kernel.bag_of(np.array([ord(letter) - 96 for letter in letters], np.int32)) for letters in spellings]
    lengths = sum(len(letters) << 8 * rank for rank, letters in enumerate(spellings))
    return [*map(int, bags), *[0] * (READINGS - len(spellings)), lengths]


def written(lexicon: Lexicon, number: int) -> tuple[list[tuple[object, ...]], list[tuple[int, str]], int, Ends]:
    words, fact = lexicon.words, lexicon.words.facts[number]
    names = list(lexicon.chorus.places)
    found: list[tuple[object, ...]] = []
    for view in range(fact[VIEW_AT], fact[VIEW_AT] + fact[VIEW_COUNT]):
        voice, cost, enough, regular, _, at, count, most = words.views[view].tolist()
        signs, ends = words.signs[at : at + count].tolist(), tuple(words.heard[view].tolist())
        found.append((names[voice], cost, enough, bool(regular), signs, most, ends))
    best = []
    for cost, at, count in words.readings[fact[READING_AT] : fact[READING_AT] + fact[READING_COUNT]].tolist():
        best.append((cost, "".join(chr(96 + code) for code in words.letters[at : at + count].tolist())))
    mark = words.marks[number].tolist()
    return found, best, int(fact[INITIALS]), (mark[SOUNDS_LEAST], mark[SOUNDS_MOST])


def parts_of(texts: list[str]) -> list[Part]:
    return list(dict.fromkeys(part for text in texts for part in prepare(text).parts if part.script != "Latn"))


def test_parts_are_heard_as_their_voices_hear_them() -> None:
    parts, lexicon = parts_of(TEXTS), Lexicon()
    numbers = np.array([lexicon.number(part) for part in parts])
    lexicon.ready(numbers[::3])
    lexicon.ready(numbers)
    for part, number in zip(parts, numbers.tolist(), strict=True):
        assert written(lexicon, number) == expected(part), part


def test_invented_people_are_heard_as_their_voices_hear_them(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from comity.screening.invented import write_register

    write_register(tmp_path / "register.parquet", 400, seed=5)
    parts = parts_of(parquet.read_table(tmp_path / "register.parquet")["name"].to_pylist())
    lexicon = Lexicon()
    numbers = np.array([lexicon.number(part) for part in parts])
    lexicon.ready(numbers)
    for part, number in random.Random(1).sample(list(zip(parts, numbers.tolist(), strict=True)), 120):
        assert written(lexicon, number) == expected(part), part


def test_latin_words_are_written_down_with_what_is_known_of_them() -> None:
    lexicon = Lexicon()
    numbers = lexicon.numbers([("Latn", word, False) for word in LATIN])
    assert numbers == list(range(len(LATIN)))
    words = lexicon.words
    for number, word in zip(numbers, LATIN, strict=True):
        codes = np.array([ord(letter) - 96 for letter in word[:48]], np.int32)
        fact, mark = words.facts[number], words.marks[number]
        assert words.letters[fact[LETTER_AT] : fact[LETTER_AT] + fact[LETTER_COUNT]].tolist() == codes.tolist()
        assert (fact[KNOWN], fact[SEX]) == (familiar.information(word), familiar.sex(word))
        assert (fact[INITIALS], fact[VIEW_AT]) == (1 << int(codes[0]), 0)
        assert mark[WORD] == familiar.word_hash(word)
        assert mark[BAG] == kernel.bag_of(codes)
        assert mark[SOUNDS_MOST] == mark[SOUNDS_LEAST] == sounds_of(codes)
    assert len(set(words.marks[:, ORDER].tolist())) == len(LATIN)


def test_the_order_of_names_is_the_same_in_every_process() -> None:
    lexicon = Lexicon()
    number = lexicon.number(Part("Anna", "anna", "Latn", "anna"))
    assert lexicon.words.marks[number, ORDER] == 13_713_979_632_812_040_278


def test_parts_given_late_stand_behind_the_others() -> None:
    lexicon, parts = Lexicon(), parts_of(TEXTS)
    first = [lexicon.number(part) for part in parts[:5]]
    before: Words = lexicon.words
    assert before.facts.shape == (5, FACTS)
    kept = before.facts.copy()
    assert [lexicon.number(part) for part in parts][:5] == first
    assert lexicon.words.facts[:5].tolist() == kept.tolist()
    assert [lexicon.number(part) for part in lexicon.parts(range(len(lexicon)))] == list(range(len(lexicon)))
