"""How long a record may stand: when somebody must look at it again, and when it is erased. Pure, from its state.

Three moments: ``review_at`` (reviewed or erased by then), ``delete_at`` (the clock erases it then) and ``hidden_at``
(officers do not see it from then on, LED art. 5). Days come from the table of the instrument pack.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from comity.procedures.step import Procedure

State = Mapping[str, Any]
Limits = dict[str, str]

SETTLING = ("refused", "withdrawn", "turned_away")
"""Labels of steps after which nothing but the audit log is kept."""
TURNED_AWAY = "turned_away"
"""Such a record holds none of the words that came; it may be sent again, and until then nothing waits for anybody."""
NO_DATA = "no_data"


def settled_as(state: State, procedure: Procedure) -> str:
    """What a query ended as without giving anything: refused, withdrawn, turned_away, no_data; "" for anything else."""
    now = state["state"]
    labels = [
        row.labels for row in procedure.steps
        if row.labels in SETTLING and row.target == now and row.command in state.get("actors", {})
    ]  # fmt: skip
    if labels and (now in procedure.ends or (labels[-1] == TURNED_AWAY and not state.get("request"))):
        return labels[-1]
    given = state.get("release") if state.get("side") == "requested" else state.get("answer")
    answered = state.get("released_at") or (given or {}).get("released_at")
    if given is not None and answered and not given.get("statements"):
        return NO_DATA
    return ""


def limits_of(state: State, procedure: Procedure, days: Mapping[str, int], *, at: str) -> Limits:
    """The moments of a record as it stands after a step taken ``at``; the same as before where nothing moved them.

    Taking a step does not prolong anything: the time counts from the making of the record or its last review.
    """
    before = state.get("limits") or {}
    since = str(before.get("since") or at)
    settled = settled_as(state, procedure)
    if settled:
        return _settled(settled, state, before, days, at=at)
    if not procedure.about_people:
        return {"since": since, "review_at": _end(since, days["office"]), "delete_at": "", "hidden_at": ""}
    wanted = [_end(since, days.get(role, days["other"])) for role in roles_in(state)] or [_end(since, days["record"])]
    wanted += [f"{day[:10]}T23:59:59.999Z" for day in _asked_days(state) if day > since[:10]]
    review = min(wanted)
    return {"since": since, "review_at": review, "delete_at": "", "hidden_at": review}


def _settled(kind: str, state: State, before: Mapping[str, Any], days: Mapping[str, int], *, at: str) -> Limits:
    """A query that gave nothing: shown for a short while, then kept as audit log only, then erased."""
    if before.get("settled") == kind:
        return dict(before)
    shown = days["settled_shown_asking" if state.get("side") == "requesting" else "settled_shown"]
    return {
        "since": str(before.get("since") or at),
        "settled": kind,
        "review_at": "",
        "delete_at": _end(at, days["settled"]),
        "hidden_at": _end(at, shown),
    }


def roles_in(state: State) -> tuple[str, ...]:
    """The roles of everybody a record speaks of, each once."""
    request = state.get("request") or {}
    persons = [row.get("role") for row in request.get("persons", []) if isinstance(row, Mapping)]
    subjects = [row.get("role") for row in (state.get("subjects") or {}).values()]
    return tuple(dict.fromkeys(str(role) for role in (*persons, *subjects) if role))


def longest_review(state: State, days: Mapping[str, int]) -> int:
    """For how many days a review may let a record stand: the shortest limit of the roles in it."""
    return min((days.get(role, days["other"]) for role in roles_in(state)), default=days["record"])


def _asked_days(state: State) -> list[str]:
    """Days somebody else set: the requester's wish, the review of a subject, the last day of use of an answer."""
    subjects = [str(row.get("review_on") or "") for row in (state.get("subjects") or {}).values()]
    answer = str((state.get("answer") or {}).get("expires_on") or "")
    return [day for day in (str(state.get("review_on") or ""), answer, *subjects) if day]


def last_use(state: State) -> str:
    """The last day the provider lets its information be used: "" where none was set."""
    return str((state.get("answer") or {}).get("expires_on") or "")


def _end(since: str, days: int) -> str:
    """The end of the day so many days after a moment."""
    return f"{(date.fromisoformat(since[:10]) + timedelta(days=days)).isoformat()}T23:59:59.999Z"
