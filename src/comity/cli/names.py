"""``comity names``: compare two names in any scripts, every point of the score explained."""

from typing import Annotated

import typer

from comity.cli.command import Answer, command, new_group
from comity.cli.desk import Desk
from comity.cli.display import pairs, table, together

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
