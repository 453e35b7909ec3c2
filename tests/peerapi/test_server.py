"""Mutual TLS on the loopback against a real gunicorn: who gets in, who does not, and what they learn."""

import hashlib
import http.client
import json
import os
import signal
import socket
import ssl
import threading
import time
from dataclasses import replace

import pytest

from comity.protocol.batch import LIMIT_BYTES
from comity.protocol.certificates import certificate_der, new_tls_key
from comity.transport.errors import (
    LinkRefusedError,
    LinkStatusError,
    LinkTooLargeError,
    LinkUnreachableError,
    LinkWrongCertificateError,
)
from comity.transport.tls import client_context
from tests.peerapi.served import PATIENCE, serving

HOSTS = ("127.0.0.1",)
XA = new_tls_key("xa-coord", HOSTS)
XB = new_tls_key("xb-desk", HOSTS)
XC = new_tls_key("xc-other", HOSTS)
IMPOSTOR = new_tls_key("xa-coord", HOSTS)
"""The same name as XA, another key."""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("xb"), XB) as server:
        yield server


@pytest.fixture(autouse=True)
def _only_xa(served):
    served.pin(XA)


def talk(served, own):
    with served.client(own) as client:
        return json.loads(client.post_messages(b"{}"))


def raw(served, own, *, pinned=None):
    """A connection below LinkClient, for what LinkClient would never send."""
    context = client_context(own, peer_certificate=pinned or served.certificate)
    return http.client.HTTPSConnection("127.0.0.1", served.port, context=context, timeout=PATIENCE)


def test_the_pinned_partner_gets_in_and_is_known_by_its_certificate(served):
    seen = talk(served, XA)
    assert seen == {"certificate": hashlib.sha256(certificate_der(XA.certificate)).hexdigest(), "bytes": 2}
    assert (served.folder / "forked").exists()


@pytest.mark.parametrize("stranger", [XC, IMPOSTOR], ids=["another office", "same name, other key"])
def test_a_foreign_certificate_is_refused_in_tls_and_only_counted(served, stranger):
    assert talk(served, XA)
    before, log = served.refused(), served.log()
    with pytest.raises(LinkRefusedError) as refused:
        talk(served, stranger)
    assert refused.value.data == {"reason": "tls"}
    until_true(lambda: served.refused() != before)  # the server counts after the client has heard the refusal
    assert served.refused() == before + 1
    assert served.log() == log


def test_a_certificate_signed_by_a_pinned_partner_is_refused(served):
    """A pinned certificate is one node, not an authority over others."""
    with pytest.raises(LinkRefusedError):
        talk(served, issued_by(XA))


def issued_by(issuer):
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509.oid import NameOID

    from comity.kit import clock

    fresh = new_tls_key("xa-branch", HOSTS)
    parent = x509.load_pem_x509_certificate(issuer.certificate.encode())
    made = (
        x509.CertificateBuilder(parent.subject, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "xa-branch")]))
        .public_key(fresh.private.public_key())
        .serial_number(9)
        .not_valid_before(clock.now() - timedelta(hours=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(issuer.private, hashes.SHA256())
    )
    return replace(fresh, certificate=made.public_bytes(serialization.Encoding.PEM).decode())


def test_an_expired_certificate_is_refused_although_pinned(served):
    old = new_tls_key("xa-coord", HOSTS, lifetime_days=0)
    served.pin(old)
    with pytest.raises(LinkRefusedError):
        talk(served, old)


def test_no_certificate_is_refused_in_tls(served):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", served.port), 10) as line,
        pytest.raises(ssl.SSLError, match="CERTIFICATE_REQUIRED"),
        context.wrap_socket(line) as tls,
    ):
        tls.sendall(b"GET /link/v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        tls.recv(100)


def test_an_older_tls_is_refused(served):
    context = client_context(XA, peer_certificate=served.certificate)
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2
    with socket.create_connection(("127.0.0.1", served.port), 10) as line, pytest.raises(ssl.SSLError):
        context.wrap_socket(line)


def test_plain_http_gets_no_answer(served):
    with socket.create_connection(("127.0.0.1", served.port), 10) as line:
        line.sendall(b"GET /link/v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"HTTP" not in line.recv(100)


def test_the_client_sends_nothing_to_another_server(served):
    impostor = new_tls_key("xb-desk", HOSTS)
    for other in (XC, impostor):
        with (
            replace(served, certificate=other.certificate).client(XA) as client,
            pytest.raises(LinkWrongCertificateError),
        ):
            client.post_messages(b"{}")


def test_a_trusted_certificate_that_is_not_the_pinned_one_is_not_spoken_to(served):
    """The comparison of bytes stands alone: it holds even where OpenSSL would trust the other side."""
    context = client_context(XA, peer_certificate=XC.certificate)
    context.load_verify_locations(cadata=certificate_der(served.certificate))
    with (
        socket.create_connection(("127.0.0.1", served.port), 10) as line,
        pytest.raises(ssl.SSLCertVerificationError, match="not the pinned certificate"),
    ):
        context.wrap_socket(line)


def test_no_session_can_be_resumed(served):
    connection = raw(served, XA)
    connection.request("GET", "/link/v1/health")
    assert connection.getresponse().read()
    assert not connection.sock.session.has_ticket
    connection.close()


@pytest.mark.parametrize("sent", [b"", bytes(20_000_000)])
def test_who_is_refused_learns_it_even_when_already_talking(served, sent):
    context = client_context(XC, peer_certificate=served.certificate)
    with socket.create_connection(("127.0.0.1", served.port), 10) as line, context.wrap_socket(line) as tls:
        tls.sendall(sent)
        time.sleep(0.3)
        with pytest.raises(ssl.SSLError, match="ALERT_UNKNOWN_CA"):
            tls.recv(100)


def test_pins_change_without_a_restart(served):
    served.bundle.unlink()
    with pytest.raises(LinkRefusedError):
        talk(served, XA)
    served.bundle.write_bytes(b"")
    with pytest.raises(LinkRefusedError):
        talk(served, XA)
    served.bundle.write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(LinkRefusedError):
        talk(served, XA)
    served.pin(XC)
    assert talk(served, XC)
    with pytest.raises(LinkRefusedError):
        talk(served, XA)
    served.pin(XA, XC)
    assert talk(served, XA) and talk(served, XC)


def test_an_open_connection_ends_with_the_partnership(served):
    with served.client(XA) as client:
        assert client.post_messages(b"{}")
        served.pin(XC)
        with pytest.raises(LinkRefusedError) as refused:
            client.post_messages(b"{}")
        assert refused.value.data == {"status": 403}
        with pytest.raises(LinkRefusedError):
            client.check_health()


def test_one_connection_carries_many_posts(served):
    connection = raw(served, XA)
    connection.connect()
    local = connection.sock.getsockname()
    for _ in range(20):
        connection.request("POST", "/link/v1/messages", b"{}", {"Content-Type": "application/json"})
        assert json.loads(connection.getresponse().read())["bytes"] == 2
        assert connection.sock.getsockname() == local


def test_health_is_for_partners(served):
    with served.client(XA) as client:
        assert json.loads(client.check_health()) == {"open": True, "v": 1}


def answer(served, method, path, body=b"", headers=None):
    connection = raw(served, XA)
    connection.putrequest(method, path)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders(body)
    response = connection.getresponse()
    text = response.read()
    connection.close()
    return response.status, text


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {}, 404),
        ("GET", "/link/v2/messages", {}, 404),
        ("GET", "/link/v1/health?x=1", {}, 404),
        ("GET", "/link/v1/messages", {}, 405),
        ("DELETE", "/link/v1/messages", {}, 405),
        ("POST", "/link/v1/health", {}, 405),
        ("POST", "/link/v1/messages", {"Content-Length": "0"}, 415),
        ("POST", "/link/v1/messages", {"Content-Length": "0", "Content-Type": "text/plain"}, 415),
        ("POST", "/link/v1/messages", JSON, 411),
        ("POST", "/link/v1/messages", {**JSON, "Transfer-Encoding": "chunked"}, 411),
        ("POST", "/link/v1/messages", {**JSON, "Content-Length": str(LIMIT_BYTES + 1)}, 413),
    ],
)
def test_what_is_not_the_protocol_is_refused_in_a_word(served, method, path, headers, status):
    body = b"0\r\n\r\n" if "Transfer-Encoding" in headers else b""
    got, text = answer(served, method, path, body, headers)
    assert got == status
    assert set(json.loads(text)) == {"error", "v"}


def test_a_body_over_the_limit_is_413_and_the_server_lives(served):
    body = bytes(LIMIT_BYTES + 1)
    got, _ = answer(served, "POST", "/link/v1/messages", body, {**JSON, "Content-Length": str(len(body))})
    assert got == 413
    with served.client(XA) as client:
        with pytest.raises(LinkTooLargeError):
            client.post_messages(body)
        assert json.loads(client.post_messages(bytes(LIMIT_BYTES)))["bytes"] == LIMIT_BYTES


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"raise link.unknown_peer", LinkRefusedError),
        (b"raise protocol.too_large", LinkTooLargeError),
        (b"raise protocol.malformed", LinkStatusError),
        (b"raise link.closed", LinkStatusError),
        (b"raise storage.locked", LinkStatusError),
        (b"crash", LinkStatusError),
    ],
)
def test_errors_inside_are_one_word_outside(served, body, expected):
    got, text = answer(served, "POST", "/link/v1/messages", body, {**JSON, "Content-Length": str(len(body))})
    assert got != 200 and b"tell" not in text and b"Error" not in text
    with served.client(XA) as client, pytest.raises(expected) as error:
        client.post_messages(body)
    if expected is LinkStatusError:
        assert error.value.data["status"] == got


def test_a_silent_caller_does_not_keep_others_out(served):
    lines = [socket.create_connection(("127.0.0.1", served.port), 10) for _ in range(3)]
    try:
        assert talk(served, XA)
    finally:
        for line in lines:
            line.close()


def test_the_private_key_is_nowhere_in_the_clear(served):
    secret = XB.private_pem().splitlines()[1]
    for path in served.folder.rglob("*"):
        assert not path.is_file() or secret not in path.read_bytes()
    assert oct((served.folder / "keys" / "tls.key").stat().st_mode & 0o777) == "0o600"
    assert not any(name.startswith("PRIVATE") for name in os.environ)


def test_nobody_at_the_address_is_unreachable(served):
    with replace(served, port=1).client(XA) as client, pytest.raises(LinkUnreachableError):
        client.post_messages(b"{}")


def test_a_stopping_server_finishes_what_it_took(tmp_path):
    with serving(tmp_path, XB) as server:
        server.pin(XA)
        answers = []
        thread = threading.Thread(target=lambda: answers.append(post_slow(server)))
        thread.start()
        until_true((server.folder / "slow").exists)
        server.process.send_signal(signal.SIGTERM)
        thread.join()
        assert server.process.wait(PATIENCE) == 0
        assert json.loads(answers[0])["bytes"] == 4
        with pytest.raises(LinkUnreachableError):
            talk(server, XA)


def until_true(seen):
    until = time.monotonic() + PATIENCE
    while not seen() and time.monotonic() < until:
        time.sleep(0.05)


def post_slow(server):
    with server.client(XA) as client:
        return client.post_messages(b"slow")
