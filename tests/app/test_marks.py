"""Who may see a record and what it holds up is said by its marks, which no text that anybody writes can imitate."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from comity.app import check, door, public_door
from comity.domain.command import Actor
from comity.domain.roles import ActorKind, Role
from comity.kit import clock
from comity.procedures import projection
from comity.procedures.catalogue import PROCEDURES
from comity.storage import access, models, records
from tests.app import complaints as c
from tests.app.reviews import START, hire, must, stopped_by
from tests.app.test_request import RECORD, RELEASE_FACTS, prepared
from tests.office import Office


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(START):
        yield


def test_a_complaint_whose_words_read_like_a_dispute_holds_up_no_release(xb: Office) -> None:
    """Anybody outside who knows a record's number could otherwise stop it; only the triage disputes a record."""
    prepared(xb)
    forged = f"disputes:{RECORD}"
    c.handed_in(xb, summary=forged, about_record=forged, author_name=forged)
    must(xb.do("desk2", "ir.approve_release", RECORD, facts=RELEASE_FACTS))


def test_a_triage_that_disputes_a_record_holds_up_its_release(xb: Office) -> None:
    prepared(xb)
    c.triaged(xb, nobody_named=True, category="data", disputed=RECORD)
    outcome = xb.do("desk2", "ir.approve_release", RECORD, facts=RELEASE_FACTS)
    assert stopped_by(outcome) == {"CMP-01.pause"}


def test_the_words_of_a_complaint_invite_nobody(xb: Office) -> None:
    """The prosecutor, the rights reviewer and the review body read a complaint only when it was opened to them."""
    _, record = c.handed_in(xb, summary="invited:PR", about_whom="invited:RR", author_name="invited:JB")
    for who in ("prosecutor", "reviewer", "board"):
        assert access.access_record(xb.staff[who], record) is None
        with pytest.raises(door.NotFoundError):
            xb.do(who, "cm.acknowledge", record)


def test_a_mark_opens_a_record_to_the_role_it_names_and_to_no_other(xb: Office) -> None:
    """For every procedure that invites, every role an officer can hold, and each of its invitations by itself."""
    for procedure in [row for row in PROCEDURES if row.invited]:
        readers = {*procedure.readers, *procedure.readers_requested}
        for invited in (None, *procedure.invited):
            record = f"xb-coord/{procedure.record_kind}/{invited}"
            state = {"id": record, "procedure": procedure.name, "state": "x", "side": "own", "made_at": "", "changed_at": "",
                     "invited": [f"invited:{invited}"] if invited else []}  # fmt: skip
            models.Record.objects.create(**projection.record_row(state, entries=1, head=""))
            seen = {role for role in Role if access.access_record(alone(role), record) is not None}
            assert seen == {*readers, *([invited] if invited else [])}, (procedure.name, invited)
            listed = {role for role in Role if access.access_records(alone(role), procedure=procedure.name)}
            assert seen <= listed
            models.Record.objects.filter(id=record).delete()


def alone(role: Role) -> Actor:
    return Actor(kind=ActorKind.OFFICER, id=f"xb-coord/officer/{role}", roles=frozenset({role}))


def test_the_words_of_a_complaint_keep_no_officer_away(xb: Office) -> None:
    """Who writes an officer's number into a complaint does not choose who looks into it."""
    hire(xb, *c.OMBUDS)
    _, record = c.handed_in(xb, author_name=f"barred:{xb.staff['ombud'].id}")
    assert access.access_record(xb.staff["ombud"], record) is not None


def test_a_receipt_is_found_by_the_mark_alone(xb: Office) -> None:
    """Who has read the blinded receipt of one complaint cannot stand before it with another."""
    code, first = c.handed_in(xb)
    receipt = records.load(first).state["receipt"]  # type: ignore[index]
    c.handed_in(xb, summary=receipt, author_name=receipt)
    assert public_door.by_code(xb.node, code)["id"] == first


def test_marks_are_a_column_that_is_proved(xb: Office) -> None:
    _, record = c.triaged(xb, "officer")
    row = models.Record.objects.get(id=record)
    assert f"\nbarred:{xb.staff['officer'].id}\n" in row.marks
    models.Record.objects.filter(id=record).update(marks="")
    found = check.check(xb.node)["faults"]
    assert [(fault["table"], fault["column"]) for fault in found] == [("Record", "marks")]


def test_a_node_that_is_upgraded_has_the_marks_its_states_say(xb: Office) -> None:
    c.triaged(xb, "officer", category="data", disputed=xb.staff["officer"].id)
    rows = models.Record.objects
    before = dict(rows.values_list("id", "marks"))
    assert any("\ndisputes:" in marks and "\nreceipt:" in marks for marks in before.values())
    rows.update(marks="")
    import_module("comity.storage.migrations.0005_marks").fill(apps, None)
    assert dict(rows.values_list("id", "marks")) == before
