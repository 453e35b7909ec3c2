"""How good the proposals were: what people made of candidates, counted. For reading; nothing acts on it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app.quality import report
from comity.screening.quality import band_name
from comity.web.access import actor_of, for_officers, language_of
from comity.web.views.pages import page
from comity.web.words import say, say_first

View = dict[str, Any]
CHOICES = ("version", "register", "scripts")


@for_officers
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Counts over the records this officer may see; an unknown choice is no choice."""
    language = language_of(request)
    known = report(actor_of(request))["choices"]
    wanted = {name: request.GET.get(name, "") for name in CHOICES if request.GET.get(name, "") in known[name]}
    found = report(actor_of(request), **wanted)
    return page(request, "quality.html", {
        "version": found["version"],
        "total": _line(found["total"], ""),
        "tables": [
            {"id": "bands", "title": "quality.by_score", "head": "quality.score",
             "rows": [_line(row, band_name(row["name"])) for row in found["bands"]]},
            {"id": "by-register", "title": "quality.by_register", "head": "quality.register",
             "rows": [_line(row, row["name"]) for row in found["registers"]]},
            {"id": "by-scripts", "title": "quality.by_scripts", "head": "quality.scripts",
             "rows": [_line(row, scripts_name(row["name"], language)) for row in found["scripts"]]},
            {"id": "by-version", "title": "quality.by_version", "head": "quality.version",
             "rows": [_line(row, row["name"] or say("quality.unknown", language)) for row in found["versions"]]},
        ],
        "choices": {
            "version": [(name, name) for name in known["version"]],
            "register": [(name, name) for name in known["register"]],
            "scripts": [(name, scripts_name(name, language)) for name in known["scripts"]],
        },
        "chosen": {**dict.fromkeys(CHOICES, ""), "version": found["version"], **wanted},
    })  # fmt: skip


def scripts_name(pair: str, language: str) -> str:
    """``Latin – Chinese``; what was compared without names says so."""
    if not pair:
        return say("quality.no_names", language)
    return " – ".join(say_first((f"script.{code}",), language, otherwise=code) for code in pair.split("-"))


def _line(row: Mapping[str, Any], name: str) -> View:
    return {
        **row,
        "name": name,
        "share": percent(row["precision"]) if row["decided"] else "",
        "from": percent(row["low"]),
        "to": percent(row["high"]),
    }


def percent(thousandths: int) -> str:
    """Thousandths as ``87.5 %``, with a space that does not break."""
    return f"{thousandths // 10}.{thousandths % 10}\N{NO-BREAK SPACE}%"
