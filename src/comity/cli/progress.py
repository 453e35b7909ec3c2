"""A count that runs on standard error while something long is done; silent where that is no terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""(done so far, of how many; 0 when nobody knows)."""


@contextmanager
def counting(what: str, *, unit: str = "entries") -> Iterator[Progress]:
    """Show how far it is."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, markup=False, highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} " + unit),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)


def made_fast(*, quiet: bool = False) -> None:
    """Let the loops of comparison be compiled before anything waits for them, and say so on a terminal."""
    from comity.screening.ready import make_ready

    shown = sys.stderr.isatty() and not quiet
    make_ready(lambda text: sys.stderr.write(f"comity: {text}\n") if shown else None)
