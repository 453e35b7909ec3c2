"""Signing in and out, and the language of the pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from comity.app import officers
from comity.web.access import anyone, language_of
from comity.web.language import remember, switch
from comity.web.middleware import SESSION_KEY
from comity.web.views.pages import page, sentence_of


@anyone
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a password; the answer never tells which of them was wrong."""
    to = _inside(request, request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST":
        return page(request, "sign_in.html", {"next": to, "is_out": "out" in request.GET})
    username = request.POST.get("username", "").strip()[:60]
    try:
        actor = officers.sign_in(username, request.POST.get("password", "")[:1000])
    except officers.SignInError as error:
        status = 429 if error.code == "officers.too_many_tries" else 422
        said = {"error": sentence_of(error, language_of(request)), "username": username, "next": to}
        return page(request, "sign_in.html", said, status=status)
    request.session.flush()
    request.session[SESSION_KEY] = actor.id
    response = HttpResponseRedirect(to, status=303)
    remember(response, actor.language, secure=settings.SESSION_COOKIE_SECURE)
    return response


@anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and on the server."""
    request.session.flush()
    return HttpResponseRedirect("/sign-in?out", status=303)


@anyone
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now, and come back to the page one was on."""
    wanted = request.POST.get("language", "")
    response = HttpResponseRedirect(_inside(request, request.POST.get("next") or "/"), status=303)
    if switch(request, wanted):
        remember(response, wanted, secure=settings.SESSION_COOKIE_SECURE)
    return response


def _inside(request: HttpRequest, to: str) -> str:
    """An address on this site; anything else leads to the first page."""
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts=None, require_https=request.is_secure())
    return to if safe and to.startswith("/") else "/"
