"""Taking a step: its form, the check before something leaves, and what the door said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.decorators.http import require_http_methods

from comity.app import door, explain, node, offering, prefill, reading
from comity.domain.command import Command, Outcome
from comity.kit.ids import RecordId
from comity.web import choosing, uploads
from comity.web.access import actor_of, for_officers, language_of
from comity.web.controls import group_faults
from comity.web.gates import gate_views, stop_views
from comity.web.language import remember, switch
from comity.web.posted import add_row, drop_file, read_form, remove_row
from comity.web.sections import Section
from comity.web.step_page import JUDGING, check_context, new_context, step_context
from comity.web.views.pages import faults_of, page
from comity.web.views.record import read

Faults = list[tuple[str, str]]


@dataclass
class Attempt:
    """One officer at one step: which record (None for a new one), what was typed, what the door takes of it."""

    request: HttpRequest
    section: Section
    command: str
    record: str | None
    posted: QueryDict = field(default_factory=QueryDict)
    """What the browser sent, with a token in the place of each file."""
    typed: dict[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> dict[str, Any]:
        """What goes to the door."""
        return choosing.chosen(self.command, self.typed)

    def as_command(self) -> Command:
        """The wish as the door takes it."""
        record = RecordId(self.record) if self.record else None
        return Command(name=self.command, actor=actor_of(self.request), record=record, form=self.form)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, section: Section, office: str, kind: str, uuid: UUID, command: str) -> HttpResponse:
    """A step of a record."""
    return _answer(Attempt(request, section, command, f"{office}/{kind}/{uuid}"))


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, section: Section) -> HttpResponse:
    """The step that makes a new record of a section."""
    return _answer(Attempt(request, section, section.draft, None))


def _answer(attempt: Attempt) -> HttpResponse:
    fields = choosing.page_fields(attempt.command, offering.form_of(node.current(), attempt.command))
    if attempt.request.method != "POST":
        return _form(attempt)
    attempt.posted, faults = uploads.take(attempt.request, actor_of(attempt.request), node.current(), fields)
    attempt.typed = read_form(fields, attempt.posted)
    if faults:
        return _form(attempt, is_typed=True, faults=faults)
    action, _, place = attempt.request.POST.get("action", "take").partition(":")
    match action:
        case "add":
            add_row(attempt.typed, place)
        case "remove":
            remove_row(attempt.typed, place)
        case "drop":
            drop_file(attempt.typed, place)
        case "speak":
            return _speak(attempt, place)
        case "check":
            return _check(attempt)
        case "take":
            return _take(attempt)
    return _form(attempt, is_typed=True)


def _form(attempt: Attempt, *, is_typed: bool = False, faults: Faults | None = None) -> HttpResponse:
    """The page of the step; with faults it says so and keeps what was typed."""
    opened, actor, language = node.current(), actor_of(attempt.request), language_of(attempt.request)
    grouped = group_faults(choosing.placed(attempt.command, attempt.typed, faults or []))
    if attempt.record is None:
        typed = attempt.typed if is_typed else prefill.begun(actor, attempt.command, attempt.request.GET.dict())
        context = new_context(opened, actor, attempt.section, typed, faults=grouped, language=language)
    else:
        view = read(attempt.request, attempt.section, attempt.record)
        typed = (
            attempt.typed
            if is_typed
            else choosing.begun(attempt.command, prefill.prefill(opened, view["record"], attempt.command))
        )
        context = step_context(
            opened, actor, attempt.section, view, attempt.command, typed=typed, faults=grouped, language=language
        )
    context["keeps_words"] = context["template"] != JUDGING
    return page(attempt.request, context["template"], context, status=422 if faults else 200)


def _speak(attempt: Attempt, language: str) -> HttpResponse:
    """The same form in another language, with everything that was typed."""
    kept = switch(attempt.request, language)
    answer = _form(attempt, is_typed=True)
    if kept:
        remember(answer, language, secure=settings.SESSION_COOKIE_SECURE)
    return answer


def _check(attempt: Attempt) -> HttpResponse:
    """Exactly what the partner would receive, before anything is taken."""
    opened, actor, language = node.current(), actor_of(attempt.request), language_of(attempt.request)
    if attempt.record is None:
        return _take(attempt)
    try:
        found = reading.check(opened, actor, attempt.record, attempt.command, attempt.form)
    except door.FormError as error:
        return _form(attempt, is_typed=True, faults=faults_of(error))
    if found["sends"] is None and not found["gates"]:
        return _take(attempt)
    view = read(attempt.request, attempt.section, attempt.record)
    context = check_context(opened, attempt.section, view, attempt.command, found, language=language)
    return page(attempt.request, "check.html", {**context, "hidden": hidden(attempt.posted), "keeps_words": True})


def _take(attempt: Attempt) -> HttpResponse:
    """Through the door."""
    try:
        outcome = door.submit(node.current(), attempt.as_command())
    except door.FormError as error:
        return _form(attempt, is_typed=True, faults=faults_of(error))
    if not outcome.done:
        return _stopped(attempt, outcome)
    query = {"entry": str(outcome.seq)}
    if attempt.request.POST.get("purpose"):
        query["purpose"] = attempt.request.POST["purpose"][:200]
    return HttpResponseRedirect(f"{attempt.section.record_url(outcome.record)}?{urlencode(query)}", status=303)


def _stopped(attempt: Attempt, outcome: Outcome) -> HttpResponse:
    """What stopped it, that nothing changed, what was kept and what one can do."""
    opened, language = node.current(), language_of(attempt.request)
    stops: list[Mapping[str, Any]] = [
        {"kind": stop.kind, "code": stop.code, "data": dict(stop.data)} for stop in outcome.stops
    ]
    status = 403 if any(stop["code"] == "role_missing" for stop in stops) else 409
    return page(attempt.request, "stopped.html", {
        "section": attempt.section,
        "command": attempt.command,
        "url": attempt.section.record_url(attempt.record) if attempt.record else attempt.section.url,
        "again": attempt.request.path,
        "is_new": attempt.record is None,
        "state": outcome.state,
        "seq": outcome.seq,
        "stops": stop_views(stops, language),
        "gates": gate_views(explain.of_outcome(opened, outcome), language, command=attempt.command),
        "hidden": hidden(attempt.posted),
        "keeps_words": True,
    }, status=status)  # fmt: skip


def hidden(posted: QueryDict) -> list[tuple[str, str]]:
    """What was posted, to be posted again from a page in between."""
    left_out = ("csrfmiddlewaretoken", "action")
    return [(name, value) for name, values in posted.lists() if name not in left_out for value in values]
