"""Which published figures would single somebody out: by a small cell, or by the difference of figures.

A figure counts one thing in one area ("" is all areas) over whole days. What can be worked out from several figures,
also of earlier editions, is as public as they are: so every cell that follows by subtraction is judged as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Final

NEIGHBOURS: Final = 12
"""So many parts of one whole are tried in every combination; beyond that all of them and each single one."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One published count."""

    counted: str
    area: str
    first: date
    last: date
    count: int

    def within(self, other: "Cell") -> bool:
        """Is every one counted here counted there too?"""
        same = self.counted == other.counted and other.area in ("", self.area)
        return same and other.first <= self.first and self.last <= other.last

    def apart(self, other: "Cell") -> bool:
        """Can nobody be counted in both?"""
        areas = self.area != other.area and "" not in (self.area, other.area)
        return areas or self.last < other.first or other.last < self.first


def read_cells(figures: Iterable[Mapping[str, Any]]) -> list[Cell]:
    """Figures as a form brings them; raises ValueError, TypeError or KeyError for one that is none."""
    cells = []
    for row in figures:
        if type(row["count"]) is not int or row["count"] < 0:
            raise ValueError(row["count"])
        area = " ".join(str(row["area"]).casefold().split())
        cell = Cell(str(row["counted"]), area, date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"]),
                    row["count"])  # fmt: skip
        if cell.last < cell.first:
            raise ValueError(row["last_on"])
        cells.append(cell)
    return cells


def telling(new: Sequence[Cell], earlier: Sequence[Cell], *, floor: int) -> list[str]:
    """What the new figures would tell about fewer than ``floor`` people, in words that name no figure below it.

    A count of none tells on nobody. Figures of one edition that contradict each other are told too: a part above its
    whole. A later edition may count more than an earlier one, as long as the step between them is no small cell.
    """
    found = [f"small:{_name(cell)}" for cell in new if _is_small(cell.count, floor)]
    public = [*earlier, *new]
    for whole in sorted(set(public)):
        parts = [part for part in sorted(set(public)) if part is not whole and part != whole and part.within(whole)]
        for chosen in _choices(parts):
            if not any(part in new for part in chosen) and whole not in new:
                continue  # the earlier editions told it already
            rest = whole.count - sum(part.count for part in chosen)
            torn = rest < 0 and whole in new and all(part in new for part in chosen)
            if _is_small(rest, floor) or torn:
                found.append(f"difference:{_name(whole)}-{'+'.join(_name(part) for part in chosen)}")
    return sorted(dict.fromkeys(found))


def _choices(parts: Sequence[Cell]) -> Iterable[tuple[Cell, ...]]:
    """Every set of parts that nobody can be counted in twice."""
    if len(parts) > NEIGHBOURS:
        yield from ((part,) for part in parts)
        yield from (_greedy(parts, first) for first in parts)
        return
    for size in range(1, len(parts) + 1):
        for chosen in combinations(parts, size):
            if all(one.apart(other) for one, other in combinations(chosen, 2)):
                yield chosen


def _greedy(parts: Sequence[Cell], first: Cell) -> tuple[Cell, ...]:
    """As many parts as fit beside one, the longest first."""
    chosen = [first]
    for part in sorted(parts, key=lambda cell: (cell.first - cell.last - timedelta(1), cell)):
        if all(part.apart(other) for other in chosen):
            chosen.append(part)
    return tuple(chosen)


def _is_small(count: int, floor: int) -> bool:
    return 0 < count < floor


def _name(cell: Cell) -> str:
    return f"{cell.counted}/{cell.area or '*'}/{cell.first}/{cell.last}"
