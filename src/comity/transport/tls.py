"""TLS between two nodes: version 1.3 only, both sides show a pinned self-signed certificate, no host names.

The certificate's exact bytes are the identity, so no name in it decides anything. Private keys reach OpenSSL in a
file that exists for a moment and is encrypted under a password that only this process ever had.
"""

import hmac
import math
import os
import secrets
import ssl
import tempfile
import time
from collections.abc import Iterable
from typing import Any

from comity.protocol.certificates import TlsKey, certificate_der

_PARTIAL_CHAIN = ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN


class PinnedSocket(ssl.SSLSocket):
    """A connection that is complete only with the pinned certificate at the other end."""

    def do_handshake(self, block: bool = False) -> None:
        """Shake hands and compare; SSLCertVerificationError before one byte of ours was sent."""
        super().do_handshake(block)
        context = self.context
        shown = self.getpeercert(binary_form=True) or b""
        if not isinstance(context, PinnedContext) or not hmac.compare_digest(shown, context.pinned):
            raise ssl.SSLCertVerificationError("not the pinned certificate")

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """Read, unless the time for the whole answer is over: a limit on each read alone lets a partner that drips
        one byte a minute hold the sender for ever.
        """
        if isinstance(self.context, PinnedContext) and time.monotonic() > self.context.until:
            raise TimeoutError("the answer takes too long")
        return super().recv(buflen, flags)


class PinnedContext(ssl.SSLContext):
    """A client's context for one partner."""

    sslsocket_class = PinnedSocket
    pinned: bytes = b""
    until: float = math.inf
    """When reading ends, on the monotonic clock; set before each call."""


def client_context(own: TlsKey, *, peer_certificate: str) -> PinnedContext:
    """For calls to the partner whose certificate (PEM) is pinned; MalformedError if that is none."""
    pinned = certificate_der(peer_certificate)
    context = PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    _demand(context, own, [pinned])
    context.pinned = pinned
    return context


def server_context(own: TlsKey, *, pinned: Iterable[bytes], kind: type[ssl.SSLContext] = ssl.SSLContext) -> Any:
    """For calls from partners whose certificates (DER) are pinned; with none, every handshake fails.

    ``kind`` is the class of the context. No session is ever resumed (a certificate taken off the list must not live
    on in a ticket), and the names of the partners are not shown to whoever asks.
    """
    context = kind(ssl.PROTOCOL_TLS_SERVER)
    _demand(context, own, pinned)
    context.num_tickets = 0
    return context


def _demand(context: ssl.SSLContext, own: TlsKey, pinned: Iterable[bytes]) -> None:
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= _PARTIAL_CHAIN
    trusted = b"".join(pinned)
    if trusted:
        context.load_verify_locations(cadata=trusted)
    password = secrets.token_hex(32)
    handle, name = tempfile.mkstemp(prefix="comity-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(own.certificate.encode("ascii") + own.private_pem(password.encode("ascii")))
        context.load_cert_chain(name, password=password)
    finally:
        os.unlink(name)  # noqa: PTH108  # a Path object brings nothing to a name that lives ten lines
