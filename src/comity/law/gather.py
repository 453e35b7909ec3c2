"""Facts for one command: each asked fact is worked out, read from a person's statement, or left unknown."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from comity.law.fact import NOT_ASKED, UNKNOWN, Fact
from comity.law.facts import FactRule
from comity.law.order import OF_CASE, as_of, case_of
from comity.law.producers import PRODUCERS
from comity.law.producers.common import Producer, unknown
from comity.law.producers.decisions import decision_outcome
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping
from comity.law.stated import stated_fact

if TYPE_CHECKING:
    from comity.law.decide import Law

NOBODY: Final = Fact()
"""Nobody has said or decided anything."""

_new: Final = tuple.__new__
_BROKEN: Final = (KeyError, TypeError, ValueError, AttributeError)
"""What malformed input makes a producer raise: the fact is then unknown."""


class Row(NamedTuple):
    """How one fact is come by: worked out by ``producer`` (None: by nobody), and stated where ``is_stated``."""

    name: str
    producer: Producer | None
    rule: FactRule
    is_stated: bool


class Plan(NamedTuple):
    """What is asked for one command: plain facts first; decisions come last, they are tied to the others."""

    plain: tuple[Row, ...]
    decisions: tuple[FactRule, ...]


def plan_of(rules: Mapping[str, FactRule], asked: Iterable[str]) -> Plan:
    """The plan for the facts asked; made once for each command."""
    chosen = [rules[name] for name in asked]
    plain = [rule for rule in chosen if rule.kind != "decision"]
    rows = [Row(rule.name, _producer(rule), rule, rule.kind == "stated") for rule in plain]
    return Plan(tuple(rows), tuple(rule for rule in chosen if rule.kind == "decision"))


def _producer(rule: FactRule) -> Producer | None:
    return PRODUCERS.get(rule.producer, _lost) if rule.producer else None


def _lost(situation: Situation, settings: Settings) -> Fact:
    """An old policy set may name a producer this version no longer has: it can be judged again, not anew."""
    return unknown("producer")


def gather_facts(law: "Law", situation: Situation, plan: Plan) -> dict[str, Fact]:
    """Every fact of the table, those of the plan worked out."""
    settings, moment = law.shared.settings, situation.moment
    facts = dict.fromkeys(law.shared.facts, NOT_ASKED)
    case = case_of(situation)
    for name, producer, rule, is_stated in plan.plain:
        seen = case if case is not None and name in OF_CASE else situation
        fact = NOBODY
        if producer is not None:
            try:
                fact = producer(seen, settings)
            except _BROKEN as error:
                fact = Fact(UNKNOWN, "computed", inputs={"error": type(error).__name__})
            else:
                if fact[1] == "computed":  # the same with its moment; by hand, since it is done for every fact
                    fact = _new(Fact, (*fact[:4], moment, *fact[5:]))
        facts[name] = _with_statement(rule, fact, seen) if is_stated else fact
        if seen is case:
            facts[name] = as_of(case, name, facts[name], situation.said_hash)
    written = mapping(situation.record.get("decisions")) if plan.decisions else {}
    for rule in plan.decisions:
        facts[rule.name] = NOBODY
        if rule.policy in written:
            binding = law.binding(rule.policy, facts)
            facts[rule.name] = decision_outcome(law.policy(rule.policy), situation, binding)
    return facts


def _with_statement(rule: FactRule, computed: Fact, situation: Situation) -> Fact:
    """What a person stated with the computation beside it: the graver word stands.

    A computation that lacks an input blocks the statement too: what it might have raised is not known.
    """
    stated = stated_fact(rule, situation)
    if not computed.is_known:
        return stated if computed.source == "none" else computed._replace(claimed=_word(stated))
    if not stated.is_known or rule.graver(stated.value, computed.value) != stated.value:
        return computed._replace(claimed=_word(stated))
    return stated._replace(inputs={**computed.inputs, **stated.inputs})


def _word(stated: Fact) -> str:
    """What somebody said, kept beside the word that stands."""
    return stated.value if stated.is_known else stated.claimed
