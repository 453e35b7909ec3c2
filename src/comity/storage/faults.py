"""What went wrong on the link: a count for each partner, kind and day, and the evidence of the first ones."""

from typing import Any

from django.db.models import F

from comity.storage import models


def count(peer: str, kind: str, *, at: str) -> int:
    """One more fault of this kind today; returns how many there are now."""
    today = {"peer": peer, "kind": kind, "day": at[:10]}
    if not models.Fault.objects.filter(**today).update(count=F("count") + 1, last_at=at):
        _, made = models.Fault.objects.get_or_create(**today, defaults={"count": 1, "last_at": at})
        if not made:
            models.Fault.objects.filter(**today).update(count=F("count") + 1, last_at=at)
    return models.Fault.objects.values_list("count", flat=True).get(**today)


def count_today(peer: str, kind: str, *, at: str) -> int:
    """How many faults of this kind a partner has made on the day of ``at``."""
    return models.Fault.objects.filter(peer=peer, kind=kind, day=at[:10]).values_list("count", flat=True).first() or 0


def keep_note(peer: str, kind: str, *, at: str, text: str) -> None:
    """Keep what proves a fault: two notes that contradict each other, a header under a used number."""
    models.FaultNote.objects.create(peer=peer, kind=kind, at=at, text=text)


def listed(*, since: str = "") -> list[dict[str, Any]]:
    """Every count since a day, newest first: ``{peer, kind, day, count, last_at}``."""
    rows = models.Fault.objects.filter(day__gte=since[:10]).order_by("-last_at")
    return [dict(row) for row in rows.values("peer", "kind", "day", "count", "last_at")]


def notes(peer: str) -> list[dict[str, Any]]:
    """The evidence kept against a partner, oldest first: ``{kind, at, text}``."""
    return [dict(row) for row in models.FaultNote.objects.filter(peer=peer).order_by("id").values("kind", "at", "text")]
