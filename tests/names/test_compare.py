"""Names: order, script, symmetry, sums, and that no vowel is ever lost."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names import Comparison, Name, compare, compare_prepared, explanations, prepare, search_key, search_keys

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
        ("陈伟明", "Chen Weiming", 940),
        ("陈伟明", "Weiming Chen", 900),
        ("陈伟明", "CHEN, Wei Ming", 940),
        ("陈伟明", "Wei-Ming CHEN", 900),
        ("陈伟明", "chenweiming", 940),
        ("陈伟明", "陳偉明", 890),
        ("欧阳修", "Ouyang Xiu", 940),
        ("曾明", "Zeng Ming", 940),
        ("សុខា", "Sokha", 940),
        ("ហ៊ុន សែន", "Hun Sen", 700),
        ("สมชาย", "Somchai", 700),
        ("Иван Петров", "Petrov, Ivan", 900),
        ("O'Brien, Seán", "Sean OBrien", 900),
        ("J. Smith", "John Smith", 700),
    ],
)
def test_the_same_person_in_two_spellings(a: str, b: str, least: int) -> None:
    assert compare(a, b).score_millis >= least


@pytest.mark.parametrize(
    ("a", "b", "most"),
    [
        ("Chen Weiming", "Li Na", 100),
        ("陈伟明", "Li Na", 100),
        ("Li Wu", "Lu Wu", 600),
        ("ហ៊ុន សែន", "ហុន សែន", 960),
        ("陈伟明", "王丽", 100),
        ("Ivan Petrov", "Somchai Boonmee", 200),
    ],
)
def test_other_people(a: str, b: str, most: int) -> None:
    assert compare(a, b).score_millis <= most


def test_leaving_a_part_out_costs_less_than_contradicting_it() -> None:
    whole = "Anna Maria Keller"
    assert compare(whole, "Anna Maria Keller").score_millis == 1000
    assert compare(whole, "Anna Keller").score_millis > compare(whole, "Anna Sofia Keller").score_millis + 50


def test_evidence_names_both_parts_and_says_why() -> None:
    found = compare("陈伟明", "Wei Ming Chen")
    assert found.method == "baseline-1"
    assert found.scripts == ("Hani", "Latn")
    assert {(part.a, part.b) for part in found.evidence if part.b} == {("陈", "Chen"), ("伟明", "Wei Ming")}
    assert all(part.explanation == explanations()[part.feature] for part in found.evidence)
    assert total(found) == found.score_millis
    assert found.score == found.score_millis / 1000


def test_nothing_in_nothing_out() -> None:
    for empty in ("", " ", "--", "\u200b", "\ud800"):
        assert compare(empty, "Anna").score_millis == 0
        assert compare(empty, empty).score_millis == 0
        assert search_key(empty) == ""


def test_a_name_object_and_its_text_are_the_same_question() -> None:
    assert compare(Name("Anna Keller", kind="alias"), "Anna Keller") == compare("Anna Keller", "Anna Keller")


@pytest.mark.parametrize(("first", "last"), [(0x0E01, 0x0E4E), (0x1780, 0x17D3), (0x1000, 0x103E), (0x0915, 0x094F)])
def test_no_vowel_sign_is_lost(first: int, last: int) -> None:
    base = chr(first)
    for point in range(first, last + 1):
        sign = chr(point)
        if unicodedata.category(sign) not in {"Mn", "Mc"}:
            continue
        kept = prepare(base + sign).parts[0].native
        assert kept == unicodedata.normalize("NFKC", base + sign), hex(point)
        assert compare(base + sign, base).score_millis < 1000, hex(point)


def test_two_strokes_and_one_for_a_khmer_vowel_are_the_same() -> None:
    assert compare("ក\u17be", "ក\u17c1\u17b8").score_millis == 1000


def test_a_khmer_word_space_does_not_change_a_name() -> None:
    assert compare("សុ\u200bខា", "សុខា").score_millis == 1000


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
@given(SCRIPT_TEXT)
def test_a_name_is_like_itself(text: str) -> None:
    found = compare(text, text)
    assert found.score_millis == (1000 if prepare(text).parts else 0)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=12))
def test_order_of_parts_costs_little(parts: list[str]) -> None:
    turned = parts[::-1]
    assert compare(" ".join(parts), " ".join(turned)).score_millis >= 980


@settings(max_examples=100, deadline=None)
@given(SCRIPT_TEXT, SCRIPT_TEXT)
def test_prepared_names_give_the_same_answer(a: str, b: str) -> None:
    assert compare_prepared(prepare(a), prepare(b)) == compare(a, b)


def test_a_very_long_name_is_bounded() -> None:
    long = " ".join(f"part{number}" for number in range(5000))
    assert len(prepare(long).parts) <= 16
    assert compare(long, long).score_millis == 1000


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("陈伟明", "Wei Ming Chen"),
        ("សុខា", "Sokha"),
        ("Иван Петров", "Iwan Petrow"),
        ("สมชาย", "Somchai"),
        ("محمد", "Mohamed"),
    ],
)
def test_search_keys_meet(a: str, b: str) -> None:
    assert set(search_keys(a)) & set(search_keys(b))
    assert search_key(a).split(" ") == list(search_keys(a))
