"""``comity do``: the generic door. Every step of every procedure passes here; the friendly verbs are this one."""

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.command import NONE_GIVEN, Answer
from comity.cli.desk import Desk
from comity.cli.file import FileOption, hand_in
from comity.cli.forms import read_form
from comity.cli.outcome import outcome_answer

SetOption = Annotated[
    list[str], typer.Option("--set", metavar="NAME=VALUE", help="Fill in one field; repeat for several values.")
]
FactOption = Annotated[
    list[str],
    typer.Option("--fact", metavar="NAME=VALUE[:REASON]", help="State one fact; may be given several times."),
]


def do(
    desk: Desk,
    command: Annotated[
        str, typer.Argument(metavar="COMMAND", help="For example ir.certify; 'comity law matrix' lists them.")
    ],
    *,
    record: Annotated[str, typer.Option(help="Id of the record; left out where the step makes a new one.")] = "",
    form: Annotated[Path | None, typer.Option(metavar="FILE", help="The form as JSON; - reads standard input.")] = None,
    set_: SetOption = NONE_GIVEN,
    fact: FactOption = NONE_GIVEN,
    file: FileOption = NONE_GIVEN,
) -> Answer:
    """Ask the door for one step of a procedure, and say what it answered.

    Stopped commands change nothing and are kept as an entry with every failed gate, the facts that are missing and
    who may state them.
    """
    filled = hand_in(desk, read_form(command, file=form, settings=set_, facts=fact), file)
    return take(desk, command, record=record, form=filled)


def take(desk: Desk, command: str, *, record: str, form: dict[str, Any], done: str = "") -> Answer:
    """Submit one command as the signed-in officer."""
    actor, node = desk.actor, desk.node
    from comity.app.door import submit
    from comity.domain.command import Command
    from comity.kit.ids import RecordId

    wish = Command(name=command, actor=actor, record=RecordId(record) if record else None, form=form)
    return outcome_answer(desk, submit(node, wish), done=done)
