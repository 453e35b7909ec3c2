"""A complaint through the door: a nameless author gets an answer, and whom it is about never learns who wrote it."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import door, overdue, public_door, reading
from comity.domain.command import VISITOR, Command
from comity.kit import clock
from comity.storage import access, journal, outbox, records
from tests.app import complaints as c
from tests.app.reviews import START, facts, hire, must, state, stopped_by
from tests.app.test_request import RECORD, prepared
from tests.office import Office


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(START):
        yield


def told(office: Office, code: str) -> dict[str, Any]:
    return public_door.told(public_door.by_code(office.node, code))


def by_code(office: Office, code: str, name: str, **form: Any) -> Any:
    return public_door.act(office.node, code, name, form)


def test_a_nameless_author_hands_in_and_reads_the_reasons(xa: Office) -> None:
    code, record = c.decided(xa, "officer")
    seen = told(xa, code)
    assert (seen["state"], seen["finding"]) == ("decided", "upheld")
    assert seen["reasons"] == "You were right; the officer was told so."
    assert state(record)["author"] == {"author_name": "", "author_contact": ""}
    assert state(record)["actors"]["cm.hand_in"] == "visitor"
    with clock.frozen(START + timedelta(days=61)):
        assert overdue.run_out(xa.node) == 1
    assert state(record)["state"] == "closed"


def test_the_code_is_kept_nowhere_and_reads_in_any_spelling(xa: Office) -> None:
    code, record = c.handed_in(xa)
    body = str(state(record))
    assert code not in body
    assert code.replace("-", "") not in body
    assert told(xa, code.lower().replace("-", " "))["state"] == "received"
    for wrong in ("", code[:-1], code[:-1] + ("2" if code[-1] != "2" else "3"), "%", '"', state(record)["receipt"]):
        with pytest.raises(public_door.NoSuchCodeError):
            public_door.by_code(xa.node, wrong)


def test_the_author_of_one_complaint_reaches_no_other(xa: Office) -> None:
    first, _ = c.handed_in(xa)
    second, record = c.handed_in(xa, summary="Another matter altogether, in June.")
    assert first != second
    must(by_code(xa, first, "cm.add_words", words="There was a second officer."))
    assert state(record)["words"] == []


@pytest.mark.parametrize(
    "name", ["cm.acknowledge", "cm.screen", "cm.close", "ir.draft", "officer.appoint", "cm.hand_in"]
)
def test_the_public_door_opens_to_nothing_else(xa: Office, name: str) -> None:
    code, record = c.handed_in(xa)
    with pytest.raises(public_door.NoSuchCodeError):
        by_code(xa, code, name)
    with pytest.raises((door.FormError, door.NotFoundError)):
        door.submit(xa.node, Command(name="cm.screen", actor=VISITOR, record=record))  # type: ignore[arg-type]
    outcome = door.submit(xa.node, Command(name="cm.acknowledge", actor=VISITOR, record=record))  # type: ignore[arg-type]
    assert stopped_by(outcome) == {"not_for_a_visitor"}


def test_the_public_door_is_bounded(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_door, "HANDED_IN_AN_HOUR", 2)
    c.handed_in(xa)
    c.handed_in(xa)
    with pytest.raises(public_door.TooManyError):
        c.handed_in(xa)
    with clock.frozen(START + timedelta(minutes=61)):
        with pytest.raises(door.FormError):
            public_door.hand_in(xa.node, {**c.WORDS, "summary": "x" * 8001})
        c.handed_in(xa)


def test_codes_are_not_tried_without_end(xa: Office) -> None:
    code, _ = c.handed_in(xa)
    public_door._asked.clear()
    for _ in range(public_door.ASKED):
        with pytest.raises(public_door.NoSuchCodeError):
            public_door.by_code(xa.node, "NONE")
    with pytest.raises(public_door.TooManyError):
        public_door.by_code(xa.node, code)
    with clock.frozen(START + public_door.ASKED_IN + timedelta(seconds=1)):
        assert told(xa, code)["state"] == "received"


def test_whom_it_is_about_never_reads_it(xa: Office) -> None:
    _, record = c.triaged(xa, "reviewer")
    with pytest.raises(door.NotFoundError):
        reading.record(xa.node, xa.staff["reviewer"], record, purpose="curiosity")
    assert record not in [row["id"] for row in access.access_records(xa.staff["reviewer"], procedure="complaint")]
    with pytest.raises(door.NotFoundError):
        xa.do("reviewer", "cm.check_reprisal", record, threat="none", measures="None needed.")
    entries = [row["seq"] for row in reading.record(xa.node, xa.staff["ombud"], record, purpose="work")["history"]]
    for seq in entries:
        with pytest.raises(door.NotFoundError):
            reading.entry(xa.node, xa.staff["reviewer"], seq)


def test_before_it_is_sorted_only_an_ombud_reads_it(xa: Office) -> None:
    """It may be about the reviewer, and nobody has looked yet."""
    _, record = c.handed_in(xa)
    for who in ("reviewer", "joint", "prosecutor"):
        assert access.access_record(xa.staff[who], record) is None
    must(xa.do("ombud", "cm.screen", record, **c.triage(xa, "officer")))
    assert access.access_record(xa.staff["reviewer"], record) is not None
    assert access.access_record(xa.staff["joint"], record) is not None
    assert access.access_record(xa.staff["prosecutor"], record) is None


def test_an_ombud_it_is_about_loses_it_at_triage(xa: Office) -> None:
    _, record = c.handed_in(xa)
    must(xa.do("ombud", "cm.screen", record, **c.triage(xa, "ombud")))
    with pytest.raises(door.NotFoundError):
        xa.do("ombud", "cm.check_reprisal", record, threat="none", measures="None needed.")
    must(xa.do("ombud2", "cm.check_reprisal", record, threat="none", measures="None needed at all."))
    own = xa.do("ombud2", "cm.assign", record, investigator=xa.staff["ombud"].id)
    assert stopped_by(own) == {"CMP-01.handler"}


@pytest.mark.parametrize("who", ["officer", "supervisor", "desk", "central", "head", "admin", "prosecutor", "judge",
                                 "privacy"])  # fmt: skip
def test_nobody_else_at_the_office_reads_a_complaint(xa: Office, who: str) -> None:
    _, record = c.triaged(xa, "officer")
    assert access.access_record(xa.staff[who], record) is None


def test_the_prosecutor_reads_it_only_once_asked(xa: Office) -> None:
    _, record = c.triaged(xa, "officer")
    must(xa.do("ombud", "cm.ask_prosecutor", record, reasons="A decision on sharing is needed."))
    assert access.access_record(xa.staff["prosecutor"], record) is not None
    assert access.access_record(xa.staff["judge"], record) is None


def test_only_the_one_it_was_given_to_looks_into_it_and_another_decides(xa: Office) -> None:
    _, record = c.assigned(xa, "officer")
    assert stopped_by(xa.do("ombud", "cm.investigate", record, findings="Nothing in it.")) == {"not_assigned"}
    must(xa.do("ombud2", "cm.investigate", record, findings="Two others saw it."))
    assert stopped_by(c.conclude(xa, record, "upheld", who="ombud2")) == {"same_person"}
    must(c.conclude(xa, record, "upheld"))


def test_a_review_by_the_joint_body_sends_it_back_or_ends_it(xa: Office) -> None:
    code, record = c.decided(xa, "officer", finding="not_upheld")
    must(by_code(xa, code, "cm.ask_review", words="Nobody asked the ferryman."))
    again = {"reviewed": "back", "reasons": "The ferryman was never heard.", "reasons_to_author": "It begins again."}
    assert must(xa.do("joint", "cm.review", record, **again)).state == "assigned"
    must(xa.do("ombud2", "cm.investigate", record, findings="The ferryman says the same."))
    must(c.conclude(xa, record, "upheld"))
    must(by_code(xa, code, "cm.ask_review", words="I want an apology."))
    must(xa.do("joint", "cm.review", record, **{**again, "reviewed": "confirmed"}))
    must(xa.do("ombud", "cm.close", record))
    assert told(xa, code)["reviewed"] == "confirmed"


def test_silence_past_three_days_and_sixty_is_written_down(xa: Office) -> None:
    code, record = c.handed_in(xa)
    with clock.frozen(START + timedelta(days=4)):
        assert overdue.run_out(xa.node) == 1
        assert state(record)["overdue_at"]
    with clock.frozen(START + timedelta(days=61)):
        assert overdue.run_out(xa.node) == 1
    assert told(xa, code)["state"] == "received"


def test_an_officer_is_heard_on_a_summary_that_hides_the_author(xa: Office) -> None:
    _, record = c.assigned(xa, "officer", words={"author_name": "Sela Marsh"})
    form = {"officer": "One", "officer_answer": "", "facts": facts({"author_hidden": "yes"})}
    shown = xa.do("ombud2", "cm.hear_officer", record, shown="Sela Marsh says you read her letters.", **form)
    assert stopped_by(shown) == {"CMP-01.summary"}
    must(xa.do("ombud2", "cm.hear_officer", record, shown=c.SUMMARY, **form))
    later = xa.do("ombud2", "cm.hear_officer", record, **{**form, "shown": "It was on 3 May.", "facts": {}})
    assert stopped_by(later) == {"CMP-01.summary"}


def propose(xa: Office, record: str, text: str = c.SUMMARY) -> Any:
    return xa.do("ombud", "cm.propose_share", record, partner="xb-coord", shared_summary=text,
                 facts=facts({"author_hidden": "yes"}))  # fmt: skip


def test_a_complaint_about_the_partner_s_officer_does_not_reach_the_home_force(xa: Office) -> None:
    theirs = c.about(xa, "Nine", office_code="xb-coord")
    code, record = c.assigned(xa, complained_of=theirs, nobody_named=False)
    must(xa.do("reviewer", "cm.state_facts", record, facts=facts({"reprisal_risk": "none"})))
    must(propose(xa, record))
    assert stopped_by(xa.do("reviewer", "cm.share", record)) == {"CMP-01.recipient", "CMP-01.share"}
    must(xa.do("ombud", "cm.ask_prosecutor", record, reasons="A decision on sharing is needed."))
    granted_by(xa, record, "CMP-01.share")
    assert stopped_by(xa.do("reviewer", "cm.share", record)) == {"CMP-01.recipient"}
    assert outbox.of_record(record) == []
    must(by_code(xa, code, "cm.set_consent", may_share=True))
    must(xa.do("reviewer", "cm.share", record))
    must_not_repeat = xa.do("reviewer", "cm.share", record)
    assert stopped_by(must_not_repeat) == {"already_shared"}


def granted_by(xa: Office, record: str, policy: str) -> None:
    must(xa.do("prosecutor", "cm.decide", record, policy=policy, outcome="granted", reasons="Weighed and protected."))


def test_what_leaves_holds_nothing_of_the_author(xa: Office) -> None:
    code, record = c.assigned(xa, "officer", words={"author_name": "Sela Marsh", "author_contact": "0005550101"})
    must(by_code(xa, code, "cm.set_consent", may_share=True))
    must(xa.do("reviewer", "cm.state_facts", record, facts=facts({"reprisal_risk": "none"})))
    must(propose(xa, record))
    assert stopped_by(xa.do("ombud", "cm.share", record)) == {"same_person"}
    must(xa.do("reviewer", "cm.share", record))
    assert [row["type"] for row in state(record)["messages"]] == ["complaint.notice"]
    sent = [row.payload["sent"]["body"] for row in journal.read(records_key=xa.node.records_key, record=record)
            if row.payload and "sent" in row.payload]  # fmt: skip
    assert [set(body) for body in sent] == [{"record", "round", "at", "summary", "category", "language"}]
    assert "Marsh" not in str(sent)
    assert "0005550101" not in str(sent)


def test_consent_taken_back_before_it_leaves_counts(xa: Office) -> None:
    code, record = c.assigned(xa, "officer")
    must(by_code(xa, code, "cm.set_consent", may_share=True))
    must(xa.do("reviewer", "cm.state_facts", record, facts=facts({"reprisal_risk": "none"})))
    must(propose(xa, record))
    must(by_code(xa, code, "cm.set_consent", may_share=False))
    assert stopped_by(xa.do("reviewer", "cm.share", record)) == {"CMP-01.share"}


def test_a_changed_summary_must_be_looked_at_again(xa: Office) -> None:
    code, record = c.assigned(xa, "officer")
    must(by_code(xa, code, "cm.set_consent", may_share=True))
    must(xa.do("reviewer", "cm.state_facts", record, facts=facts({"reprisal_risk": "none"})))
    must(propose(xa, record))
    must(xa.do("ombud", "cm.propose_share", record, partner="xb-coord", shared_summary="Letters were read in May."))
    assert stopped_by(xa.do("reviewer", "cm.share", record)) == {"CMP-01.summary"}


def test_the_partner_s_notice_comes_in_for_the_ombud_alone(xb: Office) -> None:
    hire(xb, "ombud")
    record = "xa-coord/complaint/01a20000-0000-7000-8000-000000000031"
    body = {"summary": c.SUMMARY, "category": "misconduct", "language": "en"}
    must(xb.hear("cm.receive", "complaint.notice", record, **body))
    assert access.access_record(xb.staff["desk"], record) is None
    assert access.access_record(xb.staff["ombud"], record) is not None
    must(xb.do("ombud", "cm.close_notice", record, reasons="The officer was told how to carry out a check."))


def test_a_data_complaint_holds_the_release_until_it_is_decided(xb: Office) -> None:
    record = prepared(xb)
    code, complaint = c.triaged(xb, category="data", disputed=RECORD, nobody_named=True)
    release_facts = {"coercion_origin": "no", "coercion_risk": "no", "witness_exposed": "no", "privileged": "no"}
    approve = {"facts": release_facts}
    assert stopped_by(xb.do("desk2", "ir.approve_release", record, **approve)) == {"CMP-01.pause"}
    who = {state(record)["actors"][name] for name in ("ir.screen", "ir.search", "ir.judge", "ir.prepare_release")}
    assert {f"barred:{name}" for name in who} <= set(state(complaint)["barred"])
    must(xb.do("ombud", "cm.check_reprisal", complaint, threat="none", measures="None needed at all."))
    must(xb.do("ombud", "cm.assign", complaint, investigator=xb.staff["ombud2"].id))
    must(xb.do("ombud2", "cm.investigate", complaint, findings="The data is right."))
    must(c.conclude(xb, complaint, "not_upheld"))
    must(xb.do("desk2", "ir.approve_release", record, **approve))
    assert told(xb, code)["finding"] == "not_upheld"


def test_an_upheld_data_complaint_holds_the_release_until_the_ombud_lifts_it(xb: Office) -> None:
    record = prepared(xb)
    _, complaint = c.decided(xb, category="data", disputed=RECORD, nobody_named=True)
    release_facts = {"coercion_origin": "no", "coercion_risk": "no", "witness_exposed": "no", "privileged": "no"}
    held = xb.do("desk2", "ir.approve_release", record, facts=release_facts)
    assert stopped_by(held) == {"CMP-01.pause"}
    must(xb.do("ombud", "cm.lift_pause", complaint, reasons="The wrong statement was taken out."))
    must(xb.do("desk2", "ir.approve_release", record, facts=release_facts))


def test_a_complaint_names_only_what_is_there(xa: Office) -> None:
    _, record = c.handed_in(xa)
    nobody = [{"officer": "xa-coord/officer/01a20000-0000-7000-8000-000000000099", "office": "xa-coord", "name": ""}]
    form = c.triage(xa)
    assert stopped_by(xa.do("ombud", "cm.screen", record, **{**form, "complained_of": nobody})) == {"no_such_officer"}
    lost = {**form, "disputed": "xa-coord/request/01a20000-0000-7000-8000-000000000099"}
    assert stopped_by(xa.do("ombud", "cm.screen", record, **lost)) == {"no_such_record"}
    nowhere = {**form, "nobody_named": False}
    assert stopped_by(xa.do("ombud", "cm.screen", record, **nowhere)) == {"nobody_complained_of"}


def test_an_author_may_take_it_back(xa: Office) -> None:
    code, record = c.triaged(xa, "officer")
    must(by_code(xa, code, "cm.withdraw", reasons="I have moved away and want peace."))
    assert state(record)["state"] == "withdrawn"
    assert records.load(record).state["clocks"] == {}  # type: ignore[index]


def test_no_arrest_rests_on_the_complaint(xa: Office) -> None:
    _, record = c.triaged(xa, "officer", category="crime_report")
    form = {"measure": "arrest", "reasons": "The author describes a theft."}
    assert stopped_by(xa.do("ombud", "cm.refer", record, corroboration="", **form)) == {"CMP-01.sole"}
    assert stopped_by(xa.do("ombud", "cm.refer", record, corroboration="A film of the ferry shows it.", **form)) == {
        "CMP-01.sole"}  # fmt: skip
    must(xa.do("ombud", "cm.ask_prosecutor", record, reasons="The film must be looked at."))
    must(xa.do("prosecutor", "cm.state_facts", record, facts=facts({"corroborated": "yes"})))
    must(xa.do("ombud", "cm.refer", record, corroboration="A film of the ferry shows it.", **form))


def test_one_author_adds_no_words_without_end(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_door, "WORDS_ADDED", 2)
    code, record = c.handed_in(xa)
    for _ in range(2):
        must(by_code(xa, code, "cm.add_words", words="And there is more."))
    with pytest.raises(public_door.TooManyError):
        by_code(xa, code, "cm.add_words", words="And more.")
    assert len(state(record)["words"]) == 2
    must(by_code(xa, code, "cm.withdraw", reasons="I have said all of it."))
