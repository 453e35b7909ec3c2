"""Values read once each: the facts of a piece are those that the plain way gives, however often and in whatever order."""

from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening import known
from comity.screening.fact_columns import CHEAP, Reader, sets_of
from comity.screening.facts import lay_out
from comity.screening.known import Known

CELLS = st.lists(
    st.sampled_from(["1980-03-14", "2523", "1980", "", "no date", "KH", "SU", "kh", "Khmer;Thai", "中国", "x" * 70]),
    max_size=4,
).map("|".join)
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=8)


@settings(deadline=None)
@given(st.lists(ROWS, max_size=4))
def test_facts_are_those_of_the_plain_way(pieces: list[list[tuple[str, str]]]) -> None:
    reader = Reader()
    for rows in pieces:
        columns = {"birth_date": [row[0] for row in rows], "nationality": [row[1] for row in rows]}
        batch = pa.record_batch({name: pa.array(column, pa.string()) for name, column in columns.items()})
        found, near = reader.read(batch)
        sets = sets_of(batch, frozenset(CHEAP))
        plain = lay_out(sets)
        assert np.array_equal(found.starts, plain.starts) and np.array_equal(found.cells, plain.cells)
        for row in range(len(rows)):
            births = sets.births[sets.births_at[row] : sets.births_at[row + 1], :2]
            states = sets.states[sets.states_at[row] : sets.states_at[row + 1], 0]
            assert near.born[row].tolist() == [*(births[:1] // 10_000).ravel().tolist(), 0, 0][:2]
            assert near.states[row].tolist() == [*(states[:2] % 30_000 + 1), 0, 0][:2]


def test_a_column_that_is_not_there_says_nothing() -> None:
    found, near = Reader().read(pa.record_batch({"id": ["1", "2"]}))
    assert found.cells.tolist() == [0, 0] and not near.born.any() and not near.states.any()


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=300), max_size=30), max_size=5))
def test_every_value_is_read_once_and_told_by_its_number(pieces: list[list[str]]) -> None:
    read: list[str] = []

    def note(text: str) -> list[list[int]]:
        read.append(text)
        return [[len(read)]]

    values = Known(note, 1, divided_by=";")
    for texts in pieces:
        ends, codes = values.codes(pa.array(texts, pa.string()))
        told = [[read[values.rows[code, 0] - 1] for code in codes[a:b]] for a, b in pairwise(ends)]
        assert told == [[value for value in text.replace(";", "|").split("|") if value] for text in texts]
    assert len(read) == len(set(read))


def test_the_memory_begins_anew_when_it_has_grown_too_large() -> None:
    values = Known(lambda text: [[int(text)]], 1)
    values.codes(pa.array([str(number) for number in range(known.MOST + 1)]))
    _, codes = values.codes(pa.array(["7", "8", "7"]))
    assert values.rows[codes, 0].tolist() == [7, 8, 7] and values.count == 2
