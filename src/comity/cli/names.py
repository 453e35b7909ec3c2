"""``comity names``: compare two names in any scripts, every point explained; count what people made of proposals."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from comity.cli.command import Answer, command, new_group
from comity.cli.desk import Desk
from comity.cli.display import Text, lines, pairs, table, together

group = new_group("Names in any script.")


@command(group, "compare", needs="nothing")
def compare(
    desk: Desk,
    first: Annotated[str, typer.Argument(metavar="A", help="A name.", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="B", help="Another name.", show_default=False)],
) -> Answer:
    """Compare two names and say why they are, or are not, alike. A person judges; the machine only says how alike."""
    from comity.names import compare as compare_names

    found = compare_names(first, second)
    evidence = [row.as_json() for row in found.evidence]
    data = {"ok": True, "score": found.score_millis, "scripts": list(found.scripts), "method": found.method,
            "evidence": evidence}  # fmt: skip
    cells = [(row["a"], row["b"], row["millis"], row["explanation"]) for row in evidence]
    text = together(
        pairs("", [("alike", f"{found.score_millis} of 1000"), ("scripts", found.scripts), ("method", found.method)]),
        table("Why", ("first", "second", "points", "because"), cells),
    )
    return Answer(data, text)


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
