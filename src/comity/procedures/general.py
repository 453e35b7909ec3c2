"""Steps that a record of any procedure can take, besides those its own table declares."""

from dataclasses import replace

from comity.procedures.compatible_use import use_steps
from comity.procedures.retention import ERASED, general_steps
from comity.procedures.step import Procedure, Step


def steps_of_any(states: tuple[str, ...], *, about_people: bool) -> tuple[Step, ...]:
    """Retention for every record; another use for those about people."""
    return (*general_steps(states), *(use_steps(states) if about_people else ()))


GENERAL = frozenset(row.command for row in steps_of_any(("",), about_people=True))
"""The commands of these steps."""


def with_general_steps(procedure: Procedure) -> Procedure:
    """The procedure with them from every state a record of it can be in."""
    states = tuple(state for state in procedure.states() if state != ERASED)
    more = steps_of_any(states, about_people=procedure.about_people or procedure.prefix == "pa")
    return replace(procedure, steps=(*procedure.steps, *more), ends=(*procedure.ends, ERASED))
