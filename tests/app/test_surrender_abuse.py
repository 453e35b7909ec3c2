"""Improper surrenders through the door: the person who must not be given away, by this road and by the others."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import reading
from comity.kit import clock
from tests.app import reviews as r
from tests.app import surrenders as s
from tests.app.surrenders import facts, must, state, stopped_by, told
from tests.law import review_world
from tests.law import surrender_world as w
from tests.office import Office


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(s.START):
        yield


def gates(outcome: Any) -> set[str]:
    """The gates alone, without steps and roles."""
    assert not outcome.done
    return {stop.code for stop in outcome.stops if stop.kind == "gate"}


def test_a_recognised_refugee_is_not_found_arrested_or_told_about(xb: Office) -> None:
    record = s.received(xb, **w.NOTICE)
    must(xb.do("desk", "ex.state_facts", record, facts=facts({"conduct_fits_facts": "yes", "political_nature": "none",
                                                              "discrimination_grounds": "none", "expression_conduct": "no",
                                                              "victim_indicators": "none"})))  # fmt: skip
    for who, words in s.AUTHORITIES[1:]:
        must(xb.do(who, "ex.state_facts", record, facts=facts(words)))
    must(xb.do("desk2", "ex.decide", record, policy="URG-01", outcome="granted", reasons=s.REASONS))
    assert gates(s.arrest(xb, record)) == {"REF-01.arrest"}  # nobody has asked yet
    for insider in ("desk", "judge", "prosecutor", "central"):
        must(xb.do(insider, "ex.state_facts", record, facts=facts({"protection_status": "none"})))
        assert gates(s.arrest(xb, record)) == {"REF-01.arrest"}  # and nobody else may say it
    must(xb.do("asylum", "ex.state_facts", record, facts=facts({"protection_status": "refugee"})))
    assert gates(s.arrest(xb, record)) == {"REF-01.arrest"}
    assert told(xb, record) == ["surrender.received"]
    assert state(record)["mirror"] == "handled"
    must(xb.do("reviewer", "ex.freeze", record, reasons="A recognised refugee is wanted by the feared state."))
    assert told(xb, record) == ["surrender.received"]
    must(xb.do("reviewer", "ex.unfreeze", record, reasons="The executive refuses."))
    leak = {"ground": "essential_interests"}
    must(xb.do("central", "ex.consult", record, **leak))
    with clock.frozen(clock.now() + timedelta(days=6)):
        said = {"ground": "essential_interests", "reasons": "A recognised refugee; the reasons stay sealed here."}
        must(xb.do("minister", "ex.refuse", record, **said))
    assert (told(xb, record)[-1], state(record)["reasons"]) == ("surrender.refused", said["reasons"])


def test_acquitted_here_and_wanted_under_a_new_name(xb: Office) -> None:
    record = s.in_court(xb)
    assert gates(s.find(xb, record, tried_before="same_facts")) == {"NBI-01.surrender"}
    must(xb.do("prosecutor", "ex.state_facts", record, facts=facts({"tried_before": "none"})))
    find = {"offences": ["drug_trafficking"], "reasons": s.REASONS}
    assert "NBI-01.surrender" in gates(xb.do("judge", "ex.find_extraditable", record, **find))
    must(xb.do("judge", "ex.find_not_extraditable", record, reasons="He was acquitted here of these facts in 2024."))
    again = s.received(xb, number=2, conduct="smuggling", article="Velmara Penal Code art 140",
                       summary="He brought two suitcases past the customs of Quillmoor.")  # fmt: skip
    s.state_own(xb, again)
    assert gates(xb.do("desk", "ex.screen", again, facts=facts(w.DESK_FACTS))) == {"POL-02"}  # it is seen again
    s.decide(xb, "reviewer", again, "POL-02")
    s.in_court(xb, record=again)
    must(xb.do("judge", "ex.state_facts", again, facts=facts({**s.COURT, "tried_before": "same_facts"})))
    s.decide(xb, "judge", again, "TOR-01.court")
    outcome = xb.do("judge", "ex.find_extraditable", again, offences=["smuggling"], reasons=s.REASONS)
    assert gates(outcome) == {"NBI-01.surrender"}


def test_the_same_person_under_a_new_charge_after_a_refusal_needs_the_reviewer(xb: Office) -> None:
    first = s.received(xb)
    must(xb.do("central", "ex.consult", first, ground="not_under_law"))
    with clock.frozen(clock.now() + timedelta(days=6)):
        must(
            xb.do("minister", "ex.refuse", first, ground="not_under_law", reasons="The facts are a matter of opinion.")
        )
        second = s.received(xb, number=2, conduct="money_laundering", article="Velmara Penal Code art 260")
        s.state_own(xb, second)
        assert "POL-02" in gates(xb.do("desk", "ex.screen", second, facts=facts(w.DESK_FACTS)))
        s.decide(xb, "reviewer", second, "POL-02")
        must(xb.do("desk", "ex.screen", second, facts=facts(w.DESK_FACTS)))


def test_a_nationality_is_cancelled_so_that_an_own_national_can_be_handed_over(xb: Office) -> None:
    """The partner asks; weeks later a review begins; the surrender waits for it, its appeal, its effect and the court."""
    record = s.to_hand_over(xb)
    same = {name: w.PERSON[name] for name in ("names", "birth_date", "documents")}
    review = opened_review(xb, persons=[{**review_world.PERSON, **same}])
    assert {"NAT-02.hard", "NAT-02.review"} <= gates(s.hand_over(xb, record))
    assert state(review)["partner"] == ""
    must(xb.do("nationality", "nr.withdraw", review, reasons="The file does not stand."))
    must(s.hand_over(xb, record))


def opened_review(xb: Office, **changes: Any) -> str:
    if "nationality2" not in xb.staff:
        r.hire(xb, "nationality2")
    return r.opened(xb, **changes)


def test_a_worker_of_a_locked_compound_is_screened_first(xb: Office) -> None:
    summary = "He called savers from the compound; his passport was taken and he could not leave."
    record = s.received(xb, conduct="telecom_fraud", article="Velmara Penal Code art 246", summary=summary)
    s.state_own(xb, record)
    assert gates(xb.do("desk", "ex.screen", record, facts=facts(w.DESK_FACTS))) == {"VIC-01.hard", "VIC-01.review"}
    must(xb.do("victims", "ex.state_facts", record, facts=facts({"victim_screening": "positive"})))
    assert gates(xb.do("desk", "ex.screen", record, facts=facts(w.DESK_FACTS))) == {"VIC-01.review"}
    for who in ("judge", "prosecutor"):
        refused = xb.do(who, "ex.decide", record, policy="VIC-01.review", outcome="granted", reasons=s.REASONS)
        assert "role_missing" in stopped_by(refused)


def test_convicted_in_absence_without_a_retrial(xb: Office) -> None:
    papers = [*w.PAPERS, {**w.PAPERS[0], "paper": "judgment_copy"}]
    judged: dict[str, Any] = {"warrant": "final_judgment", "papers": papers, "sentence_months": 240, "served_months": 0,
              "in_absentia": True, "summoned": True}  # fmt: skip
    record = s.in_court(xb, **judged)
    assert gates(s.find(xb, record)) == {"FTR-01.retrial"}  # the judge's own "fair" does not undo the request's word
    assert gates(s.find(xb, record, trial_mode="absentia")) == {"FTR-01.retrial"}


def test_the_record_keeps_every_attempt(xb: Office) -> None:
    record = s.in_court(xb)
    must(xb.do("asylum", "ex.state_facts", record, facts=facts({"protection_status": "refugee"})))
    for _ in range(2):
        assert "REF-01.surrender" in gates(s.find(xb, record))
    view = reading.record(xb.node, xb.staff["judge"], record, purpose="Hearing of today")
    assert [row["outcome"] for row in view["history"]].count("stopped") == 2


def test_a_complaint_of_ill_treatment_sends_it_back_to_the_court(xb: Office) -> None:
    """Handed in after the court decided: the decision was taken without knowing it, so it no longer counts."""
    record = s.to_hand_over(xb)
    r.hire(xb, "ombud")
    complaint: dict[str, Any] = {"summary": "My brother was beaten by that office's officers in 2024.", "about_whom": "The escort",
                 "about_record": record, "language": "en", "author_name": "", "author_contact": "", "fears_reprisal": True,
                 "danger_now": True, "may_share": False}  # fmt: skip
    made = must(xb.do("ombud", "cm.draft", **complaint)).record
    must(xb.do("ombud", "cm.acknowledge", made))
    triage = {"category": "data", "complained_of": [], "nobody_named": True, "disputed": record, "reasons": s.REASONS}
    must(xb.do("ombud", "cm.screen", made, **triage))
    assert gates(s.hand_over(xb, record)) == {"TOR-01.court"}
    s.decide(xb, "judge", record, "TOR-01.court")
    must(s.hand_over(xb, record))
