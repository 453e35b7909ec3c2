"""Who gets through the handshake: the pinned partners of this moment, read from one file, without a restart."""

import contextlib
import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from comity.protocol.certificates import TlsKey
from comity.transport.pins import pinned_certificates, read_bundle
from comity.transport.tls import server_context

HANDSHAKE_SECONDS = 10.0
READ_SECONDS = 30.0
_LINGER_SECONDS = 1.0


class EntranceSocket(ssl.SSLSocket):
    """A caller's connection: bounded in time, and counted instead of logged when its handshake fails."""

    def setblocking(self, flag: bool) -> None:
        """The server asks to block; a silent caller may not hold a thread for ever, so blocking has an end."""
        self.settimeout(READ_SECONDS if flag else 0.0)

    def do_handshake(self, block: bool = False) -> None:
        """Shake hands within HANDSHAKE_SECONDS. What fails is counted and leaves as a broken connection."""
        self.settimeout(HANDSHAKE_SECONDS)
        try:
            super().do_handshake(block)
        except (ssl.SSLError, TimeoutError) as error:
            if isinstance(self.context, EntranceContext):
                self.context.count_refused()
            self._let_the_alert_arrive()
            raise ConnectionResetError(errno.ECONNRESET, "handshake refused") from error
        self.settimeout(READ_SECONDS)

    def _let_the_alert_arrive(self) -> None:
        """Closing with unread bytes resets the connection, and the caller would never learn why it was refused."""
        until = time.monotonic() + _LINGER_SECONDS
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self, socket.SHUT_WR)
            self.settimeout(_LINGER_SECONDS)
            while time.monotonic() < until and socket.socket.recv(self, 65536):
                pass


class EntranceContext(ssl.SSLContext):
    """A server's context whose connections are EntranceSockets."""

    sslsocket_class = EntranceSocket
    count_refused: Callable[[], None] = staticmethod(lambda: None)


class Entrance:
    """Keeps the TLS context for the present content of the bundle; one object for all threads.

    The file is read at every handshake and every request (it is small, and two writes within the same clock tick
    must not be mistaken for one); the context is built again only when the bytes differ.
    """

    def __init__(self, own: TlsKey, bundle: Path, *, on_refused: Callable[[], None] | None = None) -> None:
        self._own = own
        self._bundle = bundle
        self._on_refused = on_refused
        self._lock = threading.Lock()
        self._bytes: bytes | None = None
        self._pinned: frozenset[bytes] = frozenset()
        self._context: ssl.SSLContext | None = None

    def context(self) -> ssl.SSLContext:
        """The context that demands one of the certificates pinned now; with none pinned nobody passes it."""
        with self._lock:
            self._refresh()
            if self._context is None:
                context = server_context(self._own, pinned=self._pinned, kind=EntranceContext)
                context.count_refused = self._on_refused or (lambda: None)
                self._context = context
            return self._context

    def is_pinned(self, certificate: bytes) -> bool:
        """Whether exactly this certificate (DER) is pinned now."""
        with self._lock:
            self._refresh()
            return certificate in self._pinned

    def hook(self, _config: object, _default: Callable[[], Any]) -> ssl.SSLContext:
        """The context as gunicorn's ``ssl_context`` setting asks for it, once for each connection."""
        return self.context()

    def _refresh(self) -> None:
        present = read_bundle(self._bundle)
        if present != self._bytes:
            self._bytes = present
            self._pinned = pinned_certificates(present)
            self._context = None
