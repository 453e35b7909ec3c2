"""The fold: entries in, state out; stops change nothing, erased payloads leave a tombstone, input is never touched."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comity.domain.entry import Entry, read_entry
from comity.procedures.fold import apply
from comity.procedures.projection import Tokens, mention_rows, record_row, requester_of
from comity.procedures.request_changes import KEPT_DAYS, review_day
from tests.office import fraud_request

RECORD = "xa-coord/request/01a20000-0000-7000-8000-000000000001"


def entry(command: str, source: str, target: str, **changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "seq": 0, "at": "2026-11-22T10:00:00.000Z", "actor": "xa-coord/officer/1", "actor_role": "RO",
        "command": command, "procedure": "information_request", "record": RECORD, "step": command[3:],
        "source": source, "target": target, "outcome": "done", "prev": "", "facts_hash": "", "decision_hash": "",
        "payload_hash": "",
    }  # fmt: skip
    return Entry(**{**fields, **changes})


DRAFT = {"form": fraud_request(case="xa-coord/case/1"), "derived": {}}


def test_a_draft_is_born_with_its_case_partner_and_review_day() -> None:
    state = apply(None, entry("ir.draft", "", "draft"), DRAFT)
    assert state is not None
    assert (state["state"], state["side"], state["partner"]) == ("draft", "requesting", "xb-coord")
    assert state["review_on"] == "2027-11-22"
    assert "partner" not in state["request"]
    assert requester_of(state) == "xa-coord/officer/1"


def test_a_stop_changes_nothing_and_makes_nothing() -> None:
    state = apply(None, entry("ir.draft", "", "draft"), DRAFT)
    stopped = entry("ir.certify", "draft", "draft", outcome="stopped")
    assert apply(state, stopped, {"form": {}}) is state
    assert apply(None, entry("ir.draft", "", "", outcome="stopped"), DRAFT) is None


def test_the_state_given_is_never_changed() -> None:
    state = apply(None, entry("ir.draft", "", "draft"), DRAFT)
    before = copy.deepcopy(state)
    after = apply(
        state, entry("ir.certify", "draft", "certified", actor="2"), {"form": {}, "derived": {"stated": {"a": {}}}}
    )
    assert state == before
    assert after != state


def test_an_erased_payload_leaves_a_tombstone_that_goes_on() -> None:
    state = apply(None, entry("ir.draft", "", "draft"), None)
    assert state is not None
    assert state["erased"]
    assert "request" not in state
    after = apply(state, entry("ir.certify", "draft", "certified"), {"form": {}, "derived": {}})
    assert after is not None
    assert after["state"] == "certified"


def test_everybody_who_wrote_it_stays_a_writer() -> None:
    state = apply(None, entry("ir.draft", "", "draft"), DRAFT)
    for number in (1, 2, 2, 1):
        state = apply(state, entry("ir.amend", "draft", "draft", actor=f"xa-coord/officer/{number}"), DRAFT)
        state = apply(state, entry("ir.certify", "draft", "draft", actor=f"xa-coord/officer/{number}"), DRAFT)
    assert state is not None
    assert state["actors"]["ir.amend"] == "xa-coord/officer/1"
    assert state["earlier_writers"] == {"ir.amend": ["xa-coord/officer/1", "xa-coord/officer/2"]}


def test_a_freeze_remembers_where_it_came_from() -> None:
    state: Any = {"id": RECORD, "procedure": "information_request", "state": "searched", "side": "requested",
                  "actors": {}, "made_at": "", "changed_at": ""}  # fmt: skip
    frozen = apply(state, entry("ir.freeze", "searched", "frozen"), {"form": {"reasons": "look"}, "derived": {}})
    assert frozen is not None
    assert frozen["left"] == "searched"


def test_an_entry_reads_back_as_it_was_written() -> None:
    made = entry("ir.draft", "", "draft", policy_hashes={"shared": "a", "local": ""})
    assert read_entry(made.to_bytes()) == made


@given(st.integers(-5, 10_000))
def test_a_record_of_a_person_is_reviewed_within_the_limit(days: int) -> None:
    assert (
        "2026-01-01" < review_day("2026-01-01T00:00:00.000Z", days) <= review_day("2026-01-01T00:00:00.000Z", KEPT_DAYS)
    )


def test_mentions_are_blinded_and_name_who_asks() -> None:
    state = apply(None, entry("ir.draft", "", "draft"), DRAFT)
    tokens = Tokens(of_person=lambda row: [str(row["names"][0])], of_object=lambda row: [])
    certify = entry("ir.certify", "draft", "draft", outcome="stopped", actor="xa-coord/officer/2")
    rows = mention_rows(certify, {"form": {}, "decision": {"failed": ["POL-01.hard"]}}, state, tokens=tokens,
                        blind=lambda text: text[::-1])  # fmt: skip
    assert [(row["token"], row["actor"], row["failed"]) for row in rows] == [
        ("gnimieW nehC", "xa-coord/officer/1", "POL-01.hard")
    ]
    assert mention_rows(certify, None, state, tokens=tokens, blind=str) == []


def test_the_columns_of_a_record_follow_from_its_state() -> None:
    state = apply(None, entry("ir.draft", "", "draft"), DRAFT)
    assert state is not None
    row = record_row(state, entries=1, head="h")
    assert (row["state"], row["requester"], row["case"], row["due_at"]) == (
        "draft", "xa-coord/officer/1", "xa-coord/case/1", "",
    )  # fmt: skip
