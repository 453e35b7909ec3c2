"""A written decision counts only from the right roles, different people, in time, on exactly these facts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.kit.clock import format_time
from tests.law import world
from tests.law.world import AT, LAW, RELEASE, REQUEST, STATEMENT

MINOR = [{**REQUEST["persons"][0], "birth_date": "2011-05-01"}]
BOTH = (("rr-1", "RR"), ("ju-1", "JU"))


def decided(situation, policy, people, **changes):
    """The situation with written decisions on a policy, bound to the facts as they stand."""
    rows = [
        {
            "outcome": "granted",
            "author": author,
            "role": role,
            "reasons": "Read and weighed.",
            "facts_hash": LAW.bound(policy, situation),
            "at": format_time(AT),
            "expires_at": format_time(AT + timedelta(days=30)),
            **changes,
        }
        for author, role in people
    ]
    old = situation.record.get("decisions", {})
    return replace(situation, record={**situation.record, "decisions": {**old, policy: rows}})


def failed(situation):
    return LAW.judge(situation).failed


def test_a_child_needs_the_rights_reviewer_and_the_court():
    assert failed(world.screen(persons=MINOR)) == ("CHD-01",)
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", BOTH)) == ()


@pytest.mark.parametrize("people", [(("rr-1", "RR"),), (("ju-1", "JU"),), (("rr-1", "RR"), ("rr-2", "RR")), ()])
def test_one_of_two_roles_is_not_enough(people):
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", people)) == ("CHD-01",)


def test_one_person_cannot_fill_two_roles():
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", (("x", "RR"), ("x", "JU")))) == ("CHD-01",)


def test_a_wrong_role_does_not_count():
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", (("x", "SP"), ("y", "CS")))) == ("CHD-01",)


@pytest.mark.parametrize("writer", ["ro-1", "cs-1", "sp-1"])
def test_the_requester_cannot_decide(writer):
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", ((writer, "RR"), ("ju-1", "JU")))) == ("CHD-01",)


def test_the_certifier_cannot_decide_on_the_requesting_side():
    case = world.send(persons=MINOR)
    assert failed(decided(case, "CHD-01", (("cs-1", "RR"), ("ju-1", "JU")))) == ("CHD-01",)
    assert failed(decided(case, "CHD-01", BOTH)) == ()


def test_who_acts_for_the_desk_is_no_independent_reviewer():
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", (("sp-x", "RR"), ("ju-1", "JU")))) == ("CHD-01",)
    assert failed(decided(world.search(persons=MINOR), "CHD-01", (("sp-x", "RR"), ("ju-1", "JU")))) == ("CHD-01",)


def test_an_expired_decision_does_not_count():
    late = {"expires_at": format_time(AT - timedelta(seconds=1))}
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", BOTH, **late)) == ("CHD-01",)
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", BOTH, expires_at="soon")) == ("CHD-01",)
    assert failed(decided(world.screen(persons=MINOR), "CHD-01", BOTH, expires_at="")) == ()


def test_a_changed_fact_voids_a_decision():
    granted = decided(world.screen(persons=MINOR), "CHD-01", BOTH)
    younger = [{**MINOR[0], "birth_date": "2013-05-01"}]
    request = {**granted.record["request"], "persons": younger}
    changed = replace(granted, record={**granted.record, "request": request})
    decision = LAW.judge(changed)
    assert decision.failed == ("CHD-01",)
    assert decision.facts["decided_CHD_01"].value == "void"


def test_a_decision_on_words_is_void_when_the_request_is_amended():
    case = world.screen(use="To be read before the assembly of creditors.")
    assert failed(case) == ("EXP-01.review",)
    granted = decided(case, "EXP-01.review", (("rr-1", "RR"),))
    assert failed(granted) == ()
    request = {**granted.record["request"], "purpose": "Identify the holder of the number, and his friends."}
    assert failed(replace(granted, record={**granted.record, "request": request})) == ("EXP-01.review",)


def test_a_denial_stands_beside_a_grant():
    case = decided(world.screen(persons=MINOR), "CHD-01", BOTH)
    denial = {**case.record["decisions"]["CHD-01"][0], "author": "rr-9", "outcome": "denied"}
    rows = [*case.record["decisions"]["CHD-01"], denial]
    case = replace(case, record={**case.record, "decisions": {"CHD-01": rows}})
    assert LAW.judge(case).facts["decided_CHD_01"].value == "denied"


def test_nobody_decides_a_hard_gate():
    case = world.screen(conduct="inciting_subversion")
    rows = [{"outcome": "granted", "author": "ju-1", "role": "JU", "facts_hash": "x", "at": "", "expires_at": ""}]
    case = replace(case, record={**case.record, "decisions": {"OFF-01.listed": rows}})
    assert "OFF-01.listed" in failed(case)


def test_expression_with_an_ordinary_crime_needs_reviewer_and_court():
    case = world.screen()
    case.form["facts"]["expression_conduct"] = "with_ordinary_crime"
    assert failed(case) == ("EXP-01.separate",)
    assert failed(decided(case, "EXP-01.separate", BOTH)) == ()


def test_expression_alone_is_opened_by_nobody():
    case = world.screen()
    case.form["facts"]["expression_conduct"] = "yes"
    assert failed(decided(case, "EXP-01.separate", BOTH)) == ("EXP-01.hard",)


def test_urgency_needs_a_ground_and_the_contact_point():
    claim = {"urgent": True, "urgency_ground": "life", "urgency_reason": "A hostage is named in the last call."}
    case = world.screen(**claim)
    assert failed(case) == ("URG-01",)
    assert failed(decided(case, "URG-01", (("sp-z", "SP"),))) == ()
    groundless = world.screen(**{**claim, "urgency_ground": "rank"})
    assert failed(decided(groundless, "URG-01", (("sp-z", "SP"),))) == ("URG-01",)


def test_urgency_denied_goes_on_under_the_ordinary_clock():
    claim = {"urgent": True, "urgency_ground": "life", "urgency_reason": "A hostage is named in the last call."}
    case = decided(world.screen(**claim), "URG-01", (("sp-z", "SP"),), outcome="denied")
    decision = LAW.judge(case)
    assert (decision.allowed, decision.facts["urgent"].value) == (True, "downgraded")


def test_a_capital_crime_needs_the_central_authority_and_the_condition():
    case = world.approve(conduct="killing")
    assert failed(case) == ("DTH-02",)
    assert failed(decided(case, "DTH-02", (("ca-1", "CA"),))) == ("DTH-02",)
    bound = world.approve({**RELEASE, "conditions": ["this_case_only", "no_death"]}, conduct="killing")
    assert failed(bound) == ("DTH-02",)
    assert failed(decided(bound, "DTH-02", (("ca-1", "CA"),))) == ()


def test_a_decision_taken_before_the_release_was_written_still_holds():
    early = decided(world.screen(conduct="killing"), "DTH-02", (("ca-1", "CA"),))
    bound = world.approve({**RELEASE, "conditions": ["this_case_only", "no_death"]}, conduct="killing")
    record = {**bound.record, "decisions": early.record["decisions"]}
    assert failed(replace(bound, record=record)) == ()


def test_a_spent_conviction_needs_the_contact_point():
    row = {**STATEMENT, "item": "criminal_record", "property": "criminalRecord", "record_status": "spent"}
    case = world.approve({**RELEASE, "statements": [row]}, items=["criminal_record"])
    assert failed(case) == ("CRR-01.review",)
    assert failed(decided(case, "CRR-01.review", (("sp-z", "SP"),))) == ()


def test_a_lesser_crime_needs_two_and_danger_to_life_none():
    case = world.screen(conduct="theft")
    assert failed(case) == ("SER-01",)
    assert failed(decided(case, "SER-01", (("sp-z", "SP"), ("dp-1", "DP")))) == ()
    case.form["facts"]["danger_to_life"] = "yes"
    assert failed(case) == ()


def test_the_requester_s_own_word_on_danger_counts_for_nothing():
    assert failed(world.screen(conduct="theft", danger_to_life=True)) == ("SER-01",)


def test_the_binding_is_the_same_from_any_command():
    """A page computes it while the decision itself is being written."""
    case = world.screen(persons=MINOR)
    assert LAW.bound("CHD-01", replace(case, action="ir.decide")) == LAW.bound("CHD-01", case)
    assert LAW.binding("CHD-01", LAW.judge(case).facts) == LAW.bound("CHD-01", case)
