"""DP-10 to DP-12: readings are drawn by lot, remarkable ones come at once, the log is given out whole and to nobody else."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from comity.app import reading
from comity.app.drawing import draw_readings
from comity.domain.sampling import drawn, seed_of
from comity.kit import clock

if TYPE_CHECKING:
    from tests.office import Office

REASONS = "The officer had the step of the day in this matter and read it twice."


def read_often(office: "Office", record: str, times: int) -> None:
    for number in range(times):
        reading.record(office.node, office.staff["supervisor"], record, purpose=f"Reading number {number}.")


def records_of(state: str) -> list[dict[str, Any]]:
    from comity.storage import records

    return records.of_procedure("sampling", state=state)


def faults(office: "Office") -> list[Any]:
    from comity.app.check import check

    return [row for row in check(office.node)["faults"] if row["table"] != "high-water"]


def test_the_lot_falls_on_about_one_in_twenty_and_again_on_the_same() -> None:
    hashes = [(number, f"{number:064x}") for number in range(4000)]
    first = drawn(seed_of("ab" * 32, "cd" * 32), hashes)
    assert first == drawn(seed_of("ab" * 32, "cd" * 32), hashes)
    assert 140 < len(first) < 260
    assert first != drawn(seed_of("ab" * 31 + "00", "cd" * 32), hashes)


def test_a_day_of_readings_is_drawn_once_and_can_be_drawn_again(xa: "Office") -> None:
    from comity.storage import log, reads

    record = xa.request()
    read_often(xa, record, 60)
    size = log.size()
    done = draw_readings(xa.node)
    (draw,) = records_of("counted")
    assert (draw["start"], draw["stop"], draw["log_size"]) == (0, 60, size)
    again = drawn(
        seed_of(log.root(size).hex(), reads.hash_at(60)), [(row.seq, row.hash) for row in reads.between(0, 60)]
    )
    assert draw["drawn"] == again
    assert done == 1 + len(again)
    assert {row["reading"]["seq"] for row in records_of("drawn")} == set(again)
    assert draw_readings(xa.node) == 0
    read_often(xa, record, 1)
    assert draw_readings(xa.node) == 0  # once a day
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert draw_readings(xa.node) >= 1
    assert faults(xa) == []


def test_only_what_was_drawn_or_remarkable_is_looked_at_and_once(xa: "Office") -> None:
    """Whoever chose the readings to look at could leave one out, or follow one officer."""
    from comity.app.door import submit
    from comity.domain.command import CLOCK, Command

    def look(number: int) -> list[str]:
        outcome = submit(xa.node, Command(name="sm.look", actor=CLOCK, form={"reading": number}))
        return [] if outcome.done else [stop.code for stop in outcome.stops]

    times = 240  # that the lot falls on none of so many happens once in 200,000 runs
    read_often(xa, xa.request(), times)
    assert look(7) == ["no_such_reading"]  # there, and nothing was drawn yet
    draw_readings(xa.node)
    (draw,) = records_of("counted")
    spared = next(number for number in range(times) if number not in draw["drawn"])
    assert look(spared) == ["no_such_reading"]
    assert look(draw["drawn"][0]) == ["no_such_reading"]  # looked at already
    assert look(times) == look(4000) == ["no_such_reading"]
    before = len(records_of("drawn"))
    assert not xa.do("privacy", "sm.look", reading=draw["drawn"][0]).done
    assert len(records_of("drawn")) == before == len(draw["drawn"])


def test_an_edited_or_missing_reading_is_named(xa: "Office") -> None:
    from comity.storage import models

    record = xa.request()
    read_often(xa, record, 8)
    draw_readings(xa.node)
    assert faults(xa) == []
    models.AccessLog.objects.filter(seq=3).update(officer="somebody else")
    assert {"AccessLog"} <= {row["table"] for row in faults(xa)}
    models.AccessLog.objects.filter(seq__gte=6).delete()
    assert {"AccessLog", "ReadHead"} <= {row["table"] for row in faults(xa)}


def test_reading_about_oneself_a_colleague_or_a_protected_person_comes_at_once(xa: "Office") -> None:
    from comity.storage import reads
    from tests.office import fraud_request

    person = fraud_request()["persons"][0]
    protected = xa.do("privacy", "sm.protect", protected_name="SOK, Dara", reasons="A member of parliament.")
    assert protected.done, protected.stops
    for name, alarm in (("Supervisor", "self"), ("Prosecutor", "colleague"), ("Dara Sok", "protected"), ("Lim", "")):
        record = xa.request(persons=[{**person, "names": [name]}])
        reading.record(xa.node, xa.staff["supervisor"], record, purpose="To certify it.")
        newest = list(reads.between(0, reads.head()[0]))[-1]
        assert (newest.record, newest.alarm) == (record, alarm)
    draw_readings(xa.node)
    looked = [row for row in records_of("drawn") if row["why"] == "alarm"]
    assert [row["reading"]["alarm"] for row in sorted(looked, key=lambda row: row["reading"]["seq"])] == [
        "self", "colleague", "protected"
    ]  # fmt: skip
    assert all("Dara" not in json.dumps(row) for row in records_of("protected"))


def test_a_name_without_letters_protects_nobody(xa: "Office") -> None:
    """Its token would be empty, and every name without letters would raise the alarm."""
    stopped = xa.do("privacy", "sm.protect", protected_name="- / -", reasons="A member of parliament.")
    assert [stop.code for stop in stopped.stops] == ["no_letters"]
    assert records_of("protected") == []


def test_a_look_up_of_a_colleague_raises_an_alarm(xb: "Office") -> None:
    from comity.app.looking_up import look_up
    from comity.storage import reads
    from tests.app.test_request import load_register

    load_register(xb)
    look_up(xb.node, xb.staff["desk"], name="Prosecutor", birth_date="", registers=(), purpose="curious")
    assert next(iter(reads.between(0, 1))).alarm == "colleague"


def test_nobody_judges_a_reading_of_his_own(xa: "Office") -> None:
    from tests.office import fraud_request

    person = {**fraud_request()["persons"][0], "names": ["Privacy"]}
    record = xa.request(persons=[person])
    reading.record(xa.node, xa.staff["privacy"], record, purpose="A complaint.", purpose_code="lawfulness_check")
    draw_readings(xa.node)
    (look,) = records_of("drawn")
    assert look["reading"]["alarm"] == "self"
    own = xa.do("privacy", "sm.review", look["id"], finding="lawful", reasons=REASONS)
    assert [stop.code for stop in own.stops] == ["own_reading"]
    other = xa.do("reviewer", "sm.review", look["id"], finding="unlawful", reasons=REASONS)
    assert other.done, other.stops
    assert not xa.do("privacy", "sm.refer", look["id"], reasons=REASONS).done
    assert xa.do("reviewer", "sm.refer", look["id"], reasons=REASONS).done
    assert xa.do("reviewer", "sm.settle", look["id"], outcome_text="A written warning.", reasons=REASONS).done


def test_only_an_unlawful_reading_is_referred(xa: "Office") -> None:
    from tests.office import fraud_request

    person = {**fraud_request()["persons"][0], "names": ["Supervisor"]}
    reading.record(xa.node, xa.staff["supervisor"], xa.request(persons=[person]), purpose="To certify it.")
    draw_readings(xa.node)
    (look,) = records_of("drawn")
    assert xa.do("privacy", "sm.review", look["id"], finding="lawful", reasons=REASONS).done
    stopped = xa.do("privacy", "sm.refer", look["id"], reasons=REASONS)
    assert [stop.code for stop in stopped.stops] == ["not_unlawful"]
    assert records_of("referred") == []


def test_the_log_is_handed_to_a_supervisor_with_approved_fields_and_can_be_made_again(xa: "Office") -> None:
    from comity.app import handing_over, sampling
    from comity.kit.canonical import sha256_hex

    record = xa.request()
    read_often(xa, record, 3)
    today = clock.now().date().isoformat()
    form = {"supervisor": "Data Protection Authority of Velmara", "log_purpose": "lawfulness", "since": today,
            "up_to": today, "reasons": "The authority asked for the log of this day."}  # fmt: skip
    assert not xa.do("supervisor", "sm.hand_over", **form).done
    assert not xa.do("head", "sm.hand_over", **form).done
    given = xa.do("privacy", "sm.hand_over", **form)
    assert given.done, given.stops
    read_often(xa, record, 2)
    data = handing_over.content(xa.node, xa.staff["privacy"], given.record)
    (state,) = records_of("handed_over")
    assert sha256_hex(data) == state["sha256"]
    lines = [json.loads(line) for line in data.splitlines()]
    assert {line["act"] for line in lines} >= {"consultation", "collection"}
    for line in lines:
        assert set(line) <= {"act", *sampling.READ_FIELDS, *handing_over.ACT_FIELDS}
    assert [line["purpose"] for line in lines if line["act"] == "consultation"] == [
        f"Reading number {number}." for number in range(3)
    ]
    assert b"Chen Weiming" not in data


def test_the_log_is_given_for_nothing_else(xa: "Office") -> None:
    import pytest

    from comity.app.door import FormError

    form = {"supervisor": "Head of section", "since": "2026-11-01", "up_to": "2026-11-22", "reasons": REASONS}
    with pytest.raises(FormError):
        xa.do("privacy", "sm.hand_over", log_purpose="performance_review", **form)
