"""Consent through the door of both offices: asked, granted as an object of its own, used, passed on, taken back."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import consent as consents
from comity.app import officers
from comity.app.door import preview
from comity.domain.command import Command
from comity.kit import clock
from comity.kit.ids import RecordId
from comity.procedures.message_form import shape_faults
from comity.storage import outbox
from tests.app.assistance import body_of, done, gates, state_of
from tests.app.test_asking import REPLY, received
from tests.app.test_request import RECORD, RELEASE_FACTS, prepared
from tests.office import REQUESTER_FACTS, Office

CONSENT = "xa-coord/consent/01a40000-0000-7000-8000-000000000001"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
DAY = "2027-03-01"
PASSED = {"recipient": "Customs Service of Estwick", "recipient_state": "XC", "purpose_code": "criminal_investigation",
          "handling": ["H0", "H1"], "conditions": ["this_case_only"], "numbers": []}  # fmt: skip
GRANTED = {"intent": "onward", "numbers": [], "recipient": "Customs Service of Estwick", "recipient_state": "XC",
           "purpose_code": "criminal_investigation", "purpose": "The customs service follows the account.",
           "until": DAY, "conditions": [], "granted_at": "2026-11-22T11:00:00.000Z"}  # fmt: skip


def wish(record: str, **changes: Any) -> dict[str, Any]:
    return {"given_in": record, "intent": "onward", "numbers": [], "basis": "vc-2019-10",
            "recipient": "Customs Service of Estwick", "recipient_state": "XC", "forum": "", "until": DAY,
            "purpose_code": "criminal_investigation", "purpose": "The customs service follows the account.",
            **changes}  # fmt: skip


def answered(xa: Office, **changes: Any) -> str:
    record = received(xa)
    done(xa.hear("ir.note_answer", "reply.final", record, **{**REPLY, **changes}))
    return record


def drafted(xa: Office, record: str, who: str = "officer", **changes: Any) -> str:
    form = {
        **wish(record, **changes),
        "partner": "xb-coord",
        "case": state_of(record)["case"],
        "reason": "Their own case.",
    }
    return str(done(xa.do(who, "uc.draft", **form)).record)


def asked(xa: Office, record: str, **changes: Any) -> str:
    consent = drafted(xa, record, **changes)
    done(xa.do("supervisor", "uc.certify", consent))
    done(xa.do("desk", "uc.send", consent))
    done(xa.hear("uc.note_received", "consent.received", consent, received_at="2026-11-22T10:30:00.000Z"))
    return consent


def granted(xa: Office, record: str, **changes: Any) -> str:
    consent = asked(xa, record)
    done(xa.hear("uc.note_granted", "consent.granted", consent, **{**GRANTED, **changes}))
    return consent


def released(xb: Office, record: str = RECORD) -> str:
    prepared(xb, record)
    done(xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS))
    done(xb.do("supervisor", "ir.release", record))
    return record


def test_nothing_goes_to_a_third_state_before_consent_and_everything_is_kept(xa: Office) -> None:
    consent = drafted(xa, answered(xa))
    stopped = xa.do("desk", "uc.pass_on", consent, **PASSED)
    assert "ONW-01" in gates(stopped)
    assert outbox.of_record(consent) == []
    done(xa.do("supervisor", "uc.certify", consent))
    body = body_of(xa, done(xa.do("desk", "uc.send", consent)))
    assert shape_faults("consent.ask", body) == []
    assert {"reason", "case"} & set(body["request"]) == set()
    assert "ONW-01" in gates(xa.do("desk", "uc.pass_on", consent, **PASSED))


def test_onward_transfer_within_a_consent_carries_the_codes_and_is_told_to_the_giver(xa: Office) -> None:
    consent = granted(xa, answered(xa))
    assert gates(xa.do("desk", "uc.pass_on", consent, **{**PASSED, "recipient": "Security Service"})) == {"ONW-01"}
    assert gates(xa.do("desk", "uc.pass_on", consent, **{**PASSED, "handling": ["H0"]})) == {"ONW-01"}
    passed = done(xa.do("desk", "uc.pass_on", consent, **PASSED))
    assert body_of(xa, passed)["recipient"] == "Customs Service of Estwick"
    assert len(state_of(consent)["passed_on"]) == 1
    done(xa.hear("uc.note_revoked", "consent.revoked", consent))
    assert gates(xa.do("desk", "uc.pass_on", consent, **PASSED)) >= {"ONW-01"}
    assert state_of(consent)["mirror"] == "revoked"


def test_a_consent_ends_by_itself(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    consent = granted(xa, answered(xa))
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=200))
    assert gates(xa.do("desk", "uc.pass_on", consent, **PASSED)) == {"ONW-01"}


def test_use_in_another_case_rests_on_consent(xa: Office) -> None:
    record = answered(xa)
    consent = asked(xa, record, intent="other_case", recipient="", recipient_state="")
    use = {"purpose_code": "criminal_investigation", "used_for": "The case of the second account.", "numbers": []}
    assert "USE-01.use" in gates(xa.do("officer", "uc.use", consent, **use))
    own = {**GRANTED, "intent": "other_case", "recipient": "", "recipient_state": ""}
    done(xa.hear("uc.note_granted", "consent.granted", consent, **own))
    done(xa.do("officer", "uc.use", consent, **use))
    assert gates(xa.do("officer", "uc.use", consent, **{**use, "purpose_code": "asset_tracing"})) == {"USE-01.use"}


def test_what_clears_somebody_is_told_and_needs_no_consent_even_under_h1(xa: Office) -> None:
    record = answered(xa)
    consent = drafted(xa, record, "prosecutor", intent="exculpatory", recipient="", recipient_state="", forum="defence")
    assert not xa.do("desk", "uc.give_notice", consent).done  # who says that it clears somebody is a closed list
    told = done(xa.do("prosecutor", "uc.give_notice", consent))
    assert (told.state, state_of(consent)["mirror"]) == ("noticed", "noticed")
    assert shape_faults("consent.notice", body_of(xa, told)) == []
    other = drafted(xa, record, "prosecutor")
    assert "ask_instead" in {stop.code for stop in xa.do("prosecutor", "uc.give_notice", other).stops}


def test_the_giver_looks_consents_and_takes_it_back(xb: Office) -> None:
    record = released(xb)
    request = wish(record, until=DAY)
    done(xb.hear("uc.receive", "consent.ask", CONSENT, request=request, officers=OFFICERS))
    assert state_of(CONSENT)["request"]["persons"]  # from our own record, not from the partner's word
    facts = {**REQUESTER_FACTS, "coercion_risk": "no"}
    done(xb.do("desk", "uc.screen", CONSENT, facts=facts))
    form = {"until": "2027-02-01", "conditions": ["report_use"], "reasons": "The same men, the same account."}
    assert not xb.do("desk", "uc.grant", CONSENT, **form).done
    signed = done(xb.do("central", "uc.grant", CONSENT, **form))
    body = body_of(xb, signed)
    assert (body["recipient"], body["until"], body["conditions"]) == (
        "Customs Service of Estwick",
        "2027-02-01",
        ["report_use"],
    )
    assert shape_faults("consent.granted", body) == []
    done(xb.hear("uc.note_passed_on", "consent.passed_on", CONSENT, **PASSED))
    done(xb.do("desk", "uc.revoke", CONSENT, reasons="The service handed it to another."))
    assert (state_of(CONSENT)["state"], state_of(CONSENT)["mirror"]) == ("revoked", "revoked")


def test_the_giver_says_no_with_a_neutral_ground(xb: Office) -> None:
    record = released(xb)
    done(xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(record), officers=OFFICERS))
    said = {"ground": "ill_treatment", "reasons": "What that service does is known."}
    early = xb.do("desk", "uc.refuse", CONSENT, **said)
    assert {"GOV-01.consult", "not_next"} <= {stop.code for stop in early.stops}
    consulted = done(xb.do("desk", "uc.consult", CONSENT, ground="ill_treatment"))
    assert body_of(xb, consulted)["ground"] == "essential_interests"
    assert gates(xb.do("desk", "uc.refuse", CONSENT, **said)) == {"GOV-01.consult"}
    done(xb.hear("uc.note_consulted", "consent.consult_answer", CONSENT, answer="The service is under a new law."))
    refused = done(xb.do("desk", "uc.refuse", CONSENT, **said))
    assert body_of(xb, refused)["ground"] == "essential_interests"


def test_silence_holds_up_no_refusal_for_ever(xb: Office) -> None:
    record = released(xb)
    done(xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(record), officers=OFFICERS))
    done(xb.do("desk", "uc.consult", CONSENT, ground="ill_treatment"))
    with clock.frozen(clock.now() + timedelta(days=60)):
        done(xb.do("desk", "uc.refuse", CONSENT, ground="ill_treatment", reasons="What that service does is known."))


def test_the_reason_to_say_no_may_go_and_a_late_answer_is_kept(xb: Office) -> None:
    record = released(xb)
    done(xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(record, until=DAY), officers=OFFICERS))
    done(xb.do("desk", "uc.consult", CONSENT, ground="ill_treatment"))
    assert done(xb.do("desk", "uc.resume", CONSENT)).state == "received"
    done(xb.hear("uc.note_consulted", "consent.consult_answer", CONSENT, answer="The service is under a new law."))
    done(xb.do("desk", "uc.screen", CONSENT, facts={**REQUESTER_FACTS, "coercion_risk": "no"}))


def test_the_one_who_asks_hears_the_ground_and_answers_before_it_is_refused(xa: Office) -> None:
    consent = asked(xa, answered(xa))
    heard = done(xa.hear("uc.note_consultation", "consent.consult", consent, ground="essential_interests"))
    assert heard.state == "consulting"
    answer = done(xa.do("desk", "uc.answer_consultation", consent, answer="The service is under a new law."))
    assert answer.state == "received"
    assert shape_faults("consent.consult_answer", body_of(xa, answer)) == []
    done(xa.hear("uc.note_consultation", "consent.consult", consent, ground="essential_interests"))
    done(xa.hear("uc.note_granted", "consent.granted", consent, **GRANTED))


def test_who_looked_at_the_wish_does_not_consent_to_it(xb: Office) -> None:
    record = released(xb)
    done(xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(record, until=DAY), officers=OFFICERS))
    done(xb.do("desk", "uc.screen", CONSENT, facts={**REQUESTER_FACTS, "coercion_risk": "no"}))
    xb.do("admin", "officer.grant_role", xb.staff["desk"].id, role="CA")
    form = {"until": "2027-02-01", "conditions": ["report_use"], "reasons": "The same men, the same account."}
    same = xb.do("desk", "uc.grant", CONSENT, **form)
    assert "same_person" in {stop.code for stop in same.stops}
    decision, _ = preview(xb.node, Command(name="uc.grant", actor=officers.actor(xb.staff["desk"].id),
                                           record=RecordId(CONSENT), form=form), whoever=True)  # fmt: skip
    assert decision is not None
    assert "GOV-01.people" in decision.failed


def test_a_wish_about_what_was_never_given_is_turned_away(xb: Office) -> None:
    released(xb)
    never = "xa-coord/request/01a20000-0000-7000-8000-00000000ffff"
    assert "ONW-01.asked" in gates(
        xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(never), officers=OFFICERS)
    )
    turned = done(xb.hear("uc.turn_away", "consent.ask", CONSENT, request=wish(never), officers=OFFICERS))
    assert turned.state == "returned"


def held(office: Office) -> list[str]:
    """The consents a release of this office may rest on."""
    found = consents.standing(office.node, Command(name="ir.release", actor=office.staff["desk"]), {})
    return [row["id"] for row in found["consents"]]


def test_a_release_may_rest_on_what_this_office_was_granted_and_still_holds(xa: Office) -> None:
    consent = asked(xa, answered(xa))
    assert held(xa) == []
    done(xa.hear("uc.note_granted", "consent.granted", consent, **GRANTED))
    assert held(xa) == [consent]
    done(xa.hear("uc.note_revoked", "consent.revoked", consent))
    assert held(xa) == []


def test_a_release_rests_on_no_consent_this_office_gave_itself(xb: Office) -> None:
    done(xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(released(xb), until=DAY), officers=OFFICERS))
    done(xb.do("desk", "uc.screen", CONSENT, facts={**REQUESTER_FACTS, "coercion_risk": "no"}))
    done(xb.do("central", "uc.grant", CONSENT, until="2027-02-01", conditions=[], reasons="The same men, one account."))
    assert state_of(CONSENT)["state"] == "granted"
    assert held(xb) == []


def test_whom_something_was_passed_on_to_is_told_of_the_record_it_came_in(xa: Office) -> None:
    """Another consent may speak of the record in its words: it was not given for that one."""
    first, second = answered(xa), answered(xa)
    consent = asked(xa, second, purpose=f"The customs service follows the account named in {first}.")
    done(xa.hear("uc.note_granted", "consent.granted", consent, **GRANTED))
    done(xa.do("desk", "uc.pass_on", consent, **PASSED))
    assert consents.onward_of(second) == ["Customs Service of Estwick"]
    assert consents.onward_of(first) == []
