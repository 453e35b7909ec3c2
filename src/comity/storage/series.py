"""Counts over blinded mentions, for the gates that judge a series and not one request."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Max

from comity.domain.entry import DONE, read_entry
from comity.procedures.catalogue import PROCEDURES, all_commands
from comity.storage import models

ASKING = ("certify", "receive", "turn_away")
"""Steps by which somebody asks about people: counted once a record."""
SCREENING = ("wj.draft",)
"""A machine asked a list about somebody: counted like a question of a person."""
NO_DATA = ("answer_no_data",)


def count(*, tokens: Collection[str], actor: str, partner: str, case: str, since: str, without: str) -> dict[str, int]:
    """How often the same people, officer, authority and case were asked about since a time, this record left out.

    Counts are of records, so that certifying and sending one request counts once.
    """
    rows = models.Mention.objects.filter(at__gte=since).exclude(record=without)
    asked = rows.filter(command__in=[*_commands(ASKING), *SCREENING])
    by_token = asked.filter(token__in=list(tokens)) if tokens else asked.none()
    no_data = rows.filter(token__in=list(tokens), command__in=_commands(NO_DATA)) if tokens else rows.none()
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
    labels = {step.command: step.labels for procedure in PROCEDURES for step in procedure.steps if step.labels}
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


def asked_about(tokens: Collection[str], *, partner: str, since: str) -> set[str]:
    """Which of these blinded tokens were asked about since a time by or from this partner."""
    rows = models.Mention.objects.filter(token__in=list(tokens), at__gte=since, command__in=_commands(ASKING))
    return set(rows.filter(partner=partner).values_list("token", flat=True).distinct())


def signed(*, command: str, actor: str, since: str) -> int:
    """How often this person took this command since a time, by the times the entries say, in whatever order they came.

    A clock that was set back and forward again hides nothing: no older entry in between ends the count.
    """
    rows = models.Entry.objects.filter(command=command, at__gte=since, outcome=DONE).order_by()
    taken = rows.values_list("data", flat=True).iterator(chunk_size=200)
    return sum(read_entry(bytes(data)).actor == actor for data in taken)


def related(*, tokens: Collection[str], without: str, limit: int = 200) -> list[str]:
    """The records of this node that mention one of these people or things, the newest mention first."""
    if not tokens:
        return []
    rows = models.Mention.objects.filter(token__in=list(tokens)).exclude(record=without)
    newest = rows.values("record").annotate(last=Max("seq")).order_by("-last")
    return list(newest.values_list("record", flat=True)[:limit])


def _commands(verbs: Collection[str]) -> list[str]:
    """The commands of every procedure with one of these verbs."""
    return [name for name in all_commands() if name.partition(".")[2] in verbs]


def _records(rows: Any) -> int:
    return int(rows.values("record").distinct().count())
