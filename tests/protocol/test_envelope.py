import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.kit.canonical import canonical_bytes, sha256_hex
from comity.protocol.envelope import (
    SIZE_CLASSES,
    Envelope,
    Opened,
    open_envelope,
    read_envelope,
    read_header,
    seal_message,
    verify_header,
)
from comity.protocol.errors import (
    BadSignatureError,
    CannotOpenError,
    ContentHashError,
    ForeignError,
    MalformedError,
    NotForUsError,
    ProtocolError,
    SealedHashError,
    TooLargeError,
    VersionError,
)
from comity.protocol.sealing import seal_to
from tests.protocol.offices import SALT, Office, header_for, message, office, xa, xb, xc

BODY = {"kind": "request", "summary": "ជំរាបសួរ 你好", "count": 3}


def opened(wire: object, *, sender: Office | None = None, by: Office | None = None) -> Opened:
    receiver = by or xb()
    return open_envelope(
        wire,  # type: ignore[arg-type]  # hostile values on purpose
        sender=(sender or xa()).identity,
        office=receiver.code,
        sealing=receiver.keys.sealing,
    )


def signed_again(envelope: Envelope, sender: Office, **changes: object) -> Envelope:
    """The hostile peer: other header fields, correctly signed."""
    content = {**json.loads(envelope.header_bytes), **changes}
    data = canonical_bytes(content)
    return Envelope(data, sender.keys.signing.sign(b"comity/envelope/v1\n" + data), envelope.sealed)


@pytest.mark.parametrize("receiver", [xb(), office("xb-two")])
def test_a_message_arrives_as_it_was_written(receiver: Office) -> None:
    envelope = message(xa(), receiver, BODY)
    result = opened(envelope.wire_bytes(), by=receiver)
    assert result.body == BODY
    assert result.body_bytes == canonical_bytes(BODY) and result.salt == SALT
    assert result.header.id.startswith("xa-coord/message/")
    assert opened(envelope.content(), by=receiver) == result == opened(envelope, by=receiver)


def test_nothing_of_the_body_is_in_the_clear() -> None:
    wire = message(xa(), xb(), {"summary": "A" * 200}).sealed + message(xa(), xb(), {"summary": "A" * 200}).header_bytes
    assert b"A" * 8 not in wire and b"summary" not in wire


def test_the_same_message_sealed_twice_differs_but_commits_to_the_same_content() -> None:
    first, second = message(xa(), xb(), BODY), message(xa(), xb(), BODY)
    assert first.sealed != second.sealed
    assert opened(first).header.content_hash == opened(second).header.content_hash


@pytest.mark.parametrize(
    "size", [0, 1, 900, 1024 - 67, 1024 - 66, 1024 - 65, 1024 - 64, 1024 - 63, 1024 - 62, 5000, 300_000]
)
def test_sizes_say_only_their_class(size: int) -> None:
    body = {"x": "y" * size}
    envelope = message(xa(), xb(), body)
    overhead = 32 + 16  # one X25519 share and one tag
    assert len(envelope.sealed) - overhead in SIZE_CLASSES
    assert opened(envelope).body == body


def test_a_body_too_large_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(TooLargeError):
        message(xa(), xb(), {"x": "y" * SIZE_CLASSES[-1]})


def test_the_sender_cannot_sign_a_commitment_that_does_not_fit() -> None:
    data = canonical_bytes(BODY)
    header = header_for(xa(), xb(), data)
    signing, receiver = xa().keys.signing, xb().identity
    with pytest.raises(ContentHashError):
        seal_message(header, body=data, salt=bytes(32), receiver=receiver, signing=signing)
    with pytest.raises(ContentHashError):
        seal_message(header, body=canonical_bytes({}), salt=SALT, receiver=receiver, signing=signing)
    with pytest.raises(NotForUsError):
        seal_message(header, body=data, salt=SALT, receiver=xc().identity, signing=signing)
    loose = b'{"b": 1}'
    with pytest.raises(MalformedError):
        seal_message(header_for(xa(), xb(), loose), body=loose, salt=SALT, receiver=receiver, signing=signing)


def test_bad_signature_is_its_own_error() -> None:
    envelope = message(xa(), xb(), BODY)
    with pytest.raises(BadSignatureError):
        opened(replace(envelope, signature=bytes(64)))
    with pytest.raises(BadSignatureError):
        opened(signed_again(envelope, xc()))
    impostor = replace(xa().identity, signing_key=xc().identity.signing_key)
    with pytest.raises(BadSignatureError):
        open_envelope(envelope, sender=impostor, office="xb-desk", sealing=xb().keys.sealing)


def test_foreign_is_what_a_peer_hands_over_from_another() -> None:
    with pytest.raises(ForeignError):
        opened(message(xc(), xb(), BODY), sender=xa())


def test_not_for_us_is_signed_but_addressed_elsewhere() -> None:
    with pytest.raises(NotForUsError):
        opened(message(xa(), xc(), BODY))


def test_swapped_sealed_bytes_are_named() -> None:
    first, second = message(xa(), xb(), BODY), message(xa(), xb(), {"other": 1}, number=2)
    with pytest.raises(SealedHashError):
        opened(replace(first, sealed=second.sealed))


def test_sealed_bytes_are_bound_to_their_header() -> None:
    first, second = message(xa(), xb(), BODY), message(xa(), xb(), BODY, number=2)
    moved = replace(first, sealed=second.sealed)
    with pytest.raises(CannotOpenError):
        opened(signed_again(moved, xa(), sealed_hash=sha256_hex(second.sealed)))


def test_another_office_cannot_open() -> None:
    envelope = message(xa(), xb(), BODY)
    with pytest.raises(CannotOpenError):
        open_envelope(envelope, sender=xa().identity, office="xb-desk", sealing=xc().keys.sealing)


def test_a_commitment_to_other_content_is_named() -> None:
    with pytest.raises(ContentHashError):
        opened(signed_again(message(xa(), xb(), BODY), xa(), content_hash="00" * 32))


def test_a_later_major_version_is_refused_and_a_later_field_is_kept() -> None:
    envelope = message(xa(), xb(), BODY)
    with pytest.raises(VersionError):
        opened(signed_again(envelope, xa(), v=2))
    assert opened(signed_again(envelope, xa(), colour="later")).header.extra == {"colour": "later"}


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "xb-desk/message/01939c1e-0000-7000-8000-000000000001"},
        {"id": "message 1"},
        {"link": "xa-coord~xc-other"},
        {"link": "xb-desk~xa-coord"},
        {"to": "xa-coord"},
        {"lane": "express"},
        {"seq": 0},
        {"seq": True},
        {"seq": "1"},
        {"seq": 2},
        {"seq": 2**60},
        {"prev": "00" * 32},
        {"prev": None},
        {"class": "Request!"},
        {"policy_hash": "AB" * 32},
        {"checkpoint": 7},
        {"made_at": "2026-11-22T09:30:00Z"},
        {"v": "1"},
    ],
)
def test_a_header_out_of_form_is_refused_although_signed(changes: dict[str, object]) -> None:
    content = {**json.loads(message(xa(), xb(), BODY).header_bytes), **changes}
    data = json.dumps(content).encode()
    with pytest.raises(MalformedError):
        opened(Envelope(data, xa().keys.signing.sign(b"comity/envelope/v1\n" + data), b""))


@pytest.mark.parametrize(
    "plaintext",
    [
        b"",
        b"\0" * 1024,
        b"{}".ljust(1024, b"\0"),
        (b"{}\x80").ljust(1024, b"\0"),
        (b"{}\x80").ljust(1000, b"\0"),
        (b"{}\x80").ljust(4096, b"\0"),
        (b'{"salt":"AAAA","body":{}}\x80').ljust(1024, b"\0"),
        (b'{"body":{},"salt":"' + b"A" * 43 + b'=","more":1}\x80').ljust(1024, b"\0"),
        (b'{"body":[],"salt":"' + b"A" * 43 + b'="}\x80').ljust(1024, b"\0"),
        (b'{"body":{"x":1.5},"salt":"' + b"A" * 43 + b'="}\x80').ljust(1024, b"\0"),
        (b'{"body":{"x":"\\ud800"},"salt":"' + b"A" * 43 + b'="}\x80').ljust(1024, b"\0"),
        (b'{"body":{ },"salt":"' + b"A" * 43 + b'="}\x80').ljust(1024, b"\0"),
    ],
)
def test_content_out_of_form_is_refused_although_sealed_and_signed(plaintext: bytes) -> None:
    """The hostile peer seals and signs whatever it likes; the receiver still accepts one form only."""
    header = header_for(xa(), xb(), b"")
    sealed = seal_to(
        xb().identity.sealing_key,
        plaintext,
        suite=xb().identity.sealing_suite,
        info=b"comity/seal/v1\n" + header.id.encode(),
    )
    made = canonical_bytes({**header.content(), "sealed_hash": sha256_hex(sealed)})
    with pytest.raises(MalformedError):
        opened(Envelope(made, xa().keys.signing.sign(b"comity/envelope/v1\n" + made), sealed))


WIRE = message(xa(), xb(), BODY)


@settings(max_examples=300)
@given(st.sampled_from(["header_bytes", "signature", "sealed"]), st.integers(0, 10**6), st.integers(0, 7))
def test_any_changed_bit_of_any_part_is_refused(part: str, index: int, bit: int) -> None:
    data = bytearray(getattr(WIRE, part))
    data[index % len(data)] ^= 1 << bit
    with pytest.raises(ProtocolError):
        opened(replace(WIRE, **{part: bytes(data)}))


@settings(max_examples=300)
@given(st.integers(0, len(WIRE.wire_bytes()) - 1), st.integers(0, 7))
def test_any_changed_bit_on_the_wire_is_refused(index: int, bit: int) -> None:
    data = bytearray(WIRE.wire_bytes())
    data[index] ^= 1 << bit
    with pytest.raises(ProtocolError):
        opened(bytes(data))


@given(st.sampled_from(["header_bytes", "signature", "sealed"]), st.integers(0, 200))
def test_a_part_cut_short_is_refused(part: str, kept: int) -> None:
    data = getattr(WIRE, part)
    with pytest.raises(ProtocolError):
        opened(replace(WIRE, **{part: data[: min(kept, len(data) - 1)]}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_any_json_gives_only_our_errors(value: object) -> None:
    for reader in (read_envelope, read_header):
        with pytest.raises(ProtocolError):
            reader(json.dumps(value).encode())


@given(st.sampled_from(sorted(json.loads(WIRE.header_bytes))), JSON)
def test_any_json_in_any_header_field_gives_only_our_errors(name: str, value: object) -> None:
    try:
        read_header(json.dumps({**json.loads(WIRE.header_bytes), name: value}).encode())
    except ProtocolError:
        pass


@given(st.binary(max_size=300))
def test_noise_gives_only_our_errors(data: bytes) -> None:
    for reader in (read_envelope, read_header):
        with pytest.raises(ProtocolError):
            reader(data)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(TEXT, TEXT))
def test_any_people_and_scripts_survive(body: dict[str, str]) -> None:
    assert opened(message(xa(), xb(), body)).body == body


def test_anyone_with_the_header_can_repeat_the_check() -> None:
    kept = replace(WIRE, sealed=b"")
    assert verify_header(kept, sender=xa().identity).seq == 1
    assert WIRE.header_hash == sha256_hex(WIRE.header_bytes)
