"""Skeletons: which spellings meet, and that no text breaks them."""

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names.parts import Part, prepare
from comity.names.skeleton import COARSE_BITS, WAYS, Shelf, Skeletons, exact_code, extended, skeletons

SIGNS = "-ptkrn"
TEXT = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("陈伟明欧阳修김정은សុខាហ៊ុនสมชายИванأحمدjxvhs'- .\u200b\u200d\u0e33\ufdfa\ud800")
    ),
    max_size=40,
)


def words(*texts: str) -> list[Part]:
    return [part for text in texts for part in prepare(text).parts]


def shown(code: int) -> str:
    return "".join(SIGNS[code >> COARSE_BITS * at & 7] for at in range(3) if code >> COARSE_BITS * at & 7)


def ways(text: str) -> list[list[str]]:
    return [[shown(code) for code in row if code >= 0] for row in skeletons(words(text)).coarse.tolist()]


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("Mohammed", ["nt"]),
        ("Muhamad", ["nt"]),
        ("Shevchenko", ["tpt"]),
        ("Schewtschenko", ["tnk"]),
        ("Philip", ["prp"]),
        ("Ouyang", ["n"]),
        ("Aya", [""]),
        ("Xi", ["t"]),
        ("Alexei", ["rkt", "rt"]),
        ("Jong", ["kn", "n"]),
        ("Chvn", ["tn"]),
        ("Ivanov", ["pnp"]),
        ("Lv", ["r"]),
    ],
)
def test_the_sounds_of_latin_letters(word: str, sounds: list[str]) -> None:
    assert ways(word) == [sounds]


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("محمد", "Mohammed"),
        ("Иванов", "Ivanov"),
        ("陈", "Chen"),
        ("陈", "Tran"),
        ("김", "Kim"),
        ("伟明", "Weiming"),
        ("ケラー", "Keller"),
        ("राम", "Ram"),
        ("Σωκράτης", "Sokratis"),
    ],
)
def test_a_native_word_and_its_spelling_share_a_way(native: str, latin: str) -> None:
    own = skeletons([Part(native, prepare(native).parts[0].native, prepare(native).script, "", unspaced=True)])
    assert ways(latin)[0][0] in [shown(code) for code in own.coarse[0].tolist() if code >= 0]


def test_ways_stand_in_the_order_of_their_chances() -> None:
    found = skeletons(words("محمد عبدالرحمن", "陈伟明", "김정은", "Иванов", "Jong Alexei"))
    for codes, chances in zip(found.coarse.tolist(), found.chances.tolist(), strict=True):
        kept = [chance for code, chance in zip(codes, chances, strict=True) if code >= 0]
        assert kept == sorted(kept, reverse=True)
        assert len({code for code in codes if code >= 0}) == len(kept) > 0


def test_the_fine_code_tells_more_apart() -> None:
    found = skeletons(words("Peter", "Fedor", "Keller", "Kerrel"))
    assert found.coarse[0, 0] == found.coarse[1, 0]
    assert found.fine[0] != found.fine[1]
    assert found.fine[2] != found.fine[3]


def test_two_words_read_as_one() -> None:
    for first, second in (("Wei", "Ming"), ("Chen", "Nan"), ("Abdul", "Rahman"), ("A", "O")):
        one, two, both = skeletons(words(f"{first} {second} {first}{second.lower()}")).coarse[:, 0].tolist()
        assert extended(np.int64(one), np.int64(two)) == both


def test_a_word_has_the_same_codes_in_any_company() -> None:
    alone = skeletons(words("김정은"))
    together = skeletons([*words("Иванов", "陈伟明", "Chen Weiming"), *words("김정은")])
    for field in Skeletons.__dataclass_fields__:
        assert np.array_equal(getattr(alone, field), getattr(together, field)[-2:])


def test_a_shelf_makes_only_what_is_asked_for() -> None:
    parts, made = words("Иванов", "陈伟明", "Chen Weiming"), list[int]()

    def give(numbers: Iterable[int]) -> list[Part]:
        held = list(numbers)
        made.extend(held)
        return [parts[number] for number in held]

    shelf = Shelf(give)
    shelf.of(np.array([1], np.int32))
    asked = np.array([4, 1, 1, 2], np.int32)
    found, whole = shelf.of(asked), skeletons(parts)
    assert made == [1, 2, 4]
    for field in Skeletons.__dataclass_fields__:
        assert np.array_equal(getattr(found, field)[asked], getattr(whole, field)[asked])
    assert not found.exact[[0, 3]].any()
    assert np.array_equal(shelf.of(np.arange(len(parts))).exact[: len(parts)], whole.exact)


def test_exact_codes_are_of_the_written_form() -> None:
    assert exact_code("陈") == exact_code("陈") != exact_code("陳")


@settings(deadline=None)
@given(st.lists(TEXT, max_size=4))
def test_any_text_has_codes(texts: list[str]) -> None:
    parts = words(*texts)
    found = skeletons(parts)
    assert found.coarse.shape == found.chances.shape == (len(parts), WAYS)
    assert (found.coarse < 1 << 3 * COARSE_BITS).all()
    assert (found.fine >= 0).all()
    assert np.array_equal(found.coarse, skeletons(parts).coarse)
