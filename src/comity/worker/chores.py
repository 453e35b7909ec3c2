"""Work that comes round: each chore has its rhythm, and one that fails waits longer and holds up no other."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import Error as DatabaseError
from django.db import connection

from comity.kit.errors import ComityError

LONGEST_PAUSE: Final = 30.0
_LOG = logging.getLogger("comity.worker")


@dataclass
class Chore:
    """Something to do every ``every`` seconds; true from ``do`` means there is more at once."""

    name: str
    every: float
    do: Callable[[], object]
    next_at: float = field(default=0.0)
    failures: int = 0

    def run_if_due(self, now: float) -> bool:
        """Do it if it is time. Whatever it raises is logged by name only and tried again later."""
        if now < self.next_at:
            return False
        try:
            more = self.do() is True
            self.failures = 0
            self.next_at = 0.0 if more else now + self.every
            return more
        except Exception as error:  # noqa: BLE001 - the worker outlives whatever a chore meets
            self.failures += 1
            pause = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self.failures, 10))
            self.next_at = now + pause
            report(self.name, error, pause)
            return False


def report(name: str, error: Exception, pause: float) -> None:
    """Say what failed without repeating what it was about: a message may quote people's data."""
    if isinstance(error, DatabaseError):
        connection.close()
    said = error.code if isinstance(error, ComityError) else f"{type(error).__module__}.{type(error).__name__}"
    _LOG.error("%s failed with %s; again in %.1f seconds", name, said, pause)
    _LOG.debug("%s", name, exc_info=error)


def run_all(chores: Sequence[Chore]) -> bool:
    """Run every chore that is due, in order; whether one of them has more to do at once."""
    more = False
    for chore in chores:
        more = chore.run_if_due(time.monotonic()) or more
    return more
