"""Surrender through the door: the whole road, every clock that frees by itself, and what the partner never sees."""

from datetime import timedelta
from typing import Any

import pytest

from comity.kit import clock
from tests.app import surrenders as s
from tests.app.surrenders import facts, must, now, state, stopped_by, told
from tests.law import surrender_world as w
from tests.office import Office


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(s.START):
        yield


def test_a_courier_with_a_binding_assurance_is_surrendered(xb: Office) -> None:
    record = s.to_hand_over(xb)
    must(s.hand_over(xb, record))
    kept = state(record)
    assert (kept["state"], kept["detention"]["held_now"], kept["mirror"]) == ("surrendered", False, "surrendered")
    assert set(kept["clocks"]) == {"report"}
    assert told(xb, record) == ["surrender.received", "surrender.assurances_asked", "surrender.granted",
                            "surrender.handover", "surrender.surrendered"]  # fmt: skip


def test_without_an_assurance_or_with_one_of_a_police_bureau_nobody_grants(xb: Office) -> None:
    record = s.final(xb)
    assert {"DTH-01.assurance", "ASR-01.hard"} <= stopped_by(s.grant(xb, record))
    must(xb.do("central", "ex.ask_assurances", record, asked=["death"]))
    assert s.later(xb, days=50) == 1  # silence is recorded, and nothing is accepted by it
    must(xb.do("central", "ex.go_on", record, reasons="No answer came within the time."))
    assert "DTH-01.assurance" in stopped_by(s.grant(xb, record))
    bureau = {**s.ASSURANCE, "organ": "police", "issuer": "Bureau of Investigation"}
    must(xb.hear("ex.note_assurances", "surrender.assurances", record, assurances=[bureau]))
    must(xb.do("judge", "ex.judge_assurance", record, number=0, **s.ACCEPTED))
    s.decide(xb, "judge", record, "ASR-01.court")
    assert {"DTH-01.assurance", "ASR-01.hard"} <= stopped_by(s.grant(xb, record))


def test_an_assurance_withdrawn_at_the_last_hour_stops_the_hand_over(xb: Office) -> None:
    record = s.to_hand_over(xb)
    must(xb.hear("ex.note_assurance_withdrawn", "surrender.assurance_withdrawn", record, assures="death"))
    assert {"DTH-01.assurance", "ASR-01.hard", "ASR-01.court"} <= stopped_by(s.hand_over(xb, record))


def test_an_assurance_that_ran_out_stops_the_hand_over(xb: Office) -> None:
    record = s.final(xb)
    s.assured(xb, record, valid_until="2026-11-26")
    must(s.grant(xb, record))
    must(xb.do("central", "ex.set_handover", record, handover_at=now(days=-5), place="Bridge post"))
    with clock.frozen(clock.now() + timedelta(days=5)):
        assert "DTH-01.assurance" in stopped_by(s.hand_over(xb, record))


def test_a_fact_that_changes_after_the_grant_stops_the_hand_over(xb: Office) -> None:
    record = s.to_hand_over(xb)
    outside = (told(xb, record), state(record)["mirror"])
    changes = (
        ("asylum", {"protection_status": "applicant"}, "REF-01.surrender"),
        ("nationality", {"own_national": "yes"}, "NAT-01.own"),
        ("judge2", {"torture_risk": "real"}, "TOR-01.hard"),
        ("doctors", {"fitness": "pregnant"}, "DTH-01.person"),
        ("prosecutor", {"own_case": "running"}, "PND-01.surrender"),
    )
    for who, words, gate in changes:
        must(xb.do(who, "ex.state_facts", record, facts=facts(words)))
        assert gate in stopped_by(s.hand_over(xb, record))
    assert (told(xb, record), state(record)["mirror"]) == outside


def test_the_arrest_ends_by_the_clock_and_the_time_adds_up(xb: Office) -> None:
    record = s.arrested(xb)
    kept = state(record)
    assert set(kept["clocks"]) == {"answer", "detention", "review"}
    assert s.later(xb, days=29) == 0
    with clock.frozen(clock.now() + timedelta(days=31, hours=1)):
        assert s.later(xb) == 1
        kept = state(record)
        assert (kept["state"], kept["detention"]["held_now"]) == ("lapsed", False)
        assert set(kept["clocks"]) == {"answer"}
        assert told(xb, record) == ["surrender.received", "surrender.arrested"]  # nobody outside is told where he went
        again = s.noticed(xb, number=2)
        assert stopped_by(s.arrest(xb, again)) == {"PRV-01.time"}
        must(xb.do("judge", "ex.state_facts", again, facts=facts({"detention_facts": "new"})))
        must(s.arrest(xb, again))


def test_days_of_an_earlier_notice_are_spent(xb: Office) -> None:
    record = s.arrested(xb)
    with clock.frozen(clock.now() + timedelta(days=20)):
        must(xb.do("judge", "ex.set_free", record, reasons="The ticket was a return ticket."))
        again = s.noticed(xb, number=2)
        must(s.arrest(xb, again))
        row = state(again)["clocks"]["detention"]
        assert row["carried_seconds"] == 20 * 86400
        assert row["due_at"] < now(days=-11)
        assert told(xb, again)[-1] == "surrender.arrested"


def test_without_a_hearing_the_clock_frees_after_two_days(xb: Office) -> None:
    record = s.noticed(xb)
    must(s.arrest(xb, record))
    assert s.later(xb, hours=25) == 1  # the rights were not told: a recorded fault
    assert stopped_by(xb.do("judge", "ex.confirm_arrest", record, counsel="X Y", reasons=s.REASONS)) == {
        "CON-01.rights"
    }
    assert s.later(xb, hours=49) == 1
    assert (state(record)["state"], state(record)["detention"]["held_now"]) == ("lapsed", False)


def test_the_arrest_is_extended_once_and_a_freeze_never_stops_it(xb: Office) -> None:
    record = s.arrested(xb)
    must(xb.do("judge", "ex.extend_provisional", record, reasons="The papers left by courier this morning."))
    twice = xb.do("judge", "ex.extend_provisional", record, reasons="The papers are still on their way.")
    assert stopped_by(twice) == {"extended_before"}
    must(xb.do("reviewer", "ex.freeze", record, reasons="The person asked for a review of the notice."))
    with clock.frozen(clock.now() + timedelta(days=29)):
        must(xb.do("judge", "ex.review_detention", record, reasons="The flight risk is the same."))
    assert s.later(xb, days=39) == 0
    assert s.later(xb, days=41, hours=1) >= 1
    assert state(record)["detention"]["held_now"] is False
    assert state(record)["mirror"] == "handled"


def test_detention_without_review_ends_after_thirty_days(xb: Office) -> None:
    record = s.arrested(xb)
    must(xb.hear("ex.receive", "surrender.request", record, request=s.request(), officers=s.OFFICERS, round=2))
    assert "detention" in state(record)["clocks"]  # papers that merely came do not lengthen the arrest
    s.in_court(xb, record=record)
    assert "detention" not in state(record)["clocks"]
    assert s.later(xb, days=31, hours=1) >= 1
    assert (state(record)["state"], state(record)["detention"]["held_now"]) == ("court", False)


def test_a_moment_that_cannot_be_is_refused(xb: Office) -> None:
    record = s.noticed(xb)
    late = {"place": "Airport", "order": "O-7", "reasons": s.REASONS}
    for text, code in ((now(days=-1), "moment_not_yet"), ("yesterday", "no_such_moment"),
                       (now(days=400), "moment_too_early")):  # fmt: skip
        assert stopped_by(xb.do("prosecutor", "ex.arrest", record, arrested_at=text, **late)) == {code}


def test_the_person_is_free_when_the_court_says_no_and_the_partner_hears_a_neutral_ground(xb: Office) -> None:
    record = s.in_court(xb, record=s.arrested_with_papers(xb))
    must(xb.do("judge", "ex.find_not_extraditable", record, reasons="He was acquitted here of these facts in 2024."))
    kept = state(record)
    assert (kept["state"], kept["detention"]["held_now"]) == ("not_extraditable", False)
    assert set(kept["clocks"]) == {"answer"}
    before = told(xb, record)
    refusal = {"ground": "not_under_law", "reasons": "The court found that it may not be."}
    assert "GOV-01.consult" in stopped_by(xb.do("minister", "ex.refuse", record, **refusal))
    must(xb.do("central", "ex.consult", record, ground="not_under_law"))
    must(xb.hear("ex.note_consulted", "surrender.consult_answer", record, answer="We ask you to look again.", round=2))
    must(xb.do("minister", "ex.refuse", record, **refusal))
    assert told(xb, record) == [*before, "surrender.consult", "surrender.refused"]


def test_a_national_is_not_surrendered_and_is_prosecuted_here(xb: Office) -> None:
    record = s.in_court(xb)
    must(xb.do("nationality", "ex.state_facts", record, facts=facts({"own_national": "at_request"})))
    assert "NAT-01.own" in stopped_by(s.find(xb, record))
    must(xb.do("judge", "ex.find_not_extraditable", record, reasons="He was a national when the request came."))
    must(xb.do("central", "ex.consult", record, ground="prosecution_here"))
    with clock.frozen(clock.now() + timedelta(days=6)):
        refusal = {"ground": "prosecution_here", "reasons": "The prosecutor takes the case over."}
        assert stopped_by(xb.do("minister", "ex.refuse", record, **refusal)) == {"NAT-01.prosecute"}
        must(
            xb.do(
                "prosecutor", "ex.open_own_case", record, own_case="PR-2026-4471", reasons="Offence committed abroad."
            )
        )
        must(xb.do("minister", "ex.refuse", record, **refusal))
    assert state(record)["state"] == "refused"


def test_an_appeal_stands_still_until_another_judge_has_ruled(xb: Office) -> None:
    record = s.in_court(xb)
    must(s.find(xb, record))
    must(xb.do("judge", "ex.appeal", record, reasons="The person appeals through counsel."))
    assert s.later(xb, days=60) >= 0
    assert state(record)["state"] == "appealed"
    assert "not_next" in stopped_by(s.grant(xb, record))
    assert stopped_by(xb.do("judge", "ex.uphold", record, reasons=s.REASONS)) == {"same_person"}
    must(xb.do("judge2", "ex.overturn", record, reasons="The risk was not weighed."))
    assert state(record)["state"] == "not_extraditable"


def test_a_consented_surrender_is_short_and_every_gate_still_runs(xb: Office) -> None:
    record = s.in_court(xb)
    consent = {"heard_at": now(), "language": "Khmer", "counsel": "Ros Chanthy", "own_language": True,
               "understood": ["right_to_court", "irrevocable_after", "speciality", "no_pressure"],
               "waives_speciality": False, "recall_days": 5, "reasons": "Heard alone with counsel."}  # fmt: skip
    must(xb.do("judge", "ex.record_consent", record, **consent))
    assert told(xb, record)[-1] == "surrender.consent"
    must(xb.do("judge", "ex.state_facts", record, facts=facts(s.COURT)))
    s.decide(xb, "judge", record, "TOR-01.court")
    stopped = stopped_by(s.grant(xb, record))
    assert {"CNS-01.surrender", "DTH-01.assurance"} <= stopped  # it can still be taken back, and death is death
    must(xb.hear("ex.note_assurances", "surrender.assurances", record, assurances=[s.ASSURANCE]))
    must(xb.do("judge", "ex.judge_assurance", record, number=0, **s.ACCEPTED))
    with clock.frozen(clock.now() + timedelta(days=6)):
        s.decide(xb, "judge", record, "ASR-01.court")
        must(s.grant(xb, record))
    assert state(record)["grant"]["waives_speciality"] is False


def test_a_consent_taken_back_leads_to_the_full_procedure(xb: Office) -> None:
    record = s.in_court(xb)
    consent = {"heard_at": now(), "language": "Khmer", "counsel": "Ros Chanthy", "own_language": True,
               "understood": ["right_to_court", "irrevocable_after", "speciality", "no_pressure"],
               "waives_speciality": True, "recall_days": 5, "reasons": "Heard alone with counsel."}  # fmt: skip
    must(xb.do("judge", "ex.record_consent", record, **consent))
    must(xb.do("judge", "ex.recall_consent", record, reasons="He thought better of it."))
    kept = state(record)["person_consent"]
    assert (kept["counsel"], kept["recalled_at"]) == ("Ros Chanthy", now())
    assert state(record)["state"] == "court"
    assert "not_next" in stopped_by(s.grant(xb, record))


def test_nobody_waits_for_an_escort_that_does_not_come(xb: Office) -> None:
    record = s.to_hand_over(xb)
    far = xb.do("central", "ex.set_handover", record, handover_at=now(days=-400), place="Bridge post")
    assert "not_next" in stopped_by(far)
    assert s.later(xb, days=19) == 0
    assert s.later(xb, days=22) >= 1
    assert state(record)["state"] == "freed"
    assert s.later(xb, days=22, hours=2) == 1
    assert state(record)["state"] == "uncollected"
    assert told(xb, record)[-1] == "surrender.uncollected"


def test_the_supplement_that_does_not_come_frees_and_sends_back(xb: Office) -> None:
    record = s.arrested_with_papers(xb)
    must(xb.do("central", "ex.ask_supplement", record, missing=["evidence"]))
    must(xb.do("central", "ex.extend_supplement", record, reasons="The courier was delayed by the flood."))
    assert "extended_before" in stopped_by(xb.do("central", "ex.extend_supplement", record, reasons=s.REASONS))
    assert s.later(xb, days=44) >= 1  # the arrest ended before: nobody is held on papers that are not there
    assert state(record)["detention"]["held_now"] is False
    assert s.later(xb, days=47) >= 1
    assert (state(record)["state"], told(xb, record)[-1]) == ("returned", "surrender.returned")


def test_lent_on_a_promise_and_brought_back(xb: Office) -> None:
    record = s.final(xb)
    s.assured(xb, record)
    must(s.grant(xb, record))
    must(xb.do("prosecutor", "ex.state_facts", record, facts=facts({"own_case": "running"})))
    handover = {"handover_at": now(days=-5), "place": "Bridge post"}
    assert stopped_by(xb.do("central", "ex.set_handover", record, **handover)) == {"PND-01.surrender"}
    must(xb.do("central", "ex.postpone", record, review_on="2027-05-01", reasons="Our own trial comes first."))
    lend = {"return_by": "2027-01-15"}
    assert stopped_by(xb.do("desk", "ex.lend", record, **lend)) == {"role_missing"}
    assert stopped_by(xb.do("central", "ex.lend", record, **lend)) == {"PND-01.loan"}
    promise = "He will be brought back without any condition by 15 January."
    must(xb.hear("ex.note_promise", "surrender.return_promise", record, promise=promise))
    must(xb.do("central", "ex.lend", record, **lend))
    must(xb.hear("ex.note_given_back", "surrender.given_back", record))
    assert (state(record)["state"], "detention" in state(record)) == ("postponed", False)  # free before, free after
    assert stopped_by(xb.do("central", "ex.lend", record, **lend)) == {"PND-01.loan"}  # each journey needs its own


def test_a_withdrawal_frees_at_once(xb: Office) -> None:
    record = s.arrested(xb)
    must(xb.hear("ex.note_withdrawal", "surrender.withdraw", record))
    kept = state(record)
    assert (kept["state"], kept["detention"]["held_now"], kept["clocks"]) == ("withdrawn", False, {})


def test_the_consulate_is_told_only_what_the_person_wished(xb: Office) -> None:
    record = s.noticed(xb)
    must(s.arrest(xb, record))
    assert stopped_by(xb.do("desk", "ex.tell_consulate", record)) == {"CON-01.consulate"}
    s.rights(xb, record, consular_wish="asked", counsel="")
    must(xb.do("asylum", "ex.state_facts", record, facts=facts({"protection_status": "applicant"})))
    assert stopped_by(xb.do("desk", "ex.tell_consulate", record)) == {"REF-02.consulate"}
    s.rights(xb, record, consular_wish="asked")
    must(xb.do("desk", "ex.tell_consulate", record))


def test_a_breach_bars_everything_new_until_it_is_settled(xb: Office) -> None:
    record = s.surrendered(xb)
    report = {"charges": ["drug_trafficking", "money_laundering"], "stage_of_trial": "tried", "held_at": "Quillmoor",
              "result": "The trial began in March."}  # fmt: skip
    must(xb.hear("ex.note_report", "surrender.report", record, **report))
    assert state(record)["speciality_alarm"]["charges"] == ["money_laundering"]
    must(xb.do("joint", "ex.find_breach", record, reasons="He is tried for what nobody granted."))
    assert told(xb, record)[-1] == "surrender.breach"
    body = {"request": s.request(persons=[{**w.PERSON, "names": ["Somebody Else"], "documents": []}]),
            "officers": s.OFFICERS}  # fmt: skip
    other = s.RECORD.format(7)
    assert stopped_by(xb.hear("ex.receive", "surrender.request", other, **body)) == {"SPL-01.bar"}
    must(xb.do("joint", "ex.settle_breach", record, reasons="The charge was dropped and he was told."))
    must(xb.hear("ex.receive", "surrender.request", other, **body))


def test_no_officer_takes_a_step_of_the_other_side(xb: Office) -> None:
    record = s.surrendered(xb)
    charge = {"conduct": "drug_trafficking", "summary": "The two suitcases."}
    assert "not_this_side" in stopped_by(xb.do("prosecutor", "ex.charge", record, **charge))


def test_detention_ordered_by_the_court_has_clocks_of_its_own(xb: Office) -> None:
    record = s.in_court(xb)
    assert "review" not in state(record)["clocks"]
    with clock.frozen(clock.now() + timedelta(days=3)):
        must(xb.do("judge", "ex.detain", record, counsel="Ros Chanthy", reasons="He tried to leave by the river."))
        clocks = state(record)["clocks"]
        assert clocks["notices"]["started_at"] == clocks["review"]["started_at"] == now()
        assert "CON-01.rights" in stopped_by(s.find(xb, record))
        s.rights(xb, record)
        assert s.later(xb, days=31, hours=1) >= 1
    assert state(record)["detention"]["held_now"] is False


def test_the_reviewer_stops_it_at_the_last_hour_and_the_clock_still_frees(xb: Office) -> None:
    record = s.to_hand_over(xb)
    must(xb.do("reviewer", "ex.freeze", record, reasons="New facts about the place of custody."))
    assert "not_next" in stopped_by(s.hand_over(xb, record))
    assert state(record)["mirror"] == "handover_set"
    assert s.later(xb, days=22) >= 1
    assert state(record)["state"] == "freed"
    assert s.later(xb, days=22, hours=2) == 1
    assert state(record)["state"] == "uncollected"
