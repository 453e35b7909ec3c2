"""The review of a nationality obtained by fraud: an office's own procedure, with the person heard at every turn.

The partner is never a party and never sees the file, also where it gave the lead, which is logged as such. The road is
notice, file access, hearing, the other state's own word, the family one by one, the weighing, a decision, an appeal
that suspends, and only then an effect (1961 Convention on the Reduction of Statelessness arts 6, 8, 9; European
Convention on Nationality arts 7, 11, 12). Whoever reads a review beside others finds ``request.triggered_by``,
``request.first_interest_on``, ``cancelled_at``, ``appeal.state``, ``final_at``, ``effective_at``, ``restored_at``.
"""

from comity.domain.roles import Role
from comity.procedures import nationality_changes as change
from comity.procedures import nationality_form as form
from comity.procedures.request_changes import decide
from comity.procedures.request_form import CLOCK, DECIDE, FACTS, REASONS, STATE_FACTS
from comity.procedures.step import SAME, Clock, Procedure, Step

NA, DP, RR, JU, AS = (Role.NATIONALITY_AUTHORITY, Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER, Role.JUDGE,
                      Role.ASYLUM_AUTHORITY)  # fmt: skip
WRITERS = ("nr.draft", "nr.amend")
BEFORE_DECISION = ("triggered", "screened", "noticed", "heard", "asking", "checked", "weighed")
HEARD = ("heard", "asking", "checked", "weighed")
CANCELLED = ("cancelled", "appeal_open", "appealed", "final")

TRIAGE = (
    Step(command="nr.draft", source=(), target="triggered", roles=(NA,), form=form.REVIEW, reduce=change.draft,
         mentions=True),
    Step(command="nr.amend", source=BEFORE_DECISION, target="triggered", roles=(NA,), form=form.REVIEW,
         reduce=change.draft, stops=("*",), mentions=True),
    Step(command="nr.screen", source=("triggered",), target="screened", roles=(DP,), form=(FACTS,),
         different_from=WRITERS),
    Step(command="nr.withdraw", source=BEFORE_DECISION, target="withdrawn", roles=(NA, DP), form=(REASONS,),
         reduce=change.withdraw, stops=("*",)),
)  # fmt: skip

HEARING = (
    Step(command="nr.serve_notice", source=("screened",), target="noticed", roles=(NA,), form=form.NOTICE,
         reduce=change.serve_notice, starts=("response",)),
    Step(command="nr.give_access", source=("noticed",), target=SAME, roles=(NA, RR), form=form.ACCESS,
         reduce=change.give_access),
    Step(command="nr.take_answer", source=("noticed",), target=SAME, roles=(JU, RR), form=form.ANSWER,
         reduce=change.take_answer),
    Step(command="nr.hear", source=("noticed",), target="heard", roles=(JU,), form=form.HEARING, reduce=change.hear,
         different_from=(*WRITERS, "nr.screen"), stops=("response",)),
)  # fmt: skip

CHECKS = (
    Step(command="nr.ask_asylum", source=HEARD, target=SAME, roles=(NA, RR), reduce=change.ask_asylum),
    Step(command="nr.ask_state", source=("heard", "checked"), target="asking", roles=(NA,), form=form.QUESTION,
         reduce=change.ask_state, starts=("confirmation",)),
    Step(command="nr.take_confirmation", source=("heard", "asking", "checked"), target="checked", roles=(NA,),
         form=form.CONFIRMATION, reduce=change.take_confirmation, different_from=WRITERS, stops=("confirmation",)),
    Step(command="nr.take_confirmation", source=("weighed", "final"), target=SAME, roles=(NA,),
         form=form.CONFIRMATION, reduce=change.take_confirmation, different_from=WRITERS),
    Step(command="nr.lapse", source=("asking",), target="checked", clock=True, form=(CLOCK,), reduce=change.lapse,
         stops=("confirmation",)),
    Step(command="nr.check_family", source=(*HEARD, "final"), target=SAME, roles=(NA,), form=form.FAMILY,
         reduce=change.check_family),
    Step(command="nr.weigh", source=("checked", "weighed"), target="weighed", roles=(NA,), form=form.WEIGHING,
         reduce=change.weigh),
)  # fmt: skip

DECISION = (
    Step(command="nr.keep", source=("noticed", *HEARD), target="kept", roles=(NA, JU), form=(REASONS,),
         reduce=change.keep, stops=("*",)),
    Step(command="nr.fix", source=HEARD, target="fixed", roles=(NA, JU), form=form.MILDER, reduce=change.fix,
         stops=("*",)),
    Step(command="nr.cancel", source=("weighed",), target="cancelled", roles=(NA,), form=form.DECISION,
         reduce=change.cancel, different_from=WRITERS, stops=("*",)),
    Step(command="nr.serve_decision", source=("cancelled",), target="appeal_open", roles=(NA,), form=form.SERVICE,
         reduce=change.serve_decision, starts=("appeal",)),
    Step(command="nr.appeal", source=("cancelled", "appeal_open"), target="appealed", roles=(JU, RR),
         form=form.APPEAL, reduce=change.appeal, stops=("appeal",)),
    Step(command="nr.uphold", source=("appealed",), target="final", roles=(JU,), form=(REASONS, FACTS),
         reduce=change.uphold, different_from=("nr.hear",)),
    Step(command="nr.quash", source=("appealed",), target="restored", roles=(JU,), form=(REASONS,),
         reduce=change.quash, different_from=("nr.hear",)),
    Step(command="nr.make_final", source=("appeal_open",), target="final", clock=True, form=(CLOCK,),
         reduce=change.make_final, stops=("appeal",)),
    Step(command="nr.effect", source=("final",), target="effective", roles=(NA,),
         reduce=change.take_effect, different_from=("nr.cancel",)),
    Step(command="nr.restore", source=(*CANCELLED, "effective"), target="restored", roles=(NA, JU, RR),
         form=form.RESTORING, reduce=change.restore, stops=("*",)),
)  # fmt: skip

BESIDE = (
    Step(command="nr.state_facts", source=(*BEFORE_DECISION, *CANCELLED), target=SAME, roles=(NA, DP, RR, JU, AS),
         form=STATE_FACTS),
    Step(command="nr.decide", source=(*BEFORE_DECISION, *CANCELLED), target=SAME, roles=(NA, RR, JU), form=DECIDE,
         reduce=decide),
    Step(command="nr.escalate", source=("noticed",), target=SAME, clock=True, form=(CLOCK,)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="nationality_review",
    prefix="nr",
    record_kind="review",
    steps=TRIAGE + HEARING + CHECKS + DECISION + BESIDE,
    ends=("kept", "fixed", "withdrawn", "restored"),
    act="nationality_review",
    writers=WRITERS,
    clocks=(
        Clock(name="response", rule="nationality_response", acting="own", pausable=False),
        Clock(name="confirmation", rule="nationality_confirmation", acting="own", then="nr.lapse"),
        Clock(name="appeal", rule="nationality_appeal", acting="own", then="nr.make_final", pausable=False),
    ),
    readers=(NA, JU, RR, DP),
    invited=(AS,),
)
