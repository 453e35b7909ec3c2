"""ADV-01, AUT-01, HIT-01: a guest within term, cases and acts; mandates; a machine proposes and two people judge."""

from dataclasses import replace

import pytest

from tests.law import team_world as team
from tests.law.test_decisions import decided
from tests.law.world import LAW


def failed(case):
    return LAW.judge(case).failed


@pytest.mark.parametrize("request_", [
    {"effective_from": "2026-11-22"}, {"effective_from": "2020-01-01"}, {"ends_on": "2026-12-01"},
    {"ends_on": "2028-01-01"}, {"cases": []}, {"acts": []}, {"acts": ["arrest"]}, {"effective_from": ""},
], ids=str)  # fmt: skip
def test_no_term_begins_before_it_is_signed_or_without_end_cases_or_acts(request_):
    assert failed(team.propose_adviser(**request_)) == ("ADV-01.term",)


@pytest.mark.parametrize("form", [
    {"effective_from": "2026-11-22"}, {"effective_from": "2026-11-30"}, {"ends_on": "2027-06-01"},
    {"cases": [team.CASE_ID, team.OTHER_ID]}, {"acts": ["advise", "analyse"]}, {"cases": []},
    {"ends_on": "2026-11-30"},
], ids=str)  # fmt: skip
def test_the_host_narrows_and_never_widens(form):
    assert failed(team.host(**form)) == ("ADV-01.term",)


def test_a_term_signed_late_does_not_reach_back():
    assert failed(team.host({"effective_from": "2026-11-01"}, effective_from="2026-11-01")) == ("ADV-01.term",)
    assert failed(team.host({"effective_from": "2026-11-01"}, effective_from="2026-11-23")) == ()


@pytest.mark.parametrize("term", [
    {"effective_from": "2026-11-24"}, {"ends_on": "2026-11-22"}, {"cases": [team.OTHER_ID]}, {"acts": ["translate"]},
    {"host": ""},
], ids=str)  # fmt: skip
def test_each_act_is_checked_against_the_term(term):
    assert failed(team.entrust(term=term)) == ("ADV-01.act",)


def test_an_act_ends_with_the_term_whatever_the_clock_did():
    assert failed(team.entrust(term={"effective_from": "2026-01-01", "ends_on": "2026-11-22"})) == ("ADV-01.act",)


@pytest.mark.parametrize("act", ["arrest", "search", "interview"])
def test_a_guest_compels_nobody_even_where_somebody_wrote_it_into_the_term(act):
    case = team.entrust(entrusted_act=act, term={"acts": ["advise", act]})
    assert failed(case) == ("ADV-01.act", "TER-01.team")


def test_a_suspended_adviser_is_entrusted_with_nothing():
    case = team.entrust()
    assert failed(replace(case, record={**case.record, "state": "suspended"})) == ("ADV-01.act",)


def test_a_case_that_is_not_there_is_no_case():
    assert failed(replace(team.entrust(), linked={})) == ("ADV-01.act",)


def test_the_writer_does_not_sign():
    for case in (team.propose_adviser(), team.invite(), team.promise(), team.send_minutes()):
        assert failed(replace(case, actor="sp-1", actor_roles=("SP", "HO"))) == ("GOV-01.signer",)


@pytest.mark.parametrize("step", [team.send_minutes, team.agree_minutes])
def test_a_promise_needs_somebody_of_the_promising_office_who_may_commit(step):
    discussing = [{**team.GUESTS[0], "mandate": "discuss"}]
    assert failed(step(discussing)) == ("AUT-01.mandate",)
    promised = [{**team.MINUTES["promised"][0], "office": "xc-someone"}]
    assert failed(step(promised=promised)) == ("AUT-01.mandate",)


def test_minutes_are_agreed_by_somebody_with_the_mandate():
    assert failed(team.agree_minutes([{**team.GUESTS[0], "mandate": "discuss"}], promised=[])) == ("AUT-01.mandate",)
    assert failed(team.agree_minutes([{**team.GUESTS[0], "mandate": "agree"}], promised=[])) == ()
    assert failed(team.send_minutes([{**team.GUESTS[0], "mandate": "discuss"}], promised=[])) == ()


@pytest.mark.parametrize("judgements", [
    (), (("cs-1", "positive"),), (("cs-1", "positive"), ("cs-1", "positive")), (("cs-1", "positive"), ("ec-1", "positive")),
    (("cs-1", "positive"), ("sp-1", "negative")), (("cs-1", "unsure"), ("sp-1", "positive")),
    (("", "positive"), ("sp-1", "positive")),
], ids=str)  # fmt: skip
def test_nothing_is_done_on_the_word_of_a_machine_or_of_one_person(judgements):
    assert failed(team.act_on_hit(judgements)) == ("HIT-01.watch",)


def test_two_words_on_two_candidates_are_no_two_words():
    case = team.act_on_hit()
    rows = [{**row, "candidate": f"c{number}"} for number, row in enumerate(case.record["judgements"])]
    assert failed(replace(case, record={**case.record, "judgements": rows})) == ("HIT-01.watch",)


def test_a_third_person_s_word_makes_two():
    assert failed(team.act_on_hit((("cs-1", "positive"), ("sp-1", "negative"), ("dp-1", "positive")))) == ()


def test_the_one_who_asked_the_list_does_not_act():
    case = replace(team.act_on_hit(), actor="ec-1", actor_roles=("EC", "SP"))
    assert "GOV-01.signer" in failed(case)


@pytest.mark.parametrize(("change", "gate"), [
    ({"conduct": "inciting_subversion"}, "OFF-01.listed"), ({"purpose": "look"}, "PUR-01.specified"),
    ({"persons": [{**team.SUSPECT, "names": ["*"], "documents": []}]}, "GRP-01.selector"),
    ({"summary": "Believers of the northern temple travel by this road."}, "GRP-01.review"),
    ({"flags": ["press"]}, "EXP-01.review"),
], ids=str)  # fmt: skip
def test_a_list_is_asked_for_a_named_person_a_crime_and_a_purpose(change, gate):
    assert gate in failed(team.screen_person(**change))


def test_lists_are_not_asked_in_series():
    case = team.screen_person()
    assert failed(replace(case, series={**(case.series or {}), "officer_30d": 150})) == ("FSH-01",)


@pytest.mark.parametrize(("change", "gate"), [
    ({"persons": [{**team.SUSPECT, "birth_date": "2012-01-01"}]}, "CHD-01"),
    ({"summary": "A woman from the compound; her passport was taken."}, "VIC-01.hard"),
], ids=str)  # fmt: skip
def test_a_hit_on_a_child_or_a_victim_is_not_simply_acted_on(change, gate):
    assert gate in failed(team.act_on_hit(**change))


def test_an_unlawful_list_gives_no_hit_to_act_on():
    assert failed(replace(team.act_on_hit(), registers={"lawful_origin": "no"})) == ("EVI-02.lawful",)


def test_politics_found_by_the_desk_stops_the_act():
    case = team.act_on_hit()
    case.form["facts"]["political_nature"] = "mixed"
    assert failed(case) == ("POL-01.review",)
    assert failed(decided(case, "POL-01.review", (("rr-1", "RR"), ("pr-1", "PR")))) == ()
