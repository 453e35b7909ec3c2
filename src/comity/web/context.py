"""What every page shows around its content: the office, the officer, the languages, where one is."""

from typing import Any

from django.http import HttpRequest

from comity.app import node, officers
from comity.web.access import language_of
from comity.web.words import LANGUAGE_NAMES, in_language, is_reviewed

NAVIGATION = ("today", "requests", "offers", "cases", "work", "registers", "partners", "law")


def page(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page; works before sign-in and while the node is closed."""
    language = language_of(request)
    actor = getattr(request, "officer", None)
    return {
        "language": language,
        "languages": LANGUAGE_NAMES,
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "officer": actor,
        "officer_name": officers.name_of(actor.id) if actor else "",
        "navigation": navigation(request.path),
        "is_reviewed": is_reviewed(language),
        **office(language),
    }


def office(language: str) -> dict[str, Any]:
    """The office's name, its zone and whether it trains; blank while the node is closed."""
    try:
        opened = node.current()
    except node.NodeClosedError:
        return {"office": "", "office_name": "Comity", "is_training": False, "zone": "UTC"}
    state = opened.pack.states.get(opened.file.state)
    return {
        "office": opened.office,
        "office_name": in_language(node.names_of(opened), language, otherwise=opened.office),
        "is_training": opened.file.training,
        "zone": state.zone if state else "UTC",
    }


def navigation(path: str) -> list[dict[str, Any]]:
    """The pages of the header and which one is open."""
    return [
        {
            "word": f"nav.{name}",
            "url": "/" if name == "today" else f"/{name}",
            "is_here": path == "/" if name == "today" else path == f"/{name}" or path.startswith(f"/{name}/"),
        }
        for name in NAVIGATION
    ]
