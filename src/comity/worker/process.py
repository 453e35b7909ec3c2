"""The worker as a process of its own: ``python -m comity.worker.process``, started by ``comity node run``."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path


def main() -> int:
    """Unlock through the inherited pipe, then work until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unlock-fd", type=int, required=True)
    given = parser.parse_args()

    import django

    django.setup()
    from comity.app import unlock
    from comity.worker.loop import run

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    home = Path(os.environ["COMITY_HOME"])
    run(home, unlock.receive(given.unlock_fd), stop, ready=lambda: _say("worker ready"))
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
