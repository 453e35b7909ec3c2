"""One JSON value, one row of bytes (RFC 8785), without floats: what is hashed, signed and kept.

People's data is never normalised here: the bytes of a name are the bytes that were given.
"""

import hashlib
import json
from typing import Any

import rfc8785

from comity.kit.errors import ComityError

LIMIT_BYTES = 8 * 1024 * 1024
_LARGEST = 2**53 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False)
"""Writes RFC 8785 for what ``_check`` calls plain: there the standard library's order and escapes are the same."""


class CanonicalError(ComityError):
    """A value has no canonical form: a float, a huge number, a lone surrogate, a foreign type."""

    code = "kit.not_canonical"


def canonical_bytes(value: Any) -> bytes:
    """The RFC 8785 form of a JSON value made of dict, list, str, int, bool and None.

    Raises CanonicalError on floats and on anything JSON cannot carry exactly.
    """
    is_plain = _check(value)
    try:
        return _ENCODER.encode(value).encode() if is_plain else rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise CanonicalError(reason=type(error).__name__) from error


def read_json(data: bytes, *, limit: int = LIMIT_BYTES) -> Any:
    """Parse bounded JSON bytes; duplicate keys, floats and NaN are refused."""
    if len(data) > limit:
        raise CanonicalError(reason="too_large", bytes=len(data), limit=limit)
    try:
        return json.loads(data, object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise CanonicalError(reason="not_json") from error


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def hash_of(value: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return sha256_hex(canonical_bytes(value))


def _check(value: Any) -> bool:
    """Refuse floats and keys that are no text. True when every part is of a plain type and every key is ASCII.

    Leaves are looked at in place: most of a value is leaves, and a call for each would cost more than the writing.
    """
    kind = type(value)
    if kind is dict:
        is_plain = True
        for key, item in value.items():
            if type(key) is not str:
                return _check_other(value)
            leaf = type(item)
            fits = leaf is str or leaf is bool or item is None or _check(item)
            is_plain = is_plain and fits and key.isascii()
        return is_plain
    if kind is list or kind is tuple:
        is_plain = True
        for item in value:
            leaf = type(item)
            fits = leaf is str or leaf is bool or item is None or _check(item)
            is_plain = is_plain and fits
        return is_plain
    if kind is int:
        return bool(-_LARGEST <= value <= _LARGEST)
    return kind is str or kind is bool or value is None or _check_other(value)


def _check_other(value: Any) -> bool:
    """Values of derived types go the long way round."""
    if isinstance(value, float):
        raise CanonicalError(reason="float")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise CanonicalError(reason="key_not_text")
            _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item)
    return False


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise CanonicalError(reason="duplicate_key")
    return result


def _no_float(text: str) -> Any:
    raise CanonicalError(reason="float", text=text[:40])
