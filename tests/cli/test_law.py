"""The law at the command line: what is shown is the catalogue itself, without a node."""

import json
from typing import Any

import pytest

from comity.cli.app import make_app, run


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
    assert {row["id"] for row in whole["policies"]} == {"OFF-01.listed", "OFF-01.facts"}
    assert whole["facts"]["conduct_fits_facts"]["authors"] == ["CS", "SP"]
    one = answer(capsys, "law", "explain", "OFF-01.listed")
    assert [row["id"] for row in one["policies"]] == ["OFF-01.listed"]
    assert answer(capsys, "law", "explain", "NONE-01", code=2)["error"]["code"] == "cli.no_gate"


def test_facts_and_matrix_are_those_of_the_shared_set(capsys: pytest.CaptureFixture[str]) -> None:
    from comity.law.policyset import PolicySet

    shared = PolicySet.shared()
    assert {row["name"] for row in answer(capsys, "law", "facts")["facts"]} == set(shared.facts)
    matrix = answer(capsys, "law", "matrix")["matrix"]
    assert {name: tuple(policies) for name, policies in matrix.items()} == dict(shared.matrix)


@pytest.mark.parametrize("command", ["gates", "facts", "matrix"])
def test_the_same_is_said_as_text(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert run(["law", command], make_app()) == 0
    out = capsys.readouterr().out
    assert "OFF-01.listed" in out or "conduct_listed" in out
