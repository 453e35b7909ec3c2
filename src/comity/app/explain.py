"""Why a gate stops and what would open it, in plain values for pages and CLI."""

from collections.abc import Mapping
from typing import Any

from comity.app.node import Node
from comity.law.decision import Decision
from comity.law.missing import missing


def failed_gates(node: Node, decision: Decision) -> list[dict[str, Any]]:
    """Each failed policy: which facts stand wrong or unknown, who may state them, what would open it."""
    return [row.to_json() for row in missing(node.law, decision)]


def facts_stated_at(node: Node, command: str, state: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The facts a person may state on this step, with the word that stands now."""
    stated = state.get("stated") or {}
    return [
        {
            "name": rule.name,
            "values": list(rule.values),
            "authors": list(rule.authors),
            "value": (stated.get(rule.name) or {}).get("value", ""),
            "author": (stated.get(rule.name) or {}).get("author", ""),
        }
        for rule in node.law.shared.facts.values()
        if command in rule.on
    ]
