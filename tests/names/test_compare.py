"""Names: order, script, symmetry, sums, and that no vowel is ever lost."""

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from comity.names import Comparison, Name, compare, compare_prepared, explanations, prepare
from comity.names.alternatives import alternatives

INVISIBLE = {0x17B4, 0x17B5}
"""Two Khmer signs that show nothing and are not to be typed (The Unicode Standard, 16.4)."""

SCRIPT_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("陈伟明欧阳修김정은សុខាហ៊ុនสมชายИванأحمد'- .,\u200b\u200d\u0e33\ufdfa\ud800"),
    ),
    max_size=40,
)


def total(found: Comparison) -> int:
    return sum(part.millis for part in found.evidence)


@pytest.mark.parametrize(
    ("a", "b", "least"),
    [
        ("陈伟明", "Chen Weiming", 850),
        ("陈伟明", "Weiming Chen", 850),
        ("陈伟明", "CHEN, Wei Ming", 850),
        ("陈伟明", "Wei-Ming CHEN", 850),
        ("陈伟明", "chenweiming", 850),
        ("陈伟明", "陳偉明", 890),
        ("陈伟", "Tan Wee", 500),
        ("陈伟", "Trần Vĩ", 700),
        ("陈伟", "Чэнь Вэй", 800),
        ("习近平", "Xi Jinping", 850),
        ("김정은", "Kim Jong Un", 800),
        ("山田太郎", "Yamada Taro", 500),
        ("محمد علي", "Mohamed Ali", 850),
        ("欧阳修", "Ouyang Xiu", 850),
        ("曾明", "Zeng Ming", 850),
        ("សុខា", "Sokha", 850),
        ("ហ៊ុន សែន", "Hun Sen", 700),
        ("สมชาย", "Somchai", 700),
        ("Иван Петров", "Petrov, Ivan", 850),
        ("O'Brien, Seán", "Sean OBrien", 850),
        ("J. Smith", "John Smith", 600),
    ],
)
def test_the_same_person_in_two_spellings(a: str, b: str, least: int) -> None:
    assert compare(a, b).score_millis >= least


@pytest.mark.parametrize(
    ("a", "b", "most"),
    [
        ("Chen Weiming", "Li Na", 150),
        ("陈伟明", "Li Na", 100),
        ("Li Wu", "Lu Wu", 800),
        ("ហ៊ុន សែន", "ហុន សែន", 900),
        ("陈伟明", "王丽", 100),
        ("Ivan Petrov", "Somchai Boonmee", 200),
    ],
)
def test_other_people(a: str, b: str, most: int) -> None:
    assert compare(a, b).score_millis <= most


def test_leaving_a_part_out_costs_less_than_contradicting_it() -> None:
    whole = "Anna Maria Keller"
    assert compare(whole, whole).points > compare(whole, "Anna Keller").points
    assert compare(whole, "Anna Keller").points > compare(whole, "Anna Sofia Keller").points + 500


def test_evidence_names_both_parts_and_says_why() -> None:
    found = compare("陈伟明", "Wei Ming Chen")
    assert found.scripts == ("Hani", "Latn")
    assert {(part.a, part.b) for part in found.evidence if part.b} == {("陈", "Chen"), ("伟明", "Wei Ming")}
    assert all(part.explanation == explanations()[part.feature] for part in found.evidence)
    assert total(found) == found.score_millis
    assert sum(part.points for part in found.evidence) == found.points
    assert found.score == found.score_millis / 1000


def test_nothing_in_nothing_out() -> None:
    for empty in ("", " ", "--", "\u200b", "\ud800"):
        assert compare(empty, "Anna").score_millis == 0
        assert compare(empty, empty).score_millis == 0


def test_a_name_object_and_its_text_are_the_same_question() -> None:
    assert compare(Name("Anna Keller", kind="alias"), "Anna Keller") == compare("Anna Keller", "Anna Keller")


@pytest.mark.parametrize(("first", "last"), [(0x0E01, 0x0E4E), (0x1780, 0x17D3), (0x1000, 0x103E), (0x0915, 0x094F)])
def test_no_vowel_sign_is_lost(first: int, last: int) -> None:
    base = chr(first)
    for point in range(first, last + 1):
        sign = chr(point)
        if unicodedata.category(sign) not in {"Mn", "Mc"} or point in INVISIBLE:
            continue
        kept = prepare(base + sign).parts[0].native
        assert kept == unicodedata.normalize("NFKC", base + sign), hex(point)
        assert compare(base + sign, base).points < compare(base + sign, base + sign).points, hex(point)


def test_two_strokes_and_one_for_a_khmer_vowel_are_the_same() -> None:
    assert compare("ក\u17be", "ក\u17c1\u17b8").points == compare("ក\u17be", "ក\u17be").points


def test_a_khmer_word_space_does_not_change_a_name() -> None:
    assert compare("សុ\u200bខា", "សុខា").points == compare("សុខា", "សុខា").points


@settings(max_examples=300, deadline=None)
@given(SCRIPT_TEXT, SCRIPT_TEXT)
def test_any_two_texts(a: str, b: str) -> None:
    there, back = compare(a, b), compare(b, a)
    assert 0 <= there.score_millis <= 1000
    assert total(there) == there.score_millis
    assert there.score_millis == back.score_millis
    assert there.scripts == back.scripts[::-1]
    assert sorted((part.a, part.b, part.feature, part.millis) for part in there.evidence) == sorted(
        (part.b, part.a, part.feature, part.millis) for part in back.evidence
    )


@settings(max_examples=200, deadline=None)
@given(SCRIPT_TEXT, SCRIPT_TEXT)
def test_nothing_is_more_like_a_name_than_itself(text: str, other: str) -> None:
    one = prepare(text)
    if one.parts:
        assert compare_prepared(one, one).points >= compare_prepared(one, prepare(other)).points


@settings(max_examples=100, deadline=None)
@example(["aaa", "aaaa"])
@given(st.lists(st.text("abcdefgh", min_size=3, max_size=8), min_size=2, max_size=6, unique=True))
def test_order_of_parts_costs_little(parts: list[str]) -> None:
    whole, turned = " ".join(parts), " ".join(parts[::-1])
    assert compare(whole, turned, "person").points >= compare(whole, whole, "person").points - 500


@settings(max_examples=100, deadline=None)
@given(SCRIPT_TEXT, SCRIPT_TEXT)
def test_prepared_names_give_the_same_answer(a: str, b: str) -> None:
    assume(alternatives(a) == (a,) and alternatives(b) == (b,))  # of a field with several names, the best two count
    assert compare_prepared(prepare(a), prepare(b)).points == compare(a, b, "person").points


def test_a_very_long_name_is_bounded() -> None:
    long = " ".join(f"part{number}" for number in range(5000))
    assert len(prepare(long).parts) <= 16
    assert compare(long, long).score_millis > 800
