"""What gates ask of every record of the node is read once, and again only of what changed: with the same answers."""

from typing import Any

import pytest
from django.db import transaction

from comity.app import consent, crossing, subject
from comity.app.door import submit_within
from comity.app.remembered import Remembered
from comity.domain.command import Command
from comity.domain.given import covers_of
from comity.storage import log, records
from tests.app.test_consent import released
from tests.app.test_request import RECORD, prepared
from tests.office import Office, fraud_request


class Reads:
    """Which records were loaded whole since the last look."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._names: list[str] = []
        load = records.load

        def loaded(record: Any) -> Any:
            self._names.append(str(record))
            return load(record)

        monkeypatch.setattr(records, "load", loaded)

    def now(self) -> set[str]:
        found, self._names = set(self._names), []
        return found


def named(name: str) -> dict[str, Any]:
    return {"persons": [{**fraud_request()["persons"][0], "names": [name]}]}


def names() -> list[str]:
    return [name for row in crossing.known() for name in row["names"]]


def from_nothing(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a process that has just begun would answer."""
    with monkeypatch.context() as fresh:
        fresh.setattr(crossing, "_seen", crossing._Seen())
        return crossing.known()


def amend(office: Office, record: str, name: str) -> None:
    case = (records.load(record).state or {})["case"]
    amended = office.do("officer", "ir.amend", record, **fraud_request(case=case, **named(name)))
    assert amended.done, amended.stops


def test_whom_the_records_name_is_read_again_only_where_an_entry_came(
    xa: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.storage import models

    first, second = xa.request(**named("Tavi Holm")), xa.request(**named("Orrin Vale"))
    assert {"Tavi Holm", "Orrin Vale"} <= set(names())
    amend(xa, second, "Sela Marsh")
    reads = Reads(monkeypatch)
    monkeypatch.setattr(records, "heads", None)  # no look at every record
    assert "Sela Marsh" in names() and "Orrin Vale" not in names()
    assert reads.now() == {second}
    assert names() and reads.now() == set()
    amend(xa, first, "Tavi Holmgren")
    amend(xa, second, "Sela Marshall")
    monkeypatch.undo()
    assert crossing.known() == from_nothing(monkeypatch)
    order = models.Record.objects.filter(id__in=(first, second)).values_list("id", flat=True)
    assert list(order) == [second, first]
    assert names().index("Sela Marshall") < names().index("Tavi Holmgren")


def test_what_was_taken_back_is_not_remembered(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    record = xa.request(**named("Tavi Holm"))
    before = crossing.known()
    case = (records.load(record).state or {})["case"]
    form = fraud_request(case=case, **named("Ilse Brandt"))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        drafted = Command(name="ir.draft", actor=xa.staff["officer"], form=form)
        assert submit_within(xa.node, drafted, size=log.lock()).done
        assert "Ilse Brandt" in names()
        raise ZeroDivisionError
    assert crossing.known() == before
    amend(xa, record, "Sela Marsh")  # another entry has the number now
    assert "Ilse Brandt" not in names() and "Sela Marsh" in names()
    assert crossing.known() == from_nothing(monkeypatch)


def test_who_was_erased_is_named_no_more(xa: Office) -> None:
    record = xa.request(**named("Tavi Holm"))
    assert "Tavi Holm" in names()
    assert xa.do("officer", "ir.withdraw", record, reasons="The account is another's.").done
    assert xa.do("privacy", "rt.erase", record, ground="unlawful", reasons="It is another matter altogether.").done
    assert "Tavi Holm" not in names()


def test_a_remembered_thing_goes_with_its_record(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Remembered(lambda state: state["request"]["persons"][0]["names"][0])
    first, second = xa.request(**named("Tavi Holm")), xa.request(**named("Orrin Vale"))
    assert kept.of("information_request") == {first: "Tavi Holm", second: "Orrin Vale"}
    amend(xa, second, "Sela Marsh")
    reads = Reads(monkeypatch)
    assert kept.of("information_request") == {first: "Tavi Holm", second: "Sela Marsh"}
    assert reads.now() == {second}
    assert xa.do("officer", "ir.withdraw", first, reasons="The account is another's.").done
    assert xa.do("privacy", "rt.erase", first, ground="unlawful", reasons="It is another matter altogether.").done
    assert kept.of("information_request") == {second: "Sela Marsh"}
    assert "Tavi Holm" not in str(kept._kept)


def test_a_person_is_looked_for_in_cases_that_changed(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = []
    for name in ("Tavi Holm", "Orrin Vale"):
        case = xa.do("officer", "case.open", title="Ferry", conduct="telecom_fraud",
                     purpose_code="criminal_investigation", summary="").record  # fmt: skip
        assert xa.do("officer", "case.add_subject", case, kind="person", role="suspect", review_on="2027-06-01",
                     link="The account stands in this name.").done  # fmt: skip
        assert xa.do("officer", "case.add_statement", case, subject="1", property="name", value=name, source="Bank",
                     kind="fact", source_grade="A", information_grade="1").done  # fmt: skip
        cases.append(case)
    reads = Reads(monkeypatch)

    def holding(name: str) -> list[str]:
        return [str(row["id"]) for row in subject._cases([{"names": [name]}])]

    assert holding("Holm, Tavi") == [cases[0]]
    assert reads.now() >= set(cases)
    assert holding("Vale, Orrin") == [cases[1]]
    assert reads.now() == {cases[1]}
    assert holding("Sela Marsh") == []
    assert reads.now() == set()
    assert xa.do("officer", "case.add_statement", cases[0], subject="1", property="alias", value="Orrin Vale",
                 source="Bank", kind="fact", source_grade="A", information_grade="1").done  # fmt: skip
    assert holding("Orrin Vale") == cases  # the one that changed last comes first


def test_releases_are_compared_without_reading_them_again(xb: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = released(xb), released(xb, f"{RECORD[:-1]}4")
    draft = prepared(xb, f"{RECORD[:-1]}5")  # prepared, and not released
    state = records.load(first).state
    assert state is not None
    covers = covers_of(state["release"]["statements"][:1])
    assert consent.released_again(covers, without=first) == [second]
    reads = Reads(monkeypatch)
    assert consent.released_again(covers, without=first) == [second]
    assert reads.now() == {first}
    assert consent.released_again(covers, without="") == sorted([first, second])
    assert draft not in consent.released_again(covers, without="")
    assert consent.released_again(covers_of([{"property": "name", "value": "Somebody Else"}]), without="") == []
