"""Consent, correction and criminal record as tables: who may, what is told, what stays inside."""

import itertools
from typing import Any

import pytest

from comity.domain.roles import Role
from comity.procedures import consent, correction, criminal_record
from comity.procedures.catalogue import PROCEDURES
from comity.procedures.consent_changes import mirror
from comity.procedures.correction import withhold

UC, RC, CR = consent.PROCEDURE, correction.PROCEDURE, criminal_record.PROCEDURE


def said(*kinds):
    return [{"type": kind, "id": str(n), "reply_to": "", "round": 1} for n, kind in enumerate(kinds)]


def test_two_people_of_the_giver_are_behind_a_consent_and_two_of_the_asker_behind_a_wish():
    assert "uc.screen" in UC.rows("uc.grant")[0].different_from
    assert {"uc.draft", "uc.certify"} <= set(UC.rows("uc.send")[0].different_from)


def test_nothing_is_used_or_passed_on_but_while_a_consent_stands():
    for verb in ("use", "pass_on"):
        assert {state for row in UC.rows(f"uc.{verb}") for state in row.source} == {"granted"}
        assert all(row.sends for row in UC.rows(f"uc.{verb}"))  # and the giver is told each time


def test_what_clears_somebody_is_said_by_those_who_may_judge_it_and_asked_of_nobody():
    (notice,) = UC.rows("uc.give_notice")
    assert set(notice.roles) == {Role.PROSECUTOR, Role.JUDGE, Role.RIGHTS_REVIEWER, Role.CENTRAL_AUTHORITY}
    assert notice.target in UC.ends


def test_the_wish_leaves_without_its_reasons_and_the_no_without_its_own():
    fields = {item.name for message in UC.messages for part in message.parts.values() for item in part}
    fields |= {item.name for message in UC.messages for item in message.fields}
    assert not fields & {"reason", "reasons", "case", "partner", "copies"}


@pytest.mark.parametrize(("kinds", "state"), [
    ((), ""),
    (("consent.ask",), "sent"),
    (("consent.ask", "consent.received"), "received"),
    (("consent.ask", "consent.received", "consent.granted"), "granted"),
    (("consent.ask", "consent.received", "consent.granted", "consent.used", "consent.passed_on"), "granted"),
    (("consent.ask", "consent.received", "consent.granted", "consent.revoked"), "revoked"),
    (("consent.ask", "consent.received", "consent.granted", "consent.withdraw"), "withdrawn"),
    (("consent.ask", "consent.received", "consent.denied"), "denied"),
    (("consent.ask", "consent.returned"), "returned"),
    (("consent.notice",), "noticed"),
])  # fmt: skip
def test_both_offices_say_the_same_of_a_consent_whatever_the_order(kinds, state):
    assert {mirror(list(order)) for order in itertools.islice(itertools.permutations(said(*kinds)), 60)} == {state}


def test_a_correction_is_sent_by_another_than_its_writer_and_needs_no_answer_from_the_recipient_but_its_confirmation():
    assert {"rc.draft", "rc.amend"} <= set(RC.rows("rc.send")[0].different_from)
    answers = {row.command for row in RC.steps if row.side == "requested" and row.roles}
    assert answers == {"rc.confirm"}


def test_the_giver_never_learns_to_whom_it_was_passed_on_by_a_confirmation():
    (confirmed,) = (message for message in RC.messages if message.type == "correction.confirmed")
    assert {item.name for item in confirmed.fields} == {"outcome", "told_count", "confirmed_at"}


def test_every_procedure_that_gives_information_can_hide_what_was_recalled():
    hiding = {row.name for row in PROCEDURES if row.rows("rc.withhold")}
    assert hiding == {*correction.GIVING, "correction"}
    assert all(row.clock for procedure in PROCEDURES for row in procedure.rows("rc.withhold"))


def test_what_is_hidden_says_nothing_and_is_known_again() -> None:
    row = {"person": 0, "property": "passportNumber", "value": "E1", "lang": "", "source": "register", "as_of": "2026-01-01",
           "record_status": "", "item": "documents", "handling": ["H0"], "originator": "xb-coord"}  # fmt: skip
    state: dict[str, Any] = {"answer": {"statements": [row, {**row, "value": "E2"}]}}
    form = {"correction": "xb-coord/correction/1", "numbers": ["1", "9"], "prints": {"1": "aa"}}
    withhold(state, {"form": form, "at": "2026-11-22T10:00:00.000Z"})
    first, second = state["answer"]["statements"]
    assert (first["value"], first["source"], first["as_of"], first["withheld"]) == ("", "", "", "xb-coord/correction/1")
    assert second["value"] == "E2"
    assert [item["hash"] for item in state["withheld"]] == ["aa"]
    withhold(state, {"form": form, "at": "2026-11-23T10:00:00.000Z"})
    assert len(state["withheld"]) == 1


def test_a_record_without_an_answer_is_left_as_it_is() -> None:
    state: dict[str, Any] = {"request": {}}
    withhold(state, {"form": {"correction": "x", "numbers": ["1"], "prints": {}}, "at": ""})
    assert state == {"request": {}}


def test_nobody_ticks_that_a_conviction_is_final():
    fields = {item.name for item in criminal_record.CONVICTION}
    assert "record_status" not in fields
    assert "record_status" not in {item.name for item in criminal_record.EXTRACT}


def test_a_record_is_prepared_approved_and_released_by_different_people():
    assert {"cr.prepare_release", "cr.search", "cr.judge"} <= set(CR.rows("cr.approve_release")[0].different_from)
    assert {"cr.search", "cr.approve_release"} <= set(CR.rows("cr.release")[0].different_from)
    assert "cr.search" in CR.rows("cr.judge")[0].different_from
