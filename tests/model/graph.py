"""One side of one procedure as a graph: its real rows, who may take them, and the gates of each command.

A place is what the access rules look at: the state, the state left for a side state, and who last took the steps that
others must differ from. Facts are seen through the gates: a set of policies that stay shut stands for every choice of
facts under which they do, so a search over sets of shut policies is a search over all facts.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import NamedTuple

from comity.law.policyset import PolicySet
from comity.procedures.catalogue import OWN
from comity.procedures.step import BACK, SAME, Procedure, Step
from comity.procedures.who import stops_officer

SHARED = PolicySet.shared()
DECIDING = frozenset(policy.id for policy in SHARED.policies if policy.kind != "warning")
PARTNER, CLOCK, VISITOR = "partner", "clock", "visitor"
ANYBODY = ("anybody",)
PEOPLE = ("1", "2", "3", "4")


class Place(NamedTuple):
    """Where a record is. ``actors``: the last officer of each command that another step must differ from."""

    state: str
    left: str
    actors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Move:
    """One step taken by one actor from one place to another."""

    step: Step
    actor: str
    place: Place


@dataclass(frozen=True, eq=False)
class Side:
    """One side of a procedure: the rows that this office's records may take."""

    procedure: Procedure
    name: str
    steps: tuple[Step, ...]
    renames: bool = True
    """In a search who is who makes no difference, only who is whom; a walk keeps the names."""

    @property
    def minded(self) -> frozenset[str]:
        """The commands whose actors matter later."""
        return frozenset(command for step in self.steps for command in step.different_from)

    def moves(self, place: Place, people: Collection[str], shut: Collection[str] = ()) -> Iterator[Move]:
        """Every move from a place that neither access nor a shut gate stops. Each of ``people`` holds every role;
        ANYBODY stands for an office in which another person can always be found.
        """
        for step in self.steps:
            if place.state not in step.source and not (step.makes_record and place.state == ""):
                continue
            if not DECIDING.isdisjoint(shut) and not set(SHARED.matrix[step.command]).isdisjoint(shut):
                continue
            for actor in self._actors(step, place, people):
                for state in landings(self.procedure, step, place):
                    yield Move(step, actor, self._after(place, step, actor, state))

    def reach(self, people: Collection[str], shut: Collection[str] = ()) -> dict[Place, Move | None]:
        """Every place that can be reached from nothing, with the move that first led there."""
        start = Place("", "", ())
        found: dict[Place, Move | None] = {start: None}
        waiting = [start]
        while waiting:
            for move in self.moves(waiting.pop(), people, shut):
                if move.place not in found:
                    found[move.place] = move
                    waiting.append(move.place)
        return found

    def _actors(self, step: Step, place: Place, people: Collection[str]) -> list[str]:
        found = [PARTNER] if step.receives else []
        found += [CLOCK] if step.clock else []
        found += [VISITOR] if step.public else []
        roles = frozenset(step.roles)
        actors = dict(place.actors)
        return found + [
            who for who in people if not stops_officer(step, officer=who, roles=roles, state={"actors": actors})
        ]

    def _after(self, place: Place, step: Step, actor: str, state: str) -> Place:
        enters = state in self.procedure.side_states and state != place.state
        left = place.state if enters else place.left
        actors = dict(place.actors)
        if step.command in self.minded and actor != ANYBODY[0]:
            actors[step.command] = actor
        return Place(state, left, _renamed(actors) if self.renames else tuple(sorted(actors.items())))


def sides() -> list[Side]:
    """Every side of every procedure that has steps of its own."""
    found = []
    for procedure in OWN:
        names = {step.side for step in procedure.steps} - {"both"}
        for name in sorted(names or {"local"}):
            steps = tuple(step for step in procedure.steps if step.side in (name, "both"))
            found.append(Side(procedure, name, steps))
    return found


def landings(procedure: Procedure, step: Step, place: Place) -> tuple[str, ...]:
    """The states a step may lead to; where its content decides, every state of the procedure that its code names."""
    target = {SAME: place.state, BACK: place.left or place.state}.get(step.target, step.target)
    if step.lands is None:
        return (target,)
    named = _texts(step.lands.__code__, step.lands.__globals__)
    return tuple(dict.fromkeys((target, *(state for state in procedure.states() if state in named))))


def _texts(code: CodeType, names: Mapping[str, object]) -> set[str]:
    """Every text in a function, in those inside it, and in the constants of its module it reads."""
    found = {const for const in code.co_consts if isinstance(const, str)}
    for const in code.co_consts:
        if isinstance(const, CodeType):
            found |= _texts(const, names)
    read = [names.get(name) for name in code.co_names]
    return found | {value for value in read if isinstance(value, str)}


def _renamed(actors: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The same actors by the order they appear in."""
    names: dict[str, str] = {}
    found = []
    for command, actor in sorted(actors.items()):
        known = actor in PEOPLE
        found.append((command, names.setdefault(actor, PEOPLE[len(names)]) if known else actor))
    return tuple(found)
