"""The link process: gunicorn with TLS 1.3, one worker with a few threads, no control socket, no keys on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # publishes no types
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # publishes no types
from gunicorn.config import Config  # type: ignore[import-untyped]  # publishes no types

from comity.peerapi.application import Receive, make_application
from comity.peerapi.entrance import Entrance
from comity.protocol.certificates import TlsKey

THREADS = 8
KEEP_SECONDS = 75
GRACEFUL_SECONDS = 15


class _TlsConfig(Config):  # type: ignore[misc]  # gunicorn publishes no types
    """TLS without a key file: the context comes from the entrance, so there is no ``certfile`` to tell by."""

    @property
    def is_ssl(self) -> bool:
        return True


class _LinkServer(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
    def __init__(self, settings: dict[str, Any], application: Any) -> None:
        self._settings = settings
        self._application = application
        super().__init__()

    def load_default_config(self) -> None:
        self.cfg = _TlsConfig(self.usage, prog=self.prog)

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._application


def serve_link(
    *,
    host: str,
    port: int,
    tls: TlsKey,
    bundle: Path,
    receive: Receive,
    log_level: str = "info",
    threads: int = THREADS,
    on_refused: Callable[[], None] | None = None,
    after_fork: Callable[[], None] | None = None,
) -> NoReturn:
    """Answer partners until SIGTERM (then finish what is running, up to GRACEFUL_SECONDS) or SIGINT.

    ``bundle`` is the file of pinned partner certificates (``transport.pins``); a change holds from the next
    connection and the next request on. ``receive`` runs in the worker's threads; ``after_fork`` runs once in the
    worker before it (open databases there); ``on_refused`` counts handshakes that failed. Does not return: the
    process ends with SystemExit.
    """
    entrance = Entrance(tls, bundle, on_refused=on_refused)
    application = make_application(receive, is_pinned=entrance.is_pinned)
    settings = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "worker_class": "gthread",
        "workers": 1,
        "threads": threads,
        "keepalive": KEEP_SECONDS,
        "timeout": 120,
        "graceful_timeout": GRACEFUL_SECONDS,
        "control_socket_disable": True,
        "ssl_context": entrance.hook,
        "do_handshake_on_connect": False,
        "limit_request_line": 512,
        "limit_request_fields": 32,
        "limit_request_field_size": 2048,
        "forwarded_allow_ips": "",
        "header_map": "refuse",
        "loglevel": log_level,
        "errorlog": "-",
        "post_fork": _post_fork(after_fork),
    }
    server = _LinkServer(settings, application)
    Arbiter(server).run()
    raise SystemExit(0)


def _post_fork(after_fork: Callable[[], None] | None) -> Callable[[Any, Any], None]:
    def post_fork(_arbiter: Any, _worker: Any) -> None:
        if after_fork is not None:
            after_fork()

    return post_fork
