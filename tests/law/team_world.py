"""A lawful joint team, meeting, promise, adviser and screening, as the door would show them to the law at each step.

Every property starts from these situations, and a test asserts that each of them is allowed.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law import world
from tests.law.test_decisions import decided
from tests.law.world import AT, LAW, OFFICES, PACK, stated

AGO = format_time(AT - timedelta(days=2))
CASE_ID = "xa-coord/request/01a20000-0000-7000-8000-000000000001"
OTHER_ID = "xa-coord/request/01a20000-0000-7000-8000-000000000002"
DPIA_ID = "xa-coord/processing/01a20000-0000-7000-8000-000000000003"
TERMS: dict[str, Any] = {
    "title": "False banks of 2026",
    "basis": "vc-2019-30",
    "conduct": "telecom_fraud",
    "further_crimes": ["money_laundering"],
    "summary": "Callers on both sides of the river pose as banks and take savings; the money crosses within hours.",
    "purpose_code": "criminal_investigation",
    "purpose": "To find who runs the false banks and where the savings go.",
    "why_joint": "Calls are made in one state and the money is taken in the other, within the same hour.",
    "starts_on": "2026-11-25",
    "ends_on": "2027-05-31",
    "leaders": [
        {"territory": "XA", "office": "xa-coord", "name": "Son Bopha", "function": "Head of the fraud division"},
        {"territory": "XB", "office": "xb-coord", "name": "Jia He", "function": "Head of economic crime"},
    ],
    "team_members": [
        {"office": "xa-coord", "name": "Edda Quill", "function": "Analyst", "entrusted": ["analyse", "translate"]},
        {"office": "xb-coord", "name": "Lin Bo", "function": "Liaison", "entrusted": ["liaise", "observe"]},
    ],
    "evidence_law": "The law of the state where evidence is taken governs how it is taken.",
    "data_rules": "Each state keeps its own data; what is given is used for these crimes only.",
    "costs": "Each party bears its own costs.",
    "flags": [],
    "persons": [],
    "objects": [],
    "items": [],
    "urgent": False,
}
TEAM_FACTS = {"conduct_fits_facts": "yes", "political_nature": "none", "discrimination_grounds": "none",
              "trait_selector": "no", "expression_conduct": "no"}  # fmt: skip
DPIA = {"id": DPIA_ID, "procedure": "processing", "kind": "assessment", "state": "in_force",
        "activities": ["joint_team"], "review_on": "2027-11-01"}  # fmt: skip
SUSPECT = world.REQUEST["persons"][0]
CASE = {
    "id": CASE_ID,
    "procedure": "information_request",
    "side": "requesting",
    "request": {**copy.deepcopy(world.REQUEST), "conduct": "telecom_fraud", "persons": [SUSPECT]},
    "actors": {"ir.draft": "ro-1", "ir.certify": "cs-1"},
    "stated": stated("cs-1", "CS", {"victim_indicators": "none"}),
}
KNOWN = [{"names": ["Chen Weiming", "陈伟明"], "numbers": ["E55012345"], "births": ["1988-04-12"]},
         {"names": ["ចេន វ៉េ"], "numbers": [], "births": []}]  # fmt: skip
SIGNED = {"requesting": {"by": "ho-1", "at": AGO}, "requested": {"by": "ho-x", "at": AGO}}


def situation(side: str, action: str, *, actor: str, roles: tuple[str, ...], record: Mapping[str, Any],
              form: Mapping[str, Any] | None = None, linked: Mapping[str, Any] | None = None,
              message: Mapping[str, Any] | None = None) -> Situation:  # fmt: skip
    """A command on a record of a side ("local": no partner)."""
    whole = world._situation(side if side != "local" else "requesting", action, actor=actor, roles=roles, form=form,
                             record=dict(record), message=message)  # fmt: skip
    agreement = {**(whole.agreement or {}), "acts": ["joint_team", "meeting", "commitment", "adviser"]}
    node = {**whole.node, "known": copy.deepcopy(KNOWN), "signed": 0}
    return replace(whole, side=side, agreement=agreement, node=node, linked=linked or {},
                   record={**whole.record, "side": side})  # fmt: skip


def _team(**terms: Any) -> dict[str, Any]:
    return {"id": "xa-coord/team/1", "state": "certified", "request": {**copy.deepcopy(TERMS), **terms},
            "actors": {"jt.draft": "tl-1", "jt.certify": "cs-1"}, "stated": stated("cs-1", "CS", TEAM_FACTS),
            "decisions": {}, "links": {"dpia": DPIA_ID}}  # fmt: skip


def with_rights(case: Situation) -> Situation:
    """Both reviewers of the office have cleared the terms."""
    return decided(case, "JIT-01.rights", (("dp-1", "DP"), ("rr-1", "RR")))


def certify(**terms: Any) -> Situation:
    """CS certifies the terms that TL wrote."""
    record = {**_team(**terms), "state": "draft", "stated": {}, "actors": {"jt.draft": "tl-1"}}
    return situation("requesting", "jt.certify", actor="cs-1", roles=("CS",), record=record,
                     form={"facts": dict(TEAM_FACTS), "reasons": ""})  # fmt: skip


def assess(**terms: Any) -> Situation:
    """RR assesses with the impact assessment named."""
    form = {"dpia": DPIA_ID, "facts": {}, "reasons": "Read, weighed, and bound to the closed list."}
    return with_rights(situation("requesting", "jt.assess", actor="rr-1", roles=("RR",), record=_team(**terms),
                                 form=form, linked={"dpia": DPIA}))  # fmt: skip


def send(**terms: Any) -> Situation:
    """HO signs and sends."""
    record = _team(**terms)
    record["actors"] = {**record["actors"], "jt.assess": "rr-1"}
    return with_rights(situation("requesting", "jt.send", actor="ho-1", roles=("HO",), record=record,
                                 form={"facts": {}}, linked={"dpia": DPIA}))  # fmt: skip


def receive(**terms: Any) -> Situation:
    """The partner's proposal arrives."""
    sent = {name: value for name, value in TERMS.items() if name not in ("persons", "objects", "items", "urgent")}
    message = {"authenticated": True, "sender": "xa-coord", "policy_hash": LAW.shared.hash, "addressee": "xb-coord"}
    record = {"request": {**copy.deepcopy(sent), **terms}, "actors": {}, "partner_actors": {"requester": "tl-1"}}
    return situation("requested", "jt.receive", actor="xa-coord", roles=(), record=record, message=message)


def agree(**terms: Any) -> Situation:
    """HO of the other office signs, from the day the terms name."""
    record = _team(**terms)
    record["actors"] = {"jt.screen": "sp-x", "jt.assess": "rr-x"}
    record["partner_actors"] = {"requester": "tl-1", "certifier": "cs-1", "sender": "ho-1"}
    record["stated"] = stated("sp-x", "SP", TEAM_FACTS)
    case = situation("requested", "jt.agree", actor="ho-x", roles=("HO",), record=record,
                     form={"effective_from": "2026-11-25"}, linked={"dpia": DPIA})  # fmt: skip
    return decided(case, "JIT-01.rights", (("dp-x", "DP"), ("rr-x", "RR")))


def _running(**terms: Any) -> dict[str, Any]:
    record = _team(starts_on="2026-11-20", **terms)
    return {**record, "state": "active", "signatures": SIGNED, "effective_from": "2026-11-20", "suspensions": [],
            "cases": [], "orders": []}  # fmt: skip


def start(**terms: Any) -> Situation:
    """TL begins on the own soil; everything is asked again."""
    record = {**_running(**terms), "state": "agreed"}
    return with_rights(situation("requesting", "jt.start", actor="tl-1", roles=("TL",), record=record,
                                 form={"facts": {}}, linked={"dpia": DPIA}))  # fmt: skip


def add_case(case: Mapping[str, Any] = CASE, **record: Any) -> Situation:
    """One case comes into the team."""
    form = {"member": case["id"], "link": "He opened the account that took the payments."}
    return situation("requesting", "jt.add_case", actor="tl-1", roles=("TL",), record={**_running(), **record},
                     form=form, linked={"member": case})  # fmt: skip


def order(case: Mapping[str, Any] = CASE, text: str = "Take him to the judge tomorrow and show the warrant.",
          **form: Any) -> Situation:  # fmt: skip
    """A leader of this state orders one act about one case."""
    row = {"record": case["id"], "link": "He opened the account.", "persons": 1, "by": "ro-1", "at": AGO}
    whole = {
        "member": case["id"],
        "act": "arrest",
        "territory": "XA",
        "acting_office": "xa-coord",
        "order": text,
        **form,
    }
    return situation("requesting", "jt.order", actor="tl-1", roles=("TL",), record={**_running(), "cases": [row]},
                     form=whole, linked={"member": case})  # fmt: skip


def entrust_member(case: Mapping[str, Any] = CASE, **form: Any) -> Situation:
    """A leader has a member do one thing in one case."""
    whole = {"member": case["id"], "team_member": "Lin Bo", "entrusted_act": "observe",
             "task": "Watch how the accounts are read and say what is seen.", **form}  # fmt: skip
    return situation("requesting", "jt.entrust", actor="tl-1", roles=("TL",), record=order().record, form=whole,
                     linked={"member": case})  # fmt: skip


def extend(**form: Any) -> Situation:
    """HO asks for more time."""
    whole = {"ends_on": "2027-11-30", "reasons": "The accounts in the other state are still being read.", **form}
    return situation("requesting", "jt.ask_extension", actor="ho-1", roles=("HO",), record=_running(), form=whole)


def extension_agreed(**asked: Any) -> Situation:
    """HO agrees to what the partner asked."""
    record = {**_running(), "extension": {"ours": False, "ends_on": "2027-11-30", "reasons": "More accounts.", **asked}}
    return situation("requesting", "jt.agree_extension", actor="ho-1", roles=("HO",), record=record,
                     form={"reasons": "The work is not done."}, linked={"dpia": DPIA})  # fmt: skip


def figure(count: int, area: str = "", first: str = "2026-11-25", last: str = "2027-05-31",
           counted: str = "persons_arrested") -> dict[str, Any]:  # fmt: skip
    """One published count."""
    return {"counted": counted, "area": area, "first_on": first, "last_on": last, "count": count}


def evaluate(
    *figures: Mapping[str, Any], editions: Any = (), lessons: str = "Ask earlier.", **record: Any
) -> Situation:
    """HO publishes figures."""
    team = {**_running(), "state": "data_settled", "editions": [{"figures": list(one)} for one in editions], **record}
    team["actors"] = {**team["actors"], "jt.settle_data": "dp-1"}
    return situation("requesting", "jt.evaluate", actor="ho-1", roles=("HO",), record=team,
                     form={"figures": list(figures or [figure(40)]), "lessons": lessons})  # fmt: skip


def consult_answer(
    answer: str = "The savers of both states lose their money; together it can be stopped.",
) -> Situation:
    """The desk answers the consultation about its proposal."""
    return situation("requesting", "jt.answer_consultation", actor="sp-1", roles=("SP",), record=_team(),
                     form={"answer": answer})  # fmt: skip


INVITATION: dict[str, Any] = {
    "title": "Quarterly meeting of the two desks",
    "basis": "vc-2019-32",
    "meets_by": "video",
    "meets_on": "2026-12-03",
    "hour": "10:00",
    "place": "By video",
    "agenda": ["Time limits of answers", "Translation of forms"],
    "participants": [
        {"office": "xa-coord", "name": "Son Bopha", "function": "Head of desk", "mandate": "commit"},
    ],
}
GUESTS = [{"office": "xb-coord", "name": "Jia He", "function": "Head of desk", "mandate": "commit"}]
MINUTES: dict[str, Any] = {
    "held_on": "2026-12-03",
    "discussed": ["Answers came within six days on average.", "In October 42 arrests were reported by Corvane."],
    "concluded": ["Forms are translated before they are sent."],
    "promised": [{"what": "Send the translated forms", "office": "xb-coord", "function": "Head of desk",
                  "due_on": "2027-01-15"}],
}  # fmt: skip


def invite(**request: Any) -> Situation:
    """HO sends the invitation another person wrote."""
    record = {"state": "draft", "request": {**copy.deepcopy(INVITATION), **request}, "actors": {"mt.draft": "sp-1"},
              "decisions": {}}  # fmt: skip
    return situation("requesting", "mt.send", actor="ho-1", roles=("HO",), record=record)


def send_minutes(guests: Any = GUESTS, **minutes: Any) -> Situation:
    """The minutes leave for the partner's agreement."""
    record = {"state": "minutes_drafted", "request": copy.deepcopy(INVITATION), "guests": list(guests),
              "minutes": {**copy.deepcopy(MINUTES), **minutes}, "decisions": {},
              "actors": {"mt.draft": "sp-1", "mt.write_minutes": "sp-1"}}  # fmt: skip
    return situation("requesting", "mt.send_minutes", actor="ho-1", roles=("HO",), record=record)


def agree_minutes(guests: Any = GUESTS, **minutes: Any) -> Situation:
    """The guest agrees to the minutes."""
    record = {**send_minutes(guests, **minutes).record, "state": "minutes_received", "actors": {},
              "partner_actors": {"requester": "sp-1"}}  # fmt: skip
    return situation("requested", "mt.agree_minutes", actor="ho-x", roles=("HO",), record=record)


def promise(what: str = "Send the translated forms", **request: Any) -> Situation:
    """A promise is proposed."""
    body = {"basis": "vc-2019-32", "what": what, "owner": "requesting", "function": "Head of desk",
            "due_on": "2027-01-15", **request}  # fmt: skip
    record = {"state": "draft", "request": body, "actors": {"ct.draft": "sp-1"}, "decisions": {}}
    return situation("requesting", "ct.send", actor="ho-1", roles=("HO",), record=record)


def keep(result: str = "The forms were sent on 10 January.") -> Situation:
    """The side that promised says what was done."""
    record = {**promise().record, "state": "open"}
    return situation("requesting", "ct.keep", actor="sp-1", roles=("SP",), record=record, form={"result": result})


ATTACHMENT: dict[str, Any] = {
    "basis": "vc-2019-31",
    "adviser": "Lin Bo",
    "function": "Adviser for online fraud",
    "task": "Explain how the false banks of our side work and translate what is found.",
    "effective_from": "2026-12-01",
    "ends_on": "2027-05-31",
    "cases": [CASE_ID],
    "acts": ["advise", "translate"],
}
HOSTED = {"host": "Son Bopha, head of desk", "conditions_text": "", "effective_from": "2026-12-01",
          "ends_on": "2027-03-31", "cases": [CASE_ID], "acts": ["advise"]}  # fmt: skip


def propose_adviser(**request: Any) -> Situation:
    """HO signs the proposal another person wrote."""
    record = {"state": "draft", "request": {**copy.deepcopy(ATTACHMENT), **request}, "actors": {"av.draft": "sp-1"},
              "decisions": {}}  # fmt: skip
    return situation("requesting", "av.send", actor="ho-1", roles=("HO",), record=record)


def host(request: Mapping[str, Any] | None = None, **form: Any) -> Situation:
    """The host agrees, within what was proposed."""
    record = {"state": "received", "request": {**copy.deepcopy(ATTACHMENT), **(request or {})}, "actors": {},
              "partner_actors": {"requester": "sp-1"}, "decisions": {}}  # fmt: skip
    return situation("requested", "av.agree", actor="ho-x", roles=("HO",), record=record, form={**HOSTED, **form})


def entrust(case: Mapping[str, Any] = CASE, term: Mapping[str, Any] | None = None, **form: Any) -> Situation:
    """The host entrusts one act on one case."""
    kept = {**HOSTED, "effective_from": "2026-11-20", **(term or {})}
    record = {**host().record, "state": "attached", "term": kept}
    whole = {"member": case["id"], "entrusted_act": "advise", "task": "Explain how the accounts were opened.", **form}
    return situation("requested", "av.entrust", actor="sp-x", roles=("SP",), record=record, form=whole,
                     linked={"member": case})  # fmt: skip


WATCH: dict[str, Any] = {
    **{name: world.REQUEST[name] for name in ("conduct", "summary", "purpose_code", "purpose", "persons")},
    "objects": [], "flags": [], "items": [], "urgent": False,
}  # fmt: skip
WATCH_FACTS = {name: word for name, word in world.DESK_FACTS.items() if name not in ("coercive_act", "items_needed")}


def screen_person(**request: Any) -> Situation:
    """EC asks a list about one person."""
    record = {"case": "xa-coord/case/1", "request": {**copy.deepcopy(WATCH), **request}, "actors": {}}
    return situation("local", "wj.draft", actor="ec-1", roles=("EC",), record=record,
                     form={"case": "xa-coord/case/1", "registers": ["watch"]})  # fmt: skip


def act_on_hit(judgements: Any = (("cs-1", "positive"), ("sp-1", "positive")), **request: Any) -> Situation:
    """After two people judged, something is done."""
    rows = [
        {"candidate": "c1", "author": author, "result": result, "reason": "Compared.", "at": AGO}
        for author, result in judgements
    ]
    record = {"case": "xa-coord/case/1", "state": "confirmed", "request": {**copy.deepcopy(WATCH), **request},
              "actors": {"wj.draft": "ec-1", "wj.judge": "cs-1", "wj.confirm": "sp-1"}, "judgements": rows,
              "candidates": [{"id": "c1", "person": 0}], "decisions": {}, "stated": {}}  # fmt: skip
    case = situation("local", "wj.act", actor="sp-2", roles=("SP",), record=record,
                     form={"measure": "second_check", "member": "", "facts": dict(WATCH_FACTS),
                           "reasons": "Name, birth and passport are the same."})  # fmt: skip
    return replace(case, registers={"lawful_origin": "yes"})


BASES: dict[str, Callable[..., Situation]] = {
    "jt.certify": certify, "jt.assess": assess, "jt.send": send, "jt.receive": receive, "jt.agree": agree,
    "jt.start": start, "jt.add_case": add_case, "jt.order": order, "jt.entrust": entrust_member, "jt.ask_extension": extend,
    "jt.agree_extension": extension_agreed, "jt.evaluate": evaluate, "jt.answer_consultation": consult_answer,
    "mt.send": invite, "mt.send_minutes": send_minutes, "mt.agree_minutes": agree_minutes, "ct.send": promise,
    "ct.keep": keep, "av.send": propose_adviser, "av.agree": host, "av.entrust": entrust, "wj.draft": screen_person,
    "wj.act": act_on_hit,
}  # fmt: skip
assert set(OFFICES) == {"requesting", "requested"}
assert "vc-2019-30" in PACK.articles
