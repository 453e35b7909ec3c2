"""The improper requests this release can meet, and the gates that must stop each; and lawful ones that must pass."""

from dataclasses import replace

import pytest

from tests.law import world
from tests.law.test_decisions import decided
from tests.law.world import LAW, RELEASE, REQUEST, SERIES, STATEMENT, stated

PERSON = REQUEST["persons"][0]


def failed(situation):
    return set(LAW.judge(situation).failed)


def journalist():
    """Once charged with inciting subversion, now wanted for fraud."""
    summary = "The journalist, formerly charged with inciting subversion, took money from readers."
    case = world.screen(summary=summary, flags=["press"])
    return replace(case, history=[{"label": "refused", "gates": ["POL-01.review"], "at": "2025-01-01"}])


def everyone_of_a_group():
    case = world.screen(persons=[], objects=[], summary="List all members of the ethnic minority in the province.")
    case.form["facts"]["trait_selector"] = "yes"
    return case


def refugee():
    case = world.screen(items=["address"])
    case.record["stated"] = stated("as-1", "AS", {"protection_status": "refugee"})
    return case


def capital():
    return world.approve(conduct="drug_trafficking")


def sequence():
    return replace(world.screen(), series={**SERIES, "sequential_documents": 12})


def one_case_for_many():
    people = [{**PERSON, "link": "Connected with the case above."} for _ in range(40)]
    return replace(world.screen(persons=people), series={**SERIES, "subjects_in_case": 3000})


def daily_repeat():
    return replace(world.screen(), series={**SERIES, "repeat_no_hit": 9, "same_person_30d": 12})


def critic_s_sister():
    critic = {**PERSON, "role": "contact", "link": "sister"}
    return world.screen(persons=[critic], items=["address"], summary="Family contact of the activist.")


def life_at_risk_without_facts():
    return world.screen(urgent=True, urgency_ground="life", urgency_reason="")


def house_search():
    return world.receive(items=["house_search"])


def compound_worker():
    return world.screen(summary="He worked in the compound; his passport was taken and he could not leave.")


def confession():
    case = world.approve()
    case.form["facts"]["coercion_origin"] = "yes"
    return case


def old_theft_for_a_visa():
    row = {**STATEMENT, "item": "criminal_record", "property": "criminalRecord", "record_status": "not_final"}
    return world.approve({**RELEASE, "statements": [row]}, items=["criminal_record"], purpose_code="missing_person")


def own_approval():
    return replace(world.certify(), actor="ro-1", actor_roles=("RO", "CS"))


@pytest.mark.parametrize(
    ("case", "gates"),
    [
        (journalist, {"POL-02", "POL-01.review", "EXP-01.review"}),
        (everyone_of_a_group, {"GRP-01.selector", "GRP-01.trait", "GRP-01.review"}),
        (refugee, {"REF-01"}),
        (capital, {"DTH-02"}),
        (sequence, {"FSH-01"}),
        (one_case_for_many, {"PUR-01.specified", "FSH-01"}),
        (daily_repeat, {"FSH-01"}),
        (critic_s_sister, {"PUR-01.specified", "POL-01.review", "REF-01"}),
        (life_at_risk_without_facts, {"URG-01"}),
        (house_search, {"COE-01.items"}),
        (compound_worker, {"VIC-01.hard"}),
        (confession, {"TOR-02"}),
        (old_theft_for_a_visa, {"CRR-01.final"}),
        (own_approval, {"GOV-01.people"}),
    ],
    ids=lambda item: getattr(item, "__name__", ""),
)
def test_each_is_stopped_by_its_gates(case, gates):
    assert gates <= failed(case())


def test_a_kidnapping_with_a_life_at_risk_needs_only_the_duty_officer():
    case = world.screen(
        conduct="kidnapping",
        summary="A shopkeeper is held; the callers want money by tonight.",
        urgent=True,
        urgency_ground="life",
        urgency_reason="The callers said they would kill her tonight.",
        items=["phone"],
    )
    assert failed(case) == {"URG-01"}
    assert failed(decided(case, "URG-01", (("sp-z", "SP"),))) == set()


def test_a_warning_of_danger_to_life_is_not_held_up_by_record_or_penalty():
    row = {**STATEMENT, "item": "criminal_record", "property": "criminalRecord", "record_status": "not_final"}
    case = world.approve({**RELEASE, "statements": [row]}, items=["criminal_record"], conduct="killing")
    assert {"CRR-01.final", "CRR-01.review", "DTH-02"} == failed(case)
    case.form["facts"]["danger_to_life"] = "yes"
    assert failed(case) == set()


def test_a_drug_courier_with_the_condition_passes_on_the_central_authority_s_word():
    bound = {**RELEASE, "conditions": ["this_case_only", "no_death"]}
    case = world.approve(bound, conduct="drug_trafficking")
    assert failed(decided(case, "DTH-02", (("ca-1", "CA"),))) == set()


def test_a_screened_worker_who_is_no_victim_can_be_asked_about():
    case = compound_worker()
    case.record["stated"] = stated("vs-1", "VS", {"victim_screening": "negative"})
    assert failed(case) == set()
    case.record["stated"] = stated("vs-1", "VS", {"victim_screening": "positive"})
    assert failed(case) == {"VIC-01.review"}
