"""The verdict on one command: what was decided, on which facts, under which policies."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from comity.kit.canonical import hash_of
from comity.law.fact import NOT_ASKED, Fact, fact_from_json


@dataclass(frozen=True)
class Decision:
    """Allowed or stopped. ``failed`` holds the ids of every policy that stopped it, from both sets.

    ``facts`` holds every fact of the table; those no policy of the step reads have the source "not_asked".
    ``policy_hashes`` is {"shared": hex, "local": hex or ""}. ``at`` is the moment whose valid policies judged, as the
    wire writes it; "" when all of them did, whatever their validity.
    """

    action: str
    allowed: bool
    failed: tuple[str, ...]
    warnings: tuple[str, ...]
    errors: tuple[str, ...]
    facts: Mapping[str, Fact]
    policy_hashes: Mapping[str, str]
    at: str = ""

    @cached_property
    def asked(self) -> Mapping[str, Fact]:
        """The facts the step's policies read."""
        return {name: fact for name, fact in self.facts.items() if fact.source != "not_asked"}

    @cached_property
    def facts_hash(self) -> str:
        """SHA-256 of the asked facts with their provenance."""
        return hash_of({name: fact.to_json() for name, fact in self.asked.items()})

    def to_json(self) -> dict[str, Any]:
        """The decision as plain JSON without floats; facts not asked are left out (they are all unknown)."""
        return {
            "v": 1,
            "action": self.action,
            "at": self.at,
            "allowed": self.allowed,
            "failed": list(self.failed),
            "warnings": list(self.warnings),
            "errors": list(self.errors),
            "facts": {name: fact.to_json() for name, fact in self.asked.items()},
            "facts_hash": self.facts_hash,
            "policy_hashes": dict(self.policy_hashes),
        }

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical form of ``to_json``: what an entry keeps."""
        return hash_of(self.to_json())


def decision_from_json(data: Mapping[str, Any], names: Mapping[str, Any]) -> Decision:
    """Read what ``Decision.to_json`` wrote; ``names`` are the facts of the table, to fill in those not asked."""
    kept = {name: fact_from_json(fact) for name, fact in data["facts"].items()}
    rest = {name: NOT_ASKED for name in names if name not in kept}
    return Decision(
        action=str(data["action"]),
        allowed=data["allowed"] is True,
        failed=tuple(data["failed"]),
        warnings=tuple(data["warnings"]),
        errors=tuple(data["errors"]),
        facts={**kept, **rest},
        policy_hashes=dict(data["policy_hashes"]),
        at=str(data.get("at", "")),
    )
