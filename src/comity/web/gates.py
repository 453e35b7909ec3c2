"""Gates as a page draws them: the question, its source, what is missing and who may say it; and whose turn that is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity.law.catalogue import catalogue
from comity.law.fact import UNKNOWN
from comity.web.naming import command_label, word_name
from comity.web.times import show_term
from comity.web.words import in_language, say

View = dict[str, Any]


def gate_views(gates: Iterable[View], language: str, *, command: str) -> list[View]:
    """The failed gates of a step or a stop, ready to draw; where a fact is asked is told as seen from this step."""
    return [_gate(gate, language, command) for gate in gates]


def warning_views(policies: Iterable[str], language: str) -> list[View]:
    """The warnings of a decision: their question and their gate."""
    found = []
    for policy in policies:
        row = catalogue().policy(policy)
        found.append(
            {
                "policy": policy,
                "gate": row.gate if row else policy,
                "asks": in_language(row.asks, language) if row else policy,
            }
        )
    return found


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


def _gate(gate: View, language: str, command: str) -> View:
    known = catalogue().policy(gate["policy"])
    return {
        **gate,
        "asks": in_language(gate["asks"], language),
        "advice": in_language(gate["stop"], language),
        "source": known.source if known else "",
        "mark": known.mark if known else "",
        "valid": show_term(known.valid, language) if known else "",
        "role_names": [say(f"role.{role}", language) for role in gate["roles"]],
        "remedies": [in_language(names, language) for names in gate["remedies"]],
        "facts": [_fact(fact, language, command) for fact in gate["facts"]],
        "only_unknown": any(fact["kind"] == "stated" and fact["value"] == UNKNOWN for fact in gate["facts"]),
        **_ways(gate, language),
        "unreviewed": gate["review"].get(language, "") == "machine",
    }


def _ways(gate: View, language: str) -> View:
    """How the facts belong together: all of them, any one of them, or several ways written out."""
    ways = gate["ways"]
    asks = {fact["name"]: in_language(fact["asks"], language) for fact in gate["facts"]}
    if len(ways) < 2:
        return {"together": "all" if ways and len(ways[0]) > 1 else "", "written_ways": []}
    if all(len(way) == 1 for way in ways):
        one_fact = len({name for way in ways for name, _ in way}) == 1
        return {"together": "" if one_fact else "any", "written_ways": []}
    written = [" + ".join(f"{asks.get(name, name)} {word_name(word, language)}" for name, word in way) for way in ways]
    return {"together": "ways", "written_ways": written}


def _where(on: Sequence[str], command: str) -> list[str]:
    """The steps at which a fact is asked, as far as they matter here."""
    prefix = command.partition(".")[0]
    near = [name for name in on if name.partition(".")[0] == prefix]
    if command in near:
        near = [command, *[name for name in near if name.endswith(".state_facts") and name != command]]
    return near


def _fact(fact: View, language: str, command: str) -> View:
    return {
        **fact,
        "asks": in_language(fact["asks"], language),
        "value_name": word_name(fact["value"], language),
        "opens_names": [word_name(word, language) for word in fact["opens"]],
        "author_names": [say(f"role.{role}", language) for role in fact["authors"]],
        "on_names": [command_label(name, language) for name in _where(fact["on"], command)],
        "claimed_name": word_name(fact["claimed"], language) if fact["claimed"] else "",
    }
