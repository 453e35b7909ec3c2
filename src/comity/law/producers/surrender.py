"""FRM-02, DUC-01, PRV-01, CON-01, CNS-01: papers, penalties, days of custody, rights told, consent before a judge."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from comity.kit.clock import format_time
from comity.law.fact import Fact
from comity.law.producers.common import (
    OWN_REQUEST_SIDES,
    conduct_of,
    days_of,
    found,
    moment_of,
    partner_state,
    silent,
    text_of,
    unknown,
    yes_no,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import comparable, weight

ALWAYS: Final = ("offence_law", "statement_of_facts", "identity")
BY_WARRANT: Final = {"arrest_warrant": ("warrant_copy", "evidence"), "final_judgment": ("judgment_copy",)}
UNDERTAKEN: Final = frozenset({"speciality", "no_re_extradition"})
TOLD: Final = frozenset({"reasons", "lawyer", "consulate", "court"})
UNDERSTOOD: Final = frozenset({"right_to_court", "irrevocable_after", "speciality", "no_pressure"})
NOTICE: Final = "notice"
LIMITS: Final = frozenset({"hearing", "detention", "review", "handover"})
"""The clocks at whose end a person is free."""


def requesting_state(situation: Situation) -> str:
    """The state that wants the person; "" when it cannot be told."""
    if situation.side in OWN_REQUEST_SIDES:
        return text_of(situation.node, "state")
    return partner_state(situation)


def papers_complete(situation: Situation, settings: Settings) -> Fact:
    """Is every document there, signed, sealed, translated by a named translator, and true to the original?"""
    request, papers = situation.request, rows(situation.request.get("papers"))
    if papers is None:
        return unknown("papers")
    if text_of(request, "stage") == NOTICE:
        return found(NOTICE)
    needed = (*ALWAYS, *BY_WARRANT.get(text_of(request, "warrant"), ("warrant_copy", "judgment_copy")))
    good = {text_of(row, "paper") for row in papers if _is_good(row)}
    missing = sorted(set(needed) - good)
    if not set(words(request.get("undertakings")) or ()) >= UNDERTAKEN:
        missing.append("undertakings")
    if not _is_whole(request.get("max_years")):
        missing.append("penalty")
    if days_of(text_of(request, "lapses_on")) is None:
        missing.append("limitation")
    if not _is_tied(situation):
        missing.append("article")
    if request.get("in_absentia") is True and not (request.get("retrial_right") or request.get("summoned")):
        missing.append("retrial_right")
    return yes_no(not missing, missing=missing)


def _is_good(row: Mapping[str, Any]) -> bool:
    """Signed, sealed, translated; conduct, dates and penalty read the same in both languages."""
    original, translated = text_of(row, "key_fields"), text_of(row, "key_fields_translated")
    return (
        row.get("signed") is True
        and row.get("sealed") is True
        and weight(text_of(row, "translator")) > 0
        and weight(translated) > 0
        and bool(_figures(original))
        and _figures(original) == _figures(translated)
    )


def _figures(text: str) -> list[str]:
    """The numbers of a text in their order: dates, articles and penalties are what a translation must not change."""
    plain = "".join(char if char in "0123456789" else " " for char in comparable(text))
    return plain.split()


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_tied(situation: Situation) -> bool:
    """Is the article of the warrant the one that the pack holds for this conduct in the requesting state?"""
    conduct = conduct_of(situation)
    statute = conduct.statutes.get(requesting_state(situation), "") if conduct else ""
    return bool(statute) and comparable(text_of(situation.request, "article")) == comparable(statute)


def penalty_extraditable(situation: Situation, settings: Settings) -> Fact:
    """Is the least penalty reached under both laws, and enough of a sentence left to serve?"""
    conduct = conduct_of(situation)
    article = situation.pack.articles.get(text_of(situation.request, "basis"))
    if conduct is None or article is None:
        return unknown("conduct" if conduct is None else "basis")
    years = {state: conduct.max_years.get(state, 0) for state in sorted(situation.pack.state_codes)}
    enough = min(years.values()) >= max(article.min_years, settings.middle_years)
    left = _months_left(situation)
    if left is not None and left < article.min_months_left:
        return yes_no(False, years=years, months_left=left)
    return yes_no(enough, years=years)


def _months_left(situation: Situation) -> int | None:
    """What is left of a sentence; None while there is none."""
    request = situation.request
    if text_of(request, "warrant") != "final_judgment":
        return None
    sentence, served = request.get("sentence_months"), request.get("served_months")
    if not _is_whole(sentence):
        return 0
    return int(str(sentence)) - (served if isinstance(served, int) else 0)


def notice_grounds(situation: Situation, settings: Settings) -> Fact:
    """May somebody be arrested on a notice: urgent, warrant dated and numbered, papers ready, request announced?"""
    request = situation.request
    if "stage" not in request or "papers_ready" not in request:
        return unknown("stage")
    if text_of(request, "stage") != NOTICE:
        return found("full")
    ordered = days_of(text_of(request, "warrant_on"))
    dated = ordered is not None and ordered[0] <= situation.day
    named = weight(text_of(request, "warrant_number")) > 0 and weight(text_of(request, "warrant_issuer")) > 0
    listed = text_of(request, "urgency_ground") in situation.pack.urgency_grounds
    ready = request.get("papers_ready") is True and request.get("urgent") is True
    return yes_no(dated and named and listed and ready and bool(request.get("acts")))


def provisional_time(situation: Situation, settings: Settings) -> Fact:
    """Is there time left to hold the person on a notice, counting every earlier arrest on the same facts?"""
    clock = situation.pack.clocks.get("detention_provisional")
    if situation.related is None or clock is None:
        return unknown("earlier notices")
    limit = min(clock.amount, settings.limits["custody"]["longest_days"]) * 86400
    others = earlier_matters(situation)
    here = held_seconds(situation.record, situation.at, ground=NOTICE)
    before = sum(held_seconds(row, situation.at, ground=NOTICE) for row in others)
    word = "spent" if here >= limit else "spent_before" if here + before >= limit else "left"
    return found(word, seconds=here + before, records=sorted(_ids(others)))


def custody_limit(situation: Situation, settings: Settings) -> Fact:
    """Is the time over that the step frees somebody at? Only the record is asked: neither agreement nor partner."""
    name = text_of(situation.form, "clock")
    due = moment_of(text_of(mapping(mapping(situation.record.get("clocks")).get(name)), "due_at"))
    if name not in LIMITS or due is None:
        return unknown("clock")
    return found("over" if due < situation.at else "running", clock=name, due_at=format_time(due))


def earlier_matters(situation: Situation) -> list[Mapping[str, Any]]:
    """Other surrender records of this office about the same person for the same partner."""
    partner = text_of(situation.record, "partner")
    return [
        row
        for row in situation.related or ()
        if row.get("procedure") == "surrender" and row.get("side") == "requested" and row.get("partner") == partner
    ]


def held_seconds(record: Mapping[str, Any], until: datetime, *, ground: str = "") -> int:
    """For how long the person was held under a record, on one ground or on any."""
    total = timedelta()
    for row in rows(mapping(record.get("detention")).get("episodes")) or []:
        start, end = moment_of(text_of(row, "begun_at")), moment_of(text_of(row, "ended_at")) or until
        if start is not None and ground in ("", text_of(row, "detained_on")):
            total += max(end - start, timedelta())
    return int(total.total_seconds())


def _ids(records: list[Mapping[str, Any]]) -> list[str]:
    return [text_of(row, "id") for row in records]


def rights_told(situation: Situation, settings: Settings) -> Fact:
    """Was whoever is held told the reasons, and of lawyer, consulate and court, in a language he or she reads?"""
    held_from = _held_from(situation.record)
    if held_from is None:
        return found("not_held")
    told = [
        row
        for row in rows(situation.record.get("rights")) or []
        if set(words(row.get("told")) or ()) >= TOLD and weight(text_of(row, "language")) > 0
    ]
    moments = [moment for row in told if (moment := moment_of(text_of(row, "told_at"))) and moment >= held_from]
    if not moments:
        return found("no", held_from=text_of(mapping(situation.record), "arrested_at"))
    in_time = min(moments) <= held_from + timedelta(hours=settings.limits["custody"]["rights_hours"])
    return found("yes" if in_time else "late")


def _held_from(record: Mapping[str, Any]) -> datetime | None:
    """Since when the person is held without a break; None when free."""
    custody = mapping(record.get("detention"))
    episodes = rows(custody.get("episodes")) or []
    if custody.get("held_now") is not True or not episodes:
        return None
    start = episodes[-1]
    for row in reversed(episodes[:-1]):
        if row.get("ended_at") != start.get("begun_at"):
            break
        start = row
    return moment_of(text_of(start, "begun_at"))


def consular_wish(situation: Situation, settings: Settings) -> Fact:
    """What the person wished when told of the right: nobody else may wish it."""
    told = [row for row in rows(situation.record.get("rights")) or [] if row.get("consular_wish")]
    if not told:
        return found("not_asked")
    wish = text_of(told[-1], "consular_wish")
    if wish != "asked":
        return found("declined")
    return found("asked_with_counsel" if weight(text_of(told[-1], "counsel")) > 0 else "asked")


def person_heard(situation: Situation, settings: Settings) -> Fact:
    """Has the person the copy, counsel and a language, and answered, or let the time to answer pass?"""
    record = situation.record
    copy, reply = mapping(record.get("copy_served")), mapping(record.get("person_answer"))
    if not copy:
        return yes_no(False, missing="copy")
    helped = weight(text_of(copy, "counsel")) > 0 and weight(text_of(copy, "language")) > 0
    ended = bool(text_of(record, "answer_time_over_at")) or (reply.get("waives_time") is True)
    return yes_no(helped and ended, served_at=text_of(copy, "served_at"), answered=bool(reply))


def consent_given(situation: Situation, settings: Settings) -> Fact:
    """Does the surrender rest on consent, and is it free: judge, counsel, language, each point understood, not recalled?"""
    record = situation.record
    consent, finding = mapping(record.get("person_consent")), mapping(record.get("court_finding"))
    if finding.get("final_at") and finding.get("offences"):
        return found("not_used")
    if not consent:
        return found("not_used")
    recorded = moment_of(text_of(consent, "recorded_at"))
    days = consent.get("recall_days")
    if recorded is None or not isinstance(days, int) or days < settings.limits["custody"]["recall_days"]:
        return found("flawed")
    open_to_recall = situation.at < recorded + timedelta(days=days)
    speaks = consent.get("own_language") is True or weight(text_of(consent, "interpreter")) > 0
    free = set(words(consent.get("understood")) or ()) >= UNDERSTOOD and weight(text_of(consent, "counsel")) > 0
    judged = bool(text_of(consent, "judge")) and consent["judge"] not in situation.requesters()
    if consent.get("recalled_at") or open_to_recall:
        return found("recalled" if consent.get("recalled_at") else "open_to_recall")
    return found("free" if free and speaks and judged else "flawed", recorded_at=text_of(consent, "recorded_at"))


def limitation_run(situation: Situation, settings: Settings) -> Fact:
    """Only raises: by the request's own date the time to prosecute is over."""
    span = days_of(text_of(situation.request, "lapses_on"))
    return found("yes", lapses_on=situation.request["lapses_on"]) if span and span[1] < situation.day else silent()


PRODUCERS = {
    "papers_complete": papers_complete,
    "penalty_extraditable": penalty_extraditable,
    "notice_grounds": notice_grounds,
    "provisional_time": provisional_time,
    "custody_limit": custody_limit,
    "rights_told": rights_told,
    "consular_wish": consular_wish,
    "person_heard": person_heard,
    "consent_given": consent_given,
    "limitation_run": limitation_run,
}
