"""Footage: one incident, few cameras, named windows; kept at once, checked by its controller, masked, viewed by list.

A partner asks, or an officer of this office asks its own controller (no partner is named). Between the two only the
ends differ: what goes to a partner leaves as ``footage.clip``; what stays is shown here.
"""

from comity.domain.roles import Role
from comity.procedures import footage_changes as change
from comity.procedures import request_changes as exchange
from comity.procedures.footage_form import DELETE, EXTRACT, FOOTAGE, KEPT, PRESERVE, REVIEW, VIEW
from comity.procedures.footage_messages import MESSAGES, SETTLING
from comity.procedures.information_request import FACT_AUTHORS, WORKING
from comity.procedures.mirror import ranked
from comity.procedures.request_form import (
    CLOCK,
    DECIDE,
    FACTS,
    GROUND,
    MISSING,
    NOTE,
    REASONS,
    STATE_FACTS,
    USE_REPORT,
)
from comity.procedures.request_steps import answer_steps, consult_steps, first_or_again, freeze_steps
from comity.procedures.step import SAME, Clock, Procedure, Step

RO, CS, SP = Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT
FC, RR = Role.FOOTAGE_CONTROLLER, Role.RIGHTS_REVIEWER
VIEWERS = (RO, CS, SP, FC, Role.PROSECUTOR, Role.JUDGE, Role.DATA_PROTECTION)
DECIDERS = (SP, FC, Role.DATA_PROTECTION, RR, Role.PROSECUTOR, Role.JUDGE, Role.CENTRAL_AUTHORITY)

WAITING = ("sent", "received", "consulting", "withdrawing")
WORK = ("preserved", "screened", "checked", "extracted", "reviewed", "release_approved")
OPEN = ("received", *WORK, "consulting", "consulted", "frozen")
STAYING = tuple(state for state in WORK if state != "screened")
SETTLED = ("released", "refused", "returned", "withdrawn", "reported", "closed")
WRITERS = ("ft.draft", "ft.amend")

REQUESTING = (
    Step(command="ft.draft", source=(), target="draft", side="requesting", roles=(RO,), form=FOOTAGE,
         reduce=change.draft),
    Step(command="ft.amend", source=("draft", "certified", "returned"), target="draft", side="requesting", roles=(RO,),
         form=FOOTAGE, reduce=change.draft),
    Step(command="ft.certify", source=("draft",), target="certified", side="requesting", roles=(CS,),
         form=(FACTS, NOTE), different_from=WRITERS, mentions=True),
    Step(command="ft.send", source=("certified",), target="sent", side="requesting", roles=(SP,), form=(FACTS,),
         different_from=WRITERS, sends="footage.request", reduce=exchange.send, mentions=True),
    Step(command="ft.note_received", source=("sent", "withdrawing"), target="received", side="requesting",
         receives="footage.received", starts=("answer",), reduce=exchange.note_received),
    Step(command="ft.note_returned", source=WAITING, target="returned", side="requesting",
         receives="footage.returned", stops=("*",), reduce=exchange.note_returned),
    *answer_steps("ft", ("sent", "received"), beside=("withdrawing", "consulting"), roles=(SP, CS),
                  receives="footage.consult", sends="footage.consulted"),
    Step(command="ft.withdraw", source=("sent", "received", "consulting"), target="withdrawing", side="requesting",
         roles=(RO,), form=(REASONS,), sends="footage.withdraw", mentions=True, labels="withdrawn"),
    Step(command="ft.withdraw", source=("draft", "certified", "returned"), target="withdrawn", side="requesting",
         roles=(RO,), form=(REASONS,), mentions=True, labels="withdrawn"),
    Step(command="ft.note_withdrawn", source=WAITING, target="withdrawn", side="requesting",
         receives="footage.withdrawn", stops=("*",)),
    Step(command="ft.note_too_late", source=(*WAITING, "answered", "refused", "returned", "reported", "deleted",
                                                "closed"),
         target=SAME, side="requesting", receives="footage.too_late"),
    Step(command="ft.note_refused", source=WAITING, target="refused", side="requesting", receives="footage.refused",
         stops=("*",), reduce=exchange.note_refused, mentions=True, labels="refused"),
    Step(command="ft.note_clip", source=WAITING, target="answered", side="requesting", receives="footage.clip",
         stops=("answer",), starts=("use_report", "unused"), reduce=change.note_clip),
    Step(command="ft.mark_used", source=("answered", "reported"), target=SAME, side="requesting", roles=(RO, CS),
         form=KEPT, stops=("unused",), reduce=change.keep),
    Step(command="ft.report_use", source=("answered",), target="reported", side="requesting", roles=(RO,), form=USE_REPORT,
         sends="footage.use_report", stops=("use_report",), reduce=exchange.report_use),
    Step(command="ft.delete", source=("answered", "reported"), target="deleted", side="requesting", roles=(CS, SP),
         form=DELETE, different_from=WRITERS, stops=("unused",), reduce=change.delete),
    Step(command="ft.delete_unused", source=("answered", "reported"), target="deleted", side="requesting", clock=True,
         form=(CLOCK,), stops=("unused",), reduce=change.delete),
    Step(command="ft.tell_deleted", source=("deleted",), target="closed", side="requesting", roles=(CS, SP),
         sends="footage.deleted", stops=("*",)),
)  # fmt: skip

HERE = (
    Step(command="ft.release_here", source=("release_approved",), target="shown", side="requesting", roles=(SP, CS),
         form=(FACTS,), different_from=("ft.review", "ft.approve_release"), reduce=change.release),
    Step(command="ft.refuse_here", source=STAYING, target="refused", side="requesting", roles=(FC,), form=(REASONS,),
         stops=("preserve",), mentions=True, labels="refused"),
    Step(command="ft.mark_used_here", source=("shown", "used"), target=SAME, side="requesting", roles=(RO, CS),
         form=KEPT, stops=("own_copy",), reduce=change.keep),
    Step(command="ft.report_use_here", source=("shown",), target="used", side="requesting", roles=(RO,), form=USE_REPORT,
         reduce=exchange.report_use),
    Step(command="ft.delete_here", source=("shown", "used"), target="deleted", side="requesting", roles=(FC,),
         form=DELETE, stops=("*",), reduce=change.delete),
)  # fmt: skip
"""The way of a request that stays in this office."""

REQUESTED = (
    *first_or_again(
        Step(command="ft.receive", source=(), target="received", side="requested", receives="footage.request",
             sends="footage.received", starts=("answer", "preserve"), reduce=change.receive, mentions=True),
        Step(command="ft.turn_away", source=(), target="returned", side="requested", receives="footage.request",
             sends="footage.returned", reduce=exchange.turn_away, mentions=True, labels="turned_away"),
    ),
    Step(command="ft.return_incomplete", source=("received", "preserved", "screened"), target="returned",
         side="requested", roles=(SP,), form=(MISSING,),
         sends="footage.returned", stops=("answer", "preserve"), reduce=exchange.return_incomplete),
    Step(command="ft.screen", source=("preserved",), target="screened", side="requested", roles=(SP,), form=(FACTS,)),
    *freeze_steps("ft", ("received", *WORK)),
    *consult_steps("ft", ("received", *WORK), roles=(SP,), sends="footage.consult", receives="footage.consulted"),
    Step(command="ft.refuse", source=("consulting", "consulted"), target="refused", side="requested", roles=(SP,),
         form=(GROUND, REASONS), sends="footage.refused", stops=("answer", "preserve"), reduce=exchange.refuse,
         mentions=True, labels="refused"),
    Step(command="ft.release", source=("release_approved",), target="released", side="requested", roles=(SP, CS),
         form=(FACTS,), different_from=("ft.review", "ft.approve_release"), sends="footage.clip", stops=("*",),
         starts=("use_report",), reduce=change.release),
    Step(command="ft.answer_no_data", source=("screened", "checked"), target="released", side="requested",
         roles=(SP, CS), sends="footage.clip", stops=("*",), reduce=change.answer_no_data),
    Step(command="ft.note_withdrawal", source=OPEN, target="withdrawn", side="requested", receives="footage.withdraw",
         sends="footage.withdrawn", stops=("answer", "preserve"), mentions=True, labels="withdrawn"),
    Step(command="ft.note_withdrawal", source=SETTLED, target=SAME, side="requested", receives="footage.withdraw",
         sends="footage.too_late", mentions=True, labels="withdrawn"),
    Step(command="ft.note_use_report", source=("released",), target="reported", side="requested",
         receives="footage.use_report", stops=("use_report",), starts=("own_copy",), reduce=exchange.report_use),
    Step(command="ft.note_deleted", source=("released", "reported"), target="closed", side="requested",
         receives="footage.deleted", stops=("use_report",), starts=("own_copy",), reduce=change.note_deleted),
    Step(command="ft.erase", source=SETTLED, target=SAME, side="requested", roles=(FC,), form=DELETE,
         stops=("own_copy",), reduce=change.delete),
)  # fmt: skip

BOTH = (
    Step(command="ft.preserve", source=("received", "certified"), target="preserved", side="both", roles=(FC,),
         form=PRESERVE, stops=("preserve",), reduce=change.preserve, mentions=True),
    Step(command="ft.preserve", source=("preserved",), target=SAME, side="both", roles=(FC,), form=PRESERVE,
         reduce=change.preserve, mentions=True),
    Step(command="ft.check", source=("preserved", "screened"), target="checked", side="both", roles=(FC,),
         form=(FACTS,), different_from=WRITERS),
    Step(command="ft.extract", source=("checked", "extracted"), target="extracted", side="both", roles=(FC,),
         form=EXTRACT, starts=("own_copy",), reduce=change.extract),
    Step(command="ft.review", source=("extracted", "reviewed", "release_approved"), target="reviewed", side="both", roles=(FC, CS),
         form=REVIEW, different_from=("ft.extract", *WRITERS), reduce=change.review),
    Step(command="ft.approve_release", source=("reviewed",), target="release_approved", side="both", roles=(SP,),
         form=(FACTS,), different_from=("ft.extract", "ft.review", *WRITERS)),
    Step(command="ft.view", source=("extracted", "reviewed", "release_approved", "answered", "reported", "shown",
                                    "used"),
         target=SAME, side="both", roles=VIEWERS, form=VIEW, reduce=change.view),
    Step(command="ft.erase_unused", source=("extracted", "reviewed", "release_approved"), target="checked",
         side="both", clock=True, form=(CLOCK,), stops=("own_copy",), reduce=change.delete),
    Step(command="ft.erase_unused", source=("refused", "returned", "withdrawn", "released", "reported", "closed",
                                            "shown", "used"),
         target=SAME, side="both", clock=True, form=(CLOCK,), stops=("own_copy",), reduce=change.delete),
    Step(command="ft.state_facts", source=("draft", "certified", "returned", *OPEN), target=SAME, side="both",
         roles=(*FACT_AUTHORS, FC), form=STATE_FACTS),
    Step(command="ft.decide", source=("draft", "certified", "returned", *OPEN), target=SAME, side="both",
         roles=DECIDERS, form=DECIDE, reduce=exchange.decide),
    Step(command="ft.escalate", source=(*OPEN, "sent", "answered", "released", "withdrawing"), target=SAME,
         side="both", clock=True, form=(CLOCK,)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="footage",
    prefix="ft",
    record_kind="footage",
    steps=REQUESTING + HERE + REQUESTED + BOTH,
    ends=("refused", "withdrawn", "deleted", "closed"),
    side_states=("frozen", "consulting", "withdrawing"),
    act="footage",
    writers=WRITERS,
    clocks=(
        Clock(name="answer", rule="answer", started="received_at"),
        Clock(name="preserve", rule="footage_preserve", acting="own"),
        Clock(name="use_report", rule="use_report", acting="requesting", started="released_at"),
        Clock(name="unused", rule="footage_unused", acting="own", started="released_at", then="ft.delete_unused"),
        Clock(name="own_copy", rule="footage_unused", acting="own", then="ft.erase_unused"),
    ),
    messages=MESSAGES,
    mirror=ranked("footage.request", SETTLING),
    readers=(*WORKING, FC),
    readers_requested=(Role.ASYLUM_AUTHORITY,),
)
