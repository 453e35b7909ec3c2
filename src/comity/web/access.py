"""Who may open a page. Every view says so; one that does not is closed to everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from comity.domain.command import Actor

View = Callable[..., HttpResponse]
V = TypeVar("V", bound=View)

ANYONE, OFFICERS = "anyone", "officers"


class OfficeRequest(HttpRequest):
    """A request as views see it: with the officer (None before sign-in) and the language of the page."""

    officer: Actor | None
    language: str


def anyone(view: V) -> V:
    """This page needs no sign-in."""
    return _declare(view, ANYONE)


def for_officers(view: V) -> V:
    """This page needs a signed-in officer; the rooms below decide what the officer sees on it."""
    return _declare(view, OFFICERS)


def access_of(view: Any) -> str:
    """What a view declared, or "" when it declared nothing."""
    return str(getattr(view, "comity_access", ""))


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in officer of a page for officers."""
    officer: Actor | None = getattr(request, "officer", None)
    if officer is None:
        raise PermissionError("no officer")
    return officer


def language_of(request: HttpRequest) -> str:
    """The language of the page."""
    return str(getattr(request, "language", "en"))


def _declare(view: V, access: str) -> V:
    view.comity_access = access  # type: ignore[attr-defined]  # functions carry attributes
    return view
