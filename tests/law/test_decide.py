"""Properties of the verdict, all from situations that are allowed: nothing unknown, missing or broken ever opens."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law import Law, PolicySet
from comity.law.decide import built_law
from comity.law.engine import Engine
from comity.law.errors import PolicyError
from comity.law.fact import UNKNOWN, Fact
from tests.law.best import best_facts
from tests.law.local import LOCAL
from tests.law.world import BASES, LAW

RULES = LAW.shared.facts
BEST = best_facts("ir.release")
GATED = sorted(LAW.matrix)
DECIDING = [policy for policy in LAW.policies() if policy.kind != "warning"]

words = st.fixed_dictionaries({name: st.sampled_from((*rule.values, UNKNOWN)) for name, rule in RULES.items()})


def near(action, facts):
    """The best facts with a few of them changed: near the edge, where allow and stop meet."""
    return {**best_facts(action), **{name: Fact(word) for name, word in facts.items()}}


few = st.dictionaries(st.sampled_from(sorted(RULES)), st.none(), min_size=1, max_size=6).flatmap(
    lambda names: st.fixed_dictionaries({n: st.sampled_from((*RULES[n].values, UNKNOWN)) for n in names})
)


def test_the_best_facts_are_allowed_on_every_command():
    for action in GATED:
        decision = LAW.decide(action, best_facts(action))
        assert (decision.allowed, decision.failed, decision.warnings, decision.errors) == (True, (), (), ())


@given(facts=few, blank=st.sets(st.sampled_from(sorted(RULES)), min_size=1), action=st.sampled_from(GATED))
def test_taking_knowledge_away_never_opens(facts, blank, action):
    before = LAW.decide(action, near(action, facts))
    after = LAW.decide(action, {**near(action, facts), **{name: Fact(UNKNOWN) for name in blank}})
    assert after.allowed <= before.allowed
    assert set(before.failed) <= set(after.failed)


@given(facts=words, gone=st.sampled_from(sorted(RULES)), action=st.sampled_from(GATED))
def test_a_missing_fact_stops_whatever_the_others_are(facts, gone, action):
    given_facts = {name: Fact(word) for name, word in facts.items() if name != gone}
    decision = LAW.decide(action, given_facts)
    assert not decision.allowed
    assert decision.errors


@pytest.mark.parametrize("name", sorted(RULES))
@pytest.mark.parametrize("word", ["", "YES", "yes ", "maybe"])
def test_a_word_off_its_list_stops(name, word):
    decision = LAW.decide("ir.draft", {**BEST, name: Fact(word)})
    assert not decision.allowed
    assert decision.errors


def test_a_foreign_fact_stops():
    assert not LAW.decide("ir.draft", {**BEST, "rank": Fact("high")}).allowed


@pytest.mark.parametrize("action", ["", "ir.nothing", "gate:SYS-02", "IR.DRAFT", 'ir.draft"', "ir.draft\n"])
def test_an_unknown_command_stops(action):
    decision = LAW.decide(action, BEST)
    assert not decision.allowed
    assert decision.errors


def only_failing(policy):
    """Facts that fail this policy and no other, found by trying the words of the facts it reads."""
    action = next(name for name, found in LAW.matrix.items() if policy in found)
    choices = [(*RULES[name].values, UNKNOWN) for name in policy.reads]
    for chosen in itertools.product(*choices):
        facts = {**best_facts(action), **{name: Fact(word) for name, word in zip(policy.reads, chosen, strict=True)}}
        decision = LAW.decide(action, facts)
        if decision.failed == (policy.id,):
            return decision
    return None


@pytest.mark.parametrize("policy", DECIDING, ids=lambda policy: policy.id)
def test_each_policy_stops_alone(policy):
    """With every other gate open this one still stops, and it alone is named; no decision opens a hard one."""
    decision = only_failing(policy)
    assert decision is not None
    assert not decision.allowed
    if policy.kind == "hard":
        assert {f.value for name, f in decision.facts.items() if name.startswith("decided_")} == {"granted"}


@pytest.mark.parametrize("policy", [p for p in LAW.policies() if p.kind == "warning"], ids=lambda p: p.id)
def test_a_warning_never_blocks(policy):
    action = next(name for name, found in LAW.matrix.items() if policy in found)
    own = set(policy.reads)
    others = {fact for p in LAW.matrix[action] if p.kind != "warning" for fact in p.reads}
    facts = {**best_facts(action), **{name: Fact(UNKNOWN) for name in own - others}}
    decision = LAW.decide(action, facts)
    assert decision.allowed
    if own - others:
        assert policy.id in decision.warnings


def test_warnings_name_a_raised_rate_and_do_not_stop():
    decision = LAW.decide("ir.screen", {**BEST, "query_rate": Fact("raised"), "penalty_margin": Fact("near")})
    assert (decision.allowed, decision.warnings) == (True, ("FSH-01.raised", "SER-01.floor"))


@given(facts=few, action=st.sampled_from(GATED))
def test_a_local_set_can_only_tighten(facts, action):
    both = built_law(LAW.shared, LOCAL_SET)
    alone, more = LAW.decide(action, near(action, facts)), both.decide(action, near(action, facts))
    assert more.allowed <= alone.allowed
    assert set(alone.failed) <= set(more.failed)


LOCAL_SET = PolicySet.from_files("local", LOCAL)


def test_a_local_gate_stops_what_the_shared_set_allows():
    both = built_law(LAW.shared, LOCAL_SET)
    facts = {**BEST, "penalty_class": Fact("one_to_four_years")}
    assert LAW.decide("ir.screen", facts).allowed
    decision = both.decide("ir.screen", facts)
    assert (decision.allowed, decision.failed) == (False, ("LOC-01",))
    assert decision.policy_hashes == {"shared": LAW.shared.hash, "local": LOCAL_SET.hash}
    assert both.decide("ir.release", {**BEST, "urgent": Fact("grounded")}).failed == ("LOC-02",)


@pytest.mark.parametrize(
    "text",
    [
        "permit (principal, action, resource);",
        '@id("PERMIT")\npermit (principal, action, resource);',
        LOCAL["own.cedar"].replace("LOC-01", "POL-02"),
        LOCAL["own.cedar"].replace('Action::"ir.release"', 'Action::"ir.releese"'),
        LOCAL["own.cedar"].replace("context.urgent", "context.urgency"),
        LOCAL["own.cedar"].replace('@kind("hard")', '@kind("warning")'),
        LOCAL["own.cedar"].replace('action in Action::"gate:SER-01"', "action"),
    ],
    ids=["permit", "PERMIT", "shared id", "no such command", "no such fact", "warning", "any action"],
)
def test_a_local_set_of_another_form_is_refused(text):
    with pytest.raises(PolicyError):
        Law(LAW.shared, PolicySet.from_files("local", {"own.cedar": text}))


def test_a_local_policy_takes_the_place_of_no_shared_one():
    """Under the id of a gate that everybody must pass, one that nobody fails."""
    for policy in LAW.shared.policies:
        text = LOCAL["own.cedar"].replace('@id("LOC-01") @gate("LOC-01")', f'@id("{policy.id}") @gate("{policy.gate}")')
        with pytest.raises(PolicyError) as refused:
            Law(LAW.shared, PolicySet.from_files("local", {"own.cedar": text}))
        assert refused.value.data["ids"] == [policy.id]


def test_a_local_set_adds_gates_and_takes_none_away():
    both = built_law(LAW.shared, LOCAL_SET)
    for action in LAW.matrix:
        assert {row.id for row in LAW.judging(action)} <= {row.id for row in both.judging(action)}, action


def test_an_engine_without_its_groups_does_not_start(monkeypatch):
    """Entities parsed without the schema hold no action groups: every gate would pass in silence."""
    import cedarpy

    build = cedarpy.Entities.from_json_str
    monkeypatch.setattr(cedarpy.Entities, "from_json_str", staticmethod(lambda text, schema=None: build(text)))
    with pytest.raises(PolicyError):
        Law(PolicySet.shared())


def test_an_engine_that_throws_stops(monkeypatch):
    import cedarpy

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(cedarpy, "is_authorized", broken)
    decision = LAW.decide("ir.draft", BEST)
    assert not decision.allowed
    assert decision.errors


def test_an_engine_error_stops_even_beside_an_allow(monkeypatch):
    from comity.law.engine import Answer

    monkeypatch.setattr(Engine, "ask", lambda *_: Answer(True, (), ("policy skipped",)))
    assert not LAW.decide("ir.draft", BEST).allowed


def test_the_same_facts_give_the_same_hash_and_another_fact_another():
    first, again = LAW.judge(BASES["ir.screen"]()), LAW.judge(BASES["ir.screen"]())
    assert (first.hash, first.facts_hash) == (again.hash, again.facts_hash)
    other = LAW.judge(BASES["ir.screen"](danger_to_life=True))
    assert other.facts_hash != first.facts_hash  # statements are about another request


def test_it_is_fast_enough_to_ask_at_every_step():
    """A floor far below what is measured (about 2,000 a second), so that only a lost handle fails it."""
    start = time.perf_counter()
    for _ in range(200):
        LAW.decide("ir.release", BEST)
    assert 200 / (time.perf_counter() - start) > 300
