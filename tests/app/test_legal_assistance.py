"""Legal assistance through the door of both offices: the ordinary course to its end, and every other way out."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import overdue
from comity.kit import clock
from comity.procedures.message_form import shape_faults
from comity.storage import outbox
from tests.app.assistance import (
    RECEIVED,
    RECORD,
    accepted,
    approved,
    asked,
    body_of,
    done,
    drafted,
    executing,
    gates,
    ordered,
    received,
    result,
    screened,
    sent,
    state_of,
)
from tests.law.assistance import ASKING, CHECKED, REQUEST
from tests.office import Office, sent_request


def test_bank_records_are_ordered_by_the_judge_and_transmitted(xb: Office) -> None:
    record = approved(xb)
    released = done(xb.do("central", "ml.release", record))
    assert released.state == "released"
    body = body_of(xb, released)
    assert body["statements"][0]["value"].startswith("Forty deposits")
    assert (body["law_applied"], body["conditions"]) == ("own_law", ["this_case_only"])
    assert shape_faults("assistance.result", body) == []
    assert state_of(record)["mirror"] == "answered"
    done(xb.hear("ml.note_use_report", "assistance.outcome", record, used_for_case="1", use="stated_case",
                 result="He was charged."))  # fmt: skip
    assert (state_of(record)["state"], state_of(record)["mirror"]) == ("closed", "closed")


def test_the_partner_sees_none_of_the_checks(xb: Office) -> None:
    record = ordered(xb)
    said = [row["kind"] for row in outbox.of_record(record)]
    assert sorted(said) == ["assistance.accepted", "assistance.received"]
    assert state_of(record)["mirror"] == "accepted"


def test_the_requesting_office_asks_reads_and_reports(xa: Office) -> None:
    record = sent(xa)
    done(xa.hear("ml.note_received", "assistance.received", record, received_at=RECEIVED))
    done(xa.hear("ml.note_accepted", "assistance.accepted", record))
    answer = {**result(), "no_data": False, "released_at": RECEIVED}
    done(xa.hear("ml.note_result", "assistance.result", record, **answer))
    assert state_of(record)["answer"]["report"] == "The bank handed the records to the judge."
    closed = done(xa.do("officer", "ml.report_use", record, used_for_case=state_of(record)["case"], use="stated_case",
                        result="The account was traced."))  # fmt: skip
    assert (closed.state, state_of(record)["mirror"]) == ("closed", "closed")


def test_what_is_sent_is_what_the_partner_can_read(xa: Office) -> None:
    record = drafted(xa)
    done(xa.do("prosecutor", "ml.certify", record, facts=ASKING))
    body = body_of(xa, done(xa.do("central", "ml.send", record)))
    assert shape_faults("assistance.request", body) == []
    assert "case" not in body["request"]
    assert body["officers"]["requester"] == xa.staff["officer"].id


def test_an_incomplete_request_is_stopped_before_it_leaves_and_returned_where_it_arrives(xa: Office) -> None:
    record = drafted(xa, holder="")
    assert gates(xa.do("prosecutor", "ml.certify", record, facts=ASKING)) == {"FRM-01"}
    done(xa.do("officer", "ml.amend", record, **{**REQUEST, "partner": "xb-coord", "case": state_of(record)["case"]}))
    done(xa.do("prosecutor", "ml.certify", record, facts=ASKING))


def test_an_incomplete_request_that_came_in_is_returned(xb: Office) -> None:
    record = received(xb, holder="")
    assert gates(xb.do("central", "ml.check_form", record)) == {"FRM-01"}
    back = done(xb.do("central", "ml.return_incomplete", record, missing=["items"]))
    assert (back.state, state_of(record)["mirror"]) == ("returned", "returned")


def test_nothing_coercive_is_done_without_the_judge(xb: Office) -> None:
    record = accepted(xb)
    assert gates(xb.do("prosecutor", "ml.execute", record)) == {"EVI-02.order"}
    done(xb.do("prosecutor", "ml.seek_order", record, act="The records.", reasons="The savers paid into it."))
    stopped = xb.do("prosecutor", "ml.grant_order", record, order_number="1", until="2030-01-01", act="The records.",
                    reasons="I order it myself.")  # fmt: skip
    assert {stop.code for stop in stopped.stops} >= {"role_missing"}
    done(xb.do("judge", "ml.deny_order", record, reasons="The link to the account is not shown."))
    assert not xb.do("prosecutor", "ml.execute", record).done
    done(xb.do("central", "ml.consult", record, ground="not_under_law"))
    done(xb.hear("ml.note_consulted", "assistance.consulted", record, answer="We have no more proof."))
    refused = xb.do("central", "ml.refuse", record, ground="not_under_law", reasons="Our court has denied the order.")
    assert gates(refused) == {"FIS-01"}  # it is about money, so the prosecutor must say that secrecy is not the ground
    done(xb.do("prosecutor", "ml.state_facts", record, facts={"refusal_fiscal": "no"}))
    refused = done(xb.do("central", "ml.refuse", record, ground="not_under_law",
                         reasons="Our court has denied the order."))  # fmt: skip
    assert body_of(xb, refused) | {"ground": "not_under_law"} == body_of(xb, refused)
    assert state_of(record)["mirror"] == "refused"


def test_nothing_is_refused_or_postponed_unheard(xb: Office) -> None:
    record = screened(xb)
    refusal = {"ground": "essential_interests", "reasons": "An interest that weighs more."}
    assert "GOV-01.consult" in gates(xb.do("central", "ml.refuse", record, **refusal))
    assert "GOV-01.consult" in gates(xb.do("central", "ml.postpone", record, **refusal, review_on="2027-01-01"))
    done(xb.do("central", "ml.consult", record, ground="own_case"))
    assert gates(xb.do("central", "ml.refuse", record, **refusal)) >= {"GOV-01.consult"}


def test_it_is_postponed_for_an_own_case_and_taken_up_again(xb: Office) -> None:
    record = screened(xb)
    done(xb.do("central", "ml.consult", record, ground="own_case"))
    done(xb.hear("ml.note_consulted", "assistance.consulted", record, answer="Please tell us when."))
    wait = {"ground": "own_case", "reasons": "The account is watched in a case of our own.", "review_on": "2027-01-01"}
    assert gates(xb.do("central", "ml.postpone", record, **wait)) == {"PND-01.postpone"}
    done(xb.do("prosecutor", "ml.state_facts", record, facts={"own_case": "running"}))
    later = done(xb.do("central", "ml.postpone", record, **wait))
    assert body_of(xb, later)["review_on"] == "2027-01-01"
    assert state_of(record)["mirror"] == "postponed"
    done(xb.do("central", "ml.take_up", record))
    assert (state_of(record)["state"], state_of(record)["mirror"]) == ("form_checked", "received")
    stopped = xb.do("prosecutor", "ml.screen", record, facts=CHECKED)
    assert stopped.done, stopped.stops  # the own case has ended, as the prosecutor says now
    assert "consultation" not in state_of(record)


def test_conditions_bind_only_when_they_were_accepted_in_writing(xb: Office) -> None:
    record = screened(xb)
    done(
        xb.do("central", "ml.offer_conditions", record, conditions=["no_death"], terms="Nobody is put to death on it.")
    )
    assert state_of(record)["mirror"] == "conditions_offered"
    assert not xb.do("prosecutor", "ml.execute", record).done
    done(xb.hear("ml.note_conditions_accepted", "assistance.conditions_accepted", record,
                 acceptance="The Ministry of Justice accepts the condition."))  # fmt: skip
    done(xb.do("prosecutor", "ml.seek_order", record, act="The records.", reasons="The savers paid into it."))
    done(xb.do("judge", "ml.grant_order", record, order_number="7", until="2030-01-01", act="The records.",
               reasons="The link is shown."))  # fmt: skip
    done(xb.do("prosecutor", "ml.execute", record))
    done(xb.do("desk", "ml.prepare_release", record, **result()))
    stopped = xb.do("prosecutor", "ml.approve_release", record, facts={"coercion_origin": "no", "coercion_risk": "no",
                    "witness_exposed": "no", "privileged": "no", "lawful_origin": "yes"})  # fmt: skip
    assert gates(stopped) == {"USE-01.terms"}


def test_the_requesting_state_answers_conditions_in_writing(xa: Office) -> None:
    record = asked(xa)
    done(xa.hear("ml.note_conditions", "assistance.conditions", record, conditions=["no_death"], terms=""))
    assert state_of(record)["mirror"] == "conditions_offered"
    agreed = done(xa.do("central", "ml.accept_conditions", record, acceptance="The Ministry of Justice accepts."))
    assert body_of(xa, agreed)["acceptance"] == "The Ministry of Justice accepts."
    assert (agreed.state, state_of(record)["mirror"]) == ("accepted", "accepted")


def test_what_is_no_longer_needed_is_told_and_stops_everything(xa: Office) -> None:
    record = asked(xa)
    case = state_of(record)["case"]
    early = xa.do("supervisor", "case.close", case, reasons="The money was found in another country.")
    assert {stop.code for stop in early.stops} == {"assistance_still_asked"}
    done(xa.do("officer", "ml.withdraw", record, reasons="The money was found in another country."))
    assert next(row["kind"] for row in outbox.of_record(record)) in (
        "assistance.no_longer_needed",
        "assistance.request",
    )
    done(xa.hear("ml.note_withdrawn", "assistance.withdrawn", record))
    assert (state_of(record)["state"], state_of(record)["mirror"]) == ("withdrawn", "withdrawn")
    done(xa.do("supervisor", "case.close", case, reasons="The money was found in another country."))


@pytest.mark.parametrize("walk", [received, screened, accepted, ordered, executing])
def test_the_requested_state_stops_wherever_it_stands(xb: Office, walk: Any) -> None:
    record = walk(xb)
    stopped = done(xb.hear("ml.note_withdrawal", "assistance.no_longer_needed", record))
    assert (stopped.state, state_of(record)["mirror"]) == ("withdrawn", "withdrawn")
    assert state_of(record)["clocks"] == {}


def test_after_the_result_it_is_too_late(xb: Office) -> None:
    record = approved(xb)
    done(xb.do("central", "ml.release", record))
    late = done(xb.hear("ml.note_withdrawal", "assistance.no_longer_needed", record))
    assert (late.state, state_of(record)["mirror"]) == ("released", "answered")


def test_data_are_held_for_sixty_days_and_while_a_request_on_them_waits(
    xb: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = received(xb, "hold")
    held = done(xb.do("prosecutor", "ml.preserve", record, holder="Weir Hosting", act="Keep the account as it is.",
                      facts={**CHECKED, "coercion_needed": "no"}))  # fmt: skip
    assert (held.state, state_of(record)["mirror"]) == ("preserved", "preserved")
    assert gates(xb.do("central", "ml.lift_preservation", record, reasons="Nobody has asked for the data.")) == {
        "RET-01.preserved"
    }
    follow = "xa-coord/assistance/01a30000-0000-7000-8000-000000000002"
    received(xb, "bank", follow, follows=record)
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=62))
    assert overdue.run_out(xb.node) == 1  # the hold has run its time: somebody is told, nothing is lifted
    assert state_of(record)["state"] == "preserved"
    assert gates(xb.do("central", "ml.lift_preservation", record, reasons="Sixty days are over.")) == {
        "RET-01.preserved"
    }
    done(xb.hear("ml.note_withdrawal", "assistance.no_longer_needed", follow))
    lifted = done(xb.do("central", "ml.lift_preservation", record, reasons="Sixty days are over."))
    assert (lifted.state, state_of(record)["mirror"]) == ("closed", "closed")


def test_a_hold_is_never_carried_out_as_a_handing_over(xb: Office) -> None:
    record = accepted(xb, "hold")
    stopped = xb.do("prosecutor", "ml.execute", record)
    assert "not_asked_for" in {stop.code for stop in stopped.stops}


def test_a_witness_is_heard_over_a_line_by_an_own_judge(xb: Office) -> None:
    record = executing(xb, "video")
    hearing = {"person": 0, "held_on": "2026-11-20", "led_by": "Judge Oum", "language": "km", "interpreter": "",
               "counsel": "Advocate Lim", "rights_told": True, "officers_present": []}  # fmt: skip
    assert not xb.do("prosecutor", "ml.hold_hearing", record, **hearing).done
    assert gates(xb.do("judge", "ml.hold_hearing", record, **{**hearing, "rights_told": False})) == {"TER-01.hearing"}
    visitor = {"name": "Lea Vant", "authority": "Quillmoor District Court", "part": "puts_questions"}
    assert gates(xb.do("judge", "ml.hold_hearing", record, **{**hearing, "officers_present": [visitor]})) == {"TER-01"}
    done(xb.do("central", "ml.authorise_presence", record, officers_present=[visitor], place="Court of Seven Weirs",
               from_on="2026-01-01", until="2030-01-01", reasons="She knows the accounts."))  # fmt: skip
    done(xb.do("judge", "ml.hold_hearing", record, **{**hearing, "officers_present": [visitor]}))
    done(xb.do("central", "ml.answer_no_data", record, report="She was heard; the record of the hearing follows by post.",
               law_applied="own_law"))  # fmt: skip
    assert state_of(record)["state"] == "released"


CONSENT = {"person": 0, "journey": "witness", "given_on": "2026-11-01", "language": "km", "counsel": "Advocate Lim Sok",
           "informed_of": "That she may refuse, and may go home.", "in_writing": True, "free": True}  # fmt: skip
JOURNEY = {"person": 0, "journey": "witness", "place": "Quillmoor District Court", "return_by": "",
           "facts": {}}  # fmt: skip


def test_a_witness_travels_by_free_consent_under_a_safe_conduct(xb: Office) -> None:
    record = executing(xb, "witness")
    every = {"CNS-01.journey", "REF-01.journey", "TOR-01.journey"}
    assert gates(xb.do("central", "ml.send_person", record, **JOURNEY)) == every
    done(xb.do("asylum", "ml.state_facts", record, facts={"protection_status": "none"}))
    done(xb.do("reviewer", "ml.state_facts", record, facts={"journey_risk": "none"}))
    done(xb.do("judge", "ml.record_travel_consent", record, **CONSENT))
    assert gates(xb.do("central", "ml.send_person", record, **JOURNEY)) == {"CNS-01.journey"}
    done(xb.hear("ml.note_safe_conduct", "assistance.safe_conduct", record, person=0, from_on="2026-11-01",
                 text="No arrest, charge or limit for acts before the journey."))  # fmt: skip
    done(xb.do("judge", "ml.withdraw_travel_consent", record, person=0))
    assert gates(xb.do("central", "ml.send_person", record, **JOURNEY)) == {"CNS-01.journey"}
    done(xb.do("judge", "ml.record_travel_consent", record, **CONSENT))
    away = done(xb.do("central", "ml.send_person", record, **JOURNEY))
    assert away.state == "person_away"
    done(xb.hear("ml.note_told_free", "assistance.told_free", record, told_at=clock.format_time(clock.now())))
    done(xb.hear("ml.note_person_returned", "assistance.person_returned", record, days_in_custody=0, note=""))
    assert (state_of(record)["state"], len(state_of(record)["journeys"])) == ("executing", 1)


def test_a_safe_conduct_ends_fifteen_days_after_the_person_was_told(
    xa: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = asked(xa, assistance=["voluntary_appearance"], items=["testimony"], place="Court", basis="vc-2019-15", safe_conduct=True, allowances="Travel and 40 a day.")  # fmt: skip
    done(xa.hear("ml.note_accepted", "assistance.accepted", record))
    given = done(xa.do("central", "ml.give_safe_conduct", record, person=0, from_on="2026-11-01",
                       text="No arrest, charge or limit for acts before the journey."))  # fmt: skip
    assert body_of(xa, given)["person"] == 0
    done(xa.hear("ml.note_person_sent", "assistance.person_sent", record, person=0, journey="witness", place="Court",
                 return_by=""))  # fmt: skip
    done(xa.do("prosecutor", "ml.tell_free", record))
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=14))
    assert overdue.run_out(xa.node) == 0
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=17))
    assert overdue.run_out(xa.node) >= 1
    assert state_of(record)["state"] == "accepted"
    assert state_of(record)["journeys"][0]["safe_conduct_ended_at"]


def test_a_person_in_custody_is_counted_the_days_away(xb: Office) -> None:
    change = {"assistance": ["detained_transfer"], "safe_conduct": True, "return_by": "2027-03-01", "basis": "vc-2019-15",
              "items": ["testimony"], "place": "Court"}  # fmt: skip
    record = ordered(xb, **change)
    done(xb.do("prosecutor", "ml.execute", record))
    done(xb.do("asylum", "ml.state_facts", record, facts={"protection_status": "none"}))
    done(xb.do("reviewer", "ml.state_facts", record, facts={"journey_risk": "none"}))
    done(xb.do("judge", "ml.record_travel_consent", record, **{**CONSENT, "journey": "detained"}))
    done(xb.hear("ml.note_safe_conduct", "assistance.safe_conduct", record, person=0, from_on="2026-11-01",
                 text="No arrest, charge or limit for acts before the journey."))  # fmt: skip
    trip = {**JOURNEY, "journey": "detained"}
    assert gates(xb.do("central", "ml.send_person", record, **trip)) == {"CNS-01.journey"}
    done(xb.do("central", "ml.send_person", record, **{**trip, "return_by": "2027-02-01"}))
    done(xb.hear("ml.note_person_returned", "assistance.person_returned", record, days_in_custody=12, note=""))
    assert state_of(record)["journey"]["credited_days"] == 12


def test_a_converted_request_for_information_leads_to_a_request_that_names_it(xa: Office) -> None:
    from comity.app import legal_assistance

    information = xa.request()
    from tests.office import REQUESTER_FACTS

    done(xa.do("supervisor", "ir.certify", information, facts=REQUESTER_FACTS))
    done(xa.do("desk", "ir.send", information))
    early = drafted(xa, converts=information)
    assert gates(xa.do("prosecutor", "ml.certify", early, facts=ASKING)) >= {"COE-01.converted"}
    done(xa.hear("ir.note_conversion", "convert.offer", information))
    done(xa.do("desk", "ir.accept_conversion", information))
    begun = legal_assistance.begun_from(state_of(information))
    assert (begun["converts"], begun["summary"]) == (information, sent_request()["summary"])
    done(xa.do("prosecutor", "ml.certify", early, facts=ASKING))


def test_foreign_officers_do_not_act_on_this_soil(xb: Office) -> None:
    visitor = {"name": "Brun Ott", "authority": "Velmara police", "part": "acts"}
    record = received(xb, officers_present=[visitor], procedure_reason="They know the suspect.")
    done(xb.do("central", "ml.check_form", record))
    assert gates(xb.do("prosecutor", "ml.screen", record, facts=CHECKED)) == {"TER-01"}
    assert state_of(record)["state"] == "form_checked"
    assert record == RECORD
