"""Data protection: the public notice, the register of processing, the log that was handed to a supervisor."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comity.app import handing_over, node, processing
from comity.web.access import actor_of, anyone, for_officers, language_of
from comity.web.naming import code_name
from comity.web.views.pages import page

TEXTS = {"en": "notice_en", "km": "notice_km", "zh-Hans": "notice_zh"}


@anyone
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What everybody may know of this office's processing (LED art. 13); no sign-in, no trace of who asks."""
    found = processing.notice()
    text = found[TEXTS[language_of(request)]] if found else ""
    return page(request, "notice.html", {"notice": found, "text": text})


@for_officers
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of processing and recipients, made from the records as they are now (LED art. 24)."""
    opened, language = node.current(), language_of(request)
    found = processing.register(opened)
    for row in found["activities"]:
        row["purposes"] = [code_name(opened, "purpose_code", code, language) for code in row["purposes"]]
        row["roles"] = [code_name(opened, "role", code, language) for code in row["roles"]]
    return page(request, "register_of_processing.html", found)


@for_officers
@require_safe
def log_file(request: HttpRequest, office: str, kind: str, uuid: UUID) -> HttpResponse:
    """The file of a hand-over, for who may see its record."""
    record = f"{office}/{kind}/{uuid}"
    data = handing_over.content(node.current(), actor_of(request), record)
    answer = HttpResponse(data, content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="readings.jsonl"'
    return answer
