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


@contextmanager
def telling_of_first_use(*, quiet: bool = False) -> Iterator[None]:
    """Say why nothing moves for a minute: loops are compiled when they are used for the first time. Only on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from numba.core import event

    told = False

    def tell(_: object) -> None:
        nonlocal told
        if not told:
            told = True
            sys.stderr.write("comity: making comparisons fast (about a minute, once for each version)\n")

    class Listener(event.Listener):
        on_start = staticmethod(tell)

        def on_end(self, _: object) -> None:
            """Nothing to say."""

    with event.install_listener("numba:compile", Listener()):
        yield
