"""The link: messages per second between two real nodes on this machine, beside what disk and ciphers allow.

``python -m bench.link [--requests 100]``. Both nodes run as ``comity node run`` does (six processes, SQLite with
synchronous=FULL, mutual TLS 1.3, hybrid sealing). Requests are queued while the line is down; the clock runs from the
moment it is up. A request counts when its receipt is stored at the sender: signed, sealed, posted, verified, opened,
judged by every gate, entered, receipted, witnessed. Each is answered by one message the other way, counted below.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import django

from bench._machine import show
from bench.door import bare_commits

SEALS = 200


def ciphers() -> dict[str, float]:
    """Messages per second that are only sealed and signed, or only verified and opened: no disk, no line, no law."""
    from comity.kit.canonical import canonical_bytes
    from comity.protocol.envelope import open_envelope
    from tests.protocol.offices import message, xa, xb

    body: dict[str, Any] = {"type": "request.information", "text": "x" * 1500}
    begin = time.perf_counter()
    made = [message(xb(), xa(), body) for _ in range(SEALS)]
    sealed = time.perf_counter()
    for envelope in made:
        open_envelope(envelope, sender=xb().identity, office="xa-coord", sealing=xa().keys.sealing)
    opened = time.perf_counter()
    assert len(canonical_bytes(body)) > 1500
    return {"seal and sign only": SEALS / (sealed - begin), "verify and open only": SEALS / (opened - sealed)}


def between_nodes(folder: Path, requests: int) -> dict[str, float]:
    """Queue the requests behind a closed line, open it, and wait until both sides are empty."""
    from comity.demo.proxy import LineFaults
    from tests.nodes.pair import fronts, make_pair

    with fronts() as lines:
        pair = make_pair(folder, lines, {"xa-coord": "sqlite", "xb-coord": "sqlite"})
        try:
            pair.start().settle()
            pair.xb.front.faults = LineFaults(closed=True)
            pair.xb.front.cut()
            for number in range(requests):
                pair.xa.done("request", number=number)
            pair.xb.front.heal()
            begin = time.perf_counter()
            pair.xa.wait(lambda: pair.xa.link()["waiting"] == 0, seconds=300)
            delivered = time.perf_counter() - begin
            pair.settle()
            both = time.perf_counter() - begin
            assert pair.xb.link()["inbox"] == pair.xa.link()["inbox"] == requests
            single = one_at_a_time(pair, requests)
        finally:
            pair.close()
    return {"requests delivered, judged, receipted": requests / delivered, "messages, both ways": 2 * requests / both,
            "one at a time, there and back": single}  # fmt: skip


def one_at_a_time(pair: Any, start: int, count: int = 10) -> float:
    """Requests per second when each waits for the answer to the one before: what an officer sees."""
    begin = time.perf_counter()
    for number in range(start, start + count):
        record = pair.xa.done("request", number=number)["record"]
        pair.xa.wait(lambda record=record: pair.xa.state(record)["state"] == "received")
    return count / (time.perf_counter() - begin)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=100)
    requests = arguments.parse_args().requests
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as name:
        folder = Path(name)
        os.environ.update(COMITY_HOME=str(folder / "none"), DJANGO_SETTINGS_MODULE="comity.settings")
        django.setup()  # what makes the nodes shares modules with tests that hold one in their own process
        figures = {"bare durable commits": bare_commits(folder), **ciphers(), **between_nodes(folder, requests)}
    show(
        "link",
        figures,
        peer="bare durable commits",
        note="two nodes, six processes, one machine; every message judged by its gates and on disk on both sides",
    )


if __name__ == "__main__":
    main()
