"""The public door: a complaint by anybody, without sign-in and without scripts, and its state by the receipt code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from comity.app import door, node, public_door
from comity.kit.errors import ComityError
from comity.web.access import anyone, language_of
from comity.web.views.pages import faults_of, page, sentence_of
from comity.web.words import say

TEXTS = {"summary": 8000, "about_whom": 500, "about_record": 200, "author_name": 200, "author_contact": 400}
TICKS = ("fears_reprisal", "danger_now", "may_share")
LABELS = {"summary": "complain.story"}
ACTIONS = {"add": "cm.add_words", "review": "cm.ask_review", "withdraw": "cm.withdraw", "consent": "cm.set_consent"}
LONGEST_CODE = 60


@anyone
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """The form, and after it the code that is shown once."""
    opened, language = node.current(), language_of(request)
    context: dict[str, Any] = {"languages_offered": opened.pack.languages, "typed": {"language": language}}
    if request.method != "POST":
        return page(request, "complain.html", context)
    typed = _typed(request)
    try:
        code = public_door.hand_in(opened, typed)
    except (door.FormError, public_door.TooManyError) as error:
        said = {**context, "typed": typed, "errors": _errors(error, language)}
        return page(request, "complain.html", said, status=422 if isinstance(error, door.FormError) else 429)
    return page(request, "complain_done.html", {"code": code}, status=201)


@anyone
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def complain_state(request: HttpRequest) -> HttpResponse:
    """Where a complaint stands, for whoever holds its code, and the author's own steps."""
    opened, language = node.current(), language_of(request)
    if request.method != "POST":
        return page(request, "complain_state.html", {})
    code, action = request.POST.get("code", "")[:LONGEST_CODE], request.POST.get("action", "")
    context: dict[str, Any] = {"code": code}
    status = 200
    try:
        if action in ACTIONS:
            outcome = public_door.act(opened, code, ACTIONS[action], _form(request, action))
            context["taken"], status = outcome.done, 200 if outcome.done else 409
        context["found"] = public_door.told(public_door.by_code(opened, code))
    except door.FormError as error:
        context |= {"error": _sentence(error, language), "found": public_door.told(public_door.by_code(opened, code))}
        status = 422
    except public_door.TooManyError as error:
        context["error"], status = sentence_of(error, language), 429
    except public_door.NoSuchCodeError as error:
        context["error"], status = sentence_of(error, language), 404
    return page(request, "complain_state.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was filled in, each text at its own length; more than that is a fault of the form."""
    texts = {name: request.POST.get(name, "")[: limit + 1] for name, limit in TEXTS.items()}
    ticks = {name: request.POST.get(name) == "yes" for name in TICKS}
    return {**texts, **ticks, "language": request.POST.get("language", "")[:12]}


def _form(request: HttpRequest, action: str) -> dict[str, Any]:
    if action == "consent":
        return {"may_share": request.POST.get("may_share") == "yes"}
    words = request.POST.get("words", "")[: TEXTS["summary"] + 1]
    return {"reasons": words[:4001]} if action == "withdraw" else {"words": words}


def _errors(error: ComityError, language: str) -> list[dict[str, str]]:
    """Each fault with the field it stands at, by the words of this page."""
    if not isinstance(error, door.FormError):
        return [{"to": "", "text": sentence_of(error, language)}]
    return [
        {"to": path if path in TEXTS else "",
         "text": f"{say(LABELS.get(path, f'complain.{path}'), language)}: {say(f'fault.{reason}', language)}"}
        for path, reason in dict.fromkeys(faults_of(error))
    ]  # fmt: skip


def _sentence(error: ComityError, language: str) -> str:
    if not isinstance(error, door.FormError):
        return sentence_of(error, language)
    reasons = list(dict.fromkeys(reason for _, reason in faults_of(error)))
    return " ".join(say(f"fault.{reason}", language) for reason in reasons)
