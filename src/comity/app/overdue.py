"""The clock at the door: what ran out takes the step its clock names, once. A clock refuses nothing by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from comity.app.door import preview, submit
from comity.app.node import Node
from comity.domain.command import CLOCK, Command
from comity.kit import clock
from comity.kit.ids import RecordId
from comity.procedures.catalogue import procedure_named
from comity.procedures.projection import next_due
from comity.storage import records

LIMIT_STEPS = 20
"""So many steps of one record's clocks in one go; what is left takes its turn the next time."""


def run_out(node: Node) -> int:
    """Take the step of every clock that ran out; returns how many were taken. What cannot be taken now is left."""
    now = clock.format_time(clock.now())
    return sum(_run_out(node, RecordId(record), now) for record, _ in records.overdue(now))


def _run_out(node: Node, record: RecordId, now: str) -> int:
    """The steps of one record's clocks, the earliest first; each may end the other clocks, so all is read anew."""
    done = 0
    for _ in range(LIMIT_STEPS):
        state = records.load(record).state
        if state is None or not any(
            not preview(node, command)[1] and submit(node, command).done for command in _commands(state, now)
        ):
            break
        done += 1
    return done


def _commands(state: Mapping[str, Any], now: str) -> Iterator[Command]:
    procedure = procedure_named(state["procedure"])
    for name, row in sorted(state.get("clocks", {}).items(), key=lambda item: str(item[1]["due_at"])):
        if not next_due({"clocks": {name: row}}) or row["due_at"] >= now:
            continue
        wanted = procedure.clock(name).then or f"{procedure.prefix}.escalate"
        step = procedure.row_from(wanted, state["state"], side=state["side"])
        if step is not None:
            form = {"clock": name} if any(field.name == "clock" for field in step.form) else {}
            yield Command(name=wanted, actor=CLOCK, record=RecordId(state["id"]), form=form)
