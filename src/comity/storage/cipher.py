"""Payloads at rest: AES-256-GCM under a key a case, wrapped under the node's records key.

Destroying the case key or the payload erases what was said; the log still proves that something was.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from comity.kit.errors import ComityError
from comity.storage import models

_cache: dict[tuple[bytes, str, bytes], bytes] = {}
CACHE_LIMIT = 4096


class SealedAtRestError(ComityError):
    """Stored bytes do not open under this node's records key: wrong key, or somebody edited them."""

    code = "storage.sealed_at_rest"


def scope_key(records_key: bytes, scope: str) -> bytes:
    """The key of a case, made at its first use. Call inside the door's transaction."""
    row = models.ScopeKey.objects.filter(scope=scope).first()
    if row is None:
        key, nonce = os.urandom(32), os.urandom(12)
        wrapped = AESGCM(records_key).encrypt(nonce, key, scope.encode())
        models.ScopeKey.objects.create(scope=scope, nonce=nonce, wrapped=wrapped)
        return key
    cached = (records_key, scope, bytes(row.wrapped))
    if cached not in _cache:
        if len(_cache) > CACHE_LIMIT:
            _cache.clear()
        _cache[cached] = open_bytes(records_key, bytes(row.nonce), bytes(row.wrapped), context=scope)
    return _cache[cached]


def forget(scope: str) -> None:
    """Keep no opened key of a scope whose key was destroyed."""
    for kept in [kept for kept in _cache if kept[1] == scope]:
        del _cache[kept]


def seal_bytes(key: bytes, data: bytes, *, context: str) -> tuple[bytes, bytes]:
    """Return ``(nonce, ciphertext)``; ``context`` binds the place the bytes are kept at."""
    nonce = os.urandom(12)
    return nonce, AESGCM(key).encrypt(nonce, data, context.encode())


def open_bytes(key: bytes, nonce: bytes, ciphertext: bytes, *, context: str) -> bytes:
    """The plaintext, or SealedAtRestError."""
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, context.encode())
    except (InvalidTag, ValueError) as error:
        raise SealedAtRestError(context=context) from error
