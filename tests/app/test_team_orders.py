"""An order of a joint team is judged by whom it strikes, and a reviewer's word is on exactly that order."""

from typing import Any

import pytest

from tests.app.teams import REASONS, active, case_of, codes, state
from tests.office import REQUESTER_FACTS, Office

LINK = "The account that took the money is his."
LISTED = "Bring him before the judge; he is among the listed persons of the warrant."


def joined(xa: Office, case: str, team: str = "") -> str:
    team = team or active(xa)
    added = xa.do("leader", "jt.add_case", team, member=case, link=f"{LINK} {case}")
    assert added.done, added.stops
    return team


def form(case: str, **changes: Any) -> dict[str, Any]:
    return {"member": case, "act": "arrest", "territory": "XA", "acting_office": "xa-coord",
            "order": "Bring him before the judge tomorrow and show the warrant.", **changes}  # fmt: skip


def order(xa: Office, team: str, case: str, **changes: Any) -> Any:
    return xa.do("leader", "jt.order", team, **form(case, **changes))


def asked(xa: Office, team: str, case: str, **changes: Any) -> None:
    done = xa.do("leader", "jt.ask_order", team, **form(case, **changes))
    assert done.done, done.stops


def decided(xa: Office, team: str, policy: str, *who: str) -> None:
    for name in who:
        done = xa.do(name, "jt.decide", team, policy=policy, outcome="granted", reasons=REASONS)
        assert done.done, done.stops


def person(**changes: Any) -> list[dict[str, Any]]:
    return [{"names": ["Chen Weiming"], "birth_date": "1988-04-12", "sex": "", "nationalities": [], "documents": [],
             "role": "suspect", "link": LINK, **changes}]  # fmt: skip


def test_nobody_is_taken_whom_nobody_screened_as_a_victim(xa: Office) -> None:
    case = xa.request()
    team = joined(xa, case)
    assert codes(order(xa, team, case)) == ["VIC-01.hard", "VIC-01.review"]
    assert xa.do("supervisor", "ir.certify", case, facts=REQUESTER_FACTS).done
    assert order(xa, team, case).done


def test_a_possible_victim_is_taken_only_as_the_reviewer_decides_on_this_order(xa: Office) -> None:
    case = xa.request()
    team = joined(xa, case)
    said = {"victim_indicators": {"value": "present"}, "victim_screening": {"value": "positive"}}
    assert xa.do("victims", "ir.state_facts", case, facts=said).done
    assert codes(order(xa, team, case)) == ["VIC-01.review"]
    decided(xa, team, "VIC-01.review", "reviewer")  # on the terms, which name nobody
    assert codes(order(xa, team, case)) == ["VIC-01.review"]
    asked(xa, team, case, act="interview")
    decided(xa, team, "VIC-01.review", "reviewer")
    assert codes(order(xa, team, case)) == ["VIC-01.review"]  # another act
    done = order(xa, team, case, act="interview")
    assert done.done, done.stops
    assert not {"order_asked", "member"} & {*state(team), *state(team)["links"]}


@pytest.mark.parametrize("birth", ["2012-05-01", ""])
def test_a_child_or_who_may_be_one_is_taken_only_by_reviewer_and_judge(xa: Office, birth: str) -> None:
    case = xa.request(persons=person(birth_date=birth))
    team = joined(xa, case)
    assert xa.do("supervisor", "ir.state_facts", case, facts={"victim_indicators": {"value": "none"}}).done
    assert codes(order(xa, team, case)) == ["CHD-01"]
    asked(xa, team, case)
    decided(xa, team, "CHD-01", "reviewer")
    assert codes(order(xa, team, case)) == ["CHD-01"]
    decided(xa, team, "CHD-01", "judge")
    done = order(xa, team, case)
    assert done.done, done.stops


def test_words_of_quotas_are_cleared_for_one_order_and_no_other(xa: Office) -> None:
    first, second = case_of(xa), case_of(xa)
    team = joined(xa, second, joined(xa, first))
    assert codes(order(xa, team, first, order=LISTED)) == ["JIT-01.review"]
    asked(xa, team, first, order=LISTED)
    decided(xa, team, "JIT-01.review", "reviewer")
    assert codes(order(xa, team, second, order=LISTED)) == ["JIT-01.review"]
    assert codes(order(xa, team, first, order=LISTED + " Today.")) == ["JIT-01.review"]
    done = order(xa, team, first, order=LISTED)
    assert done.done, done.stops
    assert codes(order(xa, team, second, order=LISTED)) == ["JIT-01.review"]


def test_a_decision_is_void_when_the_case_has_changed(xa: Office) -> None:
    case = xa.request(persons=person(birth_date="2012-05-01"))
    team = joined(xa, case)
    assert xa.do("supervisor", "ir.state_facts", case, facts={"victim_indicators": {"value": "none"}}).done
    asked(xa, team, case)
    decided(xa, team, "CHD-01", "reviewer", "judge")
    assert xa.do("victims", "ir.state_facts", case, facts={"adverse_act": {"value": "yes"}}).done
    kept = records_request(xa, case)
    amended = xa.do("officer", "ir.amend", case, **{**kept, "persons": person(birth_date="2013-05-01")})
    assert amended.done, amended.stops
    assert "CHD-01" in codes(order(xa, team, case))


def records_request(xa: Office, case: str) -> dict[str, Any]:
    kept = state(case)
    return {**kept["request"], "partner": kept["partner"], "case": kept["case"]}


def test_an_order_taken_back_leaves_the_decisions_to_the_terms(xa: Office) -> None:
    case = case_of(xa)
    team = joined(xa, case)
    asked(xa, team, case, order=LISTED)
    assert state(team)["order_asked"]["order"] == LISTED
    assert xa.do("leader", "jt.drop_order", team).done
    assert "order_asked" not in state(team)
    decided(xa, team, "JIT-01.review", "reviewer")
    assert codes(order(xa, team, case, order=LISTED)) == ["JIT-01.review"]


@pytest.mark.parametrize("asks", ["desk2", "leader"])
def test_who_put_or_gives_the_order_decides_nothing_about_it(xa: Office, asks: str) -> None:
    case = case_of(xa)
    team = joined(xa, case)
    for role in ("TL", "RR"):
        xa.do("admin", "officer.grant_role", xa.staff["desk2"].id, role=role)
    gives = "leader" if asks == "desk2" else "desk2"
    asked_by = xa.do(asks, "jt.ask_order", team, **form(case, order=LISTED))
    assert asked_by.done, asked_by.stops
    decided(xa, team, "JIT-01.review", "desk2")
    assert codes(xa.do(gives, "jt.order", team, **form(case, order=LISTED))) == ["JIT-01.review"]
    decided(xa, team, "JIT-01.review", "reviewer")
    given = xa.do(gives, "jt.order", team, **form(case, order=LISTED))
    assert given.done, given.stops
