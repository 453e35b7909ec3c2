"""DPA-01, USE-01: is this processing assessed, is the processor bound, and may a record be used for something else?"""

from comity.domain.processing import ACTIVITY_OF
from comity.law.fact import Fact
from comity.law.producers.common import date_of, found, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, words


def impact_assessed(situation: Situation, settings: Settings) -> Fact:
    """Is the activity this procedure is among those an assessment in force covers?"""
    assessed = words(situation.node.get("assessed"))
    activity = ACTIVITY_OF.get(situation.procedure, "")
    if assessed is None or not activity:
        return unknown("assessments")
    return yes_no(activity in assessed, activity=activity)


def purpose_named(situation: Situation, settings: Settings) -> Fact:
    """A purpose of the pack's list, and the case the words belong to."""
    code = text_of(situation.form, "purpose_code")
    case = text_of(situation.form, "case")
    return yes_no(code in situation.pack.purposes and bool(case), purpose=code, case=case)


def residual_risk(situation: Situation, settings: Settings) -> Fact:
    """Low as assessed; high, and the supervisor has no objection; or high."""
    risk = text_of(situation.record, "residual_risk")
    if risk not in ("low", "high"):
        return unknown("residual_risk")
    answer = text_of(mapping(situation.record.get("consulted")), "answer")
    return found("low" if risk == "low" else "consulted" if answer == "no_objection" else "high", answer=answer)


def processor_contract(situation: Situation, settings: Settings) -> Fact:
    """The contract the form names: in force today, for this service, with this processor or one it agrees to."""
    contract = mapping(situation.linked.get("contract"))
    today = situation.day
    first, last = date_of(contract, "valid_from"), date_of(contract, "valid_to")
    if contract.get("kind") != "contract" or first is None or last is None:
        return found("missing")
    named = (text_of(contract, "processor"), *(words(contract.get("sub_processors")) or []))
    stands = contract.get("state") == "in_force" and first <= today <= last
    fits = (
        contract.get("service_kind") == situation.form.get("service_kind")
        and text_of(situation.form, "processor") in named
    )
    return found("in_force" if stands and fits else "missing", valid_to=str(last))


def use_provider(situation: Situation, settings: Settings) -> Fact:
    """Our own information; the partner's with its consent for this purpose; or the partner's without."""
    record = situation.record
    if not record.get("procedure"):
        return unknown("record")
    foreign = record.get("side") == "requested" or bool(record.get("answer"))
    if not foreign:
        return found("own")
    linked = mapping(situation.linked.get("provider_consent"))
    consent, until = mapping(linked.get("consent")), date_of(mapping(linked.get("consent")), "until")
    stands = linked.get("state") == "granted" and not consent.get("revoked_at") and until is not None
    fits = (
        linked.get("partner") == record.get("partner")
        and mapping(linked.get("links")).get("given_in") == record.get("id")
        and consent.get("intent") == "other_case"
        and text_of(consent, "purpose_code") == text_of(situation.form, "purpose_code")
    )
    in_time = until is not None and text_of(situation.form, "until") <= until.isoformat() and until >= situation.day
    return found("consented" if stands and fits and in_time else "foreign", until=str(until or ""))


PRODUCERS = {
    "impact_assessed": impact_assessed,
    "purpose_named": purpose_named,
    "residual_risk": residual_risk,
    "processor_contract": processor_contract,
    "use_provider": use_provider,
}
