"""FRM-01, COE-01, DUC-01, NBI-01, PND-01, FIS-01: what legal assistance rests on, and what it may not be refused for."""

from collections.abc import Mapping
from typing import Any, Final

from comity.domain.assistance import ASSISTANCE
from comity.law.fact import Fact
from comity.law.producers.common import conduct_of, days_of, found, silent, text_of, unknown, yes_no
from comity.law.producers.indicators import request_texts
from comity.law.producers.items import items_of
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import weight

ALWAYS: Final = ("basis", "conducting_authority", "conducting_official", "stage", "summary", "conduct", "offences",
                 "purpose", "use", "torture_excluded", "speciality_promised", "languages", "translator")  # fmt: skip
"""Members every request needs (UNTOC art. 18(15); list 3.A). A person or a thing is asked for besides."""

WITH_REASON: Final = {
    "deadline": "deadline_reason",
    "confidential": "confidential_reason",
    "procedure_wanted": "procedure_reason",
    "officers_present": "procedure_reason",
}
"""What may be asked for only with a reason."""

MONEY: Final = ("bank_records", "trace_proceeds", "freezing", "asset_recovery")
ENDED: Final = ("withdrawn", "refused", "closed", "returned", "converted")


def contents_complete(situation: Situation, settings: Settings) -> Fact:
    """Is every mandatory member there: of each request, and of each kind of assistance asked for?"""
    request, kinds = situation.request, words(situation.request.get("assistance"))
    if not request or kinds is None:
        return unknown("request")
    known = [kind for kind in kinds if kind in ASSISTANCE]
    needed = [*ALWAYS, *(name for kind in known for name in ASSISTANCE[kind].needs)]
    needed += [reason for name, reason in WITH_REASON.items() if request.get(name)]
    missing = sorted({name for name in needed if not _is_there(request.get(name))})
    if not request.get("persons") and not request.get("objects"):
        missing.append("persons")
    if not known or len(known) != len(kinds):
        missing.append("assistance")
    if not _offences_complete(rows(request.get("offences"))):
        missing.append("offences")
    if not _period_is_one(request):
        missing.append("period_until")
    return yes_no(not missing, missing=sorted(set(missing)))


def conversion(situation: Situation, settings: Settings) -> Fact:
    """Did both offices agree to go on from the request for information this one names?"""
    named = text_of(situation.request, "converts")
    if not named:
        return found("none")
    other = situation.linked.get("converts")
    if other is None or text_of(other, "id") != named:
        return found("not_accepted", record=named)
    same = text_of(other, "partner") == text_of(situation.record, "partner")
    agreed = other.get("procedure") == "information_request" and text_of(other, "state") == "converted"
    return found("accepted" if same and agreed else "not_accepted", record=named)


WISHES: Final = ("purpose", "use", "place", "holder", "procedure_wanted", "necessity", "enclosed")
"""Where a request says what is to be done; its summary says what happened."""


def coercion_needed(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a kind of assistance, an item, or a word of what is wished for that only a judge may order."""
    kinds, items = words(situation.request.get("assistance")), items_of(situation)
    if kinds is None or items is None:
        return unknown("assistance and items")
    raised = [kind for kind in kinds if kind not in ASSISTANCE or ASSISTANCE[kind].coercive]
    raised += [item.code for item in items if item.coercive]
    wishes = [text_of(situation.request, key) for key in WISHES] + (words(situation.request.get("questions")) or [])
    raised += settings.words["coercion"].found_in(wishes)
    if not raised:
        return silent()
    return found("yes", raised=sorted(set(raised)))


def court_order(situation: Situation, settings: Settings) -> Fact:
    """The order of the judge of this state: for this very request, and not run out."""
    order = mapping(situation.record.get("order"))
    if not order:
        return found("none")
    if text_of(order, "outcome") != "granted":
        return found("denied", at=text_of(order, "at"))
    span = days_of(text_of(order, "until"))
    if not text_of(order, "judge") or text_of(order, "about") != situation.request_hash or span is None:
        return found("none", at=text_of(order, "at"))
    number = text_of(order, "order_number")
    return found("granted" if situation.day <= span[1] else "expired", number=number, until=order["until"])


def both_laws(situation: Situation, settings: Settings) -> Fact:
    """Is the conduct, whatever each state calls it, punished with a year or more in both?"""
    conduct = conduct_of(situation)
    if conduct is None:
        return unknown("conduct")
    states = set(situation.pack.state_codes)
    years = {state: conduct.max_years.get(state, 0) for state in sorted(states)}
    listed = all(conduct.statutes.get(state) for state in states)
    return yes_no(listed and min(years.values()) >= settings.middle_years, conduct=conduct.code, years=years)


def judgment_indicators(situation: Situation, settings: Settings) -> Fact:
    """Does a word point to an earlier judgment, or an own record hold one?"""
    texts = request_texts(situation)
    if texts is None or situation.related is None:
        return unknown("summary, persons, objects or own records")
    seen = settings.words["judgment"].found_in(texts)
    held = sorted(text_of(row, "id") for row in situation.related if row.get("judgment"))
    return found("found" if seen or held else "none", words=seen, records=held, about=situation.request_hash)


def own_case(situation: Situation, settings: Settings) -> Fact:
    """Only raises: this office itself asks about the same person or thing, and is not done."""
    if situation.related is None:
        return unknown("own records")
    open_ones = [
        text_of(row, "id")
        for row in situation.related
        if row.get("side") in ("requesting", "sending") and text_of(row, "state") not in ENDED
    ]
    return found("running", records=sorted(open_ones)) if open_ones else silent()


def refusal_fiscal(situation: Situation, settings: Settings) -> Fact:
    """No, unless money is asked about or the reasons speak of taxes or secrecy: then a person must say."""
    kinds, reasons = words(situation.request.get("assistance")), situation.form.get("reasons")
    if kinds is None or not isinstance(reasons, str):
        return unknown("assistance and reasons")
    if set(kinds) & set(MONEY) or settings.words["fiscal"].found_in([reasons]):
        return silent()
    return found("no")


def terms_carried(situation: Situation, settings: Settings) -> Fact:
    """Were conditions, if any, accepted in writing? Does a release carry each of them?"""
    terms = mapping(situation.record.get("terms"))
    if not terms:
        return found("yes")
    accepted = weight(text_of(terms, "acceptance")) >= settings.reasons_weight and bool(text_of(terms, "accepted_at"))
    wanted = set(words(terms.get("conditions")) or ())
    given = wanted if situation.release is None else set(words(situation.release.get("conditions")) or ())
    return yes_no(accepted and wanted <= given, missing=sorted(wanted - given), accepted=accepted)


def use_report_missing(situation: Situation, settings: Settings) -> Fact:
    """Does this partner owe a report on what it was given before about the same people or things?"""
    if situation.related is None:
        return unknown("own records")
    owed = [text_of(row, "id") for row in situation.related if _owes_report(situation, row)]
    return found("yes" if owed else "no", records=sorted(owed))


def _owes_report(situation: Situation, row: Mapping[str, Any]) -> bool:
    clock = mapping(mapping(row.get("clocks")).get("use_report"))
    given = rows(mapping(row.get("release")).get("statements")) or rows(mapping(row.get("review")).get("clips"))
    same = text_of(row, "partner") == text_of(situation.record, "partner")
    late = text_of(clock, "due_at") < situation.moment
    return bool(clock) and same and row.get("state") == "released" and bool(given) and late


def _is_there(value: object) -> bool:
    if isinstance(value, str):
        return bool(weight(value))
    return bool(value)


def _offences_complete(offences: list[Mapping[str, Any]] | None) -> bool:
    """Each offence with its law, article, text, highest penalty and the day it lapses."""
    if not offences:
        return False
    texts = ("law", "article", "text", "limitation_on")
    return all(row.get("max_years") and all(weight(text_of(row, key)) for key in texts) for row in offences)


def _period_is_one(request: Mapping[str, Any]) -> bool:
    first, last = days_of(text_of(request, "period_from")), days_of(text_of(request, "period_until"))
    return first is None or last is None or first[0] <= last[0]


PRODUCERS = {
    "contents_complete": contents_complete,
    "conversion": conversion,
    "coercion_needed": coercion_needed,
    "court_order": court_order,
    "both_laws": both_laws,
    "judgment_indicators": judgment_indicators,
    "own_case": own_case,
    "refusal_fiscal": refusal_fiscal,
    "terms_carried": terms_carried,
    "use_report_missing": use_report_missing,
}
