"""What travels in one POST /link/v1/messages and back. Envelopes and receipts inside are parsed, not yet verified.

The request also carries the sender's newest checkpoint with a consistency proof from ``old_size`` (the size the
receiver last cosigned); the reply carries the receiver's, from ``known_size`` (the size the sender said it holds),
and ``seen``: the newest checkpoint of the *sender's* log that the receiver has witnessed, in the sender's own signed
note. So a sender that was restored from an old copy learns from any partner that its history is behind.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from comity.kit.canonical import canonical_bytes
from comity.protocol.envelope import LANES, LIMIT_CHECKPOINT, Envelope, read_envelope
from comity.protocol.errors import TooLargeError
from comity.protocol.reading import Fields, encode64, read_fields
from comity.protocol.receipt import LIMIT_COSIGNATURE, SignedReceipt, read_signed_receipt

VERSION = 1
LIMIT_BYTES = 8 * 1024 * 1024
LIMIT_MESSAGES = 100
LIMIT_PROOF = 63
"""Hashes in a consistency proof: enough for every tree that fits in 64 bits (C2SP tlog-witness)."""

_RESERVE = 32 * 1024
_CODE = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class Request:
    """Messages in the order in which they are to be taken; ``checkpoint`` may be "" when there is nothing new."""

    messages: tuple[Envelope, ...]
    old_size: int = 0
    checkpoint: str = ""
    consistency: tuple[bytes, ...] = ()
    known_size: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a message was not taken: its id ("" if it could not be read) and the error's code."""

    id: str
    code: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Receipts for what is durable; ``expect`` gives the next sequence number of each lane with a gap."""

    receipts: tuple[SignedReceipt, ...] = ()
    expect: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    checkpoint: str = ""
    consistency: tuple[bytes, ...] = ()
    cosignature: str = ""
    seen: str = ""


def write_request(request: Request) -> bytes:
    """The body to post; TooLargeError if it would be refused for its size (see ``take_fitting``)."""
    return _bounded(
        {
            "v": VERSION,
            "messages": [envelope.content() for envelope in request.messages],
            "old_size": request.old_size,
            "checkpoint": request.checkpoint,
            "consistency": [encode64(node) for node in request.consistency],
            "known_size": request.known_size,
        },
        count=len(request.messages),
    )


def read_request(data: bytes) -> Request:
    """Parse a posted body; MalformedError, TooLargeError or VersionError. One unreadable envelope refuses all."""
    fields = read_fields(data, what="request", limit=LIMIT_BYTES)
    fields.version(VERSION)
    return Request(
        messages=tuple(read_envelope(Fields(m, what="envelope").values) for m in _messages(fields, "messages")),
        old_size=fields.integer("old_size"),
        checkpoint=fields.text("checkpoint", limit=LIMIT_CHECKPOINT),
        consistency=_read_proof(fields),
        known_size=fields.integer("known_size"),
    )


def write_reply(reply: Reply) -> bytes:
    """The body of the answer."""
    return _bounded(
        {
            "v": VERSION,
            "receipts": [receipt.content() for receipt in reply.receipts],
            "expect": dict(reply.expect),
            "faults": [{"id": fault.id, "code": fault.code} for fault in reply.faults],
            "checkpoint": reply.checkpoint,
            "consistency": [encode64(node) for node in reply.consistency],
            "cosignature": reply.cosignature,
            "seen": reply.seen,
        },
        count=len(reply.receipts),
    )


def read_reply(data: bytes) -> Reply:
    """Parse an answer; MalformedError, TooLargeError or VersionError. Receipts still need ``open_receipt``."""
    fields = read_fields(data, what="reply", limit=LIMIT_BYTES)
    fields.version(VERSION)
    expect = fields.inner("expect")
    return Reply(
        receipts=tuple(read_signed_receipt(Fields(r, what="receipt").values) for r in _messages(fields, "receipts")),
        expect={lane: expect.integer(lane, low=1) for lane in LANES if lane in expect.values},
        faults=tuple(_read_fault(Fields(value, what="fault")) for value in _messages(fields, "faults")),
        checkpoint=fields.text("checkpoint", limit=LIMIT_CHECKPOINT),
        consistency=_read_proof(fields),
        cosignature=fields.text("cosignature", limit=LIMIT_COSIGNATURE),
        seen=fields.text("seen", limit=LIMIT_CHECKPOINT),
    )


def take_fitting(envelopes: Iterable[Envelope]) -> tuple[Envelope, ...]:
    """As many of the envelopes, from the first on, as one request can carry; at least one if there is any."""
    taken: list[Envelope] = []
    size = _RESERVE
    for envelope in envelopes:
        size += (len(envelope.header_bytes) + len(envelope.sealed)) * 4 // 3 + 200
        if len(taken) == LIMIT_MESSAGES or (taken and size > LIMIT_BYTES):
            break
        taken.append(envelope)
    return tuple(taken)


def _bounded(content: Mapping[str, object], *, count: int) -> bytes:
    if count > LIMIT_MESSAGES:
        raise TooLargeError(field="messages", limit=LIMIT_MESSAGES)
    data = canonical_bytes(content)
    if len(data) > LIMIT_BYTES:
        raise TooLargeError(field="batch", limit=LIMIT_BYTES)
    return data


def _messages(fields: Fields, name: str) -> list[object]:
    return fields.items(name, limit=LIMIT_MESSAGES)


def _read_proof(fields: Fields) -> tuple[bytes, ...]:
    nodes = fields.items("consistency", limit=LIMIT_PROOF)
    named = Fields({str(index): node for index, node in enumerate(nodes)}, what="consistency")
    return tuple(named.data(name, limit=32, exactly=32) for name in named.values)


def _read_fault(fields: Fields) -> Fault:
    return Fault(id=fields.text("id", limit=120), code=fields.text("code", limit=60, form=_CODE))
