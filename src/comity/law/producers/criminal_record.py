"""CRR-01: criminal-record information, only final, only for a criminal case."""

from comity.law.fact import Fact
from comity.law.producers.common import found, statements_of, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation

ORDER = ("final_unspent", "spent", "not_final")


def criminal_record(situation: Situation, settings: Settings) -> Fact:
    """The gravest status of any criminal-record statement; a status nobody wrote leaves the fact unknown."""
    statements = statements_of(situation)
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
    statuses = sorted({text_of(row, "record_status") for row in about})
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


PRODUCERS = {"criminal_record": criminal_record, "purpose_criminal": purpose_criminal}
