"""One message between two offices: a clear header under one Ed25519 signature, and content sealed to the receiver.

The header commits to the content by a salted hash, so both sides can prove later what was sent, and nobody who
holds only the header can test guesses. The same bytes travel over HTTPS or on a stick; nothing here needs the
connection to be trusted. Wire: ``{"header": base64, "signature": base64, "sealed": base64}``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import CanonicalError, canonical_bytes, sha256_hex
from comity.kit.ids import parse_wire_id
from comity.protocol.errors import (
    ContentHashError,
    ForeignError,
    MalformedError,
    NotForUsError,
    SealedHashError,
    TooLargeError,
)
from comity.protocol.identity import Identity
from comity.protocol.keys import verify_bytes
from comity.protocol.reading import HASH, Fields, encode64, read_fields
from comity.protocol.sealing import SealingKey, seal_to

VERSION = 1
LANES = ("urgent", "normal", "bulk")
SIZE_CLASSES = tuple(1024 * 4**step for step in range(7))
"""1, 4, 16, 64, 256 KiB, 1, 4 MiB: the sealed plaintext has exactly one of these lengths."""

LIMIT_HEADER = 8 * 1024
LIMIT_SEALED = SIZE_CLASSES[-1] + 2048
LIMIT_CHECKPOINT = 4096
LIMIT_WIRE = (LIMIT_SEALED + LIMIT_HEADER) * 4 // 3 + 1024
SALT_BYTES = 32
_CONTEXT = b"comity/envelope/v1\n"
_CONTENT = b"comity/content/v1\n"
_SEAL = b"comity/seal/v1\n"
_CLASS = re.compile(r"[a-z][a-z_.]{0,39}")


@dataclass(frozen=True, slots=True)
class Header:
    """What everyone on the way may read. JSON names: ``from`` is ``sender``, ``to`` is ``receiver``, ``class`` is
    ``type_class``. Hashes are hexadecimal SHA-256; ``prev`` is the hash of the previous header of this sender on
    this link and lane, "" for ``seq`` 1; ``checkpoint`` is the sender's signed note, opaque here.
    """

    id: str
    link: str
    lane: str
    seq: int
    prev: str
    sender: str
    receiver: str
    type_class: str
    policy_hash: str
    checkpoint: str
    content_hash: str
    sealed_hash: str
    made_at: str
    v: int = VERSION
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def content(self) -> dict[str, Any]:
        """The JSON object."""
        names = ("v", "id", "link", "lane", "seq", "prev", "policy_hash", "checkpoint", "content_hash", "sealed_hash")
        plain = {name: getattr(self, name) for name in (*names, "made_at")}
        return {**self.extra, **plain, "from": self.sender, "to": self.receiver, "class": self.type_class}


@dataclass(frozen=True, slots=True)
class Envelope:
    """The exact bytes that travel and are kept; readers verify these and never rebuild them."""

    header_bytes: bytes
    signature: bytes
    sealed: bytes

    @property
    def header_hash(self) -> str:
        """SHA-256 of the header bytes: the ``prev`` of the next message, and what a receipt names."""
        return sha256_hex(self.header_bytes)

    def content(self) -> dict[str, str]:
        """The JSON object of the wire."""
        return {
            "header": encode64(self.header_bytes),
            "signature": encode64(self.signature),
            "sealed": encode64(self.sealed),
        }

    def wire_bytes(self) -> bytes:
        """The envelope alone, as it lies on a stick."""
        return canonical_bytes(self.content())


@dataclass(frozen=True, slots=True)
class Opened:
    """A verified message: its header, its body, and what the receiver stores to prove the content."""

    header: Header
    body: Mapping[str, Any]
    body_bytes: bytes = field(repr=False)
    salt: bytes = field(repr=False)


def link_of(first: str, second: str) -> str:
    """The name of the link between two offices: ``xa-coord~xb-coord``."""
    return "~".join(sorted((first, second)))


def content_hash(salt: bytes, body: bytes) -> str:
    """The commitment to a body: hex SHA-256 of context, 32-byte salt and the canonical body bytes."""
    return sha256_hex(_CONTENT + salt + body)


def seal_message(
    header: Header, *, body: bytes, salt: bytes, receiver: Identity, signing: Ed25519PrivateKey
) -> Envelope:
    """Seal ``body`` (canonical JSON object) to ``receiver`` and sign the header with the sealed hash filled in.

    ``header.content_hash`` and ``salt`` come from the transaction that made the message; they must fit the body.
    Raises ContentHashError, NotForUsError (header addressed to another office), MalformedError, TooLargeError.
    """
    if header.receiver != receiver.office:
        raise NotForUsError(to=header.receiver)
    if content_hash(salt, body) != header.content_hash or len(salt) != SALT_BYTES:
        raise ContentHashError()
    if _canonical(read_fields(body, what="body", limit=SIZE_CLASSES[-1]).values) != body:
        raise MalformedError(field="body")
    plaintext = _pad(_plaintext(salt, body))
    info = _SEAL + header.id.encode("ascii")
    sealed = seal_to(receiver.sealing_key, plaintext, suite=receiver.sealing_suite, info=info)
    complete = canonical_bytes({**header.content(), "sealed_hash": sha256_hex(sealed)})
    read_header(complete)
    return Envelope(header_bytes=complete, signature=signing.sign(_CONTEXT + complete), sealed=sealed)


def read_envelope(wire: bytes | Mapping[str, Any]) -> Envelope:
    """The three parts of an envelope, unverified; MalformedError or TooLargeError."""
    if isinstance(wire, bytes):
        fields = read_fields(wire, what="envelope", limit=LIMIT_WIRE)
    else:
        fields = Fields(wire, what="envelope")
    return Envelope(
        header_bytes=fields.data("header", limit=LIMIT_HEADER),
        signature=fields.data("signature", limit=64, exactly=64),
        sealed=fields.data("sealed", limit=LIMIT_SEALED),
    )


def read_header(data: bytes) -> Header:
    """Parse and check a header for itself: form, link against the two offices, id made by the sender, chain start.

    Says nothing about who signed it. Raises MalformedError, TooLargeError or VersionError.
    """
    fields = read_fields(data, what="header", limit=LIMIT_HEADER)
    fields.version(VERSION)
    header = Header(
        id=fields.wire_id("id"),
        link=fields.text("link"),
        lane=fields.one_of("lane", LANES),
        seq=fields.integer("seq", low=1),
        prev=fields.text("prev"),
        sender=fields.office("from"),
        receiver=fields.office("to"),
        type_class=fields.text("class", form=_CLASS),
        policy_hash=fields.hash("policy_hash"),
        checkpoint=fields.text("checkpoint", limit=LIMIT_CHECKPOINT),
        content_hash=fields.hash("content_hash"),
        sealed_hash=fields.hash("sealed_hash"),
        made_at=fields.time("made_at"),
        extra=MappingProxyType(fields.unknown(_HEADER_FIELDS)),
    )
    if header.sender == header.receiver or header.link != link_of(header.sender, header.receiver):
        raise MalformedError(field="header.link")
    if parse_wire_id(header.id).office != header.sender:
        raise MalformedError(field="header.id")
    if (header.prev == "") != (header.seq == 1) or not (header.prev == "" or HASH.fullmatch(header.prev)):
        raise MalformedError(field="header.prev")
    return header


def verify_header(envelope: Envelope, *, sender: Identity) -> Header:
    """The header, once it names ``sender`` as its author (ForeignError) and the signature holds (BadSignatureError).

    Needs no secret: whoever keeps the header can repeat it.
    """
    header = read_header(envelope.header_bytes)
    if header.sender != sender.office:
        raise ForeignError(author=header.sender, peer=sender.office)
    verify_bytes(sender.signing_key, envelope.signature, _CONTEXT + envelope.header_bytes, what="envelope")
    return header


def open_envelope(
    wire: bytes | Mapping[str, Any] | Envelope, *, sender: Identity, office: str, sealing: SealingKey
) -> Opened:
    """Verify and open a message from ``sender`` to ``office`` (this node).

    In this order: MalformedError, TooLargeError, VersionError; ForeignError; BadSignatureError; NotForUsError;
    SealedHashError; CannotOpenError; ContentHashError. Sequence and duplicates are the caller's.
    """
    envelope = wire if isinstance(wire, Envelope) else read_envelope(wire)
    header = verify_header(envelope, sender=sender)
    if header.receiver != office:
        raise NotForUsError(to=header.receiver)
    if sha256_hex(envelope.sealed) != header.sealed_hash:
        raise SealedHashError()
    padded = sealing.open(envelope.sealed, info=_SEAL + header.id.encode("ascii"))
    return _open_content(header, _unpad(padded))


def _open_content(header: Header, plaintext: bytes) -> Opened:
    fields = read_fields(plaintext, what="content", limit=SIZE_CLASSES[-1])
    salt = fields.data("salt", limit=SALT_BYTES, exactly=SALT_BYTES)
    body = fields.inner("body").values
    body_bytes = _canonical(body)
    if _plaintext(salt, body_bytes) != plaintext:  # one content, one row of bytes: no room for a second reading
        raise MalformedError(field="content")
    if content_hash(salt, body_bytes) != header.content_hash:
        raise ContentHashError()
    return Opened(header=header, body=body, body_bytes=body_bytes, salt=salt)


def _plaintext(salt: bytes, body: bytes) -> bytes:
    """The canonical form of ``{"body": ..., "salt": base64}``, put together without parsing the body again."""
    return b'{"body":' + body + b',"salt":"' + encode64(salt).encode("ascii") + b'"}'


def _canonical(body: Mapping[str, Any]) -> bytes:
    try:
        return canonical_bytes(dict(body))
    except CanonicalError as error:
        raise MalformedError(field="body") from error


def _pad(plaintext: bytes) -> bytes:
    """0x80 and zeros up to the next size class (ISO/IEC 7816-4)."""
    for size in SIZE_CLASSES:
        if len(plaintext) < size:
            return (plaintext + b"\x80").ljust(size, b"\0")
    raise TooLargeError(field="body", limit=SIZE_CLASSES[-1])


def _unpad(padded: bytes) -> bytes:
    plaintext = padded.rstrip(b"\0")
    if len(padded) not in SIZE_CLASSES or not plaintext.endswith(b"\x80") or _pad(plaintext[:-1]) != padded:
        raise MalformedError(field="padding")
    return plaintext[:-1]


_HEADER_FIELDS = frozenset(
    (*(set(Header.__slots__) - {"extra", "sender", "receiver", "type_class"}), "from", "to", "class")
)
