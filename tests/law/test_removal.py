"""After the surrender only what was granted; and no removal that stands in for a surrender."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.kit.clock import format_time
from tests.law import surrender_world as w
from tests.law.surrender_judged import failed
from tests.law.test_decisions import decided
from tests.law.world import AT, stated

CHARGES = [
    ({"conduct": "money_laundering"}, {"SPL-01.charge"}),
    ({"conduct": "insult"}, {"SPL-01.charge", "OFF-01.charge"}),
    ({"conduct": "insult", "summary": "He posted a tweet against the government."},
     {"SPL-01.charge", "OFF-01.charge", "EXP-01.charge"}),
    ({"summary": "The suitcases, and his speech at the rally."}, {"EXP-01.charge"}),
    ({"conduct": "money_laundering", "charges_asked": [{"conduct": "money_laundering", "consented": True}]}, set()),
    ({"conduct": "money_laundering", "charges_asked": [{"conduct": "money_laundering", "consented": None}]},
     {"SPL-01.charge"}),
    ({"conduct": "money_laundering", "freedom": {"free_since": "2026-10-23"}}, set()),
    ({"conduct": "money_laundering", "freedom": {"free_since": "2026-11-01"}}, {"SPL-01.charge"}),
    ({"conduct": "money_laundering", "freedom": {"free_since": "2026-11-20", "returned_freely": True}}, set()),
    ({"conduct": "money_laundering", "stated": stated("ju-1", "JU", {"charge_after": "yes"})}, set()),
    ({"conduct": "money_laundering", "stated": stated("pr-1", "PR", {"charge_after": "yes"})}, {"SPL-01.charge"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "gates"), CHARGES)
def test_after_surrender_only_what_was_granted(changes, gates):
    assert failed(w.charge(**changes)) == gates


def test_a_waiver_of_speciality_is_separate():
    grant = {"offences": ["drug_trafficking"], "conditions": [], "at": "", "waives_speciality": True}
    assert failed(w.charge("money_laundering", "Accounts of 2025.", grant=grant)) == set()
    assert failed(w.charge("money_laundering", "Accounts of 2025.", grant={})) == {"SPL-01.charge"}


def asked(side="requested", procedure="surrender", **more):
    """A record that a partner's question about this person made at this office."""
    return {"id": "r", "procedure": procedure, "side": side, "partner": "xa-coord", "state": "refused",
            "made_at": format_time(AT - timedelta(days=100)), **more}  # fmt: skip


@pytest.mark.parametrize("action", ["rm.clear", "rm.carry_out"])
def test_an_ordinary_removal_flows_without_a_judge(action):
    assert failed(w.removal(action)) == set()
    assert failed(w.removal(action, destination="XA", transit=["XC"])) == set()
    assert failed(w.removal(action, related=[asked(side="requesting")])) == set()
    old = asked(procedure="information_request", made_at=format_time(AT - timedelta(days=800)))
    assert failed(w.removal(action, related=[old], destination="XA")) == set()


@pytest.mark.parametrize("action", ["rm.clear", "rm.carry_out"])
@pytest.mark.parametrize("born", ["2010-05-01", "2008-11-24", "2008", "", "unknown"])
def test_a_child_or_who_may_be_one_is_removed_by_reviewer_and_court_only(action, born):
    young = w.removal(action, persons=[w.PERSON, {**w.PERSON, "birth_date": born}])
    assert failed(young) == {"CHD-01.removal"}
    assert failed(decided(young, "CHD-01.removal", [("rr-9", "RR")])) == {"CHD-01.removal"}
    assert failed(decided(young, "CHD-01.removal", [("rr-9", "RR"), ("ju-9", "JU")])) == set()
    assert failed(w.removal(action, persons=[{**w.PERSON, "birth_date": "2008-11-23"}])) == set()


ROADS = [
    {"destination": "XA"},
    {"destination": "xa"},
    {"destination": " XA"},
    {"transit": ["XA"]},
    {"escort_state": "XA"},
    {"travel_papers": "cancelled"},
    {"travel_papers": "destination_issued"},
]


@pytest.mark.parametrize("action", ["rm.clear", "rm.carry_out"])
@pytest.mark.parametrize("road", ROADS)
def test_no_road_leads_to_the_state_that_wants_the_person(action, road):
    case = w.removal(action, related=[asked()], **road)
    assert failed(case) == {"BAS-02", "TOR-01.removal"}
    rows = {
        **case.record["stated"],
        **stated("ju-x", "JU", {"effective_destination": "elsewhere", "torture_risk": "none"}),
    }
    said = replace(case, record={**case.record, "stated": rows})
    assert failed(decided(said, "TOR-01.removal", (("ju-x", "JU"),))) == {"BAS-02"}  # nobody can say it away


@pytest.mark.parametrize("interest", [
    {"state": "refused"}, {"state": "withdrawn"}, {"state": "lapsed"}, {"state": "not_extraditable"},
    {"state": "surrendered"}, {"made_at": format_time(AT - timedelta(days=4000))},
    {"procedure": "information_request", "state": "released"}, {"procedure": "legal_assistance"},
    {"procedure": "own_initiative", "side": "receiving"},
])  # fmt: skip
def test_an_interest_outlives_its_refusal(interest):
    assert "BAS-02" in failed(w.removal(related=[asked(**interest)], destination="XA"))


def test_elsewhere_is_said_by_reviewer_or_court_and_the_risk_by_the_court():
    case = w.removal(related=[asked()], destination="XC")
    assert failed(case) == {"BAS-02", "TOR-01.removal"}
    words = {"effective_destination": "elsewhere", "torture_risk": "none"}
    said = replace(case, record={**case.record, "stated": {**case.record["stated"], **stated("ju-x", "JU", words)}})
    assert failed(said) == {"TOR-01.removal"}
    assert failed(decided(said, "TOR-01.removal", (("ju-x", "JU"),))) == set()
    by_planner = {**case.record["stated"], **stated("ro-x", "JU", words)}
    assert "BAS-02" in failed(replace(case, record={**case.record, "stated": by_planner}))


FREE = {"language": "Khmer", "own_language": True, "interpreter": "", "counsel": "Ros Chanthy", "told_of_interest": True,
        "understood": ["right_to_court", "irrevocable_after", "no_pressure"], "by": "ju-x", "recalled_at": "",
        "destination": "XA"}  # fmt: skip


def test_a_voluntary_return_passes_and_only_a_voluntary_one():
    def case(**changes):
        record = {"return_consent": {**FREE, **changes}, "stated": {}}
        return w.removal(related=[asked()], destination="XA", record=record)

    assert failed(case()) == set()
    for changes in ({"counsel": ""}, {"told_of_interest": False}, {"by": "ro-x"}, {"recalled_at": format_time(AT)},
                    {"destination": "XC"}, {"own_language": False}, {"understood": ["no_pressure"]}):  # fmt: skip
        assert failed(case(**changes)) == {"BAS-02", "REF-01.removal", "TOR-01.removal"}


def test_nobody_under_protection_is_removed():
    for words in ({"protection_status": "applicant"}, {}):
        assert failed(w.removal(record={"stated": stated("as-x", "AS", words)})) == {"REF-01.removal"}


def test_without_our_own_records_nothing_is_known():
    assert {"BAS-02", "TOR-01.removal"} <= failed(replace(w.removal(), related=None))
