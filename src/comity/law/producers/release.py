"""What would leave: within what was asked, confirmed by a second person, limited in use, lawfully come by."""

from comity.law.fact import Fact
from comity.law.producers.common import days_of, found, silent, text_of, unknown, yes_no
from comity.law.producers.items import items_of
from comity.law.settings import Settings
from comity.law.situation import Situation, rows, words


def fields_within_request(situation: Situation, settings: Settings) -> Fact:
    """Does every statement answer an item that was asked for, with a property of that item?"""
    asked, statements = items_of(situation), situation.statements
    if asked is None or not statements:
        return unknown("items and statements")
    allowed = {(item.code, name) for item in asked for name in item.properties}
    given = {(text_of(row, "item"), text_of(row, "property")) for row in statements}
    return yes_no(given <= allowed, beyond=sorted(f"{item}:{name}" for item, name in given - allowed))


def match_confirmed(situation: Situation, settings: Settings) -> Fact:
    """A positive judgement by someone other than the searcher, for every person a statement speaks of."""
    searcher = situation.actor_of("search")
    judged, candidates = rows(situation.record.get("judgements")), rows(situation.record.get("candidates"))
    statements = situation.statements
    if not searcher or judged is None or candidates is None or statements is None:
        return unknown("search, judgements and statements")
    latest = {text_of(row, "candidate"): row for row in judged}
    positive = {name: row for name, row in latest.items() if row.get("result") == "positive"}
    second = all(text_of(row, "author") not in ("", searcher) for row in positive.values())
    persons = {row.get("person") for row in candidates if row.get("id") in positive}
    spoken_of = {row.get("person") for row in statements}
    known = all(type(number) is int for number in spoken_of) and bool(spoken_of)
    confirmed = bool(positive) and second and known and spoken_of <= persons
    return yes_no(confirmed, positive=len(positive), searcher=searcher)


def use_limited(situation: Situation, settings: Settings) -> Fact:
    """A handling code, a condition that binds the use to the case, and an end date in the future."""
    if situation.release is None:
        return unknown("release")
    handling, conditions = words(situation.release.get("handling")), words(situation.release.get("conditions"))
    span = days_of(text_of(situation.release, "expires_on"))
    if handling is None or conditions is None or span is None:
        return unknown("handling codes, conditions or end date")
    listed = bool(handling) and all(code in situation.pack.handling for code in handling)
    known = all(code in situation.pack.conditions for code in conditions)
    bound = any("use_limit" in situation.pack.conditions[code].flags for code in conditions) if known else False
    return yes_no(listed and bound and span[0] > situation.day, handling=handling, conditions=conditions)


def no_death_condition(situation: Situation, settings: Settings) -> Fact:
    """Does the release, or the consent to pass on, carry the condition that no death sentence may rest on it?"""
    holder = situation.release if situation.release is not None else situation.form
    conditions = words(holder.get("conditions"))
    if conditions is None:
        return unknown("conditions")
    known = situation.pack.conditions
    return yes_no(any(code in known and "no_death" in known[code].flags for code in conditions), conditions=conditions)


def lawful_origin(situation: Situation, settings: Settings) -> Fact:
    """What the registers' own records say of how they were obtained; nothing when they do not say."""
    said = situation.registers.get("lawful_origin")
    if said in ("yes", "no"):
        return found(str(said))
    return silent() if said == "unknown" else unknown("the registers' own records")


PRODUCERS = {
    "fields_within_request": fields_within_request,
    "match_confirmed": match_confirmed,
    "use_limited": use_limited,
    "no_death_condition": no_death_condition,
    "lawful_origin": lawful_origin,
}
