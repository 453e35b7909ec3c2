"""kill -9 at each durable step, on either side: nothing is lost, nothing is done twice, both nodes tell one story."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.nodes.test_exchange import agree, exchange

if TYPE_CHECKING:
    from tests.nodes.pair import Live, Pair

pytestmark = pytest.mark.timeout(600)


def crashed(node: "Live", name: str) -> bool:
    return f"{name} ended with code -9" in node.said()


def whole(pair: "Pair", record: str) -> None:
    """One entry for each step on each side, no message left over, the logs agree."""
    pair.settle()
    agree(pair, record)
    assert pair.xb.ask("history", record=record)["entries"] == [["ir.receive", "done"]]
    steps = [name for name, outcome in pair.xa.ask("history", record=record)["entries"] if outcome == "done"]
    assert steps == ["ir.draft", "ir.certify", "ir.send", "ir.note_received"]
    assert pair.xa.link()["sent"] == pair.xb.link()["inbox"] == pair.xb.link()["receipts"]
    assert pair.xb.link()["sent"] == pair.xa.link()["inbox"] == pair.xa.link()["receipts"]


def test_a_worker_that_dies_at_any_step_finds_its_work_again(make_two: Any) -> None:
    pair = make_two()
    for number, point in enumerate(("after_sealed", "after_send", "after_receipt")):
        before = len(pair.xa.said())
        pair.xa.start(COMITY_CRASH_AT=point)
        if number == 0:
            pair.xb.start()
        record = str(pair.xa.done("request", number=number)["record"])
        pair.xa.wait(lambda before=before: "worker ended with code -9" in pair.xa.said()[before:])
        pair.xb.wait_for_state(record, "received")
        pair.xa.wait_for_state(record, "received")
        whole(pair, record)
        pair.xa.stop()
    assert set(pair.xb.link()["faults"]) <= set() and set(pair.xa.link()["faults"]) <= set()


def test_an_entrance_that_dies_after_its_commit_gives_the_receipt_later(make_two: Any) -> None:
    pair = make_two()
    pair.xb.start(COMITY_CRASH_AT="after_partner_commit")
    pair.xa.start()
    record = str(pair.xa.done("request")["record"])
    pair.xb.wait_for_state(record, "received")
    pair.xa.wait_for_state(record, "received")
    whole(pair, record)


def test_an_office_that_dies_after_its_commit_has_acted(make_two: Any) -> None:
    from tests.nodes.pair import RunnerError

    pair = make_two()
    pair.xa.extra["COMITY_CRASH_AT"] = "after_transaction"
    with pytest.raises(RunnerError):
        pair.xa.ask("act", who="officer", command="case.open", form={
            "title": "A case", "conduct": "telecom_fraud", "purpose_code": "criminal_investigation"})  # fmt: skip
    pair.xa.extra.clear()
    assert [row["title"] for row in pair.xa.ask("all", procedure="case")["records"]] == ["A case"]


def test_killing_processes_while_messages_travel_loses_and_doubles_nothing(two_nodes: "Pair") -> None:
    xa, xb = two_nodes.xa, two_nodes.xb
    records = []
    for number, (node, name) in enumerate(((xa, "worker"), (xb, "link"), (xb, "worker"), (xa, "link"), (xb, "office"))):
        records.append(str(xa.done("request", number=number)["record"]))
        assert node.kill(name)
    for record in records:
        xb.wait_for_state(record, "received")
        xa.wait_for_state(record, "received")
    for record in records:
        whole(two_nodes, record)
    assert xa.link()["sent"] == len(records) == xb.link()["sent"]
    exchange(two_nodes, 99)


def test_the_children_end_when_the_supervisor_is_killed(two_nodes: "Pair") -> None:
    from tests.office import PASSPHRASE

    node = two_nodes.xa
    assert node.process is not None
    pids = [pid for name in ("worker", "link", "office") for pid in node.pids(name)]
    assert len(pids) >= 5  # two servers fork
    for pid in pids:  # the passphrase went through a pipe, and through nothing anybody can list
        told = [(Path("/proc") / str(pid) / name).read_bytes() for name in ("cmdline", "environ")]
        assert not any(PASSPHRASE.encode() in text for text in told)
    node.process.kill()
    node.process.wait()
    node.wait(lambda: not any(node.pids(name) for name in ("worker", "link", "office")))
    node.start()
