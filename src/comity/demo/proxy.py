"""Bad lines and hostile lines between two real nodes, to see what they do about it.

``LineProxy`` carries bytes it cannot read and breaks as lines break. ``BatchProxy`` stands for an attacker who holds
the TLS keys of both nodes (never their signing or sealing keys): it reads batches and repeats, reorders, replays,
drops or alters what is in them.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from comity.kit.canonical import canonical_bytes, read_json
from comity.protocol.batch import LIMIT_BYTES, LIMIT_MESSAGES
from comity.protocol.certificates import TlsKey, certificate_der
from comity.protocol.reading import decode64, encode64
from comity.transport.errors import LinkError, LinkStatusError
from comity.transport.link_client import HEALTH_PATH, MESSAGES_PATH, LinkClient
from comity.transport.tls import server_context

_PIECE = 16 * 1024


@dataclass
class LineFaults:
    """What is wrong with the line now; may be changed while connections are open.

    ``cut_after`` / ``cut_answer_after``: bytes to / from the target after which a connection is cut.
    ``delay_seconds``: how long each piece waits, in both directions. ``half_open``: what the caller sends arrives,
    answers vanish, and the connection stays. ``blackhole``: everything vanishes. ``closed``: nobody answers.
    ``alter_at``: the byte at this place of what the caller sends arrives changed.
    """

    cut_after: int | None = None
    cut_answer_after: int | None = None
    delay_seconds: float = 0.0
    half_open: bool = False
    blackhole: bool = False
    closed: bool = False
    alter_at: int | None = None


class LineProxy:
    """Carries TCP connections from ``port`` on the loopback address to ``target``, with ``faults``."""

    def __init__(self, target: tuple[str, int], faults: LineFaults | None = None) -> None:
        self.faults = faults or LineFaults()
        self._target = target
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(OSError):  # wakes the thread that waits for a caller
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.cut()

    def heal(self) -> None:
        """From now on nothing is wrong; connections that lost bytes are cut, as a line that comes back does."""
        self.faults = LineFaults()
        self.cut()

    def cut(self) -> None:
        """Reset every open connection."""
        with self._lock:
            lines, self._open = self._open, set()
        for line in lines:
            _reset(line)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # the end of the proxy
            while True:
                caller, _ = self._server.accept()
                threading.Thread(target=self._join, args=(caller,), daemon=True).start()

    def _join(self, caller: socket.socket) -> None:
        """One connection: both directions until both have ended."""
        try:
            if self.faults.closed:
                raise ConnectionRefusedError
            target = socket.create_connection(self._target, 10)
        except OSError:
            _reset(caller)
            return
        target.settimeout(None)
        with self._lock:
            self._open |= {caller, target}
        answers = threading.Thread(target=self._carry, args=(target, caller, True), daemon=True)
        answers.start()
        self._carry(caller, target, False)
        answers.join()
        with self._lock:
            self._open -= {caller, target}
        for line in (caller, target):
            line.close()

    def _carry(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        carried = 0
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                faults = self.faults
                time.sleep(faults.delay_seconds)
                if faults.blackhole or (answers and faults.half_open):
                    continue
                if not answers and faults.alter_at is not None:
                    piece = _altered(piece, faults.alter_at - carried)
                limit = faults.cut_answer_after if answers else faults.cut_after
                if limit is not None and carried + len(piece) > limit:
                    sink.sendall(piece[: max(0, limit - carried)])
                    break
                sink.sendall(piece)
                carried += len(piece)
            else:
                sink.shutdown(socket.SHUT_WR)  # one side has said all; the other may still speak
                return
        for line in (source, sink):
            _reset(line)


def _altered(piece: bytes, place: int) -> bytes:
    if not 0 <= place < len(piece):
        return piece
    return piece[:place] + bytes([piece[place] ^ 1]) + piece[place + 1 :]


def _reset(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        line.shutdown(socket.SHUT_RDWR)
    line.close()


@dataclass(frozen=True)
class Flip:
    """Change one bit: ``part`` is header, signature or sealed of a message, or receipt or signature of a receipt;
    ``index`` counts messages (receipts) in the batch, ``byte`` the bytes of the decoded part, around its length.
    """

    part: str
    byte: int = 0
    bit: int = 0
    index: int = 0


@dataclass
class BatchFaults:
    """What the attacker does to each batch; may be changed between posts. ``times`` limits it to so many posts.

    ``duplicate`` posts the batch twice, ``repeat`` puts each message twice into it, ``reverse`` turns the order,
    ``replay`` puts every message ever seen before the new ones, ``drop`` leaves out the messages at these places,
    ``alter`` and ``alter_answer`` change one bit, ``lose_answer`` delivers and cuts the line before the answer.
    """

    duplicate: bool = False
    repeat: bool = False
    reverse: bool = False
    replay: bool = False
    drop: frozenset[int] = frozenset()
    alter: Flip | None = None
    alter_answer: Flip | None = None
    lose_answer: bool = False
    times: int | None = None


class BatchProxy:
    """An entrance that looks like the target's to the caller, and a caller that looks like the caller to the target.

    ``shown`` is the target's TLS key, ``used`` the caller's, each with the certificate of the real node. ``posts``
    counts the batches that came by. ``port`` is where it listens, 0 for any.
    """

    def __init__(
        self, target_url: str, *, shown: TlsKey, used: TlsKey, faults: BatchFaults | None = None, port: int = 0
    ) -> None:
        self.faults = faults or BatchFaults()
        self.posts = 0
        self._seen: list[Any] = []
        self._lock = threading.Lock()
        self._client = LinkClient(target_url, own=used, peer_certificate=shown.certificate)
        context = server_context(shown, pinned=[certificate_der(used.certificate)])
        self._server = _TlsServer(context, _handler(self._answer), port=port)
        self.port: int = self._server.server_address[1]

    @property
    def url(self) -> str:
        """Where the caller is to call instead of the target."""
        return f"https://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._client.close()

    def _answer(self, path: str, body: bytes | None) -> bytes | None:
        """The target's answer, or None when the line is to be cut without one."""
        with self._lock:
            if body is None or path != MESSAGES_PATH:
                return self._client.check_health()
            faults = self._faults_now()
            batch = read_json(body)
            sent = canonical_bytes({**batch, "messages": tampered(batch["messages"], faults, self._seen)})
            self._seen += batch["messages"]
            self.posts += 1
            answer = self._client.post_messages(sent)
            if faults.duplicate:
                answer = self._client.post_messages(sent)
            if faults.lose_answer:
                return None
            if faults.alter_answer is not None:
                reply = read_json(answer)
                answer = canonical_bytes({**reply, "receipts": flipped(reply["receipts"], faults.alter_answer)})
            return answer

    def _faults_now(self) -> BatchFaults:
        if self.faults.times == 0:
            return BatchFaults()
        if self.faults.times is not None:
            self.faults.times -= 1
        return self.faults


def tampered(messages: list[Any], faults: BatchFaults, earlier: list[Any]) -> list[Any]:
    """The messages of a batch after the attacker; ``earlier`` are those of former batches."""
    changed = [message for place, message in enumerate(messages) if place not in faults.drop]
    if faults.alter is not None:
        changed = flipped(changed, faults.alter)
    if faults.repeat:
        changed = [message for message in changed for _ in range(2)]
    if faults.reverse:
        changed.reverse()
    return [*earlier, *changed][-LIMIT_MESSAGES:] if faults.replay else changed


def flipped(parts: list[Any], flip: Flip) -> list[Any]:
    """The same list with one bit of one part of one of its objects changed; unchanged if there is no such object."""
    if flip.index >= len(parts):
        return parts
    target: Mapping[str, str] = parts[flip.index]
    data = bytearray(decode64(target[flip.part], field=flip.part))
    data[flip.byte % len(data)] ^= 1 << flip.bit
    return [*parts[: flip.index], {**target, flip.part: encode64(bytes(data))}, *parts[flip.index + 1 :]]


class _TlsServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, context: ssl.SSLContext, handler: type[BaseHTTPRequestHandler], *, port: int) -> None:
        super().__init__(("127.0.0.1", port), handler)
        # The handshake waits for the connection's own thread: a caller who is silent holds nobody up.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: object, client_address: object) -> None:
        """A broken connection is what this server is for; it says nothing about it."""


def _handler(answer: Callable[[str, bytes | None], bytes | None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = min(int(self.headers.get("Content-Length", "0")), LIMIT_BYTES)
            self._pass_on(MESSAGES_PATH, self.rfile.read(length))

        def do_GET(self) -> None:
            self._pass_on(HEALTH_PATH, None)

        def _pass_on(self, path: str, body: bytes | None) -> None:
            try:
                got, status = answer(path, body), 200
            except LinkStatusError as error:
                got, status = b"{}", int(str(error.data["status"]))
            except LinkError:
                got, status = None, 0
            if got is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(got)))
            self.end_headers()
            self.wfile.write(got)

        def log_message(self, *_arguments: object) -> None:
            """Nothing: what matters is what the two nodes record."""

    return Handler
