"""Pairs from file to file: one line for each, nothing half-written, a clear word for a bad line."""

from pathlib import Path

import pytest

from comity.names.compare import points_of
from comity.names.pairs import PairsError, probability, score_pairs

PAIRS = "id\ta\tb\n1\t陈伟明\tChen Weiming\n2\tAnna Keller\tPavel Novotny\n\n3\t\tAnna\n"


def silent(done: int, total: int) -> None:
    """No progress."""


def test_every_pair_has_its_score(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text(PAIRS, "utf-8")
    assert score_pairs(tmp_path / "pairs.tsv", tmp_path / "scores.tsv", silent) == 3
    lines = (tmp_path / "scores.tsv").read_text("utf-8").splitlines()
    scores = dict(line.split("\t") for line in lines[1:])
    assert lines[0] == "id\tscore"
    assert scores["1"] == f"{probability(points_of('陈伟明', 'Chen Weiming')):.9f}"
    assert 0.8 < float(scores["1"]) <= 1
    assert 0 <= float(scores["2"]) < 0.2
    assert float(scores["3"]) < 0.001


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_bytes("\ufeffb\tset\tid\ta\r\nAnna Keller\tx\t7\tKeller, Anna\r\n".encode())
    score_pairs(tmp_path / "pairs.tsv", tmp_path / "scores.tsv", silent)
    assert (tmp_path / "scores.tsv").read_text("utf-8").splitlines()[1].startswith("7\t0.9")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"id\ta\n1\tAnna\n", "names.pairs_columns"),
        (b"", "names.pairs_columns"),
        (b"id\ta\tb\n1\tAnna\n", "names.pairs_row"),
        (b"id\ta\tb\n1\t" + b"x" * 70_000 + b"\tAnna\n", "names.pairs_row"),
        (b"id\ta\tb\n1\t\xff\tAnna\n", "names.pairs_not_utf8"),
    ],
)
def test_a_bad_file_leaves_the_scores_as_they_were(tmp_path: Path, text: bytes, code: str) -> None:
    (tmp_path / "pairs.tsv").write_bytes(text)
    (tmp_path / "scores.tsv").write_text("kept", "utf-8")
    with pytest.raises(PairsError) as stopped:
        score_pairs(tmp_path / "pairs.tsv", tmp_path / "scores.tsv", silent)
    assert stopped.value.code == code
    assert (tmp_path / "scores.tsv").read_text("utf-8") == "kept"
    assert len(list(tmp_path.iterdir())) == 2
