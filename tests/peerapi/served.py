"""A real link server in a process of its own, on a free port of the loopback address, thrown away after the test.

Run as a program it is that process: ``python -m tests.peerapi.served FOLDER PORT``.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comity.kit.errors import ComityError
from comity.protocol.certificates import TlsKey, certificate_der
from comity.protocol.keys import NodeKeys
from comity.protocol.wrapping import Cost
from comity.transport.keyfiles import read_keys, write_keys
from comity.transport.link_client import LinkClient
from comity.transport.pins import write_bundle

ROOT = Path(__file__).parents[2]
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@dataclass(frozen=True)
class Served:
    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    certificate: str

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def bundle(self) -> Path:
        return self.folder / "partners.pem"

    def pin(self, *keys: TlsKey) -> None:
        write_bundle(self.bundle, [key.certificate for key in keys])

    def client(self, own: TlsKey, **seconds: float) -> LinkClient:
        return LinkClient(self.url, own=own, peer_certificate=self.certificate, **seconds)

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def refused(self) -> int:
        path = self.folder / "refused"
        return len(path.read_bytes()) if path.exists() else 0


@contextmanager
def serving(folder: Path, own: TlsKey) -> Iterator[Served]:
    """Start the server with the wrapped key in ``folder`` and stop it at the end."""
    write_keys(folder / "keys", NodeKeys(tls_key=own), "pass", cost=CHEAP)
    port = free_port()
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "tests.peerapi.served", str(folder), str(port)]
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
        )
    served = Served(port, folder, process, own.certificate)
    try:
        wait_until_open(port, process)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it was open")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not open")


def main(folder: Path, port: int) -> None:
    """Answers with what it saw: the caller's certificate by its hash, the body's length and this process's id."""
    import hashlib

    from comity.peerapi.server import serve_link

    def receive(certificate: bytes, body: bytes) -> bytes:
        if body.startswith(b"raise "):
            raise ComityError(body.split()[1].decode(), secret="do not tell")
        if body == b"crash":
            raise RuntimeError("do not tell")
        if body == b"slow":
            time.sleep(1.5)
        seen = {"certificate": hashlib.sha256(certificate).hexdigest(), "bytes": len(body)}
        return json.dumps(seen).encode()

    def count() -> None:
        with (folder / "refused").open("ab") as file:
            file.write(b"x")

    tls = read_keys(folder / "keys", "pass", names=("tls",)).tls
    certificate_der(tls.certificate)
    serve_link(
        host="127.0.0.1",
        port=port,
        tls=tls,
        bundle=folder / "partners.pem",
        receive=receive,
        threads=4,
        on_refused=count,
        after_fork=(folder / "forked").touch,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
