"""Write docs/ref/cli.md from the commands themselves: ``python -m tools.cli_reference``. A test fails when it drifts."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from comity.__main__ import DEMO, program
from comity.cli.app import NODE_RUN, load

PAGE = Path(__file__).resolve().parents[1] / "docs" / "ref" / "cli.md"
LATER = {"comity node run": NODE_RUN, "comity demo": DEMO}
"""Commands whose own options load with their module."""
WIDTH = 100
HEAD = """# Commands

**Status:** current. Made from the commands by `python -m tools.cli_reference`; do not edit.

Every command of a node takes `--home FOLDER` (or `COMITY_HOME`) and `--json`: exactly one JSON object on standard output,
with `"ok"` in it. Without it the answer is text, errors go to standard error. Commands that read records unlock the
node: `--unlock-file` (or `COMITY_UNLOCK_FILE`), else the systemd credential `comity-unlock`, else a question. Commands
of an officer take `--as USERNAME` (`COMITY_AS`) and `--password-file` (`COMITY_PASSWORD_FILE`), else ask. Files with
secrets must be readable by their owner alone. `COMITY_LANGUAGE` (en, km, zh-Hans) chooses the language of errors until
an officer has signed in.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | stopped by a rule, refused, or a fault was found |
| 2 | bad input, or not found |
"""


def reference() -> str:
    """The whole page."""
    root = get_command(program())
    parts = [HEAD, "| command | what it does |\n|---|---|"]
    leaves = list(_leaves(root, "comity"))
    parts[-1] += "".join(f"\n| [`{name}`](#{_anchor(name)}) | {_first_line(command)} |" for name, command in leaves)
    parts += [f"## {name}\n\n```text\n{_help(command, name)}\n```" for name, command in leaves]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for key, one in inner.items():
        yield from _leaves(one, f"{name} {key}")


def _help(command: Any, name: str) -> str:
    target = load(LATER[name]) if name in LATER else None
    if target is not None:
        command = get_command(_program_of(target))
    for parameter in command.params:
        if isinstance(parameter.default, Path) and parameter.default.is_absolute():
            parameter.show_default = False  # a place on this machine, not a default for anybody else
    context = command.context_class(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    return "\n".join(line.rstrip() for line in str(command.get_help(context)).splitlines())


def _program_of(target: Any) -> typer.Typer:
    if isinstance(target, typer.Typer):
        return target
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command()(target)
    return alone


def _first_line(command: Any) -> str:
    return str(command.help or "").strip().split("\n\n")[0].replace("\n", " ").replace("|", "\\|")


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} written\n")
