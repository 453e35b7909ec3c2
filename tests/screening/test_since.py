"""A screening that builds on an earlier one gives the bytes of a full one."""

import csv
import random
from pathlib import Path
from typing import Any

import pytest

from comity.screening.columns import open_table
from comity.screening.errors import ScreenError
from comity.screening.job import screen_files
from comity.screening.memory import memory_path
from comity.screening.screener import Options

LIMITED = Options(limit=2, threshold=0.0001, rows=40)
GIVEN = ["Anna", "Maria", "Sokha", "Dara", "Wei", "Ivan", "Olga", "Pedro"]
FAMILY = ["Lopez", "Smirnova", "Chea", "Wang", "Silva", "Novak"]
Rows = dict[str, tuple[str, str]]


def people(luck: random.Random, letter: str, count: int) -> Rows:
    return {f"{letter}{number}": person(luck) for number in range(count)}


def person(luck: random.Random) -> tuple[str, str]:
    return (
        f"{luck.choice(GIVEN)} {luck.choice(FAMILY)}",
        f"19{luck.randrange(70, 74)}-0{luck.randrange(1, 4)}-1{luck.randrange(3)}",
    )


def changed(luck: random.Random, rows: Rows, letter: str) -> Rows:
    """Some rows gone, some changed, some new, in another order."""
    kept = [(name, person(luck) if luck.random() < 0.1 else row) for name, row in rows.items() if luck.random() > 0.1]
    kept += [(f"{letter}new{number}", person(luck)) for number in range(8)]
    luck.shuffle(kept)
    return dict(kept)


def write(path: Path, rows: Rows) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "name", "birth_date"), *((name, *row) for name, row in rows.items())])
    return path


def run(watch: Path, register: Path, out: Path, **more: Any) -> Any:
    return screen_files(open_table(watch), open_table(register), out, options=LIMITED, **more)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_new_changed_or_gone_gives_the_bytes_of_a_full_run(seed: int, tmp_path: Path) -> None:
    luck = random.Random(seed)
    old = people(luck, "W", 60), people(luck, "R", 150)
    new = changed(luck, old[0], "W") if seed % 2 else old[0], changed(luck, old[1], "R") if seed < 3 else old[1]
    first = run(write(tmp_path / "w1.csv", old[0]), write(tmp_path / "r1.csv", old[1]), tmp_path / "first.jsonl")
    assert first.hits > 40
    lists = write(tmp_path / "w2.csv", new[0]), write(tmp_path / "r2.csv", new[1])
    full = run(*lists, tmp_path / "full.jsonl")
    again = run(*lists, tmp_path / "again.jsonl", since=tmp_path / "first.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "full.jsonl").read_bytes()
    assert memory_path(tmp_path / "again.jsonl").read_bytes() == memory_path(tmp_path / "full.jsonl").read_bytes()
    assert (tmp_path / "full.jsonl").read_bytes() != (tmp_path / "first.jsonl").read_bytes()
    assert again.pairs < full.pairs


def test_nothing_new_means_nothing_to_compare(tmp_path: Path) -> None:
    luck = random.Random(9)
    lists = write(tmp_path / "w.csv", people(luck, "W", 30)), write(tmp_path / "r.csv", people(luck, "R", 90))
    run(*lists, tmp_path / "first.jsonl")
    again = run(*lists, tmp_path / "again.jsonl", since=tmp_path / "first.jsonl")
    assert again.pairs == 0
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "first.jsonl").read_bytes()


def test_an_earlier_run_is_refused_where_it_does_not_fit(tmp_path: Path) -> None:
    luck = random.Random(9)
    lists = write(tmp_path / "w.csv", people(luck, "W", 20)), write(tmp_path / "r.csv", people(luck, "R", 30))
    hits = tmp_path / "first.jsonl"
    run(*lists, hits)

    def reason(options: Options = LIMITED) -> str:
        with pytest.raises(ScreenError) as error:
            screen_files(open_table(lists[0]), open_table(lists[1]), tmp_path / "x.jsonl", options=options, since=hits)
        assert error.value.code == "screening.since"
        return str(error.value.data["reason"])

    assert reason(Options(limit=3, threshold=0.0001, rows=40)) == "different: limit"
    hits.write_bytes(hits.read_bytes() + b"{}\n")
    assert reason() == "changed"
    memory_path(hits).write_bytes(b"\x00" * 20)
    assert reason() == "unreadable"
    memory_path(hits).unlink()
    assert reason() == "missing"


def test_spark_cannot_build_on_an_earlier_run(tmp_path: Path) -> None:
    luck = random.Random(5)
    lists = write(tmp_path / "w.csv", people(luck, "W", 5)), write(tmp_path / "r.csv", people(luck, "R", 5))
    with pytest.raises(ScreenError) as error:
        run(*lists, tmp_path / "again.jsonl", engine="spark", since=tmp_path / "w.csv")
    assert error.value.code == "screening.since_spark"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.csv", "w.csv"]
