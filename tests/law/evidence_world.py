"""One exhibit, lawfully acquired and kept, on its way to the partner, as the door would show it to the law."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from comity.domain.custody import next_event
from comity.kit.clock import format_time
from comity.law import Situation
from tests.law import footage_world, world
from tests.law.world import AT, stated

DIGEST = "ab" * 32
REQUEST: dict[str, Any] = {
    "basis": "vc-2019-28",
    "conduct": "telecom_fraud",
    "summary": "Forty savers were called by a false bank and paid 2.1 million into accounts that he opened.",
    "purpose_code": "prosecution",
    "purpose": "Proof of who used the telephone of the false bank.",
    "persons": [],
    "objects": [
        {"kind": "document", "value": "xa-coord/exhibit/1", "link": "The telephone from which the calls came."}
    ],
    "flags": [],
    "urgent": False,
}
ACQUIRED: dict[str, Any] = {
    "order_kind": "court_order",
    "order_id": "Q-2026-118",
    "acquired_when": "2026-11-02 09:30",
    "device": "Telephone, grey, cracked glass",
    "method": "Logical image over a write blocker.",
    "tool": "imager",
    "tool_version": "4.2",
    "acquired_place": "Quillmoor police laboratory",
    "first_responder": "Ada Brenn",
    "witness": "Tom Oker",
    "files": [],
    "hashes": [DIGEST],
    "medium": "disc 7",
    "held_place": "",
    "lawyer": "",
    "recorded": False,
}
MARKS = {"said_as": "fact", "source_grade": "A", "information_grade": "2", "checked_on": "2026-11-02"}
RELEASE: dict[str, Any] = {
    "statements": [],
    "offered_as": "evidence",
    **MARKS,
    "files": [],
    "medium": "disc 7",
    "handling": ["H0"],
    "conditions": ["this_case_only"],
    "expires_on": "2028-05-01",
}
FACTS = {
    "conduct_fits_facts": "yes",
    "political_nature": "none",
    "discrimination_grounds": "none",
    "trait_selector": "no",
    "expression_conduct": "no",
    "coercion_origin": "no",
    "coercion_risk": "no",
    "witness_exposed": "no",
    "lawful_origin": "yes",
    "privileged": "no",
    "exhibit_needed": "yes",
    "exhibit_special": "no",
}
TAKING = {name: FACTS[name] for name in ("coercion_origin", "coercion_risk", "lawful_origin", "privileged")}


def chain(*steps: str) -> list[dict[str, Any]]:
    """An unbroken chain of custody."""
    found: list[dict[str, Any]] = []
    for step in steps:
        found.append(next_event(found, what=f"ev.{step}", actor="ec-1", at=format_time(AT), said={}))
    return found


def _stored(**parts: Any) -> dict[str, Any]:
    record = {
        "id": "xa-coord/exhibit/1",
        "state": "stored",
        "case": "xa-coord/case/1",
        "request": copy.deepcopy(REQUEST),
        "exhibit": {"kind": "device", "what_it_is": "Telephone"},
        "acquired": copy.deepcopy(ACQUIRED),
        "grade": "evidence",
        "custody": chain("draft", "collect", "seal", "store"),
        "actors": {"ev.draft": "ro-1", "ev.collect": "ro-1", "ev.seal": "ec-1", "ev.store": "ec-1"},
        "stated": stated("pr-1", "PR", FACTS),
    }
    return {**record, **parts}


def at_home(action: str, *, actor: str, roles: tuple[str, ...], form: Any = None, **parts: Any) -> Situation:
    return footage_world._situation("requesting", action, actor=actor, roles=roles, record=_stored(**parts), form=form)


def collect(**form: Any) -> Situation:
    """It is taken."""
    given = {**copy.deepcopy(ACQUIRED), **form}
    return at_home("ev.collect", actor="ro-1", roles=("RO",), form=given, state="identified", stated={})


def analyse() -> Situation:
    """Somebody works on the copy."""
    return at_home("ev.analyse", actor="ec-1", roles=("EC",), form={"on_copy": True, "repeatable": True})


def disclose(**form: Any) -> Situation:
    """It is shown to the defence."""
    given = {"recipient": "Counsel for the defence", "court_use": "trial", "provider_told": False,
             "offered_as": "evidence", "reasons": "Part of the file of the prosecution.", "facts": {}}  # fmt: skip
    return at_home("ev.disclose", actor="pr-1", roles=("PR",), form={**given, **form})


def approve(**parts: Any) -> Situation:
    """SP approves the transfer; the custodian has said who would be there."""
    actors = {**_stored()["actors"], "ev.prepare_release": "ec-1"}
    facts = {**stated("pr-1", "PR", {}), **stated("ec-9", "EC", footage_world.FOREIGN)}
    given = {
        "state": "transfer_prepared",
        "release": copy.deepcopy(RELEASE),
        "actors": actors,
        "stated": facts,
        **parts,
    }
    return at_home("ev.approve_release", actor="sp-1", roles=("SP",), form={"facts": dict(FACTS)}, **given)


def release(**parts: Any) -> Situation:
    """The custodian signs the transfer."""
    seen = approve(**parts)
    facts = {**seen.record["stated"], **stated("sp-1", "SP", FACTS)}
    record = {**seen.record, "state": "transfer_approved", "stated": facts,
              "actors": {**seen.record["actors"], "ev.approve_release": "sp-1"}}  # fmt: skip
    return replace(seen, action="ev.release", actor="ec-1", actor_roles=("EC",), record=record, form={"facts": {}})


def _offered(**parts: Any) -> dict[str, Any]:
    record = {
        "id": "xa-coord/exhibit/1",
        "state": "offered",
        "request": copy.deepcopy(REQUEST),
        "exhibit": {"kind": "device", "what_it_is": "Telephone"},
        "acquired": copy.deepcopy(ACQUIRED),
        "offered": {**copy.deepcopy(RELEASE), "custody_head": "cd" * 32, "custody_events": 6},
        "grade": "evidence",
        "custody": chain("receive"),
        "actors": {"ev.receive": "xa-coord"},
        "partner_actors": {"requester": "ec-1", "certifier": "sp-1", "sender": "ec-1"},
        "stated": stated("sp-x", "SP", TAKING),
    }
    return {**record, **parts}


def receive(**request: Any) -> Situation:
    """The partner offers it."""
    message = {"authenticated": True, "sender": "xa-coord", "policy_hash": world.LAW.shared.hash,
               "addressee": "xb-coord"}  # fmt: skip
    record = _offered(state="", stated={}, request={**copy.deepcopy(REQUEST), **request})
    return footage_world._situation("requested", "ev.receive", actor="xa-coord", roles=(), record=record,
                                    message=message)  # fmt: skip


def accept(**parts: Any) -> Situation:
    """The custodian there measures and takes it in."""
    form = {"lies_at": "Vault 2", "measured": [DIGEST], "facts": {}}
    return footage_world._situation("requested", "ev.accept", actor="ec-x", roles=("EC",), record=_offered(**parts),
                                    form=form)  # fmt: skip


def destroy(**parts: Any) -> Situation:
    """It is destroyed under an order."""
    order = {"state": "destruction_ordered", "destruction": {"order_id": "D-9"}, **parts}
    return at_home("ev.destroy", actor="ec-1", roles=("EC",), form={"measured": [DIGEST]}, **order)


def keep_as_lead(**parts: Any) -> Situation:
    """The prosecutor lets a doubtful one serve as a lead."""
    doubt = {"state": "quarantined", "grade": "lead_only",
             "mismatch": {"what": "ev.check_in", "at": "2026-11-10T08:00:00.000Z", "by": "us"}, **parts}  # fmt: skip
    form = {"reasons": "The seal was opened by a cleaner; the content may still lead."}
    return at_home("ev.keep_as_lead", actor="pr-1", roles=("PR",), form=form, **doubt)


BASES: dict[str, Callable[..., Situation]] = {
    "ev.collect": collect,
    "ev.analyse": analyse,
    "ev.disclose": disclose,
    "ev.approve_release": approve,
    "ev.release": release,
    "ev.receive": receive,
    "ev.accept": accept,
    "ev.destroy": destroy,
    "ev.keep_as_lead": keep_as_lead,
}
