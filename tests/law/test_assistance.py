"""Legal assistance: each gate of its own stops alone, not knowing stops, and the requester's word opens nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.kit.clock import format_time
from tests.law import assistance as base
from tests.law.test_decisions import decided
from tests.law.world import AT, LAW, PACK, stated


def failed(situation):
    return set(LAW.judge(situation).failed)


def says(situation, role, author="xx-1", **facts):
    """Somebody in a role says so, in the record."""
    old = situation.record.get("stated", {})
    kept = {**old, **stated(author, role, facts)}
    return replace(situation, record={**situation.record, "stated": kept}, form={**situation.form, "facts": {}})


def without(situation, *names):
    """Nobody has said anything about these facts."""
    kept = {name: row for name, row in situation.record.get("stated", {}).items() if name not in names}
    form = dict(situation.form)
    if "facts" in form:
        form["facts"] = {name: word for name, word in form["facts"].items() if name not in names}
    return replace(situation, record={**situation.record, "stated": kept}, form=form)


def in_form(situation, **changes):
    return replace(situation, form={**situation.form, **changes})


def in_record(situation, **changes):
    return replace(situation, record={**situation.record, **changes})


@pytest.mark.parametrize("name", sorted(base.BASES))
def test_the_ordinary_course_is_lawful_at_every_step(name):
    assert failed(base.BASES[name]()) == set()


def related(**row):
    return {"id": "xb-coord/request/7", "procedure": "information_request", "state": "released", "side": "requested",
            "partner": "xa-coord", **row}  # fmt: skip


LATE = {"use_report": {"due_at": format_time(AT - timedelta(days=1))}}
GIVEN = {"statements": [{"property": "name"}]}
AUTHORISED = {"officers_present": [{"name": "Lea Vant", "authority": "Court", "part": "attends"}], "role": "CA",
              "from_on": "2026-11-01", "until": "2026-12-01", "withdrawn_at": ""}  # fmt: skip
LEA = {"name": "Lea Vant", "authority": "Quillmoor District Court", "part": "attends"}
VISIT = {"officers_present": [LEA], "procedure_reason": "The judge knows the accounts."}


def shut(order, **changes):
    return in_record(order, order={**order.record["order"], **changes})


STOPPED = {
    "FRM-01: no questions for a hearing": ("FRM-01", lambda: base.screen(**{**base.VIDEO, "questions": []})),
    "FRM-01: no limitation": ("FRM-01", lambda: base.screen(offences=[{**base.REQUEST["offences"][0], "limitation_on": ""}])),
    "FRM-01: no offence": ("FRM-01", lambda: base.send(offences=[])),
    "FRM-01: no authority": ("FRM-01", lambda: base.certify(conducting_authority=" ")),
    "FRM-01: no holder": ("FRM-01", lambda: base.check_form(holder="")),
    "FRM-01: period upside down": ("FRM-01", lambda: base.screen(period_from="2026-09-01")),
    "FRM-01: no translator": ("FRM-01", lambda: base.screen(translator="")),
    "FRM-01: torture not excluded": ("FRM-01", lambda: base.screen(torture_excluded=False)),
    "FRM-01: secrecy without a reason": ("FRM-01", lambda: base.screen(confidential=True)),
    "FRM-01: a hold without promise": ("FRM-01", lambda: base.preserve(request_follows=False)),
    "FRM-01: an unknown kind": ("FRM-01", lambda: base.screen(assistance=["bank_records", "anything"])),
    "COE-01: not converted": ("COE-01.converted", lambda: replace(base.screen(converts="xa-coord/request/1"),
        linked={"converts": related(id="xa-coord/request/1", state="refused")})),
    "COE-01: not there": ("COE-01.converted", lambda: base.send(converts="xa-coord/request/1")),
    "COE-01: another partner's": ("COE-01.converted", lambda: replace(base.screen(converts="xa-coord/request/1"),
        linked={"converts": related(id="xa-coord/request/1", state="converted", partner="xc-coord")})),
    "MIL-01": ("MIL-01.assistance", lambda: says(base.accept(), "PR", military_offence="yes")),
    "NBI-01: said": ("NBI-01.assistance", lambda: says(base.accept(), "JU", final_judgment="same_facts")),
    "NBI-01: a word": ("NBI-01.assistance", lambda: base.accept(
        summary="He was acquitted here in 2019 of the same calls; the charge is called laundering now.")),
    "NBI-01: an own record": ("NBI-01.assistance", lambda: replace(base.accept(),
        related=[related(judgment={"court": "Appeal Court"})])),
    "PND-01: said": ("PND-01.assistance", lambda: says(base.accept(), "PR", own_case="running")),
    "PND-01: we ask ourselves": ("PND-01.assistance", lambda: replace(base.accept(),
        related=[related(side="requesting", state="sent")])),
    "PND-01: nothing to postpone for": ("PND-01.postpone", lambda: says(base.postpone(), "PR", own_case="none")),
    "FIS-01: said": ("FIS-01", lambda: says(base.refuse(), "PR", refusal_fiscal="yes")),
    "FIS-01: nobody says": ("FIS-01", lambda: without(base.refuse(), "refusal_fiscal")),
    "FIS-01: the words": ("FIS-01", lambda: in_form(without(base.refuse(assistance=["statement"], items=["testimony"]),
        "refusal_fiscal"), reasons="This is a tax matter of our own treasury.")),
    "TER-01: officers who act": ("TER-01", lambda: says(base.screen(), "PR", **{**base.CHECKED, "foreign_officers": "acting"})),
    "TER-01: named in the request": ("TER-01", lambda: base.accept(**VISIT)),
    "TER-01: a holder hands over": ("TER-01", lambda: says(base.accept(), "CA", direct_disclosure="yes")),
    "TER-01: run out": ("TER-01", lambda: in_record(base.execute(**VISIT),
        authorisation={**AUTHORISED, "until": "2026-11-20"})),
    "TER-01: taken back": ("TER-01", lambda: in_record(base.execute(**VISIT),
        authorisation={**AUTHORISED, "withdrawn_at": format_time(AT)})),
    "TER-01: somebody else": ("TER-01", lambda: in_record(base.execute(**{**VISIT, "officers_present": [
        {**LEA, "name": "Brun Ott"}]}), authorisation=AUTHORISED)),
    "TER-01: more than allowed": ("TER-01", lambda: in_record(base.execute(**{**VISIT, "officers_present": [
        {**LEA, "part": "acts"}]}), authorisation=AUTHORISED)),
    "TER-01: by no authority": ("TER-01", lambda: in_record(base.execute(**VISIT),
        authorisation={**AUTHORISED, "role": "SP"})),
    "TER-01: at the hearing": ("TER-01", lambda: base.hearing(officers_present=[LEA])),
    "TER-01: rights not told": ("TER-01.hearing", lambda: base.hearing(rights_told=False)),
    "TER-01: no counsel": ("TER-01.hearing", lambda: base.hearing(counsel="")),
    "TER-01: no judge": ("TER-01.hearing", lambda: replace(base.hearing(), actor_roles=("PR",))),
    "TER-01: not yet held": ("TER-01.hearing", lambda: base.hearing(held_on="2027-01-01")),
    "EVI-02: no order": ("EVI-02.order", lambda: in_record(base.execute(), order={})),
    "EVI-02: denied": ("EVI-02.order", lambda: shut(base.execute(), outcome="denied")),
    "EVI-02: run out": ("EVI-02.order", lambda: shut(base.execute(), until="2026-11-01")),
    "EVI-02: for another request": ("EVI-02.order", lambda: shut(base.execute(), about="0" * 64)),
    "EVI-02: when it leaves": ("EVI-02.order", lambda: shut(base.release(), until="2026-11-01")),
    "TOR-02: likely": ("TOR-02.request", lambda: says(base.accept(), "RR", coercion_risk="yes")),
    "USE-01: never accepted": ("USE-01.terms", lambda: in_record(base.execute(),
        terms={"conditions": ["no_death"], "terms": "", "accepted_at": ""})),
    "USE-01: left out": ("USE-01.terms", lambda: in_record(base.release(), terms={"conditions": ["no_death"], "terms": "",
        "accepted_at": format_time(AT), "acceptance": "Accepted by the Ministry of Justice."})),
    "USE-01: no report": ("USE-01.reported", lambda: replace(base.release(), related=[related(clocks=LATE, release=GIVEN)])),
    "RET-01: too early": ("RET-01.preserved", lambda: base.lift(days=59)),
    "RET-01: a request waits": ("RET-01.preserved", lambda: replace(base.lift(), related=[
        related(procedure="legal_assistance", state="screened", request={"follows": "xa-coord/assistance/1"})])),
    "CNS-01: taken back": ("CNS-01.journey", lambda: in_record(base.travel(),
        travel_consents=[{**base.TRAVEL_CONSENT, "withdrawn_at": format_time(AT)}])),
    "CNS-01: not in writing": ("CNS-01.journey", lambda: in_record(base.travel(),
        travel_consents=[{**base.TRAVEL_CONSENT, "in_writing": False}])),
    "CNS-01: without counsel": ("CNS-01.journey", lambda: in_record(base.travel(),
        travel_consents=[{**base.TRAVEL_CONSENT, "counsel": ""}])),
    "CNS-01: somebody else's": ("CNS-01.journey", lambda: in_record(base.travel(),
        travel_consents=[{**base.TRAVEL_CONSENT, "person": 1}])),
    "CNS-01: for another journey": ("CNS-01.journey", lambda: in_record(base.travel(),
        travel_consents=[{**base.TRAVEL_CONSENT, "journey": "detained"}])),
    "CNS-01: no safe conduct": ("CNS-01.journey", lambda: in_record(base.travel(), safe_conducts=[])),
    "CNS-01: not begun": ("CNS-01.journey", lambda: in_record(base.travel(),
        safe_conducts=[{**base.SAFE, "from_on": "2027-01-01"}])),
    "REF-01: a refugee": ("REF-01.journey", lambda: says(base.travel(), "AS", protection_status="refugee")),
    "TOR-01: a risk": ("TOR-01.journey", lambda: says(base.travel(), "JU", journey_risk="real")),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(STOPPED))
def test_each_way_to_fail_stops_with_exactly_its_gate(name):
    policy, make = STOPPED[name]
    assert failed(make()) == {policy}


def test_every_policy_of_legal_assistance_is_tried():
    own = {policy.id for policy in LAW.policies() if policy.file.endswith("assistance.cedar")}
    assert own - {"DUC-01.assistance"} == {policy for policy, _ in STOPPED.values()}


def test_a_conduct_that_is_a_crime_in_one_state_only_needs_the_central_authority_for_a_coercive_act():
    pack = PACK
    light = replace(pack.conducts["telecom_fraud"], max_years={"XA": 20, "XB": 0})
    other = replace(pack, conducts={**pack.conducts, "telecom_fraud": light})
    situation = decided(replace(base.accept(), pack=other), "SER-01", (("sp-9", "SP"), ("dp-9", "DP")))
    assert failed(situation) == {"DUC-01.assistance"}
    assert failed(decided(situation, "DUC-01.assistance", (("ca-9", "CA"),))) == set()
    free = says(replace(base.accept(assistance=["company_records"], items=["official_record"]), pack=other), "PR",
                coercion_needed="no")  # fmt: skip
    assert failed(free) == {"SER-01"}


@pytest.mark.parametrize(("policy", "people", "make"), [
    ("MIL-01.assistance", (("ca-9", "CA"),), STOPPED["MIL-01"][1]),
    ("NBI-01.assistance", (("ca-9", "CA"),), STOPPED["NBI-01: a word"][1]),
    ("PND-01.assistance", (("pr-9", "PR"),), STOPPED["PND-01: said"][1]),
])  # fmt: skip
def test_a_decision_opens_only_by_the_right_role_on_the_same_facts(policy, people, make):
    situation = make()
    assert failed(decided(situation, policy, people)) == set()
    assert failed(decided(situation, policy, (("xx-9", "SP"),))) == {policy}
    assert failed(decided(situation, policy, people, outcome="denied")) == {policy}
    assert failed(decided(situation, policy, people, facts_hash="0" * 64)) == {policy}
    assert failed(decided(situation, policy, people, expires_at=format_time(AT - timedelta(days=1)))) == {policy}


UNKNOWN = {
    "coercion_needed": ("DUC-01.assistance", "EVI-02.order"),
    "military_offence": ("MIL-01.assistance",),
    "final_judgment": ("NBI-01.assistance",),
    "own_case": ("PND-01.assistance",),
    "foreign_officers": ("TER-01",),
    "direct_disclosure": ("TER-01",),
    "coercion_risk": ("TOR-02.request",),
}


def plain():
    """Something that needs no court, so that a person must say so."""
    said = {**base.CHECKED, "coercion_needed": "no"}
    return says(base.execute(assistance=["statement"], items=["testimony"], questions=["Who opened it?"]), "PR", **said)


@pytest.mark.parametrize("fact", sorted(UNKNOWN))
def test_not_knowing_stops(fact):
    situation = plain()
    assert failed(situation) == set()
    expected = {"TOR-02.request"} if fact == "coercion_risk" else set(UNKNOWN[fact])
    if fact == "coercion_needed":  # both laws know the conduct, so only the order is asked for; it is there
        situation = in_record(situation, order={})
        expected = {"EVI-02.order"}
    assert failed(without(situation, fact)) == expected


@pytest.mark.parametrize("fact", sorted(UNKNOWN))
def test_the_requester_s_own_word_counts_for_nothing(fact):
    situation = in_record(plain(), order={})
    word = situation.record["stated"][fact]["value"]
    claimed = without(situation, fact)
    claimed.record["stated"].update(stated("ro-1", "PR", {fact: word}))
    expected = {"EVI-02.order"} if fact == "coercion_needed" else set(UNKNOWN[fact])
    assert failed(claimed) == expected


@pytest.mark.parametrize("name", ["journey_risk", "protection_status"])
def test_nobody_travels_while_nobody_has_looked(name):
    gate = {"journey_risk": "TOR-01.journey", "protection_status": "REF-01.journey"}[name]
    assert failed(without(base.travel(), name)) == {gate}
    assert failed(says(without(base.travel(), name), "PR", **{name: "none"})) == {gate}


def test_what_the_node_does_not_know_of_its_own_records_stops():
    for make in (base.accept, base.release, base.lift):
        assert failed(replace(make(), related=None)) != set()
    assert "USE-01.reported" in failed(replace(base.release(), related=None))
    assert failed(replace(base.lift(), related=None)) == {"RET-01.preserved"}


def test_a_detained_person_leaves_only_with_a_fixed_day_of_return():
    asked = {"assistance": ["detained_transfer"], "return_by": "2026-12-31"}
    consent = {**base.TRAVEL_CONSENT, "journey": "detained"}

    def sent(**form):
        situation = base.travel(journey="detained", **form)
        request = {**situation.record["request"], **asked}
        return base.ordered(in_record(situation, request=request, travel_consents=[consent]))

    assert failed(sent(return_by="2026-12-20")) == set()
    assert failed(sent(return_by="")) == {"CNS-01.journey"}
    assert failed(sent(return_by="2027-03-01")) == {"CNS-01.journey"}
    assert failed(sent(return_by="2026-11-01")) == {"CNS-01.journey"}


@pytest.mark.parametrize("wish", [
    {"procedure_wanted": "Search the premises and seize what is there.", "procedure_reason": "It is quicker."},
    {"questions": ["Unlock his phone and read it."]},
    {"place": "ផ្ទះនៅសេវិនវៀស៍ ឆែកឆេរ"},
    {"purpose": "为调取其银行流水和通话记录。"},
])  # fmt: skip
def test_a_search_by_another_name_still_waits_for_the_judge(wish):
    asked = {"assistance": ["statement"], "items": ["testimony"], "questions": ["Who opened it?"], **wish}
    situation = says(base.execute(**asked), "PR", **{**base.CHECKED, "coercion_needed": "no"})
    assert failed(in_record(situation, order={})) == {"EVI-02.order"}
    assert failed(base.ordered(situation)) == set()


def test_a_confession_from_secret_custody_is_no_result():
    said = {**base.RELEASE, "statements": [{**base.STATEMENT, "property": "testimony", "item": "testimony"}]}
    given = base.release(said, assistance=["statement"], items=["testimony"], questions=["Who opened it?"])
    assert failed(says(given, "RR", coercion_origin="yes")) == {"TOR-02"}
    assert failed(says(given, "SP", coercion_origin="no", coercion_risk="yes")) == {"TOR-02", "TOR-02.request"}
    assert failed(without(given, "coercion_origin")) == {"TOR-02"}


def test_what_a_rights_reviewer_said_of_torture_nobody_takes_back():
    said = says(base.release(), "RR", coercion_origin="yes")
    assert failed(replace(said, form={"facts": {"coercion_origin": "no"}}, actor="sp-z", actor_roles=("SP",))) >= {
        "TOR-02"
    }


def test_officers_who_are_authorised_by_name_and_part_may_be_there():
    assert failed(in_record(base.execute(**VISIT), authorisation=AUTHORISED)) == set()
    assert failed(in_record(base.hearing(officers_present=[LEA]), authorisation=AUTHORISED)) == set()


def test_a_report_that_is_owed_does_not_hold_up_a_warning_of_danger_to_life():
    owed = replace(base.release(), related=[related(clocks=LATE, release=GIVEN)])
    assert failed(says(owed, "PR", danger_to_life="yes")) == set()


@pytest.mark.parametrize("row", [
    related(clocks=LATE, release=GIVEN, state="closed"),
    related(clocks=LATE, release=GIVEN, partner="xc-coord"),
    related(clocks={"use_report": {"due_at": format_time(AT + timedelta(days=1))}}, release=GIVEN),
    related(clocks=LATE, release={"statements": []}),
])  # fmt: skip
def test_nothing_is_owed_for_what_was_reported_or_never_given_or_given_to_another(row):
    assert failed(replace(base.release(), related=[row])) == set()


def test_two_people_are_no_three():
    same = replace(base.release(), actor="pr-y", actor_roles=("PR", "CA"))
    assert "GOV-01.people" in failed(same)
    own = replace(base.approve(), actor="sp-x", actor_roles=("SP", "PR"))
    assert "GOV-01.people" in failed(own)
