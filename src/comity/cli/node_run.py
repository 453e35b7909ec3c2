"""``comity node run``: the node's three processes, from one command, until SIGTERM or SIGINT."""

import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.command import HomeOption, UnlockOption, refusal, show
from comity.cli.desk import HOME, Desk
from comity.kit.errors import ComityError
from comity.screening.ready import make_ready


class NotReadyError(ComityError):
    """The node cannot be run as it lies there."""

    code = "node.not_ready"


def run(
    home: HomeOption = Path(HOME),
    unlock_file: UnlockOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what goes wrong.")] = False,
) -> None:
    """Run this node: office (pages), link (partners) and worker, each a process of its own, until it is stopped.

    The passphrase comes from --unlock-file, a systemd credential named comity-unlock, or the terminal. Each process
    says when it is ready; one that ends by itself is started again.
    """
    desk = Desk(home=home, unlock_file=unlock_file)
    try:
        passphrase = _check(desk)
    except ComityError as error:
        raise typer.Exit(show(refusal(error, desk.language), as_json=False)) from error
    from comity.cli.supervise import Supervisor

    make_ready(_silent if quiet else _say)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Supervisor(home.resolve(), passphrase, _silent if quiet else _say, stop).run()
    if not quiet:
        _say("stopped")


def _check(desk: Desk) -> str:
    """The passphrase, once the node is there, its tables are of this version, and its keys open."""
    desk.start()
    from django.db import connections

    from comity.app.node import open_node
    from comity.app.status import pending_migrations

    pending = pending_migrations()
    connections.close_all()
    if pending:
        raise NotReadyError(reason="tables", pending=pending)
    open_node(desk.home, desk.passphrase)
    return desk.passphrase


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _silent(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    typer.run(run)
