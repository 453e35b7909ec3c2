"""Facts packed record by record, the same from records, texts and columns."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening.fact_columns import COLUMNS, sets_of
from comity.screening.facts import MOST, lay_out, pack
from comity.screening.record import new_record
from comity.screening.sets import FIELDS, Values, read_columns, read_records, split, values_of

TEXTS = st.lists(st.one_of(st.sampled_from(["1980-03-14", "2523", "KH", "SU", "passport:KH:N1234567", "012 345 678", "2A-1234",
                                            "Phnom Penh, KH", ""]), st.text(st.characters(codec="utf-8"), max_size=12)), max_size=4)  # fmt: skip
VALUES = st.lists(
    st.tuples(*[TEXTS] * len(FIELDS), st.sampled_from(["", "male", "female"])).map(lambda row: Values(*row)), max_size=6
)


@settings(deadline=None)
@given(VALUES)
def test_columns_and_records_give_the_same_cells(rows: list[Values]) -> None:
    columns = {name: pa.array([row[at] for row in rows], pa.list_(pa.string())) for at, name in enumerate(FIELDS)}
    columns["sex"] = pa.array([row.sex for row in rows], pa.string())
    one, other = pack(rows), lay_out(read_columns(columns))
    assert np.array_equal(one.starts, other.starts) and np.array_equal(one.cells, other.cells)


@settings(deadline=None)
@given(VALUES)
def test_each_record_is_laid_out_as_if_it_were_alone(rows: list[Values]) -> None:
    whole = pack(rows)
    for at, row in enumerate(rows):
        alone = pack([row])
        assert np.array_equal(whole.cells[whole.starts[at] : whole.starts[at + 1]], alone.cells)


def test_missing_columns_and_cells_are_missing_values() -> None:
    sets = read_columns({"births": pa.array([None, ["1980"]], pa.list_(pa.string()))})
    assert np.diff(sets.births_at).tolist() == [0, 1] and not len(sets.papers)


def test_a_piece_of_a_list_is_read_by_the_names_of_its_columns() -> None:
    batch = pa.record_batch(
        {
            "id": ["1", "2"],
            "birth_date": ["1980", ""],
            "nationality": ["KH|TH", ""],
            "documents": ["passport:KH:N1;passport:KH:N1234567", ""],
        }
    )
    sets = sets_of(batch, frozenset(COLUMNS))
    assert np.diff(sets.states_at).tolist() == [2, 0] and sets.papers[:, -1].tolist() == [1] and len(sets.births) == 1


def test_a_cell_is_split_and_empty_parts_are_left_out() -> None:
    assert split(pa.array(["KH|TH", None, "", "|CN|"])).to_pylist() == [["KH", "TH"], [], [], ["CN"]]


def test_more_values_than_a_byte_can_count_are_left_out() -> None:
    facts = lay_out(read_records([Values(births=[str(year) for year in range(1500, 2000)], sex="male")]))
    assert facts.cells[0] & 255 == MOST and len(facts.cells) == 1 + 7 * MOST


def test_a_register_row_keeps_the_place_of_every_value() -> None:
    record = new_record(row="1", kind="person", source_line="x:1")
    record["birth_dates"] = [{"text": "?", "from": "", "to": "", "precision": "unknown"},
                             {"text": "1980", "from": "1980-01-01", "to": "1980-12-31", "precision": "year"}]  # fmt: skip
    record["nationalities"], record["citizenships"] = ["KH"], ["TH"]
    record["documents"] = [
        {"kind": "plate", "number": "2A-1234", "state": "KH"},
        {"kind": "passport", "number": "N1234567", "state": "KH"},
    ]
    sets = read_records([values_of(record)])
    assert sets.births[:, -1].tolist() == [1] and sets.states[:, -1].tolist() == [0, 1]
    assert len(sets.plates) == len(sets.papers) == 1
    assert np.array_equal(pack([values_of(record)]).cells, lay_out(sets).cells)
