"""What the node notes beside a person's word on a candidate: which pair it was, scored how, under which tables."""

from collections.abc import Mapping
from typing import Any

from comity.app.node import Node
from comity.domain.command import Command

State = Mapping[str, Any]
Form = Mapping[str, Any]


def judged(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """The pairs a word is about: the candidate it names, or every one where it speaks of all."""
    found = state.get("candidates", [])
    named = [row for row in found if row["id"] == form["candidate"]]
    return {"judged": [pair_of(row) for row in (named or found)]}


def pair_of(candidate: Mapping[str, Any]) -> dict[str, Any]:
    """One candidate as a pair of a person asked about and a row of a register."""
    return {
        "register": str(candidate["register"]),
        "row": str(candidate["row"]),
        "person": person_of(candidate),
        "score": int(candidate["score"]),
        "scripts": str(candidate.get("scripts", "")),
        "version": str(candidate.get("version", "")),
    }


def person_of(candidate: Mapping[str, Any]) -> int:
    """The place of the person among those the search was about."""
    return int(candidate.get("person", candidate.get("subject", 0)))
