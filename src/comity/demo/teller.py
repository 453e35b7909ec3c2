"""Tells the story as it happens, and keeps what each step took."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

_BAD: Final = "\N{REPLACEMENT CHARACTER}"
_JOINERS: Final = "\u200b\u200c\u200d"


@dataclass(slots=True)
class Step:
    """One step while it is taken; what is added here is told when it ends."""

    node: str
    step: str
    who: str
    law: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    stopped: bool = False


@dataclass(slots=True)
class Teller:
    """Writes calm lines on one console and remembers ``{node, step, seconds}`` of every step, in the order of ends.

    ``questions`` are what the gates ask, by policy, in the language of the story.
    """

    console: Console
    questions: dict[str, str] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return round(time.monotonic() - self.started, 2)

    def act(self, title: str, *about: str) -> None:
        """A new part of the story."""
        with self._lock:
            self.console.print()
            self.console.print(Text(safe(title), style="bold"))
            for line in about:
                self.console.print(Text(safe(line), style="dim"))

    @contextmanager
    def step(self, node: str, step: str, who: str, does: str) -> Iterator[Step]:
        """One step of one node: who does what, and below it what the law said and what crossed the line."""
        began, now = time.monotonic(), Step(node, step, who)
        yield now
        seconds = round(time.monotonic() - began, 2)
        with self._lock:
            self.steps.append({"node": node, "step": step, "seconds": seconds})
            self._write(now, does, seconds)

    def _write(self, step: Step, does: str, seconds: float) -> None:
        head = Text(safe(step.who), style="bold")
        head.append(" " + safe(does), style="not bold")
        head.append(f"  [{seconds:.1f} s]", style="not bold dim")
        self._row(Text(f"{self.seconds:6.1f} s", style="dim"), Text(step.node, style="cyan"), head)
        for word, rows, style in (
            ("law", step.law, "red" if step.stopped else "green"),
            ("line", step.line, "magenta"),
            ("", step.note, ""),
        ):
            for row in rows:
                self._row(Text(""), Text(f"{word:>8}", style=style), Text(safe(row), style=style))

    def _row(self, *cells: Text) -> None:
        """When, where, what: in a terminal the last column keeps its margin when it wraps; elsewhere one line is one line."""
        if not self.console.is_terminal:
            when, where, what = (cell.plain for cell in cells)
            self.console.print(Text(f"{when:<8}  {where:<8}  {what}"))
            return
        grid = Table.grid(padding=(0, 2, 0, 0))
        for width in (8, 8, None):
            grid.add_column(width=width, no_wrap=width is not None, overflow="fold")
        grid.add_row(*cells)
        self.console.print(grid, soft_wrap=False)

    def stopped(self, step: Step, policies: Sequence[str]) -> None:
        """The law's word on a step that was stopped."""
        step.stopped = True
        step.law += [f"stopped by {policy}: {self.questions.get(policy, '')}" for policy in policies]

    def say(self, *lines: str, style: str = "") -> None:
        """Plain lines."""
        with self._lock:
            for line in lines:
                self.console.print(Text(safe(line), style=style))

    def grid(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table without borders; nothing in it is ever cut or folded outside a terminal."""
        with self._lock:
            if not self.console.is_terminal:
                widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
                for row in (columns, *rows):
                    cells = (f"{safe(cell):<{width}}" for cell, width in zip(row, widths, strict=True))
                    self.console.print(Text("  ".join(cells).rstrip()))
                return
            table = Table(box=None, pad_edge=False, show_edge=False, header_style="dim")
            for number, column in enumerate(columns):
                table.add_column(column, overflow="fold", no_wrap=number < 2)
            for row in rows:
                table.add_row(*(Text(safe(cell)) for cell in row))
            self.console.print(table, soft_wrap=False)


def safe(text: str) -> str:
    """Text that may come from a people's file or a partner: no escape or direction character reaches the terminal."""
    return "".join(char if char.isprintable() or char in _JOINERS else _BAD for char in text)


def new_console(*, error: bool) -> Console:
    """No markup and no guessed colours; colours only where a terminal shows them."""
    return Console(stderr=error, markup=False, highlight=False, emoji=False, soft_wrap=True)
