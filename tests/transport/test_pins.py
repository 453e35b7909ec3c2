import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.protocol.certificates import certificate_der, new_tls_key
from comity.protocol.errors import MalformedError
from comity.transport.pins import LIMIT_BYTES, pinned_certificates, read_bundle, write_bundle

FIRST = new_tls_key("xa-coord", ["localhost"]).certificate
SECOND = new_tls_key("xb-desk", ["localhost"]).certificate
BOTH = {certificate_der(FIRST), certificate_der(SECOND)}


def test_what_is_pinned_comes_back(tmp_path):
    path = tmp_path / "partners.pem"
    write_bundle(path, [FIRST, SECOND, FIRST])
    assert pinned_certificates(read_bundle(path)) == BOTH
    write_bundle(path, [])
    assert pinned_certificates(read_bundle(path)) == set()


def test_nobody_is_pinned_by_what_is_no_certificate(tmp_path):
    with pytest.raises(MalformedError):
        write_bundle(tmp_path / "partners.pem", [FIRST + SECOND])
    assert read_bundle(tmp_path / "partners.pem") == b""
    assert read_bundle(tmp_path) == b""
    (tmp_path / "large").write_bytes(FIRST.encode() + bytes(LIMIT_BYTES))
    assert read_bundle(tmp_path / "large") == b""


def test_one_broken_block_harms_no_other():
    broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    assert pinned_certificates((FIRST + broken + SECOND).encode()) == BOTH
    assert pinned_certificates((FIRST + "\xff noise " + SECOND).encode()) == BOTH


@given(st.binary(max_size=400), st.integers(0, len(FIRST)))
def test_noise_pins_nobody_new(noise, at):
    data = FIRST.encode()[:at] + noise + FIRST.encode()[at:]
    assert pinned_certificates(data) <= BOTH
