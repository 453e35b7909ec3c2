"""What the engine asks of names: how much two names can be worth, and their parts as they are written."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names import prepare
from comity.names.features import AMOUNTS
from comity.screening import naming
from comity.screening.name_worth import worth
from comity.screening.naming import UNBOUNDED, Naming, _words, most

LETTERS = st.text("abcdeoxzABDIMNRSVX", min_size=1, max_size=9)


@settings(deadline=None, max_examples=300)
@given(st.lists(LETTERS | st.sampled_from(["bin", "de", "Dr", "III", "Ltd", "and", "van"]), min_size=1, max_size=7))
def test_plain_words_are_the_parts_as_they_are_written(words: list[str]) -> None:
    written = [part.text for part in prepare(" ".join(words)).parts]
    assert _words(" ".join(words), "person", len(written)) == written


SIGNS = st.characters(categories=["Lu", "Ll", "Lo", "Lm", "Mn", "Mc"]) | st.sampled_from("éßœاأىकाកាំเ้陈王김さタאבЙё")


@settings(deadline=None, max_examples=500)
@given(st.lists(st.text(SIGNS, min_size=1, max_size=6), min_size=1, max_size=7).map(" ".join))
def test_words_in_any_script_are_the_parts_as_they_are_written(text: str) -> None:
    written = [part.text for part in prepare(text).parts]
    assert _words(text, "person", len(written)) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Anna  Lee",
        "김 민수",
        "김민수",
        "ហ៊ុន សុខា",
        "e\u0301va",
        "ﬁn Lee",
        "א׳ לוי",
        "Ngô Văn",
        "陈伟明",
        "O'Neil Anna",
        "Anna-Maria B.",
        "Dr. R2D2",
    ],
)
def test_names_are_shown_as_they_are_written(text: str) -> None:
    written = [part.text for part in prepare(text, "person").parts]
    assert _words(text, "person", len(written)) == written


@settings(deadline=None, max_examples=60)
@given(st.lists(LETTERS, min_size=1, max_size=8).map(" ".join), st.lists(LETTERS, min_size=1, max_size=8).map(" ".join))
def test_no_names_of_people_are_worth_more_than_the_most(one: str, other: str) -> None:
    names = Naming()
    packed = names.pack([one, other])
    assert max(names.matcher.all_points(packed, packed, [(0, 0), (0, 1), (1, 1)])) <= most()


def test_names_that_agree_in_full_come_close_to_the_most() -> None:
    names = Naming()
    packed = names.pack(["Bartholomew Featherstonehaugh Wolverhampton"] * 2)
    assert most() - 100 < names.matcher.all_points(packed, packed, [(0, 1)])[0] <= most()


def test_an_amount_that_speaks_for_names_otherwise_leaves_them_unbounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "worth", lambda: np.where(np.array(AMOUNTS) == "joined", 5, worth()))
    assert most.__wrapped__() == UNBOUNDED
