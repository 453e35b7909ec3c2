"""A step as its page draws it: what it is for, who may take it, what must be said, what it would send."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from comity.app import offering
from comity.app.door import NotFoundError
from comity.app.node import Node
from comity.domain.command import Actor
from comity.web import choosing, uploads
from comity.web.controls import Faults, Sheet, controls, fact_controls, has_files, has_required, parts, summary
from comity.web.gates import gate_views, needed_facts, stop_views, warning_views
from comity.web.naming import code_name, command_label, office_name
from comity.web.record_page import record_context, step_card, title_of
from comity.web.sections import Section
from comity.web.shown import rows
from comity.web.words import in_language, say

View = dict[str, Any]
JUDGING = "step_judge.html"
TEMPLATES = dict.fromkeys(("ir.judge", "cr.judge", "wj.judge", "wj.confirm", "wj.settle"), JUDGING)
"""Steps that are more than a form."""
WORDS = {"positive": "step.confirm_hit", "negative": "step.reject_hit", "unsure": "step.unsure_hit"}
"""What each word on a candidate is called where one is chosen."""
OF_ALL = ("wj.judge", "wj.confirm", "wj.settle")
"""Where only a yes is about one candidate, and any other word about all of them."""
APART = ("wj.confirm",)
"""Where somebody judges by himself or herself: the word before is not shown."""


def step_context(
    node: Node,
    actor: Actor,
    section: Section,
    view: View,
    command: str,
    *,
    typed: Mapping[str, Any],
    faults: Faults,
    language: str,
) -> View:
    """A step of a record that exists. Raises NotFoundError when it is not one of its next steps."""
    found = next((row for row in view["steps"] if row["command"] == command), None)
    if found is None:
        raise NotFoundError(record=view["record"]["id"])
    context = record_context(node, actor, section, view, language)
    step = {**found, "form": choosing.page_fields(command, found["form"]), "record": view["record"]["id"]}
    if command.endswith(".state_facts"):  # no gate judges it: what is needed is what the other steps wait for
        step["waiting"] = [gate for row in view["steps"] for gate in row["gates"]]
    state = view["record"]
    waiting = offering.decidable(node, actor, view["steps"])
    offers = offering.offers(node, actor, state, waiting)
    names = names_of_offers(node, state, waiting, language)
    drawn = draw(
        node, actor, step, typed, faults, offers=offers, names=names, people=context["people"], language=language
    )
    template = TEMPLATES.get(command, "step.html")
    return {
        **context,
        **drawn,
        **(_judging(context, command, step) if template == JUDGING else {}),
        "card": step_card(actor, section, state["id"], step, language),
        "step": step,
        "template": template,
        "typed": typed,
        "back": context["url"],
        "nothing_to_decide": command.endswith(".decide") and not waiting,
    }


def _judging(context: View, command: str, step: View) -> View:
    """What the page of a judgement needs besides: the words to choose from, and candidates without another's word."""
    rows = [{**row, "judgement": None, "before": []} for row in context["candidates"]]
    return {
        "judging": True,
        "candidates": rows if command in APART else context["candidates"],
        "words": [
            {"code": code, "say": WORDS[code]}
            for field in step["form"]
            if field["name"] == "result"
            for code in field["choices"]
        ],
        "of_all": command in OF_ALL,
    }


def new_context(
    node: Node, actor: Actor, section: Section, typed: Mapping[str, Any], *, faults: Faults, language: str
) -> View:
    """The step that makes a record."""
    step = offering.first_step(node, actor, section.draft)
    offers = offering.offers(node, actor, None)
    form = typed or {"persons": [{}], "partner": offers["partner"][0] if len(offers["partner"]) == 1 else ""}
    names = names_of_offers(node, {}, [], language)
    drawn = draw(node, actor, step, form, faults, offers=offers, names=names, people={}, language=language)
    card = step_card(actor, section, "", step, language)
    card["stops"] = [stop for stop in card["stops"] if stop["kind"] == "access"]
    return {
        **drawn,
        "section": section,
        "step": step,
        "card": {**card, "gates": []},
        "template": "new.html",
        "back": section.url,
    }


def draw(
    node: Node,
    actor: Actor,
    step: View,
    typed: Mapping[str, Any],
    faults: Faults,
    *,
    offers: Mapping[str, list[str]],
    names: Mapping[str, str],
    people: Mapping[str, str],
    language: str,
) -> View:
    """The form of a step: its parts, the facts it asks for, and the list of faults."""
    files = uploads.known(node, actor, str(step.get("record", "")), typed)
    sheet = Sheet(node, language, offers, faults, names, files)
    named = {row["name"]: offering.records_to_name(actor, row["of"]) for row in step["form"] if row["kind"] == "record"}
    sheet = replace(sheet, offers={**sheet.offers, **named})
    drawn = controls(sheet, step["form"], typed, within=step["command"].partition(".")[2])
    held = {str(role) for role in actor.roles}
    asks_facts = any(field["kind"] == "facts" for field in step["form"])
    given = typed.get("facts") or {}
    facts = fact_controls(sheet, step["facts"] if asks_facts else [], given, held=held, people=people)
    shut = step["waiting"] if "waiting" in step else step["gates"]
    needed = needed_facts(shut) | set(given)
    only_mine = step["command"].endswith(".state_facts")
    return {
        "parts": parts(drawn, step["command"], language),
        "has_required": has_required(drawn),
        "has_files": has_files(drawn),
        "facts": [row for row in facts if row["name"] in needed and (row["may"] or not only_mine)],
        "more_facts": [row for row in facts if row["name"] not in needed and row["may"]],
        "summary": summary(drawn, faults, language),
        "faults": faults,
        "sends": step["sends"],
        "unknown_fault": [path for path in faults if path == "facts"],
    }


def check_context(node: Node, section: Section, view: View, command: str, found: View, *, language: str) -> View:
    """What would be sent, and what would stop it."""
    state = view["record"]
    message = found["sends"]
    return {
        "section": section,
        "record": state,
        "url": section.record_url(state["id"]),
        "command": command,
        "label": command_label(command, language),
        "title": title_of(node, state, language),
        "partner_name": office_name(node, state.get("partner", ""), language),
        "message": message["type"] if message else "",
        "body": rows(node, message["body"], language) if message else [],
        "gates": gate_views(found["gates"], language, command=command),
        "stops": stop_views(found["stops"], language),
        "warnings": warning_views(found["warnings"], language),
        "purpose": view["purpose"],
    }


def names_of_offers(node: Node, state: Mapping[str, Any], waiting: list[View], language: str) -> dict[str, str]:
    """What the offered codes of this record are called: its subjects, statements, candidates, and gates to decide."""
    found = {gate["policy"]: f"{gate['policy']}: {in_language(gate['asks'], language)}" for gate in waiting}
    for number, subject in (state.get("subjects") or {}).items():
        stated = {row["property"]: row["value"] for row in subject["statements"] if not row["retracted_at"]}
        name = stated.get("name") or code_name(node, "kind", subject["kind"], language)
        found[number] = f"{say('cases.subject_number', language, number=number)}: {name}"
        for row in subject["statements"]:
            found[row["id"]] = f"{row['id']} {code_name(node, 'property', row['property'], language)}: {row['value']}"
    for candidate in state.get("candidates") or []:
        found[candidate["id"]] = ", ".join(candidate["names"])
    return found
