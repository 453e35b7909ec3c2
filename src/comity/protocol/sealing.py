"""Sealing to one office with HPKE (RFC 9180), base mode. The suite is named in the identity of the receiver.

The first choice is the hybrid of ML-KEM-768 and X25519: traffic recorded today stays closed if either holds.
HPKE here has no associated data and no sender authentication; the envelope's signature brings the second, and
``info`` binds the sealed bytes to one header.
"""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from comity.protocol.errors import CannotOpenError, MalformedError

HYBRID = "MLKEM768_X25519+HKDF_SHA256+CHACHA20_POLY1305"
CLASSIC = "X25519+HKDF_SHA256+CHACHA20_POLY1305"

_SUITES = {
    HYBRID: Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305),
    CLASSIC: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305),
}
SUITES = tuple(_SUITES)
_SECRET_BYTES = {HYBRID: 64 + 32, CLASSIC: 32}
_PUBLIC_BYTES = {HYBRID: 1184 + 32, CLASSIC: 32}
LARGEST_PUBLIC_BYTES = max(_PUBLIC_BYTES.values())


@dataclass(frozen=True, slots=True)
class SealingKey:
    """The secret half: for the hybrid the 64-byte ML-KEM seed and the 32-byte X25519 scalar, one after the other."""

    suite: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if _SECRET_BYTES.get(self.suite) != len(self.secret):
            raise MalformedError(field="sealing_key")

    def public_bytes(self) -> bytes:
        """The public half as the identity carries it (ML-KEM key, then X25519 key)."""
        if self.suite == CLASSIC:
            return X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()
        return (
            MLKEM768PrivateKey.from_seed_bytes(self.secret[:64]).public_key().public_bytes_raw()
            + X25519PrivateKey.from_private_bytes(self.secret[64:]).public_key().public_bytes_raw()
        )

    def open(self, sealed: bytes, *, info: bytes) -> bytes:
        """The plaintext, or CannotOpenError: wrong key, wrong header or altered bytes look the same."""
        try:
            return _SUITES[self.suite].decrypt(sealed, self._private(), info=info)
        except (InvalidTag, ValueError) as error:
            raise CannotOpenError() from error

    def _private(self) -> X25519PrivateKey | MLKEM768X25519PrivateKey:
        if self.suite == CLASSIC:
            return X25519PrivateKey.from_private_bytes(self.secret)
        return MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(self.secret[:64]), X25519PrivateKey.from_private_bytes(self.secret[64:])
        )


def new_sealing_key(suite: str = HYBRID) -> SealingKey:
    """A fresh key of the suite."""
    if suite not in _SUITES:
        raise MalformedError(field="sealing_suite")
    return SealingKey(suite=suite, secret=secrets.token_bytes(_SECRET_BYTES[suite]))


def seal_to(public: bytes, plaintext: bytes, *, suite: str, info: bytes) -> bytes:
    """Seal to a public key; the result differs every time. MalformedError for a key that is none of the suite."""
    try:
        return _SUITES[suite].encrypt(plaintext, _public(public, suite=suite), info=info)
    except ValueError as error:
        raise MalformedError(field="sealing_key") from error


def check_sealing_key(public: bytes, *, suite: str) -> bytes:
    """Accept a public key that one can seal to, or raise MalformedError."""
    seal_to(public, b"", suite=suite, info=b"")
    return public


def _public(data: bytes, *, suite: str) -> X25519PublicKey | MLKEM768X25519PublicKey:
    if suite not in _SUITES or len(data) != _PUBLIC_BYTES[suite]:
        raise MalformedError(field="sealing_key")
    if suite == CLASSIC:
        return X25519PublicKey.from_public_bytes(data)
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(data[:1184]), X25519PublicKey.from_public_bytes(data[1184:])
    )
