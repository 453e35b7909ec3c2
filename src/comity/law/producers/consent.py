"""ONW-01, USE-01: what was given by another office goes no further, and serves nothing else, than its giver agreed to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from comity.domain.given import statement_hash
from comity.law.fact import Fact
from comity.law.producers.common import days_of, found, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import comparable, weight

INTENTS: Final = ("other_case", "court", "onward", "exculpatory")
LONGEST_DAYS: Final = 365
"""A consent ends by itself: no longer than a year, and asked for again."""


def consent_specified(situation: Situation, settings: Settings) -> Fact:
    """Is it about something really given between these two offices, for a named use, recipient and time?"""
    request, given = situation.request, situation.linked.get("given_in")
    if not request or "intent" not in request:
        return unknown("request")
    missing = []
    if given is None or text_of(given, "id") != text_of(request, "given_in") or not _was_given(situation, given):
        missing.append("given_in")
    if request.get("intent") not in INTENTS:
        missing.append("intent")
    if request.get("intent") == "onward" and not weight(text_of(request, "recipient")):
        missing.append("recipient")
    if request.get("intent") == "court" and not text_of(request, "forum"):
        missing.append("forum")
    if weight(text_of(request, "purpose")) < settings.purpose_weight:
        missing.append("purpose")
    if not _ends(situation):
        missing.append("until")
    if given is not None and not _numbers_fit(words(request.get("numbers")), given):
        missing.append("numbers")
    return yes_no(not missing, missing=missing)


def use_consent(situation: Situation, settings: Settings) -> Fact:
    """What the consent on this record says, today, of the use or the transfer that is about to happen."""
    consent, form = mapping(situation.record.get("consent")), situation.form
    if not consent:
        return found("none")
    if text_of(consent, "revoked_at") or text_of(situation.record, "state") != "granted":
        return found("revoked", revoked_at=text_of(consent, "revoked_at"))
    if not runs(situation, text_of(consent, "until")):
        return found("expired", until=text_of(consent, "until"))
    if _withheld(situation.linked.get("given_in")) & _covered(situation):
        return found("revoked", recalled=True)
    beyond = _beyond(situation, consent, form)
    return found("beyond" if beyond else "granted", beyond=beyond, until=text_of(consent, "until"))


def codes_carried(situation: Situation, settings: Settings) -> Fact:
    """Does what is passed on keep every handling code and condition it came under, and those of the consent?"""
    given = situation.linked.get("given_in")
    answer = mapping((given or {}).get("answer"))
    stated = rows(answer.get("statements"))
    if given is None or stated is None:
        return unknown("what was given")
    codes = {
        *(words(answer.get("handling")) or ()),
        *(code for row in stated for code in words(row.get("handling")) or ()),
    }
    consent = mapping(situation.record.get("consent"))
    conditions = {*(words(answer.get("conditions")) or ()), *(words(consent.get("conditions")) or ())}
    lost = sorted(codes - set(words(situation.form.get("handling")) or ()))
    lost += sorted(conditions - set(words(situation.form.get("conditions")) or ()))
    return yes_no(not lost, lost=lost)


def originator_consent(situation: Situation, settings: Settings) -> Fact:
    """Is every statement our own or the recipient's own, or does its giver's consent stand for this recipient and purpose?

    A statement that another office gave us is that office's, whatever was typed beside it, unless our own registers
    hold it too. What was recalled is nobody's to give.
    """
    statements, office = situation.statements, text_of(situation.node, "office")
    if not statements or not office:
        return unknown("statements")
    if situation.related is None:
        return unknown("own records")
    if any(not text_of(row, "originator") for row in statements):
        return unknown("originator of a statement")
    recipient = text_of(situation.partner or {}, "office")
    givers = [(row, giver_of(situation, row)) for row in statements]
    foreign = [(row, giver) for row, giver in givers if giver not in (office, recipient)]
    recalled = set().union(*(_withheld(row) for row in situation.related)) if foreign else set()
    missing = [
        giver
        for row, giver in foreign
        if statement_hash(row) in recalled or not stands(situation, giver, statement_hash(row))
    ]
    word = "own" if not foreign else "missing" if missing else "consented"
    return found(word, originators=sorted({giver for _, giver in givers}), missing=sorted(set(missing)))


def giver_of(situation: Situation, statement: Mapping[str, Any]) -> str:
    """Who gave this statement: as it says; or the office whose answer holds the same and our own registers do not."""
    named, office = text_of(statement, "originator"), text_of(situation.node, "office")
    if named != office or _in_own_registers(situation, statement):
        return named
    wanted = statement_hash(statement)
    for row in situation.related or ():
        answer = rows(mapping(row.get("answer")).get("statements")) or []
        if any(statement_hash(item) == wanted for item in answer):
            return text_of(row, "partner")
        if wanted in _withheld(row):
            return text_of(row, "partner")
    return named


def stands(situation: Situation, giver: str, fingerprint: str, *, intent: str = "onward") -> bool:
    """Does a consent of this giver run today for this recipient, purpose and statement?"""
    purpose = text_of(situation.request, "purpose_code")
    return any(
        text_of(row, "provider") == giver
        and text_of(row, "intent") == intent
        and (intent != "onward" or _is_recipient(situation, text_of(row, "recipient")))
        and text_of(row, "purpose_code") == purpose
        and not text_of(row, "revoked_at")
        and runs(situation, text_of(row, "until"))
        and fingerprint in (words(row.get("covers")) or ())
        for row in rows(situation.node.get("consents")) or []
    )


def runs(situation: Situation, until: str) -> bool:
    """Has the last day not passed? A consent without a last day does not run."""
    span = days_of(until)
    return span is not None and situation.day <= span[1]


def stands_for(situation: Situation, *, intents: tuple[str, ...]) -> bool:
    """Does a consent of the partner run today for a use of what this very record brought?"""
    return any(
        text_of(row, "provider") == text_of(situation.record, "partner")
        and text_of(row, "given_in") == text_of(situation.record, "id")
        and text_of(row, "intent") in intents
        and not text_of(row, "revoked_at")
        and runs(situation, text_of(row, "until"))
        for row in rows(situation.node.get("consents")) or []
    )


def _is_recipient(situation: Situation, named: str) -> bool:
    partner = situation.partner or {}
    known = {comparable(text_of(partner, key)) for key in ("office", "authority")} - {""}
    return comparable(named) in known


def _in_own_registers(situation: Situation, statement: Mapping[str, Any]) -> bool:
    """Whether a register of ours, searched for this record, holds the value: then it is ours besides."""
    value = comparable(text_of(statement, "value"))
    held = [comparable(str(row.get("record"))) for row in rows(situation.record.get("candidates")) or []]
    return bool(value) and any(value in text for text in held)


def _was_given(situation: Situation, given: Mapping[str, Any]) -> bool:
    """We received it (and ask), or we released it (and are asked); between the same two offices."""
    same = text_of(given, "partner") == text_of(situation.record, "partner")
    ours = bool(given.get("released_at")) and bool(given.get("release"))
    theirs = bool(given.get("answer")) or bool(given.get("offered"))
    return same and (theirs if situation.side == "requesting" else ours)


def _ends(situation: Situation) -> bool:
    today = situation.day
    asked = days_of(text_of(situation.request, "until"))
    named = days_of(text_of(situation.form, "until")) if situation.verb == "grant" else asked
    if asked is None or named is None:
        return False
    return today < named[0] <= min(asked[0], _latest(today))


def _latest(today: date) -> date:
    return today + timedelta(days=LONGEST_DAYS)


def _numbers_fit(numbers: list[str] | None, given: Mapping[str, Any]) -> bool:
    if numbers is None:
        return False
    if given.get("procedure") == "evidence":
        return not numbers  # an exhibit is one thing
    holder = mapping(given.get("answer")) or mapping(given.get("release"))
    count = len(rows(holder.get("statements")) or [])
    return count > 0 and all(number.isascii() and number.isdigit() and 0 < int(number) <= count for number in numbers)


def _beyond(situation: Situation, consent: Mapping[str, Any], form: Mapping[str, Any]) -> list[str]:
    """The members of the act that go further than the consent."""
    passing = situation.verb == "pass_on"
    found_ones = []
    if (text_of(consent, "intent") == "onward") is not passing:
        found_ones.append("intent")
    if text_of(form, "purpose_code") != text_of(consent, "purpose_code"):
        found_ones.append("purpose_code")
    if passing and comparable(text_of(form, "recipient")) != comparable(text_of(consent, "recipient")):
        found_ones.append("recipient")
    if passing and text_of(form, "recipient_state") != text_of(consent, "recipient_state"):
        found_ones.append("recipient_state")
    asked, allowed = words(form.get("numbers")) or [], words(consent.get("numbers")) or []
    if allowed and (not asked or not set(asked) <= set(allowed)):
        found_ones.append("numbers")
    return found_ones


def _withheld(row: Mapping[str, Any] | None) -> set[str]:
    return {text_of(item, "hash") for item in rows((row or {}).get("withheld")) or []} - {""}


def _covered(situation: Situation) -> set[str]:
    return set(words(situation.record.get("covers")) or ())


PRODUCERS = {
    "consent_specified": consent_specified,
    "use_consent": use_consent,
    "codes_carried": codes_carried,
    "originator_consent": originator_consent,
}
