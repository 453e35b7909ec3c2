"""Reading is done for a purpose of the closed list and a reason in words (DP-01, DP-12): asked here, logged by ``reading``.

Who has a part in a record, or whose step is next, reads it for the record's own purpose, and the part is the reason.
Everybody else says why. A purpose that is not the record's own needs a decision that allows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.domain.command import Actor
from comity.domain.purposes import OVERSIGHT, OWN_WORK
from comity.kit import clock
from comity.kit.errors import ComityError
from comity.procedures.catalogue import procedure_named
from comity.procedures.general import GENERAL
from comity.procedures.who import taken_before, took_part

State = Mapping[str, Any]
SHORTEST = 5


class PurposeError(ComityError):
    """The record cannot be read like this: ``reason`` is ``needed`` (say why) or ``other`` (not for this purpose).

    ``choices`` are the purposes this officer may name.
    """

    code = "reading.purpose"

    @property
    def choices(self) -> tuple[str, ...]:
        """The purposes that may be named."""
        found = self.data["choices"]
        return found if isinstance(found, tuple) else ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A purpose of the closed list, and the words."""

    code: str
    text: str


def reason_for(actor: Actor, state: State, *, code: str, text: str) -> Reason:
    """What is written beside this reading. Raises PurposeError."""
    own = own_purpose(state)
    choices = allowed(actor, state)
    if (code or own) not in choices:
        raise PurposeError(reason="other", choices=choices, record=state["id"])
    if text:
        return Reason(code or own, text)
    if (code and code != own) or not has_part(actor, state):
        raise PurposeError(reason="needed", choices=choices, record=state["id"])
    return Reason(own, own_words(state))


def own_purpose(state: State) -> str:
    """The purpose a record was made for."""
    request = state.get("request") or {}
    return str(request.get("purpose_code") or state.get("purpose_code") or OWN_WORK)


def own_words(state: State) -> str:
    """The purpose of a record in its writer's words, else its code."""
    request = state.get("request") or state
    return str(request.get("purpose") or own_purpose(state))


def allowed(actor: Actor, state: State) -> tuple[str, ...]:
    """The purposes this officer may read this record for: its own, those a decision allows now, those of oversight."""
    now = clock.format_time(clock.now())
    uses = state.get("uses") or {}
    granted = [name for name, row in uses.items() if f"{row['until']}T23:59:59.999Z" >= now]
    watch = [name for name, roles in OVERSIGHT.items() if actor.roles & roles]
    return tuple(dict.fromkeys((own_purpose(state), *sorted(granted), *watch)))


def has_part(actor: Actor, state: State) -> bool:
    """Whether the officer took a step in the record, or holds the role of a next one and may take it."""
    if took_part(actor.id, state):
        return True
    procedure = procedure_named(str(state["procedure"]))
    rows = procedure.steps_from(str(state["state"]), side=str(state["side"]))
    return any(
        actor.roles & set(row.roles) and not taken_before(row, officer=actor.id, state=state)
        for row in rows
        if row.command not in GENERAL
    )
