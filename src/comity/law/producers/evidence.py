"""EVI-01, EVI-02: what an exhibit may be called, by its acquisition, its chain of custody and what was done to it."""

from typing import Final

from comity.domain.attachment import is_hash
from comity.domain.custody import first_break
from comity.law.fact import Fact
from comity.law.producers.common import days_of, found, silent, text_of, unknown, yes_no
from comity.law.producers.consent import stands_for
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import weight

GRADES: Final = ("evidence", "lead_only")
ORDERED: Final = ("court_order", "prosecutor_order")
UNORDERED: Final = ("consent", "found", "handed_over")
OF_A_BODY: Final = ("sample",)


def evidence_grade(situation: Situation, settings: Settings) -> Fact:
    """What the record says it is; what came as a lead stays one."""
    grade = text_of(situation.record, "grade")
    return found(grade) if grade in GRADES else unknown("grade")


def offered_as(situation: Situation, settings: Settings) -> Fact:
    """What it is given out, or taken in, as."""
    record, form = situation.record, situation.form
    for holder in (form, mapping(record.get("release")), mapping(record.get("offered"))):
        word = text_of(holder, "offered_as")
        if word:
            return found(word) if word in GRADES else unknown("what it is given out as")
    return unknown("what it is given out as")


def custody_chain(situation: Situation, settings: Settings) -> Fact:
    """Every event recomputed; a chain without a single event is none."""
    chain = rows(situation.record.get("custody"))
    if not chain:
        return unknown("custody")
    broken = first_break(chain)
    return found("broken" if broken else "unbroken", events=len(chain), broken=broken)


def acquisition_hashed(situation: Situation, settings: Settings) -> Fact:
    """A hash taken at the acquisition, with method, time and place; at home also who was there."""
    acquired = mapping(situation.record.get("acquired"))
    digests = words(acquired.get("hashes"))
    if digests is None:
        return unknown("acquisition")
    needed = ["acquired_when", "method", "acquired_place"]
    if situation.side == "requesting":
        needed += ["first_responder", "witness"]
    missing = [name for name in needed if not text_of(acquired, name)]
    return yes_no(bool(digests) and all(is_hash(text) for text in digests) and not missing, missing=missing)


def analysis_method(situation: Situation, settings: Settings) -> Fact:
    """Every analysis on a working copy, repeatable, with a tool that is named; none is fine too."""
    analyses = rows(situation.record.get("analyses")) or []
    if not analyses:
        return found("none")
    copies = rows(situation.record.get("copies")) or []
    sound = all(
        row.get("on_copy") is True and row.get("repeatable") is True and text_of(row, "tool_version") != ""
        for row in analyses
    )
    return found("repeatable" if sound and copies else "not_repeatable", analyses=len(analyses), copies=len(copies))


def order_named(situation: Situation, settings: Settings) -> Fact:
    """Does an acquisition that rests on an order name it?"""
    acquired = mapping(situation.record.get("acquired"))
    if situation.verb == "collect":
        acquired = situation.form
    kind = text_of(acquired, "order_kind")
    if kind in UNORDERED:
        return found("not_needed", order_kind=kind)
    if kind not in ORDERED:
        return unknown("order")
    return yes_no(bool(text_of(acquired, "order_id").strip()), order_kind=kind)


def statement_guarded(situation: Situation, settings: Settings) -> Fact:
    """Where it is a statement: a place that is named, a lawyer or a waiver, a recording."""
    exhibit, acquired = mapping(situation.record.get("exhibit")), mapping(situation.record.get("acquired"))
    kind = text_of(exhibit, "kind")
    if not kind or not acquired:
        return unknown("exhibit or acquisition")
    if kind != "statement":
        return found("no_statement", kind=kind)
    place = text_of(acquired, "held_place") or text_of(acquired, "acquired_place")
    guarded = text_of(acquired, "lawyer") in ("present", "waived") and acquired.get("recorded") is True
    named = weight(text_of(acquired, "held_place")) > 0 and bool(place)
    return yes_no(guarded and named, lawyer=text_of(acquired, "lawyer"), place_named=named)


def court_use(situation: Situation, settings: Settings) -> Fact:
    """What a partner gave under H1 is used in court by its consent only; what clears somebody always, with notice."""
    wanted = text_of(situation.form, "court_use")
    if wanted not in ("trial", "exculpatory"):
        return unknown("use")
    codes = words(mapping(situation.record.get("offered")).get("handling")) or []
    if situation.side != "requested" or "H1" not in codes:
        return found("free", handling=codes)
    if wanted == "exculpatory":
        return found("exculpatory" if situation.form.get("provider_told") is True else "barred", handling=codes)
    consented = stands_for(situation, intents=("court",))
    return found("consented" if consented else "barred", handling=codes)


def exhibit_special(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a sample of a body is special data, whatever is said of it."""
    kind = text_of(mapping(situation.record.get("exhibit")), "kind")
    if not kind:
        return unknown("exhibit")
    return found("yes", kind=kind) if kind in OF_A_BODY else silent()


def exhibit_people(situation: Situation, settings: Settings) -> Fact:
    """Who found it, who prepared the transfer and who approved it are three; the approver does not send."""
    finder, preparer = situation.actor_of("draft"), situation.actor_of("prepare_release")
    approving = situation.verb == "approve_release"
    approver = situation.actor if approving else situation.actor_of("approve_release")
    if not (finder and preparer and approver):
        return unknown("who took an earlier step")
    sender = "" if approving else situation.actor
    apart = approver not in (*situation.takers_of("draft", "amend"), preparer, sender)
    return yes_no(apart, finder=finder, preparer=preparer, approver=approver)


def mismatch_told(situation: Situation, settings: Settings) -> Fact:
    """Nobody else has it; or the partner that has or gave it was told after the mismatch, or told us."""
    record = situation.record
    doubt = mapping(record.get("mismatch"))
    if not doubt:
        return unknown("mismatch")
    shared = bool(text_of(record, "released_at") or text_of(record, "received_at"))
    told = text_of(record, "partner_told_at") >= text_of(doubt, "at") or text_of(doubt, "by") == "partner"
    return yes_no(not shared or told, shared=shared)


def destruction_due(situation: Situation, settings: Settings) -> Fact:
    """No retention runs, an order is on record, and what is measured is what was acquired."""
    record = situation.record
    digests = words(mapping(record.get("acquired")).get("hashes"))
    measured = words(situation.form.get("measured"))
    if digests is None or measured is None:
        return unknown("hashes")
    kept = days_of(text_of(record, "retained_to"))
    over = kept is None or kept[1] <= situation.day
    ordered = bool(text_of(mapping(record.get("destruction")), "order_id"))
    same = {text.lower() for text in measured} == set(digests)
    return yes_no(over and ordered and same, over=over, ordered=ordered, same=same)


PRODUCERS = {
    "evidence_grade": evidence_grade,
    "offered_as": offered_as,
    "custody_chain": custody_chain,
    "acquisition_hashed": acquisition_hashed,
    "analysis_method": analysis_method,
    "order_named": order_named,
    "statement_guarded": statement_guarded,
    "court_use": court_use,
    "exhibit_special": exhibit_special,
    "exhibit_people": exhibit_people,
    "mismatch_told": mismatch_told,
    "destruction_due": destruction_due,
}
