"""Who read what, when and why: written once, each line chained to the one before (LED art. 25).

The lines serve the checking of lawfulness, self-monitoring, security and criminal proceedings, and nothing else: only
the page of a record, the draw of samples and the hand-over to a supervisor read them.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from comity.kit.canonical import hash_of
from comity.storage import models

CHUNK = 500
SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One reading. ``prev`` is the hash of the reading before it, "" for the first."""

    seq: int
    at: str
    officer: str
    record: str
    what: str
    purpose_code: str
    purpose: str
    alarm: str
    prev: str

    @property
    def hash(self) -> str:
        """What the next reading is chained to."""
        return hash_of(asdict(self))


def write(*, officer: str, record: str, what: str, purpose_code: str, purpose: str, at: str, alarm: str = "") -> int:
    """Write down a reading before anything is shown; returns its number."""
    with transaction.atomic():
        size, prev = _lock()
        read = Read(seq=size, at=at, officer=officer, record=record, what=what[:60], purpose_code=purpose_code[:60],
                    purpose=purpose[:200], alarm=alarm, prev=prev)  # fmt: skip
        models.AccessLog.objects.create(**asdict(read), hash=read.hash)
        models.ReadHead.objects.filter(id=1).update(size=size + 1, hash=read.hash)
    return size


def _lock() -> tuple[int, str]:
    row = models.ReadHead.objects.select_for_update().filter(id=1).first()
    if row is None:
        models.ReadHead.objects.get_or_create(id=1, defaults={"size": 0, "hash": ""})
        row = models.ReadHead.objects.select_for_update().get(id=1)
    return row.size, row.hash


def head() -> tuple[int, str]:
    """How many readings there are, and the hash of the last."""
    row = models.ReadHead.objects.filter(id=1).first()
    return (row.size, row.hash) if row else (0, "")


def of_record(record: str) -> list[dict[str, Any]]:
    """Who read this record, newest first."""
    rows = models.AccessLog.objects.filter(record=record).order_by("-seq")
    return [dict(row) for row in rows.values("officer", "what", "purpose_code", "purpose", "at")[:SHOWN]]


def between(start: int, stop: int) -> Iterator[Read]:
    """The readings of these numbers in order."""
    yield from _rows(models.AccessLog.objects.filter(seq__gte=start, seq__lt=stop))


def in_time(since: str, until: str) -> Iterator[Read]:
    """The readings from a moment up to another."""
    yield from _rows(models.AccessLog.objects.filter(at__gte=since, at__lt=until))


def hash_at(size: int) -> str:
    """The hash of the last of the first ``size`` readings: "" for none."""
    return models.AccessLog.objects.filter(seq=size - 1).values_list("hash", flat=True).first() or ""


def stored() -> Iterator[tuple[Read, str]]:
    """Every reading as it lies there with the hash beside it, for checking."""
    for row in models.AccessLog.objects.order_by("seq").iterator(chunk_size=CHUNK):
        yield _read(row), row.hash


def _rows(rows: Any) -> Iterator[Read]:
    for row in rows.order_by("seq").iterator(chunk_size=CHUNK):
        yield _read(row)


def _read(row: Any) -> Read:
    return Read(**{name: getattr(row, name) for name in Read.__slots__})
