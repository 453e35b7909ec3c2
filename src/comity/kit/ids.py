"""Identifiers: UUIDv7 inside, ``office/kind/id`` on the wire. The creating node's id never changes."""

import re
import uuid
from dataclasses import dataclass
from typing import NewType

import uuid_utils

from comity.kit.errors import ComityError

OfficeCode = NewType("OfficeCode", str)
"""The code of a node, unique among its partners: ``xa-coord``."""

OfficerId = NewType("OfficerId", str)
RecordId = NewType("RecordId", str)
MessageId = NewType("MessageId", str)

_OFFICE = re.compile(r"[a-z][a-z0-9-]{1,30}")
_KIND = re.compile(r"[a-z][a-z-]{1,30}")


class IdFormatError(ComityError):
    """An identifier on the wire does not have the form ``office/kind/id``."""

    code = "kit.id_format"


@dataclass(frozen=True, slots=True)
class WireId:
    """A record or message as every node names it: made by ``office``, of ``kind``, with a UUIDv7."""

    office: OfficeCode
    kind: str
    uuid: str

    def __str__(self) -> str:
        return f"{self.office}/{self.kind}/{self.uuid}"


def new_uuid() -> str:
    """A fresh UUIDv7 (RFC 9562): sorts by the time it was made."""
    return str(uuid_utils.uuid7())


def new_record_id(office: str, kind: str) -> RecordId:
    """Name a new record of this node."""
    return RecordId(str(WireId(check_office(office), kind, new_uuid())))


def check_office(text: str) -> OfficeCode:
    """Accept a well-formed office code or raise IdFormatError."""
    if not _OFFICE.fullmatch(text):
        raise IdFormatError(text=text[:60])
    return OfficeCode(text)


def parse_wire_id(text: str) -> WireId:
    """Read ``office/kind/id`` strictly; raise IdFormatError on anything else."""
    parts = text.split("/") if len(text) <= 120 else []
    if len(parts) != 3 or not _KIND.fullmatch(parts[1]):
        raise IdFormatError(text=text[:60])
    try:
        if str(uuid.UUID(parts[2])) != parts[2]:
            raise IdFormatError(text=text[:60])
    except ValueError as error:
        raise IdFormatError(text=text[:60]) from error
    return WireId(check_office(parts[0]), parts[1], parts[2])
