"""Which officer a step is for, from the step's own row: a role of it, and another person than those it names."""

from collections.abc import Collection, Mapping
from typing import Any

from comity.procedures.step import Step


def stops_officer(
    step: Step, *, officer: str, roles: Collection[str], state: Mapping[str, Any]
) -> list[tuple[str, dict[str, Any]]]:
    """Why an officer with these roles may not take the step: codes with what goes into their sentences.

    ``state``: the record, which knows who took its steps.
    """
    if not step.roles:
        return [("not_for_a_person", {})]
    found: list[tuple[str, dict[str, Any]]] = []
    if not set(roles) & set(step.roles):
        found.append(("role_missing", {"roles": [str(role) for role in step.roles]}))
    same = taken_before(step, officer=officer, state=state)
    if same:
        found.append(("same_person", {"commands": same}))
    return found


def took_part(officer: str, state: Mapping[str, Any]) -> bool:
    """Whether somebody took a step of the record last, or wrote it before another one wrote it anew."""
    earlier = (state.get("earlier_writers") or {}).values()
    return officer in (state.get("actors") or {}).values() or any(officer in row for row in earlier)


def taken_before(step: Step, *, officer: str, state: Mapping[str, Any]) -> list[str]:
    """The commands this officer took of those whose taker the step is not for: the last one, or any of its writers."""
    actors, earlier = state.get("actors") or {}, state.get("earlier_writers") or {}
    return [name for name in step.different_from if officer in (actors.get(name), *earlier.get(name, ()))]
