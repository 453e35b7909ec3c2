"""An ordinary fraud request between two invented offices, as the door would show it to the law at each step.

Every property starts from these situations, and a test asserts that each of them is allowed.
"""

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from comity.kit.clock import format_time
from comity.law import PolicySet, Situation, load_pack
from comity.law.decide import built_law

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PACK = load_pack()
LAW = built_law(PolicySet.shared())

REQUEST: dict[str, Any] = {
    "basis": "vc-2019-5",
    "conduct": "telecom_fraud",
    "summary": "Forty savers were called by a false bank and paid 2.1 million into accounts that he opened.",
    "purpose_code": "criminal_investigation",
    "purpose": "Identify the holder of the number behind the false bank.",
    "urgent": False,
    "urgency_ground": "",
    "urgency_reason": "",
    "persons": [
        {
            "names": ["Tan Dara"],
            "birth_date": "1988-03-14",
            "sex": "male",
            "nationalities": ["XA"],
            "documents": [{"kind": "passport", "number": "E55012345", "state": "XB"}],
            "role": "suspect",
            "link": "He opened the account that took the payments of 3 May.",
        }
    ],
    "objects": [{"kind": "phone", "value": "0005550117", "link": "The savers were called from this number."}],
    "items": ["identity", "documents", "phone"],
    "held_reason": "The number is registered there.",
    "use": "Investigation of the named case only.",
    "handling": ["H0"],
    "retention_days": 365,
    "languages": ["en"],
    "flags": [],
    "other_channels": "",
    "danger_to_life": False,
}
STATEMENT: dict[str, Any] = {
    "person": 0,
    "property": "passportNumber",
    "value": "E55012345",
    "lang": "",
    "source": "Civil register",
    "kind": "fact",
    "source_grade": "A",
    "information_grade": "1",
    "as_of": "2026-10-31",
    "originator": "xb-coord",
    "handling": ["H0"],
    "record_status": "",
    "item": "documents",
}
RELEASE: dict[str, Any] = {
    "statements": [STATEMENT],
    "handling": ["H0"],
    "conditions": ["this_case_only"],
    "expires_on": "2027-11-23",
}
DESK_FACTS = {
    "coercive_act": "no",
    "conduct_fits_facts": "yes",
    "political_nature": "none",
    "discrimination_grounds": "none",
    "trait_selector": "no",
    "expression_conduct": "no",
    "link_real": "yes",
    "items_needed": "yes",
    "victim_indicators": "none",
}
RELEASE_FACTS = {
    "coercion_origin": "no",
    "coercion_risk": "no",
    "witness_exposed": "no",
    "privileged": "no",
}
SERIES = {
    "same_person_30d": 0,
    "officer_30d": 3,
    "authority_30d": 9,
    "subjects_in_case": 4,
    "repeat_no_hit": 0,
    "sequential_documents": 1,
}
OFFICES = {"requesting": ("xa-coord", "XA"), "requested": ("xb-coord", "XB")}
AUTHORITIES = {"xa-coord": "xa-coordination", "xb-coord": "xb-coordination"}


def stated(author, role, facts):
    """What the fold keeps of stated facts."""
    return {name: {"value": v, "author": author, "role": role, "at": format_time(AT)} for name, v in facts.items()}


def _partner(office, state):
    return {"office": office, "authority": AUTHORITIES[office], "country": state}


def _situation(side, action, *, actor, roles, record, form=None, message=None):
    other = {"requesting": "requested", "requested": "requesting"}[side]
    office, state = OFFICES[side]
    return Situation(
        action=action,
        side="sending" if action.startswith("oi.") else side,
        at=AT,
        actor=actor,
        actor_roles=roles,
        form=form or {},
        record={**copy.deepcopy(record), "side": side, "partner": OFFICES[other][0]},
        pack=PACK,
        agreement={
            "state": "in_force",
            "effective_from": "2026-01-01T00:00:00.000Z",
            "expires_on": "2028-01-01T00:00:00.000Z",
            "acts": ["information_request", "own_initiative"],
            "policy_hash": LAW.shared.hash,
        },
        partner=_partner(*OFFICES[other]),
        message=message,
        series=dict(SERIES),
        history=[],
        node={
            "history_whole": True,
            "shared_policy_hash": LAW.shared.hash,
            "office": office,
            "state": state,
            "disputes": [],
            "known": [],
            "signed": 0,
        },
        registers={"lawful_origin": "yes" if side == "requested" else "unknown"},
        related=[],
    )


def certify(**request):
    """CS certifies what RO drafted."""
    record = {"case": "xa-coord/case/1", "request": {**REQUEST, **request}, "actors": {"ir.draft": "ro-1"}}
    return _situation("requesting", "ir.certify", actor="cs-1", roles=("CS",), record=record,
                      form={"facts": dict(DESK_FACTS)})  # fmt: skip


def send(**request):
    """SP sends what CS certified."""
    record = {
        "case": "xa-coord/case/1",
        "request": {**REQUEST, **request},
        "actors": {"ir.draft": "ro-1", "ir.certify": "cs-1"},
        "stated": stated("cs-1", "CS", DESK_FACTS),
    }
    return _situation("requesting", "ir.send", actor="sp-1", roles=("SP",), record=record)


def receive(**request):
    """The partner's message arrives."""
    body = {**REQUEST, **request}
    message = {
        "authenticated": True,
        "sender": "xa-coord",
        "policy_hash": LAW.shared.hash,
        "addressee": "xb-coord",
    }
    record = {"request": body, "actors": {}, "partner_actors": {"requester": "ro-1", "certifier": "cs-1"}}
    return _situation("requested", "ir.receive", actor="xa-coord", roles=(), record=record, message=message)


def _desk(**request):
    return {
        "case": "",
        "request": {**REQUEST, **request},
        "actors": {"ir.receive": "xa-coord"},
        "partner_actors": {"requester": "ro-1", "certifier": "cs-1", "sender": "sp-1"},
    }


def screen(**request):
    """SP of the requested desk screens."""
    return _situation("requested", "ir.screen", actor="sp-x", roles=("SP",), record=_desk(**request),
                      form={"facts": dict(DESK_FACTS)})  # fmt: skip


def search(**request):
    """SP of the requested desk searches."""
    record = _desk(**request)
    record["actors"]["ir.screen"] = "sp-x"
    record["stated"] = stated("sp-x", "SP", DESK_FACTS)
    return _situation("requested", "ir.search", actor="sp-x", roles=("SP",), record=record)


def _found(release=None, **request):
    record = search(**request).record
    return {
        **record,
        "actors": {**record["actors"], "ir.search": "sp-x", "ir.judge": "cs-x", "ir.prepare_release": "cs-x"},
        "candidates": [{"id": "c1", "person": 0}],
        "judgements": [{"candidate": "c1", "result": "positive", "author": "cs-x", "at": format_time(AT)}],
        "release": copy.deepcopy(release or RELEASE),
        "clocks": {"answer": {"due_at": format_time(AT + timedelta(days=3))}},
    }


def approve(release=None, **request):
    """A third person approves the release."""
    return _situation("requested", "ir.approve_release", actor="sp-y", roles=("SP",), record=_found(release, **request),
                      form={"facts": dict(RELEASE_FACTS)})  # fmt: skip


def release(release=None, **request):
    """The approved release leaves."""
    record = _found(release, **request)
    record["actors"] = {**record["actors"], "ir.approve_release": "sp-y"}
    record["stated"] = {**record["stated"], **stated("sp-y", "SP", RELEASE_FACTS)}
    return _situation("requested", "ir.release", actor="cs-x", roles=("CS",), record=record)


def no_data():
    """Another person than the searcher answers that there is nothing."""
    record = search().record
    record = {**record, "actors": {**record["actors"], "ir.search": "sp-x"}, "clocks": _found()["clocks"]}
    return _situation("requested", "ir.answer_no_data", actor="cs-x", roles=("CS",), record=record)


def refuse(ground="essential_interests"):
    """After consultation the desk refuses with a neutral ground."""
    record = search().record
    talk = {"asked_at": format_time(AT - timedelta(days=2)), "answered_at": format_time(AT - timedelta(days=1))}
    record = {**record, "consultation": talk, "clocks": _found()["clocks"]}
    form = {"ground": ground, "reasons": "The matter touches a case that is before our own court."}
    return _situation("requested", "ir.refuse", actor="sp-x", roles=("SP",), record=record, form=form)


def _offer():
    request = {**REQUEST, "basis": "vc-2019-7", "objects": [], "items": ["documents"]}
    statement = {**STATEMENT, "originator": "xa-coord"}
    return {
        "case": "xa-coord/case/1",
        "request": request,
        "release": {**RELEASE, "statements": [statement]},
        "actors": {"oi.draft": "ro-1"},
    }


def offer_certify():
    """CS certifies own-initiative information."""
    return _situation("requesting", "oi.certify", actor="cs-1", roles=("CS",), record=_offer(),
                      form={"facts": dict(DESK_FACTS)})  # fmt: skip


def offer_approve():
    """SP approves own-initiative information."""
    record = _offer()
    record["actors"]["oi.certify"] = "cs-1"
    record["stated"] = stated("cs-1", "CS", DESK_FACTS)
    facts = {**RELEASE_FACTS, "lawful_origin": "yes"}
    return _situation("requesting", "oi.approve_release", actor="sp-1", roles=("SP",), record=record,
                      form={"facts": facts})  # fmt: skip


BASES: dict[str, Callable[..., Situation]] = {
    "ir.certify": certify,
    "ir.send": send,
    "ir.receive": receive,
    "ir.screen": screen,
    "ir.search": search,
    "ir.approve_release": approve,
    "ir.release": release,
    "ir.answer_no_data": no_data,
    "ir.refuse": refuse,
    "oi.certify": offer_certify,
    "oi.approve_release": offer_approve,
}
