"""DP-01, DP-12: a record is read for a purpose of the list and a reason; another purpose needs a decision first."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from comity.app import purposes, reading
from comity.kit import clock

if TYPE_CHECKING:
    from tests.office import Office

REASONS = "The missing child was last seen with the holder of this account."


def read(office: "Office", who: str, record: str, code: str = "", text: str = "") -> Any:
    from comity.app import officers

    actor = officers.actor(office.staff[who].id)
    return reading.record(office.node, actor, record, purpose=text, purpose_code=code)


def last_read(record: str) -> dict[str, Any]:
    from comity.storage import reads

    return reads.of_record(record)[0]


def in_days(days: int) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


def test_whose_step_it_is_reads_for_the_purpose_of_the_record(xa: "Office") -> None:
    record = xa.request()
    view = read(xa, "supervisor", record)
    assert view["purpose_code"] == "criminal_investigation"
    assert last_read(record)["purpose_code"] == "criminal_investigation"
    assert last_read(record)["purpose"].startswith("To identify the holder")


def test_who_has_no_part_in_it_says_why(xa: "Office") -> None:
    record = xa.request()
    with pytest.raises(purposes.PurposeError) as asked:
        read(xa, "head", record)
    assert asked.value.data["reason"] == "needed"
    assert "lawfulness_check" in asked.value.choices
    read(xa, "head", record, "lawfulness_check", "The quarterly look at urgent requests.")
    assert last_read(record)["what"] == "record"
    assert last_read(record)["purpose_code"] == "lawfulness_check"


def test_another_purpose_fails_and_the_attempt_is_written_down(xa: "Office") -> None:
    record = xa.request()
    with pytest.raises(purposes.PurposeError) as refused:
        read(xa, "supervisor", record, "missing_person", "We look for a child.")
    assert refused.value.data["reason"] == "other"
    assert last_read(record)["what"] == "record refused"
    assert last_read(record)["purpose_code"] == "missing_person"
    with pytest.raises(purposes.PurposeError):
        read(xa, "supervisor", record, "lawfulness_check", "I would like to know.")  # not a role of oversight


def test_a_written_decision_allows_another_purpose_until_its_day(xa: "Office") -> None:
    record = xa.request()
    form = {"purpose_code": "missing_person", "until": in_days(10), "provider_consent": "", "reasons": REASONS}
    assert not xa.do("supervisor", "pa.allow_use", record, **form).done
    allowed = xa.do("privacy", "pa.allow_use", record, **form)
    assert allowed.done, allowed.stops
    read(xa, "supervisor", record, "missing_person", "We look for a child.")
    with clock.frozen(clock.now() + timedelta(days=12)), pytest.raises(purposes.PurposeError):
        read(xa, "supervisor", record, "missing_person", "We look for a child.")
    assert xa.do("privacy", "pa.end_use", record, purpose_code="missing_person", reasons="The child was found.").done
    with pytest.raises(purposes.PurposeError):
        read(xa, "supervisor", record, "missing_person", "We look for a child.")


def test_what_a_partner_provided_needs_its_consent(xb: "Office") -> None:
    from tests.app.test_request import RECORD, receive

    assert receive(xb).done
    form = {"purpose_code": "missing_person", "until": in_days(10), "provider_consent": "", "reasons": REASONS}
    stopped = xb.do("privacy", "pa.allow_use", RECORD, **form)
    assert [stop.code for stop in stopped.stops] == ["USE-01.compatible"]


def test_an_entry_is_read_for_a_reason_too(xa: "Office") -> None:
    from comity.storage import journal

    record = xa.request()
    seq = next(journal.read(records_key=xa.node.records_key, record=record)).entry.seq
    with pytest.raises(purposes.PurposeError):
        reading.entry(xa.node, xa.staff["head"], seq)
    given = {record: purposes.Reason("lawfulness_check", "A complaint of a colleague.")}
    reading.entry(xa.node, xa.staff["head"], seq, reasons=given)
    assert last_read(record)["what"] == "entry"


def test_who_wrote_it_keeps_a_part_without_the_role_and_after_another_one_wrote_it_anew(xa: "Office") -> None:
    state = {"procedure": "information_request", "state": "draft", "side": "requesting",
             "actors": {"ir.draft": xa.staff["officer"].id, "ir.amend": xa.staff["desk"].id},
             "earlier_writers": {"ir.amend": [xa.staff["leader"].id]}}  # fmt: skip
    nobody = frozenset[Any]()
    told = {
        who: purposes.has_part(replace(xa.staff[who], roles=nobody), state)
        for who in ("officer", "desk", "leader", "head")
    }
    assert told == {"officer": True, "desk": True, "leader": True, "head": False}
