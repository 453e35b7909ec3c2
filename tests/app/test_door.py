"""The one door, through real commands: what passes, what is stopped, and what either leaves behind."""

import pytest
from django.db import connection

from comity.app.door import FormError, NotFoundError
from comity.kit.canonical import sha256_hex
from comity.procedures.step import ProcedureError
from comity.storage import journal, log, models, outbox, records
from tests.office import REQUESTER_FACTS, Office, fraud_request


def certified(xa: Office) -> str:
    record = xa.request()
    certified = xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS, reasons="Read the file.")
    assert certified.done, certified.stops
    return record


def test_a_lawful_request_goes_out_in_three_hands(xa: Office) -> None:
    record = certified(xa)
    before = log.size()
    sent = xa.do("desk", "ir.send", record)
    assert sent.done, sent.stops
    assert sent.state == "sent"
    assert log.size() == before + 1
    assert [row["kind"] for row in outbox.of_record(record)] == ["request.information"]
    state = records.load(record).state
    assert state is not None
    assert state["mirror"] == "sent"


def test_an_officer_cannot_certify_the_own_request(xa: Office) -> None:
    draft = xa.do("officer", "ir.draft", **fraud_request())
    xa.do("admin", "officer.grant_role", xa.staff["officer"].id, role="CS")
    stopped = xa.do("officer", "ir.certify", draft.record, facts=REQUESTER_FACTS)
    assert not stopped.done
    assert [stop.code for stop in stopped.stops] == ["same_person"]
    assert records.load(draft.record).state["state"] == "draft"  # type: ignore[index]


def rewritten(xa: Office) -> str:
    """A request that the supervisor wrote, though the officer began it and touched it last."""
    xa.do("admin", "officer.grant_role", xa.staff["supervisor"].id, role="RO")
    record = xa.request()
    for who in ("supervisor", "officer"):
        form = {**fraud_request(case=records.load(record).state["case"])}  # type: ignore[index]
        amended = xa.do(who, "ir.amend", record, **form)
        assert amended.done, amended.stops
    return record


def test_who_wrote_it_certifies_nothing_though_somebody_else_touched_it_last(xa: Office) -> None:
    stopped = xa.do("supervisor", "ir.certify", rewritten(xa), facts=REQUESTER_FACTS)
    assert [stop.code for stop in stopped.stops] == ["same_person"]
    assert stopped.stops[0].data["commands"] == ["ir.amend"]


def test_who_wrote_it_states_no_fact_that_counts_though_somebody_else_touched_it_last(xa: Office) -> None:
    record = rewritten(xa)
    assert xa.do("supervisor", "ir.state_facts", record, facts=REQUESTER_FACTS).done
    assert records.load(record).state["stated"] == {}  # type: ignore[index]


def test_a_stopped_command_leaves_an_entry_with_every_failed_gate(xa: Office) -> None:
    request = fraud_request(conduct="spreading_rumours", items=["identity", "bank_records"])
    draft = xa.do("officer", "ir.draft", **request)
    stopped = xa.do("supervisor", "ir.certify", draft.record, facts=REQUESTER_FACTS)
    assert not stopped.done
    stored = journal.read_one(stopped.seq, records_key=xa.node.records_key)
    assert stored is not None
    assert stored.payload is not None
    failed = stored.payload["decision"]["failed"]
    assert {"OFF-01.listed"} <= set(failed)
    assert any(name.startswith("COE-01") for name in failed)
    assert stored.entry.outcome == "stopped"
    assert stored.entry.target == "draft"
    assert [row.code for row in stopped.stops] == failed


def test_the_requesters_own_word_opens_no_gate(xa: Office) -> None:
    xa.do("admin", "officer.grant_role", xa.staff["officer"].id, role="SP")
    draft = xa.do("officer", "ir.draft", **fraud_request())
    told = xa.do("officer", "ir.state_facts", draft.record, facts=REQUESTER_FACTS)
    assert told.done
    stopped = xa.do("supervisor", "ir.certify", draft.record)
    assert not stopped.done
    assert len(stopped.stops) > 3


def test_nothing_is_written_for_a_form_that_cannot_be_read(xa: Office) -> None:
    before = log.size()
    with pytest.raises(FormError) as refused:
        xa.do("officer", "ir.draft", **fraud_request(basis="no-such-treaty", summary=""))
    assert set(refused.value.data["faults"]) == {("basis", "not_listed"), ("summary", "required")}  # type: ignore[call-overload]
    with pytest.raises(NotFoundError):
        xa.do("officer", "ir.certify", "xa-coord/request/00000000-0000-7000-8000-000000000000")
    with pytest.raises(ProcedureError):
        xa.do("officer", "ir.delete")
    assert log.size() == before


def test_a_step_that_is_not_next_is_stopped_and_said(xa: Office) -> None:
    record = certified(xa)
    again = xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS)
    assert ("step", "not_next") in [(stop.kind, stop.code) for stop in again.stops]


def test_roles_are_read_at_the_moment_of_the_act(xa: Office) -> None:
    draft = xa.do("officer", "ir.draft", **fraud_request())
    xa.do("admin", "officer.revoke_role", xa.staff["supervisor"].id, role="CS")
    before = log.size()
    with pytest.raises(NotFoundError) as hidden:
        xa.do("supervisor", "ir.certify", draft.record, facts=REQUESTER_FACTS)
    with pytest.raises(NotFoundError) as absent:
        xa.do("supervisor", "ir.certify", f"{draft.record[:-4]}ffff", facts=REQUESTER_FACTS)
    assert hidden.value.code == absent.value.code
    stored = journal.read_one(before, records_key=xa.node.records_key)
    assert stored is not None and stored.payload is not None
    assert [row["code"] for row in stored.payload["stops"]] == ["role_missing", "not_visible"]
    assert log.size() == before + 1


def test_a_partner_cannot_take_a_persons_step(xa: Office) -> None:
    record = certified(xa)
    stopped = xa.hear("ir.send", "request.information", record)
    assert [stop.code for stop in stopped.stops] == ["not_for_the_partner"]
    assert outbox.of_record(record) == []


def test_entries_are_exact_and_chained(xa: Office) -> None:
    record = certified(xa)
    stored = list(journal.read(records_key=xa.node.records_key))
    assert [row.entry.seq for row in stored] == list(range(log.size()))
    chain = [row for row in stored if row.entry.record == record]
    assert chain[0].entry.prev == ""
    assert chain[1].entry.prev == sha256_hex(chain[0].data)
    assert all(row.entry.to_bytes() == row.data for row in stored)


def test_what_people_wrote_does_not_lie_in_the_clear_in_the_payload_table(xa: Office) -> None:
    certified(xa)
    with connection.cursor() as cursor:
        cursor.execute("select ciphertext from storage_entrypayload")
        assert not any(b"Weiming" in bytes(row[0]) for row in cursor.fetchall())
    assert models.ScopeKey.objects.count() >= 2
