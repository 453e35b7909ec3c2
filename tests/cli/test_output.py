"""Whatever happens, one answer: one JSON object where it was asked, a sentence and an exit code where it was not."""

import json
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer

from comity.cli.app import load, mount_later, run
from comity.cli.command import Answer, as_command, new_group
from comity.cli.desk import Desk
from comity.cli.display import lines
from comity.kit.errors import ComityError


def program(work: Any, needs: Any = "nothing") -> typer.Typer:
    app = new_group("Nothing.")
    app.command("one")(as_command(work, needs))
    app.command("two")(as_command(work, needs))
    return app


def said(capsys: pytest.CaptureFixture[str], app: typer.Typer, *arguments: str) -> tuple[int, str, str]:
    code = run(arguments, app)
    out, err = capsys.readouterr()
    return code, out, err


def fails(error: Exception) -> Any:
    def work(desk: Desk) -> Answer:
        """Fail."""
        raise error

    return work


def test_an_answer_is_one_object_or_text(capsys: pytest.CaptureFixture[str]) -> None:
    def work(desk: Desk, name: Annotated[str, typer.Argument()]) -> Answer:
        """Say it."""
        return Answer({"ok": True, "name": name}, lines(f"It is {name}."))

    app = program(work)
    assert said(capsys, app, "one", "陈\x1b[2J", "--json") == (0, '{"ok": true, "name": "陈\\u001b[2J"}\n', "")
    assert said(capsys, app, "one", "陈\x1b[2J") == (0, "It is 陈\N{REPLACEMENT CHARACTER}[2J.\n", "")


@pytest.mark.parametrize("error, code, exit_code", [
    (ComityError("door.not_found"), "door.not_found", 2),
    (ComityError("officers.sign_in"), "officers.sign_in", 1),
    (ComityError("never.heard_of", place="here"), "never.heard_of", 1),
    (PermissionError(13, "Permission denied", "/x"), "cli.file", 2),
    (ZeroDivisionError("by nought"), "cli.unforeseen", 1),
])  # fmt: skip
def test_every_error_is_said_in_both_forms(
    capsys: pytest.CaptureFixture[str], error: Exception, code: str, exit_code: int
) -> None:
    app = program(fails(error))
    given, out, err = said(capsys, app, "one", "--json")
    assert (given, err) == (exit_code, "")
    answer = json.loads(out)
    assert (answer["ok"], answer["error"]["code"]) == (False, code)
    given, out, err = said(capsys, app, "one")
    assert (given, out) == (exit_code, "")
    assert err.strip() == answer["error"]["sentence"]


def test_a_database_that_fails_is_no_fault_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    from django.db.utils import OperationalError

    code, out, _ = said(capsys, program(fails(OperationalError("no such table"))), "one", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "cli.database")


def test_what_is_typed_wrongly_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    app = program(fails(ValueError()))
    for arguments in (("one", "--nothing"), ("three",), ("one", "extra")):
        code, out, err = said(capsys, app, *arguments, "--json")
        assert (code, json.loads(out)["error"]["code"], err) == (2, "cli.usage", "")
        code, out, err = said(capsys, app, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("Usage: ")


def test_commands_that_are_not_installed_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    app = new_group("Nothing.")
    mount_later(app, "one", "comity.nowhere.at_all:run", "Not here.")
    mount_later(app, "two", "comity.nowhere:run", "Not here.")
    for name in ("one", "two"):
        code, out, _ = said(capsys, app, name, "--json", "--anything")
        assert (code, json.loads(out)["error"]["code"]) == (2, "cli.not_installed")
    assert load("comity.nowhere.at_all:run") is None


def test_a_command_mounted_later_gets_its_own_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    app = new_group("Nothing.")
    mount_later(app, "later", f"{__name__}:later", "Later.")
    mount_later(app, "other", f"{__name__}:later", "Later.")
    assert said(capsys, app, "later", "--word", "well")[:2] == (3, "well\n")
    code, out, _ = said(capsys, app, "later", "--help")
    assert code == 0
    assert "--word" in out


def later(word: Annotated[str, typer.Option()] = "") -> None:
    """Say a word and leave with 3."""
    typer.echo(word)
    raise typer.Exit(3)


def test_one_process_works_with_one_node(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text('office = "xc-other"\n')
    app = program(fails(ValueError()), needs="folder")
    code, out, _ = said(capsys, app, "one", "--home", str(tmp_path), "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "cli.other_node")
