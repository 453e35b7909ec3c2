"""A person's word on a candidate through the door: revised, remembered, shown to whom may know, never taken over."""

from typing import Any

from comity.app import importing, reading
from comity.storage import access, records
from tests.app.test_request import DATA, OFFICERS, person, screened, searched
from tests.app.test_watch_judgement import asked
from tests.office import REQUESTER_FACTS, Office, sent_request

OTHER = "xa-coord/request/01a20000-0000-7000-8000-000000000002"
THIRD = "xa-coord/request/01a20000-0000-7000-8000-000000000003"
PURPOSE = "To answer the request."


def state_of(record: str) -> dict[str, Any]:
    state = records.load(record).state
    assert state is not None
    return state


def judge(office: Office, record: str, result: str, who: str = "supervisor", place: int = 0, **form: Any) -> Any:
    candidate = state_of(record)["candidates"][place]["id"]
    said = {
        "candidate": candidate,
        "result": result,
        "reasons": f"It is {result}: name, day of birth and card.",
        **form,
    }
    return office.do(who, "ir.judge", record, **said)


def earlier(office: Office, record: str, who: str = "supervisor") -> list[dict[str, Any]]:
    view = reading.record(office.node, office.staff[who], record, purpose=PURPOSE)
    return view["earlier"].get(state_of(record)["candidates"][0]["id"], [])


def test_a_word_keeps_which_pair_it_is_about_and_under_which_tables(xb: Office) -> None:
    record = searched(xb)
    candidate = state_of(record)["candidates"][0]
    assert judge(xb, record, "positive").done
    (row,) = state_of(record)["judgements"]
    (pair,) = row["judged"]
    assert (pair["register"], pair["row"], pair["person"]) == ("civil", candidate["row"], 0)
    assert (pair["score"], pair["scripts"]) == (candidate["score"], "Latn-Hani")
    assert pair["version"] == candidate["version"] != ""


def test_who_cannot_tell_leaves_the_search_as_it_is_and_nothing_is_answered(xb: Office) -> None:
    record = searched(xb)
    undecided = judge(xb, record, "unsure")
    assert (undecided.done, undecided.state) == (True, "searched"), undecided.stops
    for place in range(1, len(state_of(record)["candidates"])):
        assert judge(xb, record, "negative", place=place).done
    stopped = xb.do("desk2", "ir.answer_no_data", record)
    assert "candidates_not_judged" in {stop.code for stop in stopped.stops}
    assert judge(xb, record, "negative").done
    assert xb.do("desk2", "ir.answer_no_data", record).done


def test_a_word_is_revised_by_another_and_both_stay(xb: Office) -> None:
    record = searched(xb)
    assert judge(xb, record, "positive").state == "hit_confirmed"
    back = judge(xb, record, "negative", who="desk2")
    assert (back.done, back.state) == (True, "searched"), back.stops
    (row,) = state_of(record)["judgements"]
    assert (row["result"], row["author"]) == ("negative", xb.staff["desk2"].id)
    assert [(one["result"], one["author"]) for one in row["earlier"]] == [("positive", xb.staff["supervisor"].id)]
    people = reading.record(xb.node, xb.staff["supervisor"], record, purpose=PURPOSE)["people"]
    assert people[xb.staff["supervisor"].id] == "Supervisor"


def test_the_same_pair_in_another_record_shows_the_word_and_takes_nothing_over(xb: Office) -> None:
    first, second = searched(xb), searched(xb, OTHER)
    assert earlier(xb, second) == []
    assert judge(xb, first, "negative").done
    (row,) = earlier(xb, second)
    assert (row["record"], row["result"], row["author_name"]) == (first, "negative", "Supervisor")
    assert row["reason"].startswith("It is negative")
    assert row["version"]
    assert state_of(second)["judgements"] == []
    assert "candidates_not_judged" in {stop.code for stop in xb.do("desk2", "ir.answer_no_data", second).stops}
    read = access.reads_of(first)[0]
    assert (read["what"], read["officer"]) == ("earlier judgement", xb.staff["supervisor"].id)


def test_somebody_else_on_the_same_entry_is_another_pair(xb: Office) -> None:
    first = searched(xb)
    assert judge(xb, first, "negative").done
    namesake = person(names=["陈伟明"], birth_date="1971-02-03")
    heard = xb.hear("ir.receive", "request.information", OTHER, request=sent_request(persons=[namesake]),
                    officers=OFFICERS)  # fmt: skip
    assert heard.done, heard.stops
    assert xb.do("desk", "ir.screen", OTHER, facts=REQUESTER_FACTS).done
    assert xb.do("desk", "ir.search", OTHER).done
    rows = {row["row"] for row in state_of(OTHER)["candidates"]}
    assert state_of(first)["judgements"][0]["judged"][0]["row"] in rows, "the same entry of the register came up"
    view = reading.record(xb.node, xb.staff["supervisor"], OTHER, purpose=PURPOSE)
    assert view["earlier"] == {}


def test_a_word_in_a_record_one_may_not_see_is_not_there(xb: Office) -> None:
    """The central authority reads requests and no screening."""
    record = searched(xb)
    watch = asked(xb)
    assert watch.done, watch.stops
    named = state_of(watch.record)["candidates"][0]["id"]
    said = xb.do("supervisor", "wj.judge", watch.record, candidate=named, result="positive", reasons="The same card.")
    assert said.done, said.stops
    assert [row["record"] for row in earlier(xb, record)] == [watch.record]
    assert earlier(xb, record, who="central") == []
    assert all(row["officer"] != xb.staff["central"].id for row in access.reads_of(watch.record))


def test_a_record_of_another_purpose_says_nothing(xb: Office) -> None:
    record = searched(xb)
    watch = asked(xb, purpose_code="missing_person")
    assert watch.done, watch.stops
    named = state_of(watch.record)["candidates"][0]["id"]
    said = xb.do("supervisor", "wj.judge", watch.record, candidate=named, result="positive", reasons="The same card.")
    assert said.done, said.stops
    assert earlier(xb, record) == []
    assert access.reads_of(watch.record) == []


def test_a_word_on_an_earlier_search_of_the_same_record_is_shown_again(xb: Office) -> None:
    record = searched(xb)
    assert judge(xb, record, "negative").done
    import_more(xb)
    assert xb.do("desk", "ir.search", record).done
    assert state_of(record)["judgements"] == []
    (row,) = earlier(xb, record)
    assert (row["own"], row["result"]) == (True, "negative")


def import_more(xb: Office) -> None:
    """The same register once more, with one entry more."""
    from comity.screening.mapped_csv import MappedCsvReader

    newer = xb.node.home / "civil_register.csv"
    newer.write_text((DATA / "civil_register.csv").read_text(encoding="utf-8").rstrip("\n") + "\n" + _one_more(),
                     encoding="utf-8")  # fmt: skip
    form = {"name": "civil", "purpose": "Civil register of Corvane", "lawful_origin": True, "owner": "Registry",
            "review_on": "2030-01-01"}  # fmt: skip
    _, outcome = importing.import_file(xb.node, xb.staff["custodian"], form=form,
                                       source=MappedCsvReader(newer, DATA / "civil_register.toml"))  # fmt: skip
    assert outcome is not None
    assert outcome.done, outcome.stops


def _one_more() -> str:
    lines = (DATA / "civil_register.csv").read_text(encoding="utf-8").splitlines()
    return lines[-1].replace(lines[-1].split(",")[0], "Z-9999", 1) + "\n"


def test_screened_records_without_candidates_say_nothing(xb: Office) -> None:
    record = screened(xb, THIRD)
    assert reading.record(xb.node, xb.staff["desk"], record, purpose=PURPOSE)["earlier"] == {}
