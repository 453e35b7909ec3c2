"""``comity screen``: one list against another, from file to file; every hit with its reasons, for a person to judge."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli.command import DONE, NONE_GIVEN, Answer
from comity.cli.desk import Desk
from comity.cli.display import lines, pairs, table, together
from comity.cli.lists import check_out, find_list, nameless, notes_on
from comity.cli.progress import made_fast
from comity.screening.errors import ColumnsError, ScreenError

if TYPE_CHECKING:
    from comity.screening.columns import Table
    from comity.screening.job import Report

SIDES = ("watch", "register")
SHOWN_ROWS = 20

LimitOption = Annotated[int, typer.Option(min=1, metavar="N", help="Hits a watch entry at most, the best ones.")]
ThresholdOption = Annotated[
    float, typer.Option(min=0.0, max=1.0, metavar="P", help="Only hits of at least this probability, from 0 to 1.")
]
ColumnOption = Annotated[
    list[str],
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which column is which field; 'watch.name=…' or 'register.name=…' for one list.",
    ),
]
MapOption = Annotated[Path | None, typer.Option("--map", dir_okay=False, help="The same as a TOML file.")]
EngineOption = Annotated[
    Literal["duckdb", "spark"], typer.Option(help="What runs it: this process, or a Spark cluster.")
]
SinceOption = Annotated[
    Path | None, typer.Option(dir_okay=False, help="Hits of an earlier run: only what is new or changed is screened.")
]


def screen(
    desk: Desk,
    watch: Annotated[Path, typer.Argument(metavar="WATCH", help="The list to look for.", show_default=False)],
    register: Annotated[Path, typer.Argument(metavar="REGISTER", help="The list to look in.", show_default=False)],
    *,
    out: Annotated[Path, typer.Option(help="The file of hits, one JSON object a line.", dir_okay=False)],
    limit: LimitOption = 20,
    threshold: ThresholdOption = 0.5,
    column: ColumnOption = NONE_GIVEN,
    mapping: MapOption = None,
    accept_bad_rows: Annotated[
        bool, typer.Option("--accept-bad-rows", help="Leave unreadable rows out and list them.")
    ] = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Throw away what an interrupted run has finished.")
    ] = False,
    since: SinceOption = None,
    engine: EngineOption = "duckdb",
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> Answer:
    """Look for every entry of one list in another one. A hit is a candidate with its reasons; a person judges it.

    Lists are Parquet, CSV or TSV files with the columns id and name, and where known aliases, birth_date, nationality,
    documents, phones, plates, address, kind; or a folder with sdn.csv, alt.csv and add.csv as the US Treasury publishes
    them. 'invented:1000000' as REGISTER invents one of so many people. An interrupted run goes on where it stopped when it
    is given again. Lists with nothing but names in common are scored as two names are; where they have more, a name
    alone stays below the threshold.
    """
    from comity.screening.columns import open_table
    from comity.screening.job import discard, screen_files
    from comity.screening.screener import Options

    columns = read_columns(column, mapping)
    check_out(out, [path for path in (watch, register, mapping) if path])
    found = {
        side: find_list(path, side=side, out=out, accept_bad_rows=accept_bad_rows)
        for side, path in zip(SIDES, (watch, register), strict=True)
    }
    tables = {side: open_table(one.path, columns[side]) for side, one in found.items()}
    notes = [note for one in found.values() for note in one.notes] + nameless(tables["watch"])
    if engine == "spark":
        _fit_for_spark(tables, accept_bad_rows=accept_bad_rows)
    if restart:
        discard(out)
    made_fast(quiet=quiet)
    with _showing(quiet=quiet) as progress:
        report = screen_files(
            tables["watch"], tables["register"], out, options=Options(limit, threshold), engine=engine, since=since,
            progress=progress, accept_bad_rows=accept_bad_rows,
        )  # fmt: skip
    notes += notes_on(tables, report)
    return _told(report, out, notes, [row for one in found.values() for row in one.bad])


def _fit_for_spark(tables: "dict[str, Table]", *, accept_bad_rows: bool) -> None:
    """Refuse beforehand what Spark does not say: it leaves unreadable rows out."""
    for listed in tables.values():
        if listed.form == "text" and not accept_bad_rows:
            for _ in listed.batches():
                pass
            if listed.bad:
                first = listed.bad[0]
                raise ScreenError("screening.bad_rows", file=listed.path.name, count=listed.bad_count,
                                  line=first.line, reason=first.reason)  # fmt: skip


def _told(report: "Report", out: Path, notes: list[str], unread: list[dict[str, object]]) -> Answer:
    """What was done, for a person and for a program."""
    data = report.as_json()
    counts = [
        ("hits", report.hits), ("watch entries", report.watch_rows), ("register rows", report.register_rows),
        ("finished by an earlier run", report.resumed), ("compared", report.pairs), ("file", str(out)),
    ]  # fmt: skip
    bad: list[tuple[object, ...]] = [
        (file, row["line"], row["reason"]) for file, rows in report.bad.items() for row in rows[:SHOWN_ROWS]
    ]
    bad += [(row["file"], row["line"], row["reason"]) for row in unread[:SHOWN_ROWS]]
    text = together(
        pairs("Screened", counts),
        table("Rows left out", ("file", "line", "reason"), bad) if bad else None,
        lines(*notes) if notes else None,
        lines("A hit is a candidate; a person judges it."),
    )
    return Answer({"ok": True, "out": str(out), **data, "unread": unread, "notes": notes}, text, DONE)


def read_columns(given: list[str], mapping: Path | None) -> dict[str, dict[str, str]]:
    """The columns of each side: from the file, then from the command line."""
    found: dict[str, dict[str, str]] = {side: {} for side in SIDES}
    for name, value in _entries(mapping) if mapping else ():
        _put(found, name, value)
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not value:
            raise ColumnsError(file="--column", reason="column_form", detail=one)
        _put(found, name.strip(), value)
    return found


def _put(found: dict[str, dict[str, str]], name: str, column: str) -> None:
    side, dot, name_there = name.partition(".")
    for one in [side] if dot and side in SIDES else SIDES:
        found[one][name_there if dot and side in SIDES else name] = column


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ColumnsError(file=path.name, reason="unreadable", detail=str(error)[:200]) from error
    for name, value in data.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{field}", str(column)) for field, column in value.items())
        else:
            yield name, str(value)


@contextmanager
def _showing(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar with rows a second and the time that is left, on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False)
    form = TextColumn("{task.completed:,} rows{task.fields[rate]}")
    shown = console.is_terminal and not quiet
    with Progress(
        TextColumn("screening"),
        BarColumn(),
        form,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not shown,
    ) as bar:
        task = bar.add_task("screening", total=None, rate="")
        first: list[tuple[int, float]] = []

        def show(done: int, total: int) -> None:
            first.append((done, bar.get_time()))
            # What an earlier run had finished, and what was compiled meanwhile, is no measure of this one.
            rows, seconds = done - first[0][0], first[-1][1] - first[0][1]
            bar.update(
                task, completed=done, total=total or None, rate=f"  {int(rows / seconds):,} a second" if rows else ""
            )
            del first[1:]

        yield show
