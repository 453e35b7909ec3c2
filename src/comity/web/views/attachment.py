"""A file of a record leaves for an officer's machine: always as a download, never as something the browser runs."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from comity.app import attachments, node
from comity.domain.attachment import UNKNOWN_TYPE
from comity.web import reasons
from comity.web.access import actor_of, for_officers

POLICY = "default-src 'none'; sandbox"


@for_officers
@require_safe
def download(request: HttpRequest, office: str, kind: str, uuid: UUID, sha256: str) -> HttpResponse:
    """The file, for an officer who may see its record; the read is logged with its purpose."""
    record = f"{office}/{kind}/{uuid}"
    reason = reasons.stated(request, record)
    found = attachments.download(node.current(), actor_of(request), record, sha256, purpose=reason.text,
                                 purpose_code=reason.code)  # fmt: skip
    response = HttpResponse(found.data, content_type=UNKNOWN_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, str(found.ref["name"]))
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
