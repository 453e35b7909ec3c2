"""The clock at the door: what ran out is entered as escalated, once. It releases nothing and refuses nothing."""

from comity.app.door import preview, submit
from comity.app.node import Node
from comity.domain.command import CLOCK, Command
from comity.kit import clock
from comity.kit.ids import RecordId
from comity.procedures.catalogue import procedure_named
from comity.storage import records


def escalate_overdue(node: Node) -> int:
    """Escalate every record whose clock ran out; returns how many. One that cannot be escalated now is left alone."""
    done = 0
    for record, _ in records.overdue(clock.format_time(clock.now())):
        state = records.load(RecordId(record)).state
        if state is None:
            continue
        procedure = procedure_named(state["procedure"])
        name = f"{procedure.prefix}.escalate"
        if procedure.row_from(name, state["state"]) is None:
            continue
        command = Command(name=name, actor=CLOCK, record=RecordId(record))
        if not preview(node, command)[1] and submit(node, command).done:
            done += 1
    return done
