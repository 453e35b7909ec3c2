"""Rows that requests between two offices have alike, whatever is asked: arriving, freezing, asking before a refusal."""

from dataclasses import replace

from comity.domain.roles import Role
from comity.procedures import request_changes as change
from comity.procedures.request_form import ANSWER, GROUND, REASONS
from comity.procedures.step import BACK, SAME, Step


def first_or_again(*steps: Step) -> tuple[Step, ...]:
    """Every row for a message that comes for the first time, and for one that comes once more after it was returned."""
    return tuple(replace(step, source=source) for step in steps for source in ((), ("returned",)))


def freeze_steps(prefix: str, source: tuple[str, ...]) -> tuple[Step, ...]:
    """A rights reviewer stops the work of the requested office and lets it go on; the partner learns of neither."""
    return (
        Step(command=f"{prefix}.freeze", source=source, target="frozen", side="requested", roles=(Role.RIGHTS_REVIEWER,),
             form=(REASONS,)),
        Step(command=f"{prefix}.unfreeze", source=("frozen",), target=BACK, side="requested",
             roles=(Role.RIGHTS_REVIEWER,), form=(REASONS,)),
    )  # fmt: skip


def consult_steps(
    prefix: str, source: tuple[str, ...], *, roles: tuple[Role, ...], sends: str, receives: str
) -> tuple[Step, ...]:
    """At the requested office: ask the partner before a refusal (UNTOC art. 18(26)), hear it, or go on as before."""
    return (
        Step(command=f"{prefix}.consult", source=source, target="consulting", side="requested", roles=roles,
             form=(GROUND,), sends=sends, reduce=change.ask_consultation),
        Step(command=f"{prefix}.note_consulted", source=("consulting",), target="consulted", side="requested",
             receives=receives, reduce=change.answer_consultation),
        Step(command=f"{prefix}.resume", source=("consulting", "consulted"), target=BACK, side="requested",
             roles=roles),
    )  # fmt: skip


def answer_steps(
    prefix: str,
    source: tuple[str, ...],
    *,
    beside: tuple[str, ...],
    roles: tuple[Role, ...],
    receives: str,
    sends: str,
    target: str = "received",
) -> tuple[Step, ...]:
    """At the requesting office: hear the partner's question before a refusal, and answer it.

    In the states ``beside`` the question is only written down.
    """
    return (
        Step(command=f"{prefix}.note_consultation", source=source, target="consulting", side="requesting",
             receives=receives, reduce=change.ask_consultation),
        Step(command=f"{prefix}.note_consultation", source=beside, target=SAME, side="requesting",
             receives=receives, reduce=change.ask_consultation),
        Step(command=f"{prefix}.answer_consultation", source=("consulting",), target=target, side="requesting",
             roles=roles, form=(ANSWER,), sends=sends, reduce=change.answer_consultation),
    )  # fmt: skip
