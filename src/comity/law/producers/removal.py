"""BAS-02: removal never stands in for surrender. Who wants the person, where the road really leads, who chose it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.common import days_of, found, moment_of, silent, text_of, unknown
from comity.law.producers.persons import years_before
from comity.law.producers.surrender import UNDERSTOOD
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, words
from comity.law.text import weight

ASKED_SIDES: Final = ("requested", "receiving")
FORCED_PAPERS: Final = ("cancelled", "destination_issued")
"""Papers that lead to one state only, whatever the ticket says."""


def live_interest(situation: Situation, settings: Settings) -> Fact:
    """Has another state asked this office about the person? A surrender that was refused or withdrawn counts for ever."""
    if situation.related is None:
        return unknown("own records")
    live = _interested(situation, settings)
    records = sorted(text_of(row, "id") for row in live)
    return found("yes" if live else "no", records=records)


def _interested(situation: Situation, settings: Settings) -> list[Mapping[str, Any]]:
    since = situation.at - timedelta(days=settings.limits["removal"]["interest_days"])
    return [row for row in situation.related or () if _shows_interest(row) and _is_fresh(row, since)]


def _shows_interest(row: Mapping[str, Any]) -> bool:
    return row.get("side") in ASKED_SIDES and bool(row.get("partner"))


def _is_fresh(row: Mapping[str, Any], since: Any) -> bool:
    made = moment_of(text_of(row, "made_at"))
    return row.get("procedure") == "surrender" or made is None or made >= since


def effective_destination(situation: Situation, settings: Settings) -> Fact:
    """Only raises: destination, transit, escort or the papers left to the person lead to a state that wants him or her."""
    if situation.related is None:
        return unknown("own records")
    states = {situation.pack.state_of(text_of(row, "partner")) for row in _interested(situation, settings)} - {""}
    request = situation.request
    named = [text_of(request, "destination"), text_of(request, "escort_state"), *(words(request.get("transit")) or ())]
    road = {name.strip().upper() for name in named}
    if (road - {""}) & states or (states and text_of(request, "travel_papers") in FORCED_PAPERS):
        return found("interested_state", road=sorted(road - {""}), papers=text_of(request, "travel_papers"))
    return silent()


def return_consent(situation: Situation, settings: Settings) -> Fact:
    """Is the return the person's own will: recorded by judge or reviewer, with counsel, knowing who waits, not recalled?"""
    consent = mapping(situation.record.get("return_consent"))
    if not consent:
        return found("none")
    if consent.get("recalled_at"):
        return found("recalled")
    same = text_of(consent, "destination") == text_of(situation.request, "destination")
    speaks = consent.get("own_language") is True or weight(text_of(consent, "interpreter")) > 0
    knows = set(words(consent.get("understood")) or ()) >= UNDERSTOOD - {"speciality"}
    helped = weight(text_of(consent, "counsel")) > 0 and consent.get("told_of_interest") is True
    apart = bool(text_of(consent, "by")) and consent["by"] not in situation.requesters()
    return found("free" if same and speaks and knows and helped and apart else "flawed")


def removed_age(situation: Situation, settings: Settings) -> Fact:
    """The youngest anybody to be removed may be; one missing or unreadable birth date leaves it unknown."""
    persons = situation.persons
    spans = [days_of(text_of(row, "birth_date")) for row in persons or []]
    born = [span[1] for span in spans if span is not None]
    if not spans or len(born) != len(spans):
        return unknown("birth date")
    limit = years_before(situation.day, settings.adult_years)
    return found("adult" if max(born) <= limit else "minor", born=[day.isoformat() for day in born])


PRODUCERS = {
    "live_interest": live_interest,
    "effective_destination": effective_destination,
    "return_consent": return_consent,
    "removed_age": removed_age,
}
