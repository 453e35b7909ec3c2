"""The signed agreement of two offices: one canonical document, one signature of each party over the same bytes.

Wire: ``{"agreement": {...}, "signatures": {office: base64}}``. The document is data for the rooms above; here only
its frame is checked. An agreement is in force when both parties have signed, and this room does not decide that.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import CanonicalError, canonical_bytes, sha256_hex
from comity.kit.ids import IdFormatError, check_office
from comity.protocol.errors import MalformedError
from comity.protocol.identity import LANGUAGES, Identity
from comity.protocol.keys import verify_bytes
from comity.protocol.reading import HASH, WORD, Fields, encode64, read_fields

VERSION = 1
LIMIT_BYTES = 512 * 1024
WITNESSING = ("deferred", "before_effect")
_ID = re.compile(r"[a-z0-9][a-z0-9./~_-]{0,119}")
_CONTEXT = b"comity/agreement/v1\n"


@dataclass(frozen=True, slots=True)
class SignedAgreement:
    """An agreement whose every present signature of a known party was verified."""

    content: Mapping[str, Any]
    content_hash: str
    signatures: Mapping[str, bytes]
    signed_by: frozenset[str]

    @property
    def parties(self) -> tuple[str, str]:
        """The two office codes in order."""
        first, second = self.content["parties"]
        return str(first), str(second)

    @property
    def is_signed_by_both(self) -> bool:
        """Whether each party's signature was verified."""
        return self.signed_by == set(self.parties)


def agreement_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical document, in hexadecimal; raises as ``check_agreement`` does."""
    return sha256_hex(_checked_bytes(content))


def check_agreement(content: Mapping[str, Any]) -> None:
    """Accept a document with every required field in form, or raise MalformedError, TooLargeError, VersionError."""
    _checked_bytes(content)


def sign_agreement(content: Mapping[str, Any], *, office: str, signing: Ed25519PrivateKey) -> bytes:
    """The 64-byte signature of a party; the key's owner must be one of the parties."""
    if office not in content.get("parties", ()):
        raise MalformedError(field="agreement.parties")
    return signing.sign(_CONTEXT + _checked_bytes(content))


def write_agreement(content: Mapping[str, Any], signatures: Mapping[str, bytes]) -> bytes:
    """The file with the signatures gathered so far."""
    _checked_bytes(content)
    return canonical_bytes(
        {"agreement": dict(content), "signatures": {office: encode64(s) for office, s in signatures.items()}}
    )


def open_agreement(data: bytes, identities: Mapping[str, Identity]) -> SignedAgreement:
    """Read an agreement file and verify the signatures of the parties whose identities are given.

    A party without identity here is not in ``signed_by``. A signature that does not verify raises
    BadSignatureError; one by an office that is no party raises MalformedError.
    """
    outer = read_fields(data, what="agreement_file", limit=LIMIT_BYTES)
    content = outer.inner("agreement").values
    signed = _checked_bytes(content)
    signatures = _read_signatures(outer.inner("signatures"), parties=content["parties"])
    verified = set()
    for office, signature in signatures.items():
        identity = identities.get(office)
        if identity is None:
            continue
        if identity.office != office:
            raise MalformedError(field="agreement.signatures")
        verify_bytes(identity.signing_key, signature, _CONTEXT + signed, what="agreement")
        verified.add(office)
    return SignedAgreement(content, sha256_hex(signed), signatures, frozenset(verified))


def _read_signatures(fields: Fields, *, parties: list[str]) -> dict[str, bytes]:
    if not set(fields.values) <= set(parties):
        raise MalformedError(field="agreement.signatures")
    return {office: fields.data(office, limit=64, exactly=64) for office in fields.values}


def _checked_bytes(content: Mapping[str, Any]) -> bytes:
    fields = Fields(dict(content), what="agreement")
    fields.version(VERSION)
    fields.text("id", limit=120, form=_ID)
    _check_parties(fields.items("parties", limit=2))
    pack = fields.inner("pack")
    pack.text("name", form=WORD)
    pack.text("hash", form=HASH)
    fields.hash("shared_policy_hash")
    languages = fields.items("languages", limit=len(LANGUAGES))
    if not languages or not all(language in LANGUAGES for language in languages):
        raise MalformedError(field="agreement.languages")
    fields.items("handling", limit=20)
    if not all(isinstance(fields.values.get(name), dict | list) for name in ("clocks", "calendars", "directory")):
        raise MalformedError(field="agreement.clocks")
    fields.one_of("witnessing", WITNESSING)
    fields.flag("training")
    if fields.time("valid_from") >= fields.time("valid_to"):
        raise MalformedError(field="agreement.valid_to")
    try:
        data = canonical_bytes(dict(content))
    except CanonicalError as error:
        raise MalformedError(field="agreement") from error
    return data


def _check_parties(parties: list[Any]) -> None:
    try:
        ordered = sorted({check_office(party) for party in parties})
    except (IdFormatError, TypeError) as error:
        raise MalformedError(field="agreement.parties") from error
    if len(parties) != 2 or ordered != parties:
        raise MalformedError(field="agreement.parties")
