"""The law at the command line: what is shown is the catalogue itself, without a node."""

import json
from pathlib import Path
from typing import Any

import pytest

from comity.cli.app import make_app, run
from tests.law.best import best_words
from tests.law.world import LAW


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    assert run([*arguments, "--json"], make_app()) == code
    return json.loads(capsys.readouterr().out)


def test_every_policy_is_listed_with_its_question(capsys: pytest.CaptureFixture[str]) -> None:
    from comity.law.policyset import PolicySet

    shown = answer(capsys, "law", "gates")
    assert shown["hash"] == PolicySet.shared().hash
    assert {row["id"] for row in shown["policies"]} == {policy.id for policy in PolicySet.shared().policies}
    assert all(set(row["asks"]) == {"en", "km", "zh-Hans"} for row in shown["policies"])


def test_a_gate_is_explained_by_its_id_or_one_of_its_policies(capsys: pytest.CaptureFixture[str]) -> None:
    whole = answer(capsys, "law", "explain", "off-01")
    assert {"OFF-01.listed", "OFF-01.facts"} <= {row["id"] for row in whole["policies"]}
    assert {row["gate"] for row in whole["policies"]} == {"OFF-01"}
    assert {"CS", "SP"} <= set(whole["facts"]["conduct_fits_facts"]["authors"])
    assert whole["facts"]["conduct_fits_facts"]["default"] == "unknown"
    assert set(whole["facts"]["conduct_fits_facts"]["asks"]) == {"en", "km", "zh-Hans"}
    assert all(row["valid_from"] and "valid_to" in row and row["actions"] for row in whole["policies"])
    one = answer(capsys, "law", "explain", "OFF-01.listed")
    assert [row["id"] for row in one["policies"]] == ["OFF-01.listed"]
    assert answer(capsys, "law", "explain", "NONE-01", code=2)["error"]["code"] == "cli.no_gate"


def test_facts_and_matrix_are_those_of_the_shared_set(capsys: pytest.CaptureFixture[str]) -> None:
    from comity.law.policyset import PolicySet

    shared = PolicySet.shared()
    assert {row["name"] for row in answer(capsys, "law", "facts")["facts"]} == set(shared.facts)
    matrix = answer(capsys, "law", "matrix")["matrix"]
    assert {name: tuple(policies) for name, policies in matrix.items()} == dict(shared.matrix)


def test_no_day_ahead_is_without_its_hard_gates(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "law", "gates")["gaps"] == []


def decided(capsys: pytest.CaptureFixture[str], path: Path, facts: Any, *options: str, code: int) -> Any:
    path.write_text(facts if isinstance(facts, str) else json.dumps(facts))
    chosen = options or ("--procedure", "information_request", "--step", "release")
    return answer(capsys, "law", "decide", str(path), *chosen, code=code)


def test_facts_from_a_file_are_judged_gate_by_gate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    best = best_words("ir.release")
    allowed = decided(capsys, tmp_path / "facts.json", best, code=0)
    assert (allowed["allowed"], allowed["command"], allowed["missing_facts"]) == (True, "ir.release", [])
    assert {row["policy"] for row in allowed["gates"]} == {policy.id for policy in LAW.matrix["ir.release"]}
    assert {row["said"] for row in allowed["gates"]} == {"open"}
    worse = {**best, "political_nature": "predominant", "answer_in_time": "no"}
    worse.pop("lawful_origin")
    stopped = decided(capsys, tmp_path / "facts.json", {"facts": worse}, code=1)
    said = {row["policy"]: row for row in stopped["gates"]}
    assert (said["POL-01.hard"]["said"], said["GRD-01.late"]["said"], said["REF-02"]["said"]) == (
        "shut",
        "warned",
        "open",
    )
    assert said["POL-01.hard"]["facts"][0]["value"] == "predominant"
    assert said["EVI-02.lawful"]["mark"] == "V"
    assert stopped["missing_facts"] == ["lawful_origin"]


def test_the_day_chooses_the_policies(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    options = ("--procedure", "ir", "--step", "ir.draft", "--day")
    facts = {name: {"value": word} for name, word in best_words("ir.draft").items()}
    assert decided(capsys, tmp_path / "f.json", facts, *options, "2026-11-22", code=0)["allowed"]
    before = decided(capsys, tmp_path / "f.json", facts, *options, "2020-01-01", code=1)
    assert before["errors"]
    assert before["gates"] == []


@pytest.mark.parametrize(
    ("facts", "options", "error"),
    [
        ({"rank": "high"}, (), "cli.no_fact"),
        ({"political_nature": "some"}, (), "cli.no_word"),
        ({"political_nature": 3}, (), "cli.no_word"),
        ({"facts": ["x"]}, (), "cli.form_file"),
        ("[1]", (), "cli.form_file"),
        ("{", (), "cli.form_file"),
        ({}, ("--procedure", "ir", "--step", "fly"), "cli.no_step"),
        ({}, ("--procedure", "flying", "--step", "draft"), "procedures.unknown"),
        ({}, ("--procedure", "ir", "--step", "draft", "--day", "tomorrow"), "cli.day"),
    ],
)
def test_what_cannot_be_judged_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, facts: Any, options: tuple[str, ...], error: str
) -> None:
    assert decided(capsys, tmp_path / "facts.json", facts, *options, code=2)["error"]["code"] == error


def test_a_file_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(tmp_path / "none.json")
    told = answer(capsys, "law", "decide", path, "--procedure", "ir", "--step", "draft", code=2)
    assert told["error"]["code"] == "cli.form_file"


def test_a_trial_is_told_as_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text('{"history_whole": "no"}')
    options = ["--procedure", "ir", "--step", "draft"]
    assert run(["law", "decide", str(tmp_path / "facts.json"), *options], make_app()) == 1
    out = capsys.readouterr().out
    assert "SYS-02" in out
    assert "RESULT: STOPPED" in out


@pytest.mark.parametrize("command", ["gates", "facts", "matrix"])
def test_the_same_is_said_as_text(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert run(["law", command], make_app()) == 0
    out = capsys.readouterr().out
    assert "OFF-01.listed" in out or "conduct_listed" in out
