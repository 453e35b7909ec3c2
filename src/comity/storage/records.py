"""Records as folded states: loaded for the door, written by the door, listed through the access filter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from comity.domain.entry import Entry
from comity.kit.canonical import read_json, sha256_hex
from comity.procedures import projection
from comity.procedures.catalogue import procedure_named
from comity.procedures.fold import apply
from comity.procedures.retention import ERASED
from comity.storage import attachments, models

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LoadedRecord:
    """A record's state with where its chain of entries stands."""

    state: State | None
    head: str
    entries: int


@dataclass(frozen=True, slots=True)
class Projector:
    """What turns entries into rows besides the fold: how tokens are made and blinded."""

    tokens: projection.Tokens
    blind: projection.Blind


def load(record: str) -> LoadedRecord:
    """A record by id, or an empty one. No access rule is applied: only the door and the fold call this."""
    row = models.Record.objects.filter(id=record).first()
    if row is None:
        chain = models.Entry.objects.filter(record=record).order_by("-seq").values_list("data", flat=True)
        last = chain.first()
        return LoadedRecord(None, _hash(last), chain.count() if last is not None else 0)
    return LoadedRecord(read_json(row.body.encode()), row.head, row.entries)


def write(entry: Entry, payload: Mapping[str, Any] | None, *, entry_hash: str, before: LoadedRecord,
          projector: Projector) -> State | None:  # fmt: skip
    """Fold one entry into the rows. The only function that changes them, at work and when rebuilding."""
    state = apply(before.state, entry, payload)
    decision = projection.decision_row(entry, payload)
    if decision is not None:
        models.DecisionRow.objects.create(**decision)
    mentions = projection.mention_rows(entry, payload, state, tokens=projector.tokens, blind=projector.blind)
    if mentions:
        models.Mention.objects.bulk_create([models.Mention(**row) for row in mentions])
    attachments.fold(entry, payload)
    if state is None:
        return None
    row = projection.record_row(state, entries=before.entries + 1, head=entry_hash)
    models.Record.objects.update_or_create(id=row.pop("id"), defaults=row)
    if state["procedure"] == "case":
        models.StatementRow.objects.filter(record=state["id"]).delete()
        models.StatementRow.objects.bulk_create(
            [models.StatementRow(**item) for item in projection.statement_rows(state)]
        )
    return state


def folded(before: LoadedRecord, entry: Entry, payload: Mapping[str, Any]) -> State:
    """The state one done entry would lead to; nothing is written."""
    state = apply(before.state, entry, payload)
    return state if state is not None else {}


def of_procedure(procedure: str, *, state: str = "", side: str = "", changed_since: str = "") -> list[State]:
    """The states of all records of one procedure, newest change first: for the node's own administration.

    ``state`` and ``side`` narrow them; with ``changed_since`` only those that changed at that moment or after it.
    """
    rows = models.Record.objects.filter(procedure=procedure).exclude(state=ERASED)
    if state:
        rows = rows.filter(state=state)
    if side:
        rows = rows.filter(side=side)
    if changed_since:
        rows = rows.filter(changed_at__gte=changed_since)
    return [read_json(body.encode()) for body in rows.values_list("body", flat=True)]


def naming(procedure: str, record: str, *, side: str) -> list[State]:
    """The records of one procedure and side that were not erased and hold the id of another, in whatever place."""
    rows = models.Record.objects.filter(procedure=procedure, side=side, body__contains=record).exclude(state=ERASED)
    return [read_json(body.encode()) for body in rows.values_list("body", flat=True)]


def made_since(procedure: str, since: str) -> list[State]:
    """The states of the records of one procedure that were made from a moment on."""
    rows = models.Record.objects.filter(procedure=procedure, made_at__gte=since)
    return [read_json(body.encode()) for body in rows.values_list("body", flat=True)]


def count_made(procedure: str, since: str, *, requester: str) -> int:
    """How many records of one procedure somebody made from a moment on."""
    return models.Record.objects.filter(procedure=procedure, made_at__gte=since, requester=requester).count()


def marked(procedure: str, name: str) -> list[State]:
    """The records of one procedure that hold this mark: a step of this node gave it, no text anybody wrote can be one."""
    rows = models.Record.objects.filter(procedure=procedure, marks__contains=mark(name))
    return [read_json(body.encode()) for body in rows.values_list("body", flat=True)]


def ids_marked(procedures: Collection[str], names: Collection[str]) -> list[str]:
    """The records of these procedures that hold one of these marks, whoever may see them."""
    if not names:
        return []
    held = reduce(or_, (Q(marks__contains=mark(name)) for name in sorted(names)))
    rows = models.Record.objects.filter(held, procedure__in=list(procedures)).exclude(state=ERASED).order_by("id")
    return list(rows.values_list("id", flat=True))


def mark(name: str) -> str:
    """One mark as it stands in the column, from line end to line end."""
    return f"\n{name}\n"


def open_claims(record: str, procedures: Collection[str]) -> int:
    """How many records of these procedures name a record and have not ended."""
    rows = models.Record.objects.filter(procedure__in=procedures, body__contains=record).exclude(id=record)
    return sum(state not in procedure_named(name).ends for name, state in rows.values_list("procedure", "state"))


def due_for(column: str, now: str, *, limit: int) -> list[str]:
    """Records of which a moment has passed: ``column`` is ``delete_at``, ``review_at`` or ``hidden_at``."""
    rows = models.Record.objects.filter(**{f"{column}__gt": "", f"{column}__lt": now}).exclude(state=ERASED)
    return list(rows.order_by(column).values_list("id", flat=True)[:limit])


def to_seal(now: str, *, limit: int) -> list[str]:
    """Records of queries that gave nothing, shown long enough and not yet sealed."""
    rows = models.Record.objects.filter(hidden_at__gt="", hidden_at__lt=now, body__contains='"settled":')
    rows = rows.exclude(state=ERASED).exclude(body__contains='"sealed_at":')
    return list(rows.order_by("hidden_at").values_list("id", flat=True)[:limit])


def heads(*, without: Collection[str]) -> list[tuple[str, str]]:
    """Every record of other procedures with the hash it stands at: what changed is told without reading any."""
    return list(models.Record.objects.exclude(procedure__in=list(without)).values_list("id", "head"))


def touched(*, since: int, without: Collection[str]) -> list[str]:
    """Records of other procedures that took an entry with this number or a later one."""
    entries = models.Entry.objects.filter(seq__gte=since).order_by().values("record")
    rows = models.Record.objects.filter(id__in=entries).exclude(procedure__in=list(without)).order_by("id")
    return list(rows.values_list("id", flat=True))


def heads_of(procedure: str) -> list[tuple[str, str]]:
    """Every record of one procedure that was not erased, with the hash it stands at."""
    rows = models.Record.objects.filter(procedure=procedure).exclude(state=ERASED).order_by("id")
    return list(rows.values_list("id", "head"))


def overdue(now: str) -> list[tuple[str, str]]:
    """Records with a clock that ran out and has not said so, as ``(record, due_at)``."""
    return list(models.Record.objects.filter(due_at__gt="", due_at__lt=now).values_list("id", "due_at"))


def _hash(data: Any) -> str:
    return sha256_hex(bytes(data)) if data is not None else ""
