"""``comity``: the one program of a node. Composes the commands with the demonstration, which stands above them."""

import sys

DEMO = "comity.demo.command:app"


def main() -> int:
    """Run the command line of this process and return its exit code."""
    from comity.cli.app import make_app, mount_later, run

    app = make_app()
    mount_later(app, "demo", DEMO, "Two invented states, two real nodes, one request from draft to answer.")
    return run(sys.argv[1:], app)


if __name__ == "__main__":
    raise SystemExit(main())
