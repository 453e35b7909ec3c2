"""ADV-01, AUT-01: the term, the cases and the acts of an adviser; the mandates of those who meet."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from comity.law.fact import Fact
from comity.law.producers.common import date_of, text_of, unknown, yes_no
from comity.law.producers.joint_team import ENTRUSTED, own_day
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words


def adviser_term(situation: Situation, settings: Settings) -> Fact:
    """Does the term begin no earlier than it is signed, end within the longest one, and stay within what was proposed?"""
    proposed = situation.request
    terms = proposed if situation.verb == "send" else situation.form
    start, end = date_of(terms, "effective_from"), date_of(terms, "ends_on")
    cases, acts = words(terms.get("cases")), words(terms.get("acts"))
    if start is None or end is None or cases is None or acts is None:
        return unknown("term, cases or acts")
    longest = timedelta(days=settings.limits["adviser"]["days"])
    in_time = own_day(situation) <= start < end <= start + longest
    whole = bool(cases) and bool(acts) and set(acts) <= ENTRUSTED
    return yes_no(in_time and whole and _within(proposed, terms), effective_from=str(start), ends_on=str(end),
                  signed_on=str(own_day(situation)))  # fmt: skip


def adviser_act(situation: Situation, settings: Settings) -> Fact:
    """Is this act, on this case, today within what was agreed, under a host, and not suspended?"""
    term, case = mapping(situation.record.get("term")), situation.linked.get("member")
    start, end = date_of(term, "effective_from"), date_of(term, "ends_on")
    cases, acts = words(term.get("cases")), words(term.get("acts"))
    if case is None or start is None or end is None or cases is None or acts is None:
        return unknown("term or case")
    act = text_of(situation.form, "entrusted_act")
    lacking = [] if start <= own_day(situation) <= end else ["term"]
    lacking += [] if text_of(case, "id") in cases else ["case"]
    lacking += [] if act in acts and act in ENTRUSTED else ["act"]
    lacking += [] if text_of(term, "host") and text_of(situation.record, "state") == "attached" else ["host"]
    return yes_no(not lacking, lacking=lacking, act=act)


def meeting_mandate(situation: Situation, settings: Settings) -> Fact:
    """Is somebody of ours there who may agree; and for each promise somebody of the promising office who may commit?"""
    ours, theirs = rows(situation.request.get("participants")), rows(situation.record.get("guests"))
    minutes, office = mapping(situation.record.get("minutes")), text_of(situation.node, "office")
    promised = rows(minutes.get("promised"))
    if ours is None or theirs is None or promised is None or not office:
        return unknown("participants or minutes")
    there = [*ours, *theirs]
    agreed = any(row.get("office") == office and row.get("mandate") in ("agree", "commit") for row in there)
    lacking = sorted({text_of(row, "office") for row in promised if not _may_commit(there, text_of(row, "office"))})
    return yes_no(agreed and not lacking, lacking=lacking)


def _may_commit(there: list[Mapping[str, Any]], office: str) -> bool:
    return any(row.get("office") == office and row.get("mandate") == "commit" for row in there)


def _within(proposed: Mapping[str, Any], terms: Mapping[str, Any]) -> bool:
    """The host may narrow what was proposed; what is wider was never signed by the sending state."""
    start, end = date_of(proposed, "effective_from"), date_of(proposed, "ends_on")
    mine, yours = date_of(terms, "effective_from"), date_of(terms, "ends_on")
    if start is None or end is None or mine is None or yours is None:
        return False
    lists = all(set(words(terms.get(name)) or ()) <= set(words(proposed.get(name)) or ()) for name in ("cases", "acts"))
    return lists and start <= mine and yours <= end


PRODUCERS = {"adviser_term": adviser_term, "adviser_act": adviser_act, "meeting_mandate": meeting_mandate}
