"""An agreement ends by two hands' consent or one hand's word; nothing passes without one, and none comes back by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.app.agreements import agreement_with
from comity.app.peers import in_force
from comity.kit import clock
from tests.office import REQUESTER_FACTS, Office, agree, agreement

REASONS = "The partner no longer keeps the handling codes."


def end(office: Office) -> Any:
    found = agreement_with("xb-coord")
    assert found is not None
    return office.do("head", "agreement.end", found["id"], reasons=REASONS)


def renewed(office: Office) -> tuple[dict[str, Any], dict[str, Any]]:
    """The agreement that was in force, and the one that took its place."""
    first = agreement_with("xb-coord")
    agree(office)
    second = agreement_with("xb-coord")
    assert first is not None
    assert second is not None
    return first, second


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
    first, second = renewed(xa)
    assert first["id"] != second["id"]
    assert end(xa).done
    assert agreement_with("xb-coord") is None


@pytest.mark.parametrize("signer", ["xa-coord", "xb-coord"])
def test_what_one_of_the_two_has_signed_is_not_in_force(xa: Office, signer: str) -> None:
    before, document = agreement_with("xb-coord"), agreement(xa, signer)
    made = xa.do("head", "agreement.propose", document=document)
    assert made.done, made.stops
    adopted = xa.do("central", "agreement.adopt", made.record, document=document)
    assert "not_signed_by_both" in [stop.code for stop in adopted.stops]
    assert agreement_with("xb-coord") == before


def test_both_decide_by_the_same_policies(xa: Office) -> None:
    other = agreement(xa, "xa-coord", "xb-coord", shared_policy_hash="ab" * 32)
    stopped = xa.do("head", "agreement.propose", document=other)
    assert "other_policies" in [stop.code for stop in stopped.stops]


def test_it_takes_reasons_and_a_head_of_office(xa: Office) -> None:
    found = agreement_with("xb-coord")
    assert found is not None
    short = xa.do("head", "agreement.end", found["id"], reasons="no")
    assert [stop.code for stop in short.stops] == ["GOV-01.reasons"]
    desk = xa.do("desk", "agreement.end", found["id"], reasons=REASONS)
    assert [stop.code for stop in desk.stops] == ["role_missing"]


def test_a_clock_that_was_set_back_brings_no_earlier_agreement_back(xa: Office) -> None:
    """The newest is the one that was adopted last, whatever the clock said then."""
    first = agreement_with("xb-coord")
    assert first is not None
    with clock.frozen(clock.now() - timedelta(days=3)):
        agree(xa)
        second = agreement_with("xb-coord")
        assert second is not None
        assert second["adopted_at"] < first["adopted_at"]
        assert second["id"] != first["id"]
        assert end(xa).done
        assert agreement_with("xb-coord") is None
    assert agreement_with("xb-coord") is None


def test_an_ended_agreement_stays_while_the_one_before_it_would_come_back(xa: Office) -> None:
    """Erasing the word that ended it would bring the earlier one into force again."""
    first, second = renewed(xa)
    assert end(xa).done
    form = {"ground": "never_needed", "reasons": "It was never needed by anybody here."}
    stopped = xa.do("privacy", "rt.erase", second["id"], **form)
    assert {stop.code for stop in stopped.stops} == {"RET-01.ended"}
    assert agreement_with("xb-coord") is None
    assert xa.do("head", "agreement.end", first["id"], reasons=REASONS).done
    erased = xa.do("privacy", "rt.erase", second["id"], **form)
    assert erased.done, erased.stops
    assert agreement_with("xb-coord") is None


def test_looking_for_the_agreement_reads_one_whole_however_many_there_were(xa: Office) -> None:
    for _ in range(3):
        agree(xa)
    newest = agreement_with("xb-coord")
    with CaptureQueriesContext(connection) as asked:
        assert agreement_with("xb-coord") == newest
    assert len(asked) == 2, [row["sql"] for row in asked]
    assert sum('"body"' in row["sql"] for row in asked) == 1
