"""Counts over blinded mentions, for the gates that judge a series and not one request."""

from collections.abc import Collection, Sequence
from typing import Any

from comity.storage import models


def count(*, tokens: Collection[str], actor: str, partner: str, case: str, since: str, without: str) -> dict[str, int]:
    """How often the same people, officer, authority and case were asked about since a time, this record left out.

    Counts are of records, so that certifying and sending one request counts once.
    """
    rows = models.Mention.objects.filter(at__gte=since).exclude(record=without)
    asked = rows.filter(command__in=("ir.certify", "ir.receive", "ir.turn_away"))
    by_token = asked.filter(token__in=list(tokens)) if tokens else asked.none()
    no_data = rows.filter(token__in=list(tokens), command="ir.answer_no_data") if tokens else rows.none()
    return {
        "same_person_30d": _records(by_token),
        "officer_30d": _records(asked.filter(actor=actor)) if actor else 0,
        "authority_30d": _records(asked.filter(partner=partner)) if partner else 0,
        "subjects_in_case": asked.filter(case=case).values("token").distinct().count() if case else 0,
        "repeat_no_hit": _records(no_data),
    }


def earlier(*, tokens: Collection[str], without: str) -> Sequence[dict[str, Any]]:
    """Earlier stops, refusals and withdrawals on the same people or things: ``{label, gates, at, record}``."""
    if not tokens:
        return ()
    rows = models.Mention.objects.filter(token__in=list(tokens)).exclude(record=without)
    labels = {"ir.refuse": "refused", "ir.note_refused": "refused", "ir.withdraw": "withdrawn",
              "ir.note_withdrawal": "withdrawn", "ir.turn_away": "turned_away"}  # fmt: skip
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows.order_by("seq"):
        label = "stopped" if row.outcome == "stopped" else labels.get(row.command, "")
        if label:
            found[row.record, label] = {
                "label": label,
                "gates": row.failed.split(),
                "at": row.at,
                "record": row.record,
            }
    return tuple(found.values())


def _records(rows: Any) -> int:
    return int(rows.values("record").distinct().count())
