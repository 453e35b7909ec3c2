"""A screening from file to file: the same bytes however often it was interrupted, never two screenings in one."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from comity.screening.columns import open_table
from comity.screening.errors import ScreenError
from comity.screening.invented import write_register, write_watch
from comity.screening.job import discard, screen_files
from comity.screening.screener import Options

SMALL = Options(limit=3, threshold=0.2, rows=500)
CHILD = """
import sys
from pathlib import Path
from comity.screening.columns import open_table
from comity.screening.job import screen_files
from comity.screening.screener import Options
watch, register, out = map(Path, sys.argv[1:])
screen_files(open_table(watch), open_table(register), out, options=Options(limit=3, threshold=0.2, rows=500))
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("lists")
    watch, register = folder / "watch.parquet", folder / "register.parquet"
    write_register(register, 12_000, seed=3)
    write_watch(watch, 600, 400, rows=12_000, seed=3)
    return watch, register


def run(lists: tuple[Path, Path], out: Path, options: Options = SMALL, **more: Any) -> Any:
    return screen_files(open_table(lists[0]), open_table(lists[1]), out, options=options, **more)


@pytest.fixture(scope="module")
def whole(lists: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("whole") / "hits.jsonl"
    report = run(lists, out)
    assert not out.with_name("hits.jsonl.work").exists()
    assert report.hits == out.read_bytes().count(b"\n") > 200
    return out.read_bytes()


def test_hits_are_sorted_and_every_score_is_the_sum_of_its_evidence(whole: bytes) -> None:
    hits = [json.loads(line) for line in whole.splitlines()]
    order = [(hit["watch"], -hit["points"], hit["register"]) for hit in hits]
    assert order == sorted(order)
    assert max(sum(other["watch"] == hit["watch"] for other in hits) for hit in hits[:50]) <= 3
    for hit in hits:
        assert sum(line["points"] for line in hit["evidence"]) == hit["points"]
        assert 0.2 <= hit["score"] < 1
        assert hit["versions"]


def test_the_best_of_each_entry_remain(lists: tuple[Path, Path], tmp_path: Path) -> None:
    few, many = tmp_path / "few.jsonl", tmp_path / "many.jsonl"
    assert run(lists, many, Options(limit=100, threshold=0.0001, rows=2_000)).hits > 300
    run(lists, few, Options(limit=2, threshold=0.0001, rows=2_000))
    kept: dict[str, list[bytes]] = {}
    for line in many.read_bytes().splitlines():
        kept.setdefault(json.loads(line)["watch"], []).append(line)
    assert max(map(len, kept.values())) > 2
    assert few.read_bytes().splitlines() == [line for lines in kept.values() for line in lines[:2]]


def test_most_true_entries_are_found(lists: tuple[Path, Path], whole: bytes) -> None:
    import pyarrow.parquet as pq

    truth = {row["id"]: row["truth"] for row in pq.read_table(lists[0]).to_pylist() if row["truth"]}
    found = {(hit["watch"], hit["register"]) for hit in map(json.loads, whole.splitlines())}
    assert len(found & set(truth.items())) > 0.75 * len(truth)


def test_how_the_lists_are_cut_changes_nothing(lists: tuple[Path, Path], whole: bytes, tmp_path: Path) -> None:
    run(lists, tmp_path / "hits.jsonl", Options(limit=3, threshold=0.2, rows=7_001, held=250))
    assert (tmp_path / "hits.jsonl").read_bytes() == whole


def test_a_killed_run_goes_on_where_it_stopped(lists: tuple[Path, Path], whole: bytes, tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    work = tmp_path / "hits.jsonl.work"
    child = subprocess.Popen([sys.executable, "-c", CHILD, *map(str, lists), str(out)])
    until = time.monotonic() + 120
    while not (work / "part-00000004.arrow").exists() and child.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL, "the run was over before it could be killed"
    assert not out.exists()
    kept = len(list(work.glob("part-*.arrow")))
    (work / "part-00000099.arrow.new").write_bytes(b"torn")
    report = run(lists, out)
    assert report.resumed >= 500 * min(kept, 5)
    assert out.read_bytes() == whole


class Stopped:
    """Stops a run as Ctrl-C does, after so many pieces."""

    def __init__(self, pieces: int) -> None:
        self.left = pieces

    def __call__(self, done: int, total: int) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


def test_an_interrupted_run_says_what_is_kept(lists: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    with pytest.raises(ScreenError) as error:
        run(lists, out, progress=Stopped(3))
    assert (error.value.code, error.value.data["rows"]) == ("screening.stopped", 1_500)
    assert (tmp_path / str(error.value.data["folder"])).is_dir()


def test_pieces_of_another_screening_are_refused_until_they_are_thrown_away(
    lists: tuple[Path, Path], whole: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "hits.jsonl"
    with pytest.raises(ScreenError):
        run(lists, out, progress=Stopped(2))
    with pytest.raises(ScreenError) as error:
        run(lists, out, Options(limit=4, threshold=0.2, rows=500))
    assert (error.value.code, error.value.data["what"], error.value.data["kept"]) == ("screening.job_other", "limit", 2)
    discard(out)
    run(lists, out)
    assert out.read_bytes() == whole


def test_a_list_that_changes_meanwhile_gives_no_hits(tmp_path: Path) -> None:
    lists = tmp_path / "watch.csv", tmp_path / "register.csv"
    lists[0].write_text("id,name\nW1,Anna Maria\n")
    lists[1].write_text("id,name\nR1,Anna Maria\n")

    def change(done: int, total: int) -> None:
        lists[1].write_text("id,name\nR1,Anna Maria\nR2,Anna Mario\n")

    with pytest.raises(ScreenError) as error:
        run(lists, tmp_path / "hits.jsonl", progress=change)
    assert error.value.code == "screening.job_changed"
    assert not (tmp_path / "hits.jsonl").exists()


def test_bad_rows_stop_a_run_unless_they_are_accepted(tmp_path: Path) -> None:
    lists = tmp_path / "watch.csv", tmp_path / "register.csv"
    lists[0].write_text("id,name,birth_date\nW1,Anna Maria Lopez,1970-01-02\n")
    lists[1].write_text("id,name,birth_date\nR1,Anna Maria Lopez,1970-01-02\nR2,x,y,z\nR3,Anna\n")
    out = tmp_path / "hits.jsonl"
    with pytest.raises(ScreenError) as error:
        run(lists, out)
    assert (error.value.code, error.value.data["count"], error.value.data["line"]) == ("screening.bad_rows", 2, 3)
    report = run(lists, out, accept_bad_rows=True)
    assert [row["line"] for row in report.bad["register.csv"]] == [3, 4]
    assert json.loads(out.read_text())["register"] == "R1"


def test_an_id_that_stands_twice_in_the_watch_list_is_refused(tmp_path: Path) -> None:
    lists = tmp_path / "watch.csv", tmp_path / "register.csv"
    lists[0].write_text("id,name\nW1,Anna\nW1,Maria\n")
    lists[1].write_text("id,name\nR1,Anna\n")
    with pytest.raises(ScreenError) as error:
        run(lists, tmp_path / "hits.jsonl")
    assert (error.value.code, error.value.data["id"]) == ("screening.id_twice", "W1")


def test_lists_without_rows_give_a_file_without_hits(tmp_path: Path) -> None:
    lists = tmp_path / "watch.csv", tmp_path / "register.csv"
    for path in lists:
        path.write_text("id,name\n")
    assert run(lists, tmp_path / "hits.jsonl").hits == 0
    assert (tmp_path / "hits.jsonl").read_bytes() == b""
