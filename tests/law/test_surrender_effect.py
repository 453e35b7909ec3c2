"""Assurances, refuge, nationality, own cases, consent, findings, refusal: judged again until the moment of effect."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.kit.clock import format_time
from tests.law import surrender_world as w
from tests.law.surrender_judged import LATER, again, earlier, failed, request, told, with_record, without
from tests.law.test_decisions import decided
from tests.law.world import AT, LAW, stated

ASSURANCES = [
    ({"organ": "police"}, "informal"),
    ({"organ": "prosecution"}, "informal"),
    ({"organ": "justice_ministry"}, "informal"),  # it cannot bind the courts on death
    ({"valid_until": "2026-11-22"}, "expired"),
    ({"valid_until": "for ever"}, "expired"),
    ({"withdrawn_at": "2026-11-20T00:00:00.000Z"}, "expired"),
    ({"rulings": []}, "unruled"),
    ({"monitoring": ""}, "informal"),
    ({"assures": "torture"}, "missing"),
    *[({"rulings": [{**w.ASSURANCE["rulings"][0], name: False}]}, "informal")
      for name in ("specific", "competent", "binding", "monitored", "kept_before", "person_knows")],
    ({"rulings": [{**w.ASSURANCE["rulings"][0], "ruling": "rejected"}]}, "informal"),
    ({"rulings": [{**w.ASSURANCE["rulings"][0], "by": "ro-1"}]}, "informal"),
]  # fmt: skip


@pytest.mark.parametrize("base", LATER)
@pytest.mark.parametrize(("changes", "word"), ASSURANCES)
def test_an_assurance_is_worth_what_it_is_at_this_moment(base, changes, word):
    case = with_record(base, assurances=[{**w.ASSURANCE, **changes}])
    assert LAW.judge(case).facts["assurances_sound"].value == word
    assert failed(case) == {"DTH-01.assurance", "ASR-01.hard"}


def test_no_assurance_is_none_and_the_newest_counts():
    assert failed(with_record("ex.grant", assurances=[])) == {"DTH-01.assurance", "ASR-01.hard"}
    worse = {**w.ASSURANCE, "organ": "police"}
    assert "ASR-01.hard" in failed(with_record("ex.grant", assurances=[w.ASSURANCE, worse]))
    assert failed(with_record("ex.grant", assurances=[worse, w.ASSURANCE])) == set()


def test_the_court_s_word_on_assurances_is_void_when_they_change():
    case = w.grant()
    record = {**case.record, "assurances": [{**w.ASSURANCE, "valid_until": "2027-01-01"}]}
    assert failed(replace(case, record=record)) == {"ASR-01.court"}
    assert failed(replace(case, record={**case.record, "decisions": {}})) == {"TOR-01.court", "ASR-01.court"}


def test_a_conduct_without_death_needs_no_assurance():
    fraud = {"conduct": "extortion", "article": "Velmara Penal Code art 251"}
    record = {**w.final(**fraud), "assurances": []}
    assert failed(w.grant(record, **fraud)) == set()


def test_a_risk_met_by_an_assurance_needs_that_assurance():
    record = w.final()
    record["stated"] = {**record["stated"], **stated("ju-x", "JU", {"torture_risk": "met_by_assurance"})}
    assert failed(w.grant(record)) == {"TOR-01.hard", "ASR-01.hard"}
    place = {**w.ASSURANCE, "assures": "torture", "organ": "justice_ministry"}
    assert failed(w.grant({**record, "assurances": [w.ASSURANCE, place]})) == set()


def test_a_judgment_in_absence_needs_a_retrial_or_the_court():
    absent = {"in_absentia": True, "retrial_right": True}
    record = w.final(**absent)
    record["stated"] = {**record["stated"], **stated("ju-x", "JU", {"trial_mode": "absentia"})}
    assert failed(w.grant(record)) == {"FTR-01.retrial", "ASR-01.hard"}
    pledge = {**w.ASSURANCE, "assures": "retrial", "organ": "justice_ministry"}
    assert failed(w.grant({**record, "assurances": [w.ASSURANCE, pledge]})) == set()
    rows = {**w.court(**absent)["stated"], **stated("ju-x", "JU", {**w.COURT_FACTS, "trial_mode": "fair"})}
    claimed = again(replace(w.find(**absent), record={**w.court(**absent), "id": "x", "partner": "xa-coord",
                                                      "stated": rows}))  # fmt: skip
    assert "FTR-01.retrial" in failed(claimed)  # who was told is no reason: the request itself says he was not there


def test_the_one_exception_of_the_refugee_convention_is_the_court_s_and_never_over_torture():
    case = told("ex.grant", protection_status="refugee")
    assert failed(decided(case, "REF-01.surrender", (("ju-x", "JU"),))) == set()
    assert failed(decided(case, "REF-01.surrender", (("rr-x", "RR"),))) == {"REF-01.surrender"}
    for word in ("applicant", "stateless", None):
        other = told("ex.grant", protection_status=word)
        assert failed(decided(other, "REF-01.surrender", (("ju-x", "JU"),))) == {"REF-01.surrender"}
    risk = told("ex.grant", protection_status="refugee", torture_risk="real")
    assert failed(decided(risk, "REF-01.surrender", (("ju-x", "JU"),))) == {"TOR-01.hard", "TOR-01.court"}


def test_a_child_needs_reviewer_and_court_and_never_goes_where_death_can_follow():
    case = told("ex.grant", proven_age="minor")
    both = decided(case, "CHD-01.surrender", (("rr-x", "RR"), ("ju-x", "JU")))
    assert failed(both) == {"DTH-01.person"}
    assert failed(decided(case, "CHD-01.surrender", (("ju-x", "JU"),))) == {"CHD-01.surrender", "DTH-01.person"}


def review(state, **more):
    """A review of this person's nationality at this office."""
    return {"id": "xb-coord/review/1", "procedure": "nationality_review", "side": "local", "partner": "", "state": state,
            "made_at": format_time(AT - timedelta(days=20)), **more}  # fmt: skip


@pytest.mark.parametrize("base", ["ex.find_extraditable", *LATER])
@pytest.mark.parametrize(
    "running", ["triggered", "noticed", "weighed", "cancelled", "appeal_open", "appealed", "final"]
)
def test_no_surrender_while_a_review_or_its_appeal_runs(base, running):
    case = again(replace(w.BASES[base](), related=[review(running)]))
    assert failed(case) == {"NAT-02.hard", "NAT-02.review"}


def test_a_nationality_taken_after_the_partner_came_needs_the_court():
    took = review("effective", effective_at=format_time(AT - timedelta(days=2)))
    case = again(replace(w.grant(), related=[took]))
    assert failed(case) == {"NAT-02.review"}
    assert failed(decided(case, "NAT-02.review", (("ju-x", "JU"),))) == set()
    long_ago = review("effective", effective_at=format_time(AT - timedelta(days=900)))
    assert failed(again(replace(w.grant(), related=[long_ago]))) == set()
    asked = {"id": "i", "procedure": "information_request", "side": "requested", "partner": "xa-coord",
             "state": "closed", "made_at": format_time(AT - timedelta(days=1000))}  # fmt: skip
    assert failed(again(replace(w.grant(), related=[long_ago, asked]))) == {"NAT-02.review"}  # it asked before
    for word in ("kept", "fixed", "withdrawn", "restored"):
        assert failed(again(replace(w.grant(), related=[review(word)]))) == set()
    assert {"NAT-02.hard", "NAT-02.review"} <= failed(again(replace(w.grant(), related=None)))


def test_an_own_case_postpones_and_a_promise_lends():
    case = told("ex.hand_over", own_case="running")
    assert failed(case) == {"PND-01.surrender"}
    assert failed(decided(case, "PND-01.surrender", (("pr-x", "PR"),))) == set()
    assert failed(told("ex.lend", own_case="running")) == set()
    assert failed(without("ex.lend", "return_promise")) == {"PND-01.loan"}
    assert failed(with_record("ex.lend", return_promise={"promise": "yes"})) == {"PND-01.loan"}


def test_a_competing_request_is_ordered_by_the_central_authority():
    other = earlier(1, partner="xc-coord", state="court")
    case = again(replace(w.grant(), related=[other]))
    assert failed(case) == {"PND-01.competing"}
    assert failed(decided(case, "PND-01.competing", (("ca-z", "CA"),))) == set()
    assert failed(again(replace(w.grant(), related=[{**other, "state": "refused"}]))) == set()
    assert "PND-01.competing" in failed(request("ex.grant", competing=["XC"]))


CONSENTS = [
    {"counsel": ""},
    {"own_language": False, "interpreter": ""},
    {"understood": ["speciality"]},
    {"recalled_at": format_time(AT)},
    {"recall_days": 30},
    {"recall_days": 0},
    {"recorded_at": ""},
    {"judge": "ro-1"},
    {"judge": ""},
]


@pytest.mark.parametrize("changes", CONSENTS)
def test_a_consent_that_is_not_free_opens_nothing(changes):
    record = w.consented(papers=[])
    record["person_consent"] = {**record["person_consent"], **changes}
    assert {"CNS-01.surrender", "FRM-02.full"} <= failed(w.grant(record))


@pytest.mark.parametrize(
    ("fact", "word", "gate"),
    [("torture_risk", "real", "TOR-01.hard"), ("protection_status", "refugee", "REF-01.surrender"),
     ("own_national", "yes", "NAT-01.own")],
)  # fmt: skip
def test_a_consent_opens_neither_torture_nor_refuge_nor_death(fact, word, gate):
    record = w.consented()
    role = LAW.shared.facts[fact].authors[0]
    record["stated"] = {**record["stated"], **stated("z", role, {fact: word})}
    assert gate in failed(w.grant(record))
    assert "DTH-01.assurance" in failed(w.grant({**w.consented(), "assurances": []}))


def test_the_executive_never_goes_beyond_the_court():
    more = w.grant()
    more.form["offences"] = ["drug_trafficking", "money_laundering"]
    assert failed(more) == {"GOV-01.findings"}
    record = w.final()
    record["court_finding"]["final_at"] = ""
    assert failed(w.grant(record)) == {"GOV-01.findings"}
    assert failed(w.grant({**w.final(), "court_finding": {}})) == {"GOV-01.findings"}
    beyond = w.find()
    beyond.form["offences"] = ["killing"]
    assert failed(beyond) == {"GOV-01.offences"}


@pytest.mark.parametrize("base", ["ex.certify", "ex.send", "ex.receive", "ex.arrest", "ex.screen", *LATER])
def test_an_open_breach_bars_everything(base):
    case = w.BASES[base]()
    other = "xb-coord" if case.side == "requesting" else "xa-coord"
    broken = replace(case, node={**case.node, "surrender_breaches": [other]})
    assert "SPL-01.bar" in failed(broken)
    assert "SPL-01.bar" not in failed(replace(case, node={**case.node, "surrender_breaches": ["xz-coord"]}))
    nobody = {name: value for name, value in case.node.items() if name != "surrender_breaches"}
    assert "SPL-01.bar" in failed(replace(case, node=nobody))


@pytest.mark.parametrize(
    ("changes", "gates"),
    [
        ({"ground": "because"}, {"GRD-01", "REF-02"}),
        ({"reasons": "No."}, {"GOV-01.reasons"}),
        ({"ground": "protection"}, {"REF-02"}),
        ({"reasons": "It is an offence against the tax law only."}, {"FIS-01.surrender"}),
        ({"reasons": "Bank secrecy forbids it."}, {"FIS-01.surrender"}),
    ],
)
def test_a_refusal_keeps_its_form(changes, gates):
    assert failed(w.refuse(**changes)) == gates


def test_a_fiscal_conduct_is_refused_only_when_somebody_finds_another_reason():
    case = w.refuse()
    about = replace(case, record={**case.record, "request": {**case.record["request"], "conduct": "smuggling"}})
    assert failed(about) == {"FIS-01.surrender"}
    for role, stops in (("PR", set()), ("EA", {"FIS-01.surrender"})):
        rows = {**about.record["stated"], **stated("z", role, {"fiscal_refusal": "no"})}
        assert failed(replace(about, record={**about.record, "stated": rows})) == stops


def test_a_national_is_refused_only_with_an_own_case():
    case = w.refuse()
    rows = {**case.record["stated"], **stated("na-x", "NA", {"own_national": "yes"})}
    national = replace(case, record={**case.record, "stated": rows})
    assert failed(national) == {"NAT-01.prosecute"}
    assert failed(replace(national, record={**national.record, "own_case": {"own_case": "P-1"}})) == set()


def sign(procedure, **said):
    """Another record of this office about the person, in which somebody said something."""
    return {"id": "other", "procedure": procedure, "side": "local", "partner": "", "state": "stored",
            "made_at": format_time(AT), "stated": stated("rr-1", "RR", said)}  # fmt: skip


@pytest.mark.parametrize("base", ["ex.find_extraditable", *LATER])
@pytest.mark.parametrize(
    "row",
    [sign("evidence", coercion_origin="yes"), sign("legal_assistance", journey_risk="real"),
     sign("surrender", torture_risk="real")],
)  # fmt: skip
def test_what_other_records_say_of_coercion_the_court_must_know(base, row):
    case = w.BASES[base]()
    assert failed(replace(case, related=[row])) == {"TOR-01.court"}
    assert failed(again(replace(case, related=[row]))) == set()
    assert failed(replace(case, related=[sign("evidence", coercion_origin="no")])) == set()


def test_a_complaint_that_comes_after_the_court_s_word_needs_a_new_one():
    case = w.hand_over()
    disputed = replace(
        case, node={**case.node, "disputes": [{"procedure": "complaint", "record": "xb-coord/complaint/1"}]}
    )
    assert failed(disputed) == {"TOR-01.court"}
    assert failed(again(disputed)) == set()
    nobody_looked = {name: value for name, value in case.node.items() if name != "disputes"}
    assert failed(again(replace(case, node=nobody_looked))) == {"TOR-01.court"}
