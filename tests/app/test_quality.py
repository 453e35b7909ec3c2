"""Counts come from the records an officer may see, revised words count once, and nothing of a person is in them."""

import json
from typing import Any

from comity.app.quality import report
from comity.screening.provenance import tables_version
from tests.app.test_judging import OTHER, judge, state_of
from tests.app.test_request import searched
from tests.app.test_watch_judgement import NEGATIVE, POSITIVE, asked, judged
from tests.office import Office


def total(office: Office, who: str = "supervisor", **choice: str) -> dict[str, Any]:
    row: dict[str, Any] = report(office.staff[who], **choice)["total"]
    return row


def test_the_newest_word_on_each_pair_is_counted_once(xb: Office) -> None:
    record = searched(xb)
    many = len(state_of(record)["candidates"])
    assert total(xb)["waiting"] == many
    assert judge(xb, record, "positive").done
    assert judge(xb, record, "unsure", who="desk2").done
    assert (total(xb)["positive"], total(xb)["unsure"], total(xb)["waiting"]) == (0, 1, many - 1)
    assert judge(xb, record, "negative").done
    found = report(xb.staff["supervisor"])
    assert (found["total"]["negative"], found["total"]["precision"]) == (1, 0)
    assert [row["name"] for row in found["registers"]] == ["civil"]
    assert found["version"] == tables_version()


def test_what_one_may_not_see_is_not_counted(xb: Office) -> None:
    searched(xb)
    watch = asked(xb).record
    assert judged(xb, "supervisor", "judge", watch, POSITIVE).done
    assert judged(xb, "desk", "confirm", watch, POSITIVE).state == "confirmed"
    assert total(xb)["positive"] == 1
    assert total(xb, "central")["positive"] == 0
    assert total(xb, "central")["waiting"] > 0, "requests are theirs to read"
    assert total(xb, "admin")["waiting"] == 0


def test_a_screening_that_found_nobody_counts_and_leads_to_nobody(xb: Office) -> None:
    searched(xb)
    watch = asked(xb).record
    many = len(state_of(watch)["candidates"])
    assert judged(xb, "supervisor", "judge", watch, NEGATIVE).done
    assert judged(xb, "desk", "confirm", watch, NEGATIVE).state == "no_hit"
    assert total(xb)["negative"] == many
    kept = state_of(watch)["outcomes"]
    assert {key for row in kept for key in row} == {"register", "score", "scripts", "version", "result"}


def test_the_report_holds_no_name_and_no_row(xb: Office) -> None:
    record = searched(xb)
    searched(xb, OTHER)
    assert judge(xb, record, "positive").done
    text = json.dumps(report(xb.staff["supervisor"]), ensure_ascii=False)
    for candidate in state_of(record)["candidates"]:
        assert candidate["row"] not in text
        assert not any(name in text for name in candidate["names"])


def test_scores_of_other_tables_stand_apart(xb: Office) -> None:
    searched(xb)
    assert total(xb, version="scores-0/keys-0")["waiting"] == 0
    assert {row["name"] for row in report(xb.staff["supervisor"])["versions"]} == {tables_version()}
