"""The keys of a node: five, one purpose each, so that no process needs to hold more than its own.

``log`` signs checkpoints, ``signing`` envelopes, receipts, identity and agreements, ``sealing`` opens what
partners seal, ``tls`` is the connection's, ``records`` (32 bytes) encrypts what the node keeps.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from comity.protocol.certificates import TlsKey, new_tls_key
from comity.protocol.errors import BadSignatureError, KeyAbsentError, MalformedError
from comity.protocol.reading import decode64, encode64
from comity.protocol.sealing import HYBRID, SUITES, SealingKey, new_sealing_key
from comity.protocol.wrapping import LARGEST_COST, STANDARD_COST, Cost, unwrap_secret, wrap_secret

__all__ = [
    "KEY_NAMES",
    "LARGEST_COST",
    "STANDARD_COST",
    "Cost",
    "NodeKeys",
    "key_from_bytes",
    "key_to_bytes",
    "new_keys",
    "open_verifier_key",
    "unwrap_secret",
    "verifier_key",
    "verify_bytes",
    "wrap_secret",
]

KEY_NAMES = ("log", "signing", "sealing", "tls", "records")
T = TypeVar("T")
_ED25519_NOTE = b"\x01"
_VERIFIER_KEY = re.compile(r"([^+\s]{1,120})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})")


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The keys a process holds; asking for one it was not given raises KeyAbsentError."""

    log_key: Ed25519PrivateKey | None = field(default=None, repr=False)
    signing_key: Ed25519PrivateKey | None = field(default=None, repr=False)
    sealing_key: SealingKey | None = field(default=None, repr=False)
    tls_key: TlsKey | None = field(default=None, repr=False)
    records_key: bytes | None = field(default=None, repr=False)

    @property
    def log(self) -> Ed25519PrivateKey:
        """Signs checkpoints and cosigns those of partners."""
        return _held(self.log_key, "log")

    @property
    def signing(self) -> Ed25519PrivateKey:
        """Signs envelopes, receipts, the identity and agreements."""
        return _held(self.signing_key, "signing")

    @property
    def sealing(self) -> SealingKey:
        """Opens what partners seal to this office."""
        return _held(self.sealing_key, "sealing")

    @property
    def tls(self) -> TlsKey:
        """Key and certificate of the connection."""
        return _held(self.tls_key, "tls")

    @property
    def records(self) -> bytes:
        """32 bytes from which stored payloads are encrypted."""
        return _held(self.records_key, "records")

    def __getitem__(self, name: str) -> Any:
        """The key by its name: ``keys["records"]``."""
        if name not in KEY_NAMES:
            raise KeyAbsentError(key=name)
        return getattr(self, name)

    def joined(self, other: "NodeKeys") -> "NodeKeys":
        """These keys and those of ``other``, which go before."""
        held = {f"{name}_key": keys[name] for keys in (self, other) for name in keys.names()}
        return NodeKeys(**held)

    def names(self) -> tuple[str, ...]:
        """Which keys are held."""
        return tuple(name for name in KEY_NAMES if getattr(self, f"{name}_key") is not None)


def new_keys(office: str, hosts: Sequence[str], *, suite: str = HYBRID) -> NodeKeys:
    """Fresh keys for a new node that is reached at ``hosts`` (names or addresses)."""
    return NodeKeys(
        log_key=Ed25519PrivateKey.generate(),
        signing_key=Ed25519PrivateKey.generate(),
        sealing_key=new_sealing_key(suite),
        tls_key=new_tls_key(office, hosts),
        records_key=secrets.token_bytes(32),
    )


def key_to_bytes(keys: NodeKeys, name: str) -> bytes:
    """The secret bytes of one key, as ``wrap_secret`` takes them."""
    if name in ("log", "signing"):
        return (keys.log if name == "log" else keys.signing).private_bytes_raw()
    if name == "sealing":
        return keys.sealing.suite.encode("ascii") + b"\n" + keys.sealing.secret
    if name == "tls":
        return keys.tls.certificate.encode("ascii") + keys.tls.private_pem()
    if name == "records":
        return keys.records
    raise MalformedError(field="key_name")


def key_from_bytes(name: str, secret: bytes) -> NodeKeys:
    """One key from what ``key_to_bytes`` gave, as a NodeKeys that holds only that one."""
    try:
        if name == "log":
            return NodeKeys(log_key=Ed25519PrivateKey.from_private_bytes(secret))
        if name == "signing":
            return NodeKeys(signing_key=Ed25519PrivateKey.from_private_bytes(secret))
        if name == "sealing":
            suite, _, rest = secret.partition(b"\n")
            return NodeKeys(sealing_key=SealingKey(suite=_known_suite(suite), secret=rest))
        if name == "tls":
            return NodeKeys(tls_key=_tls_from_bytes(secret))
    except ValueError as error:
        raise MalformedError(field=f"key.{name}") from error
    if name == "records" and len(secret) == 32:
        return NodeKeys(records_key=secret)
    raise MalformedError(field=f"key.{name}")


def verify_bytes(public: bytes, signature: bytes, message: bytes, *, what: str) -> None:
    """Ed25519 verification; BadSignatureError when it does not hold, also for a public key that is none."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise BadSignatureError(what=what) from error


def verifier_key(origin: str, public: bytes) -> str:
    """The C2SP verifier key of an Ed25519 log key: ``<name>+<key id>+<base64(0x01 || key)>`` (signed-note)."""
    return f"{origin}+{_note_key_id(origin, public).hex()}+{encode64(_ED25519_NOTE + public)}"


def open_verifier_key(text: str) -> tuple[str, bytes]:
    """(origin, 32-byte Ed25519 key) of a C2SP verifier key; MalformedError if form, algorithm or id is wrong."""
    parts = _VERIFIER_KEY.fullmatch(text)
    if parts is None:
        raise MalformedError(field="log_key")
    data = decode64(parts[3], field="log_key")
    if len(data) != 33 or data[:1] != _ED25519_NOTE or _note_key_id(parts[1], data[1:]).hex() != parts[2]:
        raise MalformedError(field="log_key")
    return parts[1], data[1:]


def _note_key_id(origin: str, public: bytes) -> bytes:
    return hashlib.sha256(origin.encode("utf-8") + b"\n" + _ED25519_NOTE + public).digest()[:4]


def _held(key: T | None, name: str) -> T:
    if key is None:
        raise KeyAbsentError(key=name)
    return key


def _known_suite(name: bytes) -> str:
    for suite in SUITES:
        if suite.encode("ascii") == name:
            return suite
    raise MalformedError(field="sealing_suite")


def _tls_from_bytes(secret: bytes) -> TlsKey:
    marker = b"-----BEGIN PRIVATE KEY-----"
    certificate, found, key = secret.partition(marker)
    private = serialization.load_pem_private_key(found + key, password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise MalformedError(field="key.tls")
    return TlsKey(private=private, certificate=certificate.decode("ascii"))
