"""TER-01, CNS-01, RET-01: who acts on whose soil, who travels, what is held."""

from collections.abc import Mapping
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.assistance import ENDED
from comity.law.producers.common import days_of, found, moment_of, silent, text_of, unknown, yes_no
from comity.law.producers.governance import clock_end
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows
from comity.law.text import comparable, weight

AUTHORISING: Final = ("CA", "JU")
DECIDED: Final = (*ENDED, "released")
RANK: Final = {"attends": 1, "puts_questions": 2, "acts": 3}


def foreign_officers(situation: Situation, settings: Settings) -> Fact:
    """Only raises: officers named in the request, in an authorisation, or as present at a hearing."""
    named = _present(situation)
    if named is None:
        return unknown("officers present")
    if not named:
        return silent()
    acting = any(row.get("part") not in ("attends", "puts_questions") for row in named)
    return found("acting" if acting else "present", officers=len(named))


def territory_authorised(situation: Situation, settings: Settings) -> Fact:
    """What the written authorisation says today of these officers; nothing where none was written."""
    written = mapping(situation.record.get("authorisation"))
    if not written:
        return silent()
    start, end = days_of(text_of(written, "from_on")), days_of(text_of(written, "until"))
    if start is None or end is None or text_of(written, "role") not in AUTHORISING:
        return found("no")
    runs = start[0] <= situation.day <= end[1] and not text_of(written, "withdrawn_at")
    covered = _covered(rows(written.get("officers_present")) or [], _present(situation) or [])
    return yes_no(runs and covered, until=text_of(written, "until"), withdrawn=text_of(written, "withdrawn_at"))


def hearing_guarded(situation: Situation, settings: Settings) -> Fact:
    """An own judge takes the step, rights were told, the language is named, an interpreter or none was needed."""
    form = situation.form
    if "held_on" not in form or not isinstance(form.get("rights_told"), bool):
        return unknown("hearing")
    held = days_of(text_of(form, "held_on"))
    own_judge = "JU" in situation.actor_roles and bool(weight(text_of(form, "led_by")))
    heard = form["rights_told"] and bool(weight(text_of(form, "language"))) and bool(weight(text_of(form, "counsel")))
    past = held is not None and held[0] <= situation.day
    return yes_no(own_judge and heard and past, own_judge=own_judge, rights_told=form["rights_told"])


def journey_consent(situation: Situation, settings: Settings) -> Fact:
    """Is there a consent of this very person, in writing, free, with counsel, for this kind of journey, not taken back?"""
    number, kind = situation.form.get("person"), text_of(situation.form, "journey")
    given = rows(situation.record.get("travel_consents"))
    if type(number) is not int or not kind:
        return unknown("person and journey")
    own = next((row for row in given or [] if row.get("person") == number), None)
    if own is None or text_of(own, "withdrawn_at"):
        return found("missing", person=number)
    told = all(weight(text_of(own, key)) >= 3 for key in ("counsel", "informed_of")) and bool(text_of(own, "language"))
    whole = own.get("in_writing") is True and own.get("free") is True and told and own.get("journey") == kind
    people = rows(situation.request.get("persons")) or []
    return found("free" if whole and 0 <= number < len(people) else "incomplete", person=number)


def safe_conduct_given(situation: Situation, settings: Settings) -> Fact:
    """Has the requesting state promised this person a safe conduct that has begun or begins with the journey?"""
    number = situation.form.get("person")
    if type(number) is not int:
        return unknown("person")
    given = rows(situation.record.get("safe_conducts")) or []
    own = next((row for row in given if row.get("person") == number), {})
    span = days_of(text_of(own, "from_on"))
    runs = span is not None and span[0] <= situation.day
    return yes_no(runs and weight(text_of(own, "text")) >= settings.reasons_weight, person=number)


def return_promised(situation: Situation, settings: Settings) -> Fact:
    """A witness is free to stay or go; for somebody in custody the day of return must be fixed."""
    kind = text_of(situation.form, "journey")
    if kind == "witness":
        return found("not_needed")
    if kind != "detained":
        return unknown("journey")
    span, asked = days_of(text_of(situation.form, "return_by")), days_of(text_of(situation.request, "return_by"))
    fixed = span is not None and span[0] > situation.day and (asked is None or span[0] <= asked[0])
    return yes_no(fixed, return_by=text_of(situation.form, "return_by"))


def preservation_over(situation: Situation, settings: Settings) -> Fact:
    """Sixty days after the hold began, and no request that follows it waits for its decision (Budapest art. 29(7))."""
    held = moment_of(text_of(mapping(situation.record.get("preservation")), "from_at"))
    if held is None or situation.related is None:
        return unknown("hold or own records")
    due = clock_end(situation.pack, "assistance_preservation", held, text_of(situation.node, "state"))
    waiting = [text_of(row, "id") for row in situation.related if _follows(situation, row)]
    return yes_no(situation.at >= due and not waiting, waiting=sorted(waiting))


def _follows(situation: Situation, row: Mapping[str, Any]) -> bool:
    named = text_of(mapping(row.get("request")), "follows")
    same = named != "" and named == text_of(situation.record, "id")
    return same and text_of(row, "state") not in DECIDED


def _present(situation: Situation) -> list[Mapping[str, Any]] | None:
    """Everybody who would be there: as the request asks, and as this step says."""
    asked, there = situation.request.get("officers_present"), situation.form.get("officers_present")
    if "officers_present" not in situation.request and "officers_present" not in situation.form:
        return []
    found_rows = [rows(value) for value in (asked, there) if value is not None]
    if any(value is None for value in found_rows):
        return None
    return [row for value in found_rows for row in value or []]


def _covered(allowed: list[Mapping[str, Any]], there: list[Mapping[str, Any]]) -> bool:
    """Everybody there is named in the authorisation, and does no more than it says."""
    parts = {comparable(text_of(row, "name")): RANK.get(text_of(row, "part"), 0) for row in allowed}
    asked = [(comparable(text_of(row, "name")), RANK.get(text_of(row, "part"), len(RANK) + 1)) for row in there]
    return bool(parts) and all(rank <= parts.get(name, 0) for name, rank in asked)


PRODUCERS = {
    "foreign_officers": foreign_officers,
    "territory_authorised": territory_authorised,
    "hearing_guarded": hearing_guarded,
    "journey_consent": journey_consent,
    "safe_conduct_given": safe_conduct_given,
    "return_promised": return_promised,
    "preservation_over": preservation_over,
}
