"""The information request, police to police: one table of steps for both nodes.

The requesting node drafts, certifies and sends; the requested node receives, screens, searches, has a second person
confirm, approves and releases. The requested node's screening, search and freeze stay its own: the partner sees
one outside state from receipt to answer.
"""

from comity.domain.roles import Role
from comity.procedures import request_changes as change
from comity.procedures.mirror import mirror_state
from comity.procedures.request_form import (
    ANSWER,
    CLOCK,
    DECIDE,
    FACTS,
    GROUND,
    JUDGEMENT,
    MISSING,
    NOTE,
    QUESTION,
    REASONS,
    RELEASE,
    REQUEST,
    SEARCH,
    STATE_FACTS,
    USE_REPORT,
    WATCH,
)
from comity.procedures.request_messages import MESSAGES
from comity.procedures.request_steps import answer_steps, consult_steps, first_or_again, freeze_steps
from comity.procedures.step import BACK, SAME, Clock, Procedure, Step

RO, CS, SP = Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT
RR = Role.RIGHTS_REVIEWER
ANY_REVIEWER = (SP, CS, Role.DATA_PROTECTION, RR, Role.PROSECUTOR, Role.JUDGE, Role.CENTRAL_AUTHORITY)
FACT_AUTHORS = (*ANY_REVIEWER, Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING, Role.NATIONALITY_AUTHORITY)

WORKING = (*ANY_REVIEWER, Role.HEAD_OF_OFFICE)
"""Who sees every request of the node: the desk and those who review it."""

WAITING = ("sent", "received", "clarifying", "consulting", "conversion_offered", "withdrawing")
OPEN = ("received", "screened", "searched", "hit_confirmed", "release_approved", "clarifying", "consulting",
        "consulted", "conversion_offered", "frozen")  # fmt: skip
SETTLED = ("released", "refused", "returned", "converted", "withdrawn", "closed")

REQUESTING = (
    Step(command="ir.draft", source=(), target="draft", side="requesting", roles=(RO,), form=REQUEST,
         reduce=change.draft),
    Step(command="ir.amend", source=("draft", "certified", "returned"), target="draft", side="requesting", roles=(RO,),
         form=REQUEST, reduce=change.draft),
    Step(command="ir.certify", source=("draft",), target="certified", side="requesting", roles=(CS,),
         form=(FACTS, NOTE), different_from=("ir.draft", "ir.amend"), mentions=True),
    Step(command="ir.send", source=("certified",), target="sent", side="requesting", roles=(SP,), form=(FACTS,),
         different_from=("ir.draft", "ir.amend"), sends="request.information", reduce=change.send, mentions=True),
    Step(command="ir.note_received", source=("sent", "withdrawing"), target="received", side="requesting",
         receives="request.received", starts=("answer",), reduce=change.note_received),
    Step(command="ir.note_returned", source=WAITING, target="returned", side="requesting", receives="request.returned",
         stops=("*",), reduce=change.note_returned),
    Step(command="ir.note_clarification", source=("sent", "received", "consulting", "conversion_offered"),
         target="clarifying", side="requesting", receives="clarify.ask", pauses=("answer",),
         reduce=change.ask_clarification),
    Step(command="ir.note_clarification", source=("withdrawing", "clarifying"), target=SAME, side="requesting",
         receives="clarify.ask", reduce=change.ask_clarification),
    Step(command="ir.answer_clarification", source=("clarifying",), target="received", side="requesting",
         roles=(SP, RO), form=(ANSWER,),
         sends="clarify.answer", resumes=("answer",), reduce=change.answer_clarification),
    *answer_steps("ir", ("sent", "received", "clarifying", "conversion_offered"),
                  beside=("withdrawing", "consulting"), roles=(SP, CS), receives="consult.ask",
                  sends="consult.answer"),
    Step(command="ir.note_conversion", source=("sent", "received", "clarifying", "consulting"),
         target="conversion_offered", side="requesting", receives="convert.offer"),
    Step(command="ir.note_conversion", source=("withdrawing", "conversion_offered"), target=SAME, side="requesting",
         receives="convert.offer"),
    Step(command="ir.accept_conversion", source=("conversion_offered",), target="converted", side="requesting",
         roles=(SP, CS), sends="convert.accept", stops=("*",)),
    Step(command="ir.decline_conversion", source=("conversion_offered",), target="received", side="requesting",
         roles=(SP, CS), sends="convert.decline"),
    Step(command="ir.withdraw", source=("sent", "received", "clarifying", "consulting", "conversion_offered"),
         target="withdrawing", side="requesting", roles=(RO,), form=(REASONS,), sends="request.withdraw", mentions=True, labels="withdrawn"),
    Step(command="ir.withdraw", source=("draft", "certified", "returned"), target="withdrawn", side="requesting",
         roles=(RO,), form=(REASONS,), mentions=True, labels="withdrawn"),
    Step(command="ir.note_withdrawn", source=WAITING, target="withdrawn", side="requesting",
         receives="request.withdrawn", stops=("*",)),
    Step(command="ir.note_too_late", source=(*WAITING, "answered", "refused", "returned", "converted", "closed"),
         target=SAME, side="requesting", receives="request.too_late"),
    Step(command="ir.note_refused", source=WAITING, target="refused", side="requesting", receives="request.refused",
         stops=("*",), reduce=change.note_refused, mentions=True, labels="refused"),
    Step(command="ir.note_answer", source=WAITING, target="answered", side="requesting", receives="reply.final",
         stops=("*",), starts=("use_report",), reduce=change.note_answer),
    Step(command="ir.report_use", source=("answered",), target="closed", side="requesting", roles=(RO,),
         form=USE_REPORT,
         sends="use.report", stops=("*",), reduce=change.report_use),
)  # fmt: skip

REQUESTED = (
    *first_or_again(
        Step(command="ir.receive", source=(), target="received", side="requested", receives="request.information",
             sends="request.received", starts=("answer",), reduce=change.receive, mentions=True),
        Step(command="ir.turn_away", source=(), target="returned", side="requested", receives="request.information",
             sends="request.returned", reduce=change.turn_away, mentions=True, labels="turned_away"),
    ),
    Step(command="ir.return_incomplete", source=("received", "screened", "clarifying"), target="returned", side="requested",
         roles=(SP,), form=(MISSING,),
         sends="request.returned", stops=("*",), reduce=change.return_incomplete),
    Step(command="ir.screen", source=("received",), target="screened", side="requested", roles=(SP,), form=(FACTS,)),
    Step(command="ir.offer_conversion", source=("received", "screened"), target="conversion_offered",
         side="requested", roles=(SP,), sends="convert.offer"),
    Step(command="ir.note_conversion_accepted", source=("conversion_offered",), target="converted", side="requested",
         receives="convert.accept", stops=("*",)),
    Step(command="ir.note_conversion_declined", source=("conversion_offered",), target=BACK, side="requested",
         receives="convert.decline"),
    *freeze_steps("ir", ("received", "screened", "searched", "hit_confirmed", "release_approved")),
    Step(command="ir.ask_clarification", source=("received", "screened", "searched"), target="clarifying",
         side="requested", roles=(SP,),
         form=(QUESTION,),
         sends="clarify.ask", pauses=("answer",), reduce=change.ask_clarification),
    Step(command="ir.note_clarified", source=("clarifying",), target=BACK, side="requested",
         receives="clarify.answer", resumes=("answer",), reduce=change.answer_clarification),
    *consult_steps("ir", ("received", "screened", "searched", "hit_confirmed", "release_approved"), roles=(SP,),
                   sends="consult.ask", receives="consult.answer"),
    Step(command="ir.refuse", source=("consulting", "consulted"), target="refused", side="requested", roles=(SP,),
         form=(GROUND, REASONS), sends="request.refused", stops=("*",), reduce=change.refuse, mentions=True, labels="refused"),
    Step(command="ir.search", source=("screened", "searched"), target="searched", side="requested", roles=(SP,),
         form=SEARCH, reduce=change.search, mentions=True),
    Step(command="ir.watch", source=("searched", "hit_confirmed"), target=SAME, side="requested", clock=True,
         form=WATCH, reduce=change.watch),
    Step(command="ir.judge", source=("searched", "hit_confirmed"), target="searched", side="requested",
         roles=(SP, CS), different_from=("ir.search",),
         form=JUDGEMENT,
         reduce=change.judge, lands=change.judged_state),
    Step(command="ir.prepare_release", source=("hit_confirmed", "release_approved"), target="hit_confirmed",
         side="requested", roles=(SP, CS), form=RELEASE, reduce=change.prepare_release),
    Step(command="ir.approve_release", source=("hit_confirmed",), target="release_approved", side="requested",
         roles=(SP,), form=(FACTS,), different_from=("ir.prepare_release", "ir.search", "ir.judge")),
    Step(command="ir.release", source=("release_approved",), target="released", side="requested", roles=(SP, CS),
         form=(FACTS,), sends="reply.final", stops=("*",), starts=("use_report",), reduce=change.release,
         different_from=("ir.search", "ir.approve_release")),
    Step(command="ir.answer_no_data", source=("searched",), target="released", side="requested", roles=(SP, CS),
         different_from=("ir.search",), sends="reply.final", stops=("*",), starts=("use_report",),
         reduce=change.answer_no_data, mentions=True),
    Step(command="ir.note_withdrawal", source=OPEN, target="withdrawn", side="requested", receives="request.withdraw",
         sends="request.withdrawn", stops=("*",), mentions=True, labels="withdrawn"),
    Step(command="ir.note_withdrawal", source=SETTLED, target=SAME, side="requested", receives="request.withdraw",
         sends="request.too_late", mentions=True, labels="withdrawn"),
    Step(command="ir.note_use_report", source=("released",), target="closed", side="requested",
         receives="use.report", stops=("*",), reduce=change.report_use),
)  # fmt: skip

BOTH = (
    Step(command="ir.state_facts", source=("draft", "certified", "returned", *OPEN), target=SAME, side="both",
         roles=FACT_AUTHORS, form=STATE_FACTS),
    Step(command="ir.decide", source=("draft", "certified", "returned", *OPEN), target=SAME, side="both",
         roles=ANY_REVIEWER, form=DECIDE, reduce=change.decide),
    Step(command="ir.escalate", source=(*OPEN, "sent", "answered", "released"), target=SAME, side="both", clock=True,
         form=(CLOCK,)),
)  # fmt: skip


PROCEDURE = Procedure(
    name="information_request",
    prefix="ir",
    record_kind="request",
    steps=REQUESTING + REQUESTED + BOTH,
    ends=("refused", "converted", "withdrawn", "closed"),
    side_states=("frozen", "clarifying", "consulting", "conversion_offered", "withdrawing"),
    act="information_request",
    writers=("ir.draft", "ir.amend"),
    clocks=(
        Clock(name="answer", rule="answer", started="received_at"),
        Clock(name="use_report", rule="use_report", acting="requesting", started="released_at"),
    ),
    messages=MESSAGES,
    mirror=mirror_state,
    readers=(*WORKING, Role.VICTIM_SCREENING),
    readers_requested=(Role.ASYLUM_AUTHORITY, Role.NATIONALITY_AUTHORITY),
)
