"""What makes the office's work lawful: partners, agreements, registers. Shown here, changed with the command line."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app import listing, node, officers, reading, watching
from comity.app.node import Node
from comity.app.pairing import own_identity
from comity.protocol.identity import fingerprint
from comity.web.access import actor_of, for_officers, language_of
from comity.web.naming import office_name
from comity.web.sections import TONES
from comity.web.views.pages import page
from comity.web.words import in_language

View = dict[str, Any]


@for_officers
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """The registers of this office and every import of each."""
    rows = listing.records_of(node.current(), actor_of(request), "register")
    progress = watching.progress(actor_of(request))
    return page(
        request, "registers.html", {"rows": [_register(row, progress.get(row["name"], (0, 0))) for row in rows]}
    )


@for_officers
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Partners with their fingerprints, agreements with their terms, and how each link stands."""
    opened, actor, language = node.current(), actor_of(request), language_of(request)
    links = {row["partner"]: row for row in reading.link_state(opened)}
    identity = own_identity(opened.home)
    return page(request, "partners.html", {
        "own": {"office": opened.office, "fingerprint": fingerprint(identity), "state": opened.file.state},
        "partners": [
            {**_stage(row), "name": in_language(row["names"], language), "link": links.get(row["office"])}
            for row in listing.records_of(opened, actor, "partner")
        ],
        "agreements": [
            _agreement(opened, row, language) for row in listing.records_of(opened, actor, "agreement")
        ],
    })  # fmt: skip


def _register(row: Mapping[str, Any], progress: tuple[int, int]) -> View:
    importer = officers.name_of(row["actors"].get("register.import", ""))
    return {**_stage(row), "importer": importer, "watched": progress[0], "searches": progress[1]}


def _agreement(opened: Node, row: Mapping[str, Any], language: str) -> View:
    return {
        **_stage(row),
        "partner_name": office_name(opened, row["partner"], language),
        "signers": [office_name(opened, office, language) for office in row["signed_by"]],
    }


def _stage(row: Mapping[str, Any]) -> View:
    return {**row, "tone": TONES.get(row["state"], "quiet")}
