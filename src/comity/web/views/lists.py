"""Lists of requests, offers and cases."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app import listing, node
from comity.procedures.catalogue import procedure_named
from comity.web.access import actor_of, for_officers, language_of
from comity.web.naming import command_label, side_name
from comity.web.sections import SECTIONS, Section
from comity.web.views.pages import page
from comity.web.views.today import line

PER_PAGE = 50


@for_officers
@require_safe
def records(request: HttpRequest, section: Section) -> HttpResponse:
    """The records of a section this officer may see, by state and side, newest change first."""
    opened, actor, language = node.current(), actor_of(request), language_of(request)
    procedure = procedure_named(section.procedure)
    state = request.GET.get("state", "")
    side = request.GET.get("side", "")
    start = int(request.GET.get("start", "0")) if request.GET.get("start", "0").isdecimal() else 0
    states = (state,) if state in procedure.states() else ()
    found = listing.briefs_of(
        opened, actor, section.procedure, states=states, side=side if side in section.roads else "",
        start=min(start, 1_000_000), limit=PER_PAGE + 1,
    )  # fmt: skip
    return page(request, "list.html", {
        "section": section,
        "rows": [line(opened, row, language) for row in found[:PER_PAGE]],
        "states": procedure.states(),
        "sides": [(name, side_name(section.procedure, name, language)) for name in section.roads]
        if len(section.roads) > 1 else [],
        "state": state,
        "side": side,
        "newer": max(0, start - PER_PAGE) if start else None,
        "older": start + PER_PAGE if len(found) > PER_PAGE else None,
        "may_draft": may_draft(actor.roles, section),
        "others": [
            {"url": f"{section.url}/new/{command}", "label": command_label(command, language)}
            for command in section.others
            if actor.roles & set(procedure.rows(command)[0].roles)
        ],
    })  # fmt: skip


@for_officers
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Every section with how many open records this officer may see in it, and what a new one is called."""
    actor = actor_of(request)
    counts = listing.open_counts(actor)
    return page(request, "work.html", {
        "sections": [
            {"section": row, "open": counts.get(row.procedure, 0), "may_draft": may_draft(actor.roles, row)}
            for row in SECTIONS
            if may_draft(actor.roles, row) or may_read(actor.roles, row) or counts.get(row.procedure)
        ],
    })  # fmt: skip


def may_read(roles: frozenset[str], section: Section) -> bool:
    """Whether these roles see the records of a section, not only those they wrote."""
    procedure = procedure_named(section.procedure)
    return bool(roles & {*procedure.readers, *procedure.readers_requested})


def may_draft(roles: frozenset[str], section: Section) -> bool:
    """Whether a button for a new record helps this officer; the door decides all the same."""
    first = procedure_named(section.procedure).rows(section.draft)[0]
    return bool(roles & set(first.roles))
