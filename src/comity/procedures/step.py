"""The words a procedure is written in: fields, steps, procedures. Everything here is data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from comity.domain.roles import Role
from comity.kit.errors import ComityError

SAME = "same"
"""A target: the state does not change."""
BACK = "back"
"""A target: return to the state the record left for a side state (a freeze, a clarification)."""

Kind = Literal["text", "long_text", "choice", "choices", "date", "whole_number", "yes_no", "list", "facts", "mapping"]
Side = Literal["requesting", "requested", "both", "local"]


class ProcedureError(ComityError):
    """A command or procedure that no file declares."""

    code = "procedures.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form. ``codes`` names the code list of the instrument pack a choice comes from."""

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    codes: str = ""
    limit: int = 400
    whole: bool = False
    """A date must name its day."""
    fields: "tuple[Field, ...]" = ()
    least: int = 0


Reduce = Callable[[dict[str, Any], Mapping[str, Any]], None]
"""Changes a copied state in place from the payload of one done entry: ``{"form", "derived", "message", ...}``."""


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
    form: tuple[Field, ...] = ()
    different_from: tuple[str, ...] = ()
    sends: str = ""
    starts_clock: str = ""
    stops_clock: bool = False
    pauses_clock: bool = False
    resumes_clock: bool = False
    reduce: Reduce | None = None
    lands: Callable[[Mapping[str, Any]], str] | None = None
    """Where the content of the step, not the row, decides the state reached (a judgement)."""

    @property
    def makes_record(self) -> bool:
        """A step from nowhere makes the record it speaks of."""
        return not self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A declared table of steps. ``ends`` are the states a record may rest in for good; from a state
    in ``side_states`` a step with target BACK returns to the state that was left.
    """

    name: str
    prefix: str
    record_kind: str
    steps: tuple[Step, ...]
    ends: tuple[str, ...]
    side_states: tuple[str, ...] = ()

    def rows(self, command: str) -> tuple[Step, ...]:
        """Every row of a command; a command may leave several states in different ways."""
        return tuple(row for row in self.steps if row.command == command)

    def row_from(self, command: str, state: str) -> Step | None:
        """The row a command takes from a state ("" before the record exists), or None when it is not next."""
        for row in self.rows(command):
            if state in row.source or (row.makes_record and state == ""):
                return row
        return None

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
