"""One entry of the log: who asked for what, which gates were asked, on which facts, with which answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app import node, reading
from comity.law.catalogue import catalogue
from comity.web import reasons
from comity.web.access import actor_of, for_officers, language_of
from comity.web.gates import stop_views
from comity.web.naming import command_label, fact_question, word_name
from comity.web.record_page import names_of_actors
from comity.web.sections import url_of
from comity.web.views.pages import page
from comity.web.words import in_language, say

View = dict[str, Any]


@for_officers
@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """The entry with its verdicts and the facts they stood on."""
    opened, language = node.current(), language_of(request)
    found = reading.entry(opened, actor_of(request), seq, reasons=reasons.all_stated(request))
    people = names_of_actors(opened, {found["actor"]: found["actor_name"]}, language)
    decision = found["decision"] or {}
    return page(request, "entry.html", {
        **found,
        "label": command_label(found["command"], language),
        "actor_name": people[found["actor"]],
        "url": url_of(found["procedure"], found["record"]),
        "verdicts": [_verdict(row, language) for row in found["verdicts"]],
        "facts": [_fact(name, fact, language) for name, fact in (decision.get("facts") or {}).items()
                  if fact["source"] != "none" or not name.startswith("decided_")],
        "hashes": decision.get("policy_hashes") or {},
        "stop_texts": stop_views([{**stop, "data": stop.get("data", {})} for stop in found["stops"]], language),
    })  # fmt: skip


def _verdict(row: View, language: str) -> View:
    known = catalogue().policy(row["policy"])
    return {**row, "question": in_language(known.asks, language) if known else ""}


def _fact(name: str, fact: View, language: str) -> View:
    return {
        "question": fact_question(name, language),
        "word": word_name(fact["value"], language),
        "source": say(f"source_kind.{fact['source']}", language),
        "role": fact.get("role", ""),
        "at": fact.get("at", ""),
        "claimed": word_name(fact["claimed"], language) if fact.get("claimed") else "",
    }
