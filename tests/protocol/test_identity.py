import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kit.canonical import CanonicalError, canonical_bytes
from comity.protocol.certificates import certificate_der
from comity.protocol.errors import BadSignatureError, MalformedError, ProtocolError, TooLargeError, VersionError
from comity.protocol.identity import fingerprint, open_identity, same_fingerprint, sign_identity
from comity.protocol.reading import encode64
from tests.protocol.offices import seed, xa, xb

FILE = sign_identity(xa().identity, xa().keys.signing)


def resigned(**changes: object) -> bytes:
    """The identity of XA with other fields, signed by its own key: only the content can be at fault."""
    content = {**json.loads(FILE)["identity"], **changes}
    signature = xa().keys.signing.sign(b"comity/identity/v1\n" + canonical_bytes(content))
    return canonical_bytes({"identity": content, "signature": encode64(signature)})


def test_an_identity_comes_back_as_it_was_signed() -> None:
    assert open_identity(FILE) == xa().identity
    assert open_identity(resigned()) == xa().identity


def test_both_suites_are_spoken() -> None:
    assert xa().identity.sealing_suite.startswith("MLKEM768_X25519")
    assert open_identity(sign_identity(xb().identity, xb().keys.signing)) == xb().identity


def test_what_a_later_version_adds_is_kept_and_stays_signed() -> None:
    directory = json.loads(FILE)["identity"]["directory"]
    directory[0]["telephone"] = "+00 1"
    identity = open_identity(resigned(motto="later", directory=directory))
    assert identity.extra["motto"] == "later"
    assert identity.directory[0].extra["telephone"] == "+00 1"
    assert open_identity(sign_identity(identity, xa().keys.signing)) == identity
    assert fingerprint(identity) != fingerprint(xa().identity)


def test_another_major_version_is_refused() -> None:
    with pytest.raises(VersionError):
        open_identity(resigned(v=2))


def test_a_key_cannot_sign_for_another_identity() -> None:
    with pytest.raises(MalformedError):
        sign_identity(xa().identity, xb().keys.signing)
    content = json.loads(FILE)["identity"]
    forged = xb().keys.signing.sign(b"comity/identity/v1\n" + canonical_bytes(content))
    with pytest.raises(BadSignatureError):
        open_identity(canonical_bytes({"identity": content, "signature": encode64(forged)}))


@pytest.mark.parametrize(
    "changes",
    [
        {"office": "XA"},
        {"office": "xb-desk"},
        {"state": "Xa"},
        {"authority": "nobody"},
        {"names": {"en": "A", "km": "B"}},
        {"names": {"en": "A", "km": " ", "zh-Hans": "C"}},
        {"origin": "xb-desk/record"},
        {"log_key": xb().identity.log_key},
        {"signing_key": encode64(bytes(31))},
        {"sealing_key": encode64(bytes(32))},
        {"sealing_suite": "NONE"},
        {"sealing_key": encode64(b"\xff" * 1216)},
        {"tls_certificate": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
        {"tls_certificate": xa().identity.tls_certificate * 2},
        {"link_url": "http://localhost"},
        {"link_url": "https://user@localhost"},
        {"link_url": "https://localhost:99999"},
        {"link_url": "https://localhost/path"},
        {"link_url": "https://[broken"},
        {"made_at": "yesterday"},
        {"directory": []},
        {"directory": [{}]},
        {"directory": None},
        {"names": {"en": "\ud800", "km": "a", "zh-Hans": "b"}},
    ],
)
def test_an_identity_out_of_form_is_refused_although_signed(changes: dict[str, object]) -> None:
    try:
        data = resigned(**changes)
    except CanonicalError:  # a lone surrogate has no canonical form, so nobody can sign it: hand it over unsigned
        content = {**json.loads(FILE)["identity"], **changes}
        data = json.dumps({"identity": content, "signature": encode64(bytes(64))}).encode()
    with pytest.raises(MalformedError):
        open_identity(data)


def test_the_directory_is_a_forest_without_strangers() -> None:
    first, second = json.loads(FILE)["identity"]["directory"]
    for directory in ([second, first], [first, first], [first, {**second, "parent": "unknown"}]):
        with pytest.raises(MalformedError):
            open_identity(resigned(directory=directory))


def test_a_certificate_that_could_issue_others_is_refused() -> None:
    authority = seed_ca()
    with pytest.raises(MalformedError):
        certificate_der(authority)
    with pytest.raises(MalformedError):
        open_identity(resigned(tls_certificate=authority))


def seed_ca() -> str:
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    from comity.kit import clock

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "xa-coord")])
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(clock.now())
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def test_too_much_is_refused_unread() -> None:
    with pytest.raises(TooLargeError):
        open_identity(b" " * (512 * 1024 + 1))


@given(st.integers(0, len(FILE) - 1), st.integers(0, 7))
def test_any_changed_bit_is_refused(index: int, bit: int) -> None:
    altered = bytearray(FILE)
    altered[index] ^= 1 << bit
    with pytest.raises(ProtocolError):
        open_identity(bytes(altered))


@given(st.binary(max_size=200))
def test_noise_gives_only_our_errors(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        open_identity(data)


def test_fingerprints_read_aloud_are_the_same() -> None:
    text = fingerprint(xa().identity)
    assert [len(group) for group in text.split("-")] == [4] * 8
    assert not set("ILOU") & set(text)
    assert same_fingerprint(text, text.lower().replace("-", " ") + "\n")
    assert same_fingerprint(text, text.replace("0", "o").replace("1", "l"))
    assert not same_fingerprint(text, fingerprint(xb().identity))


@pytest.mark.parametrize("text", ["", "-", "    ", "7ZK4", "U" * 32, "ſ" * 32, "1" * 33])
def test_what_is_no_fingerprint_equals_nothing_not_even_itself(text: str) -> None:
    assert not same_fingerprint(text, text)


def test_every_field_moves_the_fingerprint() -> None:
    mine = xa().identity
    others = [
        replace(mine, link_url="https://elsewhere:1"),
        replace(mine, signing_key=seed("x")),
        replace(mine, tls_certificate=xb().identity.tls_certificate),
        replace(mine, directory=mine.directory[:1]),
        replace(mine, names={**mine.names, "en": "Another"}),
    ]
    assert len({fingerprint(one) for one in [mine, *others]}) == len(others) + 1
