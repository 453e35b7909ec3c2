"""What people said before of the same pair: the same entry of a register and the same person, in whatever record.

It is shown to whom may read that record, for its own purpose only, and each such reading is logged there. Nothing is
carried over: a candidate that was judged elsewhere waits for a judgement here all the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from comity.app import alarms, officers, purposes
from comity.app.judging import person_of
from comity.app.node import Node
from comity.app.remembered import Remembered
from comity.domain.command import Actor
from comity.kit import clock
from comity.procedures.judgement import words_of
from comity.screening.tokens import tokens_of_person
from comity.storage import access

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
    for other in _records_on(asked.values()):
        read = state if other == state["id"] else _may_read(node, actor, other, like=state)
        for name, pair in asked.items():
            found[name] += _words(read, pair, name, own=other == state["id"]) if read else []
    return {name: _newest(rows) for name, rows in found.items() if rows}


def same_person(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two people asked about go by the same document, or by the same name without another year of birth."""
    both = one & other
    if any(token.startswith("document:") for token in both):
        return True
    years = [{token for token in tokens if token.count(":") == 2} for tokens in (one, other)]
    named = any(token.startswith("name:") and token.count(":") == 1 for token in both)
    return named and (not all(years) or bool(years[0] & years[1]))


def _pairs_of(state: State) -> tuple[Pair, ...]:
    return tuple(_pair(state, pair, int(pair["person"])) for row in words_of(state) for pair in row.get("judged", []))


_judged: Final = Remembered(_pairs_of)


def _pair(state: State, row: Mapping[str, Any], person: int) -> Pair:
    persons = (state.get("request") or {}).get("persons", [])
    tokens = tokens_of_person(persons[person]) if person < len(persons) else []
    return str(row["register"]), str(row["row"]), frozenset(tokens)


def _same(one: Pair, other: Pair) -> bool:
    return one[:2] == other[:2] and same_person(one[2], other[2])


def _records_on(asked: Iterable[Pair]) -> list[str]:
    """The records in which one of these pairs was judged."""
    wanted = list(asked)
    return [
        record
        for procedure in JUDGING
        for record, pairs in _judged.of(procedure).items()
        if any(_same(pair, one) for pair in pairs for one in wanted)
    ]


def _may_read(node: Node, actor: Actor, record: str, *, like: State) -> State | None:
    """Another record, if this officer sees it and it may be read for the purpose of this one; the reading is logged."""
    other = access.access_record(actor, record)
    code = purposes.own_purpose(like)
    if other is None or code not in purposes.allowed(actor, other):
        return None
    access.log_read(
        officer=actor.id, record=record, what="earlier judgement", purpose=purposes.own_words(like), purpose_code=code,
        at=clock.format_time(clock.now()), alarm=alarms.of_record(node, actor, other),
    )  # fmt: skip
    return other


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
