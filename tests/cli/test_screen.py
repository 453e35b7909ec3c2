"""``comity screen`` from file to file, as people and programs give it."""

import json
from pathlib import Path

import pytest

from comity.cli.app import make_app, run


def comity(*words: str) -> int:
    return run(words, make_app())


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    watch, register = tmp_path / "watch.csv", tmp_path / "register.tsv"
    watch.write_text("no,who,birth_date\nW1,Anna Maria Lopez,1970-01-02\nW2,Nobody There,\n")
    register.write_text("id\tname\tbirth_date\nR1\tLopez Anna Maria\t1970-01-02\nR2\tPedro Silva\t1980-05-05\n")
    return str(watch), str(register)


def test_hits_are_written_and_counted(
    lists: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hits.jsonl"
    columns = ("--column", "watch.id=no", "--column", "watch.name=who")
    assert comity("screen", *lists, "--out", str(out), *columns, "--json", "--quiet") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["hits"], told["watch_rows"], told["register_rows"]) == (1, 2, 2)
    hit = json.loads(out.read_text())
    assert (hit["watch"], hit["register"]) == ("W1", "R1")


def test_a_mapping_file_says_the_same(
    lists: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "columns.toml"
    mapping.write_text('[watch]\nid = "no"\nname = "who"\n')
    assert comity("screen", *lists, "--out", str(tmp_path / "hits.jsonl"), "--map", str(mapping)) == 0
    assert "A hit is a candidate; a person judges it." in capsys.readouterr().out


def test_a_missing_column_is_said_in_a_sentence(
    lists: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert comity("screen", *lists, "--out", str(tmp_path / "hits.jsonl")) == 2
    assert "watch.csv has no column id, name" in capsys.readouterr().err.replace("\n", " ")
    assert not (tmp_path / "hits.jsonl").exists()
