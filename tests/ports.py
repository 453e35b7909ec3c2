"""Ports for servers that a test starts."""

import secrets
import socket


def free_port() -> int:
    """A port of the loopback address that nobody listens on.

    Below those the kernel gives to outgoing calls, so that none of them takes it before the server does, and drawn so
    that two processes with tests hardly ever draw the same.
    """
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
