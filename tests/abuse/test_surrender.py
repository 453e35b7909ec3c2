"""Improper surrenders between two nodes, and those that lawfully go through."""

from typing import Any

import pytest

from tests.abuse import plays
from tests.abuse import surrenders as x
from tests.abuse.stage import Stage
from tests.app import surrenders as s

SECRET = ("REF-", "asylum", "refugee", "TOR-", "NAT-", "DTH-", "ASR-", "protection_status", "own_national", "NBI-")


def silent(stage: Stage, record: str) -> None:
    """Nothing that left the requested office says why, and both still see the same outside state."""
    told = stage.xb.told()
    assert [word for word in SECRET if word in told] == []
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"]


def test_control_a_courier_with_a_binding_assurance_is_surrendered(stage: Stage) -> None:
    record = x.ask(stage, stage.new_name("Chhay"))
    x.final(stage, record)
    x.assure(stage, record)
    assert x.grant(stage, record).done
    x.set_day(stage, record)
    assert x.hand_over(stage, record).done
    assert stage.xa.state(record)["state"] == stage.xb.state(record)["state"] == "surrendered"
    silent(stage, record)


@pytest.mark.parametrize("who, words, gate", [
    ("asylum", {"protection_status": "refugee"}, "REF-01.surrender"),
    ("nationality", {"own_national": "yes"}, "NAT-01.own"),
], ids=["a refugee", "an own national"])  # fmt: skip
def test_03_08_neither_found_nor_given_nor_told_about(stage: Stage, who: str, words: dict[str, str], gate: str) -> None:
    """The authority that knows says it; the court does not find for it, and the partner learns nothing."""
    record = x.ask(stage, stage.new_name("Bora"))
    x.state_own(stage, record, without=who)
    stage.xb.must(who, "ex.state_facts", record, facts=x.facts(words), reasons="")
    x.in_court(stage, record)
    plays.stopped(x.find(stage, record), frozenset({gate}))
    silent(stage, record)


def test_04_acquitted_here_and_wanted_under_another_name_of_the_crime(stage: Stage) -> None:
    record = x.ask(stage, stage.new_name("Sarin"))
    x.state_own(stage, record)
    x.in_court(stage, record)
    plays.stopped(x.find(stage, record, tried_before="same_facts"), frozenset({"NBI-01.surrender"}))
    silent(stage, record)


def test_05_a_capital_charge_without_an_assurance(stage: Stage) -> None:
    record = x.ask(stage, stage.new_name("Kosal"))
    x.final(stage, record)
    plays.stopped(x.grant(stage, record), frozenset({"DTH-01.assurance", "ASR-01.hard"}))
    silent(stage, record)


@pytest.mark.parametrize(
    "changes",
    [
        {"organ": "police", "issuer": "Bureau of Investigation"},
        {"text": "We shall do our best."},
        {"monitoring": ""},
        {"valid_until": "2026-11-01"},
    ],
    ids=["a police bureau", "no promise", "nobody watches", "it has run out"],
)
def test_06_an_assurance_that_binds_nobody(stage: Stage, changes: dict[str, Any]) -> None:
    record = x.ask(stage, stage.new_name("Phirun"))
    x.final(stage, record)
    stage.xb.must("central", "ex.ask_assurances", record, asked=["death"])
    stage.settle()
    given = stage.xa.do("central", "ex.give_assurances", record, assurances=[{**s.ASSURANCE, **changes}])
    stage.settle()
    if given.done:
        honest = {**s.ACCEPTED, "specific": "text" not in changes}
        stage.xb.do("judge", "ex.judge_assurance", record, number=0, **honest)
        stage.xb.do("judge", "ex.decide", record, policy="ASR-01.court", outcome="granted", reasons=s.REASONS,
                    expires_on="")  # fmt: skip
    else:
        stage.xb.must("central", "ex.go_on", record, reasons="No assurance came that could be read.")
    found = x.grant(stage, record)
    assert not found.done
    assert found.gates & {"DTH-01.assurance", "ASR-01.hard", "ASR-01.court"}
    silent(stage, record)


def test_06_an_assurance_taken_back_after_the_grant(stage: Stage) -> None:
    record = x.ask(stage, stage.new_name("Makara"))
    x.final(stage, record)
    x.assure(stage, record)
    assert x.grant(stage, record).done
    x.set_day(stage, record)
    stage.xa.must("central", "ex.withdraw_assurance", record, assures="death",
                  reasons="The highest court changed its view of such promises.")  # fmt: skip
    stage.settle()
    plays.stopped(x.hand_over(stage, record), frozenset({"DTH-01.assurance"}))


def test_08_nor_one_whose_nationality_was_taken_after_the_partner_showed_interest(stage: Stage) -> None:
    record = x.ask(stage, stage.new_name("Rithy"))
    x.state_own(stage, record, without="nationality")
    lost = {"own_national": "no", "nationality_loss": "after_interest"}
    stated = stage.xb.do("nationality", "ex.state_facts", record, facts=x.facts(lost), reasons="")
    assert stated.done
    x.in_court(stage, record)
    found = x.find(stage, record)
    assert not found.done
    assert {gate for gate in found.gates if gate.startswith("NAT-02")}


def test_09_deport_him_tonight_papers_later(stage: Stage) -> None:
    """While XA wants him, XB's supervisor tries the other door: removal to XA, by order, at once."""
    name = stage.new_name("Sambath")
    x.ask(stage, name)
    persons = x.request(name)["persons"]
    plan: dict[str, Any] = {"persons": [{key: row[key] for key in row} for row in persons], "removal_ground": "overstayed",
            "order": "By telephone, 22:40", "summary": "He is to leave tonight; the papers will follow.",
            "destination": "XA", "transit": [], "escort_state": "", "travel_papers": "own_valid", "travel_at": ""}  # fmt: skip
    record = stage.xb.must("officer", "rm.draft", **plan).record
    found = stage.xb.do("supervisor", "rm.clear", record, facts={})
    assert not found.done
    assert {gate for gate in found.gates if gate.startswith("BAS-02")}
    elsewhere: dict[str, Any] = {**plan, "destination": "XC", "transit": ["XA"]}
    stage.xb.must("officer", "rm.amend", record, **elsewhere)
    again = stage.xb.do("supervisor", "rm.clear", record, facts={})
    assert {gate for gate in again.gates if gate.startswith("BAS-02")}


def test_24_a_conviction_in_absentia_without_retrial(stage: Stage) -> None:
    record = x.ask(stage, stage.new_name("Narith"))
    x.state_own(stage, record)
    x.in_court(stage, record)
    found = x.find(stage, record, trial_mode="absentia_no_retrial")
    assert not found.done
    assert {gate for gate in found.gates if gate.startswith("FTR-01")}


def test_25_after_surrender_a_charge_for_a_tweet(stage: Stage) -> None:
    name = stage.new_name("Piseth")
    record = x.ask(stage, name)
    x.final(stage, record)
    x.assure(stage, record)
    assert x.grant(stage, record).done
    x.set_day(stage, record)
    assert x.hand_over(stage, record).done
    tweet = {"conduct": "insult", "summary": "He posted a tweet against the government."}
    plays.stopped(stage.xa.do("prosecutor", "ex.charge", record, **tweet),
                  frozenset({"SPL-01.charge", "OFF-01.charge", "EXP-01.charge"}))  # fmt: skip
    dressed = {"conduct": "money_laundering", "summary": "Donations for the rally went through his account."}
    plays.stopped(stage.xa.do("prosecutor", "ex.charge", record, **dressed), frozenset({"SPL-01.charge"}))
    assert [row["conduct"] for row in stage.xa.state(record).get("charges", [])] == []


def test_a_fact_that_changes_on_the_last_day_stops_the_hand_over(stage: Stage) -> None:
    record = x.ask(stage, stage.new_name("Davuth"))
    x.final(stage, record)
    x.assure(stage, record)
    assert x.grant(stage, record).done
    x.set_day(stage, record)
    for who, words, gate in (("asylum", {"protection_status": "applicant"}, "REF-01.surrender"),
                             ("doctors", {"fitness": "pregnant"}, "DTH-01.person")):  # fmt: skip
        stage.xb.must(who, "ex.state_facts", record, facts=x.facts(words), reasons="")
        plays.stopped(x.hand_over(stage, record), frozenset({gate}))
    assert stage.xa.state(record)["state"] == "handover_set"
    silent(stage, record)


def test_a_person_held_on_a_notice_is_freed_by_the_clock(stage: Stage) -> None:
    record = x.held(stage, stage.new_name("Samnang"))
    assert (
        stage.xa.state(record)["clocks"]["papers"]["due_at"] <= stage.xb.state(record)["clocks"]["detention"]["due_at"]
    )
    stage.days(3)  # nobody brought him before a judge
    state = stage.xb.state(record)
    assert (state["state"], state["detention"]["held_now"]) == ("lapsed", False)
