"""Invented people: the same everywhere, in any part, whole or not at all."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from comity.screening.invented import write_register, write_watch
from comity.screening.invented.people import CHUNK


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_people(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_register(tmp_path / name, 500, seed=seed)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b != c


def test_any_part_can_be_written_alone(tmp_path: Path) -> None:
    write_register(tmp_path / "whole", 300, seed=5)
    write_register(tmp_path / "part", 100, seed=5, first=150)
    whole, part = pq.read_table(tmp_path / "whole"), pq.read_table(tmp_path / "part")
    assert whole.slice(150, 100).equals(part)
    assert whole.schema.names == ["id", "name", "birth_date", "nationality", "documents"]
    assert any("|" in name for name in whole["name"].to_pylist())


def test_the_watch_list_says_who_is_who(tmp_path: Path) -> None:
    write_register(tmp_path / "register", 2_000, seed=9)
    write_watch(tmp_path / "watch", 400, 150, rows=2_000, seed=9)
    ids = set(pq.read_table(tmp_path / "register")["id"].to_pylist())
    rows = pq.read_table(tmp_path / "watch").to_pylist()
    true = [row["truth"] for row in rows if row["truth"]]
    assert len(rows) == 400 and len(true) == len(set(true)) == 150 and set(true) <= ids
    assert any(row["documents"] for row in rows)


def test_interrupted_it_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(done: int) -> None:
        assert done == CHUNK
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_register(tmp_path / "register", CHUNK + 1, seed=1, progress=interrupt)
    assert list(tmp_path.iterdir()) == []
