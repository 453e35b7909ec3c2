"""Content of the steps of a breach: a partner that exists, and nothing owed when it is closed."""

from collections.abc import Mapping
from typing import Any

from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.procedures.breach_notice import done_with
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]


def _owed(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [Stop("step", code) for code in done_with(state)]


def _partner(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    known = {str(row["office"]) for row in records.of_procedure("partner", state="confirmed")}
    return [] if form["partner"] in known else [Stop("step", "no_such_partner")]


def _no_partner(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if state.get("partner") else [Stop("step", "no_such_partner")]


STOPS = {"bn.close": _owed, "bn.assess_partner_data": _partner, "bn.tell_partner": _no_partner}
