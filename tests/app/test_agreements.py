"""An agreement ends by two hands' consent or one hand's word; nothing passes without one, and none comes back by itself."""

from typing import Any

from comity.app.peers import in_force
from comity.app.situation import agreement_with
from tests.office import REQUESTER_FACTS, Office, agree

REASONS = "The partner no longer keeps the handling codes."


def end(office: Office) -> Any:
    found = agreement_with("xb-coord")
    assert found is not None
    return office.do("head", "agreement.end", found["id"], reasons=REASONS)


def test_without_an_agreement_nothing_is_certified_or_sent(xa: Office) -> None:
    record = xa.request()
    certified = xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS)
    assert certified.done, certified.stops
    ended = end(xa)
    assert ended.done, ended.stops
    assert in_force("xb-coord") is None
    stopped = xa.do("desk", "ir.send", record)
    assert {"BAS-01", "SYS-01"} <= {stop.code for stop in stopped.stops}


def test_the_agreement_before_it_does_not_come_back(xa: Office) -> None:
    first = agreement_with("xb-coord")
    agree(xa)
    second = agreement_with("xb-coord")
    assert first is not None
    assert second is not None
    assert first["id"] != second["id"]
    assert end(xa).done
    assert agreement_with("xb-coord") is None


def test_it_takes_reasons_and_a_head_of_office(xa: Office) -> None:
    found = agreement_with("xb-coord")
    assert found is not None
    short = xa.do("head", "agreement.end", found["id"], reasons="no")
    assert [stop.code for stop in short.stops] == ["GOV-01.reasons"]
    desk = xa.do("desk", "agreement.end", found["id"], reasons=REASONS)
    assert [stop.code for stop in desk.stops] == ["role_missing"]
