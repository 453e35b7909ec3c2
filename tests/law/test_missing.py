"""A stop explains itself: which facts stand wrong, who may say otherwise, and what would open it."""

import pytest

from comity.law import Law, PolicySet, missing
from comity.law.fact import Fact
from tests.law import world
from tests.law.local import LOCAL
from tests.law.world import LAW


def test_an_allowed_case_misses_nothing():
    assert missing(LAW.judge(world.screen())) == ()


def test_a_stated_fact_names_who_may_state_it_and_where():
    case = world.screen()
    case.form["facts"].pop("link_real")
    (found,) = missing(LAW.judge(case))
    (fact,) = found.facts
    assert (found.policy, fact.name, fact.value, fact.opens) == ("PUR-01.link", "link_real", "unknown", ("yes",))
    assert {"CS", "SP"} <= set(fact.authors)
    assert "ir.screen" in fact.on
    assert "ir.state_facts" in fact.on


def test_a_decision_names_its_roles():
    (found,) = missing(LAW.judge(world.screen(conduct="theft")))
    decision = next(fact for fact in found.facts if fact.kind == "decision")
    assert (found.kind, found.roles, decision.authors) == ("decision", ("SP", "DP"), ("SP", "DP"))
    assert decision.on == ("ir.decide",)


def test_a_claim_is_shown_as_claimed():
    case = world.certify()
    case.record["actors"]["ir.draft"] = "cs-1"
    found = next(row for row in missing(LAW.judge(case)) if row.policy == "PUR-01.link")
    assert found.facts[0].claimed == "yes"


def test_a_computed_fact_shows_what_it_was_worked_out_from():
    (found,) = missing(LAW.judge(world.screen(use="Leaflets for the opposition.")))[:1]
    assert found.facts[0].inputs["words"]


@pytest.mark.parametrize("policy", [p for p in LAW.policies() if p.kind != "warning"], ids=lambda p: p.id)
def test_each_way_named_really_opens(policy):
    """From all facts unknown, setting the words of any one way opens the policy."""
    action = next(name for name, found in LAW.matrix.items() if policy in found)
    blank = {name: Fact() for name in LAW.shared.facts}
    found = next(row for row in missing(LAW.decide(action, blank)) if row.policy == policy.id)
    assert found.ways
    for way in found.ways:
        opened = LAW.decide(action, {**blank, **{name: Fact(word) for name, word in way}})
        assert policy.id not in opened.failed


def test_warnings_are_explained_when_asked_for():
    decision = LAW.judge(world.screen(conduct="gambling_house"))
    assert decision.allowed
    assert missing(decision) == ()
    assert [row.policy for row in missing(decision, warnings=True)] == ["SER-01.floor"]


def test_a_local_gate_is_explained_too():
    local = PolicySet.from_files("local", LOCAL)
    decision = Law(LAW.shared, local).judge(world.screen(conduct="theft"))
    assert [row.policy for row in missing(decision, local=local)] == ["SER-01", "LOC-01"]
