"""Pages that say what happened, that nothing was half-done, and what one can do."""

from django.http import HttpRequest, HttpResponse

from comity.app.node import current
from comity.app.purposes import PurposeError
from comity.kit.errors import ComityError
from comity.web.access import anyone, language_of
from comity.web.naming import code_name
from comity.web.views.pages import page, sentence_of
from comity.web.words import say

STATUS = {
    "door.not_found": 404,
    "procedures.unknown": 404,
    "kit.id_format": 404,
    "door.form": 422,
    "app.node_closed": 503,
}


def error_page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The one error page."""
    return page(request, "error.html", {"status": status, "sentence": sentence}, status=status)


def of_error(request: HttpRequest, error: ComityError) -> HttpResponse:
    """An error of the rooms below as a page. What is hidden and what is not there read the same."""
    if isinstance(error, PurposeError):
        return ask_purpose(request, error)
    status = STATUS.get(error.code, 409)
    if status == 404:
        return not_found(request)
    return error_page(request, status, sentence_of(error, language_of(request)))


def ask_purpose(request: HttpRequest, error: PurposeError) -> HttpResponse:
    """Why is this record read? Asked of an officer who may see it; a purpose that is not allowed is refused here."""
    language, is_refused = language_of(request), error.data["reason"] == "other"
    choices = [{"code": code, "label": code_name(current(), "purpose_code", code, language)} for code in error.choices]
    return page(request, "purpose.html", {"reason": error.data["reason"], "choices": choices},
                status=403 if is_refused else 200)  # fmt: skip


@anyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing you may see: the same bytes."""
    return error_page(request, 404, say("error.door.not_found", language_of(request)))


@anyone
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page nobody declared, or that a role does not open."""
    return error_page(request, 403, say("error.web.forbidden", language_of(request)))


@anyone
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The browser sent something unreadable or too large."""
    return error_page(request, 400, say("error.web.bad_request", language_of(request)))


@anyone
def failed(request: HttpRequest) -> HttpResponse:
    """A fault of the node; the transaction it happened in left nothing behind."""
    return error_page(request, 500, say("error.web.failed", language_of(request)))


@anyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our page, or from one that is too old."""
    return error_page(request, 403, say("error.web.csrf", language_of(request)))
