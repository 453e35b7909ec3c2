"""BAS-01: is the named article in force today, and does it, and the agreement, cover this act?"""

from datetime import datetime
from typing import Any

from comity.law.fact import Fact
from comity.law.producers.common import (
    act_of,
    moment_of,
    partner_state,
    text_of,
    unknown,
    yes_no,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, words


def basis_in_force(situation: Situation, settings: Settings) -> Fact:
    """Is the article named as basis, and the agreement between the nodes, in force on this day between the states?"""
    code = text_of(situation.request, "basis")
    if not code or situation.agreement is None:
        return unknown("basis" if not code else "agreement")
    article = situation.pack.articles.get(code)
    if article is None:
        return yes_no(False, basis=code)
    state = partner_state(situation)
    if not state:
        return unknown("partner's state")
    in_force = article.in_force(situation.day) and state in article.states
    return yes_no(in_force and agreement_runs(situation.agreement, situation.at), basis=code, partner_state=state)


def basis_covers_act(situation: Situation, settings: Settings) -> Fact:
    """Do the article and the agreement both name this kind of act?"""
    code, act = text_of(situation.request, "basis"), act_of(situation)
    if not code or not act or situation.agreement is None:
        return unknown("basis" if not code else "agreement")
    agreed = words(situation.agreement.get("acts"))
    if agreed is None:
        return unknown("acts of the agreement")
    article = situation.pack.articles.get(code)
    return yes_no(article is not None and act in article.acts and act in agreed, basis=code, act=act)


def agreement_runs(agreement: Any, at: datetime) -> bool:
    """Is the agreement in force at this moment? An agreement without dates or state is not."""
    start, end = moment_of(text_of(agreement, "effective_from")), moment_of(text_of(agreement, "expires_on"))
    if text_of(agreement, "state") != "in_force" or start is None or end is None:
        return False
    return start <= at <= end


PRODUCERS = {"basis_in_force": basis_in_force, "basis_covers_act": basis_covers_act}
