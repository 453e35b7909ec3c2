"""What is worked out from records of this node, kept in this process as long as each record stands where it stood."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from comity.storage import records

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """One thing made from each record of a procedure; only records that took an entry since are read again.

    Of a record that was erased nothing is kept.
    """

    def __init__(self, make: Callable[[Mapping[str, Any]], Made]) -> None:
        self._make = make
        self._kept: dict[str, dict[str, tuple[str, Made]]] = {}

    def of(self, procedure: str) -> dict[str, Made]:
        """By record, in the order of their ids."""
        before = self._kept.get(procedure, {})
        now = {record: self._at(record, head, before.get(record)) for record, head in records.heads_of(procedure)}
        self._kept[procedure] = now
        return {record: made for record, (_, made) in now.items()}

    def _at(self, record: str, head: str, kept: tuple[str, Made] | None) -> tuple[str, Made]:
        if kept is not None and kept[0] == head:
            return kept
        return head, self._make(records.load(record).state or {})
