"""A lawful request for bank records between two central authorities, as the door would show it to the law at each step."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law import world
from tests.law.world import AT, LAW, PACK, SERIES, stated

DAY = AT.date()
REQUEST: dict[str, Any] = {
    "converts": "",
    "follows": "",
    "basis": "vc-2019-14",
    "reciprocity": "",
    "conducting_authority": "Quillmoor District Court",
    "conducting_official": "Judge Edda Marn, examining magistrate",
    "stage": "investigation",
    "conduct": "telecom_fraud",
    "summary": "Forty savers were called by a false bank and paid 2.1 million into one account.",
    "offences": [
        {"law": "Velmara Penal Code", "article": "246", "text": "Whoever by deceit over a network takes property ...",
         "max_years": 20, "limitation_on": "2041-03-01"},
    ],
    "assistance": ["bank_records"],
    "items": ["bank_records"],
    "persons": [
        {
            "names": ["Tan Dara"],
            "birth_date": "1988-03-14",
            "sex": "male",
            "nationalities": ["XA"],
            "documents": [],
            "role": "suspect",
            "link": "He opened the account that took the payments of 3 May.",
        }
    ],
    "objects": [{"kind": "account", "value": "CV44 0091 7720", "link": "The savers paid into this account."}],
    "holder": "Bank of the Seven Weirs",
    "place": "",
    "period_from": "2026-03-01",
    "period_until": "2026-06-30",
    "questions": [],
    "enclosed": "",
    "own_order": "",
    "procedure_wanted": "",
    "procedure_reason": "",
    "officers_present": [],
    "rights_notice": "",
    "safe_conduct": False,
    "allowances": "",
    "return_by": "",
    "necessity": "",
    "request_follows": False,
    "purpose_code": "criminal_investigation",
    "purpose": "To follow the money of the savers and find who took it.",
    "use": "Investigation and trial of the named case only.",
    "urgent": False,
    "urgency_ground": "",
    "urgency_reason": "",
    "danger_to_life": False,
    "deadline": "",
    "deadline_reason": "",
    "confidential": False,
    "confidential_reason": "",
    "caveats": "",
    "death_excluded": True,
    "torture_excluded": True,
    "speciality_promised": True,
    "handling": ["H0"],
    "retention_days": 365,
    "languages": ["en"],
    "translator": "Ines Corda, sworn translator",
    "costs": "",
    "flags": [],
    "other_channels": "",
}  # fmt: skip
STATEMENT: dict[str, Any] = {
    **world.STATEMENT, "property": "bankRecord", "item": "bank_records", "source": "Bank of the Seven Weirs",
    "value": "Transfers of 3 May 2026: forty deposits, one withdrawal of 2.1 million in cash.",
}  # fmt: skip
RELEASE = {
    **world.RELEASE, "statements": [STATEMENT], "report": "The bank handed the records over to the investigating judge.",
    "law_applied": "own_law",
}  # fmt: skip
ASKING = {name: word for name, word in world.DESK_FACTS.items() if name != "coercive_act"}
CHECKED = {
    **ASKING,
    "military_offence": "no",
    "final_judgment": "none",
    "own_case": "none",
    "foreign_officers": "none",
    "direct_disclosure": "no",
    "coercion_risk": "no",
}
RELEASING = {**world.RELEASE_FACTS, "lawful_origin": "yes"}
TRAVEL_CONSENT = {
    "person": 0, "journey": "witness", "given_on": "2026-11-01", "language": "en", "counsel": "Advocate Lim Sok",
    "informed_of": "That he may refuse, and that he may go home.", "in_writing": True, "free": True,
    "by": "ju-1", "at": format_time(AT), "withdrawn_at": "",
}  # fmt: skip
SAFE = {"person": 0, "from_on": "2026-11-01", "text": "No arrest, charge or limit for acts before the journey.",
        "given_at": format_time(AT)}  # fmt: skip


def situation(side: str, action: str, *, actor: str, roles: tuple[str, ...], record: Any, form: Any = None,
              message: Any = None) -> Situation:  # fmt: skip
    """One command of legal assistance; everything the node itself knows is harmless."""
    other = {"requesting": "requested", "requested": "requesting"}[side]
    office, state = world.OFFICES[side]
    return Situation(
        action=action,
        side=side,
        at=AT,
        actor=actor,
        actor_roles=roles,
        form=form or {},
        record={**copy.deepcopy(record), "id": "xa-coord/assistance/1", "side": side,
                "partner": world.OFFICES[other][0]},
        pack=PACK,
        agreement={
            "state": "in_force",
            "effective_from": "2026-01-01T00:00:00.000Z",
            "expires_on": "2028-01-01T00:00:00.000Z",
            "acts": ["legal_assistance"],
            "policy_hash": LAW.shared.hash,
        },
        partner=world._partner(*world.OFFICES[other]),
        message=message,
        series=dict(SERIES),
        history=[],
        linked={},
        related=[],
        node={"history_whole": True, "shared_policy_hash": LAW.shared.hash, "office": office, "state": state,
              "disputes": [], "known": [], "signed": 0},
        registers={"lawful_origin": "unknown"},
    )  # fmt: skip


def certify(**request: Any) -> Situation:
    """The prosecutor approves what the officer drafted."""
    record = {"case": "xa-coord/case/1", "request": {**REQUEST, **request}, "actors": {"ml.draft": "ro-1"}}
    return situation("requesting", "ml.certify", actor="pr-1", roles=("PR",), record=record,
                     form={"facts": dict(ASKING)})  # fmt: skip


def send(**request: Any) -> Situation:
    """The central authority sends it."""
    record = {
        **certify(**request).record,
        "actors": {"ml.draft": "ro-1", "ml.certify": "pr-1"},
        "stated": stated("pr-1", "PR", ASKING),
    }
    return situation("requesting", "ml.send", actor="ca-1", roles=("CA",), record=record)


def receive(**request: Any) -> Situation:
    """The partner's message arrives."""
    message = {"authenticated": True, "sender": "xa-coord", "policy_hash": LAW.shared.hash, "addressee": "xb-coord"}
    record = {"request": {**REQUEST, **request}, "actors": {}, "partner_actors": {"requester": "ro-1"}}
    return situation("requested", "ml.receive", actor="xa-coord", roles=(), record=record, message=message)


def _desk(**request: Any) -> dict[str, Any]:
    return {
        "case": "",
        "request": {**REQUEST, **request},
        "actors": {"ml.receive": "xa-coord", "ml.check_form": "ca-x"},
        "partner_actors": {"requester": "ro-1", "certifier": "pr-1", "sender": "ca-1"},
        "clocks": {"answer": {"due_at": format_time(AT + timedelta(days=30))}},
    }


def check_form(**request: Any) -> Situation:
    """The central authority looks whether everything is there."""
    return situation("requested", "ml.check_form", actor="ca-x", roles=("CA",), record=_desk(**request))


def screen(**request: Any) -> Situation:
    """The prosecutor checks the law."""
    return situation("requested", "ml.screen", actor="pr-x", roles=("PR",), record=_desk(**request),
                     form={"facts": dict(CHECKED)})  # fmt: skip


def checked(action: str, *, actor: str = "ca-x", roles: tuple[str, ...] = ("CA",), form: Any = None, extra: Any = None,
            **request: Any) -> Situation:  # fmt: skip
    """Any command after the legal check."""
    record = {**_desk(**request), "stated": stated("pr-x", "PR", CHECKED), **(extra or {})}
    record["actors"] = {**record["actors"], "ml.screen": "pr-x"}
    return situation("requested", action, actor=actor, roles=roles, record=record, form=form)


def ordered(base: Situation) -> Situation:
    """The judge has ordered exactly this."""
    order = {"outcome": "granted", "judge": "ju-x", "order_number": "CJ 118/2026", "until": "2027-01-31",
             "act": "Records of the account.", "at": format_time(AT), "about": base.request_hash}  # fmt: skip
    return replace(base, record={**base.record, "order": order})


def accept(**request: Any) -> Situation:
    """The central authority accepts."""
    return checked("ml.accept", **request)


def execute(**request: Any) -> Situation:
    """The prosecutor has it carried out."""
    return ordered(checked("ml.execute", actor="pr-x", roles=("PR",), **request))


def _done(action: str, *, actor: str, roles: tuple[str, ...], release: Any, form: Any = None, **request: Any) -> Any:
    base = ordered(checked(action, actor=actor, roles=roles, form=form, **request))
    actors = {**base.record["actors"], "ml.execute": "pr-x", "ml.prepare_release": "sp-x"}
    return replace(base, record={**base.record, "actors": actors, "release": copy.deepcopy(release or RELEASE)})


def approve(release: Any = None, **request: Any) -> Situation:
    """The prosecutor approves what would leave."""
    return _done("ml.approve_release", actor="pr-y", roles=("PR",), release=release, form={"facts": dict(RELEASING)},
                 **request)  # fmt: skip


def release(release: Any = None, **request: Any) -> Situation:
    """The central authority transmits it."""
    base = _done("ml.release", actor="ca-x", roles=("CA",), release=release, **request)
    actors = {**base.record["actors"], "ml.approve_release": "pr-y"}
    said = {**base.record["stated"], **stated("pr-y", "PR", RELEASING)}
    return replace(base, record={**base.record, "actors": actors, "stated": said})


CONSULTED = {"asked_at": format_time(AT - timedelta(days=2)), "answered_at": format_time(AT - timedelta(days=1))}


def refuse(**request: Any) -> Situation:
    """After consultation the central authority refuses."""
    form = {"ground": "essential_interests", "reasons": "The matter touches an interest that weighs more."}
    extra = {"consultation": CONSULTED, "stated": stated("pr-x", "PR", {**CHECKED, "refusal_fiscal": "no"})}
    return checked("ml.refuse", form=form, extra=extra, **request)


def postpone(**request: Any) -> Situation:
    """After consultation it is put off for an own case."""
    form = {"ground": "own_case", "reasons": "The account is watched in a case of our own.", "review_on": "2027-02-01"}
    extra = {"consultation": CONSULTED, "stated": stated("pr-x", "PR", {**CHECKED, "own_case": "running"})}
    return checked("ml.postpone", form=form, extra=extra, **request)


HOLD: dict[str, Any] = {"basis": "vc-2019-16", "assistance": ["preservation"], "items": ["held_data"], "necessity": "It is wiped in a week.",
        "request_follows": True}  # fmt: skip


def preserve(**request: Any) -> Situation:
    """Data are held at once, before the law is checked whole."""
    form = {"holder": "Weir Hosting", "act": "Keep the account as it is.", "facts": dict(CHECKED)}
    return situation("requested", "ml.preserve", actor="pr-x", roles=("PR",), record=_desk(**{**HOLD, **request}),
                     form=form)  # fmt: skip


def lift(days: int = 61) -> Situation:
    """The hold ends."""
    extra = {"preservation": {"from_at": format_time(AT - timedelta(days=days)), "lifted_at": ""}}
    return checked("ml.lift_preservation", form={"reasons": "Sixty days have passed without a request."}, extra=extra,
                   **HOLD)  # fmt: skip


WITNESS: dict[str, Any] = {"basis": "vc-2019-15", "assistance": ["voluntary_appearance"], "items": ["testimony"],
           "place": "Quillmoor District Court", "safe_conduct": True, "allowances": "Travel and 40 a day.",
           "persons": [{**REQUEST["persons"][0], "role": "witness", "link": "She saw the account being opened."}]}  # fmt: skip


def travel(**changes: Any) -> Situation:
    """A witness sets out."""
    said = {**stated("pr-x", "PR", {**CHECKED, "coercion_needed": "no"}),
            **stated("as-1", "AS", {"protection_status": "none"}),
            **stated("ju-2", "JU", {"journey_risk": "none"})}  # fmt: skip
    form = {"person": 0, "journey": "witness", "place": "Quillmoor District Court", "return_by": ""}
    extra = {"stated": said, "travel_consents": [dict(TRAVEL_CONSENT)], "safe_conducts": [dict(SAFE)]}
    return checked("ml.send_person", form={**form, **changes}, extra=extra, **WITNESS)


VIDEO: dict[str, Any] = {"basis": "vc-2019-15", "assistance": ["video_hearing"], "items": ["testimony"],
         "questions": ["Who opened the account?"], "rights_notice": "The right to be silent, in the witness's language."}  # fmt: skip


def hearing(**form: Any) -> Situation:
    """A judge of the requested state hears a witness over a line."""
    said = stated("pr-x", "PR", {**CHECKED, "coercion_needed": "no"})
    given = {"person": 0, "held_on": "2026-11-20", "led_by": "Judge Oum", "language": "en", "interpreter": "",
             "counsel": "Advocate Lim", "rights_told": True, "officers_present": []}  # fmt: skip
    return checked(
        "ml.hold_hearing", actor="ju-x", roles=("JU",), form={**given, **form}, extra={"stated": said}, **VIDEO
    )


BASES: dict[str, Callable[..., Situation]] = {"certify": certify, "send": send, "receive": receive, "check_form": check_form, "screen": screen,
         "accept": accept, "execute": execute, "approve": approve, "release": release, "refuse": refuse,
         "postpone": postpone, "preserve": preserve, "lift": lift, "travel": travel, "hearing": hearing}  # fmt: skip
