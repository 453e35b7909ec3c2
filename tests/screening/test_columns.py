"""Lists are read as text, in order, in pieces of one size, from Parquet and from text tables alike."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.screening.columns import Table, names_of, open_table
from comity.screening.errors import ColumnsError


def rows(table: Table, **how: Any) -> list[dict[str, str]]:
    return [row for batch in table.batches(**how) for row in batch.to_pylist()]


def test_every_cell_of_a_text_table_is_text(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        '\ufeffid,name,birth_date,documents\n007,"Lopez, ""Ana""",1970-01-02,0012\n2,NULL,,1e5\n', encoding="utf-8"
    )
    assert rows(open_table(path)) == [
        {"id": "007", "name": 'Lopez, "Ana"', "birth_date": "1970-01-02", "documents": "0012"},
        {"id": "2", "name": "NULL", "birth_date": "", "documents": "1e5"},
    ]


def test_numbers_days_and_lists_of_parquet_become_text(tmp_path: Path) -> None:
    import datetime

    table = pa.table(
        {"no": [7], "who": ["Ana"], "born": [datetime.date(1970, 1, 2)], "from": [["XA", "XB"]], "name": ["not this"]}
    )
    pq.write_table(table, tmp_path / "list.parquet")
    columns = {"id": "no", "name": "who", "birth_date": "born", "nationality": "from"}
    found = rows(open_table(tmp_path / "list.parquet", columns))
    assert found == [{"id": "7", "name": "Ana", "birth_date": "1970-01-02", "nationality": "XA|XB"}]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 30), st.integers(0, 40), st.sampled_from(["parquet", "csv", "tsv"]))
def test_pieces_have_one_size_and_begin_where_they_are_asked_to(
    tmp_path_factory: pytest.TempPathFactory, size: int, skip: int, form: str
) -> None:
    path = tmp_path_factory.mktemp("list") / f"list.{form}"
    every = [(str(number), f"Name {number}") for number in range(37)]
    if form == "parquet":
        ids, names = zip(*every, strict=True)
        pq.write_table(pa.table({"id": ids, "name": names}), path, row_group_size=10)
    else:
        gap = "," if form == "csv" else "\t"
        path.write_text("\n".join(gap.join(row) for row in [("id", "name"), *every]) + "\n", encoding="utf-8")
    batches = list(open_table(path).batches(skip=skip, size=size))
    assert [(row["id"], row["name"]) for batch in batches for row in batch.to_pylist()] == every[skip:]
    assert all(len(batch) == size for batch in batches[:-1])


def test_rows_that_cannot_be_read_are_left_out_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"id,name\n1,a\n2,b,c\n3\n4,\xff\xfe\n5,e\n")
    table = open_table(path)
    assert [row["id"] for row in rows(table)] == ["1", "5"]
    assert ([row.line for row in table.bad], table.bad_count) == ([3, 4, 5], 3)


@pytest.mark.parametrize(
    ("name", "text", "columns", "reason"),
    [
        ("list.csv", "id,title\n1,a\n", {}, "missing_column"),
        ("list.csv", "id,name\n1,a\n", {"name": "title"}, "missing_column"),
        ("list.csv", "id,name\n1,a\n", {"colour": "name"}, "unknown_field"),
        ("list.csv", "id,name,name\n1,a,b\n", {}, "column_twice"),
        ("list.xlsx", "id,name\n1,a\n", {}, "ending"),
        ("list.parquet", "id,name\n1,a\n", {}, "unreadable"),
    ],
)
def test_a_list_that_cannot_be_screened_says_why(
    tmp_path: Path, name: str, text: str, columns: dict[str, str], reason: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ColumnsError) as error:
        open_table(path, columns)
    assert (error.value.data["file"], error.value.data["reason"]) == (name, reason)


def test_names_and_aliases_of_a_row_stand_together() -> None:
    batch = pa.RecordBatch.from_pydict({"name": ["Ana|Anna", "Bo", ""], "aliases": ["", "B.|Bob", "Cy"]})
    names, edges = names_of(batch)
    cut = [names.to_pylist()[start:end] for start, end in pairwise(edges)]
    assert [[name for name in row if name] for row in cut] == [["Ana", "Anna"], ["Bo", "B.", "Bob"], ["Cy"]]
