"""Why a command was stopped, fact by fact: what stands wrong, who may say otherwise, where, and what would open it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.law.decision import Decision
from comity.law.fact import UNKNOWN, Fact
from comity.law.facts import FactRule
from comity.law.policyset import Policy, PolicySet


@dataclass(frozen=True)
class MissingFact:
    """A fact that does not help. ``opens``: the words that would; ``authors``: who may state it ("" computed).

    ``on``: the commands whose page asks for it; ``claimed``: what somebody without authority said.
    """

    name: str
    value: str
    opens: tuple[str, ...]
    kind: str
    authors: tuple[str, ...]
    on: tuple[str, ...]
    claimed: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class MissingPolicy:
    """A failed policy. ``ways``: each way is a set of (fact, word) pairs that together would open it."""

    policy: str
    gate: str
    kind: str
    roles: tuple[str, ...]
    remedy: tuple[str, ...]
    facts: tuple[MissingFact, ...]
    ways: tuple[tuple[tuple[str, str], ...], ...]


def missing(
    decision: Decision, *, shared: PolicySet | None = None, local: PolicySet | None = None, warnings: bool = False
) -> tuple[MissingPolicy, ...]:
    """One entry for every failed policy, in the order of the sets; with ``warnings`` one for every warning instead.

    Without sets the packaged shared one explains.
    """
    base = shared or PolicySet.shared()
    known = [*base.policies, *(local.policies if local else ())]
    wanted = set(decision.warnings if warnings else decision.failed)
    return tuple(_explain(policy, decision, base.facts) for policy in known if policy.id in wanted)


def ways_of(body: Mapping[str, Any]) -> list[tuple[tuple[str, str], ...]]:
    """The formula as alternatives: every way is a conjunction of (fact, word)."""
    operator, sides = next(iter(body.items()))
    if operator == "==":
        return [((sides["left"]["."]["attr"], sides["right"]["Value"]),)]
    left, right = ways_of(sides["left"]), ways_of(sides["right"])
    if operator == "||":
        return left + right
    return [tuple(dict.fromkeys((*one, *other))) for one in left for other in right]


def _explain(policy: Policy, decision: Decision, rules: Mapping[str, FactRule]) -> MissingPolicy:
    ways = [way for way in ways_of(policy.body) if len(dict(way)) == len(way)]
    open_ways = tuple(tuple(pair for pair in way if _value(decision, pair[0]) != pair[1]) for way in ways)
    names = dict.fromkeys(name for way in open_ways for name, _ in way)
    prefix = decision.action.partition(".")[0]
    facts = tuple(_fact(rules[name], decision.facts.get(name, Fact()), policy, prefix=prefix) for name in names)
    return MissingPolicy(policy.id, policy.gate, policy.kind, policy.roles, policy.remedy, facts, open_ways)


def _fact(rule: FactRule, fact: Fact, policy: Policy, *, prefix: str) -> MissingFact:
    return MissingFact(
        name=rule.name,
        value=fact.value,
        opens=tuple(dict.fromkeys(word for name, word in policy.literals if name == rule.name)),
        kind=rule.kind,
        authors=policy.roles if rule.kind == "decision" else rule.authors,
        on=_commands(rule, prefix),
        claimed=fact.claimed,
        inputs=fact.inputs,
    )


def _commands(rule: FactRule, prefix: str) -> tuple[str, ...]:
    """The commands of the same procedure on which a fact can be put right."""
    if rule.kind == "decision":
        return (f"{prefix}.decide",)
    own = [command for command in rule.on if command.startswith(f"{prefix}.")]
    return tuple(dict.fromkeys((*own, f"{prefix}.state_facts"))) if rule.kind == "stated" else ()


def _value(decision: Decision, name: str) -> str:
    return decision.facts[name].value if name in decision.facts else UNKNOWN
