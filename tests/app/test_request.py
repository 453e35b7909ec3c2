"""The information request at the requested office: receive, screen, search, confirm, approve, release; and the
other ways out."""

from pathlib import Path
from typing import Any

import pytest

from comity.app import importing, registers
from comity.storage import outbox, records
from tests.office import REQUESTER_FACTS, Office, sent_request

RECORD = "xa-coord/request/01a20000-0000-7000-8000-000000000001"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
DATA = Path(__file__).parents[2] / "src" / "comity" / "demo" / "data"
RELEASE_FACTS = {"coercion_origin": "no", "coercion_risk": "no", "witness_exposed": "no", "privileged": "no"}


def load_register(office: Office) -> None:
    from comity.screening.mapped_csv import MappedCsvReader

    form = {"name": "civil", "purpose": "Civil register of Corvane", "lawful_origin": True, "owner": "Registry",
            "review_on": "2030-01-01"}  # fmt: skip
    source = MappedCsvReader(DATA / "civil_register.csv", DATA / "civil_register.toml")
    report, outcome = importing.import_file(office.node, office.staff["custodian"], source=source, form=form)
    assert outcome is not None
    assert outcome.done, outcome.stops
    assert report.kept > 0


def receive(xb: Office, record: str = RECORD, **changes: Any) -> Any:
    changes.setdefault("persons", [person()])
    return xb.hear("ir.receive", "request.information", record, request=sent_request(**changes), officers=OFFICERS)


def person(**changes: Any) -> dict[str, Any]:
    return {**sent_request()["persons"][0], "names": ["CHEN, Wei Ming"], "birth_date": "1988-03-14", **changes}


def screened(xb: Office, record: str = RECORD) -> str:
    received = receive(xb, record)
    assert received.done, received.stops
    screened = xb.do("desk", "ir.screen", record, facts=REQUESTER_FACTS)
    assert screened.done, screened.stops
    return record


def searched(xb: Office, record: str = RECORD) -> str:
    if not records.of_procedure("register"):
        load_register(xb)
    screened(xb, record)
    found = xb.do("desk", "ir.search", record)
    assert found.done, found.stops
    return record


def prepared(xb: Office, record: str = RECORD) -> str:
    searched(xb, record)
    candidates = records.load(record).state["candidates"]  # type: ignore[index]
    judged = xb.do(
        "supervisor",
        "ir.judge",
        record,
        candidate=candidates[0]["id"],
        result="positive",
        reasons="Same name, birth date and card.",
    )
    assert judged.done, judged.stops
    assert judged.state == "hit_confirmed"
    row = {"person": 0, "kind": "fact", "source": "civil", "source_grade": "A", "information_grade": "1",
           "as_of": "2026-11-01", "originator": "xb-coord", "handling": ["H0"], "record_status": ""}  # fmt: skip
    statements = [
        {**row, "property": "name", "value": "陈伟明", "lang": "zh", "item": "identity"},
        {**row, "property": "birthDate", "value": "1988-03-14", "item": "birth"},
    ]
    made = xb.do("desk", "ir.prepare_release", record, statements=statements, handling=["H0"],
                 conditions=["this_case_only"], expires_on="2027-06-01")  # fmt: skip
    assert made.done, made.stops
    return record


def test_a_request_is_answered_by_a_person_confirmed_under_another_script(xb: Office) -> None:
    record = prepared(xb)
    state = records.load(record).state
    assert state is not None
    assert "陈伟明" in state["candidates"][0]["names"]
    approved = xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS)
    assert approved.done, approved.stops
    released = xb.do("supervisor", "ir.release", record)
    assert released.done, released.stops
    assert released.state == "released"
    body = outbox.open_body(released.sent[0], records_key=xb.node.records_key)
    assert body is not None
    assert [row["value"] for row in body["body"]["statements"]] == ["陈伟明", "1988-03-14"]
    assert records.load(record).state["mirror"] == "answered"  # type: ignore[index]


def test_a_register_changed_behind_the_record_is_not_searched(xb: Office) -> None:
    load_register(xb)
    record = screened(xb)
    file = registers.register_path(xb.node, registers.named("civil") or {})
    original = file.read_bytes()
    try:
        file.write_bytes(original[:-1] + bytes([original[-1] ^ 1]))
        with pytest.raises(registers.RegisterChangedError):
            xb.do("desk", "ir.search", record)
    finally:
        file.write_bytes(original)
    assert records.load(record).state["state"] == "screened"  # type: ignore[index]


def test_an_answer_that_is_swapped_after_approval_is_asked_about_anew(xb: Office) -> None:
    record = prepared(xb)
    assert xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS).done
    release = records.load(record).state["release"]  # type: ignore[index]
    swapped = {**release["statements"][1], "value": "1988-03-15"}
    form = {name: release[name] for name in ("handling", "conditions", "expires_on")}
    made = xb.do("desk", "ir.prepare_release", record, statements=[swapped], **form)
    assert made.done, made.stops
    stopped = xb.do("desk2", "ir.approve_release", record)
    assert {"TOR-02", "WIT-01", "EVI-02.privilege"} <= {stop.code for stop in stopped.stops}
    assert xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS).done


def test_the_machine_alone_releases_nothing(xb: Office) -> None:
    record = searched(xb)
    for who, command in (("desk2", "ir.approve_release"), ("supervisor", "ir.release")):
        stopped = xb.do(who, command, record, facts=RELEASE_FACTS)
        assert not stopped.done
        assert "HIT-01" in {stop.code for stop in stopped.stops}
    assert [row["kind"] for row in outbox.of_record(record)] == ["request.received"]


def test_the_searcher_cannot_confirm_the_own_search(xb: Office) -> None:
    record = searched(xb)
    candidate = records.load(record).state["candidates"][0]["id"]  # type: ignore[index]
    stopped = xb.do(
        "desk", "ir.judge", record, candidate=candidate, result="positive", reasons="Same name, birth date and card."
    )
    assert [stop.code for stop in stopped.stops] == ["same_person"]
    assert records.load(record).state["state"] == "searched"  # type: ignore[index]


def test_an_answer_without_data_needs_every_candidate_judged(xb: Office) -> None:
    record = searched(xb)
    assert "candidates_not_judged" in {row.code for row in xb.do("supervisor", "ir.answer_no_data", record).stops}
    for candidate in records.load(record).state["candidates"]:  # type: ignore[index]
        judged = xb.do(
            "supervisor",
            "ir.judge",
            record,
            candidate=candidate["id"],
            result="negative",
            reasons="Another person: other birth date.",
        )
        assert judged.done, judged.stops
    answered = xb.do("desk2", "ir.answer_no_data", record)
    assert answered.done, answered.stops
    body = outbox.open_body(answered.sent[0], records_key=xb.node.records_key)
    assert body is not None
    assert body["body"]["no_data"] is True
    assert body["body"]["statements"] == []


def test_a_refusal_needs_the_partners_word_first_and_tells_a_neutral_ground(xb: Office) -> None:
    record = screened(xb)
    refused = xb.do("desk", "ir.refuse", record, ground="protection", reasons="The person is protected here.")
    assert not refused.done
    consulted = xb.do("desk", "ir.consult", record, ground="protection")
    assert consulted.done, consulted.stops
    heard = xb.hear("ir.note_consulted", "consult.answer", record, answer="We understand.")
    assert heard.done, heard.stops
    refused = xb.do("desk", "ir.refuse", record, ground="protection", reasons="The person is protected here.")
    assert refused.done, refused.stops
    told = [outbox.open_body(row["id"], records_key=xb.node.records_key) for row in outbox.of_record(record)]
    assert [row["body"].get("ground") for row in told if row and "ground" in row["body"]] == ["essential_interests"] * 2
    assert not any("protected" in str(row) for row in told)


def test_a_freeze_shows_neither_by_state_nor_by_message(xb: Office) -> None:
    record = screened(xb)
    before = outbox.of_record(record)
    frozen = xb.do("reviewer", "ir.freeze", record, reasons="A pattern that must be looked at.")
    assert frozen.done, frozen.stops
    state = records.load(record).state
    assert state is not None
    assert (state["state"], state["mirror"]) == ("frozen", "received")
    assert outbox.of_record(record) == before
    back = xb.do("reviewer", "ir.unfreeze", record, reasons="Nothing found.")
    assert back.state == "screened"


@pytest.mark.parametrize("command, form, sent", [
    ("ir.return_incomplete", {"missing": ["birth_date"]}, "request.returned"),
    ("ir.offer_conversion", {}, "convert.offer"),
    ("ir.ask_clarification", {"question": "which_person"}, "clarify.ask"),
])  # fmt: skip
def test_the_desk_may_return_convert_or_ask(xb: Office, command: str, form: dict[str, Any], sent: str) -> None:
    record = screened(xb)
    done = xb.do("desk", command, record, **form)
    assert done.done, done.stops
    assert outbox.of_record(record)[-1]["kind"] == sent


def test_a_clarification_stops_the_clock_for_exactly_its_length(xb: Office) -> None:
    record = screened(xb)
    due = records.load(record).state["clocks"]["answer"]["due_at"]  # type: ignore[index]
    xb.do("desk", "ir.ask_clarification", record, question="birth_date")
    answered = xb.hear("ir.note_clarified", "clarify.answer", record, answer="14 March 1988", reply_to="x")
    assert answered.done, answered.stops
    state = records.load(record).state
    assert state is not None
    assert state["state"] == "screened"
    assert state["clocks"]["answer"]["due_at"] >= due
    assert state["clocks"]["answer"]["pauses"][0]["end"]


def test_a_withdrawal_before_release_ends_it_and_after_release_is_too_late(xb: Office) -> None:
    record = screened(xb)
    withdrawn = xb.hear("ir.note_withdrawal", "request.withdraw", record)
    assert withdrawn.done, withdrawn.stops
    assert withdrawn.state == "withdrawn"
    assert outbox.of_record(record)[-1]["kind"] == "request.withdrawn"
    late = xb.hear("ir.note_withdrawal", "request.withdraw", record)
    assert outbox.of_record(record)[-1]["kind"] == "request.too_late"
    assert late.state == "withdrawn"


@pytest.mark.parametrize("changes, gate", [
    ({"conduct": "inciting_subversion"}, "OFF-01.listed"),
    ({"items": ["identity", "intercept"]}, "COE-01.items"),
    ({"persons": [], "objects": []}, "GRP-01.hard"),
    ({"basis": "vc-2011-3"}, "BAS-01"),
])  # fmt: skip
def test_an_unlawful_request_is_not_received_and_turned_away(xb: Office, changes: dict[str, Any], gate: str) -> None:
    stopped = receive(xb, **changes)
    assert not stopped.done
    assert any(stop.code.startswith(gate.partition(".")[0]) for stop in stopped.stops), stopped.stops
    assert records.load(RECORD).state is None
    away = xb.hear("ir.turn_away", "request.information", RECORD, request=sent_request(**changes), officers=OFFICERS)
    assert away.done, away.stops
    state = records.load(RECORD).state
    assert state is not None
    assert "request" not in state
    assert outbox.of_record(RECORD)[-1]["kind"] == "request.returned"


def test_a_childs_request_needs_reviewer_and_judge(xb: Office) -> None:
    received = receive(xb, persons=[person(birth_date="2012-01-01")])
    assert received.done, received.stops
    stopped = xb.do("desk", "ir.screen", RECORD, facts=REQUESTER_FACTS)
    assert [stop.code for stop in stopped.stops] == ["CHD-01"]
    for who in ("reviewer", "judge"):
        decided = xb.do(who, "ir.decide", RECORD, policy="CHD-01", outcome="granted",
                        reasons="The child is the victim's brother; his safety needs it.")  # fmt: skip
        assert decided.done, decided.stops
    again = xb.do("desk", "ir.screen", RECORD, facts=REQUESTER_FACTS)
    assert again.done, again.stops
