"""The wish of the person concerned: to see, to correct, to erase, to restrict what this node holds about him or her.

Answered in a month, or held back for a reason of the closed list, filed for the supervisor and looked at again; where
nothing may be told, the answer is that of nothing found. What is given is itself a disclosure and takes the gates. Who
is refused can have an independent body check (Directive (EU) 2016/680 arts 12 to 17; Convention 108 art. 8).
"""

from comity.domain.roles import Role
from comity.procedures import subject_changes as change
from comity.procedures import subject_form as form
from comity.procedures.complaint_changes import invite
from comity.procedures.request_changes import decide
from comity.procedures.request_form import CLOCK, DECIDE, FACTS, REASONS, STATE_FACTS
from comity.procedures.step import SAME, Clock, Procedure, Step

DP, RR, JB, PR = Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW, Role.PROSECUTOR
READERS = (DP, RR, JB)
"""Also who may enter it: its writer sees it, and with it that a review or a surrender about the person exists."""
WRITERS = ("ds.draft", "ds.amend")
WORK = ("identity_known", "searched", "prepared", "approved")
ANSWERED = ("answered", "limited", "settled")

STEPS = (
    Step(command="ds.draft", source=(), target="received", roles=READERS, form=form.WISH, reduce=change.draft,
         starts=("answer",), mentions=True),
    Step(command="ds.amend", source=("received", "returned"), target="received", roles=READERS, form=form.WISH,
         reduce=change.draft, starts=("answer",), mentions=True),
    Step(command="ds.return_incomplete", source=("received", "identity_known"), target="returned", roles=(DP,),
         form=form.LACKING, reduce=change.lack, stops=("answer",)),
    Step(command="ds.identify", source=("received",), target="identity_known", roles=(DP,), form=form.IDENTIFICATION,
         reduce=change.identify, different_from=WRITERS),
    Step(command="ds.restrict", source=("identity_known", "searched"), target=SAME, roles=(DP,), form=form.RESTRICTION,
         reduce=change.restrict),
    Step(command="ds.search", source=("identity_known", "searched", "limited"), target="searched", roles=(DP,),
         reduce=change.search),
    Step(command="ds.prepare_release", source=("searched", "prepared"), target="prepared", roles=(DP,),
         form=form.PACKAGE, reduce=change.prepare),
    Step(command="ds.approve_release", source=("prepared",), target="approved", roles=(RR,), form=(FACTS,),
         different_from=("ds.prepare_release", *WRITERS)),
    Step(command="ds.release", source=("approved",), target="answered", roles=(DP,), reduce=change.answer,
         different_from=("ds.approve_release",), stops=("*",)),
    Step(command="ds.release_in_part", source=("approved",), target="limited", roles=(DP,), reduce=change.answer,
         different_from=("ds.approve_release",), stops=("*",), starts=("limit_review",)),
    Step(command="ds.keep_limits", source=("limited",), target=SAME, roles=(RR,), form=(REASONS,),
         reduce=change.keep_limits, different_from=("ds.prepare_release",), starts=("limit_review",)),
    Step(command="ds.settle", source=("searched",), target="settled", roles=(DP,), form=form.SETTLEMENT,
         reduce=change.settle, different_from=WRITERS, stops=("*",)),
    Step(command="ds.ask_check", source=ANSWERED, target="checking", roles=READERS, form=(REASONS,),
         starts=("check",)),
    Step(command="ds.check", source=("checking",), target="checked", roles=(JB, DP), form=form.CHECK,
         reduce=change.check, stops=("check", "limit_review"),
         different_from=("ds.identify", "ds.prepare_release", "ds.approve_release", "ds.settle")),
    Step(command="ds.search_again", source=("checked",), target="searched", roles=(DP,), reduce=change.search,
         starts=("answer",)),
    Step(command="ds.close", source=("answered", "settled", "checked"), target="closed", roles=(DP,), stops=("*",)),
    Step(command="ds.withdraw", source=("received", "returned", *WORK), target="withdrawn", roles=READERS,
         form=(REASONS,), stops=("*",)),
    Step(command="ds.ask_prosecutor", source=WORK, target=SAME, roles=(DP,), form=(REASONS,), reduce=invite),
    Step(command="ds.state_facts", source=("received", *WORK), target=SAME, roles=(DP, RR, PR), form=STATE_FACTS),
    Step(command="ds.decide", source=WORK, target=SAME, roles=(PR,), form=DECIDE, reduce=decide),
    Step(command="ds.escalate", source=("received", *WORK, "limited", "checking"), target=SAME, clock=True,
         form=(CLOCK,)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="data_subject",
    prefix="ds",
    record_kind="wish",
    steps=STEPS,
    ends=("closed", "withdrawn"),
    act="data_subject",
    writers=WRITERS,
    clocks=(
        Clock(name="answer", rule="subject_answer", acting="own"),
        Clock(name="limit_review", rule="subject_limit_review", acting="own"),
        Clock(name="check", rule="subject_check", acting="own"),
    ),
    readers=READERS,
    invited=(PR,),
)
