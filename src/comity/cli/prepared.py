"""``comity register prepare`` and ``find``: a list made ready once, then asked about one person in milliseconds."""

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.command import NONE_GIVEN, Answer, command
from comity.cli.desk import Desk
from comity.cli.display import lines, table, together
from comity.cli.lists import check_out, find_list
from comity.cli.progress import counting, made_fast
from comity.cli.register import check_person, group
from comity.cli.screen import ColumnOption, MapOption, read_columns

__all__ = ["find", "group", "prepare"]

_SAYS_NOTHING = frozenset({"prior", "rare", "left_out", "other_order", "enough"})
LEAST = 0.002
"""A name alone reaches a few hundredths: many people bear it."""


@command(group, "prepare", needs="nothing")
def prepare(
    desk: Desk,
    register: Annotated[Path, typer.Argument(metavar="LIST", help="The list, as 'comity screen' takes it.")],
    *,
    out: Annotated[Path, typer.Option(help="The new folder.", file_okay=False)],
    column: ColumnOption = NONE_GIVEN,
    mapping: MapOption = None,
) -> Answer:
    """Make a list ready for look-ups: any number of rows, then asked with 'comity register find'.

    The folder is larger than the list, appears whole or not at all, and is prepared again after an upgrade.
    """
    from comity.screening.columns import open_table
    from comity.screening.prepared import prepare_register

    check_out(out, [])
    found = find_list(register, side="register", out=out, accept_bad_rows=False)
    listed = open_table(found.path, read_columns(column, mapping)["register"])
    made_fast()
    with counting(f"preparing {register.name}", unit="rows") as progress:
        rows = prepare_register(listed, out, progress=progress)
    text = together(lines(f"{rows:,} rows in {out}"), lines(*found.notes) if found.notes else None)
    return Answer({"ok": True, "rows": rows, "out": str(out), "notes": found.notes}, text)


@command(group, "find", needs="nothing")
def find(
    desk: Desk,
    folder: Annotated[Path, typer.Argument(help="Folder of a prepared list.", file_okay=False)],
    name: Annotated[str, typer.Argument(help="A name, in any script; several divided by '|'.")],
    *,
    birth_date: Annotated[str, typer.Option(help="YYYY, YYYY-MM or YYYY-MM-DD.")] = "",
    nationality: Annotated[str, typer.Option(help="Codes or names of states, divided by '|'.")] = "",
    documents: Annotated[str, typer.Option(help="kind:state:number, divided by '|'.")] = "",
    phones: Annotated[str, typer.Option(help="Telephone numbers, divided by '|'.")] = "",
    organisation: Annotated[bool, typer.Option("--organisation", help="It is not the name of a person.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Candidates at most, the best ones.")] = 20,
    threshold: Annotated[float, typer.Option(min=0.0, max=1.0, help="Least probability, from 0 to 1.")] = LEAST,
) -> Answer:
    """Look one person up in a prepared list, outside any node. Candidates only; a person judges.

    A register that an office holds is asked with 'comity register lookup', which demands a purpose and keeps it.
    """
    from comity.screening.prepared import Person, PreparedRegister
    from comity.screening.screener import Options

    check_person(name, birth_date)
    person = Person(name, birth_date=birth_date, nationality=nationality, documents=documents, phones=phones,
                    kind="organisation" if organisation else "")  # fmt: skip
    made_fast()
    hits = PreparedRegister(folder).look_up(person, Options(limit, threshold))
    cells = [(hit["register"], round(hit["score"] * 1000), _reasons(hit["evidence"])) for hit in hits]
    return Answer({"ok": True, "candidates": [_plain(hit) for hit in hits]},
                  table("Candidates", ("row", "of 1000", "because of"), cells, empty="no candidate"))  # fmt: skip


def _reasons(evidence: list[dict[str, Any]]) -> list[str]:
    """The features that count, strongest first."""
    told = [row for row in evidence if row["feature"] not in _SAYS_NOTHING]
    return [row["feature"] for row in sorted(told, key=lambda row: -abs(row["points"]))]


def _plain(hit: dict[str, Any]) -> dict[str, Any]:
    """A candidate: row, score in thousandths, points and evidence."""
    return {**{name: value for name, value in hit.items() if name != "watch"}, "score": round(hit["score"] * 1000)}
