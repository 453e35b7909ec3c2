"""Who may see which record. One condition a line; lists, counts, pages, search and exports all come through here.

Nothing here tells whether a hidden record exists.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Q

from comity.domain.command import Actor
from comity.domain.roles import ActorKind, Role
from comity.kit import clock
from comity.kit.canonical import read_json
from comity.procedures.catalogue import PROCEDURES
from comity.procedures.retention import ERASED, REVIEWERS
from comity.storage import models, reads
from comity.storage.records import mark

ADMINISTRATION = ("officer", "partner", "agreement", "register")


def access_condition(actor: Actor) -> Q:
    """The rows this actor may see; nobody sees anything by default."""
    seen = Q(pk__in=[])
    if actor.kind == ActorKind.OPERATOR:
        seen |= Q(procedure__in=ADMINISTRATION)
    if actor.kind != ActorKind.OFFICER:
        return seen
    seen |= Q(requester=actor.id)
    seen |= Q(procedure__in=("partner", "agreement", "register"))
    seen |= Q(procedure__in=[row.name for row in PROCEDURES if actor.roles & set(row.readers)])
    asked_of_us = [row.name for row in PROCEDURES if actor.roles & set(row.readers_requested)]
    seen |= Q(procedure__in=asked_of_us, side="requested")
    if actor.roles & {Role.ADMINISTRATOR, Role.HEAD_OF_OFFICE}:
        seen |= Q(procedure="officer")
    for row in PROCEDURES:
        for role in actor.roles & set(row.invited):
            seen |= Q(procedure=row.name, marks__contains=mark(f"invited:{role}"))
    return seen & _not_hidden(actor) & _not_barred(actor)


def _not_barred(actor: Actor) -> Q:
    """Whom a record is about, or who acted on what it disputes, never reads it, whatever role he or she holds."""
    barring = [row.name for row in PROCEDURES if row.bars]
    return ~Q(procedure__in=barring, marks__contains=mark(f"barred:{actor.id}"))


def _not_hidden(actor: Actor) -> Q:
    """What is overdue, ended without giving anything, or erased is for those who review it, and for nobody else."""
    if actor.roles & set(REVIEWERS):
        return Q()
    now = clock.format_time(clock.now())
    return (Q(hidden_at="") | Q(hidden_at__gte=now)) & ~Q(state=ERASED)


def access_record(actor: Actor, record: str) -> dict[str, Any] | None:
    """The folded state of a record this actor may see, or None."""
    row = models.Record.objects.filter(access_condition(actor), id=record).first()
    return read_json(row.body.encode()) if row else None


def access_records(
    actor: Actor,
    *,
    procedure: str = "",
    states: tuple[str, ...] = (),
    side: str = "",
    start: int = 0,
    limit: int = 200,
) -> list[dict[str, Any]]:
    """The records this actor may see, newest change first; ``side`` narrows them to one side."""
    rows = models.Record.objects.filter(access_condition(actor))
    if procedure:
        rows = rows.filter(procedure=procedure)
    if states:
        rows = rows.filter(state__in=states)
    if side:
        rows = rows.filter(side=side)
    return [read_json(body.encode()) for body in rows.values_list("body", flat=True)[start : start + limit]]


def every_record(actor: Actor, *, procedure: str, states: Collection[str]) -> Iterator[dict[str, Any]]:
    """All records of one procedure in these states this actor may see, one by one: for counting, never for a list."""
    rows = models.Record.objects.filter(access_condition(actor), procedure=procedure, state__in=states).order_by()
    for body in rows.values_list("body", flat=True).iterator():
        yield read_json(body.encode())


def access_ids(actor: Actor, *, procedure: str) -> frozenset[str]:
    """The ids of all records of one procedure this actor may see."""
    rows = models.Record.objects.filter(access_condition(actor), procedure=procedure).order_by()
    return frozenset(rows.values_list("id", flat=True))


def access_counts(actor: Actor) -> dict[tuple[str, str], int]:
    """How many records this actor may see, by procedure and state."""
    rows = models.Record.objects.filter(access_condition(actor)).order_by().values_list("procedure", "state")
    return {(procedure, state): count for procedure, state, count in rows.annotate(count=Count("id"))}


def log_read(
    *, officer: str, record: str, what: str, purpose: str, at: str, purpose_code: str = "", alarm: str = ""
) -> None:
    """Write that an officer read a record about a person, and why (LED art. 25)."""
    reads.write(officer=officer, record=record, what=what, purpose_code=purpose_code, purpose=purpose, at=at,
                alarm=alarm)  # fmt: skip


def reads_of(record: str) -> list[dict[str, Any]]:
    """Who read this record, when and why."""
    return reads.of_record(record)
