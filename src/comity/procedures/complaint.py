"""The complaint: handed in by anybody, also without a name, looked into by somebody it is not about, decided in time.

Until somebody has sorted out whom it is about, the ombud alone reads it. The officer complained of and everybody who acted
on the disputed record never do (``barred``); the prosecutor only once asked. It crosses the link only in a summary that hides its author, by the author's consent or the
prosecutor's decision (CAT art. 13; UNTOC arts 24, 25; ICCPR art. 2(3)).
"""

from collections.abc import Mapping
from typing import Any

from comity.domain.roles import Role
from comity.procedures import complaint_changes as change
from comity.procedures import complaint_form as form
from comity.procedures.mirror import ranked
from comity.procedures.request_changes import decide, turn_away
from comity.procedures.request_form import CLOCK, DECIDE, REASONS, STATE_FACTS
from comity.procedures.request_messages import GROUND, neutral_ground
from comity.procedures.step import SAME, Body, Clock, Field, Message, Procedure, Step

OM, RR, JB, PR = Role.OMBUD, Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW, Role.PROSECUTOR
OPEN = ("received", "acknowledged", "triaged", "reprisal_checked", "assigned", "investigated")
ALIVE = (*OPEN, "decided", "under_review", "reviewed")
TRIAGED = ("triaged", "reprisal_checked", "assigned", "investigated", "decided", "under_review", "reviewed")

State = Mapping[str, Any]


def _notice(state: State, form_: Mapping[str, Any], derived: Mapping[str, Any]) -> Body:
    """The words that were proposed, the kind of matter and their language: nothing on who complained."""
    return {
        "summary": state["proposal"]["shared_summary"],
        "category": state["triage"]["category"],
        "language": state["request"]["language"],
    }


def note_returned(state: dict[str, Any], payload: Mapping[str, Any]) -> None:
    """The partner did not take it."""
    state["ground"] = payload["message"]["body"]["ground"]


AUTHOR_SIDE = (
    Step(command="cm.hand_in", source=(), target="received", side="requesting", public=True, form=form.HANDED_IN,
         reduce=change.hand_in, starts=("acknowledgement", "decision")),
    Step(command="cm.draft", source=(), target="received", side="requesting", roles=(OM,), form=form.COMPLAINT,
         reduce=change.hand_in, starts=("acknowledgement", "decision")),
    Step(command="cm.add_words", source=ALIVE, target=SAME, side="requesting", roles=(OM,), public=True,
         form=(form.WORDS,), reduce=change.add_words),
    Step(command="cm.set_consent", source=ALIVE, target=SAME, side="requesting", roles=(OM,), public=True,
         form=(form.CONSENT,), reduce=change.set_consent),
    Step(command="cm.withdraw", source=OPEN, target="withdrawn", side="requesting", roles=(OM,), public=True,
         form=(REASONS,), stops=("*",)),
    Step(command="cm.ask_review", source=("decided",), target="under_review", side="requesting", roles=(OM,), public=True,
         form=(form.WORDS,), reduce=change.ask_review, stops=("review",)),
)  # fmt: skip

DESK = (
    Step(command="cm.acknowledge", source=("received",), target="acknowledged", side="requesting", roles=(OM,),
         stops=("acknowledgement",)),
    Step(command="cm.screen", source=("received", "acknowledged"), target="triaged", side="requesting", roles=(OM,),
         form=form.TRIAGE, reduce=change.screen, stops=("acknowledgement",)),
    Step(command="cm.check_reprisal", source=("triaged",), target="reprisal_checked", side="requesting", roles=(OM, RR),
         form=form.REPRISAL, reduce=change.check_reprisal),
    Step(command="cm.assign", source=("reprisal_checked", "assigned"), target="assigned", side="requesting", roles=(OM,),
         form=form.ASSIGNMENT, reduce=change.assign),
    Step(command="cm.hear_officer", source=("assigned",), target=SAME, side="requesting", roles=(OM, RR),
         form=form.OFFICER_HEARD, reduce=change.hear_officer),
    Step(command="cm.investigate", source=("assigned",), target="investigated", side="requesting", roles=(OM, RR),
         form=form.FINDINGS, reduce=change.investigate),
    Step(command="cm.conclude", source=("investigated",), target="decided", side="requesting", roles=(OM,),
         form=form.CONCLUSION, reduce=change.conclude, different_from=("cm.investigate",), stops=("decision",),
         starts=("review",)),
    Step(command="cm.review", source=("under_review",), target="reviewed", side="requesting", roles=(JB,), form=form.REVIEW,
         reduce=change.review, different_from=("cm.conclude", "cm.investigate"), lands=change.reviewed_state),
    Step(command="cm.lift_pause", source=("investigated", "decided", "under_review", "reviewed"), target=SAME,
         side="requesting", roles=(OM, JB), form=(REASONS,), reduce=change.lift_pause),
    Step(command="cm.close", source=("reviewed",), target="closed", side="requesting", roles=(OM, JB), stops=("*",)),
    Step(command="cm.lapse", source=("decided",), target="closed", side="requesting", clock=True, form=(CLOCK,),
         stops=("*",)),
)  # fmt: skip

LEAVING = (
    Step(command="cm.ask_prosecutor", source=TRIAGED, target=SAME, side="requesting", roles=(OM,), form=(REASONS,),
         reduce=change.invite),
    Step(command="cm.refer", source=TRIAGED, target=SAME, side="requesting", roles=(OM,), form=form.REFERRAL,
         reduce=change.refer),
    Step(command="cm.propose_share", source=TRIAGED, target=SAME, side="requesting", roles=(OM,), form=form.PROPOSAL,
         reduce=change.propose_share),
    Step(command="cm.share", source=TRIAGED, target=SAME, side="requesting", roles=(OM, RR), sends="complaint.notice",
         reduce=change.share, different_from=("cm.propose_share",)),
    Step(command="cm.note_returned", source=(*ALIVE, "closed", "withdrawn"), target=SAME, side="requesting",
         receives="complaint.returned", reduce=note_returned),
    Step(command="cm.receive", source=(), target="notice_received", side="requested", receives="complaint.notice",
         reduce=change.receive),
    Step(command="cm.turn_away", source=(), target="returned", side="requested", receives="complaint.notice",
         sends="complaint.returned", reduce=turn_away),
    Step(command="cm.close_notice", source=("notice_received",), target="closed", side="requested", roles=(OM,),
         form=(REASONS,), reduce=change.close_notice),
)  # fmt: skip

BESIDE = (
    Step(command="cm.state_facts", source=ALIVE, target=SAME, side="requesting", roles=(OM, RR, PR), form=STATE_FACTS),
    Step(command="cm.decide", source=TRIAGED, target=SAME, side="requesting", roles=(PR,), form=DECIDE, reduce=decide),
    Step(command="cm.escalate", source=ALIVE, target=SAME, side="requesting", clock=True, form=(CLOCK,)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="complaint",
    prefix="cm",
    record_kind="complaint",
    steps=AUTHOR_SIDE + DESK + LEAVING + BESIDE,
    ends=("closed", "withdrawn", "returned"),
    act="complaint",
    writers=("cm.hand_in", "cm.draft"),
    clocks=(
        Clock(name="acknowledgement", rule="complaint_acknowledgement", acting="own"),
        Clock(name="decision", rule="complaint_decision", acting="own"),
        Clock(name="review", rule="complaint_review", acting="own", then="cm.lapse"),
    ),
    messages=(
        Message(
            type="complaint.notice",
            make=_notice,
            fields=(
                Field(name="summary", kind="long_text", limit=4000, required=True),
                Field(name="category", kind="choice", choices=form.CATEGORIES, required=True),
                Field(name="language", limit=12),
            ),
            life=True,
        ),
        Message(type="complaint.returned", make=neutral_ground, fields=(GROUND,)),
    ),
    mirror=ranked("complaint.notice", (("complaint.returned", "returned"),)),
    readers=(OM,),
    invited=(RR, JB, PR),
    bars=True,
)
