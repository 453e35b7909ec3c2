"""The only place that asks what time it is. Times are aware UTC; the wire carries three decimals and a Z."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from comity.kit.errors import ComityError

_frozen: ContextVar[datetime | None] = ContextVar("comity_frozen_clock", default=None)


class TimeFormatError(ComityError):
    """A time on the wire is not RFC 3339 in UTC with three decimals."""

    code = "kit.time_format"


def now() -> datetime:
    """The present moment, cut to the millisecond the wire can carry."""
    moment = _frozen.get() or datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock still inside the block (tests and replays)."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC with three decimals: ``2026-11-22T09:30:00.000Z``."""
    if moment.tzinfo is None:
        raise TimeFormatError(text=moment.isoformat())
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def parse_time(text: str) -> datetime:
    """Read exactly the form ``format_time`` writes; anything else is refused."""
    try:
        moment = datetime.fromisoformat(f"{text[:-1]}+00:00")
    except ValueError as error:
        raise TimeFormatError(text=text[:40]) from error
    if format_time(moment) != text:
        raise TimeFormatError(text=text[:40])
    return moment
