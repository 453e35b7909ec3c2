"""An extract of a criminal record: judgments become statements whose worth is computed, never ticked."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from comity.app import judging, registers
from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.domain.convictions import status_of
from comity.kit import clock

Derived = dict[str, Any]
State = Mapping[str, Any]
Form = Mapping[str, Any]


def _statements(node: Node, command: Command, state: State, form: Form, situation: Any) -> Derived:
    today = clock.now().date()
    return {"statements": [_statement(node, row, str(form["source"]), today) for row in form["convictions"]]}


def _statement(node: Node, row: Mapping[str, Any], source: str, today: date) -> dict[str, Any]:
    said = (row["court"], row["judged_on"], row["offence"], row["sentence"], f"final {row['final_on']}")
    return {
        "person": 0,
        "property": "criminalRecord",
        "value": "; ".join(part for part in said if part)[:1000],
        "lang": "",
        "source": source,
        "kind": "fact",
        "source_grade": "A",
        "information_grade": "1",
        "as_of": today.isoformat(),
        "originator": node.office,
        "handling": [],
        "record_status": status_of(row, today),
        "item": "criminal_record",
    }


def _candidates(node: Node, command: Command, state: State, form: Form, situation: Any) -> Derived:
    return registers.search(node, state, list(form["registers"]))


def _judge_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    known = {row["id"] for row in state.get("candidates", [])}
    return [] if form["candidate"] in known else [Stop("step", "no_such_candidate")]


def _approve_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if (state.get("release") or {}).get("statements") else [Stop("step", "no_release_prepared")]


def _nothing_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """That nothing is known of somebody is said only when every candidate was judged, and no judgment was prepared."""
    judged = {row["candidate"] for row in state.get("judgements", []) if row["result"] != "unsure"}
    if any(row["id"] not in judged for row in state.get("candidates", [])):
        return [Stop("step", "candidates_not_judged")]
    return [Stop("step", "release_prepared")] if (state.get("release") or {}).get("statements") else []


STOPS: dict[str, Callable[[Node, Command, State, Form], list[Stop]]] = {
    "cr.judge": _judge_stops,
    "cr.approve_release": _approve_stops,
    "cr.answer_no_data": _nothing_stops,
}
DERIVED: dict[str, Callable[[Node, Command, State, Form, Any], Derived]] = {
    "cr.search": _candidates,
    "cr.judge": judging.judged,
    "cr.prepare_release": _statements,
}
