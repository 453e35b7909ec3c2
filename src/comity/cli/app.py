"""All commands of a node under one name. Heavy parts load when a command needs them; help never does."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
from typer.main import get_command

from comity.cli import agreement, do, file, law, names, node, officer, pair, prepared, record, screen, steps
from comity.cli.batch import HELP as BATCH_HELP
from comity.cli.batch import make_batch
from comity.cli.command import BAD_INPUT, STOPPED, command, new_group, refusal, show, write_json
from comity.cli.words import language_of_the_terminal
from comity.kit.errors import ComityError

ABOUT = """Two authorities work one case, each on its own node; every act is lawful, answered and provable.

Exit codes: 0 done; 1 stopped, refused, or a fault found; 2 bad input, or not found.
"""
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}
NODE_RUN = "comity.cli.node_run:run"


def make_app() -> typer.Typer:
    """Every command but the demonstration, which stands above this room."""
    app = new_group(ABOUT)
    groups = {
        "node": node.group,
        "officer": officer.group,
        "pair": pair.group,
        "agreement": agreement.group,
        "request": steps.request_group(),
        "offer": steps.offer_group(),
        "case": steps.case_group(),
        "register": prepared.group,
        "names": names.group,
        "law": law.group,
        "file": file.group,
    }
    for name, group in groups.items():
        app.add_typer(group, name=name)
    mount_later(node.group, "run", NODE_RUN, "Run this node: its pages, its link and its worker, until it is stopped.")
    command(app, "do")(do.do)
    command(app, "screen", needs="nothing")(screen.screen)
    for name, work, needs in record.COMMANDS:
        command(app, name, needs=needs)(work)
    app.command("verify", context_settings=PASS_ON, add_help_option=False, help=record.VERIFY_HELP)(record.verify)
    app.command("batch", help=BATCH_HELP)(make_batch(lambda words: run(words, app)))
    return app


def mount_later(group: typer.Typer, name: str, target: str, help_text: str) -> None:
    """Mount ``module:function`` so that its module loads when the command is given; a missing one says so."""

    def run(context: typer.Context) -> None:
        loaded = load(target)
        if loaded is None:
            missing = ComityError("cli.not_installed", command=name, part=target.partition(":")[0])
            raise typer.Exit(show(refusal(missing, language_of_the_terminal()), as_json="--json" in context.args))
        raise typer.Exit(call(loaded, context.args, prog_name=context.command_path))

    group.command(name, context_settings=PASS_ON, add_help_option=False, help=help_text)(run)


def load(target: str) -> Any:
    """The thing ``module:name`` names, or None where the module is not installed."""
    module, _, name = target.partition(":")
    try:
        if find_spec(module) is None:
            return None
    except ModuleNotFoundError:
        return None
    return getattr(import_module(module), name)


def call(target: Any, arguments: Sequence[str], *, prog_name: str) -> int:
    """Run a Typer program or a plain function with its own arguments."""
    if not isinstance(target, typer.Typer):
        program = typer.Typer(rich_markup_mode=None, add_completion=False)
        program.command()(target)
        target = program
    return _code(get_command(target).main(args=list(arguments), prog_name=prog_name, standalone_mode=False))


def run(arguments: Sequence[str], app: typer.Typer) -> int:
    """Run one command line and return its exit code; what cannot be read is said, as JSON where that was asked."""
    try:
        return _code(get_command(app).main(args=list(arguments), prog_name="comity", standalone_mode=False))
    except typer.Abort:
        sys.stderr.write("\n")
        return STOPPED
    except typer.TyperException as error:
        return _misread(error, arguments)


def _misread(error: typer.TyperException, arguments: Sequence[str]) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stdout.write(str(error) + "\n")
        return BAD_INPUT
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    if "--json" in arguments:
        write_json({"ok": False, "error": {"code": "cli.usage", "sentence": text, "data": {}}})
    else:
        context = getattr(error, "ctx", None)
        usage = context.get_usage() + "\n" if context else ""
        sys.stderr.write(f"{usage}{text}\n")
    return BAD_INPUT


def _code(result: Any) -> int:
    return result if isinstance(result, int) else 0
