"""Two real nodes: a request travels, is received, answered and closed; both records and both logs agree."""

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.nodes.pair import Pair

pytestmark = pytest.mark.timeout(600)


def exchange(pair: "Pair", number: int = 0) -> str:
    """One request from draft to use report."""
    sent = pair.xa.done("request", number=number)
    record = str(sent["record"])
    pair.xb.wait_for_state(record, "received")
    pair.xa.wait_for_state(record, "received")
    pair.xb.done("answer_no_data", record=record)
    pair.xa.wait_for_state(record, "answered")
    case = pair.xa.state(record)["case"]
    pair.xa.act("officer", "ir.report_use", record, used_for_case=case, use="not_used",
                result="There was nothing to use.")  # fmt: skip
    pair.xb.wait_for_state(record, "closed")
    return record


def agree(pair: "Pair", record: str) -> None:
    """Both nodes tell the same story, each from its own entries, and each holds the other's log to its word."""
    xa, xb = pair.xa.state(record), pair.xb.state(record)
    assert xa["mirror"] == xb["mirror"]
    assert xa["received_at"] == xb["received_at"]
    assert sorted(row["id"] for row in xa["messages"]) == sorted(row["id"] for row in xb["messages"])
    for near, far in ((pair.xa, pair.xb), (pair.xb, pair.xa)):
        seen = far.link()["witnessed"]
        known = far.ask("roots", size=0)["witnessed"]
        assert known[f"{near.office} {seen}"] == near.ask("roots", size=seen)["root"]


def no_faults(pair: "Pair") -> None:
    assert pair.xa.link()["faults"] == {} and pair.xb.link()["faults"] == {}


def test_a_request_travels_and_is_answered_and_closed(two_nodes: "Pair") -> None:
    record = exchange(two_nodes)
    two_nodes.settle()
    agree(two_nodes, record)
    no_faults(two_nodes)
    xa, xb = two_nodes.xa.link(), two_nodes.xb.link()
    assert xa["sent"] == xb["inbox"] == xb["receipts"] == 2 and xb["sent"] == xa["inbox"] == xa["receipts"] == 2
    receipts = [json.loads(text) for text in two_nodes.xa.ask("receipts")["receipts"].values()]
    received = next(row for row in receipts if row["seq"] == 1)
    assert received["received_at"] == two_nodes.xb.state(record)["received_at"]
    assert all(row["cosignature"].startswith("— xb-coord/witness ") for row in receipts)


@pytest.mark.parametrize("kinds", [("sqlite", "postgres"), ("postgres", "sqlite")])
def test_nodes_on_different_databases_understand_each_other(make_two: Any, kinds: tuple[str, str]) -> None:
    pair = make_two(kinds).start()
    record = exchange(pair)
    pair.settle()
    agree(pair, record)
    no_faults(pair)


def test_where_witnessing_comes_before_effect_messages_still_arrive(make_two: Any) -> None:
    pair = make_two(witnessing="before_effect").start()
    record = exchange(pair)
    pair.settle()
    agree(pair, record)
    no_faults(pair)


def test_both_write_at_once_and_nothing_is_lost(two_nodes: "Pair") -> None:
    records = [str(two_nodes.xa.done("request", number=n)["record"]) for n in range(5)]
    for record in records:
        two_nodes.xb.wait_for_state(record, "received")
        two_nodes.xb.done("answer_no_data", record=record)
    for record in records:
        two_nodes.xa.wait_for_state(record, "answered")
    two_nodes.settle()
    for record in records:
        agree(two_nodes, record)
    no_faults(two_nodes)


def test_an_overdue_record_is_escalated_by_the_clock_once(two_nodes: "Pair") -> None:
    record = str(two_nodes.xa.done("request")["record"])
    two_nodes.xb.wait_for_state(record, "received")
    two_nodes.xb.ask("overdue", record=record)
    two_nodes.xb.wait(lambda: two_nodes.xb.state(record).get("overdue_at"))
    entries = two_nodes.xb.ask("history", record=record)["entries"]
    assert entries == [["ir.receive", "done"], ["ir.escalate", "done"]]


def test_a_partner_confirmed_while_the_node_runs_is_let_in(two_nodes: "Pair") -> None:
    two_nodes.xb.wait(lambda: "BEGIN CERTIFICATE" in two_nodes.xb.file("peers.pem"))
    assert two_nodes.xa.stop() == 0 and two_nodes.xb.stop() == 0


def test_tiles_and_checkpoint_lie_beside_the_database(two_nodes: "Pair") -> None:
    from comity.tlog.tiles import node_reader, tile_path
    from comity.tlog.tree import root

    exchange(two_nodes)
    two_nodes.settle()
    folder = two_nodes.xa.home / "tiles"
    size = two_nodes.xa.link()["size"]
    two_nodes.xa.wait(lambda: two_nodes.xa.file("tiles/size") == str(size))
    made = root(size, node_reader(size, lambda tile: (folder / tile_path(tile)).read_bytes()))
    assert made.hex() == two_nodes.xa.ask("roots", size=size)["root"]
    assert (folder / "checkpoint").read_text().split("\n")[1] == str(size)
