"""PUR-01, URG-01: is the purpose written down, each link of its own, and a claim of urgency on a listed ground?"""

from collections import Counter

from comity.law.fact import Fact
from comity.law.producers.common import (
    OWN_REQUEST_SIDES,
    found,
    text_of,
    unknown,
    yes_no,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows
from comity.law.text import comparable, weight


def purpose_specified(situation: Situation, settings: Settings) -> Fact:
    """A listed purpose with its text, and on our own side the case it serves."""
    request = situation.request
    if "purpose_code" not in request:
        return unknown("purpose")
    code = text_of(request, "purpose_code")
    case = text_of(situation.record, "case") or text_of(situation.form, "case")
    owes_case = situation.side in OWN_REQUEST_SIDES
    written = weight(text_of(request, "purpose")) >= settings.purpose_weight
    return yes_no(
        code in situation.pack.purposes and written and (bool(case) or not owes_case), purpose=code, case=case
    )


def link_specified(situation: Situation, settings: Settings) -> Fact:
    """Each person and object has a sentence of its own on its link to the case."""
    persons, objects = situation.persons, situation.objects
    if persons is None or objects is None or not (persons or objects):
        return unknown("persons and objects")
    links = [text_of(row, "link") for row in (*persons, *objects)]
    thin = sum(1 for link in links if weight(link) < settings.link_weight)
    copies = max(Counter(comparable(link) for link in links).values())
    return yes_no(not thin and copies < settings.same_link_persons, thin=thin, copies=copies)


def urgent(situation: Situation, settings: Settings) -> Fact:
    """No, claimed on a listed ground with a reason, claimed without, or claimed and denied by the contact point."""
    claim = situation.request.get("urgent")
    if not isinstance(claim, bool):
        return unknown("urgent")
    if not claim:
        return found("no")
    decided = rows(mapping(situation.record.get("decisions")).get("URG-01")) or []
    if any(row.get("outcome") == "denied" and row.get("role") == "SP" for row in decided):
        return found("downgraded")
    ground = text_of(situation.request, "urgency_ground")
    reasoned = weight(text_of(situation.request, "urgency_reason")) >= settings.reasons_weight
    listed = ground in situation.pack.urgency_grounds
    return found("grounded" if listed and reasoned else "groundless", ground=ground)


PRODUCERS = {"purpose_specified": purpose_specified, "link_specified": link_specified, "urgent": urgent}
