"""Rows from entries: what every record table must hold, compared with what it holds, column by column.

A sound chain of entries says exactly which rows there are. Rows that are too few and rows that are too many are laid
against each other at the end, so that an edited key is named as an edit and not as a loss.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.kit.canonical import CanonicalError, read_json
from comity.kit.errors import ComityError
from comity.procedures import projection
from comity.procedures.fold import apply
from comity.storage import log, models
from comity.storage.chains import Chain, Link
from comity.storage.checking import Index
from comity.storage.findings import Findings, Progress
from comity.storage.records import LoadedRecord, Projector, write

RULE = "I3"
CHUNK = 500
UNMATCHED = 2000
"""So many rows without their like are laid against each other; more are only counted."""

Row = dict[str, Any]
Key = tuple[tuple[str, Any], ...]

TABLES: dict[str, Any] = {
    "Record": models.Record,
    "DecisionRow": models.DecisionRow,
    "Mention": models.Mention,
    "StatementRow": models.StatementRow,
    "Attachment": models.Attachment,
}
OWN_NUMBER = {"Mention": "id", "StatementRow": "id"}
"""Columns no entry speaks of: the database numbers these rows itself."""


class FoldError(ComityError):
    """A record's entries cannot be folded: the procedure of this version does not understand one of them."""

    code = "storage.fold"


@dataclass(slots=True)
class Rows:
    """Everything the entries of one record make, by table."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    state: dict[str, Any] | None = None


def rows_of(chain: Sequence[Link], projector: Projector) -> Rows:
    """Fold a sound chain into the rows it makes; the functions are those the door writes with. Raises FoldError."""
    made, state = Rows(), None
    for link in chain:
        try:
            state = apply(state, link.entry, link.payload)
            decision = projection.decision_row(link.entry, link.payload)
            mentions = projection.mention_rows(
                link.entry, link.payload, state, tokens=projector.tokens, blind=projector.blind
            )
        except (ComityError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise FoldError(entry=link.entry.seq, reason=type(error).__name__) from error
        made.tables["DecisionRow"] += [decision] if decision else []
        made.tables["Mention"] += mentions
        made.tables["Attachment"] = projection.attachment_rows(made.tables["Attachment"], link.entry, link.payload)
    if state is not None:
        made.tables["Record"].append(projection.record_row(state, entries=len(chain), head=chain[-1].hash))
        if state["procedure"] == "case":
            made.tables["StatementRow"] += projection.statement_rows(state)
    made.state = state
    return made


class Comparison:
    """Lays the rows that are there against the rows there must be."""

    def __init__(self, findings: Findings, index: Index) -> None:
        self._findings, self._index = findings, index
        self._missing: dict[str, list[Row]] = {name: [] for name in TABLES}
        self._extra: dict[str, list[tuple[str, Row]]] = {name: [] for name in TABLES}

    def compare(self, chain: Chain, made: Rows) -> None:
        """The rows of one record."""
        self._compare_keyed("Record", "id", made.tables["Record"])
        self._compare_keyed("DecisionRow", "seq", made.tables["DecisionRow"])
        for name in ("Mention", "StatementRow"):
            self._compare_bag(name, chain.record, made.tables[name])
        self._compare_attachments(chain.record, made.tables["Attachment"])

    def _compare_attachments(self, record: str, rows: list[Row]) -> None:
        """The files of one record, by where their bytes lie."""
        stored = {row.address: _row(row, "Attachment") for row in models.Attachment.objects.filter(record=record)}
        for row in rows:
            self._findings.looked(RULE)
            there = stored.pop(row["address"], None)
            if there is None:
                self._miss("Attachment", row)
            else:
                self._differences("Attachment", row["address"], row, there)
        for address, there in stored.items():
            self._exceed("Attachment", address, there)

    def _compare_keyed(self, name: str, key: str, rows: list[Row]) -> None:
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            stored = TABLES[name].objects.in_bulk([row[key] for row in part])
            for row in part:
                self._findings.looked(RULE)
                there = stored.get(row[key])
                if there is None:
                    self._miss(name, row)
                else:
                    self._differences(name, str(row[key]), row, _columns(there, row))

    def _compare_bag(self, name: str, record: str, rows: list[Row]) -> None:
        """Rows the database numbers itself: only how often each stands counts."""
        wanted = Counter(map(_key, rows))
        columns = _column_names(name)
        found: Counter[Key] = Counter()
        numbers: dict[Key, str] = {}
        for stored in TABLES[name].objects.filter(record=record).values("id", *columns).iterator(chunk_size=CHUNK):
            number = str(stored.pop("id"))
            self._findings.looked(RULE)
            found[_key(stored)] += 1
            numbers.setdefault(_key(stored), number)
        for row in (wanted - found).elements():
            self._miss(name, dict(row))
        for row in (found - wanted).elements():
            self._exceed(name, numbers[row], dict(row))

    def _miss(self, name: str, row: Row) -> None:
        if len(self._missing[name]) < UNMATCHED:
            self._missing[name].append(row)

    def _exceed(self, name: str, key: str, row: Row) -> None:
        if len(self._extra[name]) < UNMATCHED:
            self._extra[name].append((key, row))

    def _differences(self, name: str, key: str, wanted: Row, there: Row) -> bool:
        differing = [column for column in wanted if wanted[column] != there[column]]
        for column in differing:
            text = _said(column, wanted[column], there[column])
            self._findings.fault(RULE, table=name, key=key, column=column, text=text)
        return bool(differing)

    def finish(self) -> None:
        """Rows of records and entries nobody knows; then lay too many against too few."""
        self._find_strangers()
        for name in TABLES:
            missing = self._missing[name]
            for key, there in self._extra[name]:
                like = min(missing, key=lambda row: _distance(row, there), default=None)
                if like is not None and _distance(like, there) <= len(there) // 2:
                    missing.remove(like)
                    self._differences(name, key, like, there)
                else:
                    self._findings.fault(RULE, table=name, key=key, column="row", text="no entry makes this row")
            for row in missing:
                key = str(
                    row.get("id") or row.get("address") or row.get("seq") or row.get("statement") or row["record"]
                )
                text = "the entries make this row, and it is not there"
                self._findings.fault(RULE, table=name, key=key, column="row", text=text)

    def _find_strangers(self) -> None:
        for row in models.Record.objects.order_by("id").iterator(chunk_size=CHUNK):
            if not self._index.has_record(row.id):
                self._exceed("Record", row.id, _row(row, "Record"))
        for decided in models.DecisionRow.objects.order_by("seq").iterator(chunk_size=CHUNK):
            if not self._index.decided(decided.seq):
                self._exceed("DecisionRow", str(decided.seq), _row(decided, "DecisionRow"))
        for file in models.Attachment.objects.order_by("address").iterator(chunk_size=CHUNK):
            if not self._index.has_record(file.record):
                self._exceed("Attachment", file.address, _row(file, "Attachment"))
        for name in ("Mention", "StatementRow"):
            named = TABLES[name].objects.order_by().values_list("record", flat=True).distinct()
            strangers = [record for record in named.iterator(chunk_size=CHUNK) if not self._index.has_record(record)]
            for stored in TABLES[name].objects.filter(record__in=strangers[:CHUNK]).iterator(chunk_size=CHUNK):
                self._exceed(name, str(stored.id), _row(stored, name))


def _column_names(name: str) -> list[str]:
    own = OWN_NUMBER.get(name)
    return [column.name for column in TABLES[name]._meta.concrete_fields if column.name != own]


def _row(stored: Any, name: str) -> Row:
    return {column: getattr(stored, column) for column in _column_names(name)}


def _columns(stored: Any, row: Row) -> Row:
    return {column: getattr(stored, column) for column in row}


def _key(row: Row) -> Key:
    return tuple(sorted(row.items()))


def _distance(wanted: Row, there: Row) -> int:
    return sum(wanted[column] != there[column] for column in wanted)


def _said(column: str, wanted: Any, there: Any) -> str:
    """What differs, without showing what people wrote: the state's members are named, not quoted."""
    if column != "body":
        secret = column in ("value", "source", "token")
        return "is not what the entries say" if secret else f"holds {there!r}, the entries say {wanted!r}"
    try:
        before, after = read_json(str(wanted).encode()), read_json(str(there).encode())
        names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    except (CanonicalError, TypeError, AttributeError, ValueError):
        return "is not a state in canonical form"
    return "differs from the fold in: " + (", ".join(names) if names else "its spelling")


def rewrite(chains: Iterator[Chain], projector: Projector, progress: Progress) -> int:
    """Write all rows of every record anew through the one function that writes them. Returns how many records.

    Call inside one transaction; the log head is locked, so nothing is written meanwhile. Raises FoldError at a chain
    that is not sound, and the transaction takes everything back.
    """
    total = log.lock()
    for table in TABLES.values():
        table.objects.all().delete()
    count = done = 0
    for chain in chains:
        if not chain.sound:
            raise FoldError(record=chain.record, reason="not_sound")
        before = LoadedRecord(None, "", 0)
        for link in chain.links:
            state = write(link.entry, link.payload, entry_hash=link.hash, before=before, projector=projector)
            before = LoadedRecord(state, link.hash, before.entries + 1)
        count += 1
        done += len(chain.links)
        progress(done, total)
    return count
