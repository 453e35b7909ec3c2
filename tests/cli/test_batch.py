"""Many commands in one process: each line is answered by exactly one line, whatever stands in it."""

import json
import subprocess
import sys


def batch(*lines: object) -> list[dict]:
    given = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    done = subprocess.run(
        [sys.executable, "-m", "comity", "batch"], input=given, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_is_answered_in_its_order():
    first, second, third = batch(["law", "gates"], ["names", "compare", "CHEN, Wei Ming", "陈伟明"], ["no", "such"])
    assert first["code"] == 0 and first["answer"]["policies"]
    assert second["code"] == 0 and second["answer"]["ok"] is True
    assert third["code"] == 2 and third["answer"]["ok"] is False


def test_what_is_no_command_is_refused_and_the_next_line_goes_on():
    bad = [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"[1]",
        b'"law"',
        b"\xff\xfe",
        b"[" * 5000,
        ["demo"],
        ["batch"],
        ["node", "run"],
        ["node", "init"],
    ]
    answers = batch(*bad, ["law", "gates"])
    assert [row["code"] for row in answers] == [2] * (len(bad) - 1) + [0]  # an empty line is no line
    assert all(row["answer"]["error"]["sentence"] for row in answers[:-1])


def test_a_command_that_asks_for_input_gets_none(tmp_path):
    lost = ["do", "ir.draft", "--form", "-", "--home", str(tmp_path), "--as", "nobody"]
    first, second = batch(lost, ["law", "gates"])
    assert first["code"] != 0
    assert second["code"] == 0


def test_a_command_without_json_is_still_one_line(tmp_path):
    (answer,) = batch(["verify", str(tmp_path)])
    assert answer["code"] == 2 and answer["answer"]["readable"] is False
