"""Strict, bounded reading of JSON from outside. Errors name the field, never its value."""

import base64
import re
from collections.abc import Mapping
from typing import Any

from comity.kit.canonical import CanonicalError, read_json
from comity.kit.clock import TimeFormatError, parse_time
from comity.kit.ids import IdFormatError, check_office, parse_wire_id
from comity.protocol.errors import MalformedError, TooLargeError, VersionError

HASH = re.compile(r"[0-9a-f]{64}")
WORD = re.compile(r"[a-z][a-z0-9._-]{0,59}")
LARGEST_NUMBER = 2**53 - 1
"""The largest integer that RFC 8785 carries exactly."""


def encode64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648 section 4), the only binary form on the wire."""
    return base64.b64encode(data).decode("ascii")


def decode64(text: str, *, field: str) -> bytes:
    """The bytes whose ``encode64`` is exactly ``text``; loose padding and stray bits are refused."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError as error:
        raise MalformedError(field=field) from error
    if encode64(data) != text:
        raise MalformedError(field=field)
    return data


class Fields:
    """Takes typed values out of one JSON object; whatever is not as asked raises MalformedError."""

    def __init__(self, value: Any, *, what: str) -> None:
        if not isinstance(value, dict):
            raise MalformedError(field=what)
        self.values: Mapping[str, Any] = value
        self.what = what

    def _take(self, name: str) -> Any:
        if name not in self.values:
            raise MalformedError(field=self._path(name))
        return self.values[name]

    def _path(self, name: str) -> str:
        return f"{self.what}.{name}"

    def version(self, known: int) -> int:
        """``v`` must be the one major version this code speaks; another number is VersionError."""
        number = self.integer("v", low=0)
        if number != known:
            raise VersionError(what=self.what, version=number)
        return number

    def text(self, name: str, *, limit: int = 200, form: re.Pattern[str] | None = None) -> str:
        """Text of at most ``limit`` characters that UTF-8 can carry, wholly of ``form`` if one is given."""
        value = self._take(name)
        if not isinstance(value, str):
            raise MalformedError(field=self._path(name))
        if len(value) > limit:
            raise TooLargeError(field=self._path(name), limit=limit)
        if form is not None and not form.fullmatch(value):
            raise MalformedError(field=self._path(name))
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise MalformedError(field=self._path(name)) from error
        return value

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """One word of a closed list."""
        value = self.text(name)
        if value not in allowed:
            raise MalformedError(field=self._path(name))
        return value

    def hash(self, name: str) -> str:
        """SHA-256 in lower-case hexadecimal."""
        return self.text(name, form=HASH)

    def time(self, name: str) -> str:
        """A time as ``kit.clock`` writes it, kept as text so that its bytes stay."""
        value = self.text(name)
        try:
            parse_time(value)
        except (TimeFormatError, OverflowError) as error:
            raise MalformedError(field=self._path(name)) from error
        return value

    def office(self, name: str) -> str:
        """An office code."""
        try:
            return check_office(self.text(name))
        except IdFormatError as error:
            raise MalformedError(field=self._path(name)) from error

    def wire_id(self, name: str) -> str:
        """An id ``office/kind/uuid``."""
        value = self.text(name)
        try:
            parse_wire_id(value)
        except IdFormatError as error:
            raise MalformedError(field=self._path(name)) from error
        return value

    def integer(self, name: str, *, low: int = 0, high: int = LARGEST_NUMBER) -> int:
        """A whole number in the closed range; true and false are not numbers."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise MalformedError(field=self._path(name))
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise MalformedError(field=self._path(name))
        return value

    def items(self, name: str, *, limit: int) -> list[Any]:
        """A list of at most ``limit`` values."""
        value = self._take(name)
        if not isinstance(value, list):
            raise MalformedError(field=self._path(name))
        if len(value) > limit:
            raise TooLargeError(field=self._path(name), limit=limit)
        return value

    def words(self, name: str, *, limit: int, form: re.Pattern[str] = WORD) -> tuple[str, ...]:
        """A list of distinct words of ``form``."""
        words = self.items(name, limit=limit)
        if not all(isinstance(word, str) and form.fullmatch(word) for word in words) or len(set(words)) != len(words):
            raise MalformedError(field=self._path(name))
        return tuple(words)

    def inner(self, name: str) -> "Fields":
        """The object inside this one."""
        return Fields(self._take(name), what=self._path(name))

    def data(self, name: str, *, limit: int, exactly: int | None = None) -> bytes:
        """Base64 of at most ``limit`` bytes (or ``exactly`` so many)."""
        data = decode64(self.text(name, limit=(limit + 2) // 3 * 4), field=self._path(name))
        if exactly is not None and len(data) != exactly:
            raise MalformedError(field=self._path(name))
        return data

    def unknown(self, known: frozenset[str]) -> dict[str, Any]:
        """Fields of a later minor version: not understood, kept so that signatures still verify."""
        return {name: value for name, value in self.values.items() if name not in known}


def read_fields(data: bytes, *, what: str, limit: int) -> Fields:
    """Parse bytes that must hold one JSON object; TooLargeError or MalformedError otherwise."""
    if len(data) > limit:
        raise TooLargeError(field=what, limit=limit)
    try:
        return Fields(read_json(data, limit=limit), what=what)
    except CanonicalError as error:
        raise MalformedError(field=what) from error
