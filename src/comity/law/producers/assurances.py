"""ASR-01, DTH-01: what an assurance is worth at this moment. Each use asks again: promises expire and are withdrawn."""

from collections.abc import Mapping
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.common import Producer, conduct_code, days_of, found, text_of, unknown
from comity.law.producers.conduct import capital_conduct
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import weight

BINDING: Final = {
    "death": ("highest_court", "government"),
    "torture": ("highest_court", "government", "justice_ministry"),
    "fair_trial": ("highest_court", "government", "justice_ministry"),
    "retrial": ("highest_court", "justice_ministry"),
}
"""Which organs can bind the courts or the keepers of custody (PRC EL 50: the highest court decides, others transmit)."""

CHECKS: Final = ("specific", "competent", "binding", "monitored", "kept_before", "person_knows")
ORDER: Final = ("none_needed", "binding", "unruled", "missing", "expired", "informal", "breached")


def assurance_status(situation: Situation, kind: str) -> str:
    """What the newest assurance of a kind is worth at this moment: a word of ORDER."""
    given = [row for row in rows(situation.record.get("assurances")) or [] if row.get("assures") == kind]
    if not given:
        return "missing"
    row = given[-1]
    if text_of(row, "withdrawn_at") or _has_expired(situation, text_of(row, "valid_until")):
        return "expired"
    if text_of(row, "organ") not in BINDING.get(kind, ()):
        return "informal"
    if has_broken(situation):
        return "breached"
    return _ruled(situation, row)


def _has_expired(situation: Situation, until: str) -> bool:
    span = days_of(until)
    return bool(until) and (span is None or span[1] < situation.day)


def _ruled(situation: Situation, row: Mapping[str, Any]) -> str:
    rulings = rows(row.get("rulings")) or []
    if not rulings:
        return "unruled"
    last = rulings[-1]
    sound = all(last.get(name) is True for name in CHECKS) and weight(text_of(row, "monitoring")) > 0
    if text_of(last, "ruling") != "accepted" or not sound or text_of(last, "by") in situation.requesters():
        return "informal"
    return "binding"


def has_broken(situation: Situation) -> bool:
    """Has this partner broken a promise that the joint review body has not settled?"""
    broken = words(situation.node.get("surrender_breaches")) or []
    return text_of(situation.record, "partner") in broken


def needed_assurances(situation: Situation, settings: Settings) -> list[str]:
    """The kinds this matter needs or asked for: capital offence, judgment in absence, a risk met by a promise."""
    kinds = set(words(mapping(situation.record.get("assurances_asked")).get("asked")) or [])
    if capital_conduct(situation, settings).value != "no":
        kinds.add("death")
    if spoken_word(situation, "trial_mode") == "absentia" or situation.request.get("in_absentia") is True:
        kinds.add("retrial")
    if spoken_word(situation, "torture_risk") == "met_by_assurance":
        kinds.add("torture")
    return sorted(kinds)


def spoken_word(situation: Situation, fact: str) -> str:
    """What is said of a fact, now or before; it only ever asks for more."""
    brought = mapping(situation.form.get("facts")).get(fact)
    kept = mapping(mapping(situation.record.get("stated")).get(fact)).get("value")
    return str(brought or kept or "")


def assurances_sound(situation: Situation, settings: Settings) -> Fact:
    """The weakest of the assurances this matter needs or asked for; a promise nobody relies on is not weighed."""
    if conduct_code(situation) not in situation.pack.conducts:
        return unknown("conduct")
    kinds = needed_assurances(situation, settings)
    status = {kind: assurance_status(situation, kind) for kind in kinds}
    weighed = [
        {name: text_of(row, name) for name in ("assures", "organ", "issuer", "signed_on", "valid_until", "received_at")}
        for row in rows(situation.record.get("assurances")) or []
    ]
    worst = max(status.values(), key=ORDER.index, default="none_needed")
    return found(worst, status=status, assurances=weighed)


def _assured(kind: str) -> Producer:
    def produce(situation: Situation, settings: Settings) -> Fact:
        status = assurance_status(situation, kind)
        return found("binding" if status == "binding" else "missing", status=status)

    produce.__doc__ = f"Is there an assurance ({kind}) that binds, stands today, and was accepted point by point?"
    return produce


PRODUCERS = {
    "assurances_sound": assurances_sound,
    "death_assurance": _assured("death"),
    "torture_assurance": _assured("torture"),
    "retrial_assurance": _assured("retrial"),
}
