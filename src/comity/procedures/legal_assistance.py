"""Legal assistance between central authorities (UNTOC art. 18; ICJAL 9-19): one table of steps for both nodes.

The requesting node drafts, has it approved by a prosecutor and sends it through its central authority. The requested
node checks the form, then the law, consults before it refuses or postpones, asks its own judge where an act is
coercive, carries it out under its own law and transmits what it brought. Its checks, its court and its reviews stay
its own; what the partner must know (accepted, conditions, postponed) crosses as a message.
"""

from comity.domain.roles import Role
from comity.procedures import legal_assistance_changes as change
from comity.procedures import request_changes as common
from comity.procedures.legal_assistance_form import (
    CONSENT,
    HEARING,
    JOURNEY,
    NOTHING_FOUND,
    ORDER,
    ORDER_SOUGHT,
    PERSON_NUMBER,
    PRESENCE,
    PRESERVATION,
    REQUEST,
    RESULT,
    RETURN,
    SAFE_CONDUCT,
    TERMS,
)
from comity.procedures.legal_assistance_messages import MESSAGES, mirror
from comity.procedures.request_form import (
    ANSWER,
    CLOCK,
    DECIDE,
    FACTS,
    GROUND,
    MISSING,
    NOTE,
    QUESTION,
    REASONS,
    STATE_FACTS,
    USE_REPORT,
)
from comity.procedures.request_steps import answer_steps, consult_steps, first_or_again, freeze_steps
from comity.procedures.step import SAME, Clock, Field, Procedure, Step

RO, SP = Role.REQUESTING_OFFICER, Role.CONTACT_POINT
CA, PR, JU, RR = Role.CENTRAL_AUTHORITY, Role.PROSECUTOR, Role.JUDGE, Role.RIGHTS_REVIEWER
DECIDERS = (SP, RR, Role.DATA_PROTECTION, PR, JU, CA)
FACT_AUTHORS = (*DECIDERS, Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING, Role.EVIDENCE_CUSTODIAN)
READERS = (CA, PR, JU, RR, Role.DATA_PROTECTION, SP)
CHECKS = (Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING, Role.EVIDENCE_CUSTODIAN)

DRAFTS = ("draft", "certified", "returned")
WAITING = ("sent", "received", "clarifying", "consulting", "conditions_offered", "accepted", "postponed", "preserved",
           "hosting", "free_to_go", "withdrawing")  # fmt: skip
"""The requesting side waits for the partner's next word."""
CHECKING = ("received", "form_checked", "screened")
CARRYING = ("accepted", "order_sought", "order_granted", "order_denied", "executing", "executed", "release_approved")
OPEN = (*CHECKING, "clarifying", "consulting", "consulted", "conditions_offered", "postponed", "frozen", "preserved",
        *CARRYING)  # fmt: skip
"""The requested side may still be told that nothing is needed any more."""
SETTLED = ("released", "refused", "returned", "withdrawn", "closed", "person_away")
ACCEPTANCE = Field(name="acceptance", kind="long_text", required=True, limit=2000)

REQUESTING = (
    Step(command="ml.draft", source=(), target="draft", side="requesting", roles=(RO, PR), form=REQUEST,
         reduce=change.draft),
    Step(command="ml.amend", source=DRAFTS, target="draft", side="requesting", roles=(RO, PR), form=REQUEST,
         reduce=change.draft),
    Step(command="ml.certify", source=("draft",), target="certified", side="requesting", roles=(PR, CA),
         form=(FACTS, NOTE), different_from=("ml.draft", "ml.amend"), mentions=True),
    Step(command="ml.send", source=("certified",), target="sent", side="requesting", roles=(CA,), form=(FACTS,),
         different_from=("ml.draft", "ml.amend", "ml.certify"), sends="assistance.request", reduce=common.send,
         mentions=True),
    Step(command="ml.note_received", source=("sent", "withdrawing"), target="received", side="requesting",
         receives="assistance.received", starts=("answer",), reduce=common.note_received),
    Step(command="ml.note_returned", source=WAITING, target="returned", side="requesting",
         receives="assistance.returned", stops=("*",), reduce=common.note_returned),
    Step(command="ml.note_clarification", source=("sent", "received", "consulting", "postponed"), target="clarifying",
         side="requesting", receives="assistance.clarify", starts=("information",), pauses=("answer",),
         reduce=common.ask_clarification),
    Step(command="ml.note_clarification", source=("withdrawing", "clarifying"), target=SAME, side="requesting",
         receives="assistance.clarify", reduce=common.ask_clarification),
    Step(command="ml.answer_clarification", source=("clarifying",), target="received", side="requesting",
         roles=(CA, PR), form=(ANSWER,), sends="assistance.clarified", stops=("information",), resumes=("answer",),
         reduce=common.answer_clarification),
    *answer_steps("ml", ("sent", "received", "clarifying", "conditions_offered", "accepted", "postponed"),
                  beside=("withdrawing", "consulting", "hosting", "free_to_go"), roles=(CA,),
                  receives="assistance.consult", sends="assistance.consulted"),
    Step(command="ml.note_accepted", source=("sent", "received", "clarifying", "consulting", "postponed"),
         target="accepted", side="requesting", receives="assistance.accepted"),
    Step(command="ml.note_accepted", source=("withdrawing",), target=SAME, side="requesting",
         receives="assistance.accepted"),
    Step(command="ml.note_conditions", source=("sent", "received", "clarifying", "consulting", "postponed"),
         target="conditions_offered", side="requesting", receives="assistance.conditions",
         reduce=change.offer_conditions),
    Step(command="ml.note_conditions", source=("withdrawing",), target=SAME, side="requesting",
         receives="assistance.conditions", reduce=change.offer_conditions),
    Step(command="ml.accept_conditions", source=("conditions_offered",), target="accepted", side="requesting",
         roles=(CA,), form=(ACCEPTANCE,), sends="assistance.conditions_accepted", reduce=change.answer_conditions),
    Step(command="ml.decline_conditions", source=("conditions_offered",), target="received", side="requesting",
         roles=(CA,), form=(ANSWER,), sends="assistance.conditions_declined", reduce=change.decline_conditions),
    Step(command="ml.note_postponed", source=("sent", "received", "clarifying", "consulting", "accepted"),
         target="postponed", side="requesting", receives="assistance.postponed", pauses=("answer",),
         reduce=change.note_postponed),
    Step(command="ml.note_postponed", source=("withdrawing",), target=SAME, side="requesting",
         receives="assistance.postponed", pauses=("answer",), reduce=change.note_postponed),
    Step(command="ml.note_resumed", source=("postponed", "consulting"), target="received", side="requesting",
         receives="assistance.resumed", resumes=("answer",)),
    Step(command="ml.note_resumed", source=("withdrawing",), target=SAME, side="requesting",
         receives="assistance.resumed", resumes=("answer",)),
    Step(command="ml.note_preserved", source=WAITING, target="preserved", side="requesting",
         receives="assistance.preserved", stops=("*",), reduce=change.note_preserved),
    Step(command="ml.note_preservation_ended", source=("preserved", "withdrawing"), target="closed",
         side="requesting", receives="assistance.preservation_ended", reduce=change.lift_preservation),
    Step(command="ml.give_safe_conduct", source=("sent", "received", "accepted", "conditions_offered"), target=SAME,
         side="requesting", roles=(CA,), form=SAFE_CONDUCT, sends="assistance.safe_conduct",
         reduce=change.safe_conduct),
    Step(command="ml.note_person_sent", source=("accepted", "received", "consulting"), target="hosting",
         side="requesting", receives="assistance.person_sent", starts=("journey",), reduce=change.send_person),
    Step(command="ml.tell_free", source=("hosting",), target="free_to_go", side="requesting", roles=(CA, PR, JU),
         sends="assistance.told_free", starts=("safe_conduct",), reduce=change.tell_free),
    Step(command="ml.return_person", source=("hosting", "free_to_go"), target="accepted", side="requesting",
         roles=(CA, PR, JU), form=RETURN, sends="assistance.person_returned", stops=("journey", "safe_conduct"),
         reduce=change.return_person),
    Step(command="ml.end_safe_conduct", source=("free_to_go",), target="accepted", side="requesting", clock=True,
         form=(CLOCK,), sends="assistance.person_returned", stops=("journey", "safe_conduct"),
         reduce=change.end_safe_conduct),
    Step(command="ml.withdraw", source=("sent", "received", "clarifying", "consulting", "conditions_offered",
         "accepted", "postponed", "preserved"), target="withdrawing", side="requesting", roles=(RO, PR, CA),
         form=(REASONS,), sends="assistance.no_longer_needed"),
    Step(command="ml.withdraw", source=DRAFTS, target="withdrawn", side="requesting", roles=(RO, PR, CA),
         form=(REASONS,)),
    Step(command="ml.note_withdrawn", source=WAITING, target="withdrawn", side="requesting",
         receives="assistance.withdrawn", stops=("*",)),
    Step(command="ml.note_too_late", source=(*WAITING, "answered", "refused", "returned", "closed"), target=SAME,
         side="requesting", receives="assistance.too_late"),
    Step(command="ml.note_refused", source=WAITING, target="refused", side="requesting",
         receives="assistance.refused", stops=("*",), reduce=common.note_refused, mentions=True, labels="refused"),
    Step(command="ml.note_result", source=WAITING, target="answered", side="requesting",
         receives="assistance.result", stops=("*",), starts=("use_report",), reduce=change.note_result),
    Step(command="ml.report_use", source=("answered",), target="closed", side="requesting", roles=(RO, PR),
         form=USE_REPORT,
         sends="assistance.outcome", stops=("*",), reduce=common.report_use),
)  # fmt: skip

CHECKED = (
    *first_or_again(
        Step(command="ml.receive", source=(), target="received", side="requested", receives="assistance.request",
             sends="assistance.received", starts=("answer",), reduce=change.receive, mentions=True),
        Step(command="ml.turn_away", source=(), target="returned", side="requested", receives="assistance.request",
             sends="assistance.returned", reduce=common.turn_away, mentions=True, labels="turned_away"),
    ),
    Step(command="ml.check_form", source=("received",), target="form_checked", side="requested", roles=(CA,),
         form=(FACTS,)),
    Step(command="ml.return_incomplete", source=("received", "form_checked", "clarifying"), target="returned",
         side="requested", roles=(CA,), form=(MISSING,),
         sends="assistance.returned", stops=("*",), reduce=common.return_incomplete),
    Step(command="ml.ask_clarification", source=CHECKING, target="clarifying", side="requested", roles=(CA,),
         form=(QUESTION,),
         sends="assistance.clarify", starts=("information",), pauses=("answer",), reduce=common.ask_clarification),
    Step(command="ml.extend_information", source=("clarifying",), target=SAME, side="requested", roles=(CA,),
         form=(REASONS,), extends=("information",)),
    Step(command="ml.note_clarified", source=("clarifying",), target="received", side="requested",
         receives="assistance.clarified", stops=("information",), resumes=("answer",),
         reduce=common.answer_clarification),
    Step(command="ml.preserve", source=("received", "form_checked"), target="preserved", side="requested",
         roles=(PR, JU), form=PRESERVATION, sends="assistance.preserved", stops=("answer",),
         starts=("preservation",), reduce=change.preserve),
    Step(command="ml.lift_preservation", source=("preserved",), target="closed", side="requested", roles=(CA, PR),
         form=(REASONS,), sends="assistance.preservation_ended", stops=("*",), reduce=change.lift_preservation),
    Step(command="ml.screen", source=("form_checked",), target="screened", side="requested", roles=(PR,),
         form=(FACTS,)),
    *freeze_steps("ml", (*CHECKING, *CARRYING)),
    *consult_steps("ml", (*CHECKING, *CARRYING, "postponed"), roles=(CA,), sends="assistance.consult",
                   receives="assistance.consulted"),
    Step(command="ml.refuse", source=("consulting", "consulted"), target="refused", side="requested", roles=(CA,),
         form=(GROUND, REASONS, FACTS), sends="assistance.refused", stops=("*",), reduce=common.refuse, mentions=True,
         labels="refused"),
    Step(command="ml.postpone", source=("consulting", "consulted"), target="postponed", side="requested",
         roles=(CA,), form=(GROUND, REASONS, Field(name="review_on", kind="date", whole=True, required=True), FACTS),
         sends="assistance.postponed", pauses=("answer",), starts=("postponement",), reduce=change.postpone),
    Step(command="ml.take_up", source=("postponed",), target="form_checked", side="requested", roles=(CA,),
         sends="assistance.resumed", resumes=("answer",), stops=("postponement",), reduce=change.take_up),
)  # fmt: skip

CARRIED_OUT = (
    Step(command="ml.accept", source=("screened",), target="accepted", side="requested", roles=(CA,), form=(FACTS,),
         sends="assistance.accepted"),
    Step(command="ml.offer_conditions", source=("screened",), target="conditions_offered", side="requested",
         roles=(CA,), form=TERMS, sends="assistance.conditions", reduce=change.offer_conditions),
    Step(command="ml.note_conditions_accepted", source=("conditions_offered",), target="accepted", side="requested",
         receives="assistance.conditions_accepted", reduce=change.answer_conditions),
    Step(command="ml.note_conditions_declined", source=("conditions_offered",), target="screened", side="requested",
         receives="assistance.conditions_declined", reduce=change.decline_conditions),
    Step(command="ml.authorise_presence", source=("form_checked", "screened", "accepted", "order_granted", "executing"),
         target=SAME, side="requested", roles=(CA, JU), form=PRESENCE, reduce=change.authorise_presence),
    Step(command="ml.withdraw_presence", source=("form_checked", "screened", "accepted", "order_granted", "executing",
         "executed"), target=SAME, side="requested", roles=(CA, JU), form=(REASONS,), reduce=change.withdraw_presence),
    Step(command="ml.seek_order", source=("accepted", "order_granted", "order_denied"), target="order_sought",
         side="requested", roles=(PR,), form=ORDER_SOUGHT, reduce=change.seek_order),
    Step(command="ml.grant_order", source=("order_sought",), target="order_granted", side="requested", roles=(JU,),
         form=ORDER, different_from=("ml.seek_order", "ml.screen"), reduce=change.grant_order),
    Step(command="ml.deny_order", source=("order_sought",), target="order_denied", side="requested", roles=(JU,),
         form=(REASONS,), different_from=("ml.seek_order", "ml.screen"), reduce=change.deny_order),
    Step(command="ml.execute", source=("accepted", "order_granted"), target="executing", side="requested",
         roles=(PR, SP), form=(FACTS,)),
    Step(command="ml.record_travel_consent", source=("accepted", "order_granted", "executing"), target=SAME,
         side="requested", roles=(JU, PR), form=CONSENT, reduce=change.record_consent),
    Step(command="ml.withdraw_travel_consent", source=("accepted", "order_granted", "executing"), target=SAME,
         side="requested", roles=(JU, PR, RR), form=(PERSON_NUMBER,), reduce=change.withdraw_consent),
    Step(command="ml.note_safe_conduct", source=(*OPEN, "person_away"), target=SAME, side="requested",
         receives="assistance.safe_conduct", reduce=change.safe_conduct),
    Step(command="ml.send_person", source=("executing",), target="person_away", side="requested", roles=(CA,),
         form=(*JOURNEY, FACTS), different_from=("ml.record_travel_consent",), sends="assistance.person_sent",
         starts=("journey",), reduce=change.send_person),
    Step(command="ml.note_told_free", source=("person_away",), target=SAME, side="requested",
         receives="assistance.told_free", reduce=change.tell_free),
    Step(command="ml.note_person_returned", source=("person_away",), target="executing", side="requested",
         receives="assistance.person_returned", stops=("journey", "safe_conduct"), reduce=change.return_person),
    Step(command="ml.hold_hearing", source=("executing",), target=SAME, side="requested", roles=(JU,), form=HEARING,
         reduce=change.hold_hearing),
    Step(command="ml.prepare_release", source=("executing", "executed", "release_approved"), target="executed",
         side="requested", roles=(SP, PR, Role.EVIDENCE_CUSTODIAN), form=RESULT, reduce=change.prepare_release),
    Step(command="ml.approve_release", source=("executed",), target="release_approved", side="requested",
         roles=(PR, CA), form=(FACTS,), different_from=("ml.prepare_release",)),
    Step(command="ml.release", source=("release_approved",), target="released", side="requested", roles=(CA,),
         form=(FACTS,), different_from=("ml.prepare_release", "ml.approve_release"), sends="assistance.result",
         stops=("*",), starts=("use_report",), reduce=common.release),
    Step(command="ml.answer_no_data", source=("executing",), target="released", side="requested", roles=(CA,),
         form=NOTHING_FOUND, different_from=("ml.execute",), sends="assistance.result", stops=("*",),
         starts=("use_report",), reduce=change.answer_no_data),
    Step(command="ml.note_withdrawal", source=OPEN, target="withdrawn", side="requested",
         receives="assistance.no_longer_needed", sends="assistance.withdrawn", stops=("*",)),
    Step(command="ml.note_withdrawal", source=SETTLED, target=SAME, side="requested",
         receives="assistance.no_longer_needed", sends="assistance.too_late"),
    Step(command="ml.note_use_report", source=("released",), target="closed", side="requested",
         receives="assistance.outcome", stops=("*",), reduce=common.report_use),
)  # fmt: skip

BOTH = (
    Step(command="ml.state_facts", source=(*DRAFTS, *OPEN), target=SAME, side="both", roles=FACT_AUTHORS,
         form=STATE_FACTS),
    Step(command="ml.decide", source=(*DRAFTS, *OPEN), target=SAME, side="both", roles=DECIDERS, form=DECIDE,
         reduce=common.decide),
    Step(command="ml.escalate", source=(*OPEN, "person_away", "sent", "hosting", "free_to_go", "answered",
         "released"), target=SAME, side="both", clock=True, form=(CLOCK,)),
)  # fmt: skip

CLOCKS = (
    Clock(name="answer", rule="assistance_answer", started="received_at"),
    Clock(name="information", rule="assistance_information", acting="requesting"),
    Clock(name="postponement", rule="assistance_postponement"),
    Clock(name="preservation", rule="assistance_preservation", pausable=False),
    Clock(name="journey", rule="assistance_journey", acting="requesting", pausable=False),
    Clock(name="safe_conduct", rule="assistance_safe_conduct", acting="requesting", started="told_at",
          then="ml.end_safe_conduct", pausable=False),
    Clock(name="use_report", rule="use_report", acting="requesting", started="released_at"),
)  # fmt: skip

PROCEDURE = Procedure(
    name="legal_assistance",
    prefix="ml",
    record_kind="assistance",
    steps=REQUESTING + CHECKED + CARRIED_OUT + BOTH,
    ends=("refused", "withdrawn", "closed"),
    side_states=("frozen", "consulting", "conditions_offered", "withdrawing", "clarifying"),
    act="legal_assistance",
    writers=("ml.draft", "ml.amend"),
    clocks=CLOCKS,
    messages=MESSAGES,
    mirror=mirror,
    readers=READERS,
    readers_requested=CHECKS,
)
