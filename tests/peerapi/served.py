"""A real link server in a process of its own, on a free port of the loopback address, thrown away after the test.

Run as a program it is that process: ``python -m tests.peerapi.served FOLDER PORT KIND``. KIND ``echo`` says what it
saw; ``desk`` is the smallest office that keeps the rules of the link: it verifies and opens each message from XA with
XB's keys, takes it once and in order, and signs a receipt.
"""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comity.kit.clock import format_time, now
from comity.kit.errors import ComityError
from comity.peerapi.server import serve_link
from comity.protocol.batch import Fault, Reply, read_request, write_reply
from comity.protocol.certificates import TlsKey
from comity.protocol.envelope import open_envelope
from comity.protocol.errors import ProtocolError
from comity.protocol.keys import NodeKeys
from comity.protocol.receipt import SignedReceipt, make_receipt, sign_receipt
from comity.protocol.wrapping import Cost
from comity.transport.keyfiles import read_keys, write_keys
from comity.transport.link_client import LinkClient
from comity.transport.pins import write_bundle
from tests.ports import free_port
from tests.protocol.offices import xa, xb

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
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
def serving(folder: Path, own: TlsKey, kind: str = "echo") -> Iterator[Served]:
    """Start the server with the wrapped key in ``folder`` and stop it at the end."""
    write_keys(folder / "keys", NodeKeys(tls_key=own), "pass", cost=CHEAP)
    port = free_port()
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "tests.peerapi.served", str(folder), str(port), kind]
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
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server ended before it was open")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not open")


class Echo:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, certificate: bytes, body: bytes) -> bytes:
        if body.startswith(b"raise "):
            raise ComityError(body.split()[1].decode(), secret="do not tell")
        if body == b"crash":
            raise RuntimeError("do not tell")
        if body == b"slow":
            (self.folder / "slow").touch()
            time.sleep(1.5)
        return json.dumps({"certificate": hashlib.sha256(certificate).hexdigest(), "bytes": len(body)}).encode()


class Desk:
    def __init__(self, taken: Path) -> None:
        self.taken = taken
        self.receipts: dict[str, SignedReceipt] = {}
        self.lock = threading.Lock()

    def __call__(self, certificate: bytes, body: bytes) -> bytes:
        faults, receipts, expect = [], [], {}
        with self.lock:
            for envelope in read_request(body).messages:
                try:
                    opened = open_envelope(envelope, sender=xa().identity, office="xb-desk", sealing=xb().keys.sealing)
                except ProtocolError as error:
                    faults.append(Fault("", error.code))
                    continue
                if opened.header.id not in self.receipts:
                    if opened.header.seq != len(self.receipts) + 1:
                        expect["normal"] = len(self.receipts) + 1
                        continue
                    with self.taken.open("ab") as file:
                        file.write(opened.body_bytes + b"\n")
                    made = make_receipt(envelope, received_at=format_time(now()), checkpoint="")
                    self.receipts[opened.header.id] = sign_receipt(made, xb().keys.signing)
                receipts.append(self.receipts[opened.header.id])
        return write_reply(Reply(receipts=tuple(receipts), expect=expect, faults=tuple(faults)))


def main(folder: Path, port: int, kind: str) -> None:
    def count() -> None:
        with (folder / "refused").open("ab") as file:
            file.write(b"x")

    serve_link(
        host="127.0.0.1",
        port=port,
        tls=read_keys(folder / "keys", "pass", names=("tls",)).tls,
        bundle=folder / "partners.pem",
        receive=Echo(folder) if kind == "echo" else Desk(folder / "taken"),
        threads=4,
        on_refused=count,
        after_fork=(folder / "forked").touch,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
