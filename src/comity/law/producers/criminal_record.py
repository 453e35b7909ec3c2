"""CRR-01: criminal-record information, only final, only for a criminal case."""

from comity.domain.convictions import status_of
from comity.law.fact import Fact
from comity.law.producers.common import found, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, rows, words

ORDER = ("final_unspent", "spent", "not_final")


def criminal_record(situation: Situation, settings: Settings) -> Fact:
    """The gravest status of any criminal-record statement; a status nobody wrote leaves the fact unknown."""
    statements = situation.statements
    if statements is None:
        return unknown("release")
    items = situation.pack.items
    about = [
        row
        for row in statements
        if text_of(row, "record_status") or getattr(items.get(text_of(row, "item")), "criminal_record", True)
    ]
    if not about:
        return found("none")
    dated = rows((situation.release or {}).get("convictions")) or []
    today = {status_of(row, situation.day) for row in dated}  # what was true when it was prepared may be so no more
    statuses = sorted({*(text_of(row, "record_status") for row in about), *today})
    if any(status not in ORDER for status in statuses):
        return Fact("unknown", "computed", inputs={"missing": "record status", "statuses": statuses})
    return found(max(statuses, key=ORDER.index), statuses=statuses)


def purpose_criminal(situation: Situation, settings: Settings) -> Fact:
    """Is the purpose a criminal case?"""
    code = text_of(situation.request, "purpose_code")
    purpose = situation.pack.purposes.get(code)
    if purpose is None:
        return unknown("purpose")
    return yes_no("criminal" in purpose.flags, purpose=code)


def extract_asked(situation: Situation, settings: Settings) -> Fact:
    """One named person, and of that person the criminal record and nothing else, at a stage of a proceeding."""
    persons, items = situation.persons, words(situation.request.get("items"))
    if persons is None or items is None:
        return unknown("persons and items")
    one = len(persons) == 1 and items == ["criminal_record"] and not situation.request.get("objects")
    return yes_no(one and bool(text_of(situation.request, "stage")), persons=len(persons), items=items)


PRODUCERS = {
    "criminal_record": criminal_record,
    "purpose_criminal": purpose_criminal,
    "extract_asked": extract_asked,
}
