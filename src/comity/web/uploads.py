"""Files that come with a form: kept in memory under a limit, handed in encrypted, and named by a token from then on.

A page in between, a second try or another language keep the token, never the file.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict

from comity.app import attachments
from comity.app.node import Node
from comity.domain.attachment import COUNT_LIMIT, FILE_LIMIT, Ref, is_hash
from comity.domain.command import Actor

TOGETHER_LIMIT = 4 * FILE_LIMIT
"""So many bytes one form may bring."""
Faults = list[tuple[str, str]]
_REASONS = {"empty": "file_empty", "too_large": "file_too_large", "too_many": "file_too_many"}


class MemoryOnly(FileUploadHandler):
    """Nothing of a file is ever written in the clear. What goes over a limit is dropped, and the request says so."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.faults: Faults = []
        self.total = 0
        self._held = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin one file."""
        super().new_file(*args, **kwargs)
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take some bytes, or give the file up."""
        self.total += len(raw_data)
        over = start + len(raw_data) > FILE_LIMIT
        if over or self.total > TOGETHER_LIMIT:
            self.faults.append((str(self.field_name), "file_too_large" if over else "file_too_many"))
            raise SkipFile
        self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The whole file, in memory."""
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, str(self.file_name), str(self.content_type), file_size, self.charset
        )


def take(
    request: HttpRequest, actor: Actor, node: Node, fields: Sequence[Mapping[str, Any]]
) -> tuple[QueryDict, Faults]:
    """Hand in what came with a form: the form with a token in the place of each file, and what could not be taken."""
    came = request.FILES  # reading it reads the request, and only then the faults are known
    faults = [fault for row in request.upload_handlers if isinstance(row, MemoryOnly) for fault in row.faults]
    if not came:
        return request.POST, faults
    posted = request.POST.copy()
    for path, files in came.lists():
        if not _is_files(fields, str(path)):
            continue
        for given in files[:COUNT_LIMIT]:
            try:
                token = attachments.hand_in(node, actor.id, name=str(given.name), data=given.read())
            except attachments.AttachmentError as error:
                faults.append((str(path), _REASONS[str(error.data["reason"])]))
            else:
                posted.appendlist(str(path), token)
    return posted, faults


def known(node: Node, actor: Actor, record: str, typed: Any) -> dict[str, Ref]:
    """What the tokens of a form stand for, as far as this officer may know."""
    if isinstance(typed, Mapping):
        if "sha256" in typed and "media_type" in typed:
            return {str(typed["sha256"]): dict(typed)}
        parts: Sequence[Any] = list(typed.values())
    else:
        parts = typed if isinstance(typed, list | tuple) else []
    found: dict[str, Ref] = {}
    for part in parts:
        if is_hash(part):
            ref = attachments.waiting_ref(node, actor, record, part)
            found.update({part: ref} if ref else {})
        elif isinstance(part, Mapping | list | tuple):
            found.update(known(node, actor, record, part))
    return found


def _is_files(fields: Sequence[Mapping[str, Any]], path: str) -> bool:
    """Whether a path such as ``clips.0.clip`` leads to a field that takes files."""
    head, _, rest = path.partition(".")
    field = next((row for row in fields if row["name"] == head), None)
    if field is None:
        return False
    if not rest:
        return bool(field["kind"] == "files")
    number, _, inner = rest.partition(".")
    return number.isdigit() and bool(inner) and _is_files(field["fields"], inner)
