"""What both offices say a team has come to, from the link's signed messages alone, in whatever order they came."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from comity.procedures.mirror import newest_round

LIFE: Final = "team.proposal"
SETTLED: Final = (("team.withdrawn", "withdrawn"), ("team.refused", "refused"), ("team.returned", "returned"))


def team_state(messages: Sequence[Mapping[str, Any]]) -> str:
    """proposed, withdrawn, refused, returned, agreed, active, extended, suspended, ended, data_settled, evaluated.

    A team is active once both offices began, and its data are settled once both settled; one office's published
    figures evaluate it.
    """
    current = newest_round(messages)
    types = {str(row["type"]) for row in current}
    if LIFE not in types:
        return ""
    if "team.agreed" not in types:
        return next((state for kind, state in SETTLED if kind in types), "proposed")
    if "team.evaluation" in types:
        return "evaluated"
    if "team.ended" in types:
        return "data_settled" if _by_both(current, "team.settled") else "ended"
    lifted = {str(row.get("reply_to", "")) for row in current if row["type"] == "team.lifted"}
    if {str(row["id"]) for row in current if row["type"] == "team.suspended"} - lifted:
        return "suspended"
    if "team.extended" in types:
        return "extended"
    return "active" if _by_both(current, "team.started") else "agreed"


def _by_both(messages: Sequence[Mapping[str, Any]], kind: str) -> bool:
    return len({str(row["from"]) for row in messages if row["type"] == kind}) > 1
