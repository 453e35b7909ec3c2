"""``comity names``: compare two names in any scripts, every point explained; count what people made of proposals."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from comity.cli.command import Answer, command, new_group
from comity.cli.desk import Desk
from comity.cli.display import Text, lines, pairs, table, together
from comity.cli.lists import check_out
from comity.cli.progress import counting, made_fast

group = new_group("Names in any script.")

_BEARERS: dict[str, Literal["person", "organisation"] | None] = {
    "unknown": None, "person": "person", "organisation": "organisation",
}  # fmt: skip


@command(group, "compare", needs="nothing")
def compare(
    desk: Desk,
    first: Annotated[str, typer.Argument(metavar="A", help="A name.", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="B", help="Another name.", show_default=False)],
    bearer: Annotated[
        Literal["unknown", "person", "organisation"],
        typer.Option(help="Whose names they are; told from the names if unknown."),
    ] = "unknown",
) -> Answer:
    """Compare two names and say why they are, or are not, alike. A person judges; the machine only says how alike."""
    from comity.names import compare as compare_names

    made_fast()
    found = compare_names(first, second, _BEARERS[bearer])
    evidence = [row.as_json() for row in found.evidence]
    data = {"ok": True, "score": found.score_millis, "points": found.points, "scripts": list(found.scripts),
            "method": found.method, "evidence": evidence}  # fmt: skip
    cells = [(row["a"], row["b"], row["millis"], row["points"], row["explanation"]) for row in evidence]
    text = together(
        pairs("", [("alike", f"{found.score_millis} of 1000"), ("scripts", found.scripts), ("method", found.method)]),
        table("Why", ("first", "second", "moves the score by", "points", "because"), cells),
    )
    return Answer(data, text)


@command(group, "score", needs="nothing")
def score(
    desk: Desk,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="PAIRS", help="Tab-separated, with the columns id, a and b.", exists=True, dir_okay=False
        ),
    ],
    *,
    out: Annotated[Path, typer.Option(help="The file of scores: id and score, tab-separated.", dir_okay=False)],
) -> Answer:
    """Score many pairs of names, each from 0 to 1: how likely the two are one. One threshold serves all scripts."""
    from comity.names.pairs import score_pairs

    check_out(out, [file])
    made_fast()
    with counting(f"Scoring {file.name}", unit="pairs") as progress:
        count = score_pairs(file, out, progress)
    return Answer({"ok": True, "pairs": count, "out": str(out)}, pairs("", [("pairs", count), ("scores", str(out))]))


@command(group, "quality")
def quality(
    desk: Desk,
    *,
    register: Annotated[str, typer.Option(help="Only candidates of this register.")] = "",
    scripts: Annotated[str, typer.Option(help="Only these scripts, asked first: Latn-Hani.")] = "",
    tables: Annotated[str, typer.Option(help="Version of the tables (default: today's).")] = "",
) -> Answer:
    """Count what people made of the machine's candidates, by score, register, scripts and tables.

    Over the records you may see. It is for reading: nothing changes a weight by it.
    """
    from comity.app.quality import report
    from comity.screening.quality import band_name

    found = report(desk.actor, version=tables, register=register, scripts=scripts)
    for row in found["bands"]:
        row["name"] = band_name(row["name"])
    text = together(
        lines(f"Tables {found['version']}. Precision: confirmed of those decided, with the 95 % interval."),
        _counted("Score, of 1000", [*found["bands"], {**found["total"], "name": "all"}]),
        _counted("Register", found["registers"]),
        _counted("Scripts, asked - register", found["scripts"]),
        _counted("Tables", found["versions"]),
    )
    return Answer({"ok": True, **found}, text)


def _counted(title: str, rows: list[Mapping[str, Any]]) -> Text:
    columns = ("", "confirmed", "somebody else", "undecided", "not judged", "precision", "interval")
    cells = [
        (row["name"], *(str(row[name]) for name in ("positive", "negative", "unsure", "waiting")),
         _percent(row["precision"]) if row["decided"] else "-",
         f"{_percent(row['low'])} to {_percent(row['high'])}" if row["decided"] else "-")
        for row in rows
    ]  # fmt: skip
    return table(title, columns, cells, empty="no candidate")


def _percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10} %"
