"""A pair has the same points and the same lines whether one person or a whole list is asked about."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names.score import score_of
from comity.screening.dates import read_iso_date
from comity.screening.features import RARE, WEAK, explanations
from comity.screening.pairing import pair_up
from comity.screening.record import RegisterRecord, new_record
from comity.screening.screener import Options, Screener

NAMES = [
    "Chen Weiming",
    "陈伟明",
    "Sok Sophea",
    "សុខ សុភា",
    "Mohammed Ali",
    "محمد علي",
    "Anna Keller",
    "Keller, Anna Maria",
]
DATES = ["", "1988-03-14", "1988-03", "1988", "1989-03-14", "1988-04-13"]
STATES: list[list[str]] = [[], ["KH"], ["CN", "KH"], ["XB"]]
PAPERS = ["", "passport::E55012345", "passport:KH:E55012345", "passport:KH:E55012346"]
ROW = st.tuples(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), st.sampled_from(DATES), st.sampled_from(STATES),
    st.sampled_from(PAPERS), st.sampled_from(["person", "organisation"]),
)  # fmt: skip
Row = tuple[list[str], str, list[str], str, str]


def as_record(row: Row, number: str) -> RegisterRecord:
    names, born, states, paper, kind = row
    record = new_record(row=number, kind="person" if kind == "person" else "organisation", source_line="x:1")
    record["names"] = [{"text": name, "kind": "primary", "lang": ""} for name in names]
    record["birth_dates"] = [read_iso_date(born)] if born else []
    record["nationalities"] = states
    if paper:
        form, state, figures = paper.split(":")
        record["documents"] = [{"kind": form, "state": state, "number": figures}]
    return record


def as_batch(rows: list[Row]) -> pa.RecordBatch:
    cells: dict[str, list[str]] = {
        "id": [str(at) for at in range(len(rows))],
        "name": [names[0] for names, *_ in rows],
        "aliases": ["|".join(names[1:]) for names, *_ in rows],
        "kind": [kind for *_, kind in rows],
        "birth_date": [born for _, born, *_ in rows],
        "nationality": ["|".join(states) for _, _, states, *_ in rows],
        "documents": [paper for *_, paper, _ in rows],
    }
    return pa.RecordBatch.from_pydict({name: pa.array(cell, pa.string()) for name, cell in cells.items()})


@settings(deadline=None, max_examples=25)
@given(ROW, st.lists(ROW, min_size=1, max_size=4))
def test_one_person_and_a_whole_list_give_the_same_points(asked: Row, rows: list[Row]) -> None:
    asked = (*asked[:4], "person")
    people = [row for row in rows if row[4] == "person"]
    told = {
        int(hit["register"]): (hit["points"], [(line["feature"], line["points"]) for line in hit["evidence"]])
        for hit in hits(asked, people)
    }
    records = [as_record(row, str(at)) for at, row in enumerate(people)]
    found = {one.row: one for one in pair_up(as_record(asked, ""), records, least=0, most=99)}
    for at, (points, lines) in told.items():
        assert found[at].points == points
        assert [(line.feature, line.points) for line in found[at].evidence] == lines


def hits(asked: Row, rows: list[Row]) -> list[dict[str, Any]]:
    import json

    if not rows:
        return []
    screener = Screener(as_batch([asked]), Options(limit=99, threshold=0.000001))
    lines = screener.screen(as_batch(rows)).column("line").to_pylist()
    return [json.loads(line) for line in lines]


def test_that_comparison_compares_something() -> None:
    asked = (["Chen Weiming"], "1988-03-14", ["KH"], "", "person")
    found = hits(asked, [(["陈伟明"], "1988", ["KH"], "", "person"), (["Anna Keller"], "", [], "", "person")])
    assert [hit["register"] for hit in found] == ["0"]


@settings(deadline=None, max_examples=25)
@given(ROW, st.lists(ROW, min_size=1, max_size=5), st.integers(0, 1000), st.integers(1, 3))
def test_the_best_come_first_and_every_sum_is_exact(asked: Row, rows: list[Row], least: int, most: int) -> None:
    records = [as_record(row, str(at)) for at, row in enumerate(rows)]
    every = pair_up(as_record(asked, ""), records, least=0, most=99)
    assert [one.points for one in every] == sorted((one.points for one in every), reverse=True)
    for one in every:
        assert sum(line.points for line in one.evidence) == one.points
        assert sum(line.millis for line in one.evidence) == one.score_millis == score_of(one.points)
        assert [line.points for line in one.evidence if line.feature == "rare"] == [RARE]
    assert (
        pair_up(as_record(asked, ""), records, least=least, most=most)
        == [one for one in every if one.score_millis >= least][:most]
    )


def test_a_weak_name_loses_to_the_same_name_in_earnest() -> None:
    asked = as_record((["Chen Weiming"], "", [], "", "person"), "")
    record = as_record((["Chen Weiming"], "", [], "", "person"), "1")
    (plain,) = pair_up(asked, [record], least=0, most=1)
    record["names"][0]["kind"] = "weak"
    (weak,) = pair_up(asked, [record], least=0, most=1)
    assert weak.points == plain.points + WEAK
    record["names"].append({"text": "Chen Weiming", "kind": "alias", "lang": ""})
    assert pair_up(asked, [record], least=0, most=1)[0].points == plain.points


@pytest.mark.parametrize("feature", ["rare", "weak_alias"])
def test_what_is_set_by_hand_has_its_sentence(feature: str) -> None:
    assert explanations()[feature].endswith(".")
