"""The chain of custody of one exhibit: every event names the hash of the one before, so none can be lost or put in."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.kit.canonical import CanonicalError, hash_of

Event = dict[str, Any]


def next_event(chain: Sequence[Mapping[str, Any]], *, what: str, actor: str, at: str, said: Mapping[str, Any]) -> Event:
    """The event that follows a chain: what was done, by whom, when, with what was said of it."""
    row = {
        "number": len(chain) + 1,
        "what": what,
        "actor": actor,
        "at": at,
        "said": dict(said),
        "prev": str(chain[-1]["hash"]) if chain else "",
    }
    return {**row, "hash": hash_of(row)}


def first_break(chain: Sequence[Mapping[str, Any]]) -> int:
    """The number of the first event that does not follow from the one before; 0 for an unbroken chain."""
    prev = ""
    for number, event in enumerate(chain, start=1):
        row = {name: value for name, value in event.items() if name != "hash"}
        try:
            whole = hash_of(row) == event.get("hash")
        except CanonicalError:
            whole = False
        if not whole or row.get("prev") != prev or row.get("number") != number:
            return number
        prev = str(event["hash"])
    return 0
