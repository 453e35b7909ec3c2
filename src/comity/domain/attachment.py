"""A file that a record names: a cleaned name, what it seems to be, its size, and the hash that says which file it is.

Name and media type come from outside and are never trusted: the name is cleaned, the type is read from the first bytes
and only ever shown. What a file is, is its SHA-256.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

MEMBERS: Final = frozenset({"name", "media_type", "size", "sha256"})
FILE_LIMIT: Final = 16 * 1024 * 1024
"""The largest file a node keeps; a larger one stays on its medium and is named by its hash."""
COUNT_LIMIT: Final = 20
"""So many files in one field."""
MESSAGE_LIMIT: Final = 2_900_000
"""So many bytes of files cross in one message: base64 and the words beside them must fit the largest size class."""
NAME_LIMIT: Final = 120
HEAD: Final = 4096
"""So much of a file is looked at to say what it seems to be."""
UNKNOWN_TYPE: Final = "application/octet-stream"

Ref = dict[str, Any]
"""``{"name", "media_type", "size", "sha256"}``: what forms, states and messages hold of a file, the same at both nodes."""

_HASH = re.compile(r"[0-9a-f]{64}")
_UNSAFE = re.compile(r'[<>:"|?*\\/]')
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"PK\x03\x04", "application/zip"),
    (b"OggS", "application/ogg"),
)


def clean_name(name: str) -> str:
    """A name that is safe to show and to offer: no folders, no control or direction marks, not hidden, not endless."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    kept = _UNSAFE.sub("_", " ".join(kept.split())).strip(". ")
    if len(kept) > NAME_LIMIT:
        stem, dot, ending = kept.rpartition(".")
        ending = dot + ending if dot and len(ending) <= 10 else ""
        kept = (stem if ending else kept)[: NAME_LIMIT - len(ending)].rstrip(". ") + ending
    return kept or "file"


def media_type_of(data: bytes) -> str:
    """What the first bytes look like; shown, never acted on."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[4:8] == b"ftyp":
        return "video/mp4"
    if data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI "):
        return "audio/wav" if data[8:12] == b"WAVE" else "video/x-msvideo"
    return "text/plain" if _is_text(data[:HEAD]) else UNKNOWN_TYPE


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < HEAD - 3:  # only a letter cut in two at the end of a long head is no fault
            return False
        text = head[: error.start].decode("utf-8")
    return bool(text) and not any(ord(char) < 32 and char not in "\t\r\n\f" for char in text)


def is_hash(value: Any) -> bool:
    """Whether this is a SHA-256 as 64 lower-case hexadecimal digits."""
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def is_ref(value: Any) -> bool:
    """Whether this is the mention of a file, well formed and with a clean name."""
    if not isinstance(value, Mapping) or set(value) != MEMBERS:
        return False
    name, kind, size = value["name"], value["media_type"], value["size"]
    named = isinstance(name, str) and name == clean_name(name)
    typed = isinstance(kind, str) and re.fullmatch(r"[a-z0-9.+/-]{3,60}", kind) is not None
    sized = type(size) is int and 0 < size <= FILE_LIMIT
    return named and typed and sized and is_hash(value["sha256"])


def refs_in(value: Any) -> Iterator[Ref]:
    """Every mention of a file in a form, a state or a message, in order."""
    if isinstance(value, Mapping):
        if set(value) == MEMBERS:
            yield dict(value)
            return
        for key in value:
            yield from refs_in(value[key])
    elif isinstance(value, list | tuple):
        for item in value:
            yield from refs_in(item)
