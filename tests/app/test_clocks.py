"""Legal clocks of every procedure: both nodes compute the same instant from the same message."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.app import clocks
from comity.app.node import Node
from comity.kit.clock import format_time
from comity.procedures.catalogue import PROCEDURES
from comity.procedures.step import Clock, Procedure, Step
from comity.settings.node import read_node_file

SHARED = [
    (procedure, clock, begins, hears)
    for procedure in PROCEDURES
    for clock in procedure.clocks
    for begins in procedure.steps
    if clock.name in begins.starts and begins.sends
    for hears in procedure.steps
    if clock.name in hears.starts and hears.receives == begins.sends and hears.side != begins.side
]
"""Every clock that both offices start: one by the step that sends a message, the other by the step that takes it."""
moments = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2032, 1, 1), timezones=st.just(UTC))


@pytest.fixture(scope="module")
def nodes(folders: Any) -> dict[str, Node]:
    """Both offices without their databases: a clock needs the pack and the state an office is of."""
    return {name: Node(home, read_node_file(home), b"") for name, (home, _) in folders.items()}


def state_of(side: str, other: str, *, urgent: bool) -> dict[str, Any]:
    return {"side": side, "partner": other, "request": {"urgent": urgent, "urgency_ground": "danger_to_life"}}


def payload_of(step: Step, clock: Clock, at: datetime, *, shared: str) -> dict[str, Any]:
    """The messages of a step; only the shared one is read by both offices, and it names the time that counts."""
    times = {clock.started: format_time(at)} if clock.started else {}
    told = {"body": {"at": format_time(at), **times}}
    other = {"body": {"at": format_time(at - timedelta(hours=7))}}
    return {
        **({"message": told if step.receives == shared else other} if step.receives else {}),
        **({"sent": told if step.sends == shared else other} if step.sends else {}),
    }


def moved(node: Node, procedure: Procedure, step: Step, state: dict[str, Any], payload: Any, at: datetime) -> Any:
    """The state with its clocks after a step."""
    found = clocks.changes(node, procedure, step, after=state, payload=payload, at=at)
    rows = {**state.get("clocks", {}), **found}
    return {**state, "clocks": {name: row for name, row in rows.items() if row}}


@pytest.mark.parametrize(
    ("procedure", "clock", "begins", "hears"),
    SHARED,
    ids=[f"{procedure.prefix}.{clock.name}:{begins.sends}" for procedure, clock, begins, _ in SHARED],
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=moments, late=st.integers(0, 10**6), asked=st.integers(1, 10**6), answered=st.integers(1, 10**6),
       urgent=st.booleans())  # fmt: skip
def test_both_nodes_compute_the_same_instant(
    nodes: dict[str, Node], procedure: Procedure, clock: Clock, begins: Step, hears: Step, start: datetime, late: int,
    asked: int, answered: int, urgent: bool,
) -> None:  # fmt: skip
    sides = {begins.side: ("xb-coord", begins), hears.side: ("xa-coord", hears)}
    assert set(sides) == {"requesting", "requested"}
    dues = []
    for side, (office, step) in sides.items():
        node = nodes[office]
        other = next(name for name in nodes if name != office)
        arrived = start + timedelta(seconds=late if step is hears else 0)
        payload = payload_of(step, clock, start, shared=begins.sends)
        state = moved(node, procedure, step, state_of(side, other, urgent=urgent), payload, arrived)
        if clock.pausable:
            pause = Step(command="x", source=(), target="", pauses=(clock.name,))
            resume = Step(command="x", source=(), target="", resumes=(clock.name,))
            for one, seconds in ((pause, asked), (resume, asked + answered)):
                told = {"message": {"body": {"at": format_time(start + timedelta(seconds=seconds))}}}
                state = moved(node, procedure, one, state, told, arrived + timedelta(days=30))
        dues.append(state["clocks"][clock.name]["due_at"])
    assert dues[0] == dues[1]


def test_the_request_and_the_report_on_its_use_are_among_them() -> None:
    assert {("ir", "answer"), ("ir", "use_report")} <= {
        (procedure.prefix, clock.name) for procedure, clock, *_ in SHARED
    }


@given(st.sampled_from([(p, c) for p in PROCEDURES for c in p.clocks]))
def test_every_clock_names_a_step_of_the_clock_that_may_follow(found: tuple[Procedure, Clock]) -> None:
    procedure, clock = found
    wanted = clock.then or f"{procedure.prefix}.escalate"
    rows = procedure.rows(wanted)
    assert rows and all(row.clock for row in rows)


def test_a_detention_clock_never_stands_still(nodes: dict[str, Node]) -> None:
    for procedure in PROCEDURES:
        for clock in (row for row in procedure.clocks if not row.pausable):
            pausing = [row.command for row in procedure.steps if clock.name in row.pauses]
            assert pausing == []
