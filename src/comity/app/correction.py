"""Correction and recall: whom it concerns besides the one it is sent to, and hiding it where it arrived."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from comity.app.consent import given_state, onward_of, released_again, statements_of
from comity.app.node import Node
from comity.app.same_statement import named_in, people_of, says_the_same
from comity.domain.command import CLOCK, Command, Stop
from comity.domain.entry import Entry
from comity.domain.given import statement_hash
from comity.kit.ids import RecordId
from comity.storage import records

Derived = dict[str, Any]
State = Mapping[str, Any]
Form = Mapping[str, Any]


def _concerned(request: Mapping[str, Any]) -> Derived:
    """The fingerprints of what was wrong, where else this office gave the same, and to whom it passed it on."""
    given = given_state(request["given_in"])
    covers = _prints(given, list(request["numbers"]))
    elsewhere = released_again(covers, without=str(request["given_in"]))
    return {"covers": covers, "elsewhere": elsewhere, "onward": onward_of(str(request["given_in"]))}


def _prints(given: State, numbers: list[str]) -> list[str]:
    """The fingerprints of the statements meant; of one that was hidden before, the one that was kept then."""
    hidden = {int(row["number"]): str(row["hash"]) for row in given.get("withheld", [])}
    rows = enumerate(statements_of(given), start=1)
    known = {place: hidden.get(place) or statement_hash(row) for place, row in rows}
    return sorted({known[number] for number in _places(numbers) if number in known})


def _places(numbers: Iterable[str]) -> list[int]:
    """The numbers as they are meant, however they are written; what is no number names nothing."""
    return sorted({int(number) for number in numbers if str(number).isascii() and str(number).isdigit()})


def _drafted(node: Node, command: Command, state: State, form: Form, situation: Any) -> Derived:
    return _concerned(form)


def _received(node: Node, command: Command, state: State, form: Form, situation: Any) -> Derived:
    return _concerned((command.message or {})["body"]["request"])


def told_elsewhere(node: Node, command: Command, state: State) -> dict[str, Any]:
    """Of this office's other releases of the same statements: those whose recipient has not been told yet."""
    if command.name not in ("rc.close", "rc.confirm"):
        return {}
    covers = list(state.get("covers", []))
    elsewhere = released_again(covers, without=str((state.get("links") or {}).get("given_in", "")))
    told = {
        str((row.get("links") or {}).get("given_in"))
        for row in records.of_procedure("correction", side="requesting")
        if row["state"] not in ("draft", "returned", "withdrawn")
    }
    people = people_of(given_state((state.get("links") or {}).get("given_in", "")))
    return {"kept": kept_in_cases(covers, people=people), "untold": [name for name in elsewhere if name not in told],
            "onward": onward_of(str((state.get("links") or {}).get("given_in", "")))}  # fmt: skip


def kept_in_cases(covers: list[str], *, people: set[str]) -> list[str]:
    """The cases of this office that say the same of one of these people, by whatever source, and have not retracted it."""
    wanted = set(covers)
    return sorted(
        str(row["id"])
        for row in records.of_procedure("case")
        if any(_says(subject["statements"], wanted, people) for subject in row.get("subjects", {}).values())
    )


def _says(statements: list[dict[str, Any]], wanted: set[str], people: set[str]) -> bool:
    standing = [item for item in statements if not item["retracted_at"]]
    return says_the_same(standing, wanted, people=named_in(statements), given=people)


def following(node: Node, entry: Entry, payload: Mapping[str, Any]) -> list[Command]:
    """After a notice was taken: hide what it names, in the record in which it had arrived."""
    request = payload["message"]["body"]["request"]
    given = given_state(request["given_in"])
    if not given.get("answer"):
        return []
    statements = statements_of(given)
    numbers = [number for number in _places(request["numbers"]) if 0 < number <= len(statements)]
    prints = {str(number): statement_hash(statements[number - 1]) for number in numbers}
    form = {"correction": entry.record, "numbers": list(prints), "prints": prints}
    return [Command(name="rc.withhold", actor=CLOCK, record=RecordId(str(given["id"])), form=form)]


STOPS: dict[str, Callable[[Node, Command, State, Form], list[Stop]]] = {}
DERIVED: dict[str, Callable[[Node, Command, State, Form, Any], Derived]] = {
    "rc.draft": _drafted,
    "rc.amend": _drafted,
    "rc.receive": _received,
}
FOLLOWS: dict[str, Callable[[Node, Entry, Mapping[str, Any]], list[Command]]] = {"rc.receive": following}
