import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kit.canonical import canonical_bytes
from comity.protocol.errors import (
    BadSignatureError,
    ForeignError,
    MalformedError,
    ProtocolError,
    ReceiptMismatchError,
    VersionError,
)
from comity.protocol.receipt import (
    SignedReceipt,
    make_receipt,
    match_receipt,
    open_receipt,
    read_receipt,
    read_signed_receipt,
    sign_receipt,
)
from tests.protocol.offices import message, xa, xb, xc

ENVELOPE = message(xa(), xb(), {"kind": "request"})
RECEIPT = make_receipt(ENVELOPE, received_at="2026-11-22T09:31:00.000Z", checkpoint="note\n", cosignature="— xb AAAA")
SIGNED = sign_receipt(RECEIPT, xb().keys.signing)


def test_a_receipt_comes_back_and_is_for_its_message() -> None:
    signed = read_signed_receipt(canonical_bytes(SIGNED.content()))
    receipt = open_receipt(signed, signer=xb().identity)
    assert receipt == RECEIPT
    assert (receipt.by, receipt.to) == ("xb-desk", "xa-coord")
    match_receipt(receipt, ENVELOPE)


def test_a_receipt_for_another_message_is_named() -> None:
    receipt = open_receipt(SIGNED, signer=xb().identity)
    for other in (message(xa(), xb(), {"kind": "request"}), message(xa(), xb(), {}, number=2)):
        with pytest.raises(ReceiptMismatchError):
            match_receipt(receipt, other)


def test_only_the_receiver_makes_a_receipt() -> None:
    with pytest.raises(BadSignatureError):
        open_receipt(sign_receipt(RECEIPT, xc().keys.signing), signer=xb().identity)
    with pytest.raises(ForeignError):
        open_receipt(SIGNED, signer=xc().identity)
    third = make_receipt(message(xa(), xc(), {}), received_at=RECEIPT.received_at, checkpoint="")
    with pytest.raises(ForeignError):
        open_receipt(sign_receipt(third, xb().keys.signing), signer=xb().identity)


def test_a_signature_of_another_kind_is_none() -> None:
    """The same key signs envelopes and receipts; the context keeps them apart."""
    data = SIGNED.receipt_bytes
    as_envelope = xb().keys.signing.sign(b"comity/envelope/v1\n" + data)
    with pytest.raises(BadSignatureError):
        open_receipt(SignedReceipt(data, as_envelope), signer=xb().identity)


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "xa-coord"},
        {"to": "xc-other"},
        {"link": "xa-coord~xc-other"},
        {"message": "xb-desk/message/01939c1e-0000-7000-8000-000000000001"},
        {"seq": 0},
        {"lane": "slow"},
        {"header_hash": ""},
        {"received_at": ""},
    ],
)
def test_what_no_reader_would_take_is_not_signed(changes: dict[str, Any]) -> None:
    with pytest.raises(MalformedError):
        sign_receipt(replace(RECEIPT, **changes), xb().keys.signing)


def test_versions() -> None:
    with pytest.raises(VersionError):
        read_receipt(canonical_bytes({**RECEIPT.content(), "v": 2}))
    later = read_receipt(canonical_bytes({**RECEIPT.content(), "later": True}))
    match_receipt(later, ENVELOPE)
    assert later.extra == {"later": True}


@given(st.sampled_from(["receipt_bytes", "signature"]), st.integers(0, 10**6), st.integers(0, 7))
def test_any_changed_bit_is_refused(part: str, index: int, bit: int) -> None:
    data = bytearray(getattr(SIGNED, part))
    data[index % len(data)] ^= 1 << bit
    with pytest.raises(ProtocolError):
        open_receipt(replace(SIGNED, **{part: bytes(data)}), signer=xb().identity)


@given(st.sampled_from(sorted(RECEIPT.content())), st.none() | st.integers() | st.text() | st.lists(st.integers()))
def test_noise_in_any_field_gives_only_our_errors(name: str, value: object) -> None:
    try:
        read_receipt(json.dumps({**RECEIPT.content(), name: value}).encode())
    except ProtocolError:
        pass


@given(st.binary(max_size=200))
def test_noise_gives_only_our_errors(data: bytes) -> None:
    for reader in (read_receipt, read_signed_receipt):
        with pytest.raises(ProtocolError):
            reader(data)
