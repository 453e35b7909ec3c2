"""Surrender at the office that asks: notice, papers, promises, and what may be charged once the person is there."""

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


def form(case: str, **changes: Any) -> dict[str, Any]:
    return {**s.request(**changes), "partner": "xb-coord", "case": case}


def drafted(xa: Office, **changes: Any) -> str:
    case = must(xa.do("officer", "case.open", title="Two suitcases", conduct="drug_trafficking",
                      purpose_code="prosecution", summary=""))  # fmt: skip
    return must(xa.do("officer", "ex.draft", **form(case.record, **changes))).record


def certified(xa: Office, record: str) -> None:
    must(xa.do("supervisor", "ex.certify", record, facts=facts(dict(list(w.DESK_FACTS.items())[:-1]))))


def send(xa: Office, record: str) -> Any:
    return xa.do("central", "ex.send", record, facts=facts({"dual_elements": "yes", "military_offence": "no"}))


def handled(xa: Office, **changes: Any) -> str:
    """Sent, and being handled over there."""
    record = drafted(xa, **changes)
    certified(xa, record)
    must(send(xa, record))
    must(xa.hear("ex.note_received", "surrender.received", record, received_at=now()))
    return record


def surrendered(xa: Office) -> str:
    record = handled(xa)
    must(xa.hear("ex.note_granted", "surrender.granted", record, offences=["drug_trafficking"], conditions=[],
                 waives_speciality=False))  # fmt: skip
    must(xa.hear("ex.note_handover", "surrender.handover", record, handover_at=now(days=-5), place="Bridge post"))
    must(xa.hear("ex.note_surrendered", "surrender.surrendered", record, surrendered_at=now(), medical_record="MR-1",
                 property=[], held_days=31))  # fmt: skip
    return record


def test_a_notice_is_followed_by_papers_in_its_own_time(xa: Office) -> None:
    record = drafted(xa, **w.NOTICE)
    certified(xa, record)
    assert stopped_by(send(xa, record)) == {"URG-01"}
    must(xa.do("desk", "ex.decide", record, policy="URG-01", outcome="granted", reasons=s.REASONS))
    must(send(xa, record))
    assert (state(record)["state"], state(record)["mirror"]) == ("notice_sent", "sent")
    must(xa.hear("ex.note_received", "surrender.received", record, received_at=now()))
    must(xa.hear("ex.note_arrest", "surrender.arrested", record, arrested_at=now(), carried_seconds=10 * 86400))
    papers = state(record)["clocks"]["papers"]
    assert papers["carried_seconds"] == 10 * 86400
    assert now(days=-20) < papers["due_at"] <= now(days=-21)
    must(xa.do("officer", "ex.amend", record, **form(state(record)["case"])))
    certified(xa, record)
    must(send(xa, record))
    assert (state(record)["state"], state(record)["round"], state(record)["mirror"]) == ("sent", 2, "sent")
    must(xa.hear("ex.note_received", "surrender.received", record, received_at=now(), round=2))
    assert state(record)["state"] == "handled"
    assert "papers" not in state(record)["clocks"]


def test_papers_that_lack_something_do_not_leave(xa: Office) -> None:
    record = drafted(xa, papers=w.PAPERS[:3])
    certify = {"facts": facts(dict(list(w.DESK_FACTS.items())[:-1]))}
    assert stopped_by(xa.do("supervisor", "ex.certify", record, **certify)) == {"FRM-02.sent"}
    must(xa.do("officer", "ex.amend", record, **form(state(record)["case"])))
    must(xa.do("supervisor", "ex.certify", record, **certify))
    assert told(xa, record) == []


def test_who_wrote_it_neither_certifies_nor_sends(xa: Office) -> None:
    record = drafted(xa)
    assert "role_missing" in stopped_by(xa.do("officer", "ex.certify", record, facts={}))
    assert "role_missing" in stopped_by(xa.do("officer", "ex.send", record, facts={}))


def test_assurances_are_given_and_can_be_taken_back(xa: Office) -> None:
    record = handled(xa)
    must(xa.hear("ex.note_assurances_asked", "surrender.assurances_asked", record, asked=["death"]))
    must(xa.do("central", "ex.give_assurances", record, assurances=[s.ASSURANCE]))
    must(
        xa.do(
            "central", "ex.withdraw_assurance", record, assures="death", reasons="The highest court changed its view."
        )
    )
    assert told(xa, record) == ["surrender.request", "surrender.assurances", "surrender.assurance_withdrawn"]
    assert state(record)["assurances"][0]["withdrawn_at"] == now()


def test_no_step_of_the_asked_office_is_taken_here(xa: Office) -> None:
    s.hire(xa)
    record = handled(xa)
    must(xa.hear("ex.note_granted", "surrender.granted", record, offences=["drug_trafficking"], conditions=[],
                 waives_speciality=False))  # fmt: skip
    handover = xa.do("central", "ex.set_handover", record, handover_at=now(days=-5), place="Bridge post")
    assert "not_this_side" in stopped_by(handover)
    assert "not_this_side" in stopped_by(xa.do("judge", "ex.set_free", record, reasons=s.REASONS))


def test_after_the_surrender_a_charge_for_a_tweet_is_stopped(xa: Office) -> None:
    record = surrendered(xa)
    must(xa.do("prosecutor", "ex.charge", record, conduct="drug_trafficking", summary="The two suitcases."))
    tweet = {"conduct": "insult", "summary": "He posted a tweet against the government."}
    assert stopped_by(xa.do("prosecutor", "ex.charge", record, **tweet)) == {"SPL-01.charge", "OFF-01.charge",
                                                                             "EXP-01.charge"}  # fmt: skip
    dressed = {"conduct": "money_laundering", "summary": "Donations for the rally went through his account."}
    assert stopped_by(xa.do("prosecutor", "ex.charge", record, **dressed)) == {"SPL-01.charge", "EXP-01.charge"}
    assert stopped_by(xa.do("central", "ex.ask_charge", record, **tweet)) == {"OFF-01.charge", "EXP-01.charge"}
    assert [row["conduct"] for row in state(record)["charges"]] == ["drug_trafficking"]


def test_another_charge_needs_the_partner_s_consent(xa: Office) -> None:
    record = surrendered(xa)
    other = {"conduct": "money_laundering", "summary": "Two accounts of 2025, opened in his name."}
    assert stopped_by(xa.do("prosecutor", "ex.charge", record, **other)) == {"SPL-01.charge"}
    must(xa.do("central", "ex.ask_charge", record, **other))
    assert stopped_by(xa.do("prosecutor", "ex.charge", record, **other)) == {"SPL-01.charge"}
    must(
        xa.hear(
            "ex.note_charge_answered", "surrender.charge_answered", record, conduct="money_laundering", consented=True
        )
    )
    must(xa.do("prosecutor", "ex.charge", record, **other))


def test_thirty_days_of_freedom_end_speciality(xa: Office) -> None:
    record = surrendered(xa)
    other = {"conduct": "money_laundering", "summary": "Two accounts of 2025, opened in his name."}
    must(xa.do("judge", "ex.record_freedom", record, free_since="2026-11-23", reasons="Acquitted and free to leave."))
    assert stopped_by(xa.do("prosecutor", "ex.charge", record, **other)) == {"SPL-01.charge"}
    with clock.frozen(clock.now() + timedelta(days=31)):
        must(xa.do("prosecutor", "ex.charge", record, **other))


def test_a_refusal_says_a_ground_and_nothing_else(xa: Office) -> None:
    record = handled(xa)
    must(xa.hear("ex.note_consultation", "surrender.consult", record, ground="not_under_law"))
    must(xa.do("desk", "ex.answer_consultation", record, answer="We ask you to look again."))
    must(xa.hear("ex.note_refused", "surrender.refused", record, ground="not_under_law"))
    kept = state(record)
    assert (kept["state"], kept["ground"], kept["clocks"]) == ("refused", "not_under_law", {})


def test_a_withdrawal_waits_for_the_partner_s_word(xa: Office) -> None:
    record = handled(xa)
    must(xa.do("central", "ex.withdraw", record, reasons="The charge was dropped this morning."))
    must(xa.hear("ex.note_assurances_asked", "surrender.assurances_asked", record, asked=["death"]))  # it crossed
    must(xa.hear("ex.note_withdrawn", "surrender.withdrawn", record))
    assert state(record)["state"] == "withdrawn"
