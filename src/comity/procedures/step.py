"""The words a procedure is written in: fields, steps, procedures. Everything here is data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from comity.domain.roles import Role
from comity.kit.errors import ComityError

SAME = "same"
"""A target: the state does not change."""
BACK = "back"
"""A target: return to the state the record left for a side state (a freeze, a clarification)."""

Kind = Literal["text", "long_text", "choice", "choices", "date", "whole_number", "yes_no", "list", "facts", "mapping",
               "record", "files"]  # fmt: skip
Side = Literal["requesting", "requested", "both", "local"]


class ProcedureError(ComityError):
    """A command or procedure that no file declares."""

    code = "procedures.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form. ``codes`` names the code list of the instrument pack a choice comes from.

    A ``record`` holds the wire id of another record of this node, of one of the procedures in ``of``; the door checks
    that the officer may see it, and the gates see its state as ``situation.linked[name]``.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    codes: str = ""
    limit: int = 400
    whole: bool = False
    """A date must name its day."""
    fields: "tuple[Field, ...]" = ()
    of: tuple[str, ...] = ()


Body = dict[str, Any]
Make = Callable[[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]], Body]
"""From the state a step leads to, its form and what it derived, to the members of a message's body."""


def _nothing(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> Body:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What crosses the link under this type: the members ``make`` gives, of the shape of ``fields`` and ``parts``.

    ``parts`` are members that are mappings of their own. ``life`` begins a round: it is what a returned record is
    sent again by.
    """

    type: str
    make: Make = _nothing
    fields: tuple[Field, ...] = ()
    parts: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    life: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A legal clock of a procedure: when it runs, whose calendar counts, and what happens when it runs out.

    ``rule`` is a row of the instrument's clock table. ``started`` names the member of the state that holds the start;
    empty means the time in the message that starts it, else the entry's. ``then`` is the command the clock itself
    takes (empty: the procedure's ``escalate``). A clock that is not ``pausable`` never stands still.
    """

    name: str
    rule: str
    acting: Literal["requesting", "requested", "own"] = "requested"
    started: str = ""
    then: str = ""
    pausable: bool = True


State = dict[str, Any]
"""The folded state of one record."""
Payload = Mapping[str, Any]
"""What one done entry says: ``{"form", "derived", "message", "actor", "at", "command"}``; ``message`` only if it brought one."""
Reduce = Callable[[State, Payload], None]
"""Changes a private copy of the state in place, from the payload alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of a procedure: who may take which step from where to where, with what to fill in.

    ``roles`` empty means no person takes it: ``receives`` (a partner's message type) or the clock does.
    ``different_from`` lists commands whose actor must be another person (three people, GOV-01). ``sends`` is the
    message type the step puts on the link; a step that sends is mirrored to the partner.
    """

    command: str
    source: tuple[str, ...]
    target: str
    side: Side = "local"
    roles: tuple[Role, ...] = ()
    receives: str = ""
    clock: bool = False
    public: bool = False
    """Also somebody without sign-in takes it, at the office's public door."""
    form: tuple[Field, ...] = ()
    different_from: tuple[str, ...] = ()
    sends: str = ""
    starts: tuple[str, ...] = ()
    """Clocks that begin, and below those that end (``"*"``: every one), stand still, go on, or get more time."""
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    mentions: bool = False
    """Leaves blinded traces of the people and things of the request, for the gates that judge a series."""
    labels: str = ""
    """What such a trace says to a later gate: refused, withdrawn, turned_away, breach ..."""
    frees: bool = False
    """Does nothing but end somebody's custody: such a step waits for no history, agreement or earlier law."""
    reduce: Reduce | None = None
    lands: Callable[[Mapping[str, Any]], str] | None = None
    """Where the content of the step, not the row, decides the state reached (a judgement)."""

    @property
    def makes_record(self) -> bool:
        """A step from nowhere makes the record it speaks of."""
        return not self.source


Mirror = Callable[[Sequence[Mapping[str, Any]]], str]
"""From the messages exchanged about a record to the state both offices see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A declared table of steps. ``ends`` are the states a record may rest in for good; from a state
    in ``side_states`` a step with target BACK returns to the state that was left.

    ``act`` is what the law calls it in articles and mandates. ``writers`` are the commands whose actor asked for it:
    the requester. ``readers`` are the roles that see every record of it at this node, beside its writer; readings
    of one that is ``about_people`` are logged with their purpose. ``scope`` says whose key encrypts its content.
    """

    name: str
    prefix: str
    record_kind: str
    steps: tuple[Step, ...]
    ends: tuple[str, ...]
    side_states: tuple[str, ...] = ()
    act: str = ""
    writers: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()
    messages: tuple[Message, ...] = ()
    mirror: Mirror | None = None
    readers: tuple[Role, ...] = ()
    invited: tuple[Role, ...] = ()
    """Roles that see a record only once its own state says so: ``state["invited"]`` holds ``invited:ROLE``."""
    readers_requested: tuple[Role, ...] = ()
    """Roles that see only what a partner asked of this node."""
    bars: bool = False
    """A record of it may keep people from reading it: ``state["barred"]`` holds ``barred:OFFICER``."""
    scope: Literal["record", "node"] = "record"
    about_people: bool = True

    def clock(self, name: str) -> Clock:
        """A clock by its name; ProcedureError when the procedure has none of it."""
        for row in self.clocks:
            if row.name == name:
                return row
        raise ProcedureError(clock=name[:60])

    def rows(self, command: str) -> tuple[Step, ...]:
        """Every row of a command; a command may leave several states in different ways."""
        return tuple(row for row in self.steps if row.command == command)

    def row_from(self, command: str, state: str, *, side: str = "") -> Step | None:
        """The row a command takes from a state ("" before the record exists), or None when it is not next.

        Where both offices may take it, each has a row: the one of ``side`` comes first.
        """
        found = [row for row in self.rows(command) if state in row.source or (row.makes_record and state == "")]
        return next((row for row in found if row.side == side), found[0] if found else None)

    def steps_from(self, state: str, *, side: str) -> tuple[Step, ...]:
        """The rows that may be taken next by this side from a state."""
        return tuple(
            row for row in self.steps if state in row.source and (row.side in ("both", "local") or row.side == side)
        )

    def states(self) -> tuple[str, ...]:
        """Every state named by a row, in the order met."""
        names: dict[str, None] = {}
        for row in self.steps:
            for state in (*row.source, row.target):
                if state not in (SAME, BACK):
                    names.setdefault(state)
        return tuple(names)
