"""What a written decision is tied to: change one of these facts and the decision is void."""

from collections.abc import Mapping
from typing import Final

from comity.kit.canonical import hash_of
from comity.law.fact import Fact
from comity.law.policyset import Policy

UNBOUND: Final = frozenset({"no_death_condition"})
"""Facts that stand beside a decision in the same policy as a condition of their own; they may come later."""


def bound_facts(policy: Policy) -> tuple[str, ...]:
    """The facts a decision on this policy judged."""
    return tuple(sorted(n for n in policy.reads if not n.startswith("decided_") and n not in UNBOUND))


def bind(policy: Policy, facts: Mapping[str, Fact]) -> str:
    """SHA-256 over the policy's id and, for each fact it judged, the word and what it was worked out from.

    Who stated a fact and when is left out: the same word said again by somebody else changes nothing.
    """
    judged = {}
    for name in bound_facts(policy):
        fact = facts.get(name, Fact())
        judged[name] = {"value": fact.value, "inputs": dict(fact.inputs)}
    return hash_of({"v": 1, "policy": policy.id, "facts": judged})
