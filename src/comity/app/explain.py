"""Why a gate stops and what would open it, in plain values for pages and CLI: sentences in every language."""

from collections.abc import Mapping
from typing import Any

from comity.app.node import Node
from comity.domain.command import Outcome
from comity.kit.clock import parse_time
from comity.law.decision import Decision, decision_from_json
from comity.law.missing import MissingFact, MissingPolicy, missing
from comity.law.sentences import Sentences, sentences

View = dict[str, Any]


def failed_gates(node: Node, decision: Decision, *, warnings: bool = False) -> list[View]:
    """Each failed policy (or each warning): its question, which facts stand wrong or unknown, what would open it.

    ``{policy, gate, kind, roles, asks, stop, remedies, review, ways, facts: [{name, asks, value, opens, kind, authors,
    on, claimed}]}``; ``asks``, ``stop`` and each remedy hold one sentence a language, ``review`` their status.
    """
    law, said = node.law, sentences()
    rows = missing(decision, shared=law.shared, local=law.local, warnings=warnings)
    return [_policy(node, said, row) for row in rows]


def verdicts(node: Node, command: str, decision: Mapping[str, Any]) -> list[View]:
    """Every policy that was asked on a command and what it said: ``open``, ``shut`` or ``warned``.

    The policies are those of this version that are valid at the moment of the decision; a decision taken under other
    ones is told by its own hashes.
    """
    failed, warned = set(decision["failed"]), set(decision["warnings"])
    moment = parse_time(decision["at"]) if decision.get("at") else None
    known = [policy.id for policy in node.law.judging(command, moment)]
    return [
        {"policy": name, "gate": node.law.policy(name).gate if name in known else name.partition(".")[0],
         "said": "shut" if name in failed else "warned" if name in warned else "open"}
        for name in dict.fromkeys((*known, *sorted(failed | warned)))
    ]  # fmt: skip


def of_outcome(node: Node, outcome: Outcome) -> list[View]:
    """The gates that stopped a command which has already been written, from the decision it was stopped with."""
    if not outcome.decision:
        return []
    return failed_gates(node, decision_from_json(outcome.decision, node.law.shared.facts))


def _policy(node: Node, said: Sentences, row: MissingPolicy) -> View:
    question = {"en": node.law.policy(row.policy).question}  # a local policy speaks one language
    return {
        "policy": row.policy,
        "gate": row.gate,
        "kind": row.kind,
        "roles": list(row.roles),
        "asks": {**question, **said.asks.get(row.policy, {})},
        "stop": dict(said.stop.get(row.policy, {})),
        "remedies": [dict(said.remedies[code]) for code in row.remedy],
        "review": dict(said.review),
        "ways": [[list(pair) for pair in way] for way in row.ways],
        "facts": [_fact(said, fact) for fact in row.facts],
    }


def _fact(said: Sentences, fact: MissingFact) -> View:
    return {
        "name": fact.name,
        "asks": dict(said.fact(fact.name)),
        "value": fact.value,
        "opens": list(fact.opens),
        "kind": fact.kind,
        "authors": list(fact.authors),
        "on": list(fact.on),
        "claimed": fact.claimed,
    }


def facts_stated_at(node: Node, command: str, state: Mapping[str, Any]) -> list[View]:
    """The facts a person may state on this step, with the word that stands now; any of them where facts are stated
    for themselves.
    """
    whole = command.endswith(".state_facts")
    stated, said = state.get("stated") or {}, sentences()
    return [
        {
            "name": rule.name,
            "asks": dict(said.fact(rule.name)),
            "values": list(rule.values),
            "authors": list(rule.authors),
            "value": (stated.get(rule.name) or {}).get("value", ""),
            "author": (stated.get(rule.name) or {}).get("author", ""),
        }
        for rule in node.law.shared.facts.values()
        if command in rule.on or (whole and rule.kind == "stated")
    ]
