"""Surrender at the door: moments that cannot be, clocks that were stretched already, days of custody carried over."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from comity.app.node import Node
from comity.domain.command import Command, Stop
from comity.kit import clock
from comity.kit.clock import TimeFormatError, parse_time
from comity.law.producers.surrender import NOTICE, earlier_matters, held_seconds
from comity.law.situation import Situation
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = dict[str, Any]
DAY_SECONDS: Final = 86400
INCOMPLETE: Final = "incomplete"
"""The neutral ground of papers that did not come in time."""

PAST: Final = {
    "ex.arrest": ("arrested_at", "received_at"),
    "ex.serve_rights": ("told_at", "received_at"),
    "ex.serve_copy": ("served_at", "papers_complete_at"),
    "ex.record_consent": ("heard_at", "received_at"),
    "ex.record_visit": ("visited_at", "changed_at"),
}
"""Commands that speak of a past moment: its field, and the member of the state it cannot lie before."""

EXTENDED: Final = {
    "ex.extend_provisional": "detention",
    "ex.extend_supplement": "supplement",
    "ex.extend_handover": "handover",
}


def known_breaches(node: Node, command: Command, state: State, form: Form, at: datetime) -> dict[str, Any]:
    """The partners whose broken promise nobody has settled yet (SPL-01)."""
    broken = {str(row.get("partner", "")) for row in records.of_procedure("surrender", state="breached")}
    return {"surrender_breaches": sorted(broken - {""})}


def _past(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A moment somebody writes down lies in the past, and not before what made it possible."""
    name, earliest = PAST[command.name]
    moment = _moment(form[name])
    if moment is None:
        return [Stop("step", "no_such_moment", {"field": name})]
    if moment > clock.now():
        return [Stop("step", "moment_not_yet", {"field": name})]
    since = _moment(str(state.get(earliest, "")))
    if earliest != "changed_at" and since is not None and moment < since:
        return [Stop("step", "moment_too_early", {"field": name})]
    return []


def _moment(text: str) -> datetime | None:
    try:
        return parse_time(text)
    except TimeFormatError:
        return None


def _extended(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A clock of liberty is stretched once, never twice."""
    row = (state.get("clocks") or {}).get(EXTENDED[command.name])
    if row is None:
        return [Stop("step", "clock_not_running")]
    return [Stop("step", "extended_before")] if row["extensions"] else []


def _handover(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """The day of the hand-over is ahead, and not so far that a person would wait for it in custody."""
    moment = _moment(form["handover_at"])
    if moment is None:
        return [Stop("step", "no_such_moment", {"field": "handover_at"})]
    longest = sum(node.pack.clocks[name].amount for name in ("handover", "handover_extension"))
    if moment <= clock.now():
        return [Stop("step", "moment_over", {"field": "handover_at"})]
    return [Stop("step", "moment_too_far")] if moment > clock.now() + timedelta(days=longest) else []


def _day_ahead(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A day named for later lies ahead."""
    day = str(form.get("return_by") or form.get("review_on") or "")
    return [] if day > clock.format_time(clock.now())[:10] else [Stop("step", "moment_over")]


def _assurance(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """A ruling is about an assurance that is there."""
    there = len(state.get("assurances", []))
    return [] if 0 <= form["number"] < there else [Stop("step", "no_such_assurance")]


def _asked_charge(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """An answer is about a charge that the partner asked about and that nobody has answered yet."""
    asked = [row["conduct"] for row in state.get("charges_asked", []) if row["consented"] is None]
    return [] if form["conduct"] in asked else [Stop("step", "no_such_charge")]


STOPS: Final[Mapping[str, Callable[[Node, Command, State, Form], list[Stop]]]] = {
    **dict.fromkeys(PAST, _past),
    **dict.fromkeys(EXTENDED, _extended),
    "ex.set_handover": _handover,
    "ex.postpone": _day_ahead,
    "ex.lend": _day_ahead,
    "ex.judge_assurance": _assurance,
    "ex.answer_charge": _asked_charge,
}


def _carried(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    """Time the person was held before on the same facts, here or under another notice: it is spent (law: PRV-01)."""
    new_facts = (state.get("stated") or {}).get("detention_facts", {}).get("value") == "new"
    others = [] if new_facts else earlier_matters(situation)
    spent = held_seconds(state, situation.at, ground=NOTICE)
    spent += sum(held_seconds(row, situation.at, ground=NOTICE) for row in others)
    return {"carried": {"detention": spent}}


def _carried_there(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    """The same on the other side, as the partner's message says, so that both nodes reach the same end."""
    body = (command.message or {}).get("body", {})
    return {"carried": {"papers": int(body.get("carried_seconds") or 0)}}


def _lapsed(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    return {"ground": INCOMPLETE}


def _held_days(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    """Every day begun in custody for this matter: the partner's court counts them."""
    spent = held_seconds(state, situation.at)
    spent += sum(held_seconds(row, situation.at) for row in earlier_matters(situation))
    return {"held_days": -(-spent // DAY_SECONDS)}


DERIVED: Final[Mapping[str, Callable[[Node, Command, State, Form, Any], Derived]]] = {
    "ex.arrest": _carried,
    "ex.note_arrest": _carried_there,
    "ex.lapse": _lapsed,
    "ex.hand_over": _held_days,
}
