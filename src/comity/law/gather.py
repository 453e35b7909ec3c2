"""Facts for one command: each asked fact is worked out, read from a person's statement, or left unknown."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.law.fact import NOT_ASKED, UNKNOWN, Fact
from comity.law.facts import FactRule
from comity.law.producers import PRODUCERS
from comity.law.producers.decisions import decision_outcome
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping
from comity.law.stated import stated_fact

if TYPE_CHECKING:
    from comity.law.decide import Law


def gather_facts(law: "Law", situation: Situation, asked: Collection[str]) -> dict[str, Fact]:
    """Every fact of the table, those in ``asked`` worked out. Decisions come last: they are tied to the others."""
    node = {**situation.node, "loaded_policy_hash": law.shared.hash}
    seen = replace(situation, node=node)
    rules, settings = law.shared.facts, law.shared.settings
    facts = dict.fromkeys(rules, NOT_ASKED)
    decisions = []
    for name in rules:
        if name not in asked:
            continue
        if rules[name].kind == "decision":
            decisions.append(rules[name])
        else:
            facts[name] = _one(rules[name], seen, settings)
    for rule in decisions:
        policy = law.policy(rule.policy)
        written = policy.id in mapping(seen.record.get("decisions"))
        facts[rule.name] = decision_outcome(policy, seen, law.binding(policy.id, facts)) if written else Fact()
    return facts


def _one(rule: FactRule, situation: Situation, settings: Settings) -> Fact:
    """A computed fact, or a stated one with the computation beside it: the graver word stands.

    A computation that lacks an input blocks the statement too: what it might have raised is not known.
    """
    computed = _computed(rule, situation, settings)
    if rule.kind == "computed":
        return computed
    stated = stated_fact(rule, situation)
    if not computed.is_known:
        return stated if computed.source == "none" else replace(computed, claimed=_word(stated))
    if not stated.is_known or rule.graver(stated.value, computed.value) != stated.value:
        return replace(computed, claimed=_word(stated))
    return replace(stated, inputs={**computed.inputs, **stated.inputs})


def _word(stated: Fact) -> str:
    """What somebody said, kept beside the word that stands."""
    return stated.value if stated.is_known else stated.claimed


def _computed(rule: FactRule, situation: Situation, settings: Settings) -> Fact:
    """Run the named producer. Malformed input makes the fact unknown, with the reason kept."""
    if not rule.producer:
        return Fact()
    try:
        fact = PRODUCERS[rule.producer](situation, settings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return Fact(UNKNOWN, "computed", inputs={"error": type(error).__name__})
    return replace(fact, at=situation.moment) if fact.source == "computed" else fact
