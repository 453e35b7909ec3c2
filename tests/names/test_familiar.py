"""Single words as names: the tables agree with themselves, and compiled code finds the same as plain Python."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.names import familiar

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(("common", "rare"), [("mohamed", "saddam"), ("smith", "kowalczuk"), ("wang", "ouyang")])
def test_a_common_name_says_less_than_a_rare_one(common, rare):
    said = [familiar.information(word) for word in (common, rare)]
    assert said[0] > 0
    assert said[1] > said[0] or said[1] == familiar.UNKNOWN


def test_no_word_says_nothing_or_more_than_the_rarest_that_is_kept():
    information = familiar.arrays().information
    assert information.min() >= 1_600
    assert information.max() <= 9_905


def test_a_word_nobody_bears_is_unknown():
    assert familiar.information("xqzzk") == familiar.UNKNOWN
    assert familiar.sex("xqzzk") == 0


@pytest.mark.parametrize(
    ("word", "sex"),
    [
        ("angela", 1),
        ("john", -1),
        ("fatima", 1),
        ("vladimir", -1),
        ("andrea", 0),
        ("kim", 0),
        ("smith", 0),
        ("nicola", 0),
    ],
)
def test_a_sex_is_told_only_where_it_is_nearly_certain(word, sex):
    assert familiar.sex(word) == sex


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("muhammad", "mohamed", familiar.ONE_NAME),
        ("yusuf", "youssef", familiar.ONE_NAME),
        ("william", "bill", familiar.SHORT_FORM),
        ("joseph", "muhammad", 0),
        ("ali", "ali", 0),
    ],
)
def test_two_words_are_one_name_in_either_order(one, other, kind):
    assert familiar.relation(one, other) == familiar.relation(other, one) == kind


def test_no_short_form_is_of_the_other_sex():
    pairs = [pair for pair, kind in familiar._equal().items() if kind == familiar.SHORT_FORM]
    assert pairs and all(familiar.sex(one) * familiar.sex(other) >= 0 for one, other in pairs)


@given(WORDS, WORDS)
def test_a_hash_of_two_words_has_no_order_and_finds_what_the_table_says(one, other):
    table = familiar.arrays()
    first, second = familiar.word_hash(one), familiar.word_hash(other)
    found = familiar.pair_hash(first, second)
    assert found == familiar.pair_hash(second, first) < 2**64
    at = int(np.searchsorted(table.pairs, np.uint64(found)))
    there = at < len(table.pairs) and int(table.pairs[at]) == found
    assert (int(table.kinds[at]) if there else 0) == familiar.relation(one, other)


def test_every_word_and_pair_is_found_by_its_hash():
    table = familiar.arrays()
    assert len(np.unique(table.words)) == len(table.words) == len(familiar._familiar())
    assert len(np.unique(table.pairs)) == len(table.pairs) == len(familiar._equal())
    for word in ("mohamed", "angela", "zhang"):
        at = int(np.searchsorted(table.words, np.uint64(familiar.word_hash(word))))
        assert int(table.words[at]) == familiar.word_hash(word)
        assert (int(table.information[at]), int(table.sex[at])) == (familiar.information(word), familiar.sex(word))
    for (one, other), kind in list(familiar._equal().items())[::50]:
        found = familiar.pair_hash(familiar.word_hash(one), familiar.word_hash(other))
        assert int(table.kinds[int(np.searchsorted(table.pairs, np.uint64(found)))]) == kind
