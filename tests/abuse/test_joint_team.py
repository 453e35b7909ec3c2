"""Campaigns between two nodes: no quota, no batch, nobody acting on foreign soil, nobody named by another door."""

from datetime import timedelta
from typing import Any

import pytest

from comity.kit import clock
from tests.abuse import plays, teams
from tests.abuse.stage import Done, Stage
from tests.app.teams import REASONS
from tests.law.team_world import GUESTS, INVITATION, MINUTES, TEAM_FACTS, figure
from tests.office import REQUESTER_FACTS, fraud_request

QUOTAS = {
    "english": "Each province must arrest at least 300 people by December.",
    "chinese": "每月抓捕不少于300人，双方共同完成任务。",
    "khmer": "ត្រូវចាប់ខ្លួនយ៉ាងតិច ៥០ នាក់ក្នុងមួយខែ",
}


@pytest.fixture(autouse=True, scope="module")
def _morning(stage: Stage) -> None:
    """Tomorrow at three: the same day in both states, whenever the suite runs."""
    morning = (clock.now() + timedelta(days=1)).replace(hour=3, minute=0)
    for side in (stage.xa, stage.xb):
        side.ask("now", moment=morning.isoformat())


def case_of(stage: Stage, **changes: Any) -> str:
    person = {**fraud_request()["persons"][0], "names": [stage.new_name("Team")], **changes}
    return plays.draft(stage.xa, fraud_request(persons=[person]))


def order(stage: Stage, team: str, member: str, **changes: Any) -> Done:
    form = {"member": member, "act": "arrest", "territory": "XA", "acting_office": "xa-coord",
            "order": f"Bring him before the judge tomorrow; record {member}.", **changes}  # fmt: skip
    return stage.xa.do("leader", "jt.order", team, **form)


def add(stage: Stage, team: str, member: str, link: str = "The account that took the money is his.") -> Done:
    return stage.xa.do("leader", "jt.add_case", team, member=member, link=link)


def test_control_a_joint_team_from_proposal_to_published_figures(stage: Stage) -> None:
    team = teams.active(stage)
    assert stage.xa.state(team)["mirror"] == stage.xb.state(team)["mirror"] == "active"
    member = case_of(stage)
    assert add(stage, team, member).done
    plays.stopped(order(stage, team, member), frozenset({"VIC-01.hard"}))  # nobody has looked at him yet
    stage.xa.must("supervisor", "ir.certify", member, facts=REQUESTER_FACTS)
    assert order(stage, team, member).done
    stage.xa.must("leader", "jt.end", team, reasons=REASONS)
    stage.settle()
    settled = [{"member": member, "disposal": "delete", "keep_until": "", "reasons": ""}]
    stage.xa.must("privacy", "jt.settle_data", team, reasons=REASONS, settled=settled)
    stage.settle()
    first, last = teams.day(stage), teams.day(stage, days=30)
    figures = [figure(40, first=first, last=last)]
    stage.xa.must("head", "jt.evaluate", team, figures=figures, lessons="Ask earlier for the accounts.")
    stage.settle()
    assert member not in stage.xb.told() + stage.xa.told()


@pytest.mark.parametrize("text", QUOTAS.values(), ids=QUOTAS.keys())
def test_29_a_quota_in_the_terms(stage: Stage, text: str) -> None:
    record = stage.xa.must(
        "leader", "jt.draft", partner="xb-coord", case="", **teams.terms(stage, why_joint=text)
    ).record
    found = stage.xa.do("supervisor", "jt.certify", record, facts=dict(TEAM_FACTS), reasons="")
    plays.stopped(found, frozenset({"JIT-01.quota"}))


@pytest.mark.parametrize("text", QUOTAS.values(), ids=QUOTAS.keys())
def test_29_a_quota_sent_by_an_office_without_gates(stage: Stage, text: str) -> None:
    record = stage.xa.must(
        "leader", "jt.draft", partner="xb-coord", case="", **teams.terms(stage, why_joint=text)
    ).record
    body = {"request": teams.terms(stage, why_joint=text),
            "officers": {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2",
                         "sender": "xa-coord/officer/3"}}  # fmt: skip
    stage.xa.ask("plant", kind="team.proposal", record=record, body=body)
    stage.settle()
    state = stage.xb.state(record)
    assert state["state"] == "returned"
    assert "request" not in state
    assert "JIT" not in stage.xb.told()


def test_29_a_quota_in_an_order_and_one_signature_for_all(stage: Stage) -> None:
    team = teams.active(stage)
    member = case_of(stage)
    assert add(stage, team, member).done
    for text in ("Arrest at least 20 people of this family this week.", "Release all 200 detainees of the camp."):
        plays.stopped(order(stage, team, member, order=text, act="release"), frozenset({"JIT-01.quota"}))
    people = [{**fraud_request()["persons"][0], "names": [stage.new_name("Worker")],
               "link": f"He worked in room {number} of the house."} for number in range(3)]  # fmt: skip
    many = plays.draft(stage.xa, fraud_request(persons=people))
    assert add(stage, team, many, link="They worked in one house.").done
    plays.stopped(order(stage, team, many, act="release"), frozenset({"JIT-01.case"}))
    assert stage.xa.state(team).get("orders", []) == []


def test_29_many_signatures_in_a_minute(stage: Stage) -> None:
    team = teams.active(stage)
    found = [add(stage, team, case_of(stage), link=f"Account number {number} is his own.") for number in range(17)]
    assert [row.done for row in found].count(True) <= 16
    plays.stopped(found[-1], frozenset({"GOV-01.batch"}))


def test_21_an_order_for_the_partner_s_officers_or_on_their_soil(stage: Stage) -> None:
    stage.days(1)
    team = teams.active(stage)
    member = case_of(stage)
    assert add(stage, team, member).done
    plays.stopped(order(stage, team, member, territory="XB"), frozenset({"TER-01.team"}))
    plays.stopped(order(stage, team, member, acting_office="xb-coord"), frozenset({"TER-01.team"}))


def test_18_a_person_of_a_case_named_in_minutes(stage: Stage) -> None:
    """Another door: what may not be asked is mentioned in a meeting."""
    name = stage.new_name("Somaly")
    person = {**fraud_request()["persons"][0], "names": [name]}
    plays.draft(stage.xb, fraud_request(partner="xa-coord", persons=[person]))
    plays.draft(stage.xa, fraud_request(persons=[person]))
    meeting = stage.xa.must("officer", "mt.draft", partner="xb-coord", **INVITATION).record
    stage.xa.must("desk", "mt.send", meeting)
    stage.settle()
    stage.xb.must("desk", "mt.accept", meeting, participants=GUESTS)
    stage.settle()
    minutes = {**MINUTES, "discussed": [f"The liaison asked where {name} lives now and who visits."]}
    written = stage.xa.do("officer", "mt.write_minutes", meeting, **minutes)
    found = stage.xa.do("desk", "mt.send_minutes", meeting) if written.done else written
    assert not found.done
    assert {gate for gate in found.gates if gate.startswith("CHN-01")}
    assert name not in stage.xa.told()


def test_control_a_meeting_with_agreed_minutes(stage: Stage) -> None:
    meeting = stage.xa.must("officer", "mt.draft", partner="xb-coord", **INVITATION).record
    stage.xa.must("desk", "mt.send", meeting)
    stage.settle()
    stage.xb.must("desk", "mt.accept", meeting, participants=GUESTS)
    stage.settle()
    stage.xa.must("officer", "mt.write_minutes", meeting, **MINUTES)
    stage.xa.must("desk", "mt.send_minutes", meeting)
    stage.settle()
    stage.xb.must("desk", "mt.agree_minutes", meeting)
    stage.settle()
    assert stage.xa.state(meeting)["state"] == stage.xb.state(meeting)["state"] == "agreed"
