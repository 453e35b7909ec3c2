"""An entry: the fact that a command was done or stopped. The history is the data; rows are a view of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from comity.kit.canonical import canonical_bytes, read_json
from comity.kit.errors import ComityError

VERSION = 1
DONE = "done"
STOPPED = "stopped"


class EntryError(ComityError):
    """Stored bytes are not an entry this version can read."""

    code = "domain.entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who asked for which step of which record, when, and what came of it.

    ``seq`` is the 0-based index in the node's log; ``prev`` the SHA-256 of the previous entry on the same record
    ("" for the first). ``facts_hash``, ``decision_hash`` and ``policy_hashes`` are empty when no gate was asked.
    """

    seq: int
    at: str
    actor: str
    actor_role: str
    command: str
    procedure: str
    record: str
    step: str
    source: str
    target: str
    outcome: str
    prev: str
    facts_hash: str
    decision_hash: str
    policy_hashes: Mapping[str, str] = field(default_factory=dict)
    payload_hash: str
    v: int = VERSION

    def to_bytes(self) -> bytes:
        """The canonical bytes that are hashed, stored and never changed."""
        value = asdict(self)
        value["policy_hashes"] = dict(self.policy_hashes)
        value["from"] = value.pop("source")
        value["to"] = value.pop("target")
        return canonical_bytes(value)


def read_entry(data: bytes) -> Entry:
    """Read stored bytes; older versions are upcast here, unknown newer ones refused."""
    value: dict[str, Any] = read_json(data)
    if value.get("v") != VERSION:
        raise EntryError(version=value.get("v"))
    try:
        value["source"] = value.pop("from")
        value["target"] = value.pop("to")
        return Entry(**value)
    except (KeyError, TypeError) as error:
        raise EntryError(reason="fields") from error
