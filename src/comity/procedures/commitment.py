"""A commitment: who promised what by when, the same on both nodes until it is kept, moved or dropped.

It names offices and functions, never a person of a case.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from comity.domain.roles import Role
from comity.procedures import request_changes as change
from comity.procedures.mirror import newest_round
from comity.procedures.request_form import BASIS, CLOCK, DECIDE, PARTNER, REASONS
from comity.procedures.request_messages import GROUND as GROUND_TOLD
from comity.procedures.request_messages import neutral_ground, proposing, said
from comity.procedures.request_steps import first_or_again
from comity.procedures.sides import each_side
from comity.procedures.step import SAME, Clock, Field, Message, Payload, Procedure, State, Step

RO, SP, TL, HO = Role.REQUESTING_OFFICER, Role.CONTACT_POINT, Role.TEAM_LEADER, Role.HEAD_OF_OFFICE
CS, DP, RR = Role.CERTIFYING_SUPERVISOR, Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER
WRITERS, DESK = (RO, SP, TL, HO), (SP, HO)

PROMISE = (
    BASIS,
    Field(name="what", kind="long_text", required=True, limit=1000),
    Field(name="owner", kind="choice", choices=("requesting", "requested"), required=True),
    Field(name="function", required=True, limit=120),
    Field(name="due_on", kind="date", whole=True, required=True),
)
DRAFT = (
    PARTNER,
    Field(name="meeting", kind="record", of=("meeting",)),
    *PROMISE,
)
RESULT = Field(name="result", kind="long_text", required=True, limit=2000)
DUE_ON = Field(name="due_on", kind="date", whole=True, required=True)


def draft(state: State, payload: Payload) -> None:
    """The promise as written, with the meeting it was made at."""
    form = dict(payload["form"])
    state["partner"] = form.pop("partner")
    state["links"] = {"meeting": form["meeting"]} if form["meeting"] else {}
    form.pop("meeting")
    state["request"], state["title"], state["decisions"] = form, form["what"][:200], {}


def receive(state: State, payload: Payload) -> None:
    """The partner's proposal, as its own words."""
    body = change.take_partner(state, payload)
    state["request"], state["title"] = dict(body["request"]), body["request"]["what"][:200]
    state["decisions"] = {}


def accept(state: State, payload: Payload) -> None:
    """From now the promise has its day."""
    state["accepted_at"] = payload["at"]
    _due(state, state["request"]["due_on"])


def keep(state: State, payload: Payload) -> None:
    """What was done."""
    state["result"] = change.words_of(payload)["result"]


def reopen(state: State, payload: Payload) -> None:
    """The other side does not find it kept."""
    state["disputes"] = [
        *state.get("disputes", []),
        {"reasons": change.words_of(payload)["reasons"], "at": payload["at"]},
    ]
    state.pop("result", None)


def move(state: State, payload: Payload) -> None:
    """A new day, with the reason; the old day stays on record."""
    source = change.words_of(payload)
    row = {"from": state["request"]["due_on"], "to": source["due_on"], "reasons": source["reasons"],
           "at": payload["at"]}  # fmt: skip
    state["moves"] = [*state.get("moves", []), row]
    state["request"] = {**state["request"], "due_on": source["due_on"]}
    _due(state, source["due_on"])


def drop(state: State, payload: Payload) -> None:
    """It will not be done, and why."""
    state["reasons"] = change.words_of(payload)["reasons"]


def _due(state: State, day: str) -> None:
    """The clock counts one day from the noon before, so that it runs out when the day ends."""
    state["due_from"] = f"{(date.fromisoformat(day) - timedelta(days=1)).isoformat()}T12:00:00.000Z"


REQUESTING = (
    Step(command="ct.draft", source=(), target="draft", side="requesting", roles=WRITERS, form=DRAFT, reduce=draft),
    Step(command="ct.amend", source=("draft", "returned"), target="draft", side="requesting", roles=WRITERS,
         form=DRAFT, reduce=draft),
    Step(command="ct.send", source=("draft",), target="proposed", side="requesting", roles=DESK,
         different_from=("ct.draft", "ct.amend"), sends="commitment.proposed", reduce=change.send),
    Step(command="ct.note_returned", source=("proposed",), target="returned", side="requesting",
         receives="commitment.returned", reduce=change.note_returned),
    Step(command="ct.note_returned", source=("withdrawn",), target=SAME, side="requesting",
         receives="commitment.returned"),
    Step(command="ct.note_accepted", source=("proposed",), target="open", side="requesting",
         receives="commitment.accepted", starts=("due",), reduce=accept),
    Step(command="ct.note_accepted", source=("withdrawn",), target=SAME, side="requesting",
         receives="commitment.accepted"),
    Step(command="ct.note_declined", source=("proposed",), target="declined", side="requesting",
         receives="commitment.declined"),
    Step(command="ct.note_declined", source=("withdrawn",), target=SAME, side="requesting",
         receives="commitment.declined"),
    Step(command="ct.withdraw", source=("draft", "returned"), target="withdrawn", side="requesting", roles=WRITERS,
         form=(REASONS,)),
    Step(command="ct.withdraw", source=("proposed",), target="withdrawn", side="requesting", roles=WRITERS,
         form=(REASONS,), sends="commitment.withdrawn"),
)  # fmt: skip

REQUESTED = (
    *first_or_again(
        Step(command="ct.receive", source=(), target="received", side="requested", receives="commitment.proposed",
             reduce=receive),
        Step(command="ct.turn_away", source=(), target="returned", side="requested", receives="commitment.proposed",
             sends="commitment.returned", reduce=change.turn_away),
    ),
    Step(command="ct.accept", source=("received",), target="open", side="requested", roles=DESK,
         sends="commitment.accepted", starts=("due",), reduce=accept),
    Step(command="ct.decline", source=("received",), target="declined", side="requested", roles=DESK,
         form=(REASONS,), sends="commitment.declined"),
    Step(command="ct.note_withdrawn", source=("received", "open"), target="withdrawn", side="requested",
         receives="commitment.withdrawn", stops=("*",)),
    Step(command="ct.note_withdrawn", source=("declined",), target=SAME, side="requested",
         receives="commitment.withdrawn"),
)  # fmt: skip

TOGETHER = each_side(
    Step(command="ct.keep", source=("open",), target="kept", roles=WRITERS, form=(RESULT,),
         sends="commitment.kept", stops=("due",), reduce=keep),
    Step(command="ct.note_kept", source=("open",), target="kept", receives="commitment.kept", stops=("due",),
         reduce=keep),
    Step(command="ct.note_kept", source=("dropped", "withdrawn"), target=SAME, receives="commitment.kept"),
    Step(command="ct.confirm", source=("kept",), target="closed", roles=DESK, sends="commitment.confirmed"),
    Step(command="ct.note_confirmed", source=("kept",), target="closed", receives="commitment.confirmed"),
    Step(command="ct.reopen", source=("kept",), target="open", roles=DESK, form=(REASONS,),
         sends="commitment.reopened", starts=("due",), reduce=reopen),
    Step(command="ct.note_reopened", source=("kept",), target="open", receives="commitment.reopened",
         starts=("due",), reduce=reopen),
    Step(command="ct.move", source=("open",), target=SAME, roles=WRITERS, form=(DUE_ON, REASONS),
         sends="commitment.moved", starts=("due",), reduce=move),
    Step(command="ct.note_moved", source=("open",), target=SAME, receives="commitment.moved", starts=("due",),
         reduce=move),
    Step(command="ct.note_moved", source=("dropped", "withdrawn"), target=SAME, receives="commitment.moved"),
    Step(command="ct.drop", source=("open", "kept"), target="dropped", roles=DESK, form=(REASONS,),
         sends="commitment.dropped", stops=("*",), reduce=drop),
    Step(command="ct.note_dropped", source=("open", "kept"), target="dropped", receives="commitment.dropped",
         stops=("*",), reduce=drop),
    Step(command="ct.note_dropped", source=("dropped", "withdrawn"), target=SAME, receives="commitment.dropped"),
    Step(command="ct.escalate", source=("open",), target=SAME, clock=True, form=(CLOCK,)),
)  # fmt: skip

BOTH = (
    Step(command="ct.decide", source=("draft", "received", "open"), target=SAME, side="both", roles=(RR, DP),
         form=DECIDE, reduce=change.decide),
)  # fmt: skip


def _reopened(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> State:
    kept = [str(row["id"]) for row in state.get("messages", []) if row["type"] == "commitment.kept"]
    return {"reasons": form["reasons"], "reply_to": kept[-1] if kept else ""}


def commitment_state(messages: Sequence[Mapping[str, Any]]) -> str:
    """proposed, returned, withdrawn, declined, open, kept, closed, dropped: the same on both nodes in any order."""
    current = newest_round(messages)
    types = {str(row["type"]) for row in current}
    if "commitment.proposed" not in types:
        return ""
    for word in ("withdrawn", "returned", "declined", "dropped"):
        if f"commitment.{word}" in types:
            return word
    if "commitment.confirmed" in types:
        return "closed"
    reopened = {str(row.get("reply_to", "")) for row in current if row["type"] == "commitment.reopened"}
    if {str(row["id"]) for row in current if row["type"] == "commitment.kept"} - reopened:
        return "kept"
    return "open" if "commitment.accepted" in types else "proposed"


MESSAGES = (
    proposing("commitment.proposed", prefix="ct", sent=PROMISE),
    Message(type="commitment.returned", make=neutral_ground, fields=(GROUND_TOLD,)),
    Message(type="commitment.accepted"),
    Message(type="commitment.declined"),
    Message(type="commitment.withdrawn"),
    Message(type="commitment.kept", make=said("result"), fields=(RESULT,)),
    Message(type="commitment.confirmed"),
    Message(type="commitment.reopened", make=_reopened, fields=(REASONS, Field(name="reply_to", limit=120))),
    Message(type="commitment.moved",
            make=said("due_on", "reasons"),
            fields=(DUE_ON, REASONS)),
    Message(type="commitment.dropped", make=said("reasons"), fields=(REASONS,)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="commitment",
    prefix="ct",
    record_kind="commitment",
    act="commitment",
    steps=REQUESTING + REQUESTED + TOGETHER + BOTH,
    ends=("withdrawn", "declined", "closed", "dropped"),
    writers=("ct.draft", "ct.amend"),
    clocks=(Clock(name="due", rule="last_day", acting="requesting", started="due_from", pausable=False),),
    messages=MESSAGES,
    mirror=commitment_state,
    readers=(RO, TL, SP, CS, HO, DP, RR),
    about_people=False,
)
