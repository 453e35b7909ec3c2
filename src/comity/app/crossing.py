"""What CHN-01 and GOV-01 must know of this node: whom its own records name, and how fast somebody signs.

The names stay in this process: each record is read once and again only when it changed, which the log tells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

from comity.app.node import Node
from comity.domain.command import Command
from comity.kit.clock import format_time
from comity.kit.ids import RecordId
from comity.storage import journal, log, records, series

Known = dict[str, list[str]]
State = Mapping[str, Any]
OFFICE: Final = ("officer", "partner", "agreement", "register", "retention", "processing", "sampling")
"""Procedures whose records speak of offices and officers, not of the people of a case."""
NAMES: Final = frozenset({"name", "alias", "weakAlias"})
NUMBERS: Final = frozenset({"passportNumber", "idNumber", "registrationNumber", "phone", "email"})
BIRTHS: Final = frozenset({"birthDate"})
UNPROVED: Final = frozenset({"candidates", "messages", "participants", "guests", "leaders", "team_members"})
"""Parts of a record that say nothing about the people of a case: rows a machine proposed, and colleagues."""


@dataclass(slots=True)
class _Read:
    """Whom one record names as long as it stands at ``head``."""

    head: str
    changed_at: str
    named: list[Known]


@dataclass(slots=True)
class _Seen:
    """How far the log was followed, which entry was the last then, and what each record named. Guarded by ``lock``.

    An entry that was read inside a transaction and then taken back is told by its hash: another stands in its place.
    """

    size: int = 0
    last: str = ""
    read: dict[str, _Read] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_seen = _Seen()


def of(node: Node, command: Command, at: datetime) -> dict[str, Any]:
    """``known`` and ``signed``, each only where a gate of this command asks for it."""
    asked = node.law.reads(command.name) if command.name in node.law.matrix else frozenset()
    found: dict[str, Any] = {}
    if "crossing_known" in asked:
        found["known"] = known()
    if "signing_pace" in asked:
        minutes = node.law.shared.settings.limits["signing"]["minutes"]
        since = format_time(at - timedelta(minutes=minutes))
        found["signed"] = series.signed(command=command.name, actor=command.actor.id, since=since)
    return found


def known() -> list[Known]:
    """Everybody and everything the records of this node name, of the record that changed last first."""
    with _seen.lock:
        size = log.size()
        if journal.hash_of(_seen.size - 1) == _seen.last:
            _follow()
        else:
            _compare()
        _seen.size, _seen.last = size, journal.hash_of(size - 1)
        rows = sorted(sorted(_seen.read.items()), key=lambda row: row[1].changed_at, reverse=True)
    return [one for _, row in rows for one in row.named]


def _follow() -> None:
    """Read what the entries touched that came since."""
    for record in records.touched(since=_seen.size, without=OFFICE):
        _seen.read[record] = _read(record)


def _compare() -> None:
    """The log is not the one that was followed: lay every record beside what was read of it."""
    before = _seen.read
    _seen.read = {
        record: before[record] if record in before and before[record].head == head else _read(record)
        for record, head in records.heads(without=OFFICE)
    }


def _read(record: str) -> _Read:
    loaded = records.load(RecordId(record))
    state = loaded.state or {}
    return _Read(loaded.head, str(state.get("changed_at", "")), list(_identities(state)))


def _identities(value: Any) -> Iterator[Known]:
    """Each person, thing and statement in a state, however deep."""
    if isinstance(value, Mapping):
        one = _identity(value)
        if one["names"] or one["numbers"]:
            yield one
        for name, item in value.items():
            if name not in UNPROVED:
                yield from _identities(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _identities(item)


def _identity(row: Mapping[str, Any]) -> Known:
    names = [str(name) for name in row["names"]] if isinstance(row.get("names"), list) else []
    documents = row["documents"] if isinstance(row.get("documents"), list) else []
    numbers = [str(item.get("number", "")) for item in documents if isinstance(item, Mapping)]
    births = [str(row["birth_date"])] if row.get("birth_date") else []
    if row.get("author_name"):  # who complained is known to nobody outside
        names.append(str(row["author_name"]))
    numbers += [piece for piece in str(row.get("author_contact", "")).split() if any(map(str.isdigit, piece))]
    prop, value = str(row.get("property", "")), str(row.get("value", ""))
    if prop in NAMES:
        names.append(value)
    elif prop in NUMBERS or (row.get("kind") in ("phone", "plate", "account", "document") and value):
        numbers.append(value)
    elif prop in BIRTHS:
        births.append(value)
    return {"names": [name for name in names if name], "numbers": [n for n in numbers if n], "births": births}
