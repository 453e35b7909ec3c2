import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.protocol.batch import (
    LIMIT_BYTES,
    Fault,
    Reply,
    Request,
    read_reply,
    read_request,
    take_fitting,
    write_reply,
    write_request,
)
from comity.protocol.envelope import LIMIT_SEALED, Envelope
from comity.protocol.errors import MalformedError, ProtocolError, TooLargeError, VersionError
from comity.protocol.receipt import make_receipt, sign_receipt
from tests.protocol.offices import message, xa, xb

FIRST = message(xa(), xb(), {"n": 1})
SECOND = message(xa(), xb(), {"n": 2}, number=2, seq=2, prev=FIRST.header_hash)
REQUEST = Request((FIRST, SECOND), old_size=3, checkpoint="note\n", consistency=(bytes(32), b"\1" * 32), known_size=9)
RECEIPT = sign_receipt(
    make_receipt(FIRST, received_at="2026-11-22T09:31:00.000Z", checkpoint="note\n"), xb().keys.signing
)
REPLY = Reply(
    receipts=(RECEIPT,),
    expect={"normal": 2, "bulk": 1},
    faults=(Fault("xa-coord/message/1", "protocol.bad_signature"), Fault("", "protocol.malformed")),
    checkpoint="theirs\n",
    consistency=(b"\2" * 32,),
    cosignature="— xb AAAA",
    seen="ours\n",
)
HEAVY = Envelope(b"{}", bytes(64), bytes(LIMIT_SEALED))


def test_requests_and_replies_come_back() -> None:
    assert read_request(write_request(REQUEST)) == REQUEST
    assert read_request(write_request(Request(()))) == Request(())
    assert read_reply(write_reply(REPLY)) == REPLY
    assert read_reply(write_reply(Reply())) == Reply()


def test_bounds_hold_on_both_sides() -> None:
    with pytest.raises(TooLargeError):
        write_request(Request((FIRST,) * 101))
    with pytest.raises(TooLargeError):
        write_request(Request((HEAVY, HEAVY)))
    content = json.loads(write_request(REQUEST))
    with pytest.raises(TooLargeError):
        read_request(json.dumps({**content, "messages": content["messages"] * 51}).encode())
    with pytest.raises(TooLargeError):
        read_request(json.dumps({**content, "consistency": content["consistency"] * 32}).encode())
    with pytest.raises(TooLargeError):
        read_request(b" " * (LIMIT_BYTES + 1))


def test_what_fits_is_taken_from_the_front() -> None:
    assert take_fitting([]) == ()
    assert take_fitting([FIRST] * 250) == (FIRST,) * 100
    assert take_fitting([HEAVY, HEAVY]) == (HEAVY,)
    assert take_fitting([FIRST, HEAVY, SECOND, HEAVY]) == (FIRST, HEAVY, SECOND)
    assert len(write_request(Request(take_fitting([HEAVY, FIRST])))) <= LIMIT_BYTES


@pytest.mark.parametrize("name", ["messages", "old_size", "checkpoint", "consistency", "known_size", "v"])
@pytest.mark.parametrize("value", [None, -1, "x" * 5000, [1], {"a": 1}, True, [{"header": "A"}]])
def test_a_request_out_of_form_is_refused(name: str, value: object) -> None:
    content = {**json.loads(write_request(REQUEST)), name: value}
    with pytest.raises(ProtocolError):
        read_request(json.dumps(content).encode())


@pytest.mark.parametrize(
    "name", ["receipts", "expect", "faults", "checkpoint", "consistency", "cosignature", "seen", "v"]
)
@pytest.mark.parametrize("value", [None, -1, "x" * 5000, [1], {"normal": 0}, True, [{"id": "", "code": "What?"}]])
def test_a_reply_out_of_form_is_refused(name: str, value: object) -> None:
    content = {**json.loads(write_reply(REPLY)), name: value}
    with pytest.raises(ProtocolError):
        read_reply(json.dumps(content).encode())


def test_another_version_and_loose_base64_are_refused() -> None:
    content = json.loads(write_request(REQUEST))
    with pytest.raises(VersionError):
        read_request(json.dumps({**content, "v": 2}).encode())
    loose = content["messages"][0]["signature"].replace("==", "=")
    content["messages"][0]["signature"] = loose
    with pytest.raises(MalformedError):
        read_request(json.dumps(content).encode())


@given(st.binary(max_size=300))
def test_noise_gives_only_our_errors(data: bytes) -> None:
    for reader in (read_request, read_reply):
        with pytest.raises(ProtocolError):
            reader(data)


DATA = write_reply(REPLY)


@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused_never_a_crash(index: int, byte: int) -> None:
    altered = bytearray(DATA)
    altered[index] = byte
    try:
        read_reply(bytes(altered))
    except ProtocolError:
        pass
