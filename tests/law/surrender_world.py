"""An ordinary surrender between two invented states, as the door would show it to the law at each step.

A drug courier is wanted in Velmara (XA), where the conduct can be punished with death; Corvane (XB) holds him.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law.test_decisions import decided
from tests.law.world import AT, LAW, OFFICES, PACK, SERIES, stated

FIGURES = "Art 320; 2026-02-11; 20 years"
PAPERS = [
    {"paper": name, "signed": True, "sealed": True, "translator": "Mara Quill", "key_fields": FIGURES,
     "key_fields_translated": "មាត្រា 320; 2026-02-11; 20 ឆ្នាំ"}
    for name in ("warrant_copy", "offence_law", "statement_of_facts", "evidence", "identity")
]  # fmt: skip
PERSON = {
    "names": ["Tan Dara"], "birth_date": "1988-03-14", "sex": "male", "nationalities": ["XA"],
    "documents": [{"kind": "passport", "number": "E55012345", "state": "XA"}], "role": "suspect",
    "link": "He carried the two suitcases through the port.", "occupation": "driver", "looks": "", "location": "",
}  # fmt: skip
REQUEST = {
    "stage": "full",
    "basis": "vc-2021-12",
    "conduct": "drug_trafficking",
    "summary": "He carried two suitcases with eleven kilograms through the port of Quillmoor.",
    "purpose_code": "prosecution",
    "purpose": "Trial before the court of Quillmoor.",
    "urgent": False,
    "urgency_ground": "",
    "urgency_reason": "",
    "danger_to_life": False,
    "persons": [PERSON],
    "objects": [],
    "flags": [],
    "acts": [{"on": "2026-02-11", "place": "Quillmoor", "act": "Carried two suitcases.", "part": "helper", "harm": ""}],
    "offence_text": "Whoever moves drugs is punished.",
    "article": "Velmara Penal Code art 320",
    "max_years": 99,
    "lapses_on": "2046-02-11",
    "interruptions": "",
    "warrant": "arrest_warrant",
    "warrant_issuer": "District Court of Quillmoor",
    "warrant_number": "W-2026-118",
    "warrant_on": "2026-02-20",
    "in_absentia": False,
    "summoned": False,
    "retrial_right": False,
    "sentence_months": 0,
    "served_months": 0,
    "proof": "Customs found the suitcases; two officers saw him carry them.",
    "undertakings": ["speciality", "no_re_extradition"],
    "papers_ready": True,
    "papers": PAPERS,
    "assurances": [],
    "competing": [],
    "earlier": "",
    "transit": [],
    "languages": ["en"],
    "other_channels": "",
}
NOTICE: dict[str, Any] = {
    "stage": "notice",
    "papers": [],
    "undertakings": [],
    "urgent": True,
    "urgency_ground": "flight",
    "urgency_reason": "He holds a ticket for tomorrow morning.",
}
DESK_FACTS = {
    "conduct_fits_facts": "yes",
    "political_nature": "none",
    "discrimination_grounds": "none",
    "expression_conduct": "no",
    "victim_indicators": "none",
    "translation_faithful": "yes",
}
COURT_FACTS = {
    "dual_elements": "yes",
    "military_offence": "no",
    "prosecution_lapsed": "no",
    "tried_before": "none",
    "torture_risk": "none",
    "trial_mode": "fair",
}
OWN_AUTHORITIES = (
    ("as-x", "AS", {"protection_status": "none"}),
    ("na-x", "NA", {"own_national": "no", "nationality_loss": "none"}),
    ("cv-x", "CV", {"proven_age": "adult"}),
    ("mb-x", "MB", {"fitness": "fit"}),
    ("pr-x", "PR", {"own_case": "none"}),
)
ASSURANCE: dict[str, Any] = {
    "assures": "death",
    "text": "The death penalty will not be asked for, imposed or carried out.",
    "organ": "highest_court",
    "issuer": "Supreme Court of Velmara",
    "signed_on": "2026-10-01",
    "valid_until": "2036-10-01",
    "monitoring": "Corvane's consul visits every three months, alone, unannounced.",
    "received_at": format_time(AT - timedelta(days=5)),
    "withdrawn_at": "",
    "rulings": [
        {"ruling": "accepted", "specific": True, "competent": True, "binding": True, "monitored": True,
         "kept_before": True, "person_knows": True, "reasons": "Each point was read in court.", "by": "ju-x",
         "at": format_time(AT - timedelta(days=4))}
    ],
}  # fmt: skip
FINDING = {"offences": ["drug_trafficking"], "reasons": "Every condition is met.", "judge": "ju-x",
           "at": format_time(AT - timedelta(days=15)), "final_at": format_time(AT - timedelta(days=4))}  # fmt: skip
CONSENT = {
    "heard_at": format_time(AT - timedelta(days=8)), "language": "Khmer", "counsel": "Ros Chanthy", "interpreter": "",
    "own_language": True, "understood": ["right_to_court", "irrevocable_after", "speciality", "no_pressure"],
    "waives_speciality": False, "recall_days": 5, "reasons": "Heard alone with counsel.", "judge": "ju-x",
    "recorded_at": format_time(AT - timedelta(days=8)), "recalled_at": "",
}  # fmt: skip
REASONS = "The conditions were read one by one and each is met."


def held(days, *, ground="notice", until=None):
    """Custody that began some days ago."""
    row = {"begun_at": format_time(AT - timedelta(days=days)), "ended_at": until or "", "detained_on": ground}
    return {"held_now": until is None, "episodes": [row]}


def rights(days):
    """Told everything on the day of the arrest."""
    return {"told_at": format_time(AT - timedelta(days=days)), "language": "Khmer", "counsel": "Ros Chanthy",
            "told": ["reasons", "lawyer", "silence", "consulate", "interpreter", "court"], "interpreter": "",
            "consular_wish": "declined", "signed": True, "by": "pr-x", "at": ""}  # fmt: skip


def situation(action, *, side="requested", actor="ju-x", roles=("JU",), record=None, form=None, related=()):
    """One command about the courier's case, on the record as given."""
    other = {"requesting": "requested", "requested": "requesting"}[side]
    office, state = OFFICES[side]
    partner = OFFICES[other][0]
    base = {"id": f"xa-coord/surrender/1{side}", "procedure": "surrender", "side": side, "partner": partner,
            "case": "xa-coord/case/1", "made_at": format_time(AT - timedelta(days=40)), "actors": {}, "stated": {},
            "decisions": {}, "request": copy.deepcopy(REQUEST)}  # fmt: skip
    incoming = action in ("ex.receive",)
    return Situation(
        action=action,
        side=side,
        at=AT,
        actor=actor,
        actor_roles=roles,
        form=form or {},
        record={**base, **copy.deepcopy(record or {})},
        pack=PACK,
        agreement={
            "state": "in_force",
            "effective_from": "2026-01-01T00:00:00.000Z",
            "expires_on": "2028-01-01T00:00:00.000Z",
            "acts": ["surrender"],
            "policy_hash": LAW.shared.hash,
        },
        partner={"office": partner, "authority": partner.replace("coord", "coordination"),
                 "country": OFFICES[other][1]},
        message={"authenticated": True, "sender": partner, "policy_hash": LAW.shared.hash, "addressee": office}
        if incoming else None,
        series=dict(SERIES),
        history=[],
        node={"history_whole": True, "shared_policy_hash": LAW.shared.hash, "office": office, "state": state,
              "surrender_breaches": [], "disputes": []},
        registers={"lawful_origin": "unknown"},
        related=list(related),
    )  # fmt: skip


def _said(*parts):
    found = {}
    for author, role, facts in parts:
        found.update(stated(author, role, facts))
    return found


def certify(**request):
    """CS certifies what RO drafted."""
    record = {"request": {**REQUEST, **request}, "actors": {"ex.draft": "ro-1"}}
    return situation("ex.certify", side="requesting", actor="cs-1", roles=("CS",), record=record,
                     form={"facts": dict(DESK_FACTS)})  # fmt: skip


def send(**request):
    """The central authority sends."""
    record = {"request": {**REQUEST, **request}, "actors": {"ex.draft": "ro-1", "ex.certify": "cs-1"},
              "stated": stated("cs-1", "CS", DESK_FACTS)}  # fmt: skip
    return situation("ex.send", side="requesting", actor="ca-1", roles=("CA",), record=record,
                     form={"facts": {"dual_elements": "yes", "military_offence": "no"}})  # fmt: skip


def receive(**request):
    """The partner's request arrives."""
    return situation("ex.receive", actor="xa-coord", roles=(), record={"request": {**REQUEST, **request}, **_partner()})


def _partner():
    return {"partner_actors": {"requester": "ro-1", "certifier": "cs-1", "sender": "ca-1"}}


def arrest(**request):
    """Police and prosecutor may hold the person on the notice, urgency decided by the duty officer."""
    record = {
        "request": {**REQUEST, **NOTICE, **request},
        **_partner(),
        "actors": {"ex.receive": "xa-coord"},
        "stated": _said(("sp-x", "SP", DESK_FACTS), *OWN_AUTHORITIES),
    }
    form = {"arrested_at": format_time(AT), "place": "Airport", "order": "O-7", "reasons": REASONS, "facts": {}}
    case = situation("ex.arrest", actor="pr-x", roles=("PR",), record=record, form=form)
    return decided(case, "URG-01", (("sp-z", "SP"),))


def desk(**request):
    """The record at the requested office, the person held and told of every right."""
    return {
        "request": {**REQUEST, **request},
        **_partner(),
        "actors": {"ex.receive": "xa-coord"},
        "detention": held(20),
        "rights": [rights(20)],
        "stated": _said(*OWN_AUTHORITIES),
    }


def screen(**request):
    """The desk finds the papers complete."""
    return situation("ex.screen", actor="sp-x", roles=("SP",), record=desk(**request), form={"facts": dict(DESK_FACTS)})


def court(**request):
    """The record before the court: copy served, answer given, the risk judged."""
    record = desk(**request)
    record["actors"] = {**record["actors"], "ex.screen": "sp-x"}
    record["stated"] = _said(*OWN_AUTHORITIES, ("sp-x", "SP", DESK_FACTS))
    record["copy_served"] = {
        "served_at": format_time(AT - timedelta(days=31)),
        "language": "Khmer",
        "counsel": "Ros Chanthy",
    }
    record["answer_time_over_at"] = format_time(AT - timedelta(hours=1))
    return record


def find(**request):
    """The judge finds, stating what only a judge states."""
    form = {"offences": [request.get("conduct", "drug_trafficking")], "reasons": REASONS, "facts": dict(COURT_FACTS)}
    case = situation("ex.find_extraditable", record=court(**request), form=form)
    return decided(case, "TOR-01.court", (("ju-x", "JU"),))


def final(**request):
    """The record when nothing can be appealed any more, with the accepted assurance."""
    record = court(**request)
    record["stated"] = {**record["stated"], **stated("ju-x", "JU", COURT_FACTS)}
    record["court_finding"] = {**FINDING, "offences": [request.get("conduct", "drug_trafficking")]}
    record["assurances"] = [copy.deepcopy(ASSURANCE)]
    record["actors"] = {**record["actors"], "ex.find_extraditable": "ju-x"}
    return record


def _ruled(case):
    case = decided(case, "TOR-01.court", (("ju-x", "JU"),))
    return decided(case, "ASR-01.court", (("ju-x", "JU"),))


def grant(record=None, **request):
    """The executive grants within the finding."""
    form = {"offences": [request.get("conduct", "drug_trafficking")], "conditions": [], "reasons": REASONS, "facts": {}}
    return _ruled(situation("ex.grant", actor="ea-x", roles=("EA",), record=record or final(**request), form=form))


def granted(**request):
    """The record after the grant."""
    record = final(**request)
    record["grant"] = {"offences": [request.get("conduct", "drug_trafficking")], "conditions": [],
                       "at": format_time(AT - timedelta(days=2)), "by": "ea-x", "waives_speciality": False}  # fmt: skip
    record["actors"] = {**record["actors"], "ex.grant": "ea-x"}
    return record


def hand_over(record=None, **request):
    """The person is given into the partner's hands."""
    form = {"medical_record": "MR-1", "property": [], "received_by": "Escort Lan", "facts": {}}
    return _ruled(
        situation("ex.hand_over", actor="ca-x", roles=("CA",), record=record or granted(**request), form=form)
    )


def consented(**request):
    """The record on the consent path, before any full request."""
    record = desk(**request)
    record["person_consent"] = copy.deepcopy(CONSENT)
    record["stated"] = _said(*OWN_AUTHORITIES, ("sp-x", "SP", DESK_FACTS), ("ju-x", "JU", COURT_FACTS))
    record["assurances"] = [copy.deepcopy(ASSURANCE)]
    return record


def lend():
    """Given for a time, on a written promise."""
    record = {**granted(), "return_promise": {"promise": "He will be brought back without condition.", "at": ""}}
    form = {"return_by": "2027-01-15", "facts": {}}
    return _ruled(situation("ex.lend", actor="ca-x", roles=("CA",), record=record, form=form))


def refuse(**form):
    """After consultation the executive refuses with a neutral ground."""
    talk = {"asked_at": format_time(AT - timedelta(days=2)), "answered_at": format_time(AT - timedelta(days=1))}
    record = {**desk(), "consultation": talk}
    words = {"ground": "not_under_law", "reasons": "The court found that it may not be.", **form}
    return situation("ex.refuse", actor="ea-x", roles=("EA",), record=record, form=words)


def surrendered(**more):
    """The record at the requesting office once the person is there."""
    return {
        "grant": {"offences": ["drug_trafficking"], "conditions": [], "at": "", "waives_speciality": False},
        "handed_over": {"surrendered_at": format_time(AT - timedelta(days=90))},
        "actors": {"ex.draft": "ro-1", "ex.certify": "cs-1"},
        **more,
    }


def charge(conduct="drug_trafficking", summary="The two suitcases of February.", **more):
    """The prosecutor of the requesting side brings a charge."""
    form = {"conduct": conduct, "summary": summary}
    return situation("ex.charge", side="requesting", actor="pr-1", roles=("PR",), record=surrendered(**more), form=form)


def removal(action="rm.clear", *, related=(), record=None, form=None, **request):
    """The check before somebody is removed."""
    plan = {"persons": [PERSON], "removal_ground": "overstayed", "order": "R-12", "summary": "His visa ran out in May.",
            "destination": "XC", "transit": [], "escort_state": "", "travel_papers": "own_valid", "travel_at": "",
            **request}  # fmt: skip
    kept = {"procedure": "removal_check", "request": plan, "partner": "", "actors": {"rm.draft": "ro-x"},
            "stated": _said(("as-x", "AS", {"protection_status": "none"})), **(record or {})}  # fmt: skip
    case = situation(action, actor="cs-x", roles=("CS",), record=kept, form=form or {"facts": {}}, related=related)
    return replace(case, side="local", agreement=None, partner=None)


def at_limit(action="ex.release_at_limit", *, name="detention", ran_out=timedelta(minutes=1)):
    """The clock frees the person at the end of a limit."""
    record = {"state": "arrested", "clocks": {"detention": {"due_at": format_time(AT - ran_out)}}}
    return situation(action, actor="clock", roles=(), record=record, form={"clock": name})


BASES: dict[str, Callable[..., Situation]] = {
    "ex.release_at_limit": at_limit,
    "ex.certify": certify,
    "ex.send": send,
    "ex.receive": receive,
    "ex.arrest": arrest,
    "ex.screen": screen,
    "ex.find_extraditable": find,
    "ex.grant": grant,
    "ex.lend": lend,
    "ex.hand_over": hand_over,
    "ex.refuse": refuse,
    "ex.charge": charge,
    "rm.clear": removal,
}
