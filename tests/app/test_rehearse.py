"""Before a step is taken the page shows what it would send: the same message, and nothing written."""

import pytest

from comity.app import door, reading
from comity.domain.command import Command
from comity.storage import log, outbox
from tests.office import REQUESTER_FACTS, Office


def certified(xa: Office) -> str:
    record = xa.request()
    done = xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS, reasons="Read and found in order.")
    assert done.done, done.stops
    return record


def test_what_is_shown_is_what_is_sent(xa: Office) -> None:
    record = certified(xa)
    size = log.size()
    shown = reading.check(xa.node, xa.staff["desk"], record, "ir.send", {})
    assert shown["stops"] == []
    assert log.size() == size
    assert outbox.of_record(record) == []
    sent = xa.do("desk", "ir.send", record)
    assert sent.done, sent.stops
    body = outbox.open_body(sent.sent[0], records_key=xa.node.records_key)
    assert body is not None
    alike = {**body["body"], "at": shown["sends"]["body"]["at"]}
    assert shown["sends"] == {"type": "request.information", "body": alike}
    assert alike["officers"]["sender"] == xa.staff["desk"].id


def test_a_step_that_would_be_stopped_says_so_and_writes_nothing(xa: Office) -> None:
    record, size = xa.request(), 0
    size = log.size()
    shown = reading.check(xa.node, xa.staff["supervisor"], record, "ir.certify", {"facts": {}})
    assert {row["kind"] for row in shown["stops"]} == {"gate"}
    assert shown["gates"]
    assert log.size() == size


def test_an_officer_without_the_role_is_shown_no_message(xa: Office) -> None:
    record = certified(xa)
    decision, stops, message = door.rehearse(
        xa.node,
        Command(name="ir.send", actor=xa.staff["officer"], record=record),  # type: ignore[arg-type]
    )
    assert (decision, message) == (None, None)
    assert {stop.code for stop in stops} >= {"role_missing"}


def test_a_hidden_record_is_not_there(xa: Office) -> None:
    with pytest.raises(door.NotFoundError):
        reading.check(xa.node, xa.staff["custodian"], certified(xa), "ir.send", {})
