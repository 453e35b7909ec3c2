"""What the machine does for a watch screening: it searches the lists that were named, and proposes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from comity.app import judging, registers
from comity.app.node import Node
from comity.domain.command import Command, Stop

State = Mapping[str, Any]
Form = Mapping[str, Any]
JUDGING: Final = ("wj.judge", "wj.confirm", "wj.settle")


def _candidates(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    return registers.search(node, {"request": form}, list(form["registers"]))


def _one_person(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """One screening, one person: two people at the counter are two screenings."""
    return [] if len(form["persons"]) == 1 else [Stop("step", "one_person_a_screening")]


def _named_candidate(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Who says yes says to which candidate; who says no speaks of all of them."""
    known = {row["id"] for row in state.get("candidates", [])}
    wrong = form["result"] == "positive" and form["candidate"] not in known
    return [Stop("step", "no_such_candidate")] if wrong else []


STOPS: Final[dict[str, Callable[[Node, Command, State, Form], list[Stop]]]] = {
    "wj.draft": _one_person,
    **dict.fromkeys(JUDGING, _named_candidate),
}
DERIVED: Final[dict[str, Callable[[Node, Command, State, Form, Any], dict[str, Any]]]] = {
    "wj.draft": _candidates,
    **dict.fromkeys(JUDGING, judging.judged),
}
