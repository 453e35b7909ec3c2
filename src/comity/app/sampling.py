"""What the steps of looking at readings work out: the draw, the reading looked at, the token of a name."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from comity.app import alarms
from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.domain.sampling import ONE_IN, drawn, seed_of
from comity.kit.clock import format_time, now
from comity.storage import log, reads, records

State = Mapping[str, Any]
Form = Mapping[str, Any]
LOOKED_BACK = timedelta(days=90)
"""A draw that old has long been turned into records, or its readings are no longer there."""
READ_FIELDS = ("at", "officer", "record", "what", "purpose_code", "purpose", "alarm")
"""What is kept of a reading that is looked at."""


# -- the draw


def _draw(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """Everything somebody needs to draw again: the range, what the seed is made of, and what came out."""
    start, (stop, head), size = last_drawn(), reads.head(), log.size()
    root = log.root(size).hex()
    rows = list(reads.between(start, stop))
    return {
        "start": start,
        "stop": stop,
        "reads_head": head,
        "log_size": size,
        "log_root": root,
        "one_in": ONE_IN,
        "drawn": drawn(seed_of(root, head), [(row.seq, row.hash) for row in rows]),
        "alarms": [row.seq for row in rows if row.alarm],
    }


def last_drawn() -> int:
    """Up to which reading the last draw went."""
    return max((int(row["stop"]) for row in records.of_procedure("sampling", state="counted")), default=0)


def to_look_at() -> list[int]:
    """Readings that were drawn or raised an alarm and have no record of being looked at yet."""
    since = format_time(now() - LOOKED_BACK)
    rows = records.made_since("sampling", since)
    looked = {int(row["reading"]["seq"]) for row in rows if "reading" in row}
    wanted = {int(seq) for row in rows if row["state"] == "counted" for seq in (*row["drawn"], *row["alarms"])}
    return sorted(wanted - looked)


def _look(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    row = next(iter(reads.between(form["reading"], form["reading"] + 1)), None)
    if row is None:
        return {}
    read = {name: getattr(row, name) for name in ("seq", *READ_FIELDS)}
    return {"reading": read, "why": "alarm" if row.alarm else "sample"}


def _no_such_reading(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if form["reading"] in to_look_at() else [Stop("step", "no_such_reading")]


def _own_reading(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Nobody judges, refers or settles a reading of his or her own."""
    own = (state.get("reading") or {}).get("officer") == command.actor.id
    return [Stop("access", "own_reading")] if own else []


def _not_unlawful(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    word = (state.get("finding") or {}).get("word")
    return _own_reading(node, command, state, form) or ([] if word == "unlawful" else [Stop("step", "not_unlawful")])


# -- protected names


def _protect(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    return {"token": alarms.token_of(node, form["protected_name"])}


def _no_letters(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if alarms.token_of(node, form["protected_name"]) else [Stop("step", "no_letters")]


DERIVED = {"sm.draw": _draw, "sm.look": _look, "sm.protect": _protect}
STOPS = {"sm.look": _no_such_reading, "sm.review": _own_reading, "sm.refer": _not_unlawful, "sm.settle": _own_reading,
         "sm.protect": _no_letters}  # fmt: skip
