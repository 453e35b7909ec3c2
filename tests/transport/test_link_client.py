"""The client against partners that misbehave. The whole line with a real server is in tests/peerapi."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from comity.protocol.batch import LIMIT_BYTES
from comity.protocol.certificates import certificate_der, new_tls_key
from comity.protocol.errors import MalformedError
from comity.transport.errors import LinkStatusError, LinkTooLargeError, LinkUnreachableError
from comity.transport.link_client import LinkClient
from comity.transport.tls import server_context

OWN = new_tls_key("xa-coord", ["127.0.0.1"])
PEER = new_tls_key("xb-desk", ["127.0.0.1"])


@contextmanager
def partner(answer):
    """One partner that takes one connection and lets ``answer(connection)`` do what it likes."""
    context = server_context(PEER, pinned=[certificate_der(OWN.certificate)])
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run():
            try:
                with context.wrap_socket(server.accept()[0], server_side=True) as line:
                    line.recv(65536)
                    answer(line)
            except OSError:
                pass  # the client left, as it should

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        url = f"https://127.0.0.1:{server.getsockname()[1]}"
        with LinkClient(url, own=OWN, peer_certificate=PEER.certificate, answer_seconds=1.0) as client:
            yield client
        thread.join(10)


def saying(data):
    return lambda line: line.sendall(data)


def test_an_answer_is_brought_back():
    with partner(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) as client:
        assert client.post_messages(b"{}") == b"{}"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", LinkUnreachableError),
        (b"noise\r\n\r\n", LinkUnreachableError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}", LinkUnreachableError),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", LinkStatusError),
        (b"HTTP/1.1 302 Go\r\nLocation: https://elsewhere/\r\nContent-Length: 0\r\n\r\n", LinkStatusError),
        (b"HTTP/1.1 204 Nothing\r\n\r\n", LinkStatusError),
    ],
)
def test_answers_that_are_none(data, error):
    with partner(saying(data)) as client, pytest.raises(error):
        client.post_messages(b"{}")


def test_an_endless_answer_is_cut():
    def flood(line):
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(2 * LIMIT_BYTES // 65536):
            line.sendall(bytes(65536))

    with partner(flood) as client, pytest.raises(LinkTooLargeError) as error:
        client.post_messages(b"{}")
    assert error.value.data["what"] == "answer"


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Head: "])
def test_a_dripping_answer_does_not_hold_the_sender(head):
    def drip(line):
        line.sendall(head)
        for _ in range(600):
            line.sendall(b"x")
            time.sleep(0.1)

    started = time.monotonic()
    with partner(drip) as client, pytest.raises(LinkUnreachableError):
        client.post_messages(b"{}")
    assert time.monotonic() - started < 40


def test_silence_is_unreachable():
    heard = threading.Event()
    with partner(lambda line: heard.wait(30)) as client:
        with pytest.raises(LinkUnreachableError) as error:
            client.post_messages(b"{}")
        heard.set()
    assert error.value.data["reason"] == "timeout"


def test_compressed_answers_are_not_unpacked():
    """A small answer that unpacks to gigabytes is handed on as it came, and then is no JSON."""
    import gzip

    packed = gzip.compress(b"{}")
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    with partner(saying(head + packed)) as client:
        assert client.post_messages(b"{}") == packed


def test_what_is_too_large_is_not_sent():
    client = LinkClient("https://127.0.0.1:1", own=OWN, peer_certificate=PEER.certificate)
    with client, pytest.raises(LinkTooLargeError):
        client.post_messages(bytes(LIMIT_BYTES + 1))


def test_a_line_needs_https_and_a_certificate():
    for url in ("", "http://127.0.0.1"):
        with pytest.raises(LinkUnreachableError):
            LinkClient(url, own=OWN, peer_certificate=PEER.certificate)
    with pytest.raises(MalformedError):
        LinkClient("https://127.0.0.1", own=OWN, peer_certificate="none")


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    with partner(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) as client:
        assert client.post_messages(b"{}") == b"{}"
