"""Legal clocks at the door: which one a step starts, stops or pauses, and when it runs out.

Moments come from the messages themselves, so both nodes compute the same instant.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from comity.app.node import Node
from comity.kit.clock import format_time, parse_time
from comity.procedures.deadlines import ClockRule, Pause, due_at
from comity.procedures.step import Step


def moments(node: Node, step: Step, after: Mapping[str, Any], payload: Mapping[str, Any], *,
            at: datetime) -> dict[str, Any]:  # fmt: skip
    """What the fold needs of time: when a clock started, was paused or resumed, and when it is due."""
    moment = _moment(payload, at)
    if step.starts_clock:
        started = _started(step, after, payload, at)
        rule = rule_for(node, step.starts_clock, after)
        return {"clock_started_at": format_time(started), "due_at": format_time(due_at(started, rule))}
    clock = after.get("clock") or {}
    if step.pauses_clock:
        return {"clock_moment": moment}
    if step.resumes_clock and clock:
        pauses = [Pause(parse_time(row["start"]), parse_time(row["end"] or moment)) for row in clock["pauses"]]
        rule = rule_for(node, clock["name"], after)
        due = due_at(parse_time(clock["started_at"]), rule, pauses)
        return {"clock_moment": moment, "due_at": format_time(due)}
    return {"clock_moment": moment} if step.resumes_clock else {}


def _moment(payload: Mapping[str, Any], at: datetime) -> str:
    """The time that stands in the message that paused or resumed the clock."""
    message = payload.get("message") or payload.get("sent")
    return str(message["body"]["at"]) if message else format_time(at)


def _started(step: Step, after: Mapping[str, Any], payload: Mapping[str, Any], at: datetime) -> datetime:
    """An answer is due from the receipt at the requested node; a use report from the release."""
    if step.starts_clock == "answer":
        return parse_time(str(after["received_at"]))
    body = (payload.get("message") or payload.get("sent") or {}).get("body") or {}
    released = body.get("released_at")
    return parse_time(str(released)) if released else at.astimezone(UTC)


def rule_for(node: Node, clock: str, state: Mapping[str, Any]) -> ClockRule:
    """The row of the agreement's clock table that applies, with the acting authority's calendar."""
    request = state.get("request") or {}
    name = clock
    if clock == "answer":
        name = "answer_ordinary"
        if request.get("urgent"):
            name = "answer_urgent_life" if request.get("danger_to_life") else "answer_urgent"
    requested = node.file.state if state.get("side") == "requested" else _partner_state(node, state)
    acting = requested if clock == "answer" else _other(node, requested)
    return node.pack.clock_rule(name, acting)


def _partner_state(node: Node, state: Mapping[str, Any]) -> str:
    return _other(node, node.file.state)


def _other(node: Node, state: str) -> str:
    others = [code for code in node.pack.state_codes if code != state]
    return others[0] if others else state
