"""The bytes of files inside a message. Outbox and entry hold the words; the bytes join them when it is sealed.

The content hash is over both, so what is sealed later is exactly what was decided: ``{"type", "id", "body", "files"}``
with ``files`` from SHA-256 to base64, present only where the body names a file.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from comity.app import attachments
from comity.app.node import Node
from comity.domain.attachment import is_ref, media_type_of, refs_in
from comity.kit.canonical import canonical_bytes, read_json, sha256_hex

_SIGN = b'"sha256"'


def enclose(node: Node, words: bytes, *, record: str) -> bytes:
    """The whole content of an outgoing message from its words. Raises BlobError when a file is not there any more."""
    if _SIGN not in words:
        return words
    content = read_json(words)
    wanted = sorted({str(ref["sha256"]) for ref in refs_in(content["body"])})
    if not wanted:
        return words
    files = {digest: base64.b64encode(attachments.content(node, record, digest)).decode() for digest in wanted}
    return canonical_bytes({**content, "files": files})


def disclose(content: Mapping[str, Any]) -> dict[str, bytes] | None:
    """The files of a received content by their hash; None when they are not exactly the ones its body names.

    Each must be the file it is said to be: same hash, same length, a clean name, and what its first bytes look like.
    """
    refs = list(refs_in(content.get("body")))
    carried = content.get("files", {})
    if not isinstance(carried, Mapping) or (not refs and "files" in content):
        return None
    if not all(is_ref(ref) for ref in refs) or set(carried) != {ref["sha256"] for ref in refs}:
        return None
    found: dict[str, bytes] = {}
    for ref in refs:
        data = _bytes_of(carried[ref["sha256"]])
        if data is None or len(data) != ref["size"] or sha256_hex(data) != ref["sha256"]:
            return None
        if media_type_of(data) != ref["media_type"]:
            return None
        found[ref["sha256"]] = data
    return found


def take_in(node: Node, partner: str, body: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Keep what came with a message, encrypted and durable, before the command that names it passes the door."""
    names = {ref["sha256"]: str(ref["name"]) for ref in refs_in(body)}
    for digest, data in files.items():
        attachments.hand_in(node, partner, name=names[digest], data=data)


def _bytes_of(text: Any) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else None
    except (binascii.Error, ValueError):
        return None


def let_go(node: Node, partner: str) -> None:
    """What came with a message and was named by no entry is kept no longer."""
    attachments.drop(node, partner)
