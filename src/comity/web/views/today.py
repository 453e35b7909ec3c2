"""The officer's desk: the first page after signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app import node, reading
from comity.app.node import Node
from comity.app.reading import QUIET
from comity.procedures.catalogue import procedure_named
from comity.procedures.general import GENERAL
from comity.procedures.step import SAME
from comity.web.access import actor_of, for_officers, language_of
from comity.web.naming import command_label, office_name, side_name
from comity.web.record_page import title_of
from comity.web.sections import TONES, url_of
from comity.web.views.pages import page
from comity.web.words import say


@for_officers
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits for a step of this officer, what runs with others, and how the link stands."""
    opened, actor, language = node.current(), actor_of(request), language_of(request)
    desk = reading.today(opened, actor)
    return page(request, "today.html", {
        "mine": [line(opened, row, language) for row in desk["mine"]],
        "others": [line(opened, row, language) for row in desk["others"]],
        "links": desk["link"],
        "roles": sorted(str(role) for role in actor.roles),
    })  # fmt: skip


def line(opened: Node, row: dict[str, Any], language: str) -> dict[str, Any]:
    """One record in a list."""
    titled = {**row, "request": {"conduct": row["title"]}, "title": row["title"] if row["procedure"] == "case" else ""}
    return {
        **row,
        "title": title_of(opened, titled, language),
        "tail": row["id"][-6:],
        "url": url_of(row["procedure"], row["id"]),
        "next": [command_label(name, language) for name in row["mine"]],
        "waits_for": waits_for(row, language),
        "tone": TONES.get(row["state"], "quiet"),
        "partner_name": office_name(opened, row["partner"], language),
        "side": side_name(row["procedure"], row["side"], language),
    }


def waits_for(row: dict[str, Any], language: str) -> dict[str, str]:
    """The first step that moves a record on and who may take it; {} where none does here."""
    steps = procedure_named(row["procedure"]).steps_from(row["state"], side=row["side"])
    moving = [
        step
        for step in steps
        if step.roles and step.target not in (SAME, row["state"]) and step.command.partition(".")[2] not in QUIET
        and step.command not in GENERAL
    ]  # fmt: skip
    if not moving:
        return {}
    roles = ", ".join(say(f"role.{role}", language) for role in moving[0].roles)
    return {"step": command_label(moving[0].command, language), "roles": roles}
