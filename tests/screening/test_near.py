"""In a crowd a look-up compares only the likeliest rows, and who is meant is among them."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening import near, prepared
from comity.screening.columns import open_table
from comity.screening.near import likeliest
from comity.screening.prepared import Person, PreparedRegister, prepare_register
from comity.screening.screener import Options

ANY = Options(limit=20, threshold=0.0001)


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 2))), st.integers(0, 8))
def test_the_likeliest_are_the_highest_and_stay_in_order(rows: list[tuple[int, int]], most: int) -> None:
    columns = tuple(np.array([row[at] for row in rows], np.int64) for at in range(2))
    best = sorted(range(len(rows)), key=lambda at: (-rows[at][0], -rows[at][1], at))[:most]
    assert likeliest(columns, most).tolist() == sorted(best)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred people of one name, born on different days, and one whose name is spelled otherwise."""
    folder = tmp_path_factory.mktemp("crowd")
    rows = [(f"R{at}", "Chen Wei", f"19{50 + at % 40}-0{1 + at % 9}-1{at % 7}", "CN") for at in range(300)]
    rows.append(("other", "Chenn Weili", "1975-04-02", "CN"))
    with (folder / "register.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "name", "birth_date", "nationality"), *rows])
    prepare_register(open_table(folder / "register.csv"), folder / "prepared")
    return folder / "prepared"


def asked(crowd: Path) -> list[str]:
    person = Person("CHEN, Wei", birth_date="1961-03-14", nationality="CN")
    return [hit["register"] for hit in PreparedRegister(crowd).look_up(person, ANY)]


def test_in_a_crowd_the_one_who_is_meant_is_found_first(crowd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = asked(crowd)
    assert whole[0] == "R11" and len(whole) > 3
    monkeypatch.setattr(near, "MOST_MET", 1)
    monkeypatch.setattr(near, "MOST_ROWS", 20)
    monkeypatch.setattr(prepared, "MOST_NAMED", 3)
    few = asked(crowd)
    assert few[0] == "R11" and len(few) <= 3
