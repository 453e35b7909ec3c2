"""One record as its page draws it: where it stands, what comes next and why not, what it says, what was done."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from comity.app import offering
from comity.app.node import Node
from comity.app.reading import QUIET
from comity.domain.command import Actor
from comity.kit import clock
from comity.procedures.catalogue import procedure_named, procedure_of
from comity.procedures.general import GENERAL
from comity.web.candidates import candidate_views
from comity.web.gates import gate_views, stop_views, warning_views
from comity.web.naming import (
    actor_name,
    code_name,
    command_label,
    fact_question,
    office_name,
    side_name,
    word_name,
)
from comity.web.sections import ASSISTANCE, TONES, Section
from comity.web.shown import rows, statements
from comity.web.topics import cut
from comity.web.words import in_language, say

View = dict[str, Any]
REQUEST_MATTER = ("basis", "conduct", "summary", "purpose_code", "purpose", "items", "held_reason", "use", "handling",
                  "retention_days", "languages", "flags", "other_channels", "urgent", "urgency_ground",
                  "urgency_reason", "danger_to_life")  # fmt: skip


def record_context(node: Node, actor: Actor, section: Section, view: View, language: str) -> View:
    """Everything the template of a record needs."""
    state = view["record"]
    people = names_of_actors(node, view["people"], language)
    return {
        "section": section,
        "record": state,
        "url": section.record_url(state["id"]),
        "title": title_of(node, state, language),
        "tone": TONES.get(state["state"], "quiet"),
        "side": side_name(section.procedure, state["side"], language),
        "partner_name": office_name(node, state.get("partner", ""), language),
        "clock": view["clock"],
        "clocks": view["clocks"],
        "ended": view["ended"],
        "road": road(section, state),
        "outside": outside(state),
        "steps": step_cards(actor, section, view, language),
        "goes_on_at": goes_on_at(actor, state),
        "content": content(node, state, language),
        "candidates": candidate_views(node, state, people, language, earlier=view["earlier"]),
        "stated": stated_rows(state, people, language),
        "decisions": decision_rows(state, people),
        "history": history_rows(node, view["history"], people, language),
        "messages": view["messages"],
        "witness": view["witness"],
        "reads": read_rows(node, view["reads"], people, language),
        "purpose": code_name(node, "purpose_code", view["purpose"], language),
        "stated_purpose": view.get("stated_purpose", ""),
        "people": people,
    }


def goes_on_at(actor: Actor, state: Mapping[str, Any]) -> str:
    """Where an accepted conversion goes on as legal assistance: "" where it does not, or not by this officer."""
    asked = state["procedure"] == "information_request" and state["side"] == "requesting"
    writers = {role for row in procedure_of("ml.draft").rows("ml.draft") for role in row.roles}
    if not asked or state["state"] != "converted" or not actor.roles & writers:
        return ""
    return f"{ASSISTANCE.url}/new?{urlencode({'converts': state['id']})}"


def title_of(node: Node, state: Mapping[str, Any], language: str) -> str:
    """What a record is called in lists and at its head: its own title, else its conduct."""
    if state.get("title"):
        return str(state["title"])
    conduct = (state.get("request") or {}).get("conduct") or state.get("conduct", "")
    names = offering.names_of_code(node, "conducts", str(conduct))
    return in_language(names, language) if names else str(conduct) or say(f"procedure.{state['procedure']}", language)


def names_of_actors(node: Node, people: Mapping[str, str], language: str) -> dict[str, str]:
    """Names of everybody who acted: officers by their name, offices by theirs, the clock as the clock."""
    return {actor: name if name != actor else actor_name(node, actor, language) for actor, name in people.items()}


def road(section: Section, state: Mapping[str, Any]) -> list[View]:
    """The main road of the procedure with what lies behind; a side state stands where the record left the road."""
    states = section.roads.get(state["side"], ())
    now, left = state["state"], state.get("left", "")
    at = now if now in states else left if left in states else ""
    place = states.index(at) if at else (0 if now not in ("refused", "withdrawn", "returned", "converted") else -1)
    return [
        {"state": name, "is": "done" if number < place else "now" if number == place else "ahead"}
        for number, name in enumerate(states)
    ]


def outside(state: Mapping[str, Any]) -> View:
    """What the partner's office sees of this record."""
    if not state.get("partner") and state["side"] == "local":
        return {"is": "local"}
    mirror = state.get("mirror", "")
    return {"is": "state" if mirror else "nothing", "state": mirror, "hides": state["side"] == "requested"}


def step_cards(actor: Actor, section: Section, view: View, language: str) -> View:
    """The next steps: those that move the record first, then those that are always possible."""
    cards = [step_card(actor, section, view["record"]["id"], step, language) for step in view["steps"]]
    main = [card for card in cards if not card["quiet"]]
    main.sort(key=lambda card: ("ready", "shut", "others").index(card["turn"]))
    return {"main": main, "other": [card for card in cards if card["quiet"]]}


def step_card(actor: Actor, section: Section, record: str, step: View, language: str) -> View:
    """One step: whose turn it is, which questions the step itself asks, and which gates stay shut."""
    roles = actor.roles if step["mine"] else step["roles"]
    shut = offering.shut_gates(step, roles)
    others = [stop for stop in step["stops"] if stop["kind"] != "gate"]
    turn = "others" if not step["mine"] else "shut" if shut or others else "ready"
    return {
        **step,
        "label": command_label(step["command"], language),
        "text": say(f"command_text.{step['command']}", language),
        "url": f"{section.record_url(record)}/steps/{step['command']}",
        "turn": turn,
        "quiet": step["command"].partition(".")[2] in QUIET or step["command"] in GENERAL,
        "questions": len(step["gates"]) - len(shut) if has_facts(step) else 0,
        "gates": gate_views(shut, language, command=step["command"]),
        "stops": stop_views(others, language),
        "warnings": [] if step["form"] else warning_views(step["warnings"], language),
        "role_names": [say(f"role.{role}", language) for role in step["roles"]],
        "not_after": [command_label(name, language) for name in step["different_from"]],
    }


def has_facts(step: View) -> bool:
    """Whether facts can be stated on this step."""
    return any(field["kind"] == "facts" for field in step["form"])


def content(node: Node, state: Mapping[str, Any], language: str) -> View:
    """What the record says: the matter, the persons, the things; what was prepared or answered; the case's subjects."""
    request = state.get("request") or {}
    matter = rows(node, request, language, only=REQUEST_MATTER)
    if state["procedure"] == "case":
        matter = rows(node, state, language, only=("conduct", "purpose_code", "summary"))
    elif state.get("case"):
        matter = [*rows(node, {"case": state["case"]}, language), *matter]
    topics = [{"title": "", "rows": matter}] if matter else []
    if state["procedure"] not in KNOWN_FORMS:
        topics = matter_by_topic(node, state, language)
    return {
        "matter": topics,
        "more": rows(node, kept(state), language) if state["procedure"] not in KNOWN_FORMS else [],
        "persons": [rows(node, person, language, within="persons") for person in request.get("persons", [])],
        "objects": [rows(node, thing, language, within="objects") for thing in request.get("objects", [])],
        "release": given(node, state.get("release"), language),
        "answer": given(node, state.get("answer"), language),
        "subjects": subjects(node, state, language),
        "missing": rows(node, state, language, only=("missing", "ground")),
        "clarifications": [
            {**row, "asked": rows(node, {"question": row["text"]}, language)} for row in state.get("clarifications", [])
        ],
        "consultation": rows(node, state.get("consultation") or {}, language),
        "use_report": rows(node, state.get("use_report") or {}, language, within="report_use"),
    }


def matter_by_topic(node: Node, state: Mapping[str, Any], language: str) -> list[View]:
    """What a request of any other procedure says, under the topics of the form it was written in."""
    said = {"case": state.get("case", ""), **(state.get("request") or {})}
    drawn = {row["name"]: row for row in rows(node, said, language) if row["name"] not in OWN_PANELS}
    found = []
    for topic, names in cut(list(drawn), f"{procedure_named(state['procedure']).prefix}."):
        inner = [drawn[name] for name in names]
        found.append({"id": topic, "title": say(f"part.{topic}", language) if topic else "", "rows": inner})
    return [row for row in found if row["rows"]]


KNOWN_FORMS = ("information_request", "own_initiative", "case")
"""Procedures whose content stands in panels of their own; every other shows all that was written down, in order."""
OWN_PANELS = ("persons", "objects")
FRAME = frozenset({
    "id", "procedure", "state", "side", "partner", "case", "actors", "law", "partner_actors", "made_at", "changed_at", "left",
    "round", "erased", "stated", "decisions", "messages", "mirror", "clocks", "overdue_at", "request", "release",
    "answer", "use_report", "consultation", "clarifications", "missing", "ground", "subjects", "candidates",
    "judgements", "past_judgements", "outcomes", "watched", "searched_registers", "title", "review_on", "term_from", "due_from", "minutes_hash", "forgotten",
    "barred", "disputes", "invited", "receipt", "covers",
})  # fmt: skip
"""What the page shows elsewhere, or not at all."""


def kept(state: Mapping[str, Any]) -> View:
    """What the steps of a procedure wrote down beside the request: findings, notices, dates, reasons."""
    return {name: value for name, value in state.items() if name not in FRAME}


def given(node: Node, release: Mapping[str, Any] | None, language: str) -> View | None:
    """What is given or was given: statements, and how they may be used."""
    if not release:
        return None
    known = ("statements", "no_data", "handling", "conditions", "expires_on", "released_at")
    more = rows(node, {name: value for name, value in release.items() if name not in known}, language)
    return {
        "no_data": bool(release.get("no_data", not release.get("statements") and not more)),
        "statements": statements(node, release.get("statements", []), language),
        "more": more,
        "limits": rows(node, release, language, only=("handling", "conditions", "expires_on", "released_at")),
        "is_expired": bool(release.get("expires_on")) and str(release["expires_on"]) < clock.now().date().isoformat(),
    }


def subjects(node: Node, state: Mapping[str, Any], language: str) -> list[View]:
    """The subjects of a case with what is stated about each."""
    return [
        {
            "number": number,
            "about": rows(node, subject, language, only=("kind", "role", "link", "review_on")),
            "statements": statements(node, subject["statements"], language),
        }
        for number, subject in (state.get("subjects") or {}).items()
    ]


def stated_rows(state: Mapping[str, Any], people: Mapping[str, str], language: str) -> list[View]:
    """The facts people stated, each under its question."""
    return [
        {
            "question": fact_question(name, language),
            "word": word_name(str(fact.get("value", "")), language),
            "author": people.get(fact.get("author", ""), fact.get("author", "")),
            "role": fact.get("role", ""),
            "at": fact.get("at", ""),
        }
        for name, fact in sorted((state.get("stated") or {}).items())
    ]


def decision_rows(state: Mapping[str, Any], people: Mapping[str, str]) -> list[View]:
    """The written decisions on gates, newest last."""
    return [
        {**row, "policy": policy, "author_name": people.get(row["author"], row["author"])}
        for policy, found in (state.get("decisions") or {}).items()
        for row in found
    ]


def read_rows(node: Node, reads: list[View], people: Mapping[str, str], language: str) -> list[View]:
    """Who read the record for what, the last time first, with how often."""
    found: dict[tuple[str, str], View] = {}
    for row in reads:
        known = found.setdefault((row["officer"], row["purpose"]), {**row, "times": 0})
        known["times"] += 1
    return [
        {**row, "name": people.get(row["officer"], row["officer"]),
         "purpose": code_name(node, "purpose_code", row["purpose"], language)}
        for row in found.values()
    ]  # fmt: skip


def history_rows(node: Node, history: list[View], people: Mapping[str, str], language: str) -> list[View]:
    """Every entry, newest first, done and stopped alike."""
    return [
        {
            **row,
            "label": command_label(row["command"], language),
            "actor_name": people.get(row["actor"], row["actor"]),
            "stop_texts": stop_views([{**stop, "data": stop.get("data", {})} for stop in row["stops"]], language),
            "failed_gates": sorted({name.partition(".")[0] for name in row["failed"]}),
            "warned": warning_views(row["warnings"], language),
        }
        for row in reversed(history)
    ]
