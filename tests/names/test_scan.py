"""The compiled reader of many texts cuts exactly as ``normal`` cuts one."""

import unicodedata

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comity.names.normal import tokens, visible
from comity.names.scan import Scanned, Scanner

NAMES = [
    "", "Anna Maria", "O'Brien-Smith", "J.R. Tolkien", "Müller & Söhne", "習近平", "ហ៊ុន សែន", "สมชาย ใจดี", "ทำ ดี",
    "e\u0301clair", "जॉर्ज क़ुरैशी", "ג'ורג' כהן", "Do-yeong Kim", "a -b c- d", "a-'b", "\u200bAl\u00adi", "김정은", "각",
    "ﬁlip", "Ａlan", "x" * 401, "&" * 81, "a&b", "a b " * 12, "বাংলা কো", "A--B", "Nguyễn Thị", "\x00a\x00", "ʻAbd ʿAlī", "１２",
]  # fmt: skip


def words_of(found: Scanned, text: int) -> tuple[str, ...]:
    return tuple(found.word(at) for at in range(found.starts[text], found.starts[text + 1]))


def meant(text: str) -> tuple[str, ...]:
    return tokens(visible(text.replace("&", " and ")))


@pytest.mark.parametrize("text", NAMES)
def test_a_text_is_cut_as_normal_cuts_it(text: str) -> None:
    assert words_of(Scanner().scan([text]), 0) == meant(text)


letters = st.text(
    st.one_of(
        st.sampled_from("abcXYZ  --''’.&·אבגד\u0301\u0327\u093c\u09be\u09c7\u0e33\u0e38\u0e48\u17d2\u200d\u1161\u11a8각ﬁé\u0345"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(letters, max_size=5))
@example(["a" * 399 + "é", "é" * 201, "a&" * 120])
@example(["q\u0345\u0301", "q\u0301\u0327", "א\u200d'", "כ'", "𖵨"])
def test_any_texts_are_cut_as_normal_cuts_them(texts: list[str]) -> None:
    found = Scanner().scan(texts)
    assert [words_of(found, at) for at in range(len(texts))] == [meant(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(st.lists(letters, max_size=4))
def test_a_word_is_glued_in_the_compiled_loop_and_in_normal_alike(texts: list[str]) -> None:
    # A ligature at the end sends the whole text the other way.
    ways = [Scanner().scan([text + " " + end for text in texts]) for end in ("x", "ﬁ")]
    for at, text in enumerate(texts):
        if len(meant(text)) < 15 and unicodedata.is_normalized("NFKC", text):
            first, second = (found.glued[found.starts[at] : found.starts[at + 1]].tolist() for found in ways)
            assert first[:-1] == second[:-1]


def test_one_hyphen_glues_and_a_space_beside_it_does_not() -> None:
    found = Scanner().scan(["Do-yeong Kim - Lee A--B -C"])
    assert found.glued.tolist() == [0, 1, 0, 0, 0, 0, 0]


def test_hashes_of_a_word_are_the_same_wherever_it_stands_and_differ_between_words() -> None:
    found = Scanner().scan(["Anna Maria", "ＭARIA Maria"])
    assert found.hashes[1] == found.hashes[3]
    assert len(set(found.hashes.tolist())) == 3


def test_slices_nulls_and_wide_offsets_are_read() -> None:
    texts = pa.array(["one two", None, "three", "", "ﬁve"], pa.large_string())
    found = Scanner().scan(texts.slice(1))
    assert [words_of(found, at) for at in range(4)] == [(), ("three",), (), ("five",)]
    assert len(Scanner().scan(pa.array([], pa.string())).starts) == 1
