"""Counts and lists over a node's records and messages, for the register of processing. Reads only."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from comity.kit.canonical import read_json
from comity.storage import models

CHUNK = 200


def states(procedure: str) -> Iterator[dict[str, Any]]:
    """The folded states of one procedure, in bounded memory; what was erased says nothing."""
    rows = models.Record.objects.filter(procedure=procedure).exclude(state="erased").order_by("id")
    for body in rows.values_list("body", flat=True).iterator(chunk_size=CHUNK):
        yield read_json(body.encode())


def recipients(procedure: str) -> list[dict[str, Any]]:
    """To which partners messages of a procedure went, and how many."""
    names = models.Record.objects.filter(procedure=procedure).values("id")
    rows = models.Outbox.objects.filter(record__in=names).order_by().values("peer").annotate(count=Count("id"))
    return [{"office": row["peer"], "messages": row["count"]} for row in rows.order_by("peer")]


def was_sent(entry: int) -> bool:
    """Whether an entry sent a message."""
    return models.Outbox.objects.filter(entry=entry).exists()


def peer_of(entry: int) -> str:
    """To whom an entry sent its message."""
    return models.Outbox.objects.filter(entry=entry).values_list("peer", flat=True).first() or ""


def kind_of(entry: int) -> str:
    """The type of the message an entry sent."""
    return models.Outbox.objects.filter(entry=entry).values_list("kind", flat=True).first() or ""
