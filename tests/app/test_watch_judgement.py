"""A machine proposes, two people judge; where there is no hit nothing is left but the log."""

from typing import Any

import pytest

from comity.app import overdue
from comity.storage import models
from tests.app.teams import REASONS, codes, state
from tests.app.test_request import load_register, person
from tests.law.team_world import WATCH_FACTS
from tests.office import Office

SCREENING: dict[str, Any] = {
    "conduct": "money_laundering",
    "summary": "In March a caller posed as a bank; the man who fetched the money travels by this road.",
    "purpose_code": "criminal_investigation",
    "purpose": "To see whether the traveller is the one named in the warrant of 3 May.",
    "persons": [person()],
    "objects": [],
    "registers": ["civil"],
    "flags": [],
}
NOBODY = person(names=["Ferdinand Oakhurst"], birth_date="1951-01-01")
NEGATIVE = {"result": "negative", "reasons": "Another birth place and another face."}
POSITIVE = {"result": "positive", "reasons": "The same name and the same day of birth."}
UNSURE = {"result": "unsure", "reasons": "The picture is too small to say."}


def asked(office: Office, **changes: Any) -> Any:
    case = office.do("officer", "case.open", title="Bank calls", conduct="telecom_fraud",
                     purpose_code="criminal_investigation", summary="")  # fmt: skip
    return office.do("custodian", "wj.draft", case=case.record, **{**SCREENING, **changes})


def judged(office: Office, who: str, verb: str, record: str, word: dict[str, str], place: int = 0) -> Any:
    """A person's word on one of the candidates."""
    named = state(record)["candidates"][place]["id"] if word["result"] == "positive" else ""
    return office.do(who, f"wj.{verb}", record, candidate=named, **word)


def act(office: Office, record: str, who: str = "desk2", **form: Any) -> Any:
    whole = {"measure": "second_check", "member": "", "facts": dict(WATCH_FACTS), "reasons": REASONS, **form}
    return office.do(who, "wj.act", record, **whole)


def nothing_left(record: str) -> None:
    kept = state(record)
    assert (kept["state"], kept["request"], kept["candidates"], kept["case"]) == ("no_hit", {}, [], "")
    row = models.Record.objects.get(id=record)
    assert "Chen" not in row.body
    assert "CHEN" not in row.body
    assert "Oakhurst" not in row.body


def test_two_people_confirm_and_only_then_something_is_done(xa: Office) -> None:
    load_register(xa)
    made = asked(xa)
    assert made.done, made.stops
    assert (made.state, made.sent) == ("proposed", ())
    assert state(made.record)["candidates"][0]["score"] > 700
    assert not act(xa, made.record).done
    first = judged(xa, "supervisor", "judge", made.record, POSITIVE)
    assert first.done, first.stops
    assert "same_person" in codes(judged(xa, "supervisor", "confirm", made.record, POSITIVE))
    assert "same_person" in codes(judged(xa, "custodian", "confirm", made.record, POSITIVE))
    second = judged(xa, "desk", "confirm", made.record, POSITIVE)
    assert (second.done, second.state) == (True, "confirmed"), second.stops
    done = act(xa, made.record)
    assert done.done, done.stops
    assert xa.do("desk", "wj.close", made.record, result="It was he; the case officer was told.").done


def test_two_people_find_somebody_else_and_nothing_of_him_stays(xa: Office) -> None:
    load_register(xa)
    record = asked(xa).record
    assert judged(xa, "supervisor", "judge", record, NEGATIVE).done
    ended = judged(xa, "desk", "confirm", record, NEGATIVE)
    assert (ended.done, ended.state) == (True, "no_hit"), ended.stops
    nothing_left(record)


def test_a_list_that_knows_nobody_leaves_nothing(xa: Office) -> None:
    load_register(xa)
    made = asked(xa, persons=[NOBODY])
    assert (made.done, made.state) == (True, "no_hit"), made.stops
    nothing_left(made.record)
    tokens = models.Mention.objects.filter(record=made.record).values_list("token", flat=True)
    assert tokens
    assert all(len(token) == 64 for token in tokens)


@pytest.mark.parametrize("words, end", [
    ((POSITIVE, NEGATIVE, POSITIVE), "confirmed"), ((POSITIVE, NEGATIVE, NEGATIVE), "no_hit"),
    ((POSITIVE, UNSURE, UNSURE), "no_hit"), ((UNSURE, POSITIVE, POSITIVE), "confirmed"),
])  # fmt: skip
def test_two_who_differ_leave_it_to_a_third(xa: Office, words: tuple[dict[str, str], ...], end: str) -> None:
    load_register(xa)
    record = asked(xa).record
    assert judged(xa, "supervisor", "judge", record, words[0]).done
    assert judged(xa, "desk", "confirm", record, words[1]).state == "disputed"
    settled = judged(xa, "privacy", "settle", record, words[2])
    assert (settled.done, settled.state) == (True, end), settled.stops


def test_a_hit_that_was_somebody_else_is_taken_back(xa: Office) -> None:
    load_register(xa)
    record = asked(xa).record
    assert judged(xa, "supervisor", "judge", record, POSITIVE).done
    assert judged(xa, "desk", "confirm", record, POSITIVE).done
    assert xa.do("privacy", "wj.correct", record, reasons="His brother carries the same name.").done
    nothing_left(record)


def test_a_word_names_a_candidate_that_is_there(xa: Office) -> None:
    load_register(xa)
    record = asked(xa).record
    for name in ("", "somebody:else:0"):
        assert codes(xa.do("supervisor", "wj.judge", record, candidate=name, **POSITIVE)) == ["no_such_candidate"]


def test_one_screening_is_about_one_person_on_a_named_list(xa: Office) -> None:
    load_register(xa)
    assert "one_person_a_screening" in codes(asked(xa, persons=[person(), NOBODY]))
    assert not asked(xa, conduct="inciting_subversion").done
    assert not asked(xa, persons=[person(names=["*"])]).done


def test_what_was_asked_without_a_hit_becomes_the_audit_log_alone(xa: Office) -> None:
    load_register(xa)
    record = asked(xa, persons=[NOBODY]).record
    assert (state(record).get("limits") or {}).get("settled") == "no_data"
    assert overdue.run_out(xa.node) >= 0
