"""Which officer a step is for, from the step's own row: a role of it, and another person than those it names."""

from collections.abc import Collection, Mapping
from typing import Any

from comity.procedures.step import Step


def stops_officer(
    step: Step, *, officer: str, roles: Collection[str], actors: Mapping[str, str]
) -> list[tuple[str, dict[str, Any]]]:
    """Why an officer with these roles may not take the step: codes with what goes into their sentences.

    ``actors``: who last took each command of the record.
    """
    if not step.roles:
        return [("not_for_a_person", {})]
    found: list[tuple[str, dict[str, Any]]] = []
    if not set(roles) & set(step.roles):
        found.append(("role_missing", {"roles": [str(role) for role in step.roles]}))
    same = [name for name in step.different_from if actors.get(name) == officer]
    if same:
        found.append(("same_person", {"commands": same}))
    return found
