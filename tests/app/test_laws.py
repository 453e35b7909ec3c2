"""A change of the policies reaches records that are already open only where it is stricter."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from comity.app import laws
from comity.app.check_log import check_replay
from comity.app.replay import replay
from comity.kit.canonical import hash_of
from comity.law import Law, PolicySet
from comity.storage import journal, records
from comity.storage.chains import Chain, Link
from comity.storage.findings import Findings
from comity.storage.models import PolicyFiles
from tests.office import REQUESTER_FACTS, Office

BODY = 'unless { context.items_needed == "yes" };'
LOOSER = 'unless { context.items_needed == "yes" || context.items_needed == "no" };'
STRICTER = 'unless { context.items_needed == "yes" && context.danger_to_life == "yes" };'
FILE = "policies/shared/purpose.cedar"
CERTIFY = {**REQUESTER_FACTS, "danger_to_life": "no"}


def adopt(office: Office, body: str) -> None:
    """Put another shared set in force here, as an upgrade of the program would."""
    files = dict(PolicySet.shared().files)
    assert BODY in files[FILE]
    files[FILE] = files[FILE].replace(BODY, body)
    office.node.__dict__["law"] = Law(PolicySet.from_files("shared", files))


def certify(office: Office, record: str, **facts: str) -> Any:
    return office.do("supervisor", "ir.certify", record, facts={**CERTIFY, **facts})


def test_an_open_record_keeps_every_gate_it_began_under(xa: Office) -> None:
    begun = xa.request()
    adopt(xa, LOOSER)
    fresh = xa.request()
    assert certify(xa, fresh, items_needed="no").done
    stopped = certify(xa, begun, items_needed="no")
    assert [(stop.code, stop.data["policy"]) for stop in stopped.stops] == [("earlier_law", "MIN-01.items")]
    assert certify(xa, begun).done
    assert records.load(begun).state["law"] != records.load(fresh).state["law"]  # type: ignore[index]


def test_a_stricter_gate_reaches_an_open_record(xa: Office) -> None:
    begun = xa.request()
    assert certify(xa, xa.request()).done
    adopt(xa, STRICTER)
    stopped = certify(xa, begun)
    assert [stop.code for stop in stopped.stops] == ["MIN-01.items"]
    assert certify(xa, begun, danger_to_life="yes").done


def test_both_answers_stay_in_the_entry_and_replay(xa: Office) -> None:
    begun = xa.request()
    adopt(xa, LOOSER)
    for facts in ({"items_needed": "no"}, {}):
        outcome = certify(xa, begun, **facts)
        again = replay(xa.node, outcome.seq)
        assert again["same"], again
        assert "same_answer_of_the_law_it_began_under" in again["checks"]


def test_a_law_this_node_does_not_keep_is_an_error_and_no_permission(xa: Office) -> None:
    begun = xa.request()
    adopt(xa, LOOSER)
    laws._law.cache_clear()
    PolicyFiles.objects.all().delete()
    with pytest.raises(laws.NotKeptError):
        certify(xa, begun)
    assert records.load(begun).state["state"] == "draft"  # type: ignore[index]


@pytest.mark.parametrize("part", ["decision", "begun"])
def test_a_verdict_that_was_written_otherwise_is_seen_when_it_is_judged_again(
    xa: Office, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """A program that wrote *allowed* over what its policies said, with every hash in order."""
    begun = xa.request()
    adopt(xa, LOOSER)
    outcome = certify(xa, begun, items_needed="no")
    assert not outcome.done
    stored = journal.read_one(outcome.seq, records_key=xa.node.records_key)
    assert stored is not None and stored.payload is not None
    payload = stored.payload
    payload[part].update(allowed=not payload[part]["allowed"], failed=[])
    entry = dataclasses.replace(stored.entry, decision_hash=hash_of(payload["decision"]))
    monkeypatch.setattr(journal, "read_one", lambda *_, **__: SimpleNamespace(entry=entry, payload=payload))
    again = replay(xa.node, outcome.seq)
    named = {"decision": "same_answer", "begun": "same_answer_of_the_law_it_began_under"}[part]
    assert [name for name, agrees in again["checks"].items() if not agrees] == [named]
    assert not again["same"]
    assert checked(entry, stored.payload) == []
    assert checked(entry, payload) == ["judged again from its facts and policies the answer is another"]


def test_what_the_earlier_law_did_not_allow_was_not_done(xa: Office) -> None:
    begun = xa.request()
    adopt(xa, LOOSER)
    outcome = certify(xa, begun, items_needed="no")
    stored = journal.read_one(outcome.seq, records_key=xa.node.records_key)
    assert stored is not None and stored.payload is not None
    done = dataclasses.replace(stored.entry, outcome="done")
    assert checked(stored.entry, stored.payload) == []
    assert checked(done, stored.payload) == ["was done although the law it began under did not allow it"]


def checked(entry: Any, payload: Any) -> list[str]:
    """What ``comity check`` has against the decisions of one entry."""
    findings = Findings()
    check_replay(findings, Chain(entry.record, (Link(entry, "", payload),), sound=True))
    assert {fault.rule for fault in findings.faults} <= {"I6"}
    return [fault.text for fault in findings.faults]
