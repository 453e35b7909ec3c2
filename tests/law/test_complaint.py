"""A complaint: who handles it, what would show its author, where it may go, what may rest on it, and what it holds up."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law import world
from tests.law.world import AT, LAW, PACK

AUTHOR = {"author_name": "Sela Marsh", "author_contact": "sela.marsh@post.invalid"}
REQUEST: dict[str, Any] = {
    "summary": "On 3 May an officer took my telephone at the ferry. He read my letters aloud to the others there.",
    "about_whom": "The tall one at the ferry",
    "about_record": "",
    "language": "en",
    "fears_reprisal": False,
    "danger_now": False,
    "basis": "vc-2019-29",
}
OFFICER = {"officer": "xb-coord/officer/9", "office": "xb-coord", "name": "Officer Nine"}
SUMMARY = "A person complains that private letters were read aloud during a check in May."
STATE: dict[str, Any] = {
    "id": "xb-coord/complaint/01a20000-0000-7000-8000-000000000001",
    "procedure": "complaint",
    "state": "assigned",
    "side": "requesting",
    "partner": "xa-coord",
    "request": REQUEST,
    "author": AUTHOR,
    "consent": {"may_share": True, "at": format_time(AT)},
    "partner_actors": {"author": "visitor"},
    "actors": {"cm.hand_in": "visitor", "cm.screen": "om-1"},
    "triage": {"category": "misconduct", "complained_of": [OFFICER], "nobody_named": False, "reasons": "Seen."},
    "barred": ["barred:xb-coord/officer/9"],
    "reprisal": {"threat": "none", "measures": "None needed."},
    "investigator": "om-2",
    "proposal": {"shared_summary": SUMMARY},
    "stated": {},
    "decisions": {},
}


def said(author, role, **facts):
    return {
        name: {"value": word, "author": author, "role": role, "at": format_time(AT)} for name, word in facts.items()
    }


def situation(verb, *, actor="om-2", roles=("OM",), form=None, **record: Any) -> Situation:
    return Situation(
        action=f"cm.{verb}",
        side="requesting",
        at=AT,
        actor=actor,
        actor_roles=roles,
        form=form or {},
        record={**copy.deepcopy(STATE), **record},
        pack=PACK,
        agreement={
            "state": "in_force",
            "effective_from": "2026-01-01T00:00:00.000Z",
            "expires_on": "2028-01-01T00:00:00.000Z",
            "acts": ["complaint"],
            "policy_hash": LAW.shared.hash,
        },
        partner={"office": "xa-coord", "authority": "xa-coordination", "country": "XA"},
        series={},
        history=[],
        node={
            "history_whole": True,
            "shared_policy_hash": LAW.shared.hash,
            "office": "xb-coord",
            "state": "XB",
            "known": [],
        },
        related=[],
    )


def failed(made):
    decision = LAW.judge(made)
    assert not decision.errors
    return set(decision.failed)


def hear():
    form = {"officer": "Officer Nine", "shown": SUMMARY, "officer_answer": "", "facts": {"author_hidden": "yes"}}
    return situation("hear_officer", form=form)


def propose():
    form = {"partner": "xa-coord", "shared_summary": SUMMARY, "facts": {"author_hidden": "yes"}}
    return situation("propose_share", form=form)


def share(**record):
    stated = said("rr-1", "RR", author_hidden="yes", reprisal_risk="none")
    return situation("share", actor="rr-1", roles=("RR",), **{"stated": stated, **record})


def refer(measure="search", corroboration="Two others saw it and say so in writing.", **record):
    form = {"measure": measure, "corroboration": corroboration, "reasons": "A crime is described here."}
    stated = said("pr-1", "PR", corroborated="yes")
    return situation("refer", form=form, **{"stated": stated, **record})


def conclude():
    form = {
        "finding": "upheld",
        "reasons": "Two witnesses agree with the author.",
        "reasons_to_author": "You were right.",
    }
    return situation("conclude", form=form)


BASES = {"hear_officer": hear, "propose_share": propose, "share": share, "refer": refer, "conclude": conclude}


@pytest.mark.parametrize("base", BASES)
def test_a_complaint_looked_into_as_it_should_be_passes(base):
    assert failed(BASES[base]()) == set()


def test_every_gate_of_this_file_is_tried_here():
    judged = {name for base in BASES for name in LAW.shared.matrix[f"cm.{base}"]} | {
        "CMP-01.pause",
        "DSR-01.restricted",
    }
    mine = {policy.id for policy in LAW.policies() if policy.file.endswith("/complaint.cedar")}
    assert mine - judged == set()


HANDLING = ("check_reprisal", "assign", "hear_officer", "investigate", "conclude", "review", "lift_pause", "refer",
            "ask_prosecutor", "propose_share", "share")  # fmt: skip


@pytest.mark.parametrize("verb", HANDLING)
def test_whom_it_is_about_handles_nothing_of_it(verb):
    made = BASES[verb]() if verb in BASES else situation(verb, form={"reasons": "Because it must be done."})
    assert "CMP-01.handler" not in failed(made)
    assert "CMP-01.handler" in failed(replace(made, actor="xb-coord/officer/9"))
    theirs = replace(made, record={**made.record, "investigator": "xb-coord/officer/9"})
    assert "CMP-01.handler" in failed(theirs)
    untriaged = {name: value for name, value in made.record.items() if name not in ("triage", "barred")}
    assert "CMP-01.handler" in failed(replace(made, record=untriaged))


def test_it_is_not_given_to_whom_it_is_about():
    assert failed(situation("assign", form={"investigator": "xb-coord/officer/9"})) == {"CMP-01.handler"}
    assert failed(situation("assign", form={"investigator": "om-2"})) == set()


SHOWING = ["Sela says that letters were read.", "A person, MARSH, complains.", "Write to sela.marsh@post.invalid.",
           "He read my letters aloud to the others there.", "ＳＥＬＡ complains."]  # fmt: skip


@pytest.mark.parametrize("text", SHOWING)
def test_a_summary_that_shows_its_author_is_shown_to_nobody(text):
    assert failed(replace(hear(), form={**hear().form, "shown": text})) == {"CMP-01.summary"}
    assert failed(replace(propose(), form={**propose().form, "shared_summary": text})) == {"CMP-01.summary"}
    assert failed(share(proposal={"shared_summary": text})) == {"CMP-01.summary"}


def test_a_summary_nobody_vouches_for_is_shown_to_nobody():
    silent = replace(hear(), form={**hear().form, "facts": {}})
    assert failed(silent) == {"CMP-01.summary"}
    assert failed(share(stated=said("rr-1", "RR", reprisal_risk="none"))) == {"CMP-01.summary"}
    assert failed(share(stated=said("pr-1", "PR", author_hidden="yes", reprisal_risk="none"))) == {"CMP-01.summary"}
    assert failed(share(proposal={})) == {"CMP-01.summary", "REF-02.summary", "CHN-01.known"}
    unnamed = {name: value for name, value in STATE.items() if name != "author"}
    assert failed(replace(hear(), record=unnamed)) == {"CMP-01.summary"}


def test_whoever_wrote_the_complaint_does_not_vouch_for_its_summary():
    made = share()
    own = {**made.record, "partner_actors": {}, "actors": {"cm.draft": "rr-1"}}
    assert failed(replace(made, record=own)) == {"CMP-01.summary", "WIT-01.complaint"}


@pytest.mark.parametrize("text", ["The author is a refugee here.", "Stopped by CMP-01 and WIT-01."])
def test_words_on_protection_do_not_leave(text):
    expected = {"REF-02.summary"} if "refugee" in text or "WIT-01" in text else set()
    assert failed(share(proposal={"shared_summary": text})) == expected


NO = {"may_share": False, "at": format_time(AT)}
OWN = {**STATE["triage"], "complained_of": [{**OFFICER, "office": "xa-coord", "officer": ""}]}


def decided(made, policy, role="PR", author="pr-1", outcome="granted"):
    row = {"outcome": outcome, "author": author, "role": role, "reasons": "Weighed.", "expires_at": "",
           "facts_hash": LAW.bound(policy, made), "at": format_time(AT)}  # fmt: skip
    return replace(made, record={**made.record, "decisions": {**made.record["decisions"], policy: [row]}})


def test_it_crosses_only_by_consent_or_by_the_prosecutor_s_decision():
    made = share(consent=NO)
    assert failed(made) == {"CMP-01.share"}
    assert failed(share(consent={})) == {"CMP-01.share"}
    assert failed(decided(made, "CMP-01.share")) == set()
    assert failed(decided(made, "CMP-01.share", outcome="denied")) == {"CMP-01.share"}
    assert failed(decided(made, "CMP-01.share", role="OM", author="om-1")) == {"CMP-01.share"}


def test_no_decision_brings_it_to_the_home_force_of_whom_it_is_about():
    made = share(consent=NO, triage=OWN)
    assert failed(made) == {"CMP-01.recipient", "CMP-01.share"}
    assert failed(decided(made, "CMP-01.share")) == {"CMP-01.recipient"}
    assert failed(share(triage=OWN)) == set()  # the author wants it to go there


def test_where_nobody_knows_whom_it_is_about_it_goes_nowhere_without_consent():
    open_ = {**STATE["triage"], "complained_of": [], "nobody_named": False}
    assert failed(decided(share(consent=NO, triage=open_), "CMP-01.share")) == {"CMP-01.recipient"}
    nobody = {**open_, "nobody_named": True}
    assert failed(decided(share(consent=NO, triage=nobody), "CMP-01.share")) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"reprisal": {"threat": "possible", "measures": "x"}},
        {"reprisal": {"threat": "real", "measures": "x"}},
        {"reprisal": {}},
        {"request": {**REQUEST, "fears_reprisal": True}},
        {"request": {**REQUEST, "danger_now": True}},
        {"stated": said("rr-1", "RR", author_hidden="yes")},
        {"stated": said("rr-1", "RR", author_hidden="yes", reprisal_risk="threat_real")},
    ],
)
def test_reprisal_keeps_it_here_even_with_consent_until_the_prosecutor_decides(change):
    made = share(**change)
    assert failed(made) == {"WIT-01.complaint"}
    assert failed(decided(made, "WIT-01.complaint")) == set()
    assert failed(decided(made, "WIT-01.complaint", role="RR", author="rr-1")) == {"WIT-01.complaint"}


def test_it_crosses_only_between_offices_that_agreed_on_it():
    made = share()
    assert failed(replace(made, agreement=None)) == {"BAS-01", "SYS-01"}
    assert failed(replace(made, partner=None)) >= {"AUT-01", "BAS-01"}


@pytest.mark.parametrize("measure", ["summons", "search", "seizure", "arrest"])
def test_no_measure_rests_on_a_complaint_alone(measure):
    assert failed(refer(measure)) == set()
    assert failed(refer(measure, corroboration="")) == {"CMP-01.sole"}
    assert failed(refer(measure, stated={})) == {"CMP-01.sole"}
    assert failed(refer(measure, stated=said("om-1", "OM", corroborated="yes"))) == {"CMP-01.sole"}
    assert failed(refer(measure, stated=said("pr-1", "PR", corroborated="no"))) == {"CMP-01.sole"}


def test_a_report_without_a_measure_goes_to_the_prosecutor_at_once():
    assert failed(refer("none", corroboration="", stated={})) == set()
    assert failed(refer("", corroboration="", stated={})) == {"CMP-01.sole"}


RELEASING = {
    "ir.approve_release": world.approve,
    "ir.release": world.release,
    "oi.approve_release": world.offer_approve,
}


@pytest.mark.parametrize("action", RELEASING)
@pytest.mark.parametrize(("procedure", "gate"), [("complaint", "CMP-01.pause"), ("data_subject", "DSR-01.restricted")])
def test_an_open_dispute_holds_the_release_of_that_record_and_no_more(action, procedure, gate):
    made = RELEASING[action]()
    assert failed(made) == set()
    row = {"procedure": procedure, "record": "xb-coord/complaint/1"}
    held = replace(made, node={**made.node, "disputes": [row]})
    assert failed(held) == {gate}
    life = {**held.record, "stated": {**held.record.get("stated", {}), **said("cs-9", "CS", danger_to_life="yes")}}
    assert failed(replace(held, record=life)) == set()
    blind = {name: value for name, value in made.node.items() if name != "disputes"}
    assert failed(replace(made, node=blind)) == {"CMP-01.pause", "DSR-01.restricted"}


def test_every_release_of_the_common_list_can_be_held():
    releasing = [name for name, listed in LAW.shared.matrix.items() if "TOR-02" in listed and "release" in name]
    assert releasing
    assert [name for name in releasing if "CMP-01.pause" not in LAW.shared.matrix[name]] == []
