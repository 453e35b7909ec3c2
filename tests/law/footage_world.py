"""A lawful request for footage of one extortion between two offices, as the door would show it to the law at each step."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law import world
from tests.law.world import AT, stated

CAMERAS: list[dict[str, Any]] = [
    {"camera": "QM-104", "start": "2026-11-20 13:00", "end": "2026-11-20 14:00",
     "why": "It looks at the door of the shop where it happened."},
    {"camera": "QM-105", "start": "2026-11-20 13:00", "end": "2026-11-20 14:00",
     "why": "It looks at the street by which they left."},
]  # fmt: skip
REQUEST: dict[str, Any] = {
    "basis": "vc-2019-17",
    "conduct": "extortion",
    "incident": "Extortion of the jeweller Aurel, 20 November 2026",
    "place": "Lantern Street 4, Quillmoor",
    "summary": "Two men with covered faces took money from the jeweller under threat at 13:20 and left by car.",
    "purpose_code": "criminal_investigation",
    "purpose": "To see the car in which the two men left.",
    "mode": "recording",
    "sought": "Two men with covered faces and a grey car.",
    "persons": [],
    "objects": [],
    "cameras": CAMERAS,
    "why_not_otherwise": "No witness saw the plate, and the shop has no camera of its own.",
    "urgent": False,
    "urgency_ground": "",
    "urgency_reason": "",
    "danger_to_life": False,
    "handling": ["H0"],
    "retention_days": 90,
    "flags": [],
    "case_reference": "xa-coord/case/1",
}
PERSON = {"names": ["Tan Dara"], "birth_date": "1988-03-14", "sex": "male", "nationalities": ["XA"], "documents": [],
          "role": "suspect", "link": "His car was seen near the shop at the time."}  # fmt: skip
DESK = {
    "conduct_fits_facts": "yes",
    "political_nature": "none",
    "discrimination_grounds": "none",
    "trait_selector": "no",
    "expression_conduct": "no",
    "footage_following": "no",
    "minutes_needed": "yes",
}
FOREIGN = {"foreign_officers": "none", "direct_disclosure": "no"}
DIGEST = "ab" * 32
WINDOW = {"camera": "QM-104", "start": "2026-11-20 13:15", "end": "2026-11-20 13:25"}
CLIP = {**WINDOW, "clip": [], "sha256": DIGEST, "medium": "disc 7", "gaps": ""}
MASK = {**WINDOW, "what": "bystander", "how": "solid"}
REVIEW = {"clips": [CLIP], "masks": [MASK], "watched_whole": True, "nobody_else": False}
RELEASE = {
    "statements": [],
    "viewers": [{"name": "Lea Vant", "unit": "Robbery unit"}],
    "handling": ["H0"],
    "conditions": ["this_case_only", "no_death"],
    "expires_on": "2027-05-01",
}
HELD = {
    "held": [{name: row[name] for name in ("camera", "start", "end")} for row in CAMERAS],
    "holder": "Corvane traffic centre",
    "order_reference": "FC-12",
    "held_until": "2027-02-01",
}
ACTS = ["information_request", "own_initiative", "legal_assistance", "footage", "evidence"]


def _situation(side: str, action: str, **parts: Any) -> Situation:
    seen = world._situation(side, action, **parts)
    node = {**seen.node, "footage": [], "assessed": ["footage"]}
    return replace(seen, agreement={**seen.agreement, "acts": ACTS}, node=node)


def asked(**request: Any) -> dict[str, Any]:
    return {**copy.deepcopy(REQUEST), **request}


def certify(**request: Any) -> Situation:
    """CS certifies what RO drafted."""
    record = {"case": "xa-coord/case/1", "request": asked(**request), "actors": {"ft.draft": "ro-1"}}
    return _situation("requesting", "ft.certify", actor="cs-1", roles=("CS",), record=record,
                      form={"facts": dict(DESK)})  # fmt: skip


def send(**request: Any) -> Situation:
    """SP sends what CS certified."""
    record = {
        "case": "xa-coord/case/1",
        "request": asked(**request),
        "actors": {"ft.draft": "ro-1", "ft.certify": "cs-1"},
        "stated": stated("cs-1", "CS", DESK),
    }
    return _situation("requesting", "ft.send", actor="sp-1", roles=("SP",), record=record)


def receive(**request: Any) -> Situation:
    """The partner's message arrives."""
    message = {"authenticated": True, "sender": "xa-coord", "policy_hash": world.LAW.shared.hash,
               "addressee": "xb-coord"}  # fmt: skip
    record = {"request": asked(**request), "actors": {}, "partner_actors": {"requester": "ro-1", "certifier": "cs-1"}}
    return _situation("requested", "ft.receive", actor="xa-coord", roles=(), record=record, message=message)


def _desk(**request: Any) -> dict[str, Any]:
    return {
        "case": "",
        "request": asked(**request),
        "actors": {"ft.receive": "xa-coord"},
        "partner_actors": {"requester": "ro-1", "certifier": "cs-1", "sender": "sp-1"},
    }


def preserve(**request: Any) -> Situation:
    """The footage controller has it kept at once."""
    return _situation("requested", "ft.preserve", actor="fc-1", roles=("FC",), record=_desk(**request),
                      form={**copy.deepcopy(HELD), "facts": {}})  # fmt: skip


def screen(**request: Any) -> Situation:
    """SP of the requested desk screens."""
    record = {**_desk(**request), "held": copy.deepcopy(HELD)}
    record["actors"]["ft.preserve"] = "fc-1"
    return _situation("requested", "ft.screen", actor="sp-x", roles=("SP",), record=record, form={"facts": dict(DESK)})


def check(**request: Any) -> Situation:
    """The footage controller checks cameras, hours and zones."""
    record = screen(**request).record
    record = {**record, "actors": {**record["actors"], "ft.screen": "sp-x"}, "stated": stated("sp-x", "SP", DESK)}
    return _situation("requested", "ft.check", actor="fc-1", roles=("FC",), record=record,
                      form={"facts": {"private_zone": "no", **FOREIGN}})  # fmt: skip


def _checked(**request: Any) -> dict[str, Any]:
    record = dict(check(**request).record)
    facts = {**record["stated"], **stated("fc-1", "FC", {"private_zone": "no", **FOREIGN})}
    return {**record, "actors": {**record["actors"], "ft.check": "fc-1"}, "stated": facts}


def extract(clips: list[dict[str, Any]] | None = None, **request: Any) -> Situation:
    """What is asked for is taken out."""
    form: dict[str, Any] = {"clips": [CLIP] if clips is None else clips, "tool": "export 4.1", "facts": {}}
    return _situation("requested", "ft.extract", actor="fc-1", roles=("FC",), record=_checked(**request), form=form)


def _extracted(**request: Any) -> dict[str, Any]:
    record = _checked(**request)
    actors = {**record["actors"], "ft.extract": "fc-1"}
    return {**record, "actors": actors, "extracts": [{**CLIP, "tool": "export 4.1"}]}


def review(clips: list[dict[str, Any]] | None = None, **request: Any) -> Situation:
    """Somebody else cuts and masks."""
    form: dict[str, Any] = {**copy.deepcopy(REVIEW), **copy.deepcopy(RELEASE), "facts": {}}
    form["clips"] = [CLIP] if clips is None else clips
    return _situation("requested", "ft.review", actor="fc-2", roles=("FC",), record=_extracted(**request), form=form)


def approve(**request: Any) -> Situation:
    """A third person approves."""
    record = _extracted(**request)
    record = {
        **record,
        "state": "reviewed",
        "review": copy.deepcopy(REVIEW),
        "release": copy.deepcopy(RELEASE),
        "actors": {**record["actors"], "ft.review": "fc-2"},
    }
    facts = {"bystanders_masked": "yes", "witness_exposed": "no"}
    return _situation("requested", "ft.approve_release", actor="sp-y", roles=("SP",), record=record,
                      form={"facts": facts})  # fmt: skip


def _approved(**request: Any) -> dict[str, Any]:
    record = dict(approve(**request).record)
    facts = {**record["stated"], **stated("sp-y", "SP", {"bystanders_masked": "yes", "witness_exposed": "no"})}
    clocks = {"answer": {"due_at": format_time(AT.replace(day=28))}}
    actors = {**record["actors"], "ft.approve_release": "sp-y"}
    return {**record, "state": "release_approved", "actors": actors, "stated": facts, "clocks": clocks}


def release(**request: Any) -> Situation:
    """The approved clip leaves for the partner."""
    return _situation("requested", "ft.release", actor="cs-x", roles=("CS",), record=_approved(**request))


def release_here(**request: Any) -> Situation:
    """The approved clip of an own request is shown in this office."""
    record = {**_approved(**request), "actors": {"ft.draft": "ro-1", "ft.certify": "cs-1", **_approved()["actors"]}}
    seen = _situation("requesting", "ft.release_here", actor="cs-x", roles=("CS",), record=record)
    return replace(seen, record={**seen.record, "partner": ""}, partner=None)


def view() -> Situation:
    """Somebody on the list looks, and says why."""
    record = {"state": "answered", "actors": {"ft.draft": "ro-1"}, "answer": {**RELEASE, "clips": [CLIP]}}
    form = {"clip": DIGEST, "reason": "To read the plate of the grey car.", "unit": "Robbery unit",
            "viewer": "Lea Vant"}  # fmt: skip
    return _situation("requesting", "ft.view", actor="ro-1", roles=("RO",), record=record, form=form)


BASES: dict[str, Callable[..., Situation]] = {
    "ft.certify": certify,
    "ft.send": send,
    "ft.receive": receive,
    "ft.preserve": preserve,
    "ft.screen": screen,
    "ft.check": check,
    "ft.extract": extract,
    "ft.review": review,
    "ft.approve_release": approve,
    "ft.release": release,
    "ft.release_here": release_here,
    "ft.view": view,
}
