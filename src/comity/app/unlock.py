"""Handing the passphrase to a child process: through a pipe, never in its arguments or environment.

The parent keeps its end open. When it closes, the parent is gone, and the child ends as if it had been asked to.
"""

import os
import signal
import threading
from dataclasses import dataclass
from typing import Final

from comity.kit.errors import ComityError

LIMIT_BYTES: Final = 4096


class UnlockError(ComityError):
    """No passphrase came through the pipe."""

    code = "unlock.nothing"


@dataclass(slots=True)
class Handover:
    """One pipe: ``read_end`` is for the child, the other stays with the parent for as long as the child may live."""

    read_end: int
    write_end: int

    def started(self) -> None:
        """The child has its end now; forget the parent's copy of it."""
        os.close(self.read_end)

    def close(self) -> None:
        """Let the child know that nobody needs it any more."""
        os.close(self.write_end)


def hand_over(passphrase: str) -> Handover:
    """A pipe with the passphrase in it, for one child."""
    line = passphrase.encode() + b"\n"
    if len(line) > LIMIT_BYTES or b"\n" in line[:-1]:
        raise UnlockError(reason="passphrase")
    read_end, write_end = os.pipe()
    os.write(write_end, line)
    return Handover(read_end, write_end)


def receive(read_end: int) -> str:
    """The passphrase, in the child. From then on the process gets SIGTERM when its parent is gone."""
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(read_end, 1)
        if not piece or len(line) > LIMIT_BYTES:
            raise UnlockError(reason="pipe")
        line += piece
    threading.Thread(target=_end_with_parent, args=(read_end,), daemon=True, name="parent").start()
    return line[:-1].decode()


def _end_with_parent(read_end: int) -> None:
    while os.read(read_end, 64):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
