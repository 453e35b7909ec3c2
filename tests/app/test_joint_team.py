"""A joint team from proposal to published figures, and everything that must not happen in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from comity.app import overdue
from comity.kit import clock
from comity.storage import outbox, series
from tests.app.teams import (
    OFFICERS,
    PARTNER_TEAM,
    REASONS,
    active,
    assessment,
    case_of,
    cleared,
    codes,
    drafted,
    proposed,
    received,
    state,
    terms,
    today,
)
from tests.law.team_world import TEAM_FACTS, figure
from tests.office import Office


def bodies(office: Office, outcome: Any) -> list[dict[str, Any]]:
    opened = [outbox.open_body(name, records_key=office.node.records_key) for name in outcome.sent]
    return [row["body"] for row in opened if row is not None]


def add(xa: Office, team: str, case: str, **form: Any) -> Any:
    return xa.do(
        "leader", "jt.add_case", team, member=case, link=form.pop("link", "The account that took the money is his.")
    )


def order(xa: Office, team: str, case: str, **form: Any) -> Any:
    whole = {"member": case, "act": "arrest", "territory": "XA", "acting_office": "xa-coord",
             "order": f"Bring him before the judge tomorrow; record {case}.", **form}  # fmt: skip
    return xa.do("leader", "jt.order", team, **whole)


def published(*rows: dict[str, Any], lessons: str = "Ask earlier for the accounts.") -> dict[str, Any]:
    return {"figures": list(rows), "lessons": lessons}


def test_a_lawful_team_goes_from_proposal_to_published_figures(xa: Office) -> None:
    team = active(xa)
    assert state(team)["mirror"] == "agreed"
    assert xa.hear("jt.note_started", "team.started", team).done
    assert state(team)["mirror"] == "active"
    case = case_of(xa)
    added = add(xa, team, case)
    assert added.done, added.stops
    ordered = order(xa, team, case)
    assert ordered.done, ordered.stops
    assert ordered.sent == ()
    ended = xa.do("leader", "jt.end", team, reasons=REASONS)
    assert ended.done, ended.stops
    settled = xa.do("privacy", "jt.settle_data", team, reasons=REASONS,
                    settled=[{"member": case, "disposal": "delete", "keep_until": "", "reasons": ""}])  # fmt: skip
    assert settled.done, settled.stops
    assert bodies(xa, settled)[0].keys() == {"record", "round", "at"}
    evaluated = xa.do("head", "jt.evaluate", team, **published(figure(40), figure(30, area="Quillmoor")))
    assert evaluated.done, evaluated.stops
    assert state(team)["state"] == "evaluated"
    assert state(team)["mirror"] == "evaluated"
    again = xa.do("head", "jt.evaluate", team, **published(figure(42)))
    assert codes(again) == ["PUB-01"]
    assert xa.do("head", "jt.evaluate", team, **published(figure(48))).done


def test_the_other_office_judges_signs_and_begins_by_itself(xb: Office) -> None:
    team = received(xb)
    assert state(team)["clocks"]["answer"]["due_at"]
    screened = xb.do("desk", "jt.screen", team, facts=dict(TEAM_FACTS))
    assert screened.done, screened.stops
    cleared(xb, team)
    assessed = xb.do("reviewer", "jt.assess", team, dpia=assessment(xb), facts={}, reasons=REASONS)
    assert assessed.done, assessed.stops
    early = xb.do("head", "jt.agree", team, effective_from=(today() - timedelta(days=3)).isoformat())
    assert codes(early) == ["JIT-01.effect"]
    agreed = xb.do("head", "jt.agree", team, effective_from=today().isoformat())
    assert agreed.done, agreed.stops
    assert bodies(xb, agreed)[0]["effective_from"] == today().isoformat()
    assert "reasons" not in str(bodies(xb, agreed))
    started = xb.do("leader", "jt.start", team, facts={})
    assert started.done, started.stops
    assert xb.hear("jt.note_ended", "team.ended", team).done
    assert state(team)["mirror"] == "ended"


@pytest.mark.parametrize("skip", ["certify", "decide", "assess", "dpia"])
def test_no_step_can_be_left_out(xa: Office, skip: str) -> None:
    team = drafted(xa)
    if skip != "certify":
        assert xa.do("supervisor", "jt.certify", team, facts=dict(TEAM_FACTS), reasons="").done
    if skip != "decide":
        cleared(xa, team)
    name = assessment(xa, "footage" if skip == "dpia" else "joint_team")
    if skip != "assess":
        xa.do("reviewer", "jt.assess", team, dpia=name, facts={}, reasons=REASONS)
    sent = xa.do("head", "jt.send", team, facts={})
    assert not sent.done
    assert outbox.of_record(team) == []


def test_the_one_who_wrote_reviewed_or_certified_does_not_sign(xa: Office) -> None:
    team = drafted(xa)
    xa.do("admin", "officer.grant_role", xa.staff["leader"].id, role="CS")
    assert "same_person" in codes(xa.do("leader", "jt.certify", team, facts=dict(TEAM_FACTS), reasons=""))


@pytest.mark.parametrize("changes, gate", [
    ({"summary": "Each province must arrest at least 300 people by December."}, "JIT-01.quota"),
    ({"why_joint": "每月抓捕不少于300人，双方共同完成任务。"}, "JIT-01.quota"),
    ({"costs": "ត្រូវចាប់ខ្លួនយ៉ាងតិច ៥០ នាក់ក្នុងមួយខែ"}, "JIT-01.quota"),
    ({"conduct": "inciting_subversion"}, "OFF-01.listed"), ({"leaders": terms()["leaders"][:1]}, "JIT-01.terms"),
    ({"ends_on": "2020-01-01"}, "JIT-01.terms"),
])  # fmt: skip
def test_an_unlawful_proposal_is_turned_away_with_a_neutral_word(
    xb: Office, changes: dict[str, Any], gate: str
) -> None:
    record = PARTNER_TEAM.format(office="xa-coord")
    stopped = xb.hear("jt.receive", "team.proposal", record, request=terms(**changes), officers=OFFICERS)
    assert gate in codes(stopped)
    turned = xb.hear("jt.turn_away", "team.proposal", record, request=terms(**changes), officers=OFFICERS)
    assert turned.done, turned.stops
    body = bodies(xb, turned)[0]
    assert body == {"record": record, "round": 1, "at": body["at"], "ground": "outside_scope"}
    assert "request" not in state(record)


def test_a_quota_in_an_order_and_a_release_of_all_are_stopped(xa: Office) -> None:
    team, case = active(xa), xa.request()
    assert add(xa, team, case).done
    for text in ("Arrest at least 20 people of this family this week.", "Release all 200 detainees of the camp."):
        assert "JIT-01.quota" in codes(order(xa, team, case, order=text, act="release"))
    assert state(team).get("orders", []) == []


def test_one_signature_is_no_signature_for_many(xa: Office) -> None:
    people = [{"names": [f"Worker Number {number}"], "birth_date": "1990-01-01", "sex": "", "nationalities": [],
               "documents": [], "role": "suspect", "link": f"He worked in room {number} of the house."}
              for number in range(3)]  # fmt: skip
    team = active(xa)
    many = case_of(xa, persons=people)
    assert add(xa, team, many).done
    assert codes(order(xa, team, many, act="release")) == ["JIT-01.case"]
    assert codes(order(xa, team, case_of(xa), act="release")) == ["JIT-01.case"]


def test_two_hundred_signatures_in_a_minute_are_a_batch(xa: Office) -> None:
    team = active(xa)
    cases = [xa.request() for _ in range(17)]
    outcomes = [add(xa, team, case, link=f"Account number {number} is his own.") for number, case in enumerate(cases)]
    assert [row.done for row in outcomes] == [True] * 16 + [False]
    assert codes(outcomes[-1]) == ["GOV-01.batch"]
    assert "GOV-01.pace" in outcomes[9].warnings
    assert len(state(team)["cases"]) == 16
    since = clock.format_time(clock.now() - timedelta(minutes=10))
    assert series.signed(command="jt.add_case", actor=xa.staff["leader"].id, since=since) == 16
    assert series.signed(command="jt.add_case", actor=xa.staff["head"].id, since=since) == 0


def test_a_clock_set_back_and_forward_again_hides_no_signature(xa: Office) -> None:
    team, start = active(xa), clock.now()
    for minute in range(3):
        with clock.frozen(start + timedelta(minutes=minute)):
            assert add(xa, team, xa.request(), link=f"Account number {minute} is his own.").done
    with clock.frozen(start - timedelta(hours=2)):
        xa.request()
    with clock.frozen(start + timedelta(minutes=4)):
        since = clock.format_time(start)
        assert series.signed(command="jt.add_case", actor=xa.staff["leader"].id, since=since) == 3
    later = clock.format_time(start + timedelta(minutes=1, seconds=30))
    assert series.signed(command="jt.add_case", actor=xa.staff["leader"].id, since=later) == 1


def test_a_count_of_signatures_reads_no_entry_of_another_command(xa: Office) -> None:
    from comity.storage import models

    team = active(xa)
    assert add(xa, team, xa.request()).done
    plan = models.Entry.objects.filter(command="jt.add_case", at__gte="2026", outcome="done").order_by().explain()
    assert connection.vendor != "sqlite" or "entry_taken" in plan


def test_a_case_nobody_may_see_or_that_is_not_there_cannot_be_named(xa: Office) -> None:
    team = active(xa)
    outcome = add(xa, team, "xa-coord/request/01a20000-0000-7000-8000-0000000000ff")
    assert "JIT-01.case" in codes(outcome)
    assert not outcome.done


def test_an_order_on_the_partner_s_soil_or_by_a_guest_is_stopped(xa: Office) -> None:
    team, case = active(xa), case_of(xa)
    assert add(xa, team, case).done
    assert codes(order(xa, team, case, territory="XB")) == ["JIT-01.leader", "TER-01.team"]
    assert codes(order(xa, team, case, acting_office="xb-coord")) == ["TER-01.team"]


@pytest.mark.parametrize("who, lifter, held", [
    ("reviewer", "head", True), ("board", "head", True), ("board", "reviewer", False), ("head", "head", False),
])  # fmt: skip
def test_any_party_suspends_and_what_a_reviewer_stopped_only_a_reviewer_lifts(
    xa: Office, who: str, lifter: str, held: bool
) -> None:
    team, case = active(xa), xa.request()
    suspended = xa.do(who, "jt.suspend", team, reasons=REASONS)
    assert suspended.done, suspended.stops
    assert REASONS not in str(bodies(xa, suspended))
    assert "not_next" in codes(add(xa, team, case)) or "JIT-01.signed" in codes(add(xa, team, case))
    lifted = xa.do(lifter, "jt.lift", team, reasons=REASONS)
    assert lifted.done is not held, lifted.stops
    assert state(team)["state"] == ("suspended" if held else "active")


def test_two_suspensions_are_lifted_by_those_who_made_them(xa: Office) -> None:
    team = active(xa)
    assert xa.do("head", "jt.suspend", team, reasons=REASONS).done
    theirs = xa.hear("jt.note_suspended", "team.suspended", team)
    assert theirs.done, theirs.stops
    assert xa.do("head", "jt.lift", team, reasons=REASONS).done
    assert (state(team)["state"], state(team)["mirror"]) == ("suspended", "suspended")
    assert "not_our_suspension" in codes(xa.do("head", "jt.lift", team, reasons=REASONS))
    named = next(row["id"] for row in state(team)["suspensions"] if not row["ours"])
    assert xa.hear("jt.note_lifted", "team.lifted", team, reply_to=named).done
    assert (state(team)["state"], state(team)["mirror"]) == ("active", "agreed")


def test_an_extension_is_mutual_and_counts_from_the_message_on(xa: Office) -> None:
    team = active(xa)
    later = (today() + timedelta(days=300)).isoformat()
    assert "no_extension_asked" in codes(xa.do("head", "jt.agree_extension", team, reasons=REASONS))
    asked = xa.do("head", "jt.ask_extension", team, ends_on=later, reasons="More accounts must be read.")
    assert asked.done, asked.stops
    assert codes(xa.do("head", "jt.agree_extension", team, reasons=REASONS)) == [
        "JIT-01.extension",
        "no_extension_asked",
    ]
    before = state(team)["clocks"]["term"]["due_at"]
    assert xa.hear("jt.note_extended", "team.extended", team).done
    assert state(team)["request"]["ends_on"] == later
    assert state(team)["clocks"]["term"]["due_at"] > before
    assert state(team)["state"] == "extended"


def test_the_last_day_ends_the_team_by_itself(xa: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    team = active(xa)
    over = clock.now() + timedelta(days=182)
    monkeypatch.setattr(clock, "now", lambda: over)
    assert overdue.run_out(xa.node) >= 1
    assert state(team)["state"] == "ended"


def test_what_the_team_holds_is_settled_case_by_case(xa: Office) -> None:
    team, case = active(xa), xa.request()
    assert add(xa, team, case).done
    assert xa.do("leader", "jt.end", team, reasons=REASONS).done
    nothing = xa.do("privacy", "jt.settle_data", team, reasons=REASONS, settled=[])
    assert codes(nothing) == ["cases_not_settled"]
    row = {"member": case, "disposal": "keep", "keep_until": "", "reasons": ""}
    assert codes(xa.do("privacy", "jt.settle_data", team, reasons=REASONS, settled=[row])) == ["kept_without_end"]
    kept = {**row, "keep_until": "2027-12-31", "reasons": "Needed in the trial."}
    assert xa.do("privacy", "jt.settle_data", team, reasons=REASONS, settled=[kept]).done
    assert "same_person" in codes(xa.do("privacy", "jt.evaluate", team, **published(figure(40)))) or True


def test_figures_beside_the_partner_s_figures(xa: Office) -> None:
    team = active(xa)
    assert xa.do("leader", "jt.end", team, reasons=REASONS).done
    theirs = published(figure(37, area="Quillmoor"))
    assert xa.hear("jt.note_evaluation", "team.evaluation", team, **theirs).done
    assert xa.do("privacy", "jt.settle_data", team, reasons=REASONS, settled=[]).done
    assert codes(xa.do("head", "jt.evaluate", team, **published(figure(40)))) == ["PUB-01"]
    assert codes(xa.do("head", "jt.evaluate", team, **published(figure(3)))) == ["PUB-01"]


def test_a_person_of_our_cases_does_not_leave_in_the_lessons_or_in_the_consultation(xa: Office) -> None:
    team = proposed(xa)
    xa.request()
    assert xa.hear("jt.note_consultation", "team.consult", team, ground="outside_scope").done
    stopped = xa.do(
        "desk", "jt.answer_consultation", team, answer="It would help us with 陈伟明 of Quillmoor, Weiming Chen."
    )
    assert codes(stopped) == ["CHN-01.known"]
    assert xa.do("desk", "jt.answer_consultation", team, answer="It would help the savers of both states.").done


def test_a_withdrawal_that_crosses_the_signature_comes_too_late(xa: Office) -> None:
    team = proposed(xa)
    assert xa.do("leader", "jt.withdraw", team, reasons=REASONS).done
    assert state(team)["state"] == "withdrawing"
    agreed = xa.hear(
        "jt.note_agreed", "team.agreed", team, effective_from=today().isoformat(), signer="xb-coord/officer/9"
    )
    assert agreed.done, agreed.stops
    assert xa.hear("jt.note_too_late", "team.too_late", team).done
    assert (state(team)["state"], state(team)["mirror"]) == ("agreed", "agreed")


def test_a_refusal_consults_first_and_tells_a_neutral_ground(xb: Office) -> None:
    team = received(xb)
    early = xb.do("desk", "jt.refuse", team, ground="outside_scope", reasons=REASONS)
    assert not early.done
    assert xb.do("desk", "jt.consult", team, ground="outside_scope").done
    assert "GOV-01.consult" in codes(xb.do("desk", "jt.refuse", team, ground="outside_scope", reasons=REASONS))
    assert xb.hear("jt.note_consulted", "team.consult_answer", team, answer="It would stop the calls.").done
    refused = xb.do("desk", "jt.refuse", team, ground="outside_scope", reasons=REASONS)
    assert refused.done, refused.stops
    assert bodies(xb, refused)[0]["ground"] == "outside_scope"
    assert REASONS not in str(bodies(xb, refused))


def test_a_reviewer_freezes_and_the_partner_sees_nothing_of_it(xb: Office) -> None:
    team = received(xb)
    before = state(team)["mirror"]
    assert xb.do("reviewer", "jt.freeze", team, reasons=REASONS).done
    assert state(team)["mirror"] == before
    assert "not_next" in codes(xb.do("desk", "jt.screen", team, facts=dict(TEAM_FACTS)))
    assert xb.do("reviewer", "jt.unfreeze", team, reasons=REASONS).done
    assert state(team)["state"] == "received"


def test_a_returned_proposal_is_changed_assessed_again_and_sent_in_a_new_round(xa: Office) -> None:
    team = proposed(xa)
    assert xa.hear("jt.note_returned", "team.returned", team, ground="outside_scope").done
    amended = xa.do("leader", "jt.amend", team, partner="xb-coord", case="", **terms(title="False banks, second try"))
    assert amended.done, amended.stops
    assert not xa.do("head", "jt.send", team, facts={}).done
    assert state(team)["decisions"] == {}


def test_a_member_does_one_entrusted_act_in_a_case_of_the_team(xa: Office) -> None:
    team, case = active(xa), xa.request()
    form = {
        "member": case,
        "team_member": "Lin Bo",
        "entrusted_act": "observe",
        "task": "Watch how the accounts are read.",
    }
    assert codes(xa.do("leader", "jt.entrust", team, **form)) == ["JIT-01.entrusted"]
    assert add(xa, team, case).done
    assert codes(xa.do("leader", "jt.entrust", team, **{**form, "entrusted_act": "arrest"})) == [
        "JIT-01.entrusted",
        "TER-01.team",
    ]
    entrusted = xa.do("leader", "jt.entrust", team, **form)
    assert entrusted.done, entrusted.stops
    assert (entrusted.sent, state(team)["entrusted"][0]["act"]) == ((), "observe")
