import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from comity.protocol.errors import KeyAbsentError, MalformedError, PassphraseError, ProtocolError, VersionError
from comity.protocol.keys import (
    KEY_NAMES,
    Cost,
    key_from_bytes,
    key_to_bytes,
    new_keys,
    open_verifier_key,
    unwrap_secret,
    verifier_key,
    wrap_secret,
)
from comity.protocol.sealing import CLASSIC, HYBRID

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WRAPPED = wrap_secret(b"thirty-two bytes of a secret....", "horse battery", purpose="xa-coord/log", cost=CHEAP)


@pytest.mark.parametrize("suite", [HYBRID, CLASSIC])
@pytest.mark.parametrize("name", KEY_NAMES)
def test_each_key_survives_its_bytes_and_comes_alone(suite: str, name: str) -> None:
    keys = new_keys("xa-coord", ["localhost"], suite=suite)
    alone = key_from_bytes(name, key_to_bytes(keys, name))
    assert alone.names() == (name,)
    assert key_to_bytes(alone, name) == key_to_bytes(keys, name)
    assert keys[name] is getattr(keys, name)
    with pytest.raises(KeyAbsentError):
        keys["repr"]
    for other in set(KEY_NAMES) - {name}:
        with pytest.raises(KeyAbsentError):
            key_to_bytes(alone, other)


def test_five_keys_are_five_secrets_and_no_repr_shows_one() -> None:
    keys = new_keys("xa-coord", ["localhost"])
    assert len({key_to_bytes(keys, name) for name in KEY_NAMES}) == 5
    shown = repr(keys) + repr(keys.sealing) + repr(keys.tls)
    assert keys.sealing.secret.hex() not in shown and repr(keys.sealing.secret) not in shown
    assert "PRIVATE" not in shown and repr(keys.records) not in shown


@pytest.mark.parametrize("name", [*KEY_NAMES, "other"])
def test_bytes_that_are_no_key_are_refused(name: str) -> None:
    with pytest.raises(MalformedError):
        key_from_bytes(name, b"not a key")


def test_the_passphrase_opens_and_another_does_not() -> None:
    assert unwrap_secret(WRAPPED, "horse battery", purpose="xa-coord/log") == b"thirty-two bytes of a secret...."
    with pytest.raises(PassphraseError) as wrong:
        unwrap_secret(WRAPPED, "horse batterY", purpose="xa-coord/log")
    assert wrong.value.code == "protocol.passphrase"
    assert "horse" not in str(wrong.value)


def test_a_key_file_is_bound_to_its_purpose() -> None:
    with pytest.raises(MalformedError):
        unwrap_secret(WRAPPED, "horse battery", purpose="xa-coord/signing")
    renamed = WRAPPED.replace(b"xa-coord/log", b"xa-coord/sig")
    with pytest.raises(PassphraseError):
        unwrap_secret(renamed, "horse battery", purpose="xa-coord/sig")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"memory_kib":64', b'"memory_kib":1073741824'),
        (b'"memory_kib":64', b'"memory_kib":1'),
        (b'"passes":1', b'"passes":1000'),
        (b'"lanes":1', b'"lanes":255'),
    ],
)
def test_a_file_may_not_ask_for_unbounded_work(old: bytes, new: bytes) -> None:
    assert old in WRAPPED
    with pytest.raises(MalformedError):
        unwrap_secret(WRAPPED.replace(old, new), "horse battery", purpose="xa-coord/log")


def test_a_later_version_is_named_as_such() -> None:
    with pytest.raises(VersionError):
        unwrap_secret(WRAPPED.replace(b"comity/key/v1", b"comity/key/v2"), "horse battery", purpose="xa-coord/log")


@pytest.mark.parametrize("cost", [Cost(7, 1, 1), Cost(64, 0, 1), Cost(64, 1, 0), Cost(64, 1, 17), Cost(2**21, 1, 1)])
def test_a_cost_out_of_bounds_is_not_written(cost: Cost) -> None:
    with pytest.raises(MalformedError):
        wrap_secret(b"secret", "p", purpose="log", cost=cost)


@given(st.integers(0, len(WRAPPED) - 1), st.integers(0, 7))
def test_any_changed_bit_of_a_key_file_is_refused(index: int, bit: int) -> None:
    altered = bytearray(WRAPPED)
    altered[index] ^= 1 << bit
    with pytest.raises(ProtocolError):
        unwrap_secret(bytes(altered), "horse battery", purpose="xa-coord/log")


def test_the_verifier_key_is_the_published_form() -> None:
    # RFC 8032 test 1 public key; the form is C2SP signed-note: key id = SHA-256(name, newline, 1, key) first 4 bytes
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    text = verifier_key("xa-coord/record", public)
    assert text == "xa-coord/record+" + text.split("+")[1] + "+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
    assert open_verifier_key(text) == ("xa-coord/record", public)


def test_a_verifier_key_with_another_name_or_id_is_refused() -> None:
    text = verifier_key("xa-coord/record", Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    for wrong in (text.replace("xa-", "xb-"), text.replace("+", "-", 1), text[:-2], text + "A", ""):
        with pytest.raises(MalformedError):
            open_verifier_key(wrong)


def test_the_key_id_of_the_reference_implementation() -> None:
    # From the documentation of golang.org/x/mod/sumdb/note: a published verifier key.
    name, _ = open_verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert name == "PeterNeumann"
