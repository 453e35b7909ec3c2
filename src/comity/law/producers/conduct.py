"""What the closed list says about the conduct: listed, how grave, capital, one that trafficked people are forced into."""

from comity.law.fact import Fact
from comity.law.producers.common import (
    conduct_code,
    conduct_of,
    found,
    partner_state,
    text_of,
    unknown,
    yes_no,
)
from comity.law.settings import Settings
from comity.law.situation import Situation


def conduct_listed(situation: Situation, settings: Settings) -> Fact:
    """Does the code stand in the closed list?"""
    code = conduct_code(situation)
    if not code:
        return unknown("conduct")
    return yes_no(code in situation.pack.conducts, conduct=code)


def penalty_class(situation: Situation, settings: Settings) -> Fact:
    """The class of the lower of the two states' highest penalties."""
    conduct = conduct_of(situation)
    if conduct is None:
        return unknown("conduct")
    years = min(conduct.max_years.values())
    if years >= settings.grave_years:
        word = "four_years_or_more"
    else:
        word = "one_to_four_years" if years >= settings.middle_years else "under_one_year"
    return found(word, conduct=conduct.code, years=years)


def penalty_margin(situation: Situation, settings: Settings) -> Fact:
    """Is the highest penalty close to the floor?"""
    conduct = conduct_of(situation)
    if conduct is None:
        return unknown("conduct")
    years = min(conduct.max_years.values())
    return found("near" if years < settings.near_below_years else "clear", conduct=conduct.code, years=years)


def trafficking_conduct(situation: Situation, settings: Settings) -> Fact:
    """Is it conduct that trafficked people are forced into?"""
    conduct = conduct_of(situation)
    return unknown("conduct") if conduct is None else yes_no(conduct.trafficking, conduct=conduct.code)


def capital_conduct(situation: Situation, settings: Settings) -> Fact:
    """Can a state that would receive our data punish the conduct with death? Any state, if it cannot be told."""
    conduct, state = conduct_of(situation), partner_state(situation)
    if conduct is None:
        return unknown("conduct")
    further = [text_of(situation.request, "recipient_state")] if situation.request.get("intent") == "onward" else []
    capital = any(conduct.capital.get(name, any(conduct.capital.values())) for name in (state, *further))
    return yes_no(capital, conduct=conduct.code, state=state, **({"further": further} if further else {}))


PRODUCERS = {
    "conduct_listed": conduct_listed,
    "penalty_class": penalty_class,
    "penalty_margin": penalty_margin,
    "trafficking_conduct": trafficking_conduct,
    "capital_conduct": capital_conduct,
}
