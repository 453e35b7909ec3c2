"""Who may see a record and speak about it: the authorities asked, and the one partner it is shared with."""

from comity.app.door import submit
from comity.domain.command import Actor, Command
from comity.domain.roles import ActorKind
from comity.kit.ids import RecordId
from comity.storage.access import access_record, access_records
from tests.app.assistance import codes, done, state_of
from tests.app.test_request import RECORD, receive
from tests.office import Office


def test_an_authority_sees_what_is_asked_of_this_office(xb: Office) -> None:
    done(receive(xb))
    assert access_record(xb.staff["asylum"], RECORD) is not None


def test_an_authority_does_not_see_what_this_office_asks(xa: Office) -> None:
    record = xa.request()
    assert access_record(xa.staff["officer"], record) is not None
    assert access_record(xa.staff["asylum"], record) is None
    assert access_records(xa.staff["asylum"], procedure="information_request") == []


def test_another_partner_says_nothing_about_it(xb: Office) -> None:
    done(receive(xb))
    body = {"record": RECORD, "round": 1, "at": "2026-11-22T10:00:00.000Z"}
    message = {"type": "request.withdraw", "id": "xc-coord/message/00000000-0000-7000-8000-000000000001",
               "from": "xc-coord", "body": body, "header": {"from": "xc-coord", "to": "xb-coord"}}  # fmt: skip
    command = Command(name="ir.note_withdrawal", actor=Actor(kind=ActorKind.PARTNER, id="xc-coord"), record=RecordId(RECORD),
                      message=message)  # fmt: skip
    assert "not_this_partner" in codes(submit(xb.node, command))
    assert state_of(RECORD)["state"] == "received"
    done(xb.hear("ir.note_withdrawal", "request.withdraw", RECORD))
    assert state_of(RECORD)["state"] == "withdrawn"


def test_the_partner_takes_no_step_of_our_side(xb: Office) -> None:
    """What XB alone sends, XA cannot send back to it."""
    done(receive(xb))
    stopped = xb.hear("ir.note_refused", "request.refused", RECORD, ground="outside_scope")
    assert "not_this_side" in codes(stopped)
    assert state_of(RECORD)["state"] == "received"
