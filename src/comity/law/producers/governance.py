"""Reasons, consultation, grounds, time and use: the duties around an answer."""

from datetime import datetime
from typing import Final, cast

from comity.domain.deadlines import ClockRule, Unit, due_at
from comity.law.fact import Fact
from comity.law.pack_model import Pack
from comity.law.producers.common import found, moment_of, partner_state, text_of, unknown, yes_no
from comity.law.producers.consent import stands_for
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, words
from comity.law.text import weight

STEPS: Final = {"refuse": "refuse", "return_incomplete": "return", "consult": "consult", "postpone": "postpone"}
USES: Final = {"stated_case": "within_case", "not_used": "within_case", "exculpatory": "exculpatory"}


def reasons_stored(situation: Situation, settings: Settings) -> Fact:
    """Does the form carry reasons worth the name, or the list of what is missing?"""
    if words(situation.form.get("missing")):
        return yes_no(True)
    if "reasons" not in situation.form:
        return unknown("reasons")
    return yes_no(weight(situation.form["reasons"]) >= settings.reasons_weight)


def consulted(situation: Situation, settings: Settings) -> Fact:
    """Has the partner answered the consultation, or let its time pass?"""
    talk = mapping(situation.record.get("consultation"))
    asked = moment_of(text_of(talk, "asked_at"))
    if text_of(talk, "answered_at"):
        return found("yes", asked_at=text_of(talk, "asked_at"), answered_at=text_of(talk, "answered_at"))
    if asked is None:
        return found("no")
    due = clock_end(situation.pack, "consult", asked, partner_state(situation))
    return found("lapsed" if situation.at >= due else "no", asked_at=text_of(talk, "asked_at"))


def ground_listed(situation: Situation, settings: Settings) -> Fact:
    """Does the ground stand in the closed list for this step? A return may name what is missing instead."""
    if situation.verb == "return_incomplete" and words(situation.form.get("missing")):
        return yes_no(True, missing=words(situation.form.get("missing")))
    code = text_of(situation.form, "ground")
    if not code:
        return unknown("ground")
    ground = situation.pack.grounds.get(code)
    return yes_no(ground is not None and STEPS.get(situation.verb) in ground.steps, ground=code)


def answer_in_time(situation: Situation, settings: Settings) -> Fact:
    """Is the answer given before the clock runs out?"""
    clock = mapping(mapping(situation.record.get("clocks")).get("answer"))
    due = moment_of(text_of(clock, "due_at"))
    return unknown("clock") if due is None else yes_no(situation.at <= due)


def reported_use(situation: Situation, settings: Settings) -> Fact:
    """What the use report says the information was used for."""
    word = USES.get(text_of(situation.form, "use"))
    if not word:
        return unknown("use")
    case, used_for = text_of(situation.record, "case"), text_of(situation.form, "used_for_case")
    if text_of(situation.form, "use") == "stated_case" and used_for != case:
        consented = stands_for(situation, intents=("other_case", "court"))
        return found("consented" if consented else "beyond_case", case=case, used_for=used_for)
    return found(word)


def clock_end(pack: Pack, code: str, start: datetime, state: str) -> datetime:
    """When a clock of the pack that started at ``start`` runs out, by the calendar of the state that must act."""
    row = pack.clock_rule(code, state)
    unit = cast("Unit", row.unit)
    rule = ClockRule(amount=row.amount, unit=unit, zone=row.zone, weekend=row.weekend, holidays=row.holidays)
    return due_at(start, rule)


PRODUCERS = {
    "reasons_stored": reasons_stored,
    "consulted": consulted,
    "ground_listed": ground_listed,
    "answer_in_time": answer_in_time,
    "reported_use": reported_use,
}
