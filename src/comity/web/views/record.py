"""The page of one record."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app import node, reading
from comity.app.door import NotFoundError
from comity.web import reasons
from comity.web.access import actor_of, for_officers, language_of
from comity.web.record_page import record_context
from comity.web.sections import Section
from comity.web.views.pages import page


def read(request: HttpRequest, section: Section, record: str) -> dict[str, Any]:
    """The record as this officer may know it; hidden, unknown and of another section are the same. Logs the read."""
    opened, actor = node.current(), actor_of(request)
    reason = reasons.stated(request, record)
    view = reading.record(opened, actor, record, purpose=reason.text, purpose_code=reason.code)
    reasons.remember(request, record, reason)
    if view["record"]["procedure"] != section.procedure:
        raise NotFoundError(record=record)
    view["stated_purpose"] = reason.text
    return view


@for_officers
@require_safe
def record(request: HttpRequest, section: Section, office: str, kind: str, uuid: UUID) -> HttpResponse:
    """Where a record stands, what comes next and why not, and everything that was done."""
    opened, actor = node.current(), actor_of(request)
    view = read(request, section, f"{office}/{kind}/{uuid}")
    context = record_context(opened, actor, section, view, language_of(request))
    taken = request.GET.get("entry", "")
    context["just_done"] = next(
        (row for row in context["history"]
         if str(row["seq"]) == taken and row["outcome"] == "done" and row["actor"] == actor.id),
        None,
    )  # fmt: skip
    return page(request, "record.html", context)
