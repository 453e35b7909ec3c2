"""The session becomes an officer, and nobody comes past a page that has not said who may open it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from comity.app import officers
from comity.domain.command import Actor
from comity.kit.errors import ComityError
from comity.web.access import ANYONE, OFFICERS, access_of
from comity.web.language import choose_language

SESSION_KEY = "officer"


class OfficerMiddleware:
    """Sets ``request.officer`` and ``request.language``; closes every view by default."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say who asks and in which language, then let the page answer; nothing is kept by the browser's cache."""
        request.officer = officer_of(request)  # type: ignore[attr-defined]  # what OfficeRequest declares
        request.language = choose_language(request, request.officer)  # type: ignore[attr-defined]
        response = self.answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Content-Language", request.language)  # type: ignore[attr-defined]
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let an officer in, send others to the sign-in page, refuse what declares nothing."""
        from comity.web.views.errors import forbidden

        access = access_of(view)
        if access == ANYONE:
            return None
        if access != OFFICERS:
            return forbidden(request)
        if getattr(request, "officer", None) is None:
            return to_sign_in(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """An error of the rooms below becomes a page; anything else is a fault of ours and is logged as one."""
        from comity.web.views.errors import of_error

        return of_error(request, error) if isinstance(error, ComityError) else None


def officer_of(request: HttpRequest) -> Actor | None:
    """The officer of this session with the roles held now; a session of somebody who left is ended."""
    record = request.session.get(SESSION_KEY)
    if not record:
        return None
    try:
        return officers.actor(str(record))
    except officers.SignInError:
        request.session.flush()
        return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a sign-in and come back to a page that was only being read."""
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" and request.path != "/" else ""
    return HttpResponseRedirect(f"/sign-in?{query}" if query else "/sign-in")
