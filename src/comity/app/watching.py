"""What a newer list says of people whom open records search: the door's part of it, and which records wait for it.

A search asks the lists as they are that day. As long as its record stands searched, the node asks each of these lists
again when it is imported anew, under the gates of the search, and keeps what is new as candidates: each pair of a person
and a row once. People judge them like any other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from comity.app import registers
from comity.app.judging import person_of
from comity.app.node import Node
from comity.domain.command import Actor, Command, Stop
from comity.kit.ids import RecordId
from comity.procedures.catalogue import procedure_named
from comity.procedures.judgement import words_of
from comity.storage import access, records

State = Mapping[str, Any]
Form = Mapping[str, Any]
Candidates = list[dict[str, Any]]
SEARCHING: Final = ("information_request", "criminal_record")
"""The procedures whose records search registers for people and stay open afterwards."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open search that has not seen the register as it is now."""

    record: RecordId
    command: str
    register: State
    state: State


_ready: Final[dict[tuple[str, str], tuple[Any, Candidates]]] = {}
"""What a search over many records found, by record and register file, with whom it asked for, until the door took it."""


# -- at the door


def found(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """What the register as it is now holds for the people of a record and its earlier candidates do not."""
    register = registers.named(form["register"])
    if register is None:
        return {"candidates": [], "lists": {}}
    asked, candidates = _ready.get((str(state["id"]), str(register["file"])), (None, []))
    if asked != state["request"]["persons"]:
        candidates = ask(node, register, [state])[0]
    return {"candidates": new_of(state, candidates), "lists": {str(register["name"]): str(register["file"])}}


def stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Only a list that an officer's search named, and only when it is another one than the record has seen."""
    register = registers.named(form["register"])
    waits = register is not None and is_behind(state, register)
    return [] if waits else [Stop("step", "nothing_to_watch")]


def new_of(state: State, candidates: Candidates) -> Candidates:
    """Those whose pair is neither a candidate of the record nor was judged in it before."""
    known = {_pair(row) for row in state.get("candidates", [])}
    known |= {_pair(pair) for row in words_of(state) for pair in row.get("judged", [])}
    fresh = {_pair(row): row for row in candidates if _pair(row) not in known}
    return list(fresh.values())


def _pair(row: Mapping[str, Any]) -> tuple[str, str, int]:
    return str(row["register"]), str(row["row"]), person_of(row)


# -- over all records


def waiting() -> Iterator[Waiting]:
    """Every open search with a register it has not seen as it is now, whoever may see it: for the node's own clock."""
    lists = {str(row["name"]): row for row in records.of_procedure("register")}
    for procedure in SEARCHING:
        command, states = _step(procedure)
        for name in states:
            for state in records.of_procedure(procedure, state=name, side="requested"):
                yield from _waiting(state, command, lists)


def _step(procedure: str) -> tuple[str, tuple[str, ...]]:
    """The command by which the node asks a newer list, and the states in which a search is still open for it."""
    found = procedure_named(procedure)
    command = f"{found.prefix}.watch"
    return command, tuple(name for row in found.rows(command) for name in row.source)


def _waiting(state: State, command: str, lists: Mapping[str, State]) -> Iterator[Waiting]:
    for name in state.get("searched_registers", ()):
        register = lists.get(str(name))
        if register is not None and is_behind(state, register):
            yield Waiting(RecordId(state["id"]), command, register, state)


def is_behind(state: State, register: State) -> bool:
    """Whether the record's search named this register, and its file was replaced since."""
    named = register["name"] in state.get("searched_registers", ())
    return named and state.get("watched", {}).get(register["name"]) != register["file"]


def progress(actor: Actor) -> dict[str, tuple[int, int]]:
    """By register, how many open searches that this officer may see have seen it as it is now, and of how many."""
    lists = {str(row["name"]): row for row in records.of_procedure("register")}
    counts = {name: [0, 0] for name in lists}
    for procedure in SEARCHING:
        for state in access.every_record(actor, procedure=procedure, states=_step(procedure)[1]):
            for name in set(state.get("searched_registers", ())) & set(lists):
                counts[name][0] += not is_behind(state, lists[name])
                counts[name][1] += 1
    return {name: (done, of) for name, (done, of) in counts.items()}


# -- the search


def ask(node: Node, register: State, states: Sequence[State]) -> list[Candidates]:
    """Candidates of one register for the people of many records, in the order of the records: one search for all.

    What a record knows already takes no place from what is new. Raises as ``registers.candidates``.
    """
    persons = [person for state in states for person in state["request"]["persons"]]
    known = max((len(state.get("candidates", [])) for state in states), default=0)
    rows = registers.candidates(node, register, persons, besides=known)
    shares, start = [], 0
    for state in states:
        stop = start + len(state["request"]["persons"])
        own = [row for row in rows if start <= row["person"] < stop]
        shares.append([_renumbered(row, row["person"] - start) for row in own])
        start = stop
    return shares


def _renumbered(row: Mapping[str, Any], person: int) -> dict[str, Any]:
    """A candidate of a search over many records as the search of its own record alone would have named it."""
    head, _, _ = str(row["id"]).rpartition(":")
    return {**row, "id": f"{head}:{person}", "person": person}


def keep_ready(units: list[Waiting], shares: list[Candidates]) -> None:
    """Hold what was found for the door; what was held before is forgotten."""
    _ready.clear()
    for unit, share in zip(units, shares, strict=True):
        _ready[str(unit.record), str(unit.register["file"])] = unit.state["request"]["persons"], share
