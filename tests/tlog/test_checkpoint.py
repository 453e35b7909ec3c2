"""Checkpoints and cosignatures: three exact lines, the log's own key, a time that is signed."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from comity.tlog.checkpoint import (
    Checkpoint,
    add_signature,
    cosign,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
    verify_cosignature,
    witness_key,
)
from comity.tlog.errors import CheckpointError, NoteError, TlogError
from comity.tlog.note import (
    COSIGNATURE,
    SignatureLine,
    cosigned_message,
    parse_note,
    signed_note,
    verifier_key,
)
from tests.tlog.vectors import read_vectors

SPEC = read_vectors("note.json")["spec_checkpoint"].encode()
LOG, WITNESS = (Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32) for seed in (7, 8))
ORIGIN = "xa-coord/record"
KEY = verifier_key(ORIGIN, LOG)
WITNESS_KEY = witness_key("xb-coord", WITNESS.public_key().public_bytes_raw())
POINT = Checkpoint(ORIGIN, 20852163, bytes(range(32)))
NOTE = sign_checkpoint(POINT, LOG)
AT = datetime(2026, 11, 22, 9, 30, 15, 999000, tzinfo=UTC)
COSIGNED = add_signature(NOTE, cosign(NOTE, WITNESS, "xb-coord/witness", AT))


def test_the_published_checkpoint_is_read_and_written_alike():
    note = parse_note(SPEC)
    point = parse_checkpoint(note.text)
    assert (point.origin, point.size) == ("example.com/behind-the-sofa", 20852163)
    assert point.to_text() == note.text
    assert note.to_bytes() == SPEC


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read_back(size, root):
    point = Checkpoint(ORIGIN, size, root)
    assert parse_checkpoint(point.to_text()) == point
    assert open_checkpoint(sign_checkpoint(point, LOG), KEY) == point


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text):
    try:
        point = parse_checkpoint(text)
    except CheckpointError:
        return
    assert point.to_text() == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20852163", "020852163"),
        ("20852163", "+20852163"),
        ("20852163", "-1"),
        ("20852163", "many"),
        ("20852163", "٢"),
        ("20852163", "9223372036854775808"),
        ("\n20852163\n", "\n"),
        ("=\n", "=\nextension\n"),
        ("=\n", "="),
        ("=\n", "\n"),
        ("Hh8=", "Hh9="),
        ("AAEC", "AA=="),
        ("xa-coord/record", ""),
        ("xa-coord/record", "xa coord"),
    ],
)
def test_malformed_checkpoints_are_refused(old, new):
    text = POINT.to_text().replace(old, new)
    assert text != POINT.to_text()
    with pytest.raises(CheckpointError):
        parse_checkpoint(text)


@given(st.data())
def test_no_changed_bit_of_a_signed_checkpoint_is_accepted(data):
    bit = data.draw(st.integers(0, len(NOTE) * 8 - 1))
    changed = bytearray(NOTE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TlogError):
        open_checkpoint(bytes(changed), KEY)


def test_another_size_or_root_under_the_same_signature_is_refused():
    for other in (Checkpoint(ORIGIN, POINT.size + 1, POINT.root), Checkpoint(ORIGIN, POINT.size, bytes(32))):
        with pytest.raises(NoteError):
            open_checkpoint(NOTE.replace(POINT.to_text().encode(), other.to_text().encode()), KEY)


def test_a_checkpoint_of_another_log_is_refused_though_the_key_is_right():
    foreign = Checkpoint("xc-coord/record", 3, bytes(32)).to_text()
    with pytest.raises(CheckpointError, match="origin"):
        open_checkpoint(signed_note(foreign, ORIGIN, LOG), KEY)


def test_a_cosigner_key_does_not_open_a_checkpoint():
    with pytest.raises(CheckpointError, match="key_algorithm"):
        open_checkpoint(COSIGNED, verifier_key(ORIGIN, LOG, COSIGNATURE))


def test_a_cosigned_checkpoint_still_opens_and_says_since_when():
    assert open_checkpoint(COSIGNED, KEY) == POINT
    assert verify_cosignature(COSIGNED, WITNESS_KEY) == AT.replace(microsecond=0)


def test_the_latest_cosignature_counts():
    line = cosign(NOTE, WITNESS, "xb-coord/witness", AT + timedelta(hours=1))
    again = add_signature(COSIGNED, str(line))
    assert verify_cosignature(again, WITNESS_KEY) == (AT + timedelta(hours=1)).replace(microsecond=0)


def test_a_time_beyond_the_calendar_is_refused():
    message = cosigned_message(2**62, POINT.to_text())
    line = SignatureLine(WITNESS_KEY.name, WITNESS_KEY.key_id, (2**62).to_bytes(8, "big") + WITNESS.sign(message))
    with pytest.raises(NoteError, match="timestamp"):
        verify_cosignature(add_signature(NOTE, line), WITNESS_KEY)


def test_a_missing_or_foreign_cosignature_is_refused():
    with pytest.raises(NoteError, match="not_signed"):
        verify_cosignature(NOTE, WITNESS_KEY)
    with pytest.raises(NoteError, match="not_signed"):
        verify_cosignature(COSIGNED, witness_key("xc-coord", WITNESS.public_key().public_bytes_raw()))
    with pytest.raises(NoteError, match="key_algorithm"):
        verify_cosignature(COSIGNED, KEY)


@given(st.data())
def test_no_changed_bit_of_a_cosignature_is_accepted(data):
    line = COSIGNED[len(NOTE) :]
    bit = data.draw(st.integers(0, len(line) * 8 - 1))
    changed = bytearray(line)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteError):
        verify_cosignature(NOTE + bytes(changed), WITNESS_KEY)


def test_a_cosignature_holds_for_its_checkpoint_only():
    other = sign_checkpoint(Checkpoint(ORIGIN, 5, bytes(32)), LOG)
    line = parse_note(COSIGNED).signatures[-1]
    with pytest.raises(NoteError, match="wrong_signature"):
        verify_cosignature(add_signature(other, line), WITNESS_KEY)


def test_only_checkpoints_are_cosigned_at_real_times():
    with pytest.raises(CheckpointError):
        cosign(signed_note("a letter\n", ORIGIN, LOG), WITNESS, "xb-coord/witness", AT)
    for at in (AT.replace(tzinfo=None), datetime(1950, 1, 1, tzinfo=UTC)):
        with pytest.raises(NoteError):
            cosign(NOTE, WITNESS, "xb-coord/witness", at)


def test_a_checkpoint_of_impossible_values_is_not_made():
    for size, root in ((-1, bytes(32)), (2**63, bytes(32)), (1, bytes(31))):
        with pytest.raises(CheckpointError):
            Checkpoint(ORIGIN, size, root)
