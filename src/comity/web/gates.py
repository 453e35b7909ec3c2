"""Gates as a page draws them: the question, its source, what is missing and who may say it; and whose turn that is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity.law.catalogue import catalogue
from comity.web.naming import command_label, word_name
from comity.web.words import in_language, say

View = dict[str, Any]


def gate_views(gates: Iterable[View], language: str) -> list[View]:
    """The failed gates of a step or a stop, ready to draw."""
    return [_gate(gate, language) for gate in gates]


def warning_views(policies: Iterable[str], language: str) -> list[View]:
    """The warnings of a decision: their question and their gate."""
    found = []
    for policy in policies:
        row = catalogue().policy(policy)
        found.append(
            {"policy": policy, "gate": row.gate if row else policy, "asks": in_language(row.asks, language) if row else policy}
        )
    return found


def is_answerable(gate: View, facts: Iterable[str]) -> bool:
    """Whether the officer can open this gate by what the step itself asks: some way needs nothing but these facts."""
    here = set(facts)
    return any(way and all(name in here for name, _ in way) for way in gate["ways"])


def needed_facts(gates: Iterable[View]) -> set[str]:
    """The facts that shut gates read and that would open them."""
    return {fact["name"] for gate in gates for fact in gate["facts"]}


def stop_views(stops: Sequence[Mapping[str, Any]], language: str) -> list[View]:
    """What else than a gate stopped: a sentence each, with the roles or steps it speaks of."""
    return [
        {
            "kind": stop["kind"],
            "text": say(f"stop.{stop['code']}", language),
            "roles": [say(f"role.{role}", language) for role in stop["data"].get("roles", ())],
            "commands": [command_label(name, language) for name in stop["data"].get("commands", ())],
        }
        for stop in stops
        if stop["kind"] != "gate" or stop["code"] == "evaluation"
    ]


def _gate(gate: View, language: str) -> View:
    known = catalogue().policy(gate["policy"])
    return {
        **gate,
        "asks": in_language(gate["asks"], language),
        "advice": in_language(gate["stop"], language),
        "source": known.source if known else "",
        "mark": known.mark if known else "",
        "role_names": [say(f"role.{role}", language) for role in gate["roles"]],
        "remedies": [in_language(names, language) for names in gate["remedies"]],
        "facts": [_fact(fact, language) for fact in gate["facts"]],
        "unreviewed": gate["review"].get(language, "") == "machine",
    }


def _fact(fact: View, language: str) -> View:
    return {
        **fact,
        "asks": in_language(fact["asks"], language),
        "value_name": word_name(fact["value"], language),
        "opens_names": [word_name(word, language) for word in fact["opens"]],
        "author_names": [say(f"role.{role}", language) for role in fact["authors"]],
        "on_names": [command_label(name, language) for name in fact["on"]],
        "claimed_name": word_name(fact["claimed"], language) if fact["claimed"] else "",
    }
