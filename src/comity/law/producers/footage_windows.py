"""Windows of cameras: read strictly, measured without counting a minute twice, and laid in the order of time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from comity.law.situation import rows
from comity.law.text import comparable

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)
RELAY_DAYS: Final = timedelta(days=1)
"""Cameras that take over from one another within so much time follow somebody."""


@dataclass(frozen=True, slots=True)
class Window:
    """One camera from one moment to another; camera numbers are compared without spaces, signs and case."""

    camera: str
    start: datetime
    end: datetime

    def lies_in(self, other: "Window") -> bool:
        """The same camera, wholly within the other window."""
        return self.camera == other.camera and other.start <= self.start and self.end <= other.end

    def shared_with(self, other: "Window") -> "Window | None":
        """What both show of one camera; None when nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Window(self.camera, start, end) if self.camera == other.camera and start < end else None


def window_of(row: Mapping[str, Any]) -> Window | None:
    """A window from ``{"camera", "start", "end"}``, moments like ``2026-11-20 13:05``; None where it is none."""
    start, end = _moment(row.get("start")), _moment(row.get("end"))
    camera = "".join(char for char in comparable(str(row.get("camera") or "")) if char.isalnum())
    if start is None or end is None or start >= end or not camera:
        return None
    return Window(camera, start, end)


def windows_of(value: object) -> list[Window] | None:
    """All windows of a list of rows; None when one is malformed or there is no list."""
    given = rows(value)
    found = [window_of(row) for row in given] if given is not None else None
    return None if found is None or None in found else [row for row in found if row is not None]


def minutes_by_camera(windows: Sequence[Window]) -> dict[str, int]:
    """Minutes of each camera; overlapping windows count once."""
    total: dict[str, int] = {}
    reached: dict[str, datetime] = {}
    for row in sorted(windows, key=lambda item: item.start):
        start = max(row.start, reached.get(row.camera, row.start))
        total[row.camera] = total.get(row.camera, 0) + max(0, int((row.end - start).total_seconds()) // 60)
        reached[row.camera] = max(row.end, reached.get(row.camera, row.end))
    return total


def longest_relay(windows: Sequence[Window]) -> list[str]:
    """The longest run of different cameras, each beginning when or after the one before ended, within a day."""
    ordered = sorted(set(windows), key=lambda item: (item.end, item.start, item.camera))
    best: list[list[Window]] = []
    for row in ordered:
        runs = [run for run in best if _takes_over(run, row)]
        best.append([*max(runs, key=len, default=[]), row])
    return [row.camera for row in max(best, key=len, default=[])]


def _takes_over(run: Sequence[Window], row: Window) -> bool:
    first, last = run[0], run[-1]
    fresh = row.camera not in {item.camera for item in run}
    return fresh and row.start >= last.end and row.end - first.start <= RELAY_DAYS


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None
