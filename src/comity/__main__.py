"""``comity``: the one program of a node. Composes the commands with the demonstration, which stands above them."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

DEMO = "comity.demo.command:app"


def program() -> "typer.Typer":
    """Every command under one name."""
    from comity.cli.app import make_app, mount_later

    app = make_app()
    mount_later(app, "demo", DEMO, "Two invented states, two real nodes, one request from draft to answer.")
    return app


def main() -> int:
    """Run the command line of this process and return its exit code."""
    from comity.cli.app import run

    return run(sys.argv[1:], program())


if __name__ == "__main__":
    raise SystemExit(main())
