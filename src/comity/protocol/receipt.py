"""The signed receipt: this message is durable at the receiver, in order, at this time. Deadlines run from it.

Wire: ``{"receipt": base64, "signature": base64}``; the receipt bytes are canonical JSON and are kept as they came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import canonical_bytes
from comity.kit.ids import parse_wire_id
from comity.protocol.envelope import LANES, LIMIT_CHECKPOINT, Envelope, link_of, read_header
from comity.protocol.errors import ForeignError, MalformedError, ReceiptMismatchError
from comity.protocol.identity import Identity
from comity.protocol.keys import verify_bytes
from comity.protocol.reading import Fields, encode64, read_fields

VERSION = 1
LIMIT_BYTES = 16 * 1024
LIMIT_COSIGNATURE = 1024
_CONTEXT = b"comity/receipt/v1\n"


@dataclass(frozen=True, slots=True)
class Receipt:
    """``by`` (JSON ``from``) received the message ``message`` of ``to``. ``header_hash`` and ``content_hash`` are the
    message's; ``checkpoint`` is the receiver's signed note; ``cosignature`` its signature line for the sender's
    checkpoint, or "" while the sender is not yet witnessed. ``received_at`` is RFC 3339.
    """

    message: str
    link: str
    lane: str
    seq: int
    by: str
    to: str
    content_hash: str
    header_hash: str
    received_at: str
    checkpoint: str
    cosignature: str
    v: int = VERSION
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def content(self) -> dict[str, Any]:
        """The JSON object."""
        names = ("v", "message", "link", "lane", "seq", "to", "content_hash", "header_hash", "received_at")
        plain = {name: getattr(self, name) for name in (*names, "checkpoint", "cosignature")}
        return {**self.extra, **plain, "from": self.by}


_RECEIPT_FIELDS = frozenset((*(set(Receipt.__slots__) - {"extra", "by"}), "from"))


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """The exact bytes that travel and are kept."""

    receipt_bytes: bytes
    signature: bytes

    def content(self) -> dict[str, str]:
        """The JSON object of the wire."""
        return {"receipt": encode64(self.receipt_bytes), "signature": encode64(self.signature)}


def make_receipt(envelope: Envelope, *, received_at: str, checkpoint: str, cosignature: str = "") -> Receipt:
    """The receipt for a message that was opened and stored."""
    header = read_header(envelope.header_bytes)
    return Receipt(
        message=header.id,
        link=header.link,
        lane=header.lane,
        seq=header.seq,
        by=header.receiver,
        to=header.sender,
        content_hash=header.content_hash,
        header_hash=envelope.header_hash,
        received_at=received_at,
        checkpoint=checkpoint,
        cosignature=cosignature,
    )


def sign_receipt(receipt: Receipt, signing: Ed25519PrivateKey) -> SignedReceipt:
    """Sign; what would not be accepted by a reader is not signed."""
    data = canonical_bytes(receipt.content())
    read_receipt(data)
    return SignedReceipt(receipt_bytes=data, signature=signing.sign(_CONTEXT + data))


def read_signed_receipt(wire: bytes | Mapping[str, Any]) -> SignedReceipt:
    """The two parts, unverified; MalformedError or TooLargeError."""
    if isinstance(wire, bytes):
        fields = read_fields(wire, what="signed_receipt", limit=LIMIT_BYTES * 2)
    else:
        fields = Fields(wire, what="signed_receipt")
    return SignedReceipt(
        receipt_bytes=fields.data("receipt", limit=LIMIT_BYTES),
        signature=fields.data("signature", limit=64, exactly=64),
    )


def open_receipt(signed: SignedReceipt, *, signer: Identity) -> Receipt:
    """The receipt, if ``signer`` made and signed it: else ForeignError or BadSignatureError, or those of reading."""
    receipt = read_receipt(signed.receipt_bytes)
    if receipt.by != signer.office:
        raise ForeignError(author=receipt.by, peer=signer.office)
    verify_bytes(signer.signing_key, signed.signature, _CONTEXT + signed.receipt_bytes, what="receipt")
    return receipt


def match_receipt(receipt: Receipt, envelope: Envelope) -> None:
    """Raise ReceiptMismatchError unless the receipt is for exactly this envelope."""
    expected = make_receipt(
        envelope, received_at=receipt.received_at, checkpoint=receipt.checkpoint, cosignature=receipt.cosignature
    )
    if {**receipt.extra, **expected.content()} != receipt.content():
        raise ReceiptMismatchError(message=receipt.message)


def read_receipt(data: bytes) -> Receipt:
    """Parse and check receipt bytes for themselves; MalformedError, TooLargeError or VersionError."""
    fields = read_fields(data, what="receipt", limit=LIMIT_BYTES)
    fields.version(VERSION)
    receipt = Receipt(
        message=fields.wire_id("message"),
        link=fields.text("link"),
        lane=fields.one_of("lane", LANES),
        seq=fields.integer("seq", low=1),
        by=fields.office("from"),
        to=fields.office("to"),
        content_hash=fields.hash("content_hash"),
        header_hash=fields.hash("header_hash"),
        received_at=fields.time("received_at"),
        checkpoint=fields.text("checkpoint", limit=LIMIT_CHECKPOINT),
        cosignature=fields.text("cosignature", limit=LIMIT_COSIGNATURE),
        extra=MappingProxyType(fields.unknown(_RECEIPT_FIELDS)),
    )
    if receipt.by == receipt.to or receipt.link != link_of(receipt.by, receipt.to):
        raise MalformedError(field="receipt.link")
    if parse_wire_id(receipt.message).office != receipt.to:
        raise MalformedError(field="receipt.message")
    return receipt
