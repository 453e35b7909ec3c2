"""The officers' pages as a process of its own: ``python -m comity.cli.office_process``, started by ``comity node run``.

It holds the records key and no other: nothing can be signed, sealed or opened for the link from here.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any, Final

THREADS: Final = 8
LOOPBACK: Final = "127.0.0.1"


def main() -> None:
    """Unlock through the inherited pipe, then serve pages until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unlock-fd", type=int, required=True)
    given = parser.parse_args()

    import django

    django.setup()
    from django.db import connections

    from comity.app import highwater, unlock
    from comity.app.node import open_node

    home = Path(os.environ["COMITY_HOME"])
    node = open_node(home, unlock.receive(given.unlock_fd))
    _ = node.pack, node.law, node.projector
    highwater.check_history(home)
    (home / "static").mkdir(mode=0o700, exist_ok=True)  # collected files, if the operator collects them
    connections.close_all()  # the server forks: no connection may be shared
    serve_office(node.file.office_port)


def serve_office(port: int) -> None:
    """Serve Django's application on the loopback address; TLS for officers is the reverse proxy's work."""
    from django.core.wsgi import get_wsgi_application
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # publishes no types

    address = f"http://{LOOPBACK}:{port}"
    settings: dict[str, Any] = {
        "bind": f"{LOOPBACK}:{port}",
        "worker_class": "gthread",
        "workers": 1,
        "threads": THREADS,
        "timeout": 120,
        "graceful_timeout": 10,
        "control_socket_disable": True,
        "forwarded_allow_ips": "",
        "header_map": "refuse",
        "loglevel": "warning",
        "errorlog": "-",
        "post_worker_init": lambda _worker: _say(f"office ready at {address}"),
    }

    class Office(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
        def load_config(self) -> None:
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return get_wsgi_application()

    Office().run()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
