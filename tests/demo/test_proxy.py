"""Each fault of the two proxies does what it says, on the way to a real server over mutual TLS."""

import time
from dataclasses import replace

import pytest

from comity.demo.proxy import BatchFaults, BatchProxy, Flip, LineFaults, LineProxy
from comity.protocol.batch import Reply, Request, read_reply, write_request
from comity.protocol.errors import BadSignatureError, MalformedError
from comity.protocol.receipt import match_receipt, open_receipt
from comity.transport.errors import LinkRefusedError, LinkUnreachableError, LinkWrongCertificateError
from comity.transport.link_client import LinkClient
from tests.peerapi.served import serving
from tests.protocol.offices import message, xa, xb, xc

FIRST = message(xa(), xb(), {"n": 1})
SECOND = message(xa(), xb(), {"n": 2}, number=2, seq=2, prev=FIRST.header_hash)
THIRD = message(xa(), xb(), {"n": 3}, number=3, seq=3, prev=SECOND.header_hash)


@pytest.fixture
def desk(tmp_path):
    with serving(tmp_path, xb().keys.tls, "desk") as server:
        server.pin(xa().keys.tls)
        yield server


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("echo"), xb().keys.tls) as server:
        server.pin(xa().keys.tls)
        yield server


def taken(desk) -> list[bytes]:
    path = desk.folder / "taken"
    return path.read_bytes().splitlines() if path.exists() else []


def through(desk, faults):
    return BatchProxy(desk.url, shown=xb().keys.tls, used=xa().keys.tls, faults=faults)


def post(proxy, *messages) -> Reply:
    with LinkClient(
        proxy.url, own=xa().keys.tls, peer_certificate=xb().identity.tls_certificate, answer_seconds=10
    ) as client:
        return read_reply(client.post_messages(write_request(Request(messages))))


def test_without_faults_three_messages_are_taken_once_and_receipted(desk):
    with through(desk, BatchFaults()) as proxy:
        reply = post(proxy, FIRST, SECOND, THIRD)
        assert proxy.posts == 1
    assert taken(desk) == [b'{"n":1}', b'{"n":2}', b'{"n":3}']
    for signed, envelope in zip(reply.receipts, (FIRST, SECOND, THIRD), strict=True):
        match_receipt(open_receipt(signed, signer=xb().identity), envelope)
    assert not reply.faults and not reply.expect


@pytest.mark.parametrize("fault", [{"duplicate": True}, {"repeat": True}])
def test_what_comes_twice_is_taken_once(desk, fault):
    with through(desk, BatchFaults(**fault)) as proxy:
        reply = post(proxy, FIRST, SECOND)
    assert taken(desk) == [b'{"n":1}', b'{"n":2}']
    assert {receipt.signature for receipt in reply.receipts} == {receipt.signature for receipt in post_again(desk)}


def post_again(desk):
    with through(desk, BatchFaults()) as proxy:
        return post(proxy, FIRST, SECOND).receipts


def test_what_comes_in_the_wrong_order_is_asked_for_again(desk):
    with through(desk, BatchFaults(reverse=True, times=1)) as proxy:
        reply = post(proxy, FIRST, SECOND, THIRD)
        assert reply.expect == {"normal": 1} and len(reply.receipts) == 1
        assert len(post(proxy, FIRST, SECOND, THIRD).receipts) == 3
    assert taken(desk) == [b'{"n":1}', b'{"n":2}', b'{"n":3}']


def test_what_is_dropped_leaves_a_gap_that_shows(desk):
    with through(desk, BatchFaults(drop=frozenset({1}))) as proxy:
        assert post(proxy, FIRST, SECOND, THIRD).expect == {"normal": 2}
        proxy.faults.drop = frozenset()
        assert not post(proxy, SECOND, THIRD).expect
    assert len(taken(desk)) == 3


def test_replayed_messages_change_nothing(desk):
    with through(desk, BatchFaults(replay=True)) as proxy:
        post(proxy, FIRST)
        reply = post(proxy, SECOND)
    assert len(reply.receipts) == 2
    assert taken(desk) == [b'{"n":1}', b'{"n":2}']


@pytest.mark.parametrize(
    ("flip", "codes"),
    [
        (Flip("header", 100), {"protocol.bad_signature", "protocol.malformed"}),
        (Flip("signature", 63, 7), {"protocol.bad_signature"}),
        (Flip("sealed", 0), {"protocol.sealed_hash"}),
        (Flip("sealed", -1, 3), {"protocol.sealed_hash"}),
    ],
)
def test_one_altered_bit_is_named_and_nothing_is_taken(desk, flip, codes):
    with through(desk, BatchFaults(alter=flip, times=1)) as proxy:
        reply = post(proxy, FIRST)
        assert {fault.code for fault in reply.faults} <= codes and reply.faults
        assert taken(desk) == [] and not reply.receipts
        assert len(post(proxy, FIRST).receipts) == 1


def test_every_part_of_the_header_is_signed(desk):
    with through(desk, BatchFaults()) as proxy:
        for byte in range(0, len(FIRST.header_bytes), 23):
            proxy.faults.alter = Flip("header", byte, 1)
            assert post(proxy, FIRST).faults[0].code.startswith("protocol.")
    assert taken(desk) == []


@pytest.mark.parametrize("part", ["receipt", "signature"])
def test_an_altered_receipt_is_none(desk, part):
    with through(desk, BatchFaults(alter_answer=Flip(part, 40))) as proxy:
        (signed,) = post(proxy, FIRST).receipts
    with pytest.raises((BadSignatureError, MalformedError)):
        open_receipt(signed, signer=xb().identity)


def test_a_lost_answer_is_asked_for_again(desk):
    with through(desk, BatchFaults(lose_answer=True, times=1)) as proxy:
        with pytest.raises(LinkUnreachableError):
            post(proxy, FIRST)
        assert len(taken(desk)) == 1
        assert len(post(proxy, FIRST).receipts) == 1
    assert len(taken(desk)) == 1


def test_without_the_keys_of_tls_nobody_stands_between(desk):
    mine = xc().keys.tls
    with BatchProxy(desk.url, shown=mine, used=mine) as proxy, pytest.raises(LinkWrongCertificateError):
        post(proxy, FIRST)
    shown = replace(mine, certificate=xb().identity.tls_certificate)
    with pytest.raises(OSError, match="KEY_VALUES_MISMATCH"):
        BatchProxy(desk.url, shown=shown, used=mine)
    assert taken(desk) == []


def call(proxy, *, seconds=5.0, own=None):
    client = LinkClient(
        f"https://127.0.0.1:{proxy.port}",
        own=own or xa().keys.tls,
        peer_certificate=xb().identity.tls_certificate,
        answer_seconds=seconds,
        connect_seconds=seconds,
    )
    with client:
        return client.post_messages(b"x" * 200_000)


def test_the_line_carries_what_it_cannot_read(echo):
    with LineProxy(("127.0.0.1", echo.port)) as proxy:
        assert b'"bytes": 200000' in call(proxy)
        with pytest.raises(LinkRefusedError):
            call(proxy, own=xc().keys.tls)


@pytest.mark.parametrize(
    "faults",
    [
        LineFaults(closed=True),
        LineFaults(blackhole=True),
        LineFaults(half_open=True),
        LineFaults(cut_after=0),
        LineFaults(cut_after=10),
        LineFaults(cut_after=100_000),
        LineFaults(cut_answer_after=10),
        LineFaults(cut_answer_after=3000),
    ],
    ids=str,
)
def test_a_broken_line_is_unreachable_and_heals(echo, faults):
    with LineProxy(("127.0.0.1", echo.port), faults) as proxy:
        if faults.cut_answer_after == 3000:
            faults.cut_answer_after = answer_bytes(echo) - 10
        before = echo.log()
        with pytest.raises(LinkUnreachableError):
            call(proxy, seconds=1.0)
        proxy.heal()
        assert call(proxy)
    assert "Traceback" not in echo.log()[len(before) :]


def answer_bytes(echo) -> int:
    """How much a whole good call brings back, so that a cut can fall into the answer itself."""
    with LineProxy(("127.0.0.1", echo.port)) as proxy:
        low, high = 0, 20_000
        while high - low > 8:
            middle = (low + high) // 2
            proxy.faults = LineFaults(cut_answer_after=middle)
            try:
                call(proxy, seconds=20.0)
                high = middle
            except LinkUnreachableError:
                low = middle
        return high


def test_delay_delays(echo):
    with LineProxy(("127.0.0.1", echo.port), LineFaults(delay_seconds=0.1)) as proxy:
        started = time.monotonic()
        assert call(proxy)
        assert time.monotonic() - started > 0.3


def test_a_cut_in_the_middle_of_a_kept_connection_is_survived(echo):
    with LineProxy(("127.0.0.1", echo.port)) as proxy:
        url = f"https://127.0.0.1:{proxy.port}"
        with LinkClient(url, own=xa().keys.tls, peer_certificate=xb().identity.tls_certificate) as client:
            assert client.post_messages(b"{}")
            proxy.cut()
            time.sleep(0.1)
            assert client.post_messages(b"{}")


@pytest.mark.parametrize("place", [0, 3, 30, 600, 5000, 150_000])
def test_altered_bytes_of_the_line_are_found_before_we_read_them(echo, place):
    before = echo.log()
    with LineProxy(("127.0.0.1", echo.port), LineFaults(alter_at=place)) as proxy, pytest.raises(LinkUnreachableError):
        call(proxy, seconds=1.0)
    assert "Traceback" not in echo.log()[len(before) :]
