"""'Deport him tonight, papers later': a removal to the state that wants the person is a command that is stopped."""

from typing import Any

import pytest

from comity.kit import clock
from tests.app import surrenders as s
from tests.app.surrenders import facts, must, state, stopped_by
from tests.law import surrender_world as w
from tests.office import Office

PLAN: dict[str, Any] = {"persons": [w.PERSON], "removal_ground": "overstayed", "order": "R-12", "summary": "His visa ran out in May.",
        "destination": "XA", "transit": [], "escort_state": "", "travel_papers": "own_valid", "travel_at": ""}  # fmt: skip
CONSENT = {"language": "Khmer", "own_language": True, "interpreter": "", "counsel": "Ros Chanthy",
           "told_of_interest": True, "understood": ["right_to_court", "irrevocable_after", "no_pressure"],
           "reasons": "Heard alone with counsel; he wants to see his mother."}  # fmt: skip
EVERY = {"BAS-02", "REF-01.removal", "TOR-01.removal"}


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(s.START):
        yield


def planned(xb: Office, **changes: Any) -> str:
    return must(xb.do("officer", "rm.draft", **{**PLAN, **changes})).record


def unprotected(xb: Office, record: str) -> None:
    must(xb.do("asylum", "rm.state_facts", record, facts=facts({"protection_status": "none"})))


def test_deport_him_tonight_is_stopped_and_the_attempt_stands(xb: Office) -> None:
    s.received(xb, **w.NOTICE)
    record = planned(xb, travel_at="2026-11-23T20:00:00.000Z")
    assert stopped_by(xb.do("supervisor", "rm.clear", record)) == EVERY
    unprotected(xb, record)
    assert stopped_by(xb.do("supervisor", "rm.clear", record)) == EVERY - {"REF-01.removal"}
    assert stopped_by(xb.do("desk", "rm.carry_out", record)) >= {"not_next"}
    assert state(record)["state"] == "planned"


@pytest.mark.parametrize(
    "road",
    [
        {"destination": "XC", "transit": ["XA"]},
        {"destination": "XC", "escort_state": "XA"},
        {"destination": "XC", "travel_papers": "cancelled"},
        {"destination": "xa"},
    ],
)
def test_no_other_road_leads_there(xb: Office, road: dict[str, Any]) -> None:
    s.received(xb)
    record = planned(xb, **road)
    unprotected(xb, record)
    must(xb.do("judge", "rm.state_facts", record, facts=facts({"effective_destination": "elsewhere",
                                                               "torture_risk": "none"})))  # fmt: skip
    must(xb.do("judge", "rm.decide", record, policy="TOR-01.removal", outcome="granted", reasons=s.REASONS))
    assert stopped_by(xb.do("supervisor", "rm.clear", record)) == {"BAS-02"}


def test_a_refused_surrender_is_not_made_good_by_removal(xb: Office) -> None:
    record = s.in_court(xb)
    must(xb.do("judge", "ex.find_not_extraditable", record, reasons="He was acquitted here of these facts in 2024."))
    removal = planned(xb)
    unprotected(xb, removal)
    assert "BAS-02" in stopped_by(xb.do("supervisor", "rm.clear", removal))


def test_an_ordinary_removal_flows(xb: Office) -> None:
    record = planned(xb)
    unprotected(xb, record)
    must(xb.do("supervisor", "rm.clear", record))
    must(xb.do("desk", "rm.carry_out", record))
    assert state(record)["state"] == "carried_out"


def test_everything_is_asked_again_when_it_happens(xb: Office) -> None:
    record = planned(xb)
    unprotected(xb, record)
    must(xb.do("supervisor", "rm.clear", record))
    s.received(xb)  # the partner asks between the two
    assert stopped_by(xb.do("desk", "rm.carry_out", record)) == {"BAS-02", "TOR-01.removal"}


def test_an_amended_plan_is_cleared_anew(xb: Office) -> None:
    s.received(xb)
    record = planned(xb, destination="XC")
    unprotected(xb, record)
    must(xb.do("judge", "rm.state_facts", record, facts=facts({"effective_destination": "elsewhere",
                                                               "torture_risk": "none"})))  # fmt: skip
    must(xb.do("judge", "rm.decide", record, policy="TOR-01.removal", outcome="granted", reasons=s.REASONS))
    must(xb.do("supervisor", "rm.clear", record))
    must(xb.do("officer", "rm.amend", record, **PLAN))
    assert state(record)["state"] == "planned"
    assert stopped_by(xb.do("supervisor", "rm.clear", record)) == EVERY


def test_a_return_of_free_will_passes_until_it_is_taken_back(xb: Office) -> None:
    s.received(xb)
    record = planned(xb, removal_ground="own_wish")
    assert "role_missing" in stopped_by(xb.do("officer", "rm.record_consent", record, **CONSENT))
    must(xb.do("judge", "rm.record_consent", record, **CONSENT))
    must(xb.do("supervisor", "rm.clear", record))
    must(xb.do("reviewer", "rm.recall_consent", record, reasons="He thought better of it."))
    assert stopped_by(xb.do("supervisor", "rm.clear", record)) == EVERY
    must(xb.do("judge", "rm.record_consent", record, **CONSENT))
    must(xb.do("supervisor", "rm.clear", record))
    must(xb.do("desk", "rm.carry_out", record))
