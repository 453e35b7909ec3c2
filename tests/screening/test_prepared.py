"""A look-up in a prepared register finds what a screening finds."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from comity.screening.columns import open_table
from comity.screening.errors import ScreenError
from comity.screening.invented import write_register, write_watch
from comity.screening.job import screen_files
from comity.screening.prepared import Person, PreparedRegister, prepare_register
from comity.screening.screener import Options

OPTIONS = Options(limit=3, threshold=0.01)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    folder = tmp_path_factory.mktemp("lists")
    watch, register, prepared = folder / "watch.parquet", folder / "register.parquet", folder / "prepared"
    write_register(register, 5_000, seed=7)
    write_watch(watch, 60, 50, rows=5_000, seed=7)
    assert prepare_register(open_table(register), prepared) == 5_000
    return watch, register, prepared


def test_a_look_up_gives_the_hits_of_a_screening(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    watch, register, folder = lists
    screen_files(open_table(watch), open_table(register), tmp_path / "hits.jsonl", options=OPTIONS)
    hits = [json.loads(line) for line in (tmp_path / "hits.jsonl").open()]
    assert len(hits) > 20
    prepared = PreparedRegister(folder)
    for row in pq.read_table(watch).to_pylist():
        person = Person(
            row["name"], birth_date=row["birth_date"], nationality=row["nationality"], documents=row["documents"]
        )
        found = [{**hit, "watch": row["id"]} for hit in prepared.look_up(person, OPTIONS)]
        assert found == [hit for hit in hits if hit["watch"] == row["id"]]


def test_a_folder_that_is_no_prepared_register_is_refused(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    with pytest.raises(ScreenError) as error:
        PreparedRegister(tmp_path)
    assert error.value.data["reason"] == "unreadable"
    (tmp_path / "about.json").write_text('{"form": "prepared-register-1", "versions": {}}')
    with pytest.raises(ScreenError) as error:
        PreparedRegister(tmp_path)
    assert error.value.data["reason"] == "other tables"
    with pytest.raises(ScreenError) as error:
        prepare_register(open_table(lists[1]), lists[2])
    assert error.value.code == "screening.prepared_exists"
