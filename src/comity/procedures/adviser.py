"""The adviser of the partner, attached to our office: for named cases and acts, under a host, until a day.

The sending office proposes, the host agrees and may narrow; from then each act that is entrusted is checked against
the term, the cases and the acts, and the attachment ends by itself.
"""

from datetime import date, timedelta

from comity.domain.roles import Role
from comity.procedures import request_changes as change
from comity.procedures.joint_team_form import CASE_PROCEDURES, ENTRUSTED
from comity.procedures.mirror import ranked
from comity.procedures.request_form import BASIS, CLOCK, DECIDE, GROUND, PARTNER, REASONS
from comity.procedures.request_messages import GROUND as GROUND_TOLD
from comity.procedures.request_messages import ground, neutral_ground, proposing, said_in
from comity.procedures.request_steps import first_or_again
from comity.procedures.sides import each_side
from comity.procedures.step import SAME, Clock, Field, Message, Payload, Procedure, State, Step

SP, TL, HO, CA = Role.CONTACT_POINT, Role.TEAM_LEADER, Role.HEAD_OF_OFFICE, Role.CENTRAL_AUTHORITY
RR, DP, JB = Role.RIGHTS_REVIEWER, Role.DATA_PROTECTION, Role.JOINT_REVIEW

TERM = (
    Field(name="effective_from", kind="date", whole=True, required=True),
    Field(name="ends_on", kind="date", whole=True, required=True),
    Field(name="cases", kind="list", limit=120, required=True),
    Field(name="acts", kind="choices", choices=ENTRUSTED, required=True),
)
ATTACHMENT = (
    BASIS,
    Field(name="adviser", required=True, limit=120),
    Field(name="function", required=True, limit=120),
    Field(name="task", kind="long_text", required=True, limit=2000),
    *TERM,
)
DRAFT = (PARTNER, *ATTACHMENT)
HOSTED = (
    Field(name="host", required=True, limit=120),
    Field(name="conditions_text", kind="long_text", limit=2000),
    *TERM,
)
ENTRUST = (
    Field(name="member", kind="record", of=(*CASE_PROCEDURES, "joint_team", "meeting"), required=True),
    Field(name="entrusted_act", kind="choice", choices=(*ENTRUSTED, "arrest", "search", "interview"), required=True),
    Field(name="task", kind="long_text", required=True, limit=2000),
)
"""An act that compels stands on the list so that asking for it is stopped by the law and kept, not lost as a slip."""
ATTACHED = ("attached", "suspended")


def draft(state: State, payload: Payload) -> None:
    """Whom our office would send, for which cases and acts, until when."""
    form = dict(payload["form"])
    state["partner"] = form.pop("partner")
    state["request"], state["title"], state["decisions"] = form, form["function"], {}


def receive(state: State, payload: Payload) -> None:
    """The partner's proposal, as its own words."""
    body = change.take_partner(state, payload)
    state["request"], state["title"] = dict(body["request"]), body["request"]["function"]
    state["decisions"] = {}


def agree(state: State, payload: Payload) -> None:
    """The host's terms are those that count; they may narrow what was proposed, never widen it."""
    body = (payload.get("message") or {}).get("body")
    source = body or payload["form"]
    state["term"] = {item.name: source[item.name] for item in HOSTED}
    state["signed_at"] = str((body or {}).get("at") or payload["at"])
    noon = (date.fromisoformat(source["ends_on"]) - timedelta(days=1)).isoformat()
    state["term_from"] = f"{noon}T12:00:00.000Z"


def entrust(state: State, payload: Payload) -> None:
    """One act on one case, under the host."""
    form = payload["form"]
    row = {"record": form["member"], "act": form["entrusted_act"], "task": form["task"], "by": payload["actor"],
           "at": payload["at"]}  # fmt: skip
    state["entrusted"] = [*state.get("entrusted", []), row]


def end(state: State, payload: Payload) -> None:
    """The attachment is over."""
    state["ended_at"] = state.get("ended_at") or payload["at"]


REQUESTING = (
    Step(command="av.draft", source=(), target="draft", side="requesting", roles=(SP, HO), form=DRAFT, reduce=draft),
    Step(command="av.amend", source=("draft", "returned"), target="draft", side="requesting", roles=(SP, HO),
         form=DRAFT, reduce=draft),
    Step(command="av.send", source=("draft",), target="proposed", side="requesting", roles=(HO, CA),
         different_from=("av.draft", "av.amend"), sends="adviser.proposed", reduce=change.send),
    Step(command="av.note_returned", source=("proposed",), target="returned", side="requesting",
         receives="adviser.returned", reduce=change.note_returned),
    Step(command="av.note_agreed", source=("proposed",), target="attached", side="requesting",
         receives="adviser.agreed", starts=("term",), reduce=agree),
    Step(command="av.note_refused", source=("proposed",), target="refused", side="requesting",
         receives="adviser.refused", reduce=change.note_refused),
    Step(command="av.note_returned", source=("withdrawn",), target=SAME, side="requesting",
         receives="adviser.returned"),
    Step(command="av.note_agreed", source=("withdrawn",), target=SAME, side="requesting",
         receives="adviser.agreed"),
    Step(command="av.note_refused", source=("withdrawn",), target=SAME, side="requesting",
         receives="adviser.refused"),
    Step(command="av.withdraw", source=("draft", "returned"), target="withdrawn", side="requesting",
         roles=(SP, HO), form=(REASONS,)),
    Step(command="av.withdraw", source=("proposed",), target="withdrawn", side="requesting", roles=(SP, HO),
         form=(REASONS,), sends="adviser.withdrawn"),
    Step(command="av.note_suspended", source=("attached",), target="suspended", side="requesting",
         receives="adviser.suspended"),
    Step(command="av.note_suspended", source=("ended", "withdrawn"), target=SAME, side="requesting",
         receives="adviser.suspended"),
    Step(command="av.note_lifted", source=("suspended",), target="attached", side="requesting",
         receives="adviser.lifted"),
    Step(command="av.note_lifted", source=("ended", "withdrawn"), target=SAME, side="requesting",
         receives="adviser.lifted"),
)  # fmt: skip

REQUESTED = (
    *first_or_again(
        Step(command="av.receive", source=(), target="received", side="requested", receives="adviser.proposed",
             reduce=receive),
        Step(command="av.turn_away", source=(), target="returned", side="requested", receives="adviser.proposed",
             sends="adviser.returned", reduce=change.turn_away),
    ),
    Step(command="av.agree", source=("received",), target="attached", side="requested", roles=(HO, CA), form=HOSTED,
         sends="adviser.agreed", starts=("term",), reduce=agree),
    Step(command="av.refuse", source=("received",), target="refused", side="requested", roles=(SP, HO),
         form=(GROUND, REASONS), sends="adviser.refused", reduce=change.refuse),
    Step(command="av.note_withdrawn", source=("received",), target="withdrawn", side="requested",
         receives="adviser.withdrawn"),
    Step(command="av.note_withdrawn", source=ATTACHED, target="ended", side="requested",
         receives="adviser.withdrawn", stops=("*",), reduce=end),
    Step(command="av.note_withdrawn", source=("refused", "ended"), target=SAME, side="requested",
         receives="adviser.withdrawn"),
    Step(command="av.entrust", source=("attached",), target=SAME, side="requested", roles=(SP, TL, HO),
         form=ENTRUST, reduce=entrust),
    Step(command="av.suspend", source=("attached",), target="suspended", side="requested", roles=(SP, HO, RR, JB),
         form=(REASONS,), sends="adviser.suspended"),
    Step(command="av.lift", source=("suspended",), target="attached", side="requested", roles=(HO, RR, JB),
         form=(REASONS,), sends="adviser.lifted"),
)  # fmt: skip

TOGETHER = each_side(
    Step(command="av.end", source=ATTACHED, target="ended", roles=(SP, HO, CA), form=(REASONS,),
         sends="adviser.ended", stops=("*",), reduce=end),
    Step(command="av.note_ended", source=ATTACHED, target="ended", receives="adviser.ended", stops=("*",),
         reduce=end),
    Step(command="av.note_ended", source=("ended", "withdrawn"), target=SAME, receives="adviser.ended"),
    Step(command="av.expire", source=ATTACHED, target="ended", clock=True, form=(CLOCK,),
         sends="adviser.ended", stops=("*",), reduce=end),
)  # fmt: skip

BOTH = (
    Step(command="av.decide", source=("draft", "received", "attached"), target=SAME, side="both", roles=(RR, DP),
         form=DECIDE, reduce=change.decide),
)  # fmt: skip


MESSAGES = (
    proposing("adviser.proposed", prefix="av", sent=ATTACHMENT),
    Message(type="adviser.returned", make=neutral_ground, fields=(GROUND_TOLD,)),
    Message(type="adviser.refused", make=ground, fields=(GROUND_TOLD,)),
    Message(type="adviser.agreed", make=said_in(HOSTED), fields=HOSTED),
    Message(type="adviser.withdrawn"),
    Message(type="adviser.suspended"),
    Message(type="adviser.lifted"),
    Message(type="adviser.ended"),
)  # fmt: skip

PROCEDURE = Procedure(
    name="adviser",
    prefix="av",
    record_kind="adviser",
    act="adviser",
    steps=REQUESTING + REQUESTED + TOGETHER + BOTH,
    ends=("withdrawn", "refused", "ended"),
    writers=("av.draft", "av.amend"),
    clocks=(Clock(name="term", rule="last_day", acting="requesting", started="term_from", then="av.expire",
                     pausable=False),),
    messages=MESSAGES,
    mirror=ranked(
        "adviser.proposed",
        (
            ("adviser.withdrawn", "withdrawn"),
            ("adviser.returned", "returned"),
            ("adviser.refused", "refused"),
            ("adviser.ended", "ended"),
            ("adviser.agreed", "attached"),
        ),
        begun="proposed",
    ),
    readers=(SP, TL, HO, CA, DP, RR, JB),
    about_people=False,
)  # fmt: skip
