"""An extract of a criminal record: one person, a criminal case, and what each judgment is worth on the day it leaves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from comity.domain.convictions import status_of
from tests.law import world
from tests.law.test_decisions import decided
from tests.law.world import LAW, RELEASE, STATEMENT

TODAY = date(2026, 11, 23)
THEFT: dict[str, Any] = {
    "court": "Seven Weirs District Court", "judged_on": "2021-03-01", "offence": "Theft", "outcome": "convicted",
    "sentence": "Eight months", "final_on": "2021-04-01", "spent_on": "2027-04-01",
}  # fmt: skip
ROW = {
    **STATEMENT,
    "item": "criminal_record",
    "property": "criminalRecord",
    "value": "Theft",
    "record_status": "final_unspent",
}


@pytest.mark.parametrize(("changes", "status"), [
    ({}, "final_unspent"),
    ({"spent_on": ""}, "final_unspent"),
    ({"spent_on": "2026-11-23"}, "spent"),
    ({"spent_on": "2024-01-01"}, "spent"),
    ({"spent_on": "soon"}, "spent"),
    ({"final_on": ""}, "not_final"),
    ({"final_on": "2026-12-01"}, "not_final"),
    ({"final_on": "2020-01-01"}, "not_final"),
    ({"judged_on": "2021"}, "not_final"),
    ({"outcome": "acquitted"}, "not_final"),
    ({"outcome": "discontinued"}, "not_final"),
    ({"outcome": "expunged"}, "not_final"),
    ({"outcome": ""}, "not_final"),
])  # fmt: skip
def test_the_worth_of_a_judgment_follows_from_its_dates(changes, status):
    assert status_of({**THEFT, **changes}, TODAY) == status


def failed(situation):
    return set(LAW.judge(situation).failed)


def as_extract(made, verb, **request):
    """The same situation in a request for an extract."""
    asked = {**made.record["request"], "basis": "vc-2019-6", "items": ["criminal_record"], "objects": [],
             "stage": "trial", **request}  # fmt: skip
    actors = {name.replace("ir.", "cr."): actor for name, actor in made.record["actors"].items()}
    agreed = {**made.agreement, "acts": ["criminal_record"]}
    return replace(
        made,
        action=f"cr.{verb}",
        record={**made.record, "request": asked, "actors": actors},
        agreement=agreed,
        node={**made.node, "assessed": ["hit_check"]},
    )


@pytest.mark.parametrize(("make", "verb"), [(world.certify, "certify"), (world.search, "search")])
def test_a_hit_check_waits_for_its_assessment_on_both_nodes(make, verb):
    case = as_extract(make(), verb)
    assert failed(case) == set()
    for assessed in ([], ["footage", "joint_team"]):
        assert failed(replace(case, node={**case.node, "assessed": assessed})) == {"DPA-01.assessed"}
    unknown = {name: row for name, row in case.node.items() if name != "assessed"}
    assert failed(replace(case, node=unknown)) == {"DPA-01.assessed"}


def released(*convictions, status="final_unspent", **request):
    rows = [{**ROW, "record_status": status} for _ in convictions]
    made = world.release({**RELEASE, "statements": rows, "convictions": [dict(row) for row in convictions]})
    return as_extract(made, "release", **request)


def test_a_final_unspent_conviction_is_given_for_a_criminal_case():
    assert failed(released(THEFT)) == set()


def test_what_was_unspent_when_it_was_prepared_may_be_spent_when_it_leaves():
    spent = released({**THEFT, "spent_on": "2026-11-20"})
    assert failed(spent) == {"CRR-01.review"}
    assert failed(decided(spent, "CRR-01.review", (("sp-9", "SP"),))) == set()
    assert failed(decided(spent, "CRR-01.review", (("sp-9", "SP"),), outcome="denied")) == {"CRR-01.review"}
    assert failed(decided(spent, "CRR-01.review", (("cs-9", "CS"),))) == {"CRR-01.review"}


@pytest.mark.parametrize("changes", [{"outcome": "acquitted"}, {"final_on": ""}, {"outcome": "expunged"}])
def test_an_acquittal_or_a_judgment_under_appeal_never_leaves(changes):
    assert failed(released({**THEFT, **changes})) == {"CRR-01.final", "CRR-01.review"}
    both = released(THEFT, {**THEFT, **changes})
    assert "CRR-01.final" in failed(both)
    decision = decided(both, "CRR-01.review", (("sp-9", "SP"),))
    assert failed(decision) == {"CRR-01.final"}  # nobody can decide that away


@pytest.mark.parametrize("request_", [
    {"purpose_code": "missing_person"}, {"purpose_code": "victim_protection"}, {"purpose_code": "visa"},
    {"items": ["criminal_record", "address"]}, {"items": ["identity"]}, {"stage": ""},
    {"persons": [world.REQUEST["persons"][0], {**world.REQUEST["persons"][0], "names": ["Sok Vanna"]}]},
])  # fmt: skip
@pytest.mark.parametrize("make", [world.certify, world.send, world.screen, world.receive])
def test_it_is_asked_for_one_person_and_a_criminal_case_only(make, request_):
    made = make()
    verb = made.action.partition(".")[2]
    assert failed(as_extract(made, verb)) == set()
    assert "CRR-01.asked" in failed(as_extract(make(), verb, **request_))


def test_an_old_theft_and_an_acquittal_for_a_visa_or_a_business_dispute():
    asked = released({**THEFT, "spent_on": "2024-01-01"}, {**THEFT, "outcome": "acquitted"}, purpose_code="visa",
                     purpose="For a dispute between two firms.")  # fmt: skip
    assert {"CRR-01.asked", "CRR-01.final", "CRR-01.review", "PUR-01.specified"} <= failed(asked)
