"""Every step a person can take has a friendly verb and help; every command stands in the reference."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from comity.__main__ import program
from comity.cli import verbs
from comity.law.policyset import PolicySet
from comity.procedures.catalogue import OWN as PROCEDURES
from comity.procedures.catalogue import procedure_of

ROOT = Path(__file__).parents[2]
GROUPS = {"information_request": verbs.REQUEST, "own_initiative": verbs.OFFER, "case": verbs.CASE}


def leaves(command: Any, name: str = "comity") -> dict[str, Any]:
    inner = getattr(command, "commands", None)
    if inner is None:
        return {name: command}
    return {key: one for part, item in inner.items() for key, one in leaves(item, f"{name} {part}").items()}


@pytest.mark.parametrize("procedure", [row for row in PROCEDURES if row.name in GROUPS], ids=lambda row: row.name)
def test_every_step_of_a_person_has_its_verb(procedure: Any) -> None:
    taken = {row.command for row in procedure.steps if row.roles}
    assert set(GROUPS[procedure.name]) == taken
    names = [verb for verb, _ in GROUPS[procedure.name].values()]
    assert len(set(names)) == len(names)
    assert all(sentence.endswith(".") for _, sentence in GROUPS[procedure.name].values())


def test_help_names_roles_states_and_what_is_sent() -> None:
    command = leaves(get_command(program()))["comity request certify"]
    row = procedure_of("ir.certify").rows("ir.certify")[0]
    assert row.different_from
    for word in ("CS", "draft -> certified", "Not by who took: ir.draft", "facts"):
        assert word in command.help
    assert "request.information" in leaves(get_command(program()))["comity request send"].help


def test_every_command_says_what_it_does() -> None:
    found = leaves(get_command(program()))
    assert len(found) > 70
    for name, command in found.items():
        assert re.match(r"[A-Z].{10,}\.", command.help or "", flags=re.DOTALL), name
        for parameter in command.params:
            assert parameter.name == "help" or name.endswith(("node run", "demo", "verify")) or parameter.help, name


def test_every_command_of_a_node_takes_a_home_and_json() -> None:
    alone = ("comity verify", "comity names", "comity law gates", "comity law explain", "comity law facts", "comity law decide",
             "comity law matrix", "comity screen", "comity register invent", "comity register prepare",
             "comity register find", "comity demo", "comity node run", "comity batch")  # fmt: skip
    for name, command in leaves(get_command(program())).items():
        options = {option for parameter in command.params for option in parameter.opts}
        if not name.startswith(alone):
            assert {"--home", "--json"} <= options, name


def test_the_reference_is_what_the_commands_say() -> None:
    from tools.cli_reference import PAGE, reference

    assert PAGE.read_text(encoding="utf-8") == reference(), "run: python -m tools.cli_reference"


@pytest.mark.parametrize("page", ["operator.md", "officer.md", "screening.md"])
def test_commands_in_the_guide_exist(page: str) -> None:
    text = (ROOT / "docs" / "guide" / page).read_text(encoding="utf-8")
    known = leaves(get_command(program()))
    shown = re.findall(r"^\s*(?:\$ )?comity ([a-z-]+(?: [a-z-]+)?)", text, flags=re.MULTILINE)
    assert len(shown) > 5
    for words in shown:
        first = words.split(" ")[0]
        assert f"comity {words}" in known or f"comity {first}" in known, words
    facts = PolicySet.shared().facts
    for name, value in re.findall(r"--fact ([a-z_]+)=([a-z_]+)", text):
        assert value in facts[name].values, name
