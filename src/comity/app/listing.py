"""Lists of records for pages of lists and commands: always through the access filter, always bounded."""

from typing import Any

from comity.app import reading
from comity.app.node import Node
from comity.domain.command import Actor
from comity.procedures.catalogue import procedure_named
from comity.storage import access

LIMIT = 200


def records_of(
    node: Node, actor: Actor, procedure: str, *, states: tuple[str, ...] = (), side: str = "", start: int = 0,
    limit: int = LIMIT,
) -> list[dict[str, Any]]:  # fmt: skip
    """The states of the records of one procedure this officer may see, newest change first."""
    rows = access.access_records(actor, procedure=procedure, states=states, side=side, start=start,
                                 limit=min(limit, LIMIT))  # fmt: skip
    return [dict(row) for row in rows]


def open_counts(actor: Actor) -> dict[str, int]:
    """How many records of each procedure this officer may see that are not at an end."""
    found: dict[str, int] = {}
    for (procedure, state), count in access.access_counts(actor).items():
        if state not in procedure_named(procedure).ends:
            found[procedure] = found.get(procedure, 0) + count
    return found


def briefs_of(
    node: Node, actor: Actor, procedure: str, *, states: tuple[str, ...] = (), side: str = "", start: int = 0,
    limit: int = LIMIT,
) -> list[dict[str, Any]]:  # fmt: skip
    """One line for each of them: where it stands and which steps wait for this officer."""
    return [
        reading.brief(node, actor, row)
        for row in records_of(node, actor, procedure, states=states, side=side, start=start, limit=limit)
    ]
