"""A meeting with agreed minutes, a promise kept, and no person of a case in any of it."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import overdue
from comity.kit import clock
from comity.storage import outbox
from tests.app.teams import REASONS, codes, state, today
from tests.law.team_world import GUESTS, INVITATION, MINUTES
from tests.office import Office

MEETING = "xa-coord/meeting/01a20000-0000-7000-8000-000000000011"
PROMISE = "xa-coord/commitment/01a20000-0000-7000-8000-000000000012"
OFFICERS = {"requester": "xa-coord/officer/1", "sender": "xa-coord/officer/2"}
PROMISED = {"basis": "vc-2019-32", "what": "Send the translated forms", "owner": "requested", "function": "Head of desk",
            "due_on": "2027-01-15"}  # fmt: skip


def bodies(office: Office, outcome: Any) -> list[dict[str, Any]]:
    opened = [outbox.open_body(name, records_key=office.node.records_key) for name in outcome.sent]
    return [row["body"] for row in opened if row is not None]


def invited(xa: Office, **changes: Any) -> str:
    made = xa.do("officer", "mt.draft", partner="xb-coord", **{**INVITATION, **changes})
    assert made.done, made.stops
    sent = xa.do("desk", "mt.send", made.record)
    assert sent.done, sent.stops
    return str(made.record)


def held(xa: Office, **minutes: Any) -> str:
    meeting = invited(xa)
    assert xa.hear("mt.note_accepted", "meeting.accepted", meeting, participants=GUESTS).done
    written = xa.do("officer", "mt.write_minutes", meeting, **{**MINUTES, **minutes})
    assert written.done, written.stops
    return meeting


def agreed(xa: Office) -> str:
    meeting = held(xa)
    sent = xa.do("desk", "mt.send_minutes", meeting)
    assert sent.done, sent.stops
    same = state(meeting)["minutes_hash"]
    noted = xa.hear("mt.note_minutes_agreed", "meeting.minutes_agreed", meeting, minutes_hash=same)
    assert noted.done, noted.stops
    return meeting


def promised(xa: Office, **changes: Any) -> str:
    form = {"partner": "xb-coord", "meeting": "", **PROMISED, "owner": "requesting", **changes}
    made = xa.do("officer", "ct.draft", **form)
    assert made.done, made.stops
    sent = xa.do("desk", "ct.send", made.record)
    assert sent.done, sent.stops
    assert xa.hear("ct.note_accepted", "commitment.accepted", made.record).done
    return str(made.record)


def test_a_meeting_ends_in_minutes_both_agreed_and_a_promise_that_is_kept(xa: Office) -> None:
    meeting = agreed(xa)
    assert (state(meeting)["state"], state(meeting)["mirror"]) == ("agreed", "agreed")
    promise = promised(xa, meeting=meeting, owner="requested")
    assert xa.do("desk", "mt.close", meeting).done
    assert "not_our_promise" in codes(xa.do("desk", "ct.keep", promise, result="Done."))
    assert xa.hear("ct.note_kept", "commitment.kept", promise, result="The forms were sent.").done
    confirmed = xa.do("desk", "ct.confirm", promise)
    assert confirmed.done, confirmed.stops
    assert (state(promise)["state"], state(promise)["mirror"]) == ("closed", "closed")


def test_what_crosses_is_what_the_page_showed_and_no_more(xa: Office) -> None:
    meeting = held(xa)
    sent = xa.do("desk", "mt.send_minutes", meeting)
    body = bodies(xa, sent)[0]
    assert set(body) == {"record", "round", "at", "minutes"}
    assert body["minutes"] == MINUTES


def test_minutes_the_partner_changed_are_not_agreed(xa: Office) -> None:
    meeting = held(xa)
    assert xa.do("desk", "mt.send_minutes", meeting).done
    stopped = xa.hear("mt.note_minutes_agreed", "meeting.minutes_agreed", meeting, minutes_hash="0" * 64)
    assert codes(stopped) == ["not_the_same_minutes"]
    assert xa.hear(
        "mt.note_minutes_returned", "meeting.minutes_returned", meeting, objections="We promised nothing."
    ).done
    assert xa.do("desk", "mt.set_aside", meeting, reasons=REASONS).done
    assert state(meeting)["mirror"] == "set_aside"


@pytest.mark.parametrize("text", ["Chen Weiming was discussed.", "陈伟明案", "weiming, chen: 1988-04-12"])
@pytest.mark.parametrize("door", ["agenda", "minutes", "promise", "result", "reasons"])
def test_a_suspect_of_ours_leaves_by_no_door_of_the_secretariat(xa: Office, door: str, text: str) -> None:
    xa.request()
    if door == "agenda":
        made = xa.do("officer", "mt.draft", partner="xb-coord", **{**INVITATION, "agenda": [text]})
        stopped = xa.do("desk", "mt.send", made.record)
    elif door == "minutes":
        stopped = xa.do("desk", "mt.send_minutes", held(xa, discussed=[text]))
    elif door == "promise":
        made = xa.do("officer", "ct.draft", partner="xb-coord", meeting="", **{**PROMISED, "what": text})
        stopped = xa.do("desk", "ct.send", made.record)
    elif door == "result":
        stopped = xa.do("officer", "ct.keep", promised(xa), result=text)
    else:
        stopped = xa.do("desk", "ct.drop", promised(xa), reasons=text)
    assert "CHN-01.known" in codes(stopped)
    assert stopped.sent == ()


def test_a_subject_of_a_case_and_a_name_the_partner_gave_are_known_too(xa: Office) -> None:
    case = xa.do(
        "officer", "case.open", title="x", conduct="telecom_fraud", purpose_code="criminal_investigation", summary=""
    )
    subject = xa.do("officer", "case.add_subject", case.record, kind="person", role="suspect", link="He rang.",
                    review_on="2027-01-01")  # fmt: skip
    assert subject.done, subject.stops
    stated = xa.do("officer", "case.add_statement", case.record, subject="1", property="name", value="សុខ ដារ៉ា", lang="km",
                   source="interview", kind="fact", source_grade="A", information_grade="1", handling=["H0"],
                   as_of="2026-11-01")  # fmt: skip
    assert stated.done, stated.stops
    assert codes(xa.do("desk", "mt.send_minutes", held(xa, discussed=["រឿងសុខ ដារ៉ា"]))) == ["CHN-01.known"]


def test_an_answer_to_a_question_names_nobody_but_its_own_person(xa: Office) -> None:
    from tests.office import REQUESTER_FACTS

    other = xa.request(persons=[{"names": ["Sok Vanna Rith"], "birth_date": "1990-02-02", "sex": "", "nationalities": [],
                                 "documents": [], "role": "suspect", "link": "He carried the money over the river."}])  # fmt: skip
    assert other
    request = xa.request()
    assert xa.do("supervisor", "ir.certify", request, facts=REQUESTER_FACTS, reasons="").done
    assert xa.do("desk", "ir.send", request, facts={}).done
    at = clock.format_time(clock.now())
    assert xa.hear("ir.note_received", "request.received", request, received_at=at).done
    assert xa.hear("ir.note_clarification", "clarify.ask", request, question="which_person").done
    named = xa.do("desk", "ir.answer_clarification", request, answer="Chen Weiming; ask also about Rith Sok Vanna.")
    assert "CHN-01.known" in codes(named)
    answered = xa.do(
        "desk", "ir.answer_clarification", request, answer="Chen Weiming, born on 12 April 1988, account 7."
    )
    assert answered.done, answered.stops


def test_the_same_promise_s_day_and_name_of_another_identifier_wait_for_two_reviewers(xa: Office) -> None:
    meeting = held(xa, discussed=["Passport AB 1234567 is a forgery pattern of 2019."])
    assert codes(xa.do("desk", "mt.send_minutes", meeting)) == ["CHN-01.form"]
    for who in ("privacy", "reviewer"):
        assert not xa.do("desk", "mt.send_minutes", meeting).done
        done = xa.do(
            who, "mt.decide", meeting, policy="CHN-01.form", outcome="granted", reasons="A specimen, nobody's number."
        )
        assert done.done, done.stops
    sent = xa.do("desk", "mt.send_minutes", meeting)
    assert sent.done, sent.stops


def test_the_writer_sends_neither_invitation_nor_minutes(xa: Office) -> None:
    made = xa.do("desk", "mt.draft", partner="xb-coord", **INVITATION)
    assert "GOV-01.signer" in codes(xa.do("desk", "mt.send", made.record)) or "same_person" in codes(
        xa.do("desk", "mt.send", made.record)
    )


def test_the_guest_accepts_agrees_and_knows_the_same_state(xb: Office) -> None:
    request = {**INVITATION, "agenda": ["Time limits of answers"]}
    heard = xb.hear("mt.receive", "meeting.invitation", MEETING, request=request, officers=OFFICERS)
    assert heard.done, heard.stops
    accepted = xb.do("desk", "mt.accept", MEETING, participants=GUESTS)
    assert accepted.done, accepted.stops
    assert xb.hear("mt.note_minutes", "meeting.minutes", MEETING, minutes=MINUTES).done
    agreed_now = xb.do("head", "mt.agree_minutes", MEETING)
    assert agreed_now.done, agreed_now.stops
    assert bodies(xb, agreed_now)[0]["minutes_hash"] == state(MEETING)["minutes_hash"]
    assert state(MEETING)["mirror"] == "agreed"


@pytest.mark.parametrize(
    "changes", [{"agenda": ["Each office shall arrest 40 people a month"]}, {"basis": "vc-2019-5"}]
)
def test_an_invitation_to_agree_on_numbers_is_turned_away(xb: Office, changes: dict[str, Any]) -> None:
    request = {**INVITATION, **changes}
    stopped = xb.hear("mt.receive", "meeting.invitation", MEETING, request=request, officers=OFFICERS)
    assert not stopped.done
    turned = xb.hear("mt.turn_away", "meeting.invitation", MEETING, request=request, officers=OFFICERS)
    assert turned.done, turned.stops
    assert "request" not in state(MEETING)


def test_open_promises_head_the_next_agenda(xa: Office) -> None:
    promised(xa, due_on="2027-01-15")
    meeting = invited(xa)
    assert state(meeting)["request"]["agenda"][0] == "2027-01-15: Send the translated forms"
    assert state(meeting)["request"]["agenda"][1:] == INVITATION["agenda"]


def test_a_promise_stands_in_the_minutes_it_names(xa: Office) -> None:
    meeting = agreed(xa)
    form = {"partner": "xb-coord", "meeting": meeting, **PROMISED}
    assert codes(xa.do("officer", "ct.draft", **{**form, "what": "Send the names of all savers"})) == [
        "no_such_promise"
    ]
    assert codes(xa.do("officer", "ct.draft", **{**form, "meeting": held(xa)})) == ["minutes_not_agreed"]


def test_a_promise_is_late_moved_and_disputed_on_the_record(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    soon = (today() + timedelta(days=2)).isoformat()
    promise = promised(xa, due_on=soon)
    moved = xa.do(
        "officer", "ct.move", promise, due_on=(today() + timedelta(days=4)).isoformat(), reasons="The printer waits."
    )
    assert moved.done, moved.stops
    late = clock.now() + timedelta(days=6)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: late)
        overdue.run_out(xa.node)
    assert state(promise)["overdue_at"]
    assert xa.do("officer", "ct.keep", promise, result="Sent.").done
    assert "own_promise" in codes(xa.do("desk", "ct.confirm", promise))
    kept = state(promise)["messages"][-1]["id"]
    reopened = xa.hear(
        "ct.note_reopened", "commitment.reopened", promise, reasons="Two forms are missing.", reply_to=kept
    )
    assert reopened.done, reopened.stops
    assert (state(promise)["state"], state(promise)["mirror"]) == ("open", "open")
    assert [row["to"] for row in state(promise)["moves"]] == [(today() + timedelta(days=4)).isoformat()]


def test_only_the_side_that_promised_speaks_of_it(xb: Office) -> None:
    heard = xb.hear("ct.receive", "commitment.proposed", PROMISE, request=PROMISED, officers=OFFICERS)
    assert heard.done, heard.stops
    assert xb.do("desk", "ct.accept", PROMISE).done
    assert codes(xb.hear("ct.note_kept", "commitment.kept", PROMISE, result="Done.")) == ["not_their_promise"]
    assert xb.do("desk", "ct.keep", PROMISE, result="The forms were sent.").done
    assert xb.hear("ct.note_confirmed", "commitment.confirmed", PROMISE).done
    assert state(PROMISE)["mirror"] == "closed"
