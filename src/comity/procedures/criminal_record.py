"""An extract of a criminal record, of one person, on request, for a criminal case only (ICCPR art. 14(2); R(87)15 5.5).

The road is that of a request for information; what differs is what is given: judgments with their dates, from which
their worth is computed on the day they leave. Nobody ticks that a conviction is final or unspent.
"""

from comity.domain.assistance import STAGES
from comity.domain.convictions import OUTCOMES
from comity.domain.roles import Role
from comity.procedures import request_changes as change
from comity.procedures.mirror import ranked
from comity.procedures.request_form import (
    ANSWER,
    BASIS,
    CASE,
    CLOCK,
    DECIDE,
    FACTS,
    GROUND,
    JUDGEMENT,
    LOCAL,
    MATTER,
    MISSING,
    OBJECT,
    PARTNER,
    PERSON,
    PURPOSE,
    REASONS,
    RELEASE,
    SEARCH,
    SENSITIVE,
    STATE_FACTS,
    URGENCY,
    USE_REPORT,
    WATCH,
)
from comity.procedures.request_messages import GROUND as TOLD
from comity.procedures.request_messages import (
    REPLY,
    RETURNED,
    USE,
    asking,
    receipt,
    reply,
    returned,
    said,
    said_in,
)
from comity.procedures.request_messages import ground as told
from comity.procedures.request_steps import answer_steps, consult_steps, first_or_again, freeze_steps
from comity.procedures.step import SAME, Clock, Field, Message, Payload, Procedure, State, Step

RO, CS, SP, RR = (Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT, Role.RIGHTS_REVIEWER)
DECIDERS = (SP, CS, RR, Role.DATA_PROTECTION, Role.PROSECUTOR, Role.JUDGE, Role.CENTRAL_AUTHORITY)
ITEMS = ("criminal_record",)

REQUEST = (
    CASE,
    PARTNER,
    BASIS,
    Field(name="stage", kind="choice", choices=STAGES, required=True),
    *MATTER,
    *PURPOSE,
    Field(name="persons", kind="list", fields=PERSON),
    Field(name="held_reason", kind="long_text", limit=1000),
    Field(name="use", kind="long_text", limit=1000),
    *URGENCY,
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="retention_days", kind="whole_number"),
    Field(name="languages", kind="choices", codes="languages"),
    Field(name="flags", kind="choices", choices=SENSITIVE),
)
CONVICTION = (
    Field(name="court", required=True, limit=200),
    Field(name="judged_on", kind="date", whole=True, required=True),
    Field(name="offence", required=True, limit=400),
    Field(name="outcome", kind="choice", choices=OUTCOMES, required=True),
    Field(name="sentence", limit=400),
    Field(name="final_on", kind="date", whole=True),
    Field(name="spent_on", kind="date", whole=True),
)
EXTRACT = (
    Field(name="convictions", kind="list", fields=CONVICTION, required=True),
    Field(name="source", required=True, limit=200),
    *(item for item in RELEASE if item.name not in ("statements", "facts")),
)
SENT = (
    *(item for item in REQUEST if item.name not in LOCAL),
    Field(name="items", kind="choices", codes="items", required=True),
    Field(name="objects", kind="list", fields=OBJECT),
)
"""Beside the form: that the record is asked for, and that no thing is."""


def draft(state: State, payload: Payload) -> None:
    """Take the request as written; nothing but the record is asked for."""
    change.draft(state, payload)
    state["request"] = {**state["request"], "items": list(ITEMS), "objects": []}


def receive(state: State, payload: Payload) -> None:
    """Take the partner's words."""
    change.receive(state, payload)
    state.pop("release", None)


def prepare_release(state: State, payload: Payload) -> None:
    """Exactly the judgments that would leave, each as a statement whose worth was computed from its dates."""
    form = payload["form"]
    state["release"] = {
        "statements": list(payload["derived"]["statements"]),
        "convictions": [dict(row) for row in form["convictions"]],
        **{name: form[name] for name in ("handling", "conditions", "expires_on")},
    }


MESSAGES = (
    asking("extract.ask", prefix="cr", sent=SENT),
    receipt("extract.received"),
    Message(type="extract.returned", make=returned, fields=RETURNED),
    Message(type="extract.consult", make=told, fields=(TOLD,)),
    Message(type="extract.consulted", make=said("answer"), fields=(ANSWER,)),
    Message(type="extract.refused", make=told, fields=(TOLD,)),
    Message(type="extract.withdraw"),
    Message(type="extract.withdrawn"),
    Message(type="extract.too_late"),
    Message(type="extract.answer", make=reply, fields=REPLY),
    Message(type="extract.used", make=said_in(USE), fields=USE),
)

DRAFTS = ("draft", "certified", "returned")
WAITING = ("sent", "received", "consulting", "withdrawing")
OPEN = ("received", "screened", "searched", "hit_confirmed", "release_approved", "consulting", "consulted", "frozen")
SETTLED = ("released", "refused", "returned", "withdrawn", "closed")

REQUESTING = (
    Step(command="cr.draft", source=(), target="draft", side="requesting", roles=(RO,), form=REQUEST, reduce=draft),
    Step(command="cr.amend", source=DRAFTS, target="draft", side="requesting", roles=(RO,), form=REQUEST, reduce=draft),
    Step(command="cr.certify", source=("draft",), target="certified", side="requesting", roles=(CS,), form=(FACTS,),
         different_from=("cr.draft", "cr.amend"), mentions=True),
    Step(command="cr.send", source=("certified",), target="sent", side="requesting", roles=(SP,), form=(FACTS,),
         different_from=("cr.draft", "cr.amend"), sends="extract.ask", reduce=change.send, mentions=True),
    Step(command="cr.note_received", source=("sent", "withdrawing"), target="received", side="requesting",
         receives="extract.received", starts=("answer",), reduce=change.note_received),
    Step(command="cr.note_returned", source=WAITING, target="returned", side="requesting",
         receives="extract.returned", stops=("*",), reduce=change.note_returned),
    *answer_steps("cr", ("sent", "received"), beside=("withdrawing", "consulting"), roles=(SP, CS),
                  receives="extract.consult", sends="extract.consulted"),
    Step(command="cr.withdraw", source=("sent", "received", "consulting"), target="withdrawing", side="requesting",
         roles=(RO,), form=(REASONS,), sends="extract.withdraw", mentions=True, labels="withdrawn"),
    Step(command="cr.withdraw", source=DRAFTS, target="withdrawn", side="requesting", roles=(RO,), form=(REASONS,),
         mentions=True, labels="withdrawn"),
    Step(command="cr.note_withdrawn", source=WAITING, target="withdrawn", side="requesting",
         receives="extract.withdrawn", stops=("*",)),
    Step(command="cr.note_too_late", source=(*WAITING, "answered", "refused", "returned", "closed"), target=SAME,
         side="requesting", receives="extract.too_late"),
    Step(command="cr.note_refused", source=WAITING, target="refused", side="requesting", receives="extract.refused",
         stops=("*",), reduce=change.note_refused, mentions=True, labels="refused"),
    Step(command="cr.note_answer", source=WAITING, target="answered", side="requesting", receives="extract.answer",
         stops=("*",), starts=("use_report",), reduce=change.note_answer),
    Step(command="cr.report_use", source=("answered",), target="closed", side="requesting", roles=(RO,),
         form=USE_REPORT,
         sends="extract.used", stops=("*",), reduce=change.report_use),
)  # fmt: skip

REQUESTED = (
    *first_or_again(
        Step(command="cr.receive", source=(), target="received", side="requested", receives="extract.ask",
             sends="extract.received", starts=("answer",), reduce=receive, mentions=True),
        Step(command="cr.turn_away", source=(), target="returned", side="requested", receives="extract.ask",
             sends="extract.returned", reduce=change.turn_away, mentions=True, labels="turned_away"),
    ),
    Step(command="cr.return_incomplete", source=("received", "screened"), target="returned", side="requested",
         roles=(SP,), form=(MISSING,),
         sends="extract.returned", stops=("*",), reduce=change.return_incomplete),
    Step(command="cr.screen", source=("received",), target="screened", side="requested", roles=(SP,), form=(FACTS,)),
    *freeze_steps("cr", ("received", "screened", "searched", "hit_confirmed", "release_approved")),
    *consult_steps("cr", ("received", "screened", "searched", "hit_confirmed", "release_approved"), roles=(SP,),
                   sends="extract.consult", receives="extract.consulted"),
    Step(command="cr.refuse", source=("consulting", "consulted"), target="refused", side="requested", roles=(SP,),
         form=(GROUND, REASONS), sends="extract.refused", stops=("*",), reduce=change.refuse, mentions=True,
         labels="refused"),
    Step(command="cr.search", source=("screened", "searched"), target="searched", side="requested", roles=(SP,),
         form=SEARCH, reduce=change.search, mentions=True),
    Step(command="cr.watch", source=("searched", "hit_confirmed"), target=SAME, side="requested", clock=True,
         form=WATCH, reduce=change.watch),
    Step(command="cr.judge", source=("searched", "hit_confirmed"), target="searched", side="requested",
         roles=(SP, CS), different_from=("cr.search",),
         form=JUDGEMENT,
         reduce=change.judge, lands=change.judged_state),
    Step(command="cr.prepare_release", source=("hit_confirmed", "release_approved"), target="hit_confirmed",
         side="requested", roles=(SP, CS), form=EXTRACT, reduce=prepare_release),
    Step(command="cr.approve_release", source=("hit_confirmed",), target="release_approved", side="requested",
         roles=(SP,), form=(FACTS,), different_from=("cr.prepare_release", "cr.search", "cr.judge")),
    Step(command="cr.release", source=("release_approved",), target="released", side="requested", roles=(SP, CS),
         form=(FACTS,), different_from=("cr.search", "cr.approve_release"), sends="extract.answer", stops=("*",),
         starts=("use_report",), reduce=change.release),
    Step(command="cr.answer_no_data", source=("searched", "hit_confirmed"), target="released", side="requested",
         roles=(SP, CS), different_from=("cr.search",), sends="extract.answer", stops=("*",), starts=("use_report",),
         reduce=change.answer_no_data, mentions=True),
    Step(command="cr.note_withdrawal", source=OPEN, target="withdrawn", side="requested", receives="extract.withdraw",
         sends="extract.withdrawn", stops=("*",), mentions=True, labels="withdrawn"),
    Step(command="cr.note_withdrawal", source=SETTLED, target=SAME, side="requested", receives="extract.withdraw",
         sends="extract.too_late", mentions=True, labels="withdrawn"),
    Step(command="cr.note_use_report", source=("released",), target="closed", side="requested",
         receives="extract.used", stops=("*",), reduce=change.report_use),
)  # fmt: skip

BOTH = (
    Step(command="cr.state_facts", source=(*DRAFTS, *OPEN), target=SAME, side="both",
         roles=(*DECIDERS, Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING), form=STATE_FACTS),
    Step(command="cr.decide", source=(*DRAFTS, *OPEN), target=SAME, side="both", roles=DECIDERS, form=DECIDE,
         reduce=change.decide),
    Step(command="cr.escalate", source=(*OPEN, "sent", "answered", "released"), target=SAME, side="both", clock=True,
         form=(CLOCK,)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="criminal_record",
    prefix="cr",
    record_kind="extract",
    steps=REQUESTING + REQUESTED + BOTH,
    ends=("refused", "withdrawn", "closed"),
    side_states=("frozen", "consulting", "withdrawing"),
    act="criminal_record",
    writers=("cr.draft", "cr.amend"),
    clocks=(
        Clock(name="answer", rule="answer", started="received_at"),
        Clock(name="use_report", rule="use_report", acting="requesting", started="released_at"),
    ),
    messages=MESSAGES,
    mirror=ranked("extract.ask", (
        ("extract.used", "closed"), ("extract.answer", "answered"), ("extract.withdrawn", "withdrawn"),
        ("extract.refused", "refused"), ("extract.returned", "returned"), ("extract.received", "received"),
    )),
    readers=DECIDERS,
    readers_requested=(Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING),
)  # fmt: skip
