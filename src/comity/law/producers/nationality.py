"""NRV-01 to NRV-07, NAT-02 on a review: what the file, the notice, the hearing and the earlier records really say."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.common import (
    days_of,
    found,
    silent,
    text_of,
    unknown,
    yes_no,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import weight

OWN_FRAUD: Final = ("fraud", "false_statement", "concealment")
OWN_ACT: Final = ("applicant", "agent_with_knowledge")
NOTICE_PARTS: Final = frozenset({"facts", "evidence_list", "effect", "lawyer", "interpreter", "time_to_answer",
                                 "file_access", "hearing", "appeal"})  # fmt: skip
SERVED_BY: Final = ("in_person", "registered_post", "counsel")
LISTS: Final = ("political", "expression", "trait", "loyalty")
LEAVING: Final = ("surrender", "removal_check")
"""By which door somebody may want the person gone: handed over, or put over the border."""
OVER: Final = ("refused", "withdrawn", "closed", "returned", "carried_out", "erased")
"""Where a surrender rests for good. It was asked for all the same: a refusal because the person is a national is the
very reason for which a nationality might be taken."""
KEPT: Final = ("kept", "fixed", "restored", "erased")
"""An erased review no longer says how it ended: it counts as one that left the nationality standing."""


def review_single(situation: Situation, settings: Settings) -> Fact:
    """One person a file: a decision about several people at once is about none of them."""
    persons = situation.persons
    return unknown("persons") if persons is None else yes_no(len(persons) == 1, persons=len(persons))


def nationality_ground(situation: Situation, settings: Settings) -> Fact:
    """Is what is held against the person his or her own fraud at the application, and nothing else?"""
    ground, actor = text_of(situation.request, "review_ground"), text_of(situation.request, "acted_by")
    if not ground or not actor:
        return unknown("ground and who acted")
    own = ground in OWN_FRAUD and actor in OWN_ACT
    return found("own_fraud" if own else "other", ground=ground, acted_by=actor)


def fraud_material(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a file without proof proves nothing."""
    proof = rows(situation.request.get("proof"))
    if proof is None:
        return unknown("proof")
    return silent() if proof else found("no", proof=0)


def ground_indicators(situation: Situation, settings: Settings) -> Fact:
    """Does a word or flag of the file point to politics, expression, a group, loyalty or a later crime?"""
    texts, flags = _texts(situation), words(situation.request.get("flags"))
    if texts is None or flags is None:
        return unknown("summary, selection rule, proof or flags")
    seen = {name: settings.words[name].found_in(texts) for name in LISTS}
    raised = sorted(set(flags) & {flag for name in LISTS for flag in settings.words[name].flags})
    said = {name: listed for name, listed in seen.items() if listed}
    return found("found" if said or raised else "none", words=said, flags=raised, about=situation.request_hash)


def selection_basis(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a rule that says nothing, or that nobody wrote, explains no selection."""
    rule, author = text_of(situation.request, "selection_rule"), text_of(situation.request, "selection_author")
    if weight(rule) < settings.reasons_weight or not weight(author):
        return found("unexplained", rule=weight(rule))
    return silent()


def selection_volume(situation: Situation, settings: Settings) -> Fact:
    """Is it one file among few, or a sweep: by the batch it says it is of, and by what this office really opened?"""
    counts, size = mapping(situation.node.get("reviews")), situation.request.get("batch_size")
    keys = ("reviews_30d", "same_origin_30d")
    if any(type(counts.get(key)) is not int for key in keys):
        return unknown("series of reviews")
    said = size if type(size) is int else 0
    limits = settings.limits["nationality"]
    over = {key: counts[key] for key in keys if counts[key] >= limits[key]}
    over |= {"batch_size": said} if said > limits["batch_size"] else {}
    return found("sweep" if over else "few", over=over)


def lead_logged(situation: Situation, settings: Settings) -> Fact:
    """Does the file say that the partner asked first, and since when, where this node's own records say so?"""
    related = situation.related
    if related is None:
        return unknown("related records")
    asked = sorted(str(row.get("made_at", ""))[:10] for row in related if _partner_came(row))
    request, first = situation.request, days_of(text_of(situation.request, "first_interest_on"))
    if text_of(request, "triggered_by") == "own_audit":
        made = str(situation.record.get("made_at", ""))[:10]
        earlier = [day for day in asked if not made or day <= made]
        return yes_no(not earlier, partner_asked=earlier[:1])
    office, today = text_of(request, "lead_office"), situation.day
    whole = bool(office) and first is not None and first[0] <= today
    honest = whole and (not asked or (first is not None and first[0].isoformat() <= asked[0]))
    return yes_no(honest, partner_asked=asked[:1], first=text_of(request, "first_interest_on"))


def notice_given(situation: Situation, settings: Settings) -> Fact:
    """A whole notice, in a language of the person's own, into his or her hands."""
    notice = mapping(situation.form if situation.verb == "serve_notice" else situation.record.get("notice"))
    persons = situation.persons
    if not notice or not persons:
        return unknown("notice and person")
    told, own = words(notice.get("told")), words(persons[0].get("languages"))
    served = days_of(text_of(notice, "served_on"))
    if told is None or own is None or served is None:
        return unknown("notice and person")
    missing = sorted(NOTICE_PARTS - set(told))
    in_own = text_of(notice, "language") in own
    reached = text_of(notice, "served_by") in SERVED_BY and served[1] <= situation.day
    return yes_no(not missing and in_own and reached, missing=missing, language=text_of(notice, "language"))


def answer_time(situation: Situation, settings: Settings) -> Fact:
    """Has the person answered, or has the whole time to answer gone by?"""
    hearing = mapping(situation.record.get("hearing"))
    if hearing:
        word = text_of(hearing, "time")
        return found(word) if word in ("answered", "lapsed", "running") else unknown("time to answer")
    if rows(situation.record.get("answers")):
        return found("answered")
    clock = mapping(mapping(situation.record.get("clocks")).get("response"))
    due = text_of(clock, "due_at")
    if not due:
        return unknown("clock")
    return found("lapsed" if due <= situation.moment else "running", due_at=due)


def file_access(situation: Situation, settings: Settings) -> Fact:
    """Was the whole file opened to the person?"""
    access = rows(situation.record.get("access"))
    if access is None or not access:
        return found("none") if "notice" in situation.record else unknown("notice")
    held_back = [row for row in access if weight(text_of(row, "withheld"))]
    return found("part" if held_back else "whole", times=len(access))


def fair_hearing(situation: Situation, settings: Settings) -> Fact:
    """Heard before a court, with counsel and interpreter, or waived with counsel's help."""
    hearing = mapping(situation.form if situation.verb == "hear" else situation.record.get("hearing"))
    if not hearing:
        return unknown("hearing")
    helped = text_of(hearing, "counsel") in ("present", "declined_in_writing")
    understood = text_of(hearing, "interpreter") in ("present", "not_needed")
    waived = text_of(hearing, "form") == "waived"
    fair = helped and understood and bool(weight(text_of(hearing, "minutes")))
    return yes_no(fair and (not waived or text_of(hearing, "counsel") == "present"), form=text_of(hearing, "form"))


def other_nationality(situation: Situation, settings: Settings) -> Fact:
    """Only raises: without that state's own written and recent yes nobody may say that it is confirmed."""
    answer, asked = mapping(situation.record.get("confirmation")), text_of(situation.request, "other_state")
    day = days_of(text_of(answer, "dated_on"))
    if not answer or not asked or day is None:
        return unknown("written answer of the other state")
    said, giver = text_of(answer, "answer"), text_of(answer, "given_by")
    inputs = {"answer": said, "given_by": giver, "dated_on": text_of(answer, "dated_on")}
    if said == "no_answer":
        return unknown("written answer of the other state")
    if said != "national" or giver != "that_state_in_writing" or not weight(text_of(answer, "reference")):
        return found("not_confirmed", **inputs)
    today = situation.day
    fresh = today - timedelta(days=settings.limits["nationality"]["confirmation_days"])
    return silent() if fresh <= day[0] and day[1] <= today else unknown("recent answer of the other state")


def family_effect(situation: Situation, settings: Settings) -> Fact:
    """Only raises: the gravest thing that would befall a child or a spouse; a sheet is always owed."""
    family = mapping(situation.record.get("family"))
    members = rows(family.get("members"))
    if members is None or not text_of(family, "register_extract"):
        return unknown("family sheet")
    day = days_of(text_of(family, "register_date"))
    today = situation.day
    fresh = today - timedelta(days=settings.limits["nationality"]["confirmation_days"])
    if day is None or not fresh <= day[0] <= today:
        return unknown("recent register extract")
    effects = {text_of(row, "effect") for row in members}
    word = next((word for word in ("stateless", "loses") if word in effects), "")
    if word or not effects <= {"keeps"}:
        return found(word or "loses", members=len(members))
    return silent()


def proportionality_weighed(situation: Situation, settings: Settings) -> Fact:
    """Is there a factors sheet that says something on each factor?"""
    sheet = mapping(situation.record.get("weighing"))
    if not sheet:
        return unknown("factors sheet")
    parts = ("own_part", "family_life", "milder_means", "reasons")
    whole = all(weight(text_of(sheet, part)) >= settings.reasons_weight for part in parts)
    return yes_no(whole, entered_at=text_of(sheet, "entered_at"))


def foreign_proof(situation: Situation, settings: Settings) -> Fact:
    """None; or checked, which a person must say; never where a check is not even written down."""
    proof, request = rows(situation.request.get("proof")), situation.request
    if proof is None or not text_of(request, "triggered_by"):
        return unknown("proof")
    foreign = [row for row in proof if row.get("from") != "own_office"]
    if not foreign and text_of(request, "triggered_by") == "own_audit":
        return found("none")
    bare = [n for n, row in enumerate(foreign) if not weight(text_of(row, "verified_by"))
            or weight(text_of(row, "verified_how")) < settings.reasons_weight]  # fmt: skip
    alone = not any(row.get("from") == "own_office" or text_of(row, "verified_by") for row in proof)
    return found("unchecked", rows=bare) if bare or alone else silent()


def decision_reasoned(situation: Situation, settings: Settings) -> Fact:
    """Reasons, remedies, and a language the person reads."""
    outcome = mapping(situation.form if situation.verb == "cancel" else situation.record.get("outcome"))
    persons = situation.persons
    if not outcome or not persons:
        return unknown("decision")
    own = words(persons[0].get("languages")) or []
    said = all(weight(text_of(outcome, part)) >= settings.reasons_weight for part in ("reasons", "remedies"))
    return yes_no(said and text_of(outcome, "language") in own, language=text_of(outcome, "language"))


def appeal_run(situation: Situation, settings: Settings) -> Fact:
    """Is the decision final: upheld on appeal, or not appealed against after it was served in the person's language?"""
    final, by = text_of(situation.record, "final_at"), text_of(situation.record, "final_by")
    if not final:
        return yes_no(False)
    service, persons = mapping(situation.record.get("service")), situation.persons or []
    own = (words(persons[0].get("languages")) or []) if persons else []
    served = text_of(service, "language") in own
    return yes_no(by == "upheld" or (by == "window" and served), final_by=by)


def appeal_judge_apart(situation: Situation, settings: Settings) -> Fact:
    """Does the judge of the appeal come to it fresh: neither heard the case nor decided on it?"""
    hearing, decided = mapping(situation.record.get("hearing")), mapping(situation.record.get("decisions"))
    if not hearing:
        return unknown("hearing")
    earlier = {text_of(hearing, "judge")}
    earlier |= {text_of(row, "author") for given in decided.values() for row in rows(given) or []}
    return yes_no(situation.actor not in earlier)


def kept_before(situation: Situation, settings: Settings) -> Fact:
    """Has an earlier review of this person ended with the nationality standing?"""
    if situation.related is None:
        return unknown("related records")
    kept = [row for row in situation.related if _is_review(row) and row.get("state") in KEPT]
    return found("kept" if kept else "none", records=sorted(str(row.get("id", "")) for row in kept))


def later_evidence(situation: Situation, settings: Settings) -> Fact:
    """Only raises: no proof of this file was found after the earlier decision."""
    proof = rows(situation.request.get("proof"))
    if proof is None or situation.related is None:
        return unknown("proof and related records")
    ended = [_ended_on(row) for row in situation.related if _is_review(row) and row.get("state") in KEPT]
    dates = [days_of(text_of(row, "found_on")) for row in proof]
    last = max(ended, default="")
    later = [span for span in dates if span is not None and span[0].isoformat() > last]
    return silent() if later else found("no", earlier_decision=last)


def surrender_interest(situation: Situation, settings: Settings) -> Fact:
    """Does a partner want the person surrendered, did it ever, or did its interest set this review off?"""
    if situation.related is None:
        return unknown("related records")
    wanted = [row for row in situation.related if row.get("procedure") in LEAVING]
    live = [row for row in wanted if row.get("state") not in OVER]
    if wanted:
        word = "live" if live else "asked_before"
        return found(word, records=sorted(str(row.get("id", "")) for row in wanted), live=len(live))
    lead = text_of(situation.request, "triggered_by") == "partner_lead"
    return found("lead" if lead else "none")


def _texts(situation: Situation) -> list[str] | None:
    proof, persons = rows(situation.request.get("proof")), situation.persons
    keys = ("summary", "selection_rule")
    if proof is None or persons is None or not weight(text_of(situation.request, "summary")):
        return None
    texts = [situation.request.get(key) for key in keys]
    texts += [row.get(key) for row in proof for key in ("what", "giver", "verified_how")]
    texts += [row.get("link") for row in persons]
    return words(texts)


def _partner_came(row: Mapping[str, Any]) -> bool:
    """A record that a partner's message brought about this person."""
    return row.get("side") in ("requested", "receiving") and bool(row.get("partner"))


def _is_review(row: Mapping[str, Any]) -> bool:
    return row.get("procedure") == "nationality_review"


def _ended_on(row: Mapping[str, Any]) -> str:
    """The day the earlier decision was taken."""
    return str(row.get("kept_at") or row.get("restored_at") or row.get("changed_at") or date.max.isoformat())[:10]


PRODUCERS = {
    "review_single": review_single,
    "nationality_ground": nationality_ground,
    "fraud_material": fraud_material,
    "ground_indicators": ground_indicators,
    "selection_basis": selection_basis,
    "selection_volume": selection_volume,
    "lead_logged": lead_logged,
    "notice_given": notice_given,
    "answer_time": answer_time,
    "file_access": file_access,
    "fair_hearing": fair_hearing,
    "other_nationality": other_nationality,
    "family_effect": family_effect,
    "proportionality_weighed": proportionality_weighed,
    "foreign_proof": foreign_proof,
    "decision_reasoned": decision_reasoned,
    "appeal_run": appeal_run,
    "appeal_judge_apart": appeal_judge_apart,
    "kept_before": kept_before,
    "later_evidence": later_evidence,
    "surrender_interest": surrender_interest,
}
