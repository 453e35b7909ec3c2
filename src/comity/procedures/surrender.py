"""Surrender of a person to the partner for trial or sentence: the answer, the hand-over, and what is watched after it.

There is no state in which a person is sent away by other means: see ``removal_check``.
"""

from comity.domain.roles import Role
from comity.procedures import surrender_effects as effect
from comity.procedures.request_changes import decide
from comity.procedures.request_form import CLOCK, DECIDE, FACTS, GROUND, REASONS, STATE_FACTS
from comity.procedures.step import SAME, Clock, Field, Procedure, Step
from comity.procedures.surrender_form import GRANT, HAND_OVER, HANDOVER_DATE, VISIT
from comity.procedures.surrender_messages import MESSAGES, MIRROR
from comity.procedures.surrender_requested import BEFORE_ANSWER, CUSTODY, OPEN, UNFROZEN
from comity.procedures.surrender_requesting import PENDING, REQUESTING

SP, CA, PR, JU, RR, EA, JB = (Role.CONTACT_POINT, Role.CENTRAL_AUTHORITY, Role.PROSECUTOR, Role.JUDGE,
                              Role.RIGHTS_REVIEWER, Role.EXECUTIVE, Role.JOINT_REVIEW)  # fmt: skip
DECIDERS = (SP, Role.CERTIFYING_SUPERVISOR, Role.DATA_PROTECTION, RR, PR, JU, CA, EA, JB)
OWN_AUTHORITIES = (Role.ASYLUM_AUTHORITY, Role.VICTIM_SCREENING, Role.NATIONALITY_AUTHORITY, Role.CIVIL_REGISTER,
                   Role.MEDICAL_BOARD)  # fmt: skip
"""Who alone may say what the person's status, age, health or nationality is."""
FACT_AUTHORS = (*DECIDERS, *OWN_AUTHORITIES)
OWN_CASE = (Field(name="own_case", required=True, limit=120), REASONS)
LATER = Field(name="review_on", kind="date", whole=True, required=True)
RETURN_BY = Field(name="return_by", kind="date", whole=True, required=True)
CHARGE_RULING = (
    Field(name="conduct", required=True, limit=60),
    Field(name="ruling", kind="choice", choices=("accepted", "rejected"), required=True),
    REASONS,
)

ANSWER_STEPS = (
    Step(command="ex.grant", source=("final", "consented"), target="granted", side="requested", roles=(EA,),
         form=GRANT, different_from=("ex.find_extraditable", "ex.record_consent"), sends="surrender.granted",
         starts=("execution",), stops=("answer", "consent_path", "detention"), reduce=effect.grant, mentions=True),
    Step(command="ex.refuse", source=(*UNFROZEN, "handover_set", "uncollected"), target="refused", side="requested",
         roles=(CA, EA), form=(GROUND, REASONS), sends="surrender.refused", stops=("*",), reduce=effect.refuse,
         mentions=True, labels="refused"),
    Step(command="ex.open_own_case", source=("not_extraditable",), target="own_prosecution", side="requested",
         roles=(PR,), form=OWN_CASE, reduce=effect.open_own_case),
    Step(command="ex.postpone", source=("granted",), target="postponed", side="requested", roles=(CA,),
         form=(LATER, REASONS), sends="surrender.postponed", stops=("execution",), reduce=effect.postpone),
    Step(command="ex.note_promise", source=("granted", "postponed"), target=SAME, side="requested",
         receives="surrender.return_promise", reduce=effect.promise_return),
    Step(command="ex.lend", source=("postponed",), target="lent", side="requested", roles=(CA,),
         form=(RETURN_BY, FACTS), different_from=("ex.grant",), sends="surrender.lent", starts=("loan",),
         stops=CUSTODY, reduce=effect.lend),
    Step(command="ex.note_given_back", source=("lent",), target="postponed", side="requested",
         receives="surrender.given_back", starts=("notices", "review"), stops=("loan",), reduce=effect.take_back),
    Step(command="ex.set_handover", source=("granted", "postponed"), target="handover_set", side="requested",
         roles=(CA,), form=HANDOVER_DATE, sends="surrender.handover", starts=("handover",), stops=("execution",),
         reduce=effect.set_handover),
    Step(command="ex.extend_handover", source=("handover_set",), target=SAME, side="requested", roles=(CA,),
         form=(REASONS,), extends=("handover",)),
    Step(command="ex.hand_over", source=("handover_set",), target="surrendered", side="requested", roles=(CA, SP),
         form=HAND_OVER, different_from=("ex.grant",), sends="surrender.surrendered", stops=("*",), starts=("report",),
         reduce=effect.hand_over, mentions=True),
    Step(command="ex.release_uncollected", source=("handover_set", "frozen"), target="freed", side="requested",
         clock=True, form=(CLOCK,), stops=("*",), starts=("telling",), frees=True, reduce=effect.uncollected),
    Step(command="ex.tell_uncollected", source=("freed",), target="uncollected", side="requested", clock=True,
         form=(CLOCK,), sends="surrender.uncollected", stops=("*",)),
)  # fmt: skip

WATCH_STEPS = (
    Step(command="ex.note_report", source=("surrendered", "breached"), target=SAME, side="requested",
         receives="surrender.report", stops=("report",), reduce=effect.note_report),
    Step(command="ex.record_visit", source=("surrendered", "breached"), target=SAME, side="requested",
         roles=(SP, CA, RR), form=VISIT, reduce=effect.record_visit),
    Step(command="ex.note_charge_asked", source=("surrendered", "breached"), target=SAME, side="requested",
         receives="surrender.charge_asked", reduce=effect.ask_charge),
    Step(command="ex.answer_charge", source=("surrendered", "breached"), target=SAME, side="requested", roles=(JU,),
         form=CHARGE_RULING, sends="surrender.charge_answered", reduce=effect.answer_charge),
    Step(command="ex.find_breach", source=("surrendered",), target="breached", side="requested", roles=(JB,),
         form=(REASONS,), sends="surrender.breach", reduce=effect.find_breach, mentions=True, labels="breach"),
    Step(command="ex.settle_breach", source=("breached",), target="closed", side="requested", roles=(JB,),
         form=(REASONS,), sends="surrender.closed", stops=("*",), reduce=effect.settle_breach),
    Step(command="ex.close", source=("surrendered", "uncollected"), target="closed", side="requested", roles=(CA,),
         form=(REASONS,), sends="surrender.closed", stops=("*",)),
)  # fmt: skip

ALIVE = ("draft", "certified", "returned", *PENDING, *OPEN, "freed", "uncollected", "lent", "surrendered", "breached")
EVERY = tuple(dict.fromkeys(ALIVE))

BOTH = (
    Step(command="ex.state_facts", source=EVERY, target=SAME, side="both", roles=FACT_AUTHORS, form=STATE_FACTS),
    Step(command="ex.decide", source=EVERY, target=SAME, side="both", roles=DECIDERS, form=DECIDE, reduce=decide),
    Step(command="ex.escalate", source=EVERY, target=SAME, side="both", clock=True, form=(CLOCK,)),
)  # fmt: skip

CLOCKS = (
    Clock(name="answer", rule="surrender_answer", started="received_at"),
    Clock(name="notices", rule="rights_notices", started="held_from", pausable=False),
    Clock(name="hearing", rule="first_hearing", started="arrested_at", then="ex.release_at_limit", pausable=False),
    Clock(name="detention", rule="detention_provisional", started="arrested_at", then="ex.release_at_limit",
          pausable=False),
    Clock(name="review", rule="detention_review", then="ex.release_at_limit", pausable=False),
    Clock(name="supplement", rule="supplement", acting="requesting", then="ex.lapse", pausable=False),
    Clock(name="copy", rule="court_copy"),
    Clock(name="to_answer", rule="court_answer", started="served_at", then="ex.end_time_to_answer", pausable=False),
    Clock(name="appeal", rule="court_appeal", then="ex.become_final", pausable=False),
    Clock(name="assurances", rule="assurances", acting="requesting"),
    Clock(name="consent_path", rule="consent_decision"),
    Clock(name="execution", rule="surrender_execution"),
    Clock(name="handover", rule="handover", acting="requesting", started="handover_at", then="ex.release_uncollected",
          pausable=False),
    Clock(name="telling", rule="uncollected_told", then="ex.tell_uncollected", pausable=False),
    Clock(name="loan", rule="temporary_return", acting="requesting", pausable=False),
    Clock(name="papers", rule="detention_provisional", acting="requested", started="arrested_at", pausable=False),
    Clock(name="supplement_due", rule="supplement", acting="requesting", pausable=False),
    Clock(name="assurances_due", rule="assurances", acting="requesting"),
    Clock(name="handover_due", rule="handover", acting="requesting", started="handover_at", pausable=False),
    Clock(name="loan_due", rule="temporary_return", acting="requesting", pausable=False),
    Clock(name="report", rule="surrender_report", acting="requesting"),
)  # fmt: skip

PROCEDURE = Procedure(
    name="surrender",
    prefix="ex",
    record_kind="surrender",
    steps=REQUESTING + BEFORE_ANSWER + ANSWER_STEPS + WATCH_STEPS + BOTH,
    ends=("refused", "withdrawn", "closed"),
    side_states=("frozen", "assurances_asked", "withdrawing"),
    act="surrender",
    writers=("ex.draft", "ex.amend"),
    clocks=CLOCKS,
    messages=MESSAGES,
    mirror=MIRROR,
    readers=(SP, Role.CERTIFYING_SUPERVISOR, CA, PR, JU, RR, Role.DATA_PROTECTION, EA, JB),
    readers_requested=OWN_AUTHORITIES,
)
