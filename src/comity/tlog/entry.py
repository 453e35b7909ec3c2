"""From an entry's bytes to its leaf: salted commitments, so that people's data can be erased and the log still stands."""

import hashlib

from comity.tlog.errors import TlogError

SALT_BYTES = 32
PAYLOAD_DOMAIN = b"comity/payload/v1\n"
LEAF_DOMAIN = b"comity/leaf/v1\n"


def payload_hash(payload: bytes, payload_salt: bytes) -> str:
    """Hex SHA-256 of the domain, the salt and the payload. The salt is erased together with the payload."""
    return hashlib.sha256(PAYLOAD_DOMAIN + _salt(payload_salt) + payload).hexdigest()


def leaf_data(entry: bytes, leaf_salt: bytes) -> bytes:
    """The 32 bytes the log holds for an entry. The salt stays with the entry: peers see leaves, not entries."""
    return hashlib.sha256(LEAF_DOMAIN + _salt(leaf_salt) + entry).digest()


def entry_hash(entry: bytes) -> str:
    """Hex SHA-256 of an entry's bytes: the ``prev`` of the next entry on the same record."""
    return hashlib.sha256(entry).hexdigest()


def _salt(salt: bytes) -> bytes:
    if len(salt) != SALT_BYTES:
        raise TlogError("tlog.salt_length", bytes=len(salt))
    return salt
