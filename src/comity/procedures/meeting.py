"""The meeting of two offices: agenda, participants with mandates, minutes both sides agree, promises that follow.

Nobody who is the subject of a case is named in any of it: what concerns a person crosses by a request, an offer or a
release, each with its own gates.
"""

from collections.abc import Mapping
from typing import Any

from comity.domain.roles import Role
from comity.kit.canonical import hash_of
from comity.procedures import request_changes as change
from comity.procedures.mirror import ranked
from comity.procedures.request_form import BASIS, DECIDE, PARTNER, REASONS
from comity.procedures.request_messages import GROUND as GROUND_TOLD
from comity.procedures.request_messages import neutral_ground, proposing, said
from comity.procedures.request_steps import first_or_again
from comity.procedures.sides import each_side
from comity.procedures.step import SAME, Field, Message, Payload, Procedure, State, Step

RO, SP, TL, HO = Role.REQUESTING_OFFICER, Role.CONTACT_POINT, Role.TEAM_LEADER, Role.HEAD_OF_OFFICE
CS, DP, RR = Role.CERTIFYING_SUPERVISOR, Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER
WRITERS, DESK = (RO, SP, TL, HO), (SP, HO)

PARTICIPANT = (
    Field(name="office", required=True, limit=31),
    Field(name="name", required=True, limit=120),
    Field(name="function", required=True, limit=120),
    Field(name="mandate", kind="choice", choices=("discuss", "agree", "commit"), required=True),
)
PARTICIPANTS = Field(name="participants", kind="list", fields=PARTICIPANT, required=True)
AGENDA = Field(name="agenda", kind="list", required=True, limit=400)
INVITATION = (
    Field(name="title", required=True, limit=200),
    BASIS,
    Field(name="meets_by", kind="choice", choices=("in_person", "video", "delegation"), required=True),
    Field(name="meets_on", kind="date", whole=True, required=True),
    Field(name="hour", limit=5),
    Field(name="place", required=True, limit=200),
    AGENDA,
    PARTICIPANTS,
)
DRAFT = (PARTNER, *INVITATION)
PROMISE = (
    Field(name="what", kind="long_text", required=True, limit=1000),
    Field(name="office", required=True, limit=31),
    Field(name="function", required=True, limit=120),
    Field(name="due_on", kind="date", whole=True, required=True),
)
MINUTES = (
    Field(name="held_on", kind="date", whole=True, required=True),
    Field(name="discussed", kind="list", required=True, limit=2000),
    Field(name="concluded", kind="list", limit=2000),
    Field(name="promised", kind="list", fields=PROMISE),
)
OBJECTIONS = Field(name="objections", kind="long_text", required=True, limit=4000)


def draft(state: State, payload: Payload) -> None:
    """The invitation as written; what was promised before and is still open heads the agenda."""
    form = dict(payload["form"])
    state["partner"] = form.pop("partner")
    open_items = payload["derived"].get("open_commitments", [])
    state["request"] = {
        **form,
        "agenda": [*[item for item in open_items if item not in form["agenda"]], *form["agenda"]],
    }
    state["title"], state["decisions"] = form["title"], {}


def receive(state: State, payload: Payload) -> None:
    """The partner's invitation, as its own words."""
    body = change.take_partner(state, payload)
    state["request"] = dict(body["request"])
    state["title"] = body["request"]["title"]
    state["decisions"] = {}


def accept(state: State, payload: Payload) -> None:
    """Who comes from the invited office."""
    source = change.words_of(payload)
    state["guests"] = list(source["participants"])


def write_minutes(state: State, payload: Payload) -> None:
    """The minutes as the inviting office wrote them, or as its message brings them."""
    source = (payload.get("message") or {}).get("body", {}).get("minutes") or payload["form"]
    state["minutes"] = {item.name: source[item.name] for item in MINUTES}
    state["minutes_hash"] = minutes_hash(state["minutes"])


def return_minutes(state: State, payload: Payload) -> None:
    """What the other side does not agree to."""
    source = change.words_of(payload)
    state["objections"] = source["objections"]


def agree_minutes(state: State, payload: Payload) -> None:
    """Both sides stand by the same words."""
    state["agreed_at"] = payload["at"]
    state.pop("objections", None)


def minutes_hash(minutes: Mapping[str, Any]) -> str:
    """By which both sides know that they agreed to the same words."""
    return hash_of({"v": 1, "minutes": dict(minutes)})


REQUESTING = (
    Step(command="mt.draft", source=(), target="draft", side="requesting", roles=WRITERS, form=DRAFT, reduce=draft),
    Step(command="mt.amend", source=("draft", "returned"), target="draft", side="requesting", roles=WRITERS,
         form=DRAFT, reduce=draft),
    Step(command="mt.send", source=("draft",), target="invited", side="requesting", roles=DESK,
         different_from=("mt.draft", "mt.amend"), sends="meeting.invitation", reduce=change.send),
    Step(command="mt.note_returned", source=("invited",), target="returned", side="requesting",
         receives="meeting.returned", reduce=change.note_returned),
    Step(command="mt.note_returned", source=("withdrawn",), target=SAME, side="requesting",
         receives="meeting.returned", reduce=change.note_returned),
    Step(command="mt.note_accepted", source=("invited",), target="accepted", side="requesting",
         receives="meeting.accepted", reduce=accept),
    Step(command="mt.note_accepted", source=("withdrawn",), target=SAME, side="requesting",
         receives="meeting.accepted"),
    Step(command="mt.note_declined", source=("invited", "accepted"), target="declined", side="requesting",
         receives="meeting.declined"),
    Step(command="mt.note_declined", source=("withdrawn", "minutes_drafted"), target=SAME, side="requesting",
         receives="meeting.declined"),
    Step(command="mt.withdraw", source=("draft", "returned"), target="withdrawn", side="requesting", roles=WRITERS,
         form=(REASONS,)),
    Step(command="mt.withdraw", source=("invited", "accepted"), target="withdrawn", side="requesting", roles=WRITERS,
         form=(REASONS,), sends="meeting.withdrawn"),
    Step(command="mt.write_minutes", source=("accepted", "minutes_drafted", "minutes_returned"),
         target="minutes_drafted", side="requesting", roles=WRITERS, form=MINUTES, reduce=write_minutes),
    Step(command="mt.send_minutes", source=("minutes_drafted",), target="minutes_sent", side="requesting",
         roles=DESK, different_from=("mt.write_minutes",), sends="meeting.minutes"),
    Step(command="mt.note_minutes_agreed", source=("minutes_sent",), target="agreed", side="requesting",
         receives="meeting.minutes_agreed", reduce=agree_minutes),
    Step(command="mt.note_minutes_agreed", source=("set_aside",), target=SAME, side="requesting",
         receives="meeting.minutes_agreed"),
    Step(command="mt.note_minutes_returned", source=("minutes_sent",), target="minutes_returned", side="requesting",
         receives="meeting.minutes_returned", reduce=return_minutes),
    Step(command="mt.note_minutes_returned", source=("set_aside",), target=SAME, side="requesting",
         receives="meeting.minutes_returned"),
    Step(command="mt.set_aside", source=("minutes_drafted", "minutes_sent", "minutes_returned"), target="set_aside",
         side="requesting", roles=DESK, form=(REASONS,), sends="meeting.set_aside"),
)  # fmt: skip

REQUESTED = (
    *first_or_again(
        Step(command="mt.receive", source=(), target="received", side="requested", receives="meeting.invitation",
             reduce=receive),
        Step(command="mt.turn_away", source=(), target="returned", side="requested", receives="meeting.invitation",
             sends="meeting.returned", reduce=change.turn_away),
    ),
    Step(command="mt.accept", source=("received",), target="accepted", side="requested", roles=DESK,
         form=(PARTICIPANTS,), sends="meeting.accepted", reduce=accept),
    Step(command="mt.decline", source=("received", "accepted"), target="declined", side="requested", roles=DESK,
         form=(REASONS,), sends="meeting.declined"),
    Step(command="mt.note_withdrawn", source=("received", "accepted"), target="withdrawn", side="requested",
         receives="meeting.withdrawn"),
    Step(command="mt.note_withdrawn", source=("declined",), target=SAME, side="requested",
         receives="meeting.withdrawn"),
    Step(command="mt.note_minutes", source=("accepted", "minutes_returned"), target="minutes_received",
         side="requested", receives="meeting.minutes", reduce=write_minutes),
    Step(command="mt.note_minutes", source=("declined",), target=SAME, side="requested",
         receives="meeting.minutes"),
    Step(command="mt.agree_minutes", source=("minutes_received",), target="agreed", side="requested", roles=DESK,
         sends="meeting.minutes_agreed", reduce=agree_minutes),
    Step(command="mt.return_minutes", source=("minutes_received",), target="minutes_returned", side="requested",
         roles=DESK, form=(OBJECTIONS,), sends="meeting.minutes_returned", reduce=return_minutes),
    Step(command="mt.note_set_aside", source=("accepted", "minutes_received", "minutes_returned"),
         target="set_aside", side="requested", receives="meeting.set_aside"),
    Step(command="mt.note_set_aside", source=("agreed", "closed", "declined"), target=SAME, side="requested",
         receives="meeting.set_aside"),
)  # fmt: skip

TOGETHER = each_side(
    Step(command="mt.close", source=("agreed",), target="closed", roles=DESK),
)

BOTH = (
    Step(command="mt.decide", source=("draft", "received", "minutes_drafted", "minutes_received"), target=SAME,
         side="both", roles=(RR, DP), form=DECIDE, reduce=change.decide),
)  # fmt: skip


def _minutes(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> State:
    return {"minutes": dict(state["minutes"])}


MESSAGES = (
    proposing("meeting.invitation", prefix="mt", sent=INVITATION),
    Message(type="meeting.returned", make=neutral_ground, fields=(GROUND_TOLD,)),
    Message(type="meeting.accepted", make=said("participants"), fields=(PARTICIPANTS,)),
    Message(type="meeting.declined"),
    Message(type="meeting.withdrawn"),
    Message(type="meeting.minutes", make=_minutes, parts={"minutes": MINUTES}),
    Message(type="meeting.minutes_agreed",
            make=lambda state, form, derived: {"minutes_hash": str(state["minutes_hash"])},
            fields=(Field(name="minutes_hash", required=True, limit=64),)),
    Message(type="meeting.minutes_returned", make=said("objections"), fields=(OBJECTIONS,)),
    Message(type="meeting.set_aside"),
)  # fmt: skip

PROCEDURE = Procedure(
    name="meeting",
    prefix="mt",
    record_kind="meeting",
    act="meeting",
    steps=REQUESTING + REQUESTED + TOGETHER + BOTH,
    ends=("withdrawn", "declined", "set_aside", "closed"),
    writers=("mt.draft", "mt.amend", "mt.write_minutes"),
    messages=MESSAGES,
    mirror=ranked(
        "meeting.invitation",
        (
            ("meeting.returned", "returned"),
            ("meeting.minutes_agreed", "agreed"),
            ("meeting.set_aside", "set_aside"),
            ("meeting.withdrawn", "withdrawn"),
            ("meeting.declined", "declined"),
            ("meeting.minutes", "minutes_sent"),
            ("meeting.accepted", "accepted"),
        ),
        begun="invited",
    ),
    readers=(RO, TL, SP, CS, HO, DP, RR),
    about_people=False,
)
