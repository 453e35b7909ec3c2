"""The requesting office's side of the answer: received, asked back, consulted, converted, answered, used, closed."""

from typing import Any

import pytest

from comity.app import reading
from comity.app.door import NotFoundError
from comity.storage import access, outbox, records
from tests.app.test_offer import STATEMENT
from tests.office import REQUESTER_FACTS, Office

RECEIVED = "2026-11-22T10:00:00.000Z"
REPLY = {"statements": [STATEMENT], "handling": ["H1"], "conditions": ["this_case_only"], "expires_on": "2027-06-01",
         "no_data": False, "released_at": RECEIVED}  # fmt: skip


def sent(xa: Office) -> str:
    record = xa.request()
    for who, command, form in (("supervisor", "ir.certify", {"facts": REQUESTER_FACTS}), ("desk", "ir.send", {})):
        done = xa.do(who, command, record, **form)
        assert done.done, done.stops
    return record


def received(xa: Office) -> str:
    record = sent(xa)
    heard = xa.hear("ir.note_received", "request.received", record, received_at=RECEIVED)
    assert heard.done, heard.stops
    return record


def state_of(record: str) -> dict[str, Any]:
    state = records.load(record).state
    assert state is not None
    return state


def test_the_clock_runs_from_the_partners_receipt(xa: Office) -> None:
    state = state_of(received(xa))
    assert state["clocks"]["answer"]["started_at"] == RECEIVED
    assert state["clocks"]["answer"]["due_at"] == "2026-11-29T17:00:00.000Z"  # seven days, midnight at XB (UTC+7)
    assert state["mirror"] == "received"


def test_an_answer_is_used_reported_and_closed(xa: Office) -> None:
    record = received(xa)
    heard = xa.hear("ir.note_answer", "reply.final", record, **REPLY)
    assert heard.done, heard.stops
    assert state_of(record)["answer"]["statements"][0]["value"] == "ចេន វ៉េ"
    case = state_of(record)["case"]
    closed = xa.do("officer", "ir.report_use", record, used_for_case=case, use="stated_case",
                   result="The holder of the account was identified.")  # fmt: skip
    assert closed.done, closed.stops
    assert (closed.state, state_of(record)["mirror"]) == ("closed", "closed")


def test_a_report_of_use_beyond_the_stated_case_goes_out_with_a_warning(xa: Office) -> None:
    record = received(xa)
    xa.hear("ir.note_answer", "reply.final", record, **REPLY)
    told = xa.do("officer", "ir.report_use", record, used_for_case="another-case", use="stated_case",
                 result="Used in a tax matter of another person.")  # fmt: skip
    assert told.done, told.stops
    assert "USE-01.report" in told.warnings


@pytest.mark.parametrize("note, kind, body, state", [
    ("ir.note_returned", "request.returned", {"missing": ["birth_date"], "ground": ""}, "returned"),
    ("ir.note_refused", "request.refused", {"ground": "essential_interests"}, "refused"),
    ("ir.note_withdrawn", "request.withdrawn", {}, "withdrawn"),
])  # fmt: skip
def test_the_partners_word_settles_it(xa: Office, note: str, kind: str, body: dict[str, Any], state: str) -> None:
    record = received(xa)
    heard = xa.hear(note, kind, record, **body)
    assert heard.done, heard.stops
    assert (heard.state, state_of(record)["mirror"]) == (state, state)
    assert "clock" not in state_of(record)


def test_a_returned_request_is_mended_and_sent_again_as_a_new_round(xa: Office) -> None:
    record = received(xa)
    xa.hear("ir.note_returned", "request.returned", record, missing=["birth_date"], ground="")
    state = state_of(record)
    form = {**state["request"], "partner": "xb-coord", "case": state["case"]}
    amended = xa.do("officer", "ir.amend", record, **form)
    assert amended.done, amended.stops
    assert state_of(record)["stated"] == {}
    for who, command, facts in (("supervisor", "ir.certify", {"facts": REQUESTER_FACTS}), ("desk", "ir.send", {})):
        done = xa.do(who, command, record, **facts)
        assert done.done, done.stops
    assert (state_of(record)["round"], state_of(record)["mirror"]) == (2, "sent")


def test_a_question_is_answered_and_matched(xa: Office) -> None:
    record = received(xa)
    xa.hear("ir.note_clarification", "clarify.ask", record, question="birth_date")
    assert state_of(record)["state"] == "clarifying"
    answered = xa.do("desk", "ir.answer_clarification", record, answer="14 March 1988, from the account form.")
    assert answered.done, answered.stops
    body = outbox.open_body(answered.sent[0], records_key=xa.node.records_key)
    assert body is not None
    assert body["body"]["reply_to"] == state_of(record)["clarifications"][0]["id"] != ""
    assert state_of(record)["mirror"] == "received"


def test_consultation_and_conversion_are_answered_by_the_desk(xa: Office) -> None:
    record = received(xa)
    xa.hear("ir.note_consultation", "consult.ask", record, ground="court_needed")
    consulted = xa.do("desk", "ir.answer_consultation", record, answer="We can bring an order of the court.")
    assert consulted.done, consulted.stops
    xa.hear("ir.note_conversion", "convert.offer", record)
    converted = xa.do("desk", "ir.accept_conversion", record)
    assert converted.done, converted.stops
    assert state_of(record)["mirror"] == "converted"


def test_a_crossing_withdrawal_is_settled_by_the_requested_node(xa: Office) -> None:
    record = received(xa)
    asked = xa.do("officer", "ir.withdraw", record, reasons="The victim found the money again.")
    assert asked.done, asked.stops
    late = xa.hear("ir.note_answer", "reply.final", record, **REPLY)
    assert late.done, late.stops
    too_late = xa.hear("ir.note_too_late", "request.too_late", record)
    assert too_late.done, too_late.stops
    assert (state_of(record)["state"], state_of(record)["mirror"]) == ("answered", "answered")


def test_an_answer_to_a_request_never_sent_is_stopped(xa: Office) -> None:
    record = xa.request()
    stopped = xa.hear("ir.note_answer", "reply.final", record, **REPLY)
    assert not stopped.done
    assert state_of(record)["state"] == "draft"


def test_a_page_says_the_next_step_who_may_take_it_and_why_not(xa: Office) -> None:
    record = xa.request()
    view = reading.record(xa.node, xa.staff["officer"], record, purpose="test")
    steps = {row["command"]: row for row in view["steps"]}
    assert steps["ir.certify"]["roles"] == ["CS"]
    assert not steps["ir.certify"]["mine"]
    view = reading.record(xa.node, xa.staff["supervisor"], record, purpose="test")
    certify = next(row for row in view["steps"] if row["command"] == "ir.certify")
    assert certify["mine"]
    assert not certify["open"]
    assert {"coercive_act", "link_real"} <= {fact["name"] for gate in certify["gates"] for fact in gate["facts"]}
    assert any("CS" in fact["authors"] for gate in certify["gates"] for fact in gate["facts"])


def test_exactly_what_will_be_sent_is_shown_before(xa: Office) -> None:
    record = xa.request()
    xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS)
    shown = reading.would_send(xa.node, xa.staff["desk"], record, "ir.send", {})
    done = xa.do("desk", "ir.send", record)
    body = outbox.open_body(done.sent[0], records_key=xa.node.records_key)
    assert shown is not None
    assert body is not None
    assert shown["body"]["request"] == body["body"]["request"]
    assert "case" not in body["body"]["request"]


def test_a_hidden_record_and_no_record_look_the_same(xa: Office) -> None:
    record = xa.request()
    outsider = xa.staff["custodian"]
    answers = []
    for wanted in (record, "xa-coord/request/01a20000-0000-7000-8000-00000000ffff"):
        with pytest.raises(NotFoundError) as hidden:
            reading.record(xa.node, outsider, wanted, purpose="looking around")
        answers.append(hidden.value.code)
    assert answers[0] == answers[1]
    assert access.access_records(outsider, procedure="information_request") == []


def test_every_read_of_a_person_is_logged_with_its_purpose(xa: Office) -> None:
    record = xa.request()
    reading.record(xa.node, xa.staff["desk"], record, purpose="preparing to send")
    read = access.reads_of(record)[0]
    assert (read["officer"], read["purpose"]) == (xa.staff["desk"].id, "preparing to send")


def test_today_shows_what_waits_for_whom(xa: Office) -> None:
    record = xa.request()
    assert [
        row["id"] for row in reading.today(xa.node, xa.staff["supervisor"])["mine"] if row["mine"] == ["ir.certify"]
    ] == [record]
    assert record not in {row["id"] for row in reading.today(xa.node, xa.staff["desk"])["mine"]}
