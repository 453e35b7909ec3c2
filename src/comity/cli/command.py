"""How every command is made: the common options, one JSON object or calm text, one exit code.

A command is a function of a ``Desk`` and its own parameters that returns an ``Answer``; its docstring is its help.
Exit codes: 0 done; 1 stopped, refused, or a fault found; 2 bad input, or not found.
"""

import inspect
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from comity.cli import words
from comity.cli.desk import HOME, Desk
from comity.cli.display import Text, printable
from comity.kit.errors import ComityError

if TYPE_CHECKING:
    from rich.console import Console

DONE, STOPPED, BAD_INPUT = 0, 1, 2
WIDE = 160
"""Letters a line where the text goes into a file or another program."""

Needs = Literal["nothing", "folder", "keys", "officer"]
"""What a command works with: nothing of a node, its folder, its unlocked records, or a signed-in officer."""
Work = TypeVar("Work", bound=Callable[..., "Answer"])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gives: ``data`` for ``--json``, ``text`` writes the same for people, ``code`` is the exit code."""

    data: Mapping[str, Any]
    text: Text
    code: int = DONE


NONE_GIVEN: list[str] = []
"""The default of an option that may be given several times; Typer hands every command its own copy."""

HomeOption = Annotated[Path, typer.Option("--home", envvar="COMITY_HOME", help="The node's folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
UnlockOption = Annotated[
    Path | None,
    typer.Option(
        "--unlock-file", envvar="COMITY_UNLOCK_FILE", help="File with the passphrase of the node's keys (mode 600)."
    ),
]
AsOption = Annotated[str, typer.Option("--as", envvar="COMITY_AS", help="User name of the officer who acts.")]
PasswordOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file", envvar="COMITY_PASSWORD_FILE", help="File with that officer's password (mode 600)."
    ),
]

_COMMON: dict[str, tuple[Any, Any, tuple[Needs, ...]]] = {
    "acting": (AsOption, "", ("officer",)),
    "password_file": (PasswordOption, None, ("officer",)),
    "unlock_file": (UnlockOption, None, ("keys", "officer")),
    "home": (HomeOption, Path(HOME), ("folder", "keys", "officer")),
    "as_json": (JsonOption, False, ("nothing", "folder", "keys", "officer")),
}


def new_group(help_text: str) -> typer.Typer:
    """A group of commands with its one line of help."""
    return typer.Typer(help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False)


def command(group: typer.Typer, name: str, *, needs: Needs = "officer", short: str = "") -> Callable[[Work], Work]:
    """Make a function a command of a group. ``short`` replaces its docstring as help."""

    def register(work: Work) -> Work:
        group.command(name, help=short or inspect.getdoc(work))(as_command(work, needs))
        return work

    return register


def as_command(work: Callable[..., Answer], needs: Needs) -> Callable[..., None]:
    """The function Typer reads: the parameters of ``work`` and the common ones, without its ``desk``."""
    own = [row for row in inspect.signature(work, eval_str=True).parameters.values() if row.name != "desk"]
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default, wanted) in _COMMON.items()
        if needs in wanted and name not in {row.name for row in own}
    ]
    parameters = [row.replace(kind=inspect.Parameter.KEYWORD_ONLY) for row in own] + common

    def run(**given: Any) -> None:
        raise typer.Exit(carry_out(work, given, own={row.name for row in own}, needs=needs))

    run.__doc__ = work.__doc__
    run.__annotations__ = {row.name: row.annotation for row in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # Typer asks inspect, which reads it
    return run


def carry_out(work: Callable[..., Answer], given: dict[str, Any], *, own: set[str], needs: Needs) -> int:
    """Run a command's function, print what it gives, return the exit code. Django starts before the function does."""
    as_json = bool(given["as_json"])
    desk = Desk(
        home=given.get("home") or Path(HOME),
        unlock_file=given.get("unlock_file"),
        username=given.get("acting") or "",
        password_file=given.get("password_file"),
    )
    try:
        if needs != "nothing":
            desk.start()
        answer = work(desk, **{name: value for name, value in given.items() if name in own})
    except ComityError as error:
        answer = refusal(error, desk.language)
    except OSError as error:
        answer = refusal(ComityError("cli.file", file=str(error.filename), reason=error.strerror), desk.language)
    except Exception as error:  # noqa: BLE001 - the last line before the terminal: one sentence, the trace on demand
        if os.environ.get("COMITY_LOG_LEVEL") == "DEBUG":
            traceback.print_exc()
        answer = refusal(_unforeseen(error), desk.language)
    return show(answer, as_json=as_json)


def _unforeseen(error: Exception) -> ComityError:
    """A database that does not answer is not our fault; anything else is."""
    kind = f"{type(error).__module__}.{type(error).__name__}"
    code = "cli.database" if kind.startswith(("django.db", "sqlite3", "psycopg")) else "cli.unforeseen"
    return ComityError(code, kind=kind, detail=str(error)[:300])


def refusal(error: ComityError, language: str) -> Answer:
    """What happened, what was kept, what to do."""
    sentence = words.say_error(error.code, language, error.data)
    faults = [
        {"path": str(path), "reason": str(reason), "sentence": words.say("faults", str(reason), language)}
        for path, reason in _pairs(error.data.get("faults"))
    ]
    data = {"code": error.code, "sentence": sentence, "data": plain_json(dict(error.data))}
    lines = [sentence, *(f"  {row['path']}: {row['sentence']}" for row in faults)]
    return Answer(
        {"ok": False, "error": {**data, "faults": faults} if faults else data},
        lambda console: console.print("\n".join(map(printable, lines)), style="red"),
        words.exit_code(error.code),
    )


def _pairs(value: object) -> list[tuple[Any, Any]]:
    return [tuple(row) for row in value if len(row) == 2] if isinstance(value, list) else []


def show(answer: Answer, *, as_json: bool) -> int:
    """Print one JSON object on standard output, or text: on standard error when the command did not go."""
    if as_json:
        write_json(answer.data)
    else:
        answer.text(new_console(error=answer.code != DONE and "error" in answer.data))
    return answer.code


def write_json(data: Mapping[str, Any]) -> None:
    """One line of JSON; letters beyond ASCII as they are where the terminal can carry them."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(plain_json(data), ensure_ascii=not utf8) + "\n")
    sys.stdout.flush()


def plain_json(value: Any) -> Any:
    """The value as JSON can carry it; what it cannot becomes its text."""
    if isinstance(value, Mapping):
        return {str(name): plain_json(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_json(item) for item in value]
    return value if isinstance(value, str | int | bool | type(None)) else str(value)


def new_console(*, error: bool = False) -> "Console":
    """A console that takes every text as it stands: no markup, no guessed colours."""
    from rich.console import Console

    console = Console(stderr=error, markup=False, highlight=False, emoji=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = WIDE
    return console
