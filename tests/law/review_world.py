"""A lawful review of one nationality, as the door would show it to the law at each step that is judged in earnest."""

import copy
from datetime import timedelta
from typing import Any

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law.world import AT, LAW, PACK

PERSON: dict[str, Any] = {
    "names": ["Orrin Vale"],
    "birth_date": "1979-02-11",
    "sex": "male",
    "nationalities": ["XA", "XB"],
    "documents": [{"kind": "passport", "number": "V4410027", "state": "XA"}],
    "role": "other",
    "link": "He gave the birth certificate of another man when he applied.",
    "languages": ["km", "en"],
}
PROOF: dict[str, Any] = {
    "what": "Register of births of Quillmoor, volume 12",
    "from": "own_office",
    "giver": "Civil registry of Quillmoor",
    "found_on": "2026-05-02",
    "verified_by": "",
    "verified_how": "",
}
FILE: dict[str, Any] = {
    "persons": [PERSON],
    "triggered_by": "own_audit",
    "lead_office": "",
    "lead_record": "",
    "first_interest_on": "",
    "selection_rule": "The number of his certificate was found twice in the register of births.",
    "selection_author": "Registry inspection, 2 May 2026",
    "batch": "",
    "batch_size": None,
    "review_ground": "fraud",
    "acted_by": "applicant",
    "summary": "He was naturalised in 2018 with the birth certificate of a man who had died as a child.",
    "naturalised_on": "2018-06-01",
    "other_state": "XB",
    "proof": [PROOF],
    "flags": [],
    "objects": [],
}
NOTICE: dict[str, Any] = {
    "language": "km",
    "told": ["facts", "evidence_list", "effect", "lawyer", "interpreter", "time_to_answer", "file_access", "hearing",
             "appeal"],
    "served_by": "in_person",
    "served_on": "2026-08-01",
    "text": "What is held against you, and what you can do.",
}  # fmt: skip
HEARING: dict[str, Any] = {
    "form": "oral",
    "counsel": "present",
    "interpreter": "present",
    "minutes": "He was heard for two hours and answered every question.",
}
CONFIRMATION: dict[str, Any] = {
    "answer": "national",
    "given_by": "that_state_in_writing",
    "reference": "Ministry letter 114/2026",
    "dated_on": "2026-10-20",
}
FAMILY: dict[str, Any] = {
    "members": [
        {
            "names": ["Mira Vale"],
            "relation": "child",
            "birth_date": "2012-01-04",
            "effect": "keeps",
            "own_decision": "",
            "why": "Born in Velmara of a mother who is a national by birth.",
        }
    ],
    "register_extract": "Civil register, extract 9/2026",
    "register_date": "2026-10-01",
}
WEIGHING = {
    "own_part": "He used the paper himself and knew whose it was.",
    "family_life": "Eight years here, one child who keeps her nationality.",
    "milder_means": "A correction cannot mend it: nothing in the grant is his.",
    "reasons": "The grant rests on the false paper alone.",
}
OUTCOME = {
    "is": "cancel",
    "reasons": "The grant rests on the false paper alone; it would have been refused.",
    "remedies": "Appeal to the court within sixty days; it suspends everything.",
    "language": "km",
}
RIGHTS = {
    "political_nature": "none",
    "expression_conduct": "no",
    "discrimination_grounds": "none",
    "trait_selector": "no",
}
TRIAGE = {"fraud_material": "yes", "selection_basis": "individual"}
BEFORE_EFFECT = {"other_nationality": "confirmed", "family_effect": "none_affected"}
COUNTS = {"reviews_30d": 2, "same_origin_30d": 1}


def said(author, role, facts):
    return {
        name: {"value": word, "author": author, "role": role, "at": format_time(AT)} for name, word in facts.items()
    }


def situation(verb, *, actor, roles, form=None, **record: Any) -> Situation:
    """One command on a review, with everything the node knows; ``record`` adds to what every review holds."""
    state = {
        "id": "xa-coord/review/01a20000-0000-7000-8000-000000000001",
        "procedure": "nationality_review",
        "state": "triggered",
        "side": "local",
        "partner": "",
        "made_at": "2026-06-01T00:00:00.000Z",
        "request": copy.deepcopy(FILE),
        "actors": {"nr.draft": "na-1"},
        "stated": said("rr-1", "RR", RIGHTS),
        "decisions": {},
        **copy.deepcopy(record),
    }
    return Situation(
        action=f"nr.{verb}",
        side="local",
        at=AT,
        actor=actor,
        actor_roles=roles,
        form=form or {},
        record=state,
        pack=PACK,
        series={},
        history=[],
        node={
            "history_whole": True,
            "shared_policy_hash": LAW.shared.hash,
            "office": "xa-coord",
            "state": "XA",
            "reviews": dict(COUNTS),
        },
        related=[],
    )


def screen(**changes: Any) -> Situation:
    """DP looks at the ground and the selection."""
    made = situation("screen", actor="dp-1", roles=("DP",), form={"facts": dict(TRIAGE)})
    made.record["request"].update(copy.deepcopy(changes))
    return made


def triaged(verb: str, **more: Any) -> Situation:
    stated = {**said("rr-1", "RR", RIGHTS), **said("dp-1", "DP", TRIAGE), **more.pop("stated", {})}
    return situation(verb, stated=stated, **more)


def serve_notice() -> Situation:
    """NA serves the notice."""
    return triaged("serve_notice", actor="na-1", roles=("NA",), form=copy.deepcopy(NOTICE))


def told() -> dict[str, Any]:
    return {
        "notice": NOTICE,
        "access": [{"given_to": "counsel", "given_on": "2026-08-03", "withheld": ""}],
        "answers": [{"answered_by": "counsel", "answer": "It was my uncle."}],
        "clocks": {"response": {"due_at": format_time(AT + timedelta(days=5)), "pauses": []}},
    }


def hear() -> Situation:
    """The court hears the person."""
    return triaged("hear", actor="ju-1", roles=("JU",), form=copy.deepcopy(HEARING), **told())


def heard() -> dict[str, Any]:
    return {**told(), "clocks": {}, "hearing": {**HEARING, "judge": "ju-1", "time": "answered"}}


def ask_state() -> Situation:
    """NA asks the other state, once the asylum authority has said that nothing stands against it."""
    asylum = said("as-1", "AS", {"protection_status": "none"})
    return triaged("ask_state", actor="na-1", roles=("NA",), stated=asylum, **heard())


def weigh() -> Situation:
    """NA weighs."""
    return triaged("weigh", actor="na-1", roles=("NA",), form=dict(WEIGHING), **heard())


def weighed() -> dict[str, Any]:
    sheet = {**WEIGHING, "entered_at": "2026-11-01T00:00:00.000Z"}
    return {**heard(), "confirmation": CONFIRMATION, "family": FAMILY, "weighing": sheet,
            "stated": said("rr-1", "RR", BEFORE_EFFECT)}  # fmt: skip


def decided(made: Situation, policy: str, people: tuple[tuple[str, str], ...], **changes: Any) -> Situation:
    """The situation with written decisions on a policy, bound to the facts as they stand."""
    rows = [
        {
            "outcome": "granted",
            "author": author,
            "role": role,
            "reasons": "Read and weighed.",
            "facts_hash": LAW.bound(policy, made),
            "at": format_time(AT),
            "expires_at": "",
            **changes,
        }
        for author, role in people
    ]
    made.record["decisions"][policy] = rows
    return made


def weighed_by_both(made: Situation) -> Situation:
    decided(made, "NRV-06.authority", (("na-2", "NA"),))
    return decided(made, "NRV-06.court", (("ju-1", "JU"),))


def cancel() -> Situation:
    """NA cancels."""
    return weighed_by_both(triaged("cancel", actor="na-2", roles=("NA",), form=dict(OUTCOME), **weighed()))


def cancelled() -> dict[str, Any]:
    return {**weighed(), "outcome": OUTCOME, "cancelled_at": "2026-11-02T00:00:00.000Z"}


def uphold() -> Situation:
    """Another judge upholds it on appeal."""
    form = {"reasons": "The appeal shows nothing new."}
    return weighed_by_both(triaged("uphold", actor="ju-2", roles=("JU",), form=form, **cancelled()))


def effect() -> Situation:
    """NA gives effect to what is final."""
    final = {"final_at": "2026-11-20T00:00:00.000Z", "final_by": "upheld"}
    return weighed_by_both(triaged("effect", actor="na-1", roles=("NA",), **cancelled(), **final))


BASES = {
    "screen": screen,
    "serve_notice": serve_notice,
    "hear": hear,
    "ask_state": ask_state,
    "weigh": weigh,
    "cancel": cancel,
    "uphold": uphold,
    "effect": effect,
}
