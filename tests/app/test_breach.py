"""DP-19: a breach is told to the supervisor in 72 hours, to the partner without delay, to the people at high risk."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from comity.app.overdue import run_out
from comity.kit import clock

if TYPE_CHECKING:
    from tests.office import Office

REASONS = "Everybody who must know has been told."
RECORD = "xb-coord/breach/01a20000-0000-7000-8000-000000000009"


def found(office: "Office", who: str = "officer") -> str:
    made = office.do(who, "bn.report", found_on=clock.now().date().isoformat(), kinds=["confidentiality"],
                     what_happened="A printed list of witnesses was left in a taxi.")  # fmt: skip
    assert made.done, made.stops
    return made.record


def assessed(office: "Office", record: str, *, risk: str, partner: str = "") -> Any:
    form = {"risk": risk, "people": 3, "consequences": "Somebody could find them.", "measures": "The list was fetched."}
    more = {"partner": partner, "partner_records": []} if partner else {}
    return office.do("privacy", "bn.assess_partner_data" if partner else "bn.assess", record, **form, **more)


def state_of(record: str) -> dict[str, Any]:
    from comity.storage import records

    state = records.load(record).state
    assert state is not None
    return state


def test_anybody_reports_and_the_time_counts_from_there(xa: "Office") -> None:
    record = found(xa, "custodian")
    due = clock.parse_time(state_of(record)["clocks"]["supervisor"]["due_at"])
    assert due == clock.parse_time(state_of(record)["made_at"]) + timedelta(hours=72)
    assert clock.parse_time(state_of(record)["clocks"]["partner"]["due_at"]) < due


def test_nothing_is_closed_while_somebody_has_not_been_told(xa: "Office") -> None:
    record = found(xa)
    assert assessed(xa, record, risk="high", partner="xb-coord").done
    owed = xa.do("privacy", "bn.close", record, reasons=REASONS)
    assert {stop.code for stop in owed.stops} == {"supervisor_not_told", "partner_not_told", "person_not_told"}
    told = {"supervisor": "Data Protection Authority", "reference": "B-7", "delay_reasons": ""}
    assert xa.do("privacy", "bn.tell_supervisor", record, **told).done
    assert "supervisor" not in state_of(record)["clocks"]
    sent = xa.do("desk", "bn.tell_partner", record)
    assert sent.done, sent.stops
    assert sent.sent
    thin = xa.do("privacy", "bn.not_tell_person", record, exception="risk_removed", reasons="no")
    assert [stop.code for stop in thin.stops] == ["GOV-01.reasons"]
    assert xa.do("privacy", "bn.tell_person", record, told_how="By letter, in Khmer.").done
    assert xa.do("privacy", "bn.close", record, reasons=REASONS).done
    assert state_of(record)["clocks"] == {}


@pytest.mark.parametrize("risk, owed", [("unlikely", set()), ("risk", {"supervisor_not_told"}),
                                        ("high", {"supervisor_not_told", "person_not_told"})])  # fmt: skip
def test_who_must_be_told_follows_from_the_risk(xa: "Office", risk: str, owed: set[str]) -> None:
    record = found(xa)
    assert assessed(xa, record, risk=risk).done
    assert {stop.code for stop in xa.do("privacy", "bn.close", record, reasons=REASONS).stops} == owed


def test_time_that_runs_out_stays_visible_and_closes_nothing(xa: "Office") -> None:
    record = found(xa)
    with clock.frozen(clock.now() + timedelta(hours=73)):
        assert run_out(xa.node) >= 1
        assert state_of(record)["state"] == "found"
        assert state_of(record)["overdue_at"]
        assert assessed(xa, record, risk="risk").done
        late = {"supervisor": "Data Protection Authority", "reference": "B-8", "delay_reasons": "Found late at night."}
        assert xa.do("privacy", "bn.tell_supervisor", record, **late).done


def test_the_partner_reads_what_happened_to_its_data_and_nothing_else(xa: "Office") -> None:
    from comity.storage import outbox

    record = found(xa)
    assert assessed(xa, record, risk="high", partner="xb-coord").done
    told = {"supervisor": "Data Protection Authority", "reference": "B-9", "delay_reasons": "secret"}
    assert xa.do("privacy", "bn.tell_supervisor", record, **told).done
    sent = xa.do("desk", "bn.tell_partner", record)
    body = outbox.open_body(sent.sent[0], records_key=xa.node.records_key)
    assert body is not None
    assert set(body["body"]) == {"record", "round", "at", "kinds", "partner_records", "people", "consequences",
                                 "measures", "found_on"}  # fmt: skip
    assert "taxi" not in str(body)
    assert "secret" not in str(body)


def test_the_other_office_hears_and_answers(xa: "Office") -> None:
    heard = xa.hear("bn.receive", "notice.given", RECORD, kinds=["integrity"], partner_records=[], people=2,
                    consequences="Two statements were changed.", measures="They were put right.",
                    found_on="2026-11-20")  # fmt: skip
    assert heard.done, heard.stops
    answered = xa.do("privacy", "bn.acknowledge", RECORD, reasons="We look at what we took over from them.")
    assert answered.done, answered.stops
    assert answered.sent


def test_only_a_partner_that_exists_can_be_told(xa: "Office") -> None:
    record = found(xa)
    assert [stop.code for stop in assessed(xa, record, risk="risk", partner="xz-coord").stops] == ["no_such_partner"]
    assert assessed(xa, record, risk="risk").done
    assert "no_such_partner" in [stop.code for stop in xa.do("desk", "bn.tell_partner", record).stops]
