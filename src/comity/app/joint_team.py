"""What the door works out for a joint team, and what of its steps does not fit the team they speak of."""

from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any, Final
from zoneinfo import ZoneInfo

from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.domain.roles import Role
from comity.kit.clock import parse_time
from comity.law.producers.joint_team import persons_in
from comity.law.situation import Situation
from comity.procedures.joint_team_changes import open_suspension
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]
REVIEW: Final = (Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW)


def _case(node: Node, command: Command, state: State, form: Form, situation: Situation | None) -> dict[str, Any]:
    case = records.load(form["member"]).state
    return {"persons": persons_in(case) if case else 0}


def _suspending(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """Under which role: what a reviewer stopped, no commander lets go on."""
    held = [str(role) for role in REVIEW if role in command.actor.roles]
    return {"role": held[0] if held else "office"}


def _lifting(node: Node, command: Command, state: State, form: Form, situation: Any) -> dict[str, Any]:
    return {"suspension": open_suspension(state)}


def _lift_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    named = open_suspension(state)
    if not named:
        return [Stop("step", "not_our_suspension")]
    row = next(row for row in state["suspensions"] if row["id"] == named)
    reviewed = row["role"] in {str(role) for role in REVIEW}
    if reviewed and not command.actor.roles & set(REVIEW):
        return [Stop("access", "role_missing", {"roles": [str(role) for role in REVIEW]})]
    return []


def _asking_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [Stop("step", "extension_already_asked")] if state.get("extension") else []


def _answering_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    asked = state.get("extension") or {}
    return [] if asked and not asked["ours"] else [Stop("step", "no_extension_asked")]


def _settlement_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """Every case of the team stands on the list once, and what is kept has a reason and an end."""
    cases = sorted({row["record"] for row in state.get("cases", [])})
    settled = [row["member"] for row in form["settled"]]
    if sorted(settled) != cases:
        return [Stop("step", "cases_not_settled", {"missing": sorted(set(cases) - set(settled))})]
    kept = [row for row in form["settled"] if row["disposal"] == "keep"]
    if any(not row["keep_until"] or not row["reasons"] for row in kept):
        return [Stop("step", "kept_without_end")]
    return []


def _effect_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """The partner's signature reaches back to no earlier day than its own, in its own zone (ADV-01, JIT-01)."""
    body = (command.message or {}).get("body", {})
    home = node.pack.states.get(node.pack.state_of(str(state.get("partner", ""))))
    signed = parse_time(str(body["at"])).astimezone(ZoneInfo(home.zone) if home else UTC).date().isoformat()
    late = str(body.get("effective_from", "")) < signed
    wide = str(body.get("ends_on", "")) > str(state["request"]["ends_on"])
    return [Stop("step", "effect_before_signature")] if late or wide else []


STOPS: Final[dict[str, Callable[[Node, Command, State, Form], list[Stop]]]] = {
    "jt.lift": _lift_stops,
    "jt.ask_extension": _asking_stops,
    "jt.agree_extension": _answering_stops,
    "jt.decline_extension": _answering_stops,
    "jt.settle_data": _settlement_stops,
    "jt.note_agreed": _effect_stops,
    "av.note_agreed": _effect_stops,
}
DERIVED: Final[dict[str, Callable[[Node, Command, State, Form, Any], dict[str, Any]]]] = {
    "jt.add_case": _case,
    "jt.suspend": _suspending,
    "jt.lift": _lifting,
}
