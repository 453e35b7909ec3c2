"""The one call to Cedar. A missing schema, a skipped policy or an engine error can only ever stop an act."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import cedarpy

from comity.law.errors import PolicyError
from comity.law.policyset import PERMIT, Policy, parse_schema

ACTOR: Final = {"type": "Actor", "id": "actor"}
RECORD: Final = {"type": "Record", "id": "record"}
"""No policy may look at who or what: people and records stay out of the engine and out of every export."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said: the ids of the failed policies, its errors, and whether it said Allow."""

    said_allow: bool
    failed: tuple[str, ...]
    errors: tuple[str, ...]


class Ground:
    """The parsed schema and the actions of a law, once for all its engines.

    The entity handle is built *with* the schema: only then does it hold the groups of actions. Without them
    ``action in Action::"gate:..."`` is never true and every gate would silently let everything pass.
    """

    def __init__(self, schema_text: str) -> None:
        self.text = schema_text
        self.schema = parse_schema(schema_text)
        self.entities = cedarpy.Entities.from_json_str("[]", self.schema)


def check_fit(policies: Iterable[Policy], schema_text: str) -> None:
    """Validate policies against a schema; raises PolicyError naming each that does not fit."""
    listed, schema = list(policies), parse_schema(schema_text)
    if _objections(listed, schema):
        found = {policy.id: objections for policy in listed if (objections := _objections([policy], schema))}
        raise PolicyError(reason="does not fit the schema", policies=found)


def _objections(policies: Iterable[Policy], schema: cedarpy.Schema) -> list[str]:
    result = cedarpy.validate_policies("\n".join(policy.text for policy in policies), schema)
    return [] if result.validation_passed else [str(error)[:200] for error in result.errors]


class Engine:
    """Some policies of a law, parsed once and asked thousands of times a second."""

    def __init__(self, policies: Iterable[Policy], ground: Ground) -> None:
        self._ground = ground
        self._policies = cedarpy.PolicySet.from_str("\n".join((PERMIT, *(policy.text for policy in policies))))

    def ask(self, action: str, context: str) -> Answer:
        """Judge one context (the facts as JSON text) on one action. Never raises on what it is given."""
        request = {
            "principal": ACTOR,
            "action": {"type": "Action", "id": action},
            "resource": RECORD,
            "context": context,
        }
        try:
            result = cedarpy.is_authorized(request, self._policies, self._ground.entities, self._ground.schema)
        except Exception as error:  # noqa: BLE001 - whatever the engine throws, the act is stopped, not the node
            return Answer(False, (), (f"engine: {type(error).__name__}",))
        names = result.diagnostics.id_annotations_by_reason.values()
        failed = tuple(sorted(name for name in names if name != "PERMIT"))
        return Answer(result.allowed, failed, tuple(result.diagnostics.errors))


def context_of(facts: Mapping[str, str]) -> str:
    """The facts as the engine reads them."""
    return json.dumps(dict(facts), ensure_ascii=True)


def pieces_of(name: str, words: Iterable[str]) -> dict[str, str]:
    """For each word a fact may hold its piece of a context, ready to be joined."""
    return {word: context_of({name: word})[1:-1] for word in words}
