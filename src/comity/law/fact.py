"""One fact: a word from a closed list, with where it comes from, who said it, and when."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

UNKNOWN: Final = "unknown"
"""The value of every fact nobody has established. No policy may accept it."""

SOURCES: Final = ("computed", "stated", "decision", "claimed", "none", "not_asked")


class Fact(NamedTuple):
    """A typed fact as a gate sees it. A tuple, because hundreds are made for every command.

    ``source`` is one of SOURCES. ``inputs`` are the JSON values a computation looked at (no floats), so that the
    same fact can be worked out again. ``claimed`` keeps what somebody without authority said; it never counts.
    """

    value: str = UNKNOWN
    source: str = "none"
    author: str = ""
    role: str = ""
    at: str = ""
    inputs: Mapping[str, Any] = MappingProxyType({})
    claimed: str = ""

    @property
    def is_known(self) -> bool:
        """True when somebody with authority, or a computation, has established it."""
        return self.value != UNKNOWN

    def to_json(self) -> dict[str, Any]:
        """The fact as plain JSON; empty parts are left out."""
        whole: dict[str, Any] = {"value": self.value, "source": self.source}
        parts = {"author": self.author, "role": self.role, "at": self.at, "claimed": self.claimed}
        whole.update({name: part for name, part in parts.items() if part})
        if self.inputs:
            whole["inputs"] = dict(self.inputs)
        return whole


NOT_ASKED: Final = Fact(source="not_asked")
"""No policy on this step reads the fact; it is unknown and that does no harm."""


def fact_from_json(data: Mapping[str, Any]) -> Fact:
    """Read what ``Fact.to_json`` wrote; unknown keys are ignored."""
    text = {name: str(data.get(name, "")) for name in ("author", "role", "at", "claimed")}
    return Fact(
        value=str(data.get("value", UNKNOWN)),
        source=str(data.get("source", "none")),
        inputs=dict(data.get("inputs") or {}),
        **text,
    )
