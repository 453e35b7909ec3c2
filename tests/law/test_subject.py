"""The answer to the person concerned: to the right one, whole or reasoned, with nobody else in it, and telling nothing
by its form."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law.world import AT, LAW, PACK

RECORD = "xb-coord/case/01a20000-0000-7000-8000-000000000001"
THEIRS = "xa-coord/request/01a20000-0000-7000-8000-000000000002"
FOUND = [
    {"found_record": RECORD, "procedure": "case", "stands_at": "open", "partner": "", "exchanged": False},
    {
        "found_record": THEIRS,
        "procedure": "information_request",
        "state": "released",
        "partner": "xa-coord",
        "exchanged": True,
    },
]
RELATED = [
    {"id": RECORD, "procedure": "case", "state": "open", "side": "local", "partner": "",
     "request": {"persons": [{"names": ["Sela Marsh"], "role": "witness"}, {"names": ["Orrin Vale"]}]}},
    {"id": THEIRS, "procedure": "information_request", "state": "released", "side": "requested", "partner": "xa-coord",
     "request": {"persons": [{"names": ["Orrin Vale"], "role": "suspect"}]}},
]  # fmt: skip
HELD = {
    "found_record": THEIRS,
    "limit": "investigation",
    "why": "The partner's case is still open.",
    "review_on": "2027-03-01",
}
GIVEN = {
    "found_record": RECORD,
    "told_as": "You are named in a case about a ferry.",
    "others_in_it": False,
    "partner_consent": "",
}
PACKAGE: dict[str, Any] = {"given": [GIVEN], "held_back": [HELD], "letter": ""}
STATE: dict[str, Any] = {
    "id": "xb-coord/wish/01a20000-0000-7000-8000-000000000003",
    "procedure": "data_subject",
    "state": "approved",
    "side": "local",
    "partner": "",
    "request": {
        "wish": "access",
        "persons": [
            {"names": ["Orrin Vale"], "birth_date": "1979-02-11", "documents": [], "role": "other", "link": ""}
        ],
        "objects": [],
        "flags": [],
        "summary": "What do you hold about me?",
        "purpose": "",
    },
    "actors": {"ds.draft": "sp-1"},
    "identification": {"seen": "identity_document", "reference": "V4410027"},
    "found": FOUND,
    "package": PACKAGE,
    "decisions": {},
}


def said(author, role, **facts):
    return {
        name: {"value": word, "author": author, "role": role, "at": format_time(AT)} for name, word in facts.items()
    }


STATED = {**said("dp-1", "DP", identity_proven="yes"), **said("rr-1", "RR", others_hidden="yes")}


def situation(verb, *, actor="dp-1", roles=("DP",), form=None, related=RELATED, **record: Any) -> Situation:
    return Situation(
        action=f"ds.{verb}",
        side="local",
        at=AT,
        actor=actor,
        actor_roles=roles,
        form=form or {},
        record={**copy.deepcopy(STATE), "stated": copy.deepcopy(STATED), **record},
        pack=PACK,
        series={},
        history=[],
        node={"history_whole": True, "shared_policy_hash": LAW.shared.hash, "office": "xb-coord", "state": "XB"},
        related=related,
    )


def settle(settled="rectified", **form):
    whole = {
        "dispute_result": settled,
        "recipients": [{"office": "xa-coord", "by_record": "xb-coord/correction/1"}],
        "remedies": "",
        "reasons": "The birth date was copied wrongly.",
        **form,
    }
    return situation("settle", form=whole)


def failed(made):
    decision = LAW.judge(made)
    assert not decision.errors
    return set(decision.failed)


ANSWERING = ("approve_release", "release", "release_in_part")


@pytest.mark.parametrize("verb", [*ANSWERING, "search", "restrict"])
def test_a_lawful_answer_passes(verb):
    form = {"reasons": "The person says that it is wrong."}
    assert failed(situation(verb, form=form)) == set()
    assert failed(settle()) == set()


def test_every_gate_of_this_file_is_tried_here():
    judged = {name for verb in (*ANSWERING, "settle") for name in LAW.shared.matrix[f"ds.{verb}"]}
    mine = {policy.id for policy in LAW.policies() if policy.file.endswith("/subject.cedar")}
    assert mine - judged == set()


@pytest.mark.parametrize("verb", [*ANSWERING, "search"])
def test_nothing_is_told_to_somebody_who_may_be_another(verb):
    assert failed(situation(verb, stated=said("rr-1", "RR", others_hidden="yes"))) == {"DSR-01.identity"}
    no = {**STATED, **said("dp-1", "DP", identity_proven="no")}
    assert failed(situation(verb, stated=no)) == {"DSR-01.identity"}
    assert failed(situation(verb, identification={})) == {"DSR-01.identity"}
    for author, role in (("sp-1", "DP"), ("sp-2", "SP"), ("rr-1", "RR")):  # the writer, or a wrong role
        word = {**STATED, **said(author, role, identity_proven="yes")}
        assert failed(situation(verb, stated=word)) == {"DSR-01.identity"}


BAD_LIMITS = [{"limit": "embarrassing"}, {"why": "no"}, {"review_on": "2028-01-01"}, {"review_on": "2020-01-01"},
              {"review_on": ""}]  # fmt: skip


@pytest.mark.parametrize("change", BAD_LIMITS)
def test_what_is_held_back_has_a_listed_reason_and_a_near_day(change):
    package = {**PACKAGE, "held_back": [{**HELD, **change}]}
    assert failed(situation("release_in_part", package=package)) == {"DSR-01.package"}


def test_every_record_found_is_accounted_for_and_no_other():
    assert failed(situation("release", package={**PACKAGE, "held_back": []})) == {"DSR-01.package"}
    stranger = {**GIVEN, "found_record": "xb-coord/case/9"}
    assert failed(situation("release", package={**PACKAGE, "given": [GIVEN, stranger]})) == {"DSR-01.package"}
    bare = {name: value for name, value in situation("release").record.items() if name != "found"}
    assert failed(replace(situation("release"), record=bare)) == {"DSR-01.package"}
    assert failed(situation("release", package={})) >= {"DSR-01.package", "DSR-01.neutral"}


def test_nothing_told_reads_like_nothing_found():
    both = [{**HELD, "found_record": RECORD}, HELD]
    none = {"given": [], "held_back": both, "letter": ""}
    assert failed(situation("release_in_part", package=none)) == set()
    assert failed(situation("release_in_part", package={**none, "letter": "We may not say."})) == {"DSR-01.neutral"}
    empty = {"given": [], "held_back": [], "letter": ""}
    assert failed(situation("release", found=[], package=empty, related=[])) == set()
    told = {**empty, "letter": "There is really nothing."}
    assert failed(situation("release", found=[], package=told, related=[])) == {"DSR-01.neutral"}


OTHERS = ["Sela saw you at the ferry.", "The witness MARSH named you."]


@pytest.mark.parametrize("text", OTHERS)
def test_nobody_else_stands_in_it(text):
    package = {**PACKAGE, "given": [{**GIVEN, "told_as": text}]}
    assert failed(situation("release_in_part", package=package)) == {"WIT-01.subject"}
    assert failed(situation("release_in_part", package={**PACKAGE, "letter": text})) == {"WIT-01.subject"}


def test_somebody_must_say_that_nobody_else_stands_in_it_or_the_prosecutor_decides():
    identity = said("dp-1", "DP", identity_proven="yes")
    assert failed(situation("release", stated=identity, package=PACKAGE)) == {"WIT-01.subject"}
    assert failed(situation("release", stated={**identity, **said("dp-1", "DP", others_hidden="yes")})) == {
        "WIT-01.subject"
    }
    ticked = {**PACKAGE, "given": [{**GIVEN, "others_in_it": True}]}
    made = situation("release_in_part", package=ticked)
    assert failed(made) == {"WIT-01.subject"}
    row = {"outcome": "granted", "author": "pr-1", "role": "PR", "reasons": "Protected.", "expires_at": "",
           "facts_hash": LAW.bound("WIT-01.subject", made), "at": format_time(AT)}  # fmt: skip
    assert failed(replace(made, record={**made.record, "decisions": {"WIT-01.subject": [row]}})) == set()


def test_a_complainant_is_nobody_s_business():
    complaint = {"id": "xb-coord/complaint/1", "procedure": "complaint", "author": {"author_name": "Ona Reed"}}
    package = {**PACKAGE, "given": [{**GIVEN, "told_as": "Ona Reed complained about you."}]}
    assert failed(situation("release_in_part", package=package, related=[*RELATED, complaint])) == {"WIT-01.subject"}


def test_a_partner_s_word_is_given_only_with_its_consent():
    theirs = {**GIVEN, "found_record": THEIRS, "told_as": "Another office asked about you."}
    package = {"given": [GIVEN, theirs], "held_back": [], "letter": ""}
    assert failed(situation("release", package=package)) == {"USE-01.subject"}
    agreed = {"given": [GIVEN, {**theirs, "partner_consent": "xb-coord/consent/4"}], "held_back": [], "letter": ""}
    assert failed(situation("release", package=agreed)) == {"USE-01.subject"}  # nobody has read it yet
    read = {**STATED, **said("rr-1", "RR", partner_data="consented")}
    assert failed(situation("release", package=agreed, stated=read)) == set()
    assert failed(situation("release", package=package, stated=read)) == {"USE-01.subject"}


def test_not_knowing_the_records_stops():
    assert failed(situation("release", related=None)) == {"USE-01.subject", "WIT-01.subject"}


@pytest.mark.parametrize("settled", ["rectified", "erased", "restricted"])
def test_whoever_got_it_is_told(settled):
    assert failed(settle(settled)) == set()
    assert failed(settle(settled, recipients=[])) == {"DSR-01.recipients"}
    assert failed(settle(settled, recipients=[{"office": "xa-coord", "by_record": ""}])) == {"DSR-01.recipients"}


def test_a_refusal_names_what_the_person_can_do():
    assert failed(settle("refused", recipients=[])) == {"DSR-01.recipients"}
    assert failed(settle("refused", remedies="The joint review body can check; the court can be asked.")) == set()


def test_a_request_about_a_description_is_about_nobody():
    vague = {**STATE["request"], "persons": [{"names": ["*"], "birth_date": "", "documents": [], "role": "other"}]}
    assert failed(situation("search", request=vague)) == {"GRP-01.selector"}
