"""A secret under a passphrase: Argon2id (RFC 9106), then ChaCha20-Poly1305 (RFC 8439). Pure functions on bytes.

The bytes are one line ``comity/key/v1`` and one canonical JSON object. Everything but the sealed secret
(parameters, salt, nonce, what the secret is for) is authenticated, so none of it can be swapped unnoticed.
"""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from comity.kit.canonical import canonical_bytes
from comity.protocol.errors import MalformedError, PassphraseError, VersionError
from comity.protocol.reading import Fields, encode64, read_fields

MAGIC = b"comity/key/v1\n"
LIMIT_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of the passphrase costs: memory in KiB, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int


STANDARD_COST = Cost(memory_kib=65_536, passes=3, lanes=4)
"""RFC 9106 section 4, second recommended option."""

TRAINING_COST = Cost(memory_kib=8_192, passes=1, lanes=1)
"""For nodes with invented data and a passphrase on the same disk: opens at once, protects little."""

LARGEST_COST = Cost(memory_kib=1_048_576, passes=16, lanes=16)
"""A file that asks for more is refused before any work is done for it."""


def wrap_secret(secret: bytes, passphrase: str, *, purpose: str, cost: Cost = STANDARD_COST) -> bytes:
    """The file that holds ``secret`` under ``passphrase``; ``purpose`` (``xa-coord/signing``) is bound to it."""
    header = {
        "cipher": "chacha20-poly1305",
        "kdf": "argon2id",
        "lanes": cost.lanes,
        "memory_kib": cost.memory_kib,
        "nonce": encode64(secrets.token_bytes(12)),
        "passes": cost.passes,
        "purpose": purpose,
        "salt": encode64(secrets.token_bytes(16)),
        "v": 1,
    }
    fields = Fields(header, what="key_file")
    cipher = ChaCha20Poly1305(_derive(passphrase, fields))
    sealed = cipher.encrypt(fields.data("nonce", limit=12), secret, MAGIC + canonical_bytes(header))
    return MAGIC + canonical_bytes({**header, "sealed": encode64(sealed)})


def unwrap_secret(data: bytes, passphrase: str, *, purpose: str) -> bytes:
    """The secret inside a key file.

    PassphraseError when passphrase or bytes are wrong; MalformedError when it is no key file, is one for another
    purpose, or asks for more work than LARGEST_COST; VersionError when a later version wrote it.
    """
    if not data.startswith(MAGIC):
        if data.startswith(b"comity/key/v"):
            raise VersionError(what="key_file")
        raise MalformedError(field="key_file")
    fields = read_fields(data[len(MAGIC) :], what="key_file", limit=LIMIT_BYTES)
    fields.version(1)
    fields.one_of("kdf", ("argon2id",))
    fields.one_of("cipher", ("chacha20-poly1305",))
    if fields.text("purpose") != purpose:
        raise MalformedError(field="key_file.purpose")
    sealed = fields.data("sealed", limit=LIMIT_BYTES)
    header = {name: value for name, value in fields.values.items() if name != "sealed"}
    nonce = fields.data("nonce", limit=12, exactly=12)
    try:
        return ChaCha20Poly1305(_derive(passphrase, fields)).decrypt(nonce, sealed, MAGIC + canonical_bytes(header))
    except InvalidTag as error:
        raise PassphraseError(purpose=purpose) from error


def _derive(passphrase: str, fields: Fields) -> bytes:
    lanes = fields.integer("lanes", low=1, high=LARGEST_COST.lanes)
    return Argon2id(
        salt=fields.data("salt", limit=16, exactly=16),
        length=32,
        iterations=fields.integer("passes", low=1, high=LARGEST_COST.passes),
        lanes=lanes,
        memory_cost=fields.integer("memory_kib", low=8 * lanes, high=LARGEST_COST.memory_kib),
    ).derive(passphrase.encode("utf-8", "surrogatepass"))
