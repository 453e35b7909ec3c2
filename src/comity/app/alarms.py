"""Readings worth a look at once (DP-12): of oneself, of a colleague, of somebody protected. Found by name tokens only."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.app.node import Node
from comity.domain.command import Actor
from comity.storage import records

State = Mapping[str, Any]
SELF, COLLEAGUE, PROTECTED = "self", "colleague", "protected"
GRAVEST = (SELF, PROTECTED, COLLEAGUE)


def of_record(node: Node, actor: Actor, state: State) -> str:
    """What is remarkable about this officer reading this record: "" for most."""
    request = state.get("request") or {}
    persons = [row for row in request.get("persons", []) if isinstance(row, Mapping)]
    names = [str(name) for row in persons for name in row.get("names", [])]
    said = [
        str(row["value"])
        for subject in (state.get("subjects") or {}).values()
        for row in subject["statements"]
        if row["property"] in ("name", "alias") and not row["retracted_at"]
    ]
    return of_names(node, actor, [*names, *said])


def of_names(node: Node, actor: Actor, names: Sequence[str]) -> str:
    """The same for names that are looked up."""
    asked = {token for name in names for token in _tokens(node, name)}
    if not asked:
        return ""
    found = {kind for kind, tokens in _watched(node, actor).items() if asked & tokens}
    return next((kind for kind in GRAVEST if kind in found), "")


def token_of(node: Node, name: str) -> str:
    """The blinded token a protected name is kept as; "" when the name has no letters."""
    return next(iter(_tokens(node, name)), "")


def _watched(node: Node, actor: Actor) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {SELF: set(), COLLEAGUE: set(), PROTECTED: set()}
    for officer in records.of_procedure("officer"):
        kind = SELF if officer["id"] == actor.id else COLLEAGUE
        found[kind] |= set(_tokens(node, str(officer["name"])))
    for row in records.of_procedure("sampling", state="protected"):
        found[PROTECTED].add(str(row["token"]))
    return found


def _tokens(node: Node, name: str) -> list[str]:
    make = node.projector
    return [make.blind(token) for token in make.tokens.of_person({"names": [name]})]
