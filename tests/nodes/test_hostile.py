"""A paired node that bypasses its own door: real keys, right signatures, unlawful words. Nothing of it is applied."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.nodes.test_exchange import exchange

if TYPE_CHECKING:
    from tests.nodes.pair import Pair

pytestmark = pytest.mark.timeout(600)
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}


def request_body(**changes: Any) -> dict[str, Any]:
    from tests.office import sent_request

    return {"request": sent_request(**changes), "officers": OFFICERS}


def new_record(number: int) -> str:
    return f"xa-coord/request/0193bbbb-0000-7000-8000-{number:012d}"


UNLAWFUL: dict[str, dict[str, Any]] = {
    "a rule that has ended": {"basis": "vc-2011-3"},
    "a rule nobody wrote": {"basis": "because-we-say-so"},
    "no listed crime": {"conduct": "insulting_the_minister"},
    "no purpose": {"purpose_code": "curiosity", "purpose": ""},
    "nobody and nothing": {"persons": [], "objects": []},
}


def test_unlawful_requests_are_turned_away_with_a_neutral_word(two_nodes: "Pair") -> None:
    xa, xb = two_nodes.xa, two_nodes.xb
    for number, (_, changes) in enumerate(UNLAWFUL.items()):
        xa.ask("plant", kind="request.information", record=new_record(number), body=request_body(**changes))
    for number in range(len(UNLAWFUL)):
        state = xb.wait_for_state(new_record(number), "returned")
        assert "request" not in state and state["ground"] == "outside_scope"
        entries = xb.ask("history", record=new_record(number))["entries"]
        assert entries == [["ir.receive", "stopped"], ["ir.turn_away", "done"]]
    assert {row["state"] for row in xb.ask("all", procedure="information_request")["records"]} == {"returned"}
    xa.wait(lambda: xa.link()["faults"].get("wrong_record", 0) == len(UNLAWFUL))  # its own door knows nothing of them
    exchange(two_nodes, 7)  # and a lawful request still passes


def test_messages_that_speak_of_what_is_not_theirs_change_nothing(two_nodes: "Pair") -> None:
    xa, xb = two_nodes.xa, two_nodes.xb
    record = str(xa.done("request")["record"])
    before = xb.wait_for_state(record, "received")
    xa.wait_for_state(record, "received")
    size = xb.link()["size"]
    reply = {"statements": [], "handling": [], "conditions": [], "expires_on": "", "no_data": True,
             "released_at": "2026-11-22T09:30:00.000Z"}  # fmt: skip
    xa.ask("plant", kind="reply.final", record=record, body=reply)  # answers its own question
    xa.ask("plant", kind="use.report", record=record,
           body={"used_for_case": "", "use": "stated_case", "result": "x"})  # fmt: skip
    xa.ask("plant", kind="request.withdrawn", record=new_record(1))
    xa.ask("plant", kind="request.information", record="xb-coord/request/0193bbbb-0000-7000-8000-000000000001",
           body=request_body())  # fmt: skip
    xa.ask("plant", kind="request.everything", record=record)
    xa.ask("plant", kind="request.information", record=new_record(2), body={"request": "all", "officers": {}})
    xb.wait(lambda: xb.link()["inbox"] == 7)
    xa.wait(lambda: xa.link()["waiting"] == 0)
    assert xb.state(record) == before
    assert xb.link()["faults"] == {"wrong_record": 3, "stopped": 1, "unknown_type": 1, "not_well_formed": 1}
    assert xb.link()["size"] == size + 1  # the one that spoke of its own record stands as stopped
    assert xb.ask("history", record=record)["entries"][-1] == ["ir.note_use_report", "stopped"]


def test_another_policy_set_and_another_offices_signature_let_nothing_through(two_nodes: "Pair") -> None:
    xa, xb = two_nodes.xa, two_nodes.xb
    xa.ask("plant", kind="request.information", record=new_record(1), body=request_body(),
           header={"policy_hash": "ab" * 32})  # fmt: skip
    xb.wait(lambda: xb.link()["inbox"] == 1)
    entries = xb.ask("history", record=new_record(1))["entries"]
    assert entries[0] == ["ir.receive", "stopped"] and ["ir.receive", "done"] not in entries
    xa.ask("plant", kind="request.information", record=new_record(2), body=request_body(), stranger=True)
    xb.wait(lambda: xb.link()["faults"].get("foreign"))
    assert xb.link()["inbox"] == 1 and xb.state(new_record(2)) == {}
    xa.wait(lambda: xa.link()["last_fault"] == "link.foreign")
