"""Legal clocks at the door: which ones a step starts, ends, pauses or extends, and when they run out.

Moments come from the messages themselves, so both nodes compute the same instant.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from comity.app.node import Node
from comity.domain.deadlines import ClockRule, Pause, Unit, due_at
from comity.kit.clock import format_time, parse_time
from comity.procedures.step import Clock, Procedure, Step

State = Mapping[str, Any]
Changes = dict[str, dict[str, Any] | None]
EVERY = "*"
EXTENSION = "_extension"


def changes(node: Node, procedure: Procedure, step: Step, *, after: State, payload: Mapping[str, Any],
            at: datetime) -> Changes:  # fmt: skip
    """What becomes of each clock of the record: its new row, or None where it ends.

    ``after`` is the state the step leads to, with the clocks as they stood before it.
    """
    moment = _moment(payload, at)
    made: Changes = {}
    for name, row in after.get("clocks", {}).items():
        clock = procedure.clock(name)
        if name in step.stops or EVERY in step.stops:
            made[name] = None
        elif name in step.pauses and clock.pausable and not _stands(row):
            made[name] = {**row, "pauses": [*row["pauses"], {"start": moment, "end": ""}]}
        elif name in step.resumes and _stands(row):
            last = {**row["pauses"][-1], "end": moment}
            made[name] = _due(node, clock, after, {**row, "pauses": [*row["pauses"][:-1], last]})
        elif name in step.extends:
            made[name] = _due(node, clock, after, {**row, "extensions": [*row["extensions"], moment]})
    for name in step.starts:
        made[name] = _begin(node, procedure.clock(name), after, payload, moment=moment)
    return made


def rule_for(node: Node, rule: str, acting: str) -> ClockRule:
    """A row of the agreement's clock table with the calendar of the state that must act."""
    row = node.pack.clock_rule(rule, acting)
    return ClockRule(
        amount=row.amount, unit=cast("Unit", row.unit), zone=row.zone, weekend=row.weekend, holidays=row.holidays
    )


def _begin(node: Node, clock: Clock, after: State, payload: Mapping[str, Any], *, moment: str) -> dict[str, Any]:
    row = {
        "rule": _CHOOSERS.get(clock.rule, _as_named)(node, clock.rule, after),
        "started_at": _started(clock, after, payload, moment),
        "pauses": [],
        "extensions": [],
        "carried_seconds": int(((payload.get("derived") or {}).get("carried") or {}).get(clock.name, 0)),
    }
    return _due(node, clock, after, row)


def _due(node: Node, clock: Clock, after: State, row: dict[str, Any]) -> dict[str, Any]:
    """The row with its due instant; time carried over from earlier runs on the same facts is already spent."""
    state = _acting_state(node, clock, after)
    pauses = [Pause(parse_time(one["start"]), parse_time(one["end"])) for one in row["pauses"] if one["end"]]
    more = [rule_for(node, clock.rule + EXTENSION, state) for _ in row["extensions"]]
    due = due_at(parse_time(row["started_at"]), rule_for(node, row["rule"], state), pauses, extensions=more)
    return {**row, "due_at": format_time(due - timedelta(seconds=row["carried_seconds"]))}


def _acting_state(node: Node, clock: Clock, after: State) -> str:
    """Whose zone and calendar count: ours where we must act, else the partner's."""
    we_act = clock.acting in ("own", after.get("side")) or after.get("side") == "local"
    return node.file.state if we_act else node.pack.state_of(str(after.get("partner", "")))


def _stands(row: Mapping[str, Any]) -> bool:
    return bool(row["pauses"]) and not row["pauses"][-1]["end"]


def _moment(payload: Mapping[str, Any], at: datetime) -> str:
    """The time that stands in the message the step sends, which the partner reads too; else in the one it takes."""
    message = payload.get("sent") or payload.get("message")
    return str(message["body"]["at"]) if message else format_time(at)


def _started(clock: Clock, after: State, payload: Mapping[str, Any], moment: str) -> str:
    """The start the clock names: in the message, else in the state; without one the moment of the step."""
    body = (payload.get("sent") or payload.get("message") or {}).get("body") or {}
    named = (body.get(clock.started) or after.get(clock.started)) if clock.started else ""
    return str(named or moment)


def _as_named(node: Node, rule: str, after: State) -> str:
    return rule


def _answer_rule(node: Node, rule: str, after: State) -> str:
    """Urgent and directly accessible, urgent otherwise, or the rest (Directive (EU) 2023/977 art. 5(1) as model)."""
    request = after.get("request") or {}
    if not request.get("urgent"):
        return "answer_ordinary"
    ground = node.pack.urgency_grounds.get(str(request.get("urgency_ground", "")))
    return "answer_urgent_life" if ground and "direct" in ground.flags else "answer_urgent"


_CHOOSERS: Mapping[str, Callable[[Node, str, State], str]] = {"answer": _answer_rule}
