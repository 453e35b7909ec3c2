"""Normal forms: what looks the same is the same, what looks different stays different, and no vowel is lost."""

import gzip
import unicodedata
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names.encoding import settled
from comity.names.normal import normalise, tokens, visible

ROOT = Path(__file__).parents[2]
KHMER_BASE, KHMER_VOWEL = "កខគឃងចជញដណតថទនបពភមយរលវសហអ", "ាិីឹឺុូួើឿៀេែៃោៅ"
THAI_BASE = "กขคงจชดตทนบปพมยรลวสหอ"
SCRIPTS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x980, max_codepoint=0x17FF, exclude_categories=["Cn", "Cs"]),
        st.sampled_from("กนำ้่ัิีเแາໍ້ກឹុ៊៉្ិើោេសរកးေ့်ျြွှာိ"),
    ),
    max_size=24,
)

UNJOINED = st.text(alphabet=st.sampled_from("กนรำ้่๊ัิีุแเาກນໍ້່ິັຸເແຳာကမေ့်ျြွှိီုံး"), min_size=1, max_size=16)
"""Thai, Lao and Burmese, where marks only change places."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ស្ត្រី", "ស្រ្តី"),  # coeng ro before and after coeng ta
        ("ស៊ុន", "សុ៊ន"),  # shifter and vowel in either order
        ("ហ៊ី", "ហុី"),  # a shifter under a high vowel looks like u
        ("ប៉ី", "បុី"),
        ("កោ", "កេា"),  # oo in two strokes, in either order
        ("កោ", "កាេ"),
        ("កើ", "កេី"),
        ("កើ", "កីេ"),
        ("ខ្ដៅ", "ខ្តៅ"),  # da and ta below the line are drawn alike
        ("សុំ", "សំុ"),
        ("សុខា", "សុ\u200bខា"),
        ("សុខា", "សុ\u200cខា"),
        ("សុខា", "សុខា\u200d"),
        ("សុខា", "ស\u17b4ុខា"),  # an inherent vowel, for which nothing is drawn
        ("ឱ", "ឲ"),
        ("น้ำ", "นํ้า"),  # am in one stroke and in two, the tone before or between
        ("น้ำ", "น้ํา"),
        ("ก่ำ", "กํ่า"),
        ("ที่", "ท่ี"),
        ("กั้น", "ก้ัน"),
        ("แก้ว", "เเก้ว"),  # ae as twice e
        ("ที่", "ที่่"),  # a tone mark that covers its twin
        ("ฤๅ", "ฤา"),
        ("ນ້ຳ", "ນໍ້າ"),
        ("ນ້ຳ", "ນ້ໍາ"),
        ("ທີ່", "ທ່ີ"),
        ("ແກ້ວ", "ເເກ້ວ"),
        ("ໜອງ", "ຫນອງ"),
        ("ໝາ", "ຫມາ"),
        ("မြို့", "မြ့ို"),
        ("ကျွန်", "ကွျန်"),
        ("ဉ်", "ဥ်"),
        ("রত্না", "রৎনা"),
        ("അവൻ", "അവന്"),
    ],
)
def test_what_looks_the_same_is_the_same(typed, meant):
    assert normalise("".join(tokens(visible(typed)))) == normalise("".join(tokens(visible(meant))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ហ៊ុន", "ហុន"),
        ("ស៊ី", "សី"),
        ("កា", "កំ"),
        ("សុខ", "សូខ"),
        ("ដា", "តា"),
        ("ចន្ទ", "ចន្ត"),
        ("ยา", "ย่า"),
        ("ดี", "ดิ"),
        ("กำ", "กา"),
        ("เก", "แก"),
        ("ນາ", "ນຳ"),
        ("ທີ", "ທິ"),
        ("ကျ", "ကြ"),
        ("မိ", "မီ"),
        ("রত", "রৎ"),
        ("कि", "की"),
    ],
)
def test_what_looks_different_stays_different(one, other):
    assert normalise(one) != normalise(other)


@given(SCRIPTS)
def test_normal_form_is_settled(text):
    once = normalise(text)
    assert normalise(once) == once
    assert settled(settled(text)) == settled(text)


@given(UNJOINED)
@settings(max_examples=300)
def test_no_mark_is_lost_but_a_covered_twin(text):
    kept = unicodedata.normalize("NFKC", text)
    vowels = {char for char in kept if unicodedata.category(char) in {"Mn", "Mc"}}
    joined = {
        "\u0e32",
        "\u0e4d",
        "\u0ecd",
        "\u0eb2",
        "\u09cd",
        "\u0d4d",
    }  # what strokes and letters are taken apart into
    assert vowels - {"\u0e33", "\u0eb3"} <= set(settled(kept)) | joined


@given(st.lists(st.tuples(st.sampled_from(KHMER_BASE), st.sampled_from(KHMER_VOWEL)), min_size=1, max_size=6))
def test_khmer_syllables_with_one_vowel_are_told_apart(syllables):
    text = "".join(base + vowel for base, vowel in syllables)
    assert normalise(text) == text


@given(
    st.sampled_from(KHMER_BASE),
    st.lists(st.sampled_from("កណមលវសទន"), max_size=1),
    st.sampled_from(["", "៉", "៊"]),
    st.sampled_from(["", *KHMER_VOWEL]),
    st.sampled_from(["", "ំ", "ះ", "់", "័"]),
)
def test_khmer_marks_may_be_typed_in_any_order(base, below, shifter, vowel, sign):
    marks = ["\u17d2" + letter for letter in below] + [mark for mark in (shifter, vowel, sign) if mark]
    assert len({normalise(base + "".join(order)) for order in permutations(marks)}) == 1


@given(st.sampled_from(THAI_BASE), st.sampled_from("ัิีึืุู็"), st.sampled_from("่้๊๋"))
def test_thai_tones_may_be_typed_before_or_after_a_vowel(base, vowel, tone):
    assert normalise(base + vowel + tone) == normalise(base + tone + vowel)
    assert vowel in normalise(base + tone + vowel)


@given(st.permutations(list("ျွိုံး")))
def test_burmese_marks_may_be_typed_in_any_order(marks):
    assert normalise("က" + "".join(marks)) == "ကျွိုံး"


def test_thai_given_names_stay_apart():
    listed = ROOT.parent / "shared" / "data" / "match" / "thai_given_names_nolicence.tsv.gz"
    if not listed.is_file():
        pytest.skip("the list of Thai names is not beside this checkout (../shared/data/match)")
    rows = gzip.decompress(listed.read_bytes()).decode("utf-8").splitlines()[1:]
    names = {row.split("\t")[0] for row in rows}
    assert len(names) > 1_900
    assert len({normalise(name) for name in names}) == len(names)
