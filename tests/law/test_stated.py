"""Who may state what: the requester only claims, a senior word stands, a stale one does not."""

from dataclasses import replace

import pytest

from comity.law import accepted_statements
from comity.law.stated import stated_fact
from tests.law import world
from tests.law.test_decisions import decided
from tests.law.world import AT, DESK_FACTS, LAW, stated

RULES = LAW.shared.facts


def by(situation, actor, roles):
    return replace(situation, actor=actor, actor_roles=roles)


def test_the_requester_s_tick_is_claimed_and_counts_as_unknown():
    fact = LAW.judge(by(world.certify(), "ro-1", ("RO", "CS"))).facts["link_real"]
    assert (fact.value, fact.source, fact.claimed) == ("unknown", "claimed", "yes")


@pytest.mark.parametrize("step", ["ir.draft", "ir.amend"])
def test_who_wrote_it_first_remains_its_writer_when_another_writes_it_anew(step):
    case = by(world.certify(), "cs-1", ("RO", "CS"))
    assert LAW.judge(case).failed == ()
    judged = LAW.judge(replace(case, record={**case.record, "earlier_writers": {step: ["cs-1"]}}))
    assert (judged.facts["link_real"].value, judged.facts["link_real"].source) == ("unknown", "claimed")
    assert {"PUR-01.link", "GOV-01.people"} <= set(judged.failed)


SAID = ("coercion_origin", "witness_exposed", "lawful_origin", "privileged")


def kept(case, **changes):
    """What was stated stays in the record; nobody says anything anew."""
    said = accepted_statements(RULES, case)
    return replace(
        case, record={**case.record, **changes, "stated": {**case.record.get("stated", {}), **said}}, form={}
    )


def test_what_was_said_of_one_answer_is_not_said_of_another():
    case = replace(world.approve(), registers={"lawful_origin": "unknown"})
    case.form["facts"] = {**case.form["facts"], "lawful_origin": "yes"}
    release = case.record["release"]
    assert set(SAID) <= set(accepted_statements(RULES, case))
    assert LAW.judge(kept(case)).failed == ()
    other = {**release, "statements": [{**release["statements"][0], "value": "Somebody else's words"}]}
    swapped = LAW.judge(kept(case, release=other))
    assert {name: swapped.facts[name].source for name in SAID} == dict.fromkeys(SAID, "claimed")
    assert {"TOR-02", "WIT-01", "EVI-02.lawful", "EVI-02.privilege"} <= set(swapped.failed)
    assert swapped.facts["link_real"].value == "yes"  # the request is the same


@pytest.mark.parametrize(("policy", "role", "facts", "request_"), [
    ("WIT-01", "PR", {"witness_exposed": "yes"}, {}),
    ("WIT-01", "PR", {}, {"persons": [{**world.approve().record["request"]["persons"][0], "role": "witness"}]}),
    ("EVI-02.privilege", "JU", {"privileged": "yes"}, {}),
    ("EVI-02.privilege", "JU", {}, {"flags": ["lawyer"]}),
])  # fmt: skip
def test_what_was_decided_on_one_answer_is_void_for_another(policy, role, facts, request_):
    case = world.approve(**request_)
    case.form["facts"] = {**case.form["facts"], **facts}
    cleared = decided(case, policy, [("xx-9", role)])
    assert policy in LAW.judge(case).failed
    assert policy not in LAW.judge(cleared).failed
    release = case.record["release"]
    other = {**release, "statements": [{**release["statements"][0], "value": "Somebody else's words"}]}
    assert policy in LAW.judge(replace(cleared, record={**cleared.record, "release": other})).failed


def test_a_partner_s_statement_is_only_claimed():
    case = world.search()
    case.record["stated"] = stated("cs-1", "CS", DESK_FACTS)  # cs-1 certified at the other node
    assert "PUR-01.link" in LAW.judge(case).failed


@pytest.mark.parametrize("roles", [("RO",), ("TL",), ("AD",), ()])
def test_a_role_off_the_list_states_nothing(roles):
    assert LAW.judge(by(world.screen(), "x-1", roles)).facts["conduct_fits_facts"].value == "unknown"


def test_only_the_asylum_authority_says_who_has_no_protection():
    items = {"items": ["documents", "address"]}
    case = world.screen(**items)
    case.form["facts"]["protection_status"] = "none"
    assert LAW.judge(case).failed == ("REF-01",)
    case = world.screen(**items)
    case.record["stated"] = stated("as-1", "AS", {"protection_status": "none"})
    assert LAW.judge(case).failed == ()
    case.record["stated"] = stated("as-1", "AS", {"protection_status": "applicant"})
    assert LAW.judge(case).failed == ("REF-01",)


def test_the_desk_cannot_replace_the_rights_reviewer_s_finding():
    case = world.screen()
    case.record["stated"] = stated("rr-1", "RR", {"discrimination_grounds": "found"})
    decision = LAW.judge(case)
    assert decision.facts["discrimination_grounds"].author == "rr-1"
    assert "DIS-01.hard" in decision.failed
    assert "discrimination_grounds" not in accepted_statements(RULES, case)


@pytest.mark.parametrize(("first", "second"), [("RR", "PR"), ("PR", "RR")])
def test_the_graver_word_of_two_senior_roles_stands_until_its_own_role_takes_it_back(first, second):
    case = world.approve()
    case.record["stated"]["coercion_origin"] = stated("one", first, {"coercion_origin": "yes"})["coercion_origin"]
    case.form["facts"] = {**case.form["facts"], "coercion_origin": "no"}
    assert "TOR-02" in LAW.judge(by(case, "two", (second,))).failed
    assert LAW.judge(by(case, "three", (first,))).facts["coercion_origin"].value == "no"
    case.record["stated"]["coercion_origin"]["value"] = "no"
    case.form["facts"]["coercion_origin"] = "yes"
    assert LAW.judge(by(case, "two", (second,))).facts["coercion_origin"].value == "yes"


def test_the_rights_reviewer_replaces_the_desk_s_word():
    case = by(world.screen(), "rr-1", ("RR",))
    case.record["stated"] = stated("sp-x", "SP", DESK_FACTS)
    case.form["facts"] = {"discrimination_grounds": "doubt"}
    assert LAW.judge(case).failed == ("DIS-01.review",)
    assert accepted_statements(RULES, case)["discrimination_grounds"]["author"] == "rr-1"


def test_a_word_that_does_not_count_replaces_nothing():
    case = world.screen()
    case.record["stated"] = stated("sp-y", "SP", DESK_FACTS)
    case.form["facts"] = {"link_real": "perhaps"}
    assert LAW.judge(case).facts["link_real"].author == "sp-y"
    assert accepted_statements(RULES, case) == {}


def test_accepted_statements_are_what_a_later_judgement_reads():
    case = world.screen()
    kept = accepted_statements(RULES, case)
    assert set(kept) == set(DESK_FACTS)
    later = world.search()
    later.record["stated"] = kept
    assert LAW.judge(later).allowed


def test_a_statement_about_another_request_is_stale():
    kept = accepted_statements(RULES, world.screen())
    amended = world.search(summary="He also sent the letters to the ministry, it is said.")
    amended.record["stated"] = kept
    assert "OFF-01.facts" in LAW.judge(amended).failed


def test_a_computed_fact_cannot_be_stated():
    case = world.screen(conduct="inciting_subversion")
    case.form["facts"]["conduct_listed"] = "yes"
    assert "OFF-01.listed" in LAW.judge(case).failed
    assert "conduct_listed" not in accepted_statements(RULES, case)


def test_a_decision_cannot_be_stated():
    case = world.screen(conduct="theft")
    case.form["facts"]["decided_SER_01"] = "granted"
    assert LAW.judge(case).failed == ("SER-01",)


def test_nothing_counts_when_nobody_knows_who_wrote_the_request():
    case = world.search()
    case.record.pop("partner_actors")
    assert stated_fact(RULES["link_real"], case).value == "unknown"


def test_the_graver_of_two_words_stands():
    """A flag raises privilege; the contact point's no does not clear it."""
    case = world.approve(flags=["lawyer"])
    decision = LAW.judge(case)
    assert decision.failed == ("EVI-02.privilege",)
    fact = decision.facts["privileged"]
    assert (fact.value, fact.source, fact.claimed) == ("yes", "computed", "no")


def test_every_stated_fact_keeps_author_role_and_time():
    for fact in LAW.judge(world.screen()).asked.values():
        if fact.source == "stated":
            assert (fact.author, fact.role, fact.at[:4]) == ("sp-x", "SP", str(AT.year))


def test_a_statement_does_not_stand_in_for_a_computation_that_lacks_its_input():
    """Where the registers' records cannot be read, nobody can say the origin is lawful; where they are silent, he can."""
    case = world.approve()
    case.form["facts"]["lawful_origin"] = "yes"
    for said, expected in (({"lawful_origin": "unknown"}, "yes"), ({}, "unknown"), ({"lawful_origin": "no"}, "no")):
        fact = LAW.judge(replace(case, registers=said)).facts["lawful_origin"]
        assert fact.value == expected
        assert fact.claimed == ("" if expected == "yes" else "yes")
