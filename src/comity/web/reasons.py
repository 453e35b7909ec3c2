"""Why an officer reads a record: asked once a day for each record, kept in the session, written beside every reading."""

from typing import Any

from django.http import HttpRequest

from comity.app.purposes import Reason
from comity.kit import clock

KEY = "reasons"
LIMIT = 200


def stated(request: HttpRequest, record: str) -> Reason:
    """The reason that comes with this page, else the one given today for this record; empty where there is none."""
    given = request.POST if request.method == "POST" else request.GET
    text, code = given.get("purpose", "").strip()[:LIMIT], given.get("purpose_code", "").strip()[:60]
    earlier = all_stated(request).get(record, Reason("", ""))
    if not text and not code:
        return earlier
    return Reason(code, text or earlier.text)


def remember(request: HttpRequest, record: str, reason: Reason) -> None:
    """Keep what was accepted for the rest of the day."""
    if reason.text:
        kept: dict[str, Any] = request.session.get(KEY) or {}
        rows = kept.get("rows", {}) if kept.get("day") == _today() else {}
        request.session[KEY] = {"day": _today(), "rows": {**rows, record: [reason.code, reason.text]}}


def all_stated(request: HttpRequest) -> dict[str, Reason]:
    """The reasons given today, by record."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    if kept.get("day") != _today():
        return {}
    return {record: Reason(*pair) for record, pair in kept["rows"].items()}


def _today() -> str:
    return clock.now().date().isoformat()
