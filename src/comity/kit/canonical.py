"""One JSON value, one row of bytes (RFC 8785), without floats: what is hashed, signed and kept.

People's data is never normalised here: the bytes of a name are the bytes that were given.
"""

import hashlib
import json
from typing import Any

import rfc8785

from comity.kit.errors import ComityError

LIMIT_BYTES = 8 * 1024 * 1024


class CanonicalError(ComityError):
    """A value has no canonical form: a float, a huge number, a lone surrogate, a foreign type."""

    code = "kit.not_canonical"


def canonical_bytes(value: Any) -> bytes:
    """The RFC 8785 form of a JSON value made of dict, list, str, int, bool and None.

    Raises CanonicalError on floats and on anything JSON cannot carry exactly.
    """
    _refuse_floats(value)
    try:
        return rfc8785.dumps(value)
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


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise CanonicalError(reason="float")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise CanonicalError(reason="key_not_text")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise CanonicalError(reason="duplicate_key")
    return result


def _no_float(text: str) -> Any:
    raise CanonicalError(reason="float", text=text[:40])
