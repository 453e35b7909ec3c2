"""The line to one partner: it posts exactly the bytes it is given and brings back the answer's bytes.

Nothing here reads them: the envelope's own signature and seal decide, whatever happened on the line.
"""

import re
import ssl
import time
from collections.abc import Iterator
from types import TracebackType
from urllib.parse import urlsplit

import httpx

from comity.protocol.batch import LIMIT_BYTES
from comity.protocol.certificates import TlsKey
from comity.transport.errors import (
    LinkError,
    LinkRefusedError,
    LinkStatusError,
    LinkTooLargeError,
    LinkUnreachableError,
    LinkWrongCertificateError,
)
from comity.transport.tls import client_context

MESSAGES_PATH = "/link/v1/messages"
HEALTH_PATH = "/link/v1/health"
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 60.0
IDLE_SECONDS = 30.0
"""Shorter than the entrance keeps a silent connection, so that the caller is the one who closes it."""

_ABOUT_OUR_CERTIFICATE = re.compile(r"ALERT_(.*CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)")
"""OpenSSL's names of the alerts by which the other side refuses what we showed (RFC 8446 section 6.2)."""


class LinkClient:
    """Keeps one connection to a partner open between posts. Not for two threads at once.

    ``url`` is ``https://host[:port]``, ``own`` this node's TLS key, ``peer_certificate`` the pinned PEM.
    """

    def __init__(
        self,
        url: str,
        *,
        own: TlsKey,
        peer_certificate: str,
        connect_seconds: float = CONNECT_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        if urlsplit(url).scheme != "https":
            raise LinkUnreachableError(reason="no_line")
        self._answer_seconds = answer_seconds
        self._context = client_context(own, peer_certificate=peer_certificate)
        self._client = httpx.Client(
            base_url=url,
            verify=self._context,
            timeout=httpx.Timeout(answer_seconds, connect=connect_seconds),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=IDLE_SECONDS),
            headers={"User-Agent": "comity", "Accept-Encoding": "identity"},
            trust_env=False,
            follow_redirects=False,
        )

    def post_messages(self, body: bytes) -> bytes:
        """Post a batch request and return the batch reply; a LinkError says why there is none.

        After LinkUnreachableError or LinkStatusError the partner may or may not have taken the messages: the same
        bytes are sent again, and it answers with the same receipts.
        """
        if len(body) > LIMIT_BYTES:
            raise LinkTooLargeError(what="request", limit=LIMIT_BYTES)
        return self._call("POST", MESSAGES_PATH, body)

    def check_health(self) -> bytes:
        """Whether the partner's entrance is open to this node: its short answer, or a LinkError."""
        return self._call("GET", HEALTH_PATH, None)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def __enter__(self) -> "LinkClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, method: str, path: str, body: bytes | None) -> bytes:
        self._context.until = time.monotonic() + self._answer_seconds
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            with self._client.stream(method, path, content=body, headers=headers) as response:
                _judge_status(response.status_code)
                return _read_bounded(response.iter_raw())
        except httpx.HTTPError as error:
            raise _as_link_error(error) from error
        except (ssl.SSLError, OSError) as error:  # what httpx did not wrap
            raise _as_link_error(error) from error


def _judge_status(status: int) -> None:
    if status == httpx.codes.OK:
        return
    if status == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
        raise LinkTooLargeError(what="request", status=status)
    if status == httpx.codes.FORBIDDEN:
        raise LinkRefusedError(status=status)
    raise LinkStatusError(status=status)


def _read_bounded(parts: Iterator[bytes]) -> bytes:
    taken = bytearray()
    for part in parts:
        taken += part
        if len(taken) > LIMIT_BYTES:
            raise LinkTooLargeError(what="answer", limit=LIMIT_BYTES)
    return bytes(taken)


def _as_link_error(error: BaseException) -> LinkError:
    """TLS tells who refused whom: our check of their certificate, or their alert about ours."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return LinkWrongCertificateError()
        if isinstance(seen, ssl.SSLError) and _ABOUT_OUR_CERTIFICATE.search(seen.reason or ""):
            return LinkRefusedError(reason="tls")
        seen = seen.__cause__ or seen.__context__
    reason = "timeout" if isinstance(error, httpx.TimeoutException) else "line"
    return LinkUnreachableError(reason=reason)
