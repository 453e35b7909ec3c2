"""Consent: use of what was given beyond its case, in court, or by a third state or agency - asked, granted, taken back.

The office that received information asks; the one that gave it decides. A grant is an object of its own that names
recipient, purpose and expiry, and is looked at again at each use. What clears somebody is never asked for: it is told.
"""

from comity.domain.roles import Role
from comity.procedures import consent_changes as change
from comity.procedures import request_changes as common
from comity.procedures.consent_changes import MESSAGES, mirror
from comity.procedures.consent_form import GRANT, PASSED_ON, REQUEST, USED
from comity.procedures.request_form import CLOCK, DECIDE, FACTS, GROUND, REASONS, STATE_FACTS
from comity.procedures.request_steps import answer_steps, consult_steps, first_or_again
from comity.procedures.step import SAME, Clock, Field, Procedure, Step

RO, CS, SP, CA = (Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT, Role.CENTRAL_AUTHORITY)
PR, JU, RR, DP = Role.PROSECUTOR, Role.JUDGE, Role.RIGHTS_REVIEWER, Role.DATA_PROTECTION
DECIDERS = (SP, CS, RR, DP, PR, JU, CA)
FACT_AUTHORS = (*DECIDERS, Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING)
CLEARING = (PR, JU, RR, CA)
"""Who may say that information clears somebody."""
ASKED = ("sent", "received", "consulting")
OPEN = ("received", "screened", "consulting", "consulted")
DRAFTS = ("draft", "certified", "returned")

REQUESTING = (
    Step(command="uc.draft", source=(), target="draft", side="requesting", roles=(RO, SP, *CLEARING), form=REQUEST,
         reduce=change.draft),
    Step(command="uc.amend", source=DRAFTS, target="draft", side="requesting", roles=(RO, SP, *CLEARING), form=REQUEST,
         reduce=change.draft),
    Step(command="uc.certify", source=("draft",), target="certified", side="requesting", roles=(CS, PR),
         form=(FACTS,), different_from=("uc.draft", "uc.amend")),
    Step(command="uc.send", source=("certified",), target="sent", side="requesting", roles=(SP, CA), form=(FACTS,),
         different_from=("uc.draft", "uc.amend", "uc.certify"), sends="consent.ask", reduce=common.send),
    Step(command="uc.give_notice", source=("draft",), target="noticed", side="requesting", roles=CLEARING,
         sends="consent.notice", reduce=change.give_notice),
    Step(command="uc.note_received", source=("sent",), target="received", side="requesting",
         receives="consent.received", starts=("consent",), reduce=common.note_received),
    Step(command="uc.note_received", source=("withdrawn",), target=SAME, side="requesting",
         receives="consent.received"),
    Step(command="uc.note_returned", source=ASKED, target="returned", side="requesting", receives="consent.returned",
         stops=("*",), reduce=common.note_returned),
    *answer_steps("uc", ("received",), beside=("consulting", "withdrawn"), roles=(SP, CS, CA),
                  receives="consent.consult", sends="consent.consult_answer", target="received"),
    Step(command="uc.note_granted", source=ASKED, target="granted", side="requesting", receives="consent.granted",
         stops=("*",), reduce=change.note_granted),
    Step(command="uc.note_granted", source=("withdrawn",), target=SAME, side="requesting",
         receives="consent.granted"),
    Step(command="uc.note_denied", source=ASKED, target="denied", side="requesting", receives="consent.denied",
         stops=("*",), reduce=common.note_refused),
    Step(command="uc.note_denied", source=("withdrawn",), target=SAME, side="requesting", receives="consent.denied"),
    Step(command="uc.note_revoked", source=("granted",), target="revoked", side="requesting",
         receives="consent.revoked", reduce=change.revoke),
    Step(command="uc.note_revoked", source=("withdrawn",), target=SAME, side="requesting", receives="consent.revoked"),
    Step(command="uc.use", source=("granted",), target=SAME, side="requesting", roles=(RO, PR, SP), form=USED,
         sends="consent.used", reduce=change.used),
    Step(command="uc.pass_on", source=("granted",), target=SAME, side="requesting", roles=(SP, CA), form=PASSED_ON,
         sends="consent.passed_on", reduce=change.passed_on),
    Step(command="uc.withdraw", source=(*ASKED, "granted"), target="withdrawn", side="requesting", roles=(RO, SP, PR),
         form=(REASONS,), sends="consent.withdraw", stops=("*",), reduce=change.revoke),
    Step(command="uc.withdraw", source=DRAFTS, target="withdrawn", side="requesting", roles=(RO, SP, *CLEARING),
         form=(REASONS,)),
)  # fmt: skip

REQUESTED = (
    *first_or_again(
        Step(command="uc.receive", source=(), target="received", side="requested", receives="consent.ask",
             sends="consent.received", starts=("consent",), reduce=change.receive),
        Step(command="uc.turn_away", source=(), target="returned", side="requested", receives="consent.ask",
             sends="consent.returned", reduce=common.turn_away),
    ),
    Step(command="uc.receive_notice", source=(), target="noticed", side="requested", receives="consent.notice",
         reduce=change.receive),
    Step(command="uc.screen", source=("received",), target="screened", side="requested", roles=(SP, PR),
         form=(FACTS,)),
    Step(command="uc.grant", source=("screened",), target="granted", side="requested", roles=(CA, Role.HEAD_OF_OFFICE),
         form=GRANT, different_from=("uc.screen",), sends="consent.granted", stops=("*",), reduce=change.grant),
    *consult_steps("uc", ("received", "screened"), roles=(SP, CA), sends="consent.consult",
                   receives="consent.consult_answer"),
    Step(command="uc.note_consulted", source=("received", "screened", "consulted", "granted", "denied", "revoked",
         "withdrawn", "closed"), target=SAME, side="requested", receives="consent.consult_answer",
         reduce=common.answer_consultation),
    Step(command="uc.refuse", source=("consulting", "consulted"), target="denied", side="requested", roles=(SP, CA),
         form=(GROUND, REASONS), sends="consent.denied", stops=("*",), reduce=common.refuse),
    Step(command="uc.revoke", source=("granted",), target="revoked", side="requested",
         roles=(SP, CA, DP, RR, Role.HEAD_OF_OFFICE), form=(REASONS,), sends="consent.revoked", reduce=change.revoke),
    Step(command="uc.note_used", source=("granted", "revoked"), target=SAME, side="requested",
         receives="consent.used", reduce=change.used),
    Step(command="uc.note_passed_on", source=("granted", "revoked"), target=SAME, side="requested",
         receives="consent.passed_on", reduce=change.passed_on),
    Step(command="uc.note_withdrawal", source=(*OPEN, "granted"), target="withdrawn",
         side="requested", receives="consent.withdraw", stops=("*",), reduce=change.revoke),
    Step(command="uc.note_withdrawal", source=("denied", "revoked"), target=SAME, side="requested",
         receives="consent.withdraw"),
)  # fmt: skip

BOTH = (
    Step(command="uc.state_facts", source=(*DRAFTS, *OPEN), target=SAME, side="both",
         roles=FACT_AUTHORS, form=STATE_FACTS),
    Step(command="uc.decide", source=(*DRAFTS, *OPEN), target=SAME, side="both", roles=DECIDERS,
         form=DECIDE, reduce=common.decide),
    Step(command="uc.escalate", source=("sent", *OPEN), target=SAME, side="both", clock=True, form=(CLOCK,)),
    Step(command="uc.close", source=("granted",), target="closed", side="both", roles=(SP, CS),
         form=(Field(name="result", kind="long_text", limit=2000),)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="consent",
    prefix="uc",
    record_kind="consent",
    steps=REQUESTING + REQUESTED + BOTH,
    ends=("denied", "withdrawn", "revoked", "noticed", "closed"),
    side_states=("consulting",),
    act="consent",
    writers=("uc.draft", "uc.amend"),
    clocks=(Clock(name="consent", rule="consent_answer", started="received_at"),),
    messages=MESSAGES,
    mirror=mirror,
    readers=(*DECIDERS, Role.HEAD_OF_OFFICE),
    readers_requested=(Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING),
)
