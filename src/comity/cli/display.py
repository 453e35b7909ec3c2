"""Calm text for people: rows of names and values, tables, and what the door said."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_KEPT = frozenset("\n\u200b\u200c\u200d")
"""Joiners and the space without width: Khmer is written with them."""

WHOLE = ("record", "fingerprint", "entry")
"""Columns that are copied from the terminal: never broken over lines."""

Text = Callable[["Console"], None]


def printable(text: object) -> str:
    """Text of people or partners, safe for a terminal: no escape, control or direction character reaches it."""
    return "".join(
        letter
        if letter.isprintable() or letter in _KEPT or unicodedata.category(letter) == "Zs"
        else "\N{REPLACEMENT CHARACTER}"
        for letter in str(text)
    )


def lines(*rows: object) -> Text:
    """Plain lines."""
    return lambda console: console.print("\n".join(printable(row) for row in rows))


def pairs(title: str, rows: Iterable[tuple[str, object]]) -> Text:
    """A title and names with their values, one a line."""
    kept = [(name, printable(_value(value))) for name, value in rows]
    width = max((len(name) for name, _ in kept), default=0)

    def write(console: "Console") -> None:
        if title:
            console.print(printable(title), style="bold")
        for name, value in kept:
            console.print(f"  {name:<{width}}  {value}")

    return write


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "nothing") -> Text:
    """A table without borders; ``empty`` is said instead of a table without rows."""
    kept = [[printable(_value(cell)) for cell in row] for row in rows]

    def write(console: "Console") -> None:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        if title:
            console.print(printable(title), style="bold")
        if not kept:
            console.print(f"  {empty}")
            return
        grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for column in columns:
            grid.add_column(column, overflow="fold", no_wrap=column in WHOLE)
        for row in kept:
            grid.add_row(*row)
        console.print(grid)

    return write


def together(*texts: Text | None) -> Text:
    """Several texts, one after the other, with an empty line between."""
    present = [text for text in texts if text is not None]

    def write(console: "Console") -> None:
        for number, text in enumerate(present):
            if number:
                console.print()
            text(console)

    return write


def tree(value: Any, *, title: str = "") -> Text:
    """Plain JSON, indented and without brackets, for looking at a record or a message."""

    def write(console: "Console") -> None:
        if title:
            console.print(printable(title), style="bold")
        for line in _tree(value, depth=1):
            console.print(line)

    return write


def _tree(value: Any, *, depth: int) -> Iterable[str]:
    margin = "  " * depth
    if isinstance(value, Mapping):
        for name, item in value.items():
            if isinstance(item, Mapping | list) and item:
                yield f"{margin}{printable(name)}:"
                yield from _tree(item, depth=depth + 1)
            else:
                yield f"{margin}{printable(name)}: {printable(_value(item))}"
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping | list) and item:
                yield f"{margin}-"
                yield from _tree(item, depth=depth + 1)
            else:
                yield f"{margin}- {printable(_value(item))}"


def _value(value: object) -> str:
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case None | "" | [] | {}:
            return "-"
        case list() | tuple():
            return ", ".join(_value(item) for item in value)
        case _:
            return str(value)
