"""A joint team is lawful by its terms, its two signatures and one case at a time; each way to miss that is stopped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.kit.clock import format_time
from comity.law.fact import UNKNOWN, Fact
from tests.law import team_world as team
from tests.law.test_decisions import decided
from tests.law.world import AT, LAW, stated

OWN = [policy for policy in LAW.policies() if policy.file.endswith(("joint_team.cedar", "crossing.cedar", "adviser.cedar"))
       and policy.kind != "warning"]  # fmt: skip
JUDGED = [(action, policy) for action in team.BASES for policy in OWN if policy in LAW.matrix[action]]


def failed(case):
    return LAW.judge(case).failed


@pytest.mark.parametrize("action", team.BASES)
def test_the_lawful_step_is_allowed(action):
    decision = LAW.judge(team.BASES[action]())
    assert (decision.allowed, decision.failed, decision.errors) == (True, (), ())


@pytest.mark.parametrize(("action", "policy"), JUDGED, ids=lambda item: getattr(item, "id", item))
def test_a_fact_nobody_knows_stops_with_the_gate_that_reads_it(action, policy):
    facts = LAW.gather(team.BASES[action]())
    for name in policy.reads:
        if facts[name].is_known:
            blank = {**facts, name: Fact(UNKNOWN, "computed")}
            assert policy.id in LAW.decide(action, blank).failed, name


def test_every_policy_of_ours_stands_in_a_lawful_case():
    assert {policy.id for policy in OWN} - {policy.id for _, policy in JUDGED} == set()


@pytest.mark.parametrize("terms", [
    {"purpose": "fraud"}, {"why_joint": ""}, {"evidence_law": ""}, {"data_rules": "none"}, {"costs": ""},
    {"ends_on": "2026-11-25"}, {"ends_on": "2026-11-01"}, {"ends_on": "2029-06-01"}, {"ends_on": ""},
    {"team_members": []}, {"team_members": [{**team.TERMS["team_members"][0], "entrusted": []}]},
    {"team_members": [{**team.TERMS["team_members"][0], "entrusted": ["arrest"]}]},
    {"team_members": [{**team.TERMS["team_members"][0], "office": "xc-someone"}]},
    {"leaders": team.TERMS["leaders"][:1]}, {"leaders": []},
    {"leaders": [team.TERMS["leaders"][0], {**team.TERMS["leaders"][1], "office": "xa-ember-coast"}]},
    {"leaders": [*team.TERMS["leaders"], {**team.TERMS["leaders"][0], "name": "Second Chief"}]},
    {"leaders": [*team.TERMS["leaders"], {**team.TERMS["leaders"][0], "territory": "XC"}]},
], ids=str)  # fmt: skip
@pytest.mark.parametrize("step", [team.receive, team.certify])
def test_terms_that_lack_something_stop_at_every_door(terms, step):
    assert failed(step(**terms)) == ("JIT-01.terms",)


@pytest.mark.parametrize(("terms", "gate"), [
    ({"conduct": "inciting_subversion"}, "OFF-01.listed"), ({"further_crimes": ["insult"]}, "OFF-01.offences"),
    ({"basis": "vc-2019-5"}, "BAS-01"),
], ids=str)  # fmt: skip
def test_a_crime_that_is_not_listed_and_an_article_that_is_not_for_teams(terms, gate):
    assert gate in failed(team.receive(**terms))
    assert gate in failed(team.send(**terms))


@pytest.mark.parametrize(("fact", "word", "gate"), [
    ("political_nature", "predominant", "POL-01.hard"), ("discrimination_grounds", "found", "DIS-01.hard"),
    ("trait_selector", "yes", "GRP-01.trait"), ("expression_conduct", "yes", "EXP-01.hard"),
    ("conduct_fits_facts", "no", "OFF-01.facts"),
])  # fmt: skip
def test_what_the_supervisor_finds_stops_it(fact, word, gate):
    case = team.certify()
    case.form["facts"][fact] = word
    assert gate in failed(case)


def test_the_writer_of_the_terms_cannot_state_them_lawful():
    case = replace(team.certify(), actor="tl-1", actor_roles=("TL", "CS"))
    assert {"GOV-01.people", "POL-01.hard", "GRP-01.trait"} <= set(failed(case))


def test_no_team_without_both_reviewers():
    bare = replace(team.send(), record={**team.send().record, "decisions": {}})
    assert failed(bare) == ("JIT-01.rights",)
    assert failed(decided(bare, "JIT-01.rights", (("rr-1", "RR"),))) == ("JIT-01.rights",)
    assert failed(decided(bare, "JIT-01.rights", (("x-1", "RR"), ("x-1", "DP")))) == ("JIT-01.rights",)
    assert failed(decided(bare, "JIT-01.rights", (("tl-1", "RR"), ("dp-1", "DP")))) == ("JIT-01.rights",)
    assert failed(team.with_rights(bare)) == ()


def test_terms_changed_after_the_reviewers_decided_are_not_cleared():
    case = team.send()
    case.record["request"]["summary"] = "Callers pose as banks; the accounts are held by a family in the north of XB."
    assert failed(case) == ("JIT-01.rights",)


@pytest.mark.parametrize("linked", [
    {}, {"dpia": {**team.DPIA, "state": "assessed"}}, {"dpia": {**team.DPIA, "state": "ended"}},
    {"dpia": {**team.DPIA, "activities": ["footage"]}}, {"dpia": {**team.DPIA, "kind": "contract"}},
    {"dpia": {**team.DPIA, "procedure": "meeting"}}, {"dpia": {**team.DPIA, "review_on": "2026-11-22"}},
], ids=str)  # fmt: skip
@pytest.mark.parametrize("step", [team.assess, team.send, team.agree, team.start, team.extension_agreed])
def test_no_team_without_an_assessment_that_stands_at_every_moment(linked, step):
    assert failed(replace(step(), linked=linked)) == ("JIT-01.dpia",)


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-24", "2027-05-31", "2027-06-02", "2020-01-01", ""])
def test_the_team_never_begins_before_it_is_signed_or_agreed(day):
    assert failed(replace(team.agree(), form={"effective_from": day})) == ("JIT-01.effect",)


def test_the_second_signature_is_another_person_s():
    assert failed(replace(team.agree(), actor="rr-x", actor_roles=("RR", "HO"))) == ("GOV-01.signer",)
    assert failed(replace(team.agree(), actor="sp-x", actor_roles=("SP", "HO"))) == ("GOV-01.signer",)


@pytest.mark.parametrize("change", [
    {"signatures": {"requesting": team.SIGNED["requesting"]}}, {"signatures": {}}, {"effective_from": ""},
    {"effective_from": "2026-11-24"}, {"suspensions": [{"id": "s", "ours": False, "role": "", "lifted_at": ""}]},
    {"request": {**team.TERMS, "starts_on": "2026-01-01", "ends_on": "2026-11-22"}},
], ids=str)  # fmt: skip
@pytest.mark.parametrize("step", [team.add_case, team.order])
def test_nothing_happens_in_a_team_that_is_not_in_force(change, step):
    case = step()
    assert failed(replace(case, record={**case.record, **change})) == ("JIT-01.signed",)


@pytest.mark.parametrize("form", [
    {"ends_on": "2027-05-31"}, {"ends_on": "2027-01-01"}, {"ends_on": "2029-01-01"},
])  # fmt: skip
def test_an_extension_goes_forward_and_has_an_end(form):
    assert failed(team.extend(**form)) == ("JIT-01.extension",)
    assert failed(team.extension_agreed(**form)) == ("JIT-01.extension",)


def test_nobody_extends_a_team_alone():
    assert failed(team.extension_agreed(ours=True)) == ("JIT-01.extension",)


TWO = {**team.CASE, "request": {**team.CASE["request"], "persons": [team.SUSPECT, team.SUSPECT]}}
NOBODY = {**team.CASE, "request": {"conduct": "telecom_fraud", "persons": [], "objects": [{"kind": "phone"}]}}


UNSEEN = ("CHD-01", "JIT-01.case", "VIC-01.hard", "VIC-01.review")
"""Nobody has said of whoever is meant how old he is or whether he was forced."""


@pytest.mark.parametrize("case", [TWO, NOBODY], ids=["two", "nobody"])
def test_an_arrest_is_about_one_person(case):
    assert failed(team.order(case)) == ("JIT-01.case",)


def test_a_case_with_many_subjects_is_no_order_on_one():
    subjects = {str(number): {"kind": "person", "role": "suspect"} for number in range(200)}
    crowd = {"id": team.CASE_ID, "procedure": "case", "conduct": "telecom_fraud", "subjects": subjects}
    assert failed(team.order(crowd, act="release")) == UNSEEN


def test_a_file_of_this_office_is_judged_by_its_subjects_of_whom_no_age_is_known():
    person = {"1": {"kind": "person", "role": "suspect"}, "2": {"kind": "thing", "role": "other"}}
    file = {"id": team.CASE_ID, "procedure": "case", "conduct": "money_laundering", "subjects": person}
    assert failed(team.order(file)) == ("CHD-01",)
    assert failed(team.order({**file, "conduct": "telecom_fraud"})) == ("CHD-01", "VIC-01.hard", "VIC-01.review")


def test_information_about_a_thing_needs_no_person():
    assert failed(team.order(NOBODY, act="information", text="Ask who holds the number.")) == ()


def test_an_order_names_a_case_of_the_team():
    other = {**team.CASE, "id": team.OTHER_ID}
    assert failed(team.order(other, member=team.OTHER_ID)) == ()
    case = team.order()
    assert failed(replace(case, record={**case.record, "cases": []})) == ("JIT-01.case",)
    assert failed(replace(case, linked={})) == UNSEEN
    assert failed(replace(case, linked={"member": other})) == ("JIT-01.case",)


def test_a_case_comes_in_once_and_for_an_agreed_crime():
    row = {"record": team.CASE_ID, "link": "x", "persons": 1, "by": "ro-1", "at": team.AGO}
    assert failed(team.add_case(cases=[row])) == ("JIT-01.case",)
    assert failed(team.add_case({**team.CASE, "request": {"conduct": "theft", "persons": [team.SUSPECT]}})) == (
        "JIT-01.case",
    )
    laundering = {**team.CASE, "request": {"conduct": "money_laundering", "persons": [team.SUSPECT]}}
    assert failed(team.add_case(laundering)) == ()


def test_one_text_is_not_copied_to_many_cases():
    case = team.order()
    rows = [{"record": team.OTHER_ID, "order": "TAKE him to the judge  tomorrow and show the warrant."}] * 2
    assert failed(replace(case, record={**case.record, "orders": rows})) == ("JIT-01.case",)
    assert failed(team.order(text="Arrest.")) == ("JIT-01.case",)


@pytest.mark.parametrize(("form", "gates"), [
    ({"territory": "XB"}, ("JIT-01.leader", "TER-01.team")), ({"acting_office": "xb-coord"}, ("TER-01.team",)),
    ({"acting_office": "nobody"}, ("TER-01.team",)),
])  # fmt: skip
def test_only_the_state_of_the_soil_orders_and_acts(form, gates):
    assert failed(team.order(**form)) == gates


def test_a_leader_orders_and_nobody_else():
    assert failed(replace(team.order(), actor_roles=("RO",))) == ("JIT-01.leader",)
    case = team.order()
    partner_only = {**case.record["request"], "leaders": team.TERMS["leaders"][1:]}
    assert failed(replace(case, record={**case.record, "request": partner_only})) == ("JIT-01.leader",)


def test_the_team_s_people_are_counted_over_thirty_days():
    row = {"record": "x", "link": "x", "persons": 60, "by": "ro-1", "at": team.AGO}
    warned = LAW.judge(team.add_case(cases=[row]))
    assert (warned.allowed, warned.warnings) == (True, ("FSH-01.team_raised",))
    assert failed(team.add_case(cases=[{**row, "persons": 199}])) == ("FSH-01.team",)
    old = format_time(AT - timedelta(days=31))
    assert failed(team.add_case(cases=[{**row, "persons": 199, "at": old}])) == ()
    assert failed(team.add_case(cases=[{**row, "persons": "few"}])) == ("FSH-01.team",)


@pytest.mark.parametrize(("signed", "gates", "warned"), [
    (7, (), ()), (8, (), ("GOV-01.pace",)), (15, (), ("GOV-01.pace",)), (16, ("GOV-01.batch",), ("GOV-01.pace",)),
    (200, ("GOV-01.batch",), ("GOV-01.pace",)),
])  # fmt: skip
@pytest.mark.parametrize("step", [team.add_case, team.order, team.act_on_hit])
def test_many_signatures_in_a_few_minutes_are_a_batch(step, signed, gates, warned):
    case = step()
    decision = LAW.judge(replace(case, node={**case.node, "signed": signed}))
    assert (decision.failed, decision.warnings) == (gates, warned)


def test_a_statement_about_earlier_terms_does_not_hold_for_new_ones():
    case = team.send()
    about = {name: {**row, "about": "0" * 64} for name, row in stated("cs-1", "CS", team.TEAM_FACTS).items()}
    assert "POL-01.hard" in failed(replace(case, record={**case.record, "stated": about}))


@pytest.mark.parametrize("form", [
    {"entrusted_act": "translate"}, {"team_member": "Edda Quill"}, {"team_member": "Somebody Else"},
    {"member": team.OTHER_ID},
], ids=str)  # fmt: skip
def test_a_member_does_only_what_is_entrusted_to_that_member(form):
    assert failed(team.entrust_member(**form)) == ("JIT-01.entrusted",)


@pytest.mark.parametrize("act", ["arrest", "search", "interview"])
def test_no_member_compels_anybody_on_foreign_soil(act):
    rows = [{**row, "entrusted": [*row["entrusted"], act]} for row in team.TERMS["team_members"]]
    case = team.entrust_member(entrusted_act=act)
    case.record["request"]["team_members"] = rows
    assert failed(case) == ("JIT-01.entrusted", "TER-01.team")
