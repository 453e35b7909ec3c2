"""Keys: who meets whom, how few they are, that order and company do not matter; candidates: each pair once."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening.candidates import glances_of, index_of, pairs_of
from comity.screening.filing import facts_of, packed, state_code
from comity.screening.keys import MOST, keys_of

TEXT = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("陈伟明欧阳修김정은សុខាហ៊ុនสมชายИванأحمدjxvhs'- .\u200b\u200d\u0e33\ufdfa\ud800")
    ),
    max_size=60,
)
YEARS = st.one_of(st.just((0, 0)), st.integers(1, 9999).map(lambda year: (year, year)), st.just((1958, 1962)))
STATES = st.lists(st.sampled_from(["KH", "CN", "ZZ", "", "x", "Cambodia", "é1"]), max_size=4)


def keys_of_person(
    names: list[str], *, born: tuple[int, int] = (0, 0), states: Sequence[str] = (), asking: bool
) -> tuple[int, ...]:
    texts, words = packed(names, [0] * len(names))
    keys, _ = keys_of(texts, facts_of([born], [states]), words, asking=asking)
    return tuple(sorted(set(keys.tolist())))


def meet(asked: str, filed: str, *, born: tuple[int, int] = (0, 0), its_born: tuple[int, int] = (0, 0), states: str = "", its_states: str = "") -> bool:  # fmt: skip
    question = keys_of_person([asked], born=born, states=states.split(), asking=True)
    row = keys_of_person([filed], born=its_born, states=its_states.split(), asking=False)
    return bool(set(question) & set(row))


SAME = [
    ("Chen Weiming", "陈伟明"),
    ("CHEN, Wei Ming", "陈伟明"),
    ("Weiming Chen", "陳偉明"),
    ("Mohammed Al-Rashid", "محمد الراشد"),
    ("Ivan Petrov", "Петров Иван"),
    ("Kim Jong Un", "김정은"),
    ("Jonas Keller", "Keler Jonas"),
    ("Xi Jinping", "习近平"),
    ("Van Dara", "Dara Van"),
    ("Tan Tan", "Tan Tan"),
    ("Suharto", "Soeharto"),
]


@pytest.mark.parametrize(("asked", "filed"), [*SAME, *((b, a) for a, b in SAME)])
def test_two_spellings_meet_with_and_without_facts(asked: str, filed: str) -> None:
    assert meet(asked, filed)
    assert meet(asked, filed, born=(1970, 1970), its_born=(1970, 1970))
    assert meet(asked, filed, states="KH", its_states="TH KH")
    assert meet(asked, filed, born=(1970, 1970), its_born=(1970, 1970), states="KH", its_states="TH")
    assert meet(asked, filed, born=(1970, 1970), states="KH", its_born=(1985, 1985), its_states="KH")


def test_one_name_in_one_script_meets_whatever_the_facts_say() -> None:
    born, other = (1970, 1970), (1985, 1985)
    assert meet("Jonas Keller", "Keller Jonas", born=born, its_born=other, states="KH", its_states="TH")
    assert not meet("Jonas Keller", "Brandt Tomas", born=born, its_born=other, states="KH", its_states="TH")


def test_a_question_without_facts_meets_a_row_with_them() -> None:
    assert meet("Xi Jinping", "习近平", its_born=(1953, 1953), its_states="CN")
    assert meet("习近平", "Xi Jinping", its_born=(1953, 1953), its_states="CN")


def test_a_slip_in_either_word_keeps_a_key() -> None:
    for slip in ("Jonsa Keller", "Jonas Kelelr", "Jnoas Keller", "Jonas Kelner"):
        assert meet(slip, "Jonas Keller", born=(1970, 1970), its_born=(1970, 1970))


def test_a_left_out_word_keeps_a_key() -> None:
    assert meet("Maria Gonzalez", "Maria Lopez Gonzalez", born=(1970, 1970), its_born=(1970, 1970))


def test_strangers_do_not_meet() -> None:
    assert not meet("Jonas Keller", "Sophea Sok")
    assert not meet("Jonas Keller", "陈伟明", born=(1970, 1970), its_born=(1970, 1970))


def test_state_codes_are_distinct_and_none_is_zero() -> None:
    letters = [chr(65 + at) for at in range(26)]
    codes = [state_code(first + second) for first in letters for second in letters]
    assert len(set(codes)) == 676
    assert min(codes) > 0
    assert max(codes) < 1 << 15
    assert [state_code(text) for text in ("", "K", "KHM", "k1", "éa")] == [0] * 5
    assert state_code(" kh ") == state_code("KH")


@settings(deadline=None)
@given(TEXT, YEARS, STATES, st.booleans())
def test_any_name_has_at_most_twelve_keys_and_always_the_same(
    text: str, born: tuple[int, int], states: list[str], asking: bool
) -> None:
    first = keys_of_person([text], born=born, states=states, asking=asking)
    assert len(first) <= MOST
    assert first == keys_of_person([text], born=born, states=states, asking=asking)


LONG_WORDS = st.lists(
    st.sampled_from(["Keller", "Brandt", "Moravec", "Tomas", "Gonzalez", "Petrovic", "محمد", "Иванов"]),
    min_size=1, max_size=6, unique=True,
)  # fmt: skip


@given(LONG_WORDS.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))), YEARS, st.booleans())
@settings(deadline=None)
def test_the_order_of_words_does_not_matter(
    orders: tuple[list[str], list[str]], born: tuple[int, int], asking: bool
) -> None:
    one, other = (keys_of_person([" ".join(words)], born=born, asking=asking) for words in orders)
    assert one == other


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(TEXT, YEARS, STATES), min_size=1, max_size=5))
def test_the_keys_of_a_batch_are_those_of_each(people: list[tuple[str, tuple[int, int], list[str]]]) -> None:
    names, words = packed([text for text, _, _ in people])
    facts = facts_of([born for _, born, _ in people], [states for _, _, states in people])
    keys, rows = keys_of(names, facts, words, asking=False)
    assert (np.diff(rows) >= 0).all()
    for at, (text, born, states) in enumerate(people):
        own = sorted(set(keys[rows == at].tolist()))
        assert tuple(own) == keys_of_person([text], born=born, states=states, asking=False)


def test_candidates_are_pairs_of_records_each_once() -> None:
    asked = ["Jonas Keller", "陈伟明", "Sophea Sok", ""]
    filed = ["Sok Sophea", "Keller Jonas", "J. Keller", "Chen Weiming", "Petrov Ivan"]
    owners = [0, 1, 1, 2, 3]
    questions, its_words = packed(asked)
    rows, row_words = packed(filed, owners)
    ask, file = facts_of([(1970, 1970)] * 4, [["KH"]] * 4), facts_of([(1970, 1970)] * 4, [["KH"]] * 4)
    index = index_of(
        *keys_of(questions, ask, its_words, asking=True), names=questions, glances=glances_of(questions, ask, its_words)
    )
    keys, places = keys_of(rows, file, row_words, asking=False)
    found, met = pairs_of(index, keys, places, names=rows, glances=glances_of(rows, file, row_words))
    assert sorted(map(tuple, found.tolist())) == [(0, 1), (1, 2), (2, 0)]
    assert met >= 3
    none, _ = pairs_of(index, keys, places, names=rows, glances=glances_of(rows, file, row_words), bar=1)
    assert len(none) == 0


def test_other_years_and_states_rank_below_the_same_ones() -> None:
    names, words = packed(["Jonas Keller"])
    kept = []
    for born, state in (((1970, 1970), "KH"), ((1971, 1971), "KH"), ((0, 0), ""), ((1985, 1985), "TH")):
        ask, file = facts_of([(1970, 1970)], [["KH"]]), facts_of([born], [[state]])
        index = index_of(*keys_of(names, ask, words, asking=True), names=names, glances=glances_of(names, ask, words))
        keys, places = keys_of(names, file, words, asking=False)
        kept.append(
            [
                len(pairs_of(index, keys, places, names=names, glances=glances_of(names, file, words), bar=bar)[0])
                for bar in (-2_000, -5_000, -7_000, -30_000)
            ]
        )
    assert kept == [[1, 1, 1, 1], [0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1]]
