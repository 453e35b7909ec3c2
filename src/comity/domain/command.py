"""A command asks for one step; an outcome says what the door did with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.domain.roles import ActorKind, Role
from comity.kit.ids import RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: an officer's id with the roles held now, a partner's office code, or the clock."""

    kind: ActorKind
    id: str
    roles: frozenset[Role] = frozenset()
    language: str = "en"


CLOCK = Actor(kind=ActorKind.CLOCK, id="clock")
VISITOR = Actor(kind=ActorKind.VISITOR, id="visitor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One wish to take one step.

    ``record`` is None when the step makes a new record. ``message`` is set when the partner's node asks: the
    opened, authenticated message that carries the wish.
    """

    name: str
    actor: Actor
    record: RecordId | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    message: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """One reason why a command was stopped.

    ``kind`` is ``access``, ``form``, ``gate`` or ``step``; ``code`` names the rule (a policy id, a field, a
    state); ``data`` fills the sentence the faces show.
    """

    kind: str
    code: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened to a command: done, or stopped with every reason. Either way entry ``seq`` says so."""

    done: bool
    seq: int
    record: RecordId
    state: str
    stops: tuple[Stop, ...] = ()
    decision: Mapping[str, Any] | None = None
    warnings: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
