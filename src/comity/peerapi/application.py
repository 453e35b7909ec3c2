"""What a partner may call: post messages, and ask whether the entrance is open. Plain WSGI (PEP 3333), no framework.

Everybody is refused who does not show a certificate; what is refused is told in one word, never why in detail.
"""

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from comity.kit.canonical import canonical_bytes
from comity.kit.errors import ComityError
from comity.protocol.batch import LIMIT_BYTES
from comity.transport.link_client import HEALTH_PATH, MESSAGES_PATH

Receive = Callable[[bytes, bytes], bytes]
"""Takes the caller's certificate (DER) and the posted body, gives the body of the answer."""

Application = Callable[[Mapping[str, Any], Callable[..., Any]], Iterable[bytes]]

_WORDS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    411: "Length Required",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
_STATUS_OF_CODE = {
    "link.unknown_peer": 403,
    "link.closed": 503,
    "protocol.too_large": 413,
    "protocol.malformed": 400,
    "protocol.version": 400,
}
"""Errors of ``receive`` that the caller may know by a status; every other one is 500 and in our log only."""

_PIECE = 64 * 1024
_LOG = logging.getLogger("comity.peerapi")


class RefusedError(ComityError):
    """The request goes no further; ``status`` is all the caller learns."""

    code = "peerapi.refused"

    def __init__(self, status: int) -> None:
        super().__init__(status=status)
        self.status = status


def make_application(receive: Receive, *, is_pinned: Callable[[bytes], bool] | None = None) -> Application:
    """The WSGI application in front of ``receive``.

    ``is_pinned`` is asked at every request whether the certificate still counts: a connection may be older than the
    end of a partnership. Without it the handshake and ``receive`` decide alone. ``receive`` raises ComityError:
    ``link.unknown_peer`` is 403, ``link.closed`` (this node takes nothing at present) 503, ``protocol.too_large``
    413, ``protocol.malformed`` and ``protocol.version`` 400.
    """

    def application(environ: Mapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            body = _answer(environ, receive, is_pinned)
            status = 200
        except RefusedError as refused:
            status, body = refused.status, _refusal(refused.status)
        except ComityError as error:
            status = _STATUS_OF_CODE.get(error.code, 500)
            _LOG.log(logging.ERROR if status == 500 else logging.INFO, "refused with %s: %s", status, error.code)
            body = _refusal(status)
        except Exception:  # noqa: BLE001  # logged in full; the caller gets 500 and no trace of what happened
            _LOG.exception("the entrance failed")
            status, body = 500, _refusal(500)
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response(f"{status} {_WORDS[status]}", [*headers, ("Cache-Control", "no-store")])
        return _then_discard(body, environ) if status == 413 else [body]

    return application


def _answer(environ: Mapping[str, Any], receive: Receive, is_pinned: Callable[[bytes], bool] | None) -> bytes:
    certificate = _peer_certificate(environ)
    if not certificate or (is_pinned is not None and not is_pinned(certificate)):
        raise RefusedError(403)
    path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
    allowed = {MESSAGES_PATH: "POST", HEALTH_PATH: "GET"}
    if path not in allowed or environ.get("QUERY_STRING"):
        raise RefusedError(404)
    if method != allowed[path]:
        raise RefusedError(405)
    if path == HEALTH_PATH:
        return canonical_bytes({"open": True, "v": 1})
    return receive(certificate, _read_body(environ))


def _peer_certificate(environ: Mapping[str, Any]) -> bytes:
    """What the caller showed in the handshake; empty for a connection without TLS."""
    ask = getattr(environ.get("gunicorn.socket"), "getpeercert", None)
    return (ask(True) or b"") if ask is not None else b""


def _read_body(environ: Mapping[str, Any]) -> bytes:
    """Exactly the announced bytes. A body without a length is not read: nobody knows how long it would be."""
    if environ.get("CONTENT_TYPE", "") != "application/json":
        raise RefusedError(415)
    announced = environ.get("CONTENT_LENGTH", "")
    if not announced or environ.get("HTTP_TRANSFER_ENCODING"):
        raise RefusedError(411)
    if not (announced.isascii() and announced.isdigit() and len(announced) <= 20):
        raise RefusedError(400)
    length = int(announced)
    if length > LIMIT_BYTES:
        raise RefusedError(413)
    try:
        body: bytes = environ["wsgi.input"].read(length)
    except OSError as error:  # the line broke, or its bytes were altered: TLS says so here
        raise RefusedError(400) from error
    if len(body) != length:
        raise RefusedError(400)
    return body


def _then_discard(body: bytes, environ: Mapping[str, Any]) -> Iterator[bytes]:
    """Answer first, then take in what is still coming, up to a bound: a caller whose line is cut while it writes
    would see a broken connection, try again, and never learn that the request is too large.
    """
    yield body
    with contextlib.suppress(OSError):
        for _ in range(2 * LIMIT_BYTES // _PIECE):
            if not environ["wsgi.input"].read(_PIECE):
                break


def _refusal(status: int) -> bytes:
    return canonical_bytes({"error": _WORDS[status].lower().replace(" ", "_"), "v": 1})
