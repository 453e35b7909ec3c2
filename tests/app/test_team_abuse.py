"""Improper wishes that a campaign, a meeting or a busy supervisor brings, through the real door."""

from datetime import timedelta
from typing import Any

import pytest

from comity.storage import outbox
from tests.app.teams import (
    OFFICERS,
    PARTNER_TEAM,
    REASONS,
    active,
    assessment,
    case_of,
    codes,
    drafted,
    proposed,
    received,
    state,
    terms,
    today,
)
from tests.app.test_joint_team import add, order
from tests.app.test_offer import offer_form
from tests.app.test_request import RELEASE_FACTS
from tests.law.team_world import TEAM_FACTS
from tests.office import REQUESTER_FACTS, Office

WORKER = {"names": ["Worker One"], "birth_date": "1990-01-01", "sex": "", "nationalities": [], "documents": [],
          "role": "suspect", "link": "He sat in the room from which the savers were called."}  # fmt: skip


def offers_ready(xa: Office, count: int) -> list[str]:
    """So many offers of information that wait for the last signature."""
    case = xa.do("officer", "case.open", title="Bank calls", conduct="telecom_fraud",
                 purpose_code="criminal_investigation", summary="")  # fmt: skip
    facts = {**REQUESTER_FACTS, **RELEASE_FACTS, "lawful_origin": "yes"}
    made = []
    for number in range(count):
        person = {
            **offer_form("")["persons"][0],
            "names": [f"Saver Number{number} Vale"],
            "birth_date": f"19{50 + number}-01-01",
        }
        record = xa.do("officer", "oi.draft", **offer_form(case.record, persons=[person])).record
        certified = xa.do("supervisor", "oi.certify", record, facts=facts)
        assert certified.done, certified.stops
        approved = xa.do("desk" if number % 2 else "leader", "oi.approve_release", record, facts=facts)
        assert approved.done, approved.stops
        made.append(str(record))
    return made


def test_one_signature_for_two_hundred_releases_is_stopped_at_the_seventeenth(xa: Office) -> None:
    outcomes = [xa.do("desk2", "oi.release", record) for record in offers_ready(xa, 17)]
    assert [row.done for row in outcomes] == [True] * 16 + [False]
    assert codes(outcomes[-1]) == ["GOV-01.batch"]
    assert outcomes[-1].sent == ()
    other = xa.do("supervisor", "oi.release", outcomes[-1].record)
    assert other.done, other.stops


def test_a_stopped_attempt_is_no_signature(xa: Office) -> None:
    team, case = active(xa), case_of(xa)
    for number in range(20):
        assert not order(xa, team, case, order=f"Take him to the judge, sheet {number}.").done
    assert add(xa, team, case).done
    assert order(xa, team, case).done


def test_a_campaign_with_an_arrest_quota_never_leaves_and_every_try_is_kept(xa: Office) -> None:
    for text in (
        "The provinces arrest at least 300 suspects by New Year.",
        "抓捕指标：三百人",
        "ត្រូវចាប់ខ្លួនយ៉ាងតិច ៣០០ នាក់",
    ):
        team = drafted(xa, summary=f"Callers pose as banks and take savings. {text}")
        stopped = xa.do("supervisor", "jt.certify", team, facts=dict(TEAM_FACTS), reasons="")
        assert "JIT-01.quota" in codes(stopped)
        assert outbox.of_record(team) == []


def test_a_quota_that_comes_in_by_an_extension_or_a_consultation_is_stopped_too(xa: Office) -> None:
    team = active(xa)
    later = (today() + timedelta(days=200)).isoformat()
    asked = xa.do("head", "jt.ask_extension", team, ends_on=later, reasons="We still have to arrest 120 people.")
    assert codes(asked) == ["JIT-01.quota"]
    assert "extension" not in state(team)


def test_terms_amended_after_the_reviewers_cleared_them_need_them_again(xa: Office) -> None:
    team = drafted(xa)
    assert xa.do("supervisor", "jt.certify", team, facts=dict(TEAM_FACTS), reasons="").done
    for who in ("privacy", "reviewer"):
        assert xa.do(who, "jt.decide", team, policy="JIT-01.rights", outcome="granted", reasons=REASONS).done
    amended = xa.do("leader", "jt.amend", team, partner="xb-coord", case="", **terms(purpose="To find all who call."))
    assert amended.done, amended.stops
    assert xa.do("supervisor", "jt.certify", team, facts=dict(TEAM_FACTS), reasons="").done
    stopped = xa.do("reviewer", "jt.assess", team, dpia=assessment(xa), facts={}, reasons=REASONS)
    assert codes(stopped) == ["JIT-01.rights"]


def test_the_partner_s_reviewers_clear_nothing_here(xb: Office) -> None:
    team = received(xb)
    stopped = xb.do("head", "jt.agree", team, effective_from=today().isoformat())
    assert not stopped.done
    assert xb.do("desk", "jt.screen", team, facts=dict(TEAM_FACTS)).done
    assert not xb.do("head", "jt.agree", team, effective_from=today().isoformat()).done


def test_a_proposal_of_politics_is_turned_away_or_stopped_at_the_desk(xb: Office) -> None:
    team = received(xb, summary="Together against those who publish rumours; some took money for it from savers.")
    found = xb.do(
        "desk", "jt.screen", team, facts={**TEAM_FACTS, "political_nature": "predominant", "expression_conduct": "yes"}
    )
    assert {"POL-01.hard", "EXP-01.hard"} <= set(codes(found))
    hidden = xb.hear("jt.receive", "team.proposal", PARTNER_TEAM.format(office="xa-coord")[:-1] + "8",
                     request=terms(further_crimes=["insult"]), officers=OFFICERS)  # fmt: skip
    assert codes(hidden) == ["OFF-01.offences"]


@pytest.mark.parametrize("who", ["supervisor", "desk", "privacy"])
def test_nobody_orders_but_a_leader(xa: Office, who: str) -> None:
    team, case = active(xa), xa.request()
    assert add(xa, team, case).done
    stopped = xa.do(who, "jt.order", team, member=case, act="arrest", territory="XA", acting_office="xa-coord",
                    order="Bring him before the judge tomorrow.")  # fmt: skip
    assert "role_missing" in codes(stopped)


def test_a_supervisor_does_not_certify_the_own_request(xa: Office) -> None:
    xa.do("admin", "officer.grant_role", xa.staff["officer"].id, role="CS")
    request = xa.request()
    stopped = xa.do("officer", "ir.certify", request, facts=REQUESTER_FACTS, reasons="")
    assert {"same_person", "GOV-01.people"} & set(codes(stopped))
    team = active(xa)
    assert state(team)["state"] == "active"


def test_one_case_for_a_whole_compound_is_counted_and_ordered_on_nobody(xa: Office) -> None:
    crowd = [{**WORKER, "names": [f"Worker {number} Vale"], "link": f"He sat at desk {number} of the calling room."}
             for number in range(60)]  # fmt: skip
    team = active(xa)
    first, second = xa.request(persons=crowd), xa.request(persons=crowd)
    added = add(xa, team, first)
    assert added.done, added.stops
    assert "FSH-01.team_raised" in added.warnings
    assert codes(order(xa, team, first, act="arrest")) == ["JIT-01.case", "VIC-01.hard", "VIC-01.review"]
    assert add(xa, team, second, link="The second room of the house.").done
    third = xa.request(persons=[*crowd, *crowd[:30]])
    assert codes(add(xa, team, third, link="The third room of the house.")) == ["FSH-01.team"]


def test_a_withdrawn_agreement_leaves_no_team_to_act_in(xa: Office) -> None:
    team, case = active(xa), xa.request()
    assert add(xa, team, case).done
    assert xa.hear("jt.note_suspended", "team.suspended", team).done
    assert not order(xa, team, case).done
    assert xa.hear("jt.note_ended", "team.ended", team).done
    assert not order(xa, team, case).done


def test_facts_of_a_form_nobody_asked_for_change_nothing(xa: Office) -> None:
    team = drafted(xa)
    says: dict[str, Any] = {**TEAM_FACTS, "quota_order": "none", "team_terms": "yes", "dpia_done": "yes"}
    certified = xa.do("supervisor", "jt.certify", team, facts=says, reasons="")
    assert certified.done, certified.stops
    assert not {"quota_order", "team_terms", "dpia_done"} & set(state(team)["stated"])


@pytest.mark.parametrize("day", [-2, -30])  # a day back may still be today in the other state
def test_the_partner_s_signature_reaches_back_to_no_earlier_day(xa: Office, day: int) -> None:
    team = proposed(xa)
    early = (today() + timedelta(days=day)).isoformat()
    heard = xa.hear("jt.note_agreed", "team.agreed", team, effective_from=early, signer="xb-coord/officer/9")
    assert codes(heard) == ["effect_before_signature"]
    assert state(team)["state"] == "proposed"
