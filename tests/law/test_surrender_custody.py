"""Notice, arrest, rights, hearing: nobody is held without a ground and time left, and nothing goes on before he was told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.kit.clock import format_time
from tests.law import surrender_world as w
from tests.law.surrender_judged import LATER, earlier, failed, with_record
from tests.law.test_decisions import decided
from tests.law.world import AT, LAW, stated

NOTICES = [
    {"urgent": False},
    {"papers_ready": False},
    {"warrant_number": " "},
    {"warrant_issuer": ""},
    {"warrant_on": "2027-01-01"},
    {"warrant_on": "soon"},
    {"urgency_ground": "rank"},
    {"acts": []},
]


@pytest.mark.parametrize("changes", NOTICES)
def test_a_notice_without_its_grounds_arrests_nobody(changes):
    case = decided(w.arrest(**changes), "URG-01", (("sp-z", "SP"),))
    assert "PRV-01.notice" in failed(case)
    assert failed(case) <= {"PRV-01.notice", "URG-01"}
    assert "PRV-01.grounds" in failed(w.receive(**{**w.NOTICE, **changes}))


def test_urgency_is_decided_by_another_than_who_claims_it():
    case = w.arrest()
    assert failed(replace(case, record={**case.record, "decisions": {}})) == {"URG-01"}
    assert "URG-01" in failed(decided(w.arrest(), "URG-01", (("ro-1", "SP"),)))


@pytest.mark.parametrize(
    ("fact", "word", "gates"),
    [
        ("protection_status", "refugee", {"REF-01.arrest"}),
        ("protection_status", None, {"REF-01.arrest"}),
        ("own_national", "yes", {"NAT-01.own"}),
        ("own_national", None, {"NAT-01.own"}),
        ("nationality_loss", "open", {"NAT-02.hard"}),
    ],
)
def test_before_the_partner_can_learn_where_somebody_is(fact, word, gates):
    case = w.arrest()
    rows = {name: row for name, row in case.record["stated"].items() if name != fact}
    rows |= stated("x", LAW.shared.facts[fact].authors[0], {fact: word}) if word else {}
    assert failed(replace(case, record={**case.record, "stated": rows})) == gates


def test_days_in_custody_add_up_over_notices():
    assert failed(replace(w.arrest(), related=[earlier(29)])) == set()
    assert failed(replace(w.arrest(), related=[earlier(30)])) == {"PRV-01.time"}
    assert failed(replace(w.arrest(), related=[earlier(15), earlier(15, id="y")])) == {"PRV-01.time"}
    assert failed(replace(w.arrest(), related=None)) >= {"PRV-01.time"}
    own = w.arrest()
    rows = {**own.record["stated"], **stated("ju-x", "JU", {"detention_facts": "new"})}
    own = replace(own, record={**own.record, "stated": rows})  # new facts never give back what this notice used up
    spent = replace(own, record={**own.record, "detention": w.held(40, until=format_time(AT - timedelta(days=5)))})
    assert failed(spent) == {"PRV-01.time"}


def test_only_a_judge_says_that_the_facts_are_new():
    case = replace(w.arrest(), related=[earlier(30)])
    for role, stops in (("JU", set()), ("PR", {"PRV-01.time"}), ("SP", {"PRV-01.time"})):
        rows = {**case.record["stated"], **stated("z", role, {"detention_facts": "new"})}
        assert failed(replace(case, record={**case.record, "stated": rows})) == stops


@pytest.mark.parametrize("base", ["ex.screen", "ex.find_extraditable", *LATER])
def test_nobody_goes_on_before_the_held_person_was_told(base):
    assert failed(with_record(base, rights=[])) == {"CON-01.rights"}
    half = {**w.rights(20), "told": ["reasons", "lawyer"]}
    assert failed(with_record(base, rights=[half])) == {"CON-01.rights"}
    before = {**w.rights(30)}
    assert failed(with_record(base, rights=[before])) == {"CON-01.rights"}
    late = with_record(base, rights=[w.rights(10)])
    assert (failed(late), "CON-01.late" in LAW.judge(late).warnings) == (set(), True)
    assert failed(with_record(base, detention=w.held(20, until=format_time(AT)), rights=[])) == set()


@pytest.mark.parametrize(
    ("wish", "status", "gates"),
    [
        ([], "none", {"CON-01.consulate"}),
        ([{"consular_wish": "declined", "counsel": "R"}], "none", {"CON-01.consulate"}),
        ([{"consular_wish": "asked", "counsel": ""}], "none", set()),
        ([{"consular_wish": "asked", "counsel": ""}], "applicant", {"REF-02.consulate"}),
        ([{"consular_wish": "asked", "counsel": ""}], None, {"REF-02.consulate"}),
        ([{"consular_wish": "asked", "counsel": "Ros Chanthy"}], "applicant", set()),
        ([], "applicant", {"CON-01.consulate", "REF-02.consulate"}),
    ],
)
def test_the_consulate_is_told_what_the_person_wished_and_nothing_else(wish, status, gates):
    said = stated("as-x", "AS", {"protection_status": status}) if status else {}
    record = {"rights": wish, "stated": said, "partner_actors": {"requester": "ro-1"}}
    assert failed(w.situation("ex.tell_consulate", actor="sp-x", roles=("SP",), record=record)) == gates


@pytest.mark.parametrize(
    "members",
    [
        {"copy_served": {}},
        {"copy_served": {"language": "Khmer", "counsel": ""}},
        {"answer_time_over_at": ""},
        {"answer_time_over_at": "", "person_answer": {"answer": "No.", "waives_time": False}},
    ],
)
def test_the_court_waits_for_the_person(members):
    assert failed(with_record("ex.find_extraditable", **members)) == {"CON-01.heard"}


def test_an_answer_that_waives_the_rest_is_enough():
    reply = {"answer": "No.", "waives_time": True}
    assert failed(with_record("ex.find_extraditable", answer_time_over_at="", person_answer=reply)) == set()


def detain(**changes):
    """The court orders detention in a matter that is before it."""
    form = {"counsel": "Ros Chanthy", "reasons": w.REASONS, "facts": {}}
    return w.situation(
        "ex.detain", record={**w.court(), "detention": {"held_now": False, "episodes": []}, **changes}, form=form
    )


def test_a_notice_holds_nobody_twice():
    assert failed(detain()) == set()
    notice = {**w.REQUEST, "stage": "notice"}
    assert failed(detain(request=notice)) == {"PRV-01.papers"}
    unchecked = {name: row for name, row in w.court()["stated"].items() if name != "translation_faithful"}
    assert failed(detain(stated=unchecked)) == {"PRV-01.papers"}


@pytest.mark.parametrize("action", ["ex.release_at_limit", "ex.release_uncollected"])
def test_who_is_at_the_limit_is_free_whatever_became_of_node_agreement_and_partner(action):
    assert failed(w.at_limit(action)) == set()
    bare = replace(w.at_limit(action), agreement=None, partner=None, history=None, related=None, series=None)
    assert failed(replace(bare, node={**bare.node, "history_whole": False})) == set()


@pytest.mark.parametrize("ran_out", [timedelta(0), timedelta(days=-3)])
def test_a_limit_that_still_runs_frees_nobody_by_itself(ran_out):
    assert failed(w.at_limit(ran_out=ran_out)) == {"PRV-01.limit"}


@pytest.mark.parametrize("name", ["", "review", "answer", "elsewhere"])
def test_only_a_limit_of_this_custody_that_stands_in_the_record_counts(name):
    assert failed(w.at_limit(name=name)) == {"PRV-01.limit"}
