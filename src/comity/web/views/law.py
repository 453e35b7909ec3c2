"""The law a node obeys, gate by gate, and its procedures, step by step, from the same data the node runs on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app import node
from comity.app.door import NotFoundError
from comity.law.catalogue import GateView, PolicyView, catalogue
from comity.procedures.catalogue import PROCEDURES, procedure_named
from comity.procedures.step import Step
from comity.web.access import for_officers, language_of
from comity.web.naming import command_label, fact_question, side_name, word_name
from comity.web.times import show_term
from comity.web.views.pages import page
from comity.web.words import in_language, say

View = dict[str, Any]


@for_officers
@require_safe
def gates(request: HttpRequest) -> HttpResponse:
    """Every gate of the shared set, with this node's own additions named apart."""
    opened, language = node.current(), language_of(request)
    local = opened.law.local
    return page(request, "law.html", {
        "gates": [_gate(row, language) for row in catalogue().gates],
        "hash": catalogue().hash,
        "local": [{"id": row.id, "question": row.question} for row in local.policies] if local else [],
        "local_hash": local.hash if local else "",
        "procedures": [row.name for row in PROCEDURES],
        "pack": opened.pack,
        "unreviewed": opened.pack.review.get(language, "") == "machine",
    })  # fmt: skip


@for_officers
@require_safe
def gate(request: HttpRequest, gate: str) -> HttpResponse:
    """One gate: its questions, sources, the facts it reads and who may state them, the steps it judges."""
    opened, language = node.current(), language_of(request)
    name = gate.partition(".")[0]  # a policy leads to the gate it belongs to
    found = next((row for row in catalogue().gates if row.id == name), None)
    if found is None:
        raise NotFoundError(gate=gate)
    facts = opened.law.shared.facts
    policies = [
        {**_policy(row, language), "facts": [_fact(facts[name], language) for name in row.reads]}
        for row in found.policies
    ]
    return page(request, "gate.html", {"gate": found.id, "policies": policies})


@for_officers
@require_safe
def procedure(request: HttpRequest, name: str) -> HttpResponse:
    """The table of a procedure, as the node reads it."""
    language = language_of(request)
    found = procedure_named(name)
    steps = [_step(row, name, language) for row in found.steps]
    return page(
        request,
        "procedure.html",
        {"name": name, "steps": steps, "sided": len({row.side for row in found.steps}) > 1},
    )


def _gate(row: GateView, language: str) -> View:
    return {"id": row.id, "policies": [_policy(policy, language) for policy in row.policies]}


def _policy(row: PolicyView, language: str) -> View:
    return {
        "id": row.id,
        "kind": row.kind,
        "question": in_language(row.asks, language),
        "stop": in_language(row.stop, language),
        "source": row.source,
        "mark": row.mark,
        "valid": show_term(row.valid, language),
        "roles": [say(f"role.{role}", language) for role in row.roles],
        "remedies": [in_language(names, language) for names in row.remedies],
        "commands": [command_label(name, language) for name in row.actions],
        "unreviewed": row.review.get(language, "") == "machine",
    }


def _fact(rule: Any, language: str) -> View:
    return {
        "name": rule.name,
        "question": fact_question(rule.name, language),
        "words": [word_name(word, language) for word in rule.values],
        "authors": [say(f"role.{role}", language) for role in rule.authors],
        "kind": rule.kind,
        "trigger": rule.trigger,
    }


def _step(row: Step, procedure: str, language: str) -> View:
    if row.roles:
        who = [say(f"role.{role}", language) for role in row.roles]
    else:
        who = [say("role.clock" if row.clock else "role.partner", language)]
    targets = {"same": say("procedures.same", language), "back": say("procedures.return", language)}
    return {
        "label": command_label(row.command, language),
        "command": row.command,
        "side": side_name(procedure, row.side, language),
        "sources": [say(f"state.{name}", language) for name in row.source] or [say("procedures.nowhere", language)],
        "target": targets.get(row.target) or say(f"state.{row.target}", language),
        "who": who,
        "apart": ", ".join(command_label(name, language) for name in row.different_from),
        "sends": row.sends,
    }
