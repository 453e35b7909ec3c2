"""Which language a page speaks: the officer's own, else the cookie of this browser, else what the browser asks for."""

from django.http import HttpRequest, HttpResponse

from comity.app import officers
from comity.domain.command import Actor
from comity.web.words import LANGUAGES

COOKIE = "comity_language"
_YEAR_SECONDS = 365 * 24 * 3600


def choose_language(request: HttpRequest, officer: Actor | None) -> str:
    """One of the three languages, never anything else."""
    if officer is not None and officer.language in LANGUAGES:
        return officer.language
    wanted = request.COOKIES.get(COOKIE, "")
    return wanted if wanted in LANGUAGES else _accepted(request.headers.get("Accept-Language", ""))


def switch(request: HttpRequest, language: str) -> bool:
    """Speak this language from now, also on the page being made; False where it is none of ours."""
    if language not in LANGUAGES:
        return False
    actor: Actor | None = getattr(request, "officer", None)
    if actor is not None:
        officers.choose_language(actor, language)
    request.language = language  # type: ignore[attr-defined]  # what the middleware set before
    return True


def remember(response: HttpResponse, language: str, *, secure: bool) -> None:
    """Keep the language in this browser, so that the sign-in page speaks it too."""
    response.set_cookie(COOKIE, language, max_age=_YEAR_SECONDS, httponly=True, samesite="Strict", secure=secure)


def _accepted(header: str) -> str:
    """The first language of the header that we speak; its order is taken as the reader's."""
    for part in header[:200].split(","):
        tag = part.partition(";")[0].strip().lower()
        if tag.startswith("km"):
            return "km"
        if tag.startswith("zh"):
            return "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return "en"
