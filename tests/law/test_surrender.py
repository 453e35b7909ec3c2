"""Every gate of surrender: a lawful matter passes; each way to fail stops with exactly its id; not knowing stops; and
who asked for it cannot say that it is well."""

from dataclasses import replace

import pytest

from tests.law import surrender_world as w
from tests.law.surrender_judged import LATER, failed, request, told
from tests.law.world import LAW, PACK

MINE = [policy for policy in LAW.policies() if "/surrender" in policy.file or "/removal" in policy.file]


@pytest.mark.parametrize("base", w.BASES)
def test_a_lawful_surrender_passes(base):
    assert failed(w.BASES[base]()) == set()


def test_a_surrender_by_consent_passes_before_any_full_request():
    case = w.grant(w.consented(papers=[], stage="full"))
    assert failed(case) == set()
    assert failed(w.hand_over({**w.consented(), "grant": w.granted()["grant"]})) == set()


def test_every_gate_of_these_files_judges_a_base():
    judged = {policy.id for base in w.BASES for policy in LAW.matrix[base]}
    beside = {"CON-01.consulate", "REF-02.consulate", "PRV-01.papers"}  # tried below, on the step of their own
    assert {policy.id for policy in MINE} - judged <= beside


FACTS = [
    ("dual_elements", "no", {"DUC-01.elements"}),
    ("military_offence", "yes", {"MIL-01.surrender"}),
    ("prosecution_lapsed", "yes", {"LAP-01"}),
    ("tried_before", "same_facts", {"NBI-01.surrender"}),
    ("torture_risk", "real", {"TOR-01.hard", "TOR-01.court"}),
    ("trial_mode", "unfair", {"FTR-01.hard", "FTR-01.retrial"}),
    ("own_national", "at_request", {"NAT-01.own"}),
    ("own_national", "yes", {"NAT-01.own"}),
    ("nationality_loss", "open", {"NAT-02.hard", "NAT-02.review"}),
    ("nationality_loss", "final_after_interest", {"NAT-02.review"}),
    ("protection_status", "refugee", {"REF-01.surrender"}),
    ("protection_status", "applicant", {"REF-01.surrender"}),
    ("protection_status", "stateless", {"REF-01.surrender"}),
    ("political_nature", "predominant", {"POL-01.hard", "POL-01.review"}),
    ("discrimination_grounds", "found", {"DIS-01.hard", "DIS-01.review"}),
    ("expression_conduct", "yes", {"EXP-01.hard", "EXP-01.separate"}),
]
LIFE = {"DTH-01.person"}
"""Where death can follow these facts decide a second gate, asked when it takes effect."""


@pytest.mark.parametrize("base", ["ex.find_extraditable", *LATER])
@pytest.mark.parametrize(("fact", "word", "gates"), FACTS)
def test_a_fact_that_speaks_against_it_stops_in_court_and_at_every_later_step(base, fact, word, gates):
    assert failed(told(base, **{fact: word})) == gates


@pytest.mark.parametrize("base", ["ex.find_extraditable", *LATER])
@pytest.mark.parametrize(
    ("fact", "word"), [("proven_age", "minor"), ("fitness", "pregnant"), ("fitness", "ill_or_old")]
)
def test_the_young_the_pregnant_and_the_ill(base, fact, word):
    life = LIFE if base in LATER and word != "ill_or_old" else set()
    assert failed(told(base, **{fact: word})) == {"CHD-01.surrender"} | life


@pytest.mark.parametrize("base", ["ex.find_extraditable", *LATER])
@pytest.mark.parametrize("fact", sorted({row[0] for row in FACTS} | {"proven_age", "fitness", "translation_faithful"}))
def test_what_nobody_said_stops(base, fact):
    gates = {policy.id for policy in LAW.matrix[base] if fact in policy.reads and policy.kind != "warning"}
    assert gates
    assert failed(told(base, **{fact: None})) == gates


HARMLESS = {
    "dual_elements": "yes", "military_offence": "no", "prosecution_lapsed": "no", "tried_before": "none",
    "torture_risk": "none", "trial_mode": "fair", "own_national": "no", "nationality_loss": "none",
    "protection_status": "none", "proven_age": "adult", "fitness": "fit", "translation_faithful": "yes",
}  # fmt: skip


@pytest.mark.parametrize("base", ["ex.find_extraditable", *LATER])
@pytest.mark.parametrize("fact", HARMLESS)
def test_the_requester_s_own_word_opens_nothing(base, fact):
    role = LAW.shared.facts[fact].authors[0]
    case = told(base, author="ro-1", role=role, **{fact: HARMLESS[fact]})
    gates = {policy.id for policy in LAW.matrix[base] if fact in policy.reads and policy.kind != "warning"}
    assert failed(case) == gates


AUTHORS = {
    "protection_status": {"AS"},
    "own_national": {"NA"},
    "nationality_loss": {"NA"},
    "proven_age": {"CV", "MB"},
    "fitness": {"MB"},
    "tried_before": {"JU"},
    "torture_risk": {"JU", "RR"},
    "charge_after": {"JU"},
    "detention_facts": {"JU"},
}


@pytest.mark.parametrize("fact", AUTHORS)
def test_who_may_say_what_a_person_is_stands_on_a_closed_list(fact):
    assert set(LAW.shared.facts[fact].authors) == AUTHORS[fact]
    for role in ("SP", "CA", "PR", "CS"):
        if fact in HARMLESS and role not in AUTHORS[fact]:
            assert failed(told("ex.grant", role=role, **{fact: HARMLESS[fact]}))


REQUESTS = [
    ({"article": "Velmara Penal Code art 246"}, {"FRM-02.full"}),
    ({"undertakings": ["speciality"]}, {"FRM-02.full"}),
    ({"papers": w.PAPERS[1:]}, {"FRM-02.full"}),
    ({"papers": [{**row, "signed": False} for row in w.PAPERS]}, {"FRM-02.full"}),
    ({"papers": [{**row, "sealed": False} for row in w.PAPERS]}, {"FRM-02.full"}),
    ({"papers": [{**row, "translator": ""} for row in w.PAPERS]}, {"FRM-02.full"}),
    ({"papers": [{**row, "key_fields_translated": "20 years; 2026-02-11; Art 322"} for row in w.PAPERS]}, {"FRM-02.full"}),
    ({"papers": [{**row, "key_fields_translated": "មាត្រា 320; 2026-02-11; 2 ឆ្នាំ"} for row in w.PAPERS]}, {"FRM-02.full"}),
    ({"lapses_on": ""}, {"FRM-02.full"}),
    ({"lapses_on": "2026-11-01"}, {"LAP-01"}),
    ({"max_years": 0}, {"FRM-02.full"}),
    ({"in_absentia": True}, {"FRM-02.full", "FTR-01.retrial"}),
    ({"warrant": "final_judgment", "sentence_months": 60, "served_months": 55}, {"DUC-01.penalty", "FRM-02.full"}),
    ({"summary": "He carried two suitcases for the opposition party."}, {"POL-01.review"}),
    ({"summary": "He spoke at the protest and carried two suitcases."}, {"EXP-01.review"}),
    ({"persons": [{**w.PERSON, "names": ["Tan *"], "documents": []}]}, {"GRP-01.selector"}),
    ({"persons": [{**w.PERSON, "birth_date": "2010-05-01"}]}, {"CHD-01.surrender"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "gates"), REQUESTS)
def test_what_the_request_itself_shows_stops_in_court(changes, gates):
    assert failed(request("ex.find_extraditable", **changes)) == gates


def test_no_code_exists_for_an_opinion_and_a_police_article_is_no_basis():
    stops = failed(request("ex.find_extraditable", conduct="insult"))
    assert {"OFF-01.listed", "DUC-01.penalty", "FRM-02.full"} <= stops
    assert failed(request("ex.find_extraditable", basis="vc-2019-5")) == {"BAS-01"}


def test_conduct_below_the_least_penalty_is_not_surrendered():
    pack = PACK
    less = {**dict(pack.conducts), "theft": replace(pack.conducts["theft"], max_years={"XA": 3, "XB": 0})}
    case = w.certify(conduct="theft", article="Velmara Penal Code art 244")
    assert failed(case) == set()
    assert failed(replace(case, pack=replace(pack, conducts=less))) == {"DUC-01.penalty"}
