"""The entrance as a process of its own: ``python -m comity.peerapi.process``, started by ``comity node run``.

It holds the TLS key, the sealing key to open, the signing key for receipts and the log key to sign and cosign
checkpoints. No page is served from here.
"""

import argparse
import os
import sys
from pathlib import Path


def main() -> None:
    """Unlock through the inherited pipe, then answer partners until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unlock-fd", type=int, required=True)
    given = parser.parse_args()

    import django

    django.setup()
    from django.db import connections

    from comity.app import highwater, link, pins, unlock
    from comity.app.node import open_node
    from comity.peerapi.server import serve_link
    from comity.transport.keyfiles import read_keys

    home = Path(os.environ["COMITY_HOME"])
    passphrase = unlock.receive(given.unlock_fd)
    node = open_node(home, passphrase)
    keys = read_keys(home / "keys", passphrase, names=(*link.KEYS, "tls"))
    link.use_keys(keys)
    link.warm_up(node)
    highwater.check_history(home)
    connections.close_all()  # the server forks: no connection may be shared
    address = f"https://{node.file.host}:{node.file.link_port}"
    serve_link(
        host=node.file.host,
        port=node.file.link_port,
        tls=keys.tls,
        bundle=pins.bundle_path(home),
        receive=link.receive_batch,
        log_level="warning",
        after_fork=lambda: _say(f"link ready at {address}"),
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
