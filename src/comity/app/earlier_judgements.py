"""What people said before of the same pair: the same entry of a register and the same person, in whatever record.

It is shown to whom may read that record, for its own purpose only, and each such reading is logged there. Nothing is
carried over: a candidate that was judged elsewhere waits for a judgement here all the same.
"""

from collections.abc import Mapping
from typing import Any, Final

from comity.app import alarms, officers, purposes
from comity.app.judging import person_of
from comity.app.node import Node
from comity.domain.command import Actor
from comity.kit import clock
from comity.procedures.judgement import mark_of, words_of
from comity.screening.tokens import tokens_of_person
from comity.storage import access, records

State = Mapping[str, Any]
View = dict[str, Any]
Pair = tuple[str, str, frozenset[str]]
"""Register, row at its source, and the tokens of the person asked about."""
JUDGING: Final = ("information_request", "criminal_record", "watch_judgement")
SHOWN = 10
"""So many earlier words are shown on one candidate, the newest first."""


def of_record(node: Node, actor: Actor, state: State) -> dict[str, list[View]]:
    """By candidate of a record, what was said before of the same pair and this officer may know, the newest first."""
    candidates = state.get("candidates", [])
    if not candidates:
        return {}
    asked = {str(row["id"]): _pair(state, row, person_of(row)) for row in candidates}
    found: dict[str, list[View]] = {name: [] for name in asked}
    for other in records.ids_marked(JUDGING, {mark_of(register, row) for register, row, _ in asked.values()}):
        own = other == state["id"]
        read = state if own else access.access_record(actor, other)
        words = {name: _words(read, pair, name, own=own) for name, pair in asked.items()} if read else {}
        if read and any(words.values()) and (own or _may_show(node, actor, read, like=state)):
            for name, rows in words.items():
                found[name] += rows
    return {name: _newest(rows) for name, rows in found.items() if rows}


def same_person(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two people asked about go by the same document, or by the same name without another year of birth."""
    both = one & other
    if any(token.startswith("document:") for token in both):
        return True
    years = [{token for token in tokens if token.count(":") == 2} for tokens in (one, other)]
    named = any(token.startswith("name:") and token.count(":") == 1 for token in both)
    return named and (not all(years) or bool(years[0] & years[1]))


def _pair(state: State, row: Mapping[str, Any], person: int) -> Pair:
    persons = (state.get("request") or {}).get("persons", [])
    tokens = tokens_of_person(persons[person]) if person < len(persons) else []
    return str(row["register"]), str(row["row"]), frozenset(tokens)


def _same(one: Pair, other: Pair) -> bool:
    return one[:2] == other[:2] and same_person(one[2], other[2])


def _may_show(node: Node, actor: Actor, other: State, *, like: State) -> bool:
    """Whether what this officer may see of another record may be read for the purpose of this one; then it is logged."""
    code = purposes.own_purpose(like)
    if code not in purposes.allowed(actor, other):
        return False
    access.log_read(
        officer=actor.id, record=other["id"], what="earlier judgement", purpose=purposes.own_words(like),
        purpose_code=code, at=clock.format_time(clock.now()), alarm=alarms.of_record(node, actor, other),
    )  # fmt: skip
    return True


def _words(state: State, asked: Pair, candidate: str, *, own: bool) -> list[View]:
    """The words of a record on a pair; of the own record only those no longer shown as its candidate's judgement."""
    return [
        {
            "record": str(state["id"]),
            "procedure": str(state["procedure"]),
            "own": own,
            "result": row["result"],
            "author": row["author"],
            "author_name": officers.name_of(row["author"]),
            "at": row["at"],
            "reason": row["reason"],
            "score": pair["score"],
            "version": pair["version"],
        }
        for row in words_of(state)
        if not (own and row["candidate"] == candidate)
        for pair in row.get("judged", [])
        if _same(_pair(state, pair, int(pair["person"])), asked)
    ]


def _newest(rows: list[View]) -> list[View]:
    return sorted(rows, key=lambda row: str(row["at"]), reverse=True)[:SHOWN]
