"""Legal clocks at the door: which one a step starts, stops or pauses, and when it runs out.

Moments come from the messages themselves, so both nodes compute the same instant.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from comity.app.node import Node
from comity.domain.deadlines import ClockRule, Pause, Unit, due_at
from comity.kit.clock import format_time, parse_time
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
        name = _answer_clock(node, request)
    we_act = (state.get("side") == "requested") == (clock == "answer")
    acting = node.file.state if we_act else node.pack.state_of(str(state.get("partner", "")))
    row = node.pack.clock_rule(name, acting)
    return ClockRule(
        amount=row.amount, unit=cast("Unit", row.unit), zone=row.zone, weekend=row.weekend, holidays=row.holidays
    )


def _answer_clock(node: Node, request: Mapping[str, Any]) -> str:
    """Urgent and directly accessible, urgent otherwise, or the rest (Directive (EU) 2023/977 art. 5(1) as model)."""
    if not request.get("urgent"):
        return "answer_ordinary"
    ground = node.pack.urgency_grounds.get(str(request.get("urgency_ground", "")))
    return "answer_urgent_life" if ground and "direct" in ground.flags else "answer_urgent"
