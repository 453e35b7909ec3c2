"""Abuse that no single request shows: counting through numbers, one case for many people, asking again and again."""

from typing import Any

import pytest

from tests.abuse import plays
from tests.abuse.requests import HARMLESS
from tests.abuse.stage import Done, Side, Stage
from tests.office import fraud_request

FSH = frozenset({"FSH-01"})


def person(name: str, **changes: Any) -> dict[str, Any]:
    return {**fraud_request()["persons"][0], "names": [name], **changes}


def card(number: int) -> list[dict[str, str]]:
    return [{"kind": "identity card", "number": f"{number:09d}", "state": "XB"}]


def certified(side: Side, form: dict[str, Any], *, who: str = "officer") -> Done:
    record = plays.draft(side, form, who=who)
    return side.do("supervisor", "ir.certify", record, facts=HARMLESS)


def test_15_sequential_numbers_in_one_request(stage: Stage) -> None:
    people = [person(stage.new_name("Nim"), documents=card(310_000_100 + number)) for number in range(6)]
    links = [f"The card {number} paid into the account that received the money." for number in range(6)]
    persons = [{**row, "link": link} for row, link in zip(people, links, strict=True)]
    plays.stopped(certified(stage.xa, fraud_request(persons=persons)), FSH)


def test_15_the_same_numbers_one_request_each(stage: Stage) -> None:
    found = [
        certified(
            stage.xa, fraud_request(persons=[person(stage.new_name("Nop"), documents=card(320_000_100 + number))])
        )
        for number in (0, 5, 1, 4, 2, 3)
    ]
    assert all(found[:5])
    plays.stopped(found[5], FSH)


def test_15_by_the_partner_one_message_each(stage: Stage) -> None:
    """An office without gates of its own: the requested node remembers what it was asked."""
    states = []
    for number in range(6):
        form = fraud_request(persons=[person(stage.new_name("Not"), documents=card(330_000_100 + number))])
        record = plays.draft(stage.xa, form)
        plays.plant(stage, record, form)
        states.append(stage.xb.state(record)["state"])
    assert states == ["received"] * 5 + ["returned"]


def test_15_phone_numbers_are_counted_too(stage: Stage) -> None:
    def phone(number: int) -> list[dict[str, str]]:
        return [{"kind": "phone", "value": f"0855512{number:02d}", "link": "It called the savers on 3 May 2026."}]

    found = [certified(stage.xa, fraud_request(persons=[], objects=phone(number))) for number in range(6)]
    assert all(found[:5])
    plays.stopped(found[5], FSH)


def test_16_the_same_sentence_for_many_people(stage: Stage) -> None:
    persons = [person(stage.new_name("Khem"), link="He is connected with this case.") for _ in range(3)]
    plays.stopped(certified(stage.xa, fraud_request(persons=persons)), frozenset({"PUR-01.specified"}))


def test_17_a_person_with_no_hit_is_asked_about_every_day(stage: Stage) -> None:
    """After five answers without data the requested office answers no more, and says why to nobody outside."""
    name, before = stage.new_name("Thida"), stage.xb.mark()
    for _ in range(5):
        form = fraud_request(persons=[person(name)])
        record = plays.draft(stage.xa, form)
        plays.plant(stage, record, form)
        stage.xb.must("desk", "ir.screen", record, facts=HARMLESS)
        stage.xb.must("desk", "ir.search", record)
        stage.xb.must("desk2", "ir.answer_no_data", record)
        stage.settle()
    form = fraud_request(persons=[person(name)])
    record = plays.draft(stage.xa, form)
    plays.plant(stage, record, form)
    assert stage.xb.state(record)["state"] == "returned"
    assert "FSH" not in stage.xb.told(before)


def test_17_under_another_name_order_and_script(stage: Stage) -> None:
    name = stage.new_name("Sophea")
    spellings = [name, " ".join(reversed(name.split())), name.upper(), name.replace(" ", "  "), name.lower(), name]
    found: list[str] = []
    for spelling in spellings:
        form = fraud_request(persons=[person(spelling)])
        record = plays.draft(stage.xa, form)
        plays.plant(stage, record, form)
        found.append(stage.xb.state(record)["state"])
        if found[-1] == "returned":
            break
        stage.xb.must("desk", "ir.screen", record, facts=HARMLESS)
        stage.xb.must("desk", "ir.search", record)
        stage.xb.must("desk2", "ir.answer_no_data", record)
        stage.settle()
    assert found == ["received"] * 5 + ["returned"]


@pytest.mark.parametrize("who", ["supervisor", "desk"])
def test_30_nobody_certifies_a_request_of_his_own(stage: Stage, who: str) -> None:
    stage.xa.ask("grant", who=who, role="RO")
    if who == "desk":
        stage.xa.ask("grant", who=who, role="CS")
    try:
        record = plays.draft(stage.xa, fraud_request(persons=[person(stage.new_name("Own"))]), who=who)
        found = stage.xa.do(who, "ir.certify", record, facts=HARMLESS)
        assert not found.done
        assert "same_person" in found.other
        assert found.entry["outcome"] == "stopped"
    finally:
        stage.xa.ask("revoke", who=who, role="RO")
        if who == "desk":
            stage.xa.ask("revoke", who=who, role="CS")


def test_30_what_the_requester_says_of_the_facts_counts_for_nothing(stage: Stage) -> None:
    """With the supervisor's role besides his own, his word on his own request is claimed and stays unknown."""
    stage.xa.ask("grant", who="officer", role="CS")
    try:
        record = plays.draft(stage.xa, fraud_request(persons=[person(stage.new_name("Word"))]))
        stage.xa.must("officer", "ir.state_facts", record, facts=HARMLESS, reasons="I know this case best.")
        found = stage.xa.do("supervisor", "ir.certify", record, facts={})
        assert {"PUR-01.link", "MIN-01.items", "OFF-01.facts"} <= found.gates
    finally:
        stage.xa.ask("revoke", who="officer", role="CS")
