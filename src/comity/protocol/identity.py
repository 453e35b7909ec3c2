"""The identity of a node: who it is, its public keys, where it is reached and which authorities stand behind it.

The file is ``{"identity": {...}, "signature": base64}``, signed with the signing key it names over
``comity/identity/v1`` and the canonical form (RFC 8785). That proves possession, not truth: two people compare
the fingerprint over another channel before a partner is pinned.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import CanonicalError, canonical_bytes
from comity.protocol.certificates import certificate_der
from comity.protocol.errors import MalformedError
from comity.protocol.keys import NodeKeys, open_verifier_key, verifier_key, verify_bytes
from comity.protocol.reading import WORD, Fields, encode64, read_fields
from comity.protocol.sealing import LARGEST_PUBLIC_BYTES, SUITES, check_sealing_key

VERSION = 1
LIMIT_BYTES = 512 * 1024
LIMIT_AUTHORITIES = 1000
LANGUAGES = ("en", "km", "zh-Hans")
_CONTEXT = b"comity/identity/v1\n"
_STATE = re.compile(r"[A-Z]{2}")
_AUTHORITY = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_FINGERPRINT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _FINGERPRINT_ALPHABET)
_READ_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None})


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority of the directory: a ministry, a province's police, a court; ``parent`` is "" at the top."""

    id: str
    parent: str
    level: str
    names: Mapping[str, str]
    acts: tuple[str, ...]
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def content(self) -> dict[str, Any]:
        """The JSON object of the file."""
        own = {"id": self.id, "parent": self.parent, "level": self.level}
        return {**self.extra, **own, "names": dict(self.names), "acts": list(self.acts)}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a node says of itself. ``signing_key`` is 32 bytes (Ed25519), ``log_key`` a C2SP verifier key,
    ``sealing_key`` the public bytes of ``sealing_suite``, ``tls_certificate`` PEM, ``made_at`` RFC 3339.
    ``link_url`` is "" where the office has no line and messages travel on a stick.
    """

    office: str
    state: str
    authority: str
    names: Mapping[str, str]
    origin: str
    log_key: str
    signing_key: bytes
    sealing_key: bytes
    sealing_suite: str
    tls_certificate: str
    link_url: str
    directory: tuple[Authority, ...]
    made_at: str
    v: int = VERSION
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def content(self) -> dict[str, Any]:
        """The JSON object that is signed, with the fields of later versions that came with it."""
        return {
            **self.extra,
            "v": self.v,
            "office": self.office,
            "state": self.state,
            "authority": self.authority,
            "names": dict(self.names),
            "origin": self.origin,
            "log_key": self.log_key,
            "signing_key": encode64(self.signing_key),
            "sealing_key": encode64(self.sealing_key),
            "sealing_suite": self.sealing_suite,
            "tls_certificate": self.tls_certificate,
            "link_url": self.link_url,
            "directory": [authority.content() for authority in self.directory],
            "made_at": self.made_at,
        }


_IDENTITY_FIELDS = frozenset(Identity.__slots__) - {"extra"}
_AUTHORITY_FIELDS = frozenset(Authority.__slots__) - {"extra"}


def own_identity(
    keys: NodeKeys,
    *,
    office: str,
    state: str,
    authority: str,
    names: Mapping[str, str],
    link_url: str,
    directory: Sequence[Authority],
    made_at: str,
) -> Identity:
    """The identity of the node that holds ``keys``; its log is ``<office>/record``. Checked like a partner's."""
    origin = f"{office}/record"
    made = Identity(
        office=office,
        state=state,
        authority=authority,
        names=names,
        origin=origin,
        log_key=verifier_key(origin, keys.log.public_key().public_bytes_raw()),
        signing_key=keys.signing.public_key().public_bytes_raw(),
        sealing_key=keys.sealing.public_bytes(),
        sealing_suite=keys.sealing.suite,
        tls_certificate=keys.tls.certificate,
        link_url=link_url,
        directory=tuple(directory),
        made_at=made_at,
    )
    return _read_identity(Fields(made.content(), what="identity"))


def sign_identity(identity: Identity, signing: Ed25519PrivateKey) -> bytes:
    """The signed file. The key must be the one the identity names."""
    if signing.public_key().public_bytes_raw() != identity.signing_key:
        raise MalformedError(field="identity.signing_key")
    content = identity.content()
    signature = signing.sign(_CONTEXT + canonical_bytes(content))
    return canonical_bytes({"identity": content, "signature": encode64(signature)})


def open_identity(data: bytes) -> Identity:
    """Read and verify a signed identity file.

    Raises MalformedError, TooLargeError, VersionError or BadSignatureError. Unknown fields are kept.
    """
    outer = read_fields(data, what="identity_file", limit=LIMIT_BYTES)
    identity = _read_identity(outer.inner("identity"))
    signature = outer.data("signature", limit=64, exactly=64)
    verify_bytes(identity.signing_key, signature, _signed_bytes(identity), what="identity")
    return identity


def fingerprint(identity: Identity) -> str:
    """160 bits of SHA-256 over everything signed, as eight groups of four to be read aloud: ``7ZK4-...``."""
    digest = hashlib.sha256(b"comity/fingerprint/v1\n" + canonical_bytes(identity.content())).digest()
    letters = base64.b32encode(digest[:20]).decode("ascii").translate(_TO_CROCKFORD)
    return "-".join(letters[start : start + 4] for start in range(0, 32, 4))


def same_fingerprint(first: str, second: str) -> bool:
    """Whether two typed fingerprints are equal, whatever their case, spaces and hyphens; O is 0, I and L are 1."""
    left, right = _plain_fingerprint(first), _plain_fingerprint(second)
    return hmac.compare_digest(left, right) and left != b""


def _plain_fingerprint(text: str) -> bytes:
    if len(text) > 200 or not text.isascii():  # the capital of a long s is a plain S
        return b""
    plain = "".join(text.split()).upper().translate(_READ_ALIKE)
    complete = len(plain) == 32 and all(letter in _FINGERPRINT_ALPHABET for letter in plain)
    return plain.encode("ascii") if complete else b""


def _signed_bytes(identity: Identity) -> bytes:
    try:
        return _CONTEXT + canonical_bytes(identity.content())
    except CanonicalError as error:  # an unknown field may hold what has no canonical form
        raise MalformedError(field="identity") from error


def _read_identity(fields: Fields) -> Identity:
    version = fields.version(VERSION)
    office = fields.office("office")
    origin, log_key = fields.text("origin"), fields.text("log_key", limit=200)
    if not origin.startswith(office + "/") or open_verifier_key(log_key)[0] != origin:
        raise MalformedError(field="identity.origin")
    suite = fields.one_of("sealing_suite", SUITES)
    identity = Identity(
        v=version,
        office=office,
        state=fields.text("state", form=_STATE),
        authority=fields.text("authority", form=_AUTHORITY),
        names=_read_names(fields.inner("names")),
        origin=origin,
        log_key=log_key,
        signing_key=fields.data("signing_key", limit=32, exactly=32),
        sealing_key=check_sealing_key(fields.data("sealing_key", limit=LARGEST_PUBLIC_BYTES), suite=suite),
        sealing_suite=suite,
        tls_certificate=fields.text("tls_certificate", limit=8192),
        link_url=_check_link_url(fields.text("link_url")),
        directory=_read_directory(fields),
        made_at=fields.time("made_at"),
        extra=MappingProxyType(fields.unknown(_IDENTITY_FIELDS)),
    )
    certificate_der(identity.tls_certificate)
    if identity.authority not in {authority.id for authority in identity.directory}:
        raise MalformedError(field="identity.authority")
    return identity


def _read_names(fields: Fields) -> Mapping[str, str]:
    if not set(LANGUAGES) <= set(fields.values) or len(fields.values) > 20:
        raise MalformedError(field=fields.what)
    names = {language: fields.text(language) for language in fields.values}
    if not all(name.strip() for name in names.values()):
        raise MalformedError(field=fields.what)
    return MappingProxyType(names)


def _read_directory(fields: Fields) -> tuple[Authority, ...]:
    """Parents stand before their children, so the directory is a forest without a search."""
    directory: list[Authority] = []
    seen = {""}
    for value in fields.items("directory", limit=LIMIT_AUTHORITIES):
        one = Fields(value, what="identity.directory")
        authority = Authority(
            id=one.text("id", form=_AUTHORITY),
            parent=one.text("parent"),
            level=one.text("level", form=WORD),
            names=_read_names(one.inner("names")),
            acts=one.words("acts", limit=60),
            extra=MappingProxyType(one.unknown(_AUTHORITY_FIELDS)),
        )
        if authority.parent not in seen or authority.id in seen:
            raise MalformedError(field="identity.directory")
        seen.add(authority.id)
        directory.append(authority)
    return tuple(directory)


def _check_link_url(text: str) -> str:
    if text == "":
        return text
    try:
        parts = urlsplit(text)
        plain = parts.scheme == "https" and parts.hostname and parts.port != 0 and parts.username is None
    except ValueError as error:
        raise MalformedError(field="identity.link_url") from error
    if not plain or parts.path not in ("", "/") or parts.query or parts.fragment or not text.isascii():
        raise MalformedError(field="identity.link_url")
    return text
