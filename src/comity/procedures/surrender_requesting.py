"""Surrender at the office that asks: the notice, the request, its promises, and what it owes after the person came."""

from comity.domain.roles import Role
from comity.procedures import request_changes as common
from comity.procedures import surrender_changes as change
from comity.procedures import surrender_effects as effect
from comity.procedures.request_form import ANSWER, FACTS, REASONS
from comity.procedures.step import SAME, Field, Step
from comity.procedures.surrender_form import ASSURANCE, ASSURED, CHARGE, REPORT, REQUEST

RO, CS, SP, CA, PR = (Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT, Role.CENTRAL_AUTHORITY,
                      Role.PROSECUTOR)  # fmt: skip
WRITERS = ("ex.draft", "ex.amend")
WRITING = ("draft", "certified", "returned")
NOTICED = ("notice_sent", "papers_due", "preparing", "ready")
"""A notice is out; the full request is being written, or should be."""
ASKED = ("sent", "handled", "supplementing", "assurances_asked")
PENDING = (*NOTICED, *ASKED)
GRANTED = ("granted", "postponed", "lent", "handover_set", "uncollected")
LEAVING = "withdrawing"
AFTER = ("surrendered", "breached")
PROMISE = Field(name="promise", kind="long_text", required=True, limit=2000)
FREEDOM = (
    Field(name="free_since", kind="date", whole=True, required=True),
    Field(name="returned_freely", kind="yes_no"),
    REASONS,
)


WRITTEN = (
    Step(command="ex.draft", source=(), target="draft", side="requesting", roles=(RO, PR), form=REQUEST,
         reduce=common.draft),
    Step(command="ex.amend", source=WRITING, target="draft", side="requesting", roles=(RO, PR), form=REQUEST,
         reduce=common.draft),
    Step(command="ex.amend", source=("notice_sent", "papers_due", "preparing", "ready", "supplementing"),
         target="preparing", side="requesting", roles=(RO, PR), form=REQUEST, reduce=common.draft),
    Step(command="ex.certify", source=("draft",), target="certified", side="requesting", roles=(CS,), form=(FACTS,),
         different_from=WRITERS, mentions=True),
    Step(command="ex.certify", source=("preparing",), target="ready", side="requesting", roles=(CS,), form=(FACTS,),
         different_from=WRITERS, mentions=True),
    Step(command="ex.send", source=("certified", "ready"), target="sent", side="requesting", roles=(CA,),
         form=(FACTS,), different_from=WRITERS, sends="surrender.request", reduce=common.send,
         lands=change.sent_state, mentions=True),
    Step(command="ex.withdraw", source=WRITING, target="withdrawn", side="requesting", roles=(RO, PR, CA),
         form=(REASONS,), mentions=True, labels="withdrawn", stops=("*",)),
    Step(command="ex.withdraw", source=(*PENDING, "granted", "postponed", "handover_set"), target=LEAVING,
         side="requesting", roles=(RO, PR, CA), form=(REASONS,), sends="surrender.withdraw", mentions=True,
         labels="withdrawn"),
    Step(command="ex.answer_consultation", source=(*PENDING, *GRANTED), target=SAME, side="requesting",
         roles=(SP, CA), form=(ANSWER,), sends="surrender.consult_answer", reduce=common.answer_consultation),
    Step(command="ex.give_assurances", source=("assurances_asked",), target="handled", side="requesting", roles=(CA,),
         form=(Field(name="assurances", kind="list", fields=ASSURANCE, required=True),), sends="surrender.assurances",
         reduce=change.note_assurances, stops=("assurances_due",)),
    Step(command="ex.give_assurances", source=("handled", "granted", "postponed", "handover_set"), target=SAME,
         side="requesting", roles=(CA,), form=(Field(name="assurances", kind="list", fields=ASSURANCE, required=True),),
         sends="surrender.assurances", reduce=change.note_assurances),
    Step(command="ex.withdraw_assurance", source=("handled", "assurances_asked", *GRANTED, "surrendered"), target=SAME,
         side="requesting", roles=(CA,),
         form=(Field(name="assures", kind="choice", choices=ASSURED, required=True), REASONS),
         sends="surrender.assurance_withdrawn", reduce=change.withdraw_assurance),
    Step(command="ex.promise_return", source=("granted", "postponed"), target=SAME, side="requesting", roles=(CA,),
         form=(PROMISE,), sends="surrender.return_promise", reduce=effect.promise_return),
    Step(command="ex.give_back", source=("lent",), target="postponed", side="requesting", roles=(CA, PR),
         form=(REASONS,), sends="surrender.given_back", reduce=effect.give_back, stops=("loan_due",)),
    Step(command="ex.charge", source=("surrendered", "lent"), target=SAME, side="requesting", roles=(PR,),
         form=CHARGE, reduce=effect.charge),
    Step(command="ex.record_freedom", source=("surrendered",), target=SAME, side="requesting", roles=(Role.JUDGE,),
         form=FREEDOM, reduce=effect.record_freedom),
    Step(command="ex.ask_charge", source=("surrendered",), target=SAME, side="requesting", roles=(CA,),
         form=CHARGE[:2], sends="surrender.charge_asked", reduce=effect.ask_charge),
    Step(command="ex.report", source=AFTER, target=SAME, side="requesting", roles=(PR, CA), form=REPORT,
         sends="surrender.report", reduce=effect.note_report, stops=("report",)),
)  # fmt: skip

HEARD = (
    Step(command="ex.note_received", source=("notice_sent",), target=SAME, side="requesting",
         receives="surrender.received", reduce=common.note_received, starts=("answer",)),
    Step(command="ex.note_received", source=("sent",), target="handled", side="requesting",
         receives="surrender.received", reduce=common.note_received, starts=("answer",),
         stops=("papers", "supplement_due")),
    Step(command="ex.note_received", source=("papers_due", "preparing", "ready", LEAVING), target=SAME,
         side="requesting", receives="surrender.received", reduce=common.note_received),
    Step(command="ex.note_arrest", source=("notice_sent",), target="papers_due", side="requesting",
         receives="surrender.arrested", reduce=change.note_arrest, starts=("papers",)),
    Step(command="ex.note_arrest", source=("preparing", "ready", "handled", LEAVING), target=SAME, side="requesting",
         receives="surrender.arrested", reduce=change.note_arrest, starts=("papers",)),
    Step(command="ex.note_returned", source=(*PENDING, LEAVING), target="returned", side="requesting",
         receives="surrender.returned", reduce=common.note_returned, stops=("*",)),
    Step(command="ex.note_supplement", source=("handled",), target="supplementing", side="requesting",
         receives="surrender.supplement_asked", reduce=change.ask_supplement, starts=("supplement_due",)),
    Step(command="ex.note_supplement", source=(LEAVING,), target=SAME, side="requesting",
         receives="surrender.supplement_asked", reduce=change.ask_supplement),
    Step(command="ex.note_supplement_extended", source=("supplementing", "preparing", "ready"), target=SAME,
         side="requesting", receives="surrender.supplement_extended", extends=("supplement_due",)),
    Step(command="ex.note_supplement_extended", source=(LEAVING,), target=SAME, side="requesting",
         receives="surrender.supplement_extended"),
    Step(command="ex.note_consultation", source=(*PENDING, *GRANTED, LEAVING), target=SAME, side="requesting",
         receives="surrender.consult", reduce=common.ask_consultation),
    Step(command="ex.note_consent", source=(*PENDING, LEAVING), target=SAME, side="requesting",
         receives="surrender.consent", reduce=effect.note_consent),
    Step(command="ex.note_assurances_asked", source=("handled",), target="assurances_asked", side="requesting",
         receives="surrender.assurances_asked", reduce=change.ask_assurances, starts=("assurances_due",)),
    Step(command="ex.note_assurances_asked", source=(LEAVING, "assurances_asked"), target=SAME, side="requesting",
         receives="surrender.assurances_asked", reduce=change.ask_assurances),
    Step(command="ex.note_granted", source=(*PENDING, "postponed"), target="granted", side="requesting",
         receives="surrender.granted", reduce=effect.note_granted, stops=("answer", "assurances_due", "papers")),
    Step(command="ex.note_granted", source=(LEAVING,), target=SAME, side="requesting", receives="surrender.granted",
         reduce=effect.note_granted),
    Step(command="ex.note_refused", source=(*PENDING, *GRANTED, LEAVING), target="refused", side="requesting",
         receives="surrender.refused", reduce=effect.note_refused, stops=("*",), mentions=True, labels="refused"),
    Step(command="ex.note_postponed", source=("granted",), target="postponed", side="requesting",
         receives="surrender.postponed", reduce=effect.postpone),
    Step(command="ex.note_postponed", source=(LEAVING,), target=SAME, side="requesting",
         receives="surrender.postponed", reduce=effect.postpone),
    Step(command="ex.note_lent", source=("postponed",), target="lent", side="requesting", receives="surrender.lent",
         reduce=effect.lend, starts=("loan_due",)),
    Step(command="ex.note_handover", source=("granted", "postponed"), target="handover_set", side="requesting",
         receives="surrender.handover", reduce=effect.set_handover, starts=("handover_due",)),
    Step(command="ex.note_handover", source=(LEAVING,), target=SAME, side="requesting", receives="surrender.handover",
         reduce=effect.set_handover),
    Step(command="ex.note_uncollected", source=("handover_set", LEAVING), target="uncollected", side="requesting",
         receives="surrender.uncollected", stops=("*",)),
    Step(command="ex.note_surrendered", source=("handover_set",), target="surrendered", side="requesting",
         receives="surrender.surrendered", reduce=effect.note_surrendered, stops=("*",), starts=("report",)),
    Step(command="ex.note_surrendered", source=(LEAVING,), target="surrendered", side="requesting",
         receives="surrender.surrendered", reduce=effect.note_surrendered, stops=("*",), starts=("report",)),
    Step(command="ex.note_charge_answered", source=AFTER, target=SAME, side="requesting",
         receives="surrender.charge_answered", reduce=effect.answer_charge),
    Step(command="ex.note_breach", source=("surrendered",), target="breached", side="requesting",
         receives="surrender.breach"),
    Step(command="ex.note_withdrawn", source=(LEAVING,), target="withdrawn", side="requesting",
         receives="surrender.withdrawn", stops=("*",)),
    Step(command="ex.note_too_late", source=(LEAVING, *AFTER, *GRANTED, "refused", "returned", "closed"), target=SAME,
         side="requesting", receives="surrender.too_late"),
    Step(command="ex.note_closed", source=(*AFTER, "uncollected"), target="closed", side="requesting",
         receives="surrender.closed", stops=("*",)),
)  # fmt: skip

REQUESTING = WRITTEN + HEARD
