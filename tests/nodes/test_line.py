"""A bad line between two real nodes: cut, delayed, doubled, reordered, replayed, altered. Nothing wrong is applied."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.nodes.test_exchange import agree, exchange, no_faults

if TYPE_CHECKING:
    from tests.nodes.pair import Pair

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def attacked(two_nodes: "Pair") -> Iterator[Any]:
    """XA's line to XB goes through somebody who holds the TLS keys of both, and nothing else."""
    from comity.demo.proxy import BatchProxy

    xa, xb = two_nodes.xa, two_nodes.xb
    url = f"https://127.0.0.1:{xb.link_port}"
    with BatchProxy(url, shown=xb.keys().tls, used=xa.keys().tls) as proxy:
        xb.front._target = ("127.0.0.1", proxy.port)
        xb.front.cut()
        yield proxy


def test_a_line_that_is_cut_and_slow_and_comes_back(two_nodes: "Pair") -> None:
    from comity.demo.proxy import LineFaults

    exchange(two_nodes)
    for faults in (LineFaults(closed=True), LineFaults(cut_answer_after=400), LineFaults(blackhole=True),
                   LineFaults(cut_after=3000)):  # fmt: skip
        two_nodes.xb.front.faults = faults
        two_nodes.xb.front.cut()
        record = str(two_nodes.xa.done("request", number=1)["record"])
        time.sleep(1.0)
        two_nodes.xb.front.heal()
        two_nodes.xb.wait_for_state(record, "received")
    two_nodes.xb.front.faults = LineFaults(delay_seconds=0.2)
    record = exchange(two_nodes, 2)
    two_nodes.settle()
    agree(two_nodes, record)
    no_faults(two_nodes)


REPEATED = ("duplicate", "repeat", "replay", "reverse", "drop", "lose_answer")


def test_what_an_attacker_repeats_turns_or_drops(two_nodes: "Pair", attacked: Any) -> None:
    from comity.demo.proxy import BatchFaults

    xa, xb = two_nodes.xa, two_nodes.xb
    for turn, name in enumerate(REPEATED):
        xb.front.faults.closed = True
        xb.front.cut()
        records = [str(xa.done("request", number=10 * turn + number)["record"]) for number in range(3)]
        value: Any = frozenset({0}) if name == "drop" else True
        attacked.faults = BatchFaults(**{name: value}, times=3 if name in ("reverse", "drop", "lose_answer") else None)
        xb.front.heal()
        for record in records:
            xb.wait_for_state(record, "received")
            assert xb.ask("history", record=record)["entries"] == [["ir.receive", "done"]], name
        for record in records:
            xa.wait_for_state(record, "received")
        assert xb.link()["inbox"] == 3 * turn + 3, name
        assert set(xb.link()["faults"]) <= {"gap"}, name
    attacked.faults = BatchFaults()
    two_nodes.settle()
    assert xa.link()["faults"] == {}
    agree(two_nodes, records[0])


ALTERED = (
    ("header", {"bad_signature", "not_well_formed", "foreign"}),
    ("signature", {"bad_signature"}),
    ("sealed", {"sealed_hash"}),
)


def test_what_an_attacker_alters_is_refused_and_the_true_bytes_come_through(two_nodes: "Pair", attacked: Any) -> None:
    from comity.demo.proxy import BatchFaults, Flip

    xa, xb = two_nodes.xa, two_nodes.xb
    for number, (part, kinds) in enumerate(ALTERED):
        before = xb.link()["faults"]
        attacked.faults = BatchFaults(alter=Flip(part, byte=40))
        record = str(xa.done("request", number=number)["record"])
        xb.wait(lambda before=before: xb.link()["faults"] != before)  # type: ignore[misc]
        changed = {kind for kind, count in xb.link()["faults"].items() if count != before.get(kind)}
        assert changed <= kinds | {"gap"}, part
        assert xb.state(record) == {}
        attacked.faults = BatchFaults()
        xb.wait_for_state(record, "received")
    for part in ("receipt", "signature"):
        before = xa.link()["faults"]
        attacked.faults = BatchFaults(alter_answer=Flip(part, byte=40))
        record = str(xa.done("request", number=20)["record"])
        xb.wait_for_state(record, "received")
        xa.wait(lambda before=before: xa.link()["faults"] != before)  # type: ignore[misc]
        assert set(xa.link()["faults"]) <= {"receipt_bad"} and xa.link()["sealed"] == 1
        attacked.faults = BatchFaults()
        xa.wait(lambda: xa.link()["waiting"] == 0)
        assert xb.ask("history", record=record)["entries"] == [["ir.receive", "done"]]
    two_nodes.settle()
    agree(two_nodes, record)
