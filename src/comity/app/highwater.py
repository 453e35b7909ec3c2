"""The high-water file: how far the log had come when it was last signed, kept outside the database.

A database restored from an old copy does not know that it is old; this file does, and so do the partners. Where it is
ahead of the database, contradicts it, or is missing although there are entries, the node does not sign until a partner
has said how far it had witnessed this log.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comity.app.setup import HIGH_WATER
from comity.kit import clock
from comity.kit.canonical import CanonicalError, canonical_bytes, read_json
from comity.storage import boot, log
from comity.tlog.tree import EMPTY_ROOT
from comity.transport.files import write_durably

FILE = HIGH_WATER
LIMIT_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Mark:
    """The size and root of the largest tree this node has signed."""

    size: int
    root: bytes

    def to_bytes(self) -> bytes:
        """The content of the file."""
        return canonical_bytes({"v": 1, "size": self.size, "root": self.root.hex()}) + b"\n"


def read_mark(home: Path) -> Mark | None:
    """The mark, or None when the file is missing or is none."""
    try:
        with (home / FILE).open("rb") as file:
            value = read_json(file.read(LIMIT_BYTES), limit=LIMIT_BYTES)
        mark = Mark(int(value["size"]), bytes.fromhex(value["root"]))
    except (OSError, CanonicalError, KeyError, TypeError, ValueError):
        return None
    return mark if mark.size >= 0 and len(mark.root) == 32 else None


def raise_mark(home: Path, size: int, root: bytes) -> None:
    """Write a larger mark durably; a smaller or equal one changes nothing. Several processes may ask at once."""
    with _locked(home):
        present = read_mark(home)
        if present is None or present.size < size:
            write_durably(home / FILE, Mark(size, root).to_bytes())


def judge(home: Path) -> str:
    """Why the history in the database cannot be trusted by itself, in one word; "" when it agrees with the file."""
    mark, size = read_mark(home), log.size()
    if mark is None:
        return "high_water_missing" if size else ""
    if mark.size > size:
        return "behind_high_water"
    return "" if log_has(mark.size, mark.root) else "differs_from_high_water"


def log_has(size: int, root: bytes) -> bool:
    """Whether the first ``size`` entries of the log have this root."""
    if size == 0:
        return root == EMPTY_ROOT
    if size > log.size():
        return False
    try:
        return log.root(size) == root
    except KeyError:
        return False


def check_history(home: Path) -> bool:
    """Compare at start, and from then on sign or not. Returns whether the history is whole."""
    reason = judge(home)
    if reason:
        boot.doubt(reason, at=clock.format_time(clock.now()))
    return boot.history_is_whole()


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    with (home / f".{FILE}.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
