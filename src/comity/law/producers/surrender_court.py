"""NAT-01, NAT-02, PND-01, SPL-01, FIS-01: nationality, findings, promises, and what a person may be tried for."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.assurances import has_broken, spoken_word
from comity.law.producers.common import (
    conduct_code,
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

REVIEW_UNDONE: Final = ("kept", "fixed", "withdrawn", "restored")
REVIEW_DONE: Final = ("final", "effective")
SETTLED: Final = ("refused", "withdrawn", "closed", "returned", "surrendered", "breached")
FREE_DAYS: Final = 30


def partner_breach(situation: Situation, settings: Settings) -> Fact:
    """Has this partner broken what it promised for a surrendered person, unsettled so far?"""
    if words(situation.node.get("surrender_breaches")) is None or not text_of(situation.record, "partner"):
        return unknown("own records of breaches")
    return found("open" if has_broken(situation) else "none")


def nationality_loss(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a review of this person's nationality that runs, or that ended after the partner first came."""
    if situation.related is None:
        return unknown("own records")
    reviews = [row for row in situation.related if row.get("procedure") == "nationality_review"]
    running = [row for row in reviews if text_of(row, "state") not in (*REVIEW_UNDONE, *REVIEW_DONE)]
    if running:
        return found("open", records=sorted(text_of(row, "id") for row in running))
    first = first_interest(situation)
    done = [row for row in reviews if text_of(row, "state") in REVIEW_DONE]
    after = [row for row in done if not _ended_before(row, first)]
    if any(text_of(row, "state") == "final" for row in done):
        return found("open", records=sorted(text_of(row, "id") for row in done))
    if after:
        return found("final_after_interest", first_interest=first, records=sorted(text_of(r, "id") for r in after))
    return silent()


def first_interest(situation: Situation) -> str:
    """When this partner first came to this office about the person, by any procedure; the earliest moment counts."""
    partner = text_of(situation.record, "partner")
    rows_ = [row for row in situation.related or () if row.get("partner") == partner]
    moments = [text_of(row, "made_at") for row in (*rows_, situation.record)]
    dated = sorted(moment for moment in moments if moment)
    return dated[0] if dated else date.min.isoformat()


def _ended_before(row: Mapping[str, Any], first: str) -> bool:
    """Did the loss take effect before anybody abroad asked?"""
    ended = text_of(row, "effective_at") or text_of(row, "changed_at")
    return bool(ended) and ended < first


def own_case_owed(situation: Situation, settings: Settings) -> Fact:
    """Where surrender fails because the person is a national: has our own prosecutor taken the case?"""
    if spoken_word(situation, "own_national") not in ("at_request", "yes"):
        return found("no")
    return found("opened" if mapping(situation.record.get("own_case")) else "owed")


def competing_requests(situation: Situation, settings: Settings) -> Fact:
    """Does another state want the person too, by our own records or by the request's own word?"""
    if situation.related is None:
        return unknown("own records")
    partner = text_of(situation.record, "partner")
    others = [
        row
        for row in situation.related
        if row.get("procedure") == "surrender"
        and row.get("side") == "requested"
        and row.get("partner") != partner
        and text_of(row, "state") not in SETTLED
    ]
    told = words(situation.request.get("competing")) or []
    return found("open" if others or told else "none", records=sorted(text_of(row, "id") for row in others), told=told)


def loan_promised(situation: Situation, settings: Settings) -> Fact:
    """Is there a written promise of return without condition for this journey?"""
    promise = mapping(situation.record.get("return_promise"))
    return yes_no(weight(text_of(promise, "promise")) >= settings.reasons_weight, at=text_of(promise, "at"))


def surrender_rests(situation: Situation, settings: Settings) -> Fact:
    """On what a grant rests: a final finding of the court, the person's consent, or nothing."""
    finding, consent = mapping(situation.record.get("court_finding")), mapping(situation.record.get("person_consent"))
    if finding.get("final_at") and words(finding.get("offences")):
        return found("final_finding", final_at=text_of(finding, "final_at"))
    if consent and not consent.get("recalled_at"):
        return found("consent")
    return found("nothing")


def within_findings(situation: Situation, settings: Settings) -> Fact:
    """Are the offences named now among those the court found; before it finds, among those requested?"""
    named = words(situation.form.get("offences"))
    if named is None:
        named = words(mapping(situation.record.get("grant")).get("offences"))
    if not named:
        return unknown("offences")
    finding = mapping(situation.record.get("court_finding"))
    court = words(finding.get("offences")) if finding.get("final_at") else None
    allowed = set(court or [conduct_code(situation)])
    return yes_no(set(named) <= allowed, named=sorted(named), found=sorted(allowed))


def speciality(situation: Situation, settings: Settings) -> Fact:
    """Is the charge one for which the person was granted, or one that may be added (consent, waiver, freedom to leave)?"""
    charge, granted = text_of(situation.form, "conduct"), mapping(situation.record.get("grant"))
    if not charge or words(granted.get("offences")) is None:
        return unknown("charge and grant")
    if charge in granted["offences"]:
        return found("granted_offence")
    if granted.get("waives_speciality") is True:
        return found("waived")
    asked = rows(situation.record.get("charges_asked")) or []
    if any(row.get("conduct") == charge and row.get("consented") is True for row in asked):
        return found("agreed")
    return found("left_free" if _left_free(situation) else "beyond", charge=charge, granted=list(granted["offences"]))


def _left_free(situation: Situation) -> bool:
    freedom = mapping(situation.record.get("freedom"))
    since = days_of(text_of(freedom, "free_since"))
    if freedom.get("returned_freely") is True:
        return True
    return since is not None and since[1] + timedelta(days=FREE_DAYS) <= situation.day


def charge_listed(situation: Situation, settings: Settings) -> Fact:
    """Is the charge a listed ordinary crime, and one that surrender may be asked for?"""
    code = text_of(situation.form, "conduct")
    conduct = situation.pack.conducts.get(code)
    if not code:
        return unknown("conduct")
    grave = conduct is not None and min(conduct.max_years.values()) >= settings.middle_years
    return yes_no(grave, conduct=code)


def charge_indicators(situation: Situation, settings: Settings) -> Fact:
    """Does the charge speak of politics or expression? A word only raises a review."""
    text = text_of(situation.form, "summary")
    if not text:
        asked = [row for row in rows(situation.record.get("charges_asked")) or [] if row.get("consented") is None]
        text = " ".join(text_of(row, "summary") for row in asked)
    seen = sorted({word for name in ("political", "expression") for word in settings.words[name].found_in([text])})
    return found("found" if seen else "none", words=seen, text=text)


def fiscal_refusal(situation: Situation, settings: Settings) -> Fact:
    """No, unless the conduct is a fiscal one or the reasons speak of taxes or secrecy: then a person must say."""
    reasons, code = situation.form.get("reasons"), conduct_code(situation)
    if not isinstance(reasons, str):
        return unknown("reasons")
    conduct = situation.pack.conducts.get(code)
    if (conduct is not None and conduct.fiscal) or settings.words["fiscal"].found_in([reasons]):
        return silent()
    return found("no")


SIGNS: Final = {"coercion_origin": "yes", "coercion_risk": "yes", "journey_risk": "real", "torture_risk": "real"}
"""What somebody with authority may have said about the person in another record: an exhibit, a journey, a surrender."""


def torture_signs(situation: Situation, settings: Settings) -> Fact:
    """Does another record about the person speak of coercion or danger? It decides nothing; the court must know it."""
    if situation.related is None:
        return unknown("own records")
    seen = sorted(
        f"{text_of(row, 'id')}:{name}"
        for row in situation.related
        for name, word in SIGNS.items()
        if mapping(mapping(row.get("stated")).get(name)).get("value") == word
    )
    return found("found" if seen else "none", records=seen)


def absentia(situation: Situation, settings: Settings) -> Fact:
    """Only raises: the request itself says that the judgment was given in absence."""
    return found("absentia") if situation.request.get("in_absentia") is True else silent()


def young_by_request(situation: Situation, settings: Settings) -> Fact:
    """Only raises: by the request's own words the person may be under age."""
    persons, flags = rows(situation.request.get("persons")), words(situation.request.get("flags"))
    if persons is None or flags is None:
        return unknown("persons and flags")
    today = situation.day
    spans = [days_of(text_of(row, "birth_date")) for row in persons]
    young = [span for span in spans if span and _years(span[1], today) < settings.adult_years]
    return found("minor") if young or "minor" in flags else silent()


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


PRODUCERS = {
    "partner_breach": partner_breach,
    "nationality_loss": nationality_loss,
    "own_case_owed": own_case_owed,
    "competing_requests": competing_requests,
    "loan_promised": loan_promised,
    "surrender_rests": surrender_rests,
    "within_findings": within_findings,
    "speciality": speciality,
    "charge_listed": charge_listed,
    "charge_indicators": charge_indicators,
    "fiscal_refusal": fiscal_refusal,
    "torture_signs": torture_signs,
    "absentia": absentia,
    "young_by_request": young_by_request,
}
