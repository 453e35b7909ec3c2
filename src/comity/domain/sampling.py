"""The lot that draws readings for review: nobody can foresee or choose it, anybody can draw it again."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

ONE_IN: Final = 20
"""One reading in so many is looked at."""


def seed_of(log_root: str, reads_head: str) -> bytes:
    """The seed of one draw: the root of the log after the readings, which no reader knew, and the last reading."""
    return sha256(f"comity/sample/v1\n{log_root}\n{reads_head}\n".encode()).digest()


def drawn(seed: bytes, hashes: Iterable[tuple[int, str]], *, one_in: int = ONE_IN) -> list[int]:
    """The numbers of the readings that are drawn, given each reading's number and hash."""
    return [number for number, digest in hashes if _score(seed, digest) % one_in == 0]


def _score(seed: bytes, digest: str) -> int:
    return int.from_bytes(sha256(seed + digest.encode()).digest()[:8], "big")
