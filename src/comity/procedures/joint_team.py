"""The joint team, or campaign (UNTOC art. 19; MLA 2nd Protocol art. 20): one table of steps for both offices.

One office proposes, both assess the rights at stake by themselves, both sign, and each starts on its own soil. Inside
the team every act on a person is a case of its own: a step names one case, never many. Afterwards each office settles
what it holds, and figures are published that single out nobody.
"""

from collections.abc import Mapping
from typing import Any

from comity.domain.roles import Role
from comity.procedures import joint_team_changes as team
from comity.procedures import request_changes as change
from comity.procedures.joint_team_form import (
    ADD_CASE,
    ASSESSMENT,
    ENTRUST,
    EVALUATION,
    EXTENSION,
    FIGURE,
    ORDER,
    PROPOSAL,
    SETTLEMENT,
    SIGNING,
    TERMS,
)
from comity.procedures.joint_team_mirror import team_state
from comity.procedures.request_form import ANSWER, CLOCK, DECIDE, FACTS, GROUND, NOTE, REASONS, STATE_FACTS
from comity.procedures.request_messages import GROUND as GROUND_TOLD
from comity.procedures.request_messages import OFFICERS, ground, neutral_ground, receipt, said
from comity.procedures.request_steps import answer_steps, consult_steps, first_or_again, freeze_steps
from comity.procedures.sides import each_side
from comity.procedures.step import SAME, Clock, Field, Message, Procedure, Step

RO, CS, SP, TL = Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT, Role.TEAM_LEADER
HO, CA, RR, DP = Role.HEAD_OF_OFFICE, Role.CENTRAL_AUTHORITY, Role.RIGHTS_REVIEWER, Role.DATA_PROTECTION
JB, PR, JU = Role.JOINT_REVIEW, Role.PROSECUTOR, Role.JUDGE
REVIEWERS = (SP, CS, CA, RR, DP, PR, JU, JB)

RUNNING = ("active", "extended")
STANDING = ("agreed", *RUNNING)
LIVE = (*STANDING, "suspended")
AFTER = ("ended", "data_settled", "evaluated")
ASKED = ("proposed", "consulting", "withdrawing")
OPEN = ("received", "screened", "assessed", "consulting", "consulted", "frozen")
WRITTEN = ("draft", "certified", "assessed", "returned")
JUDGED = tuple(dict.fromkeys((*WRITTEN, *OPEN, "agreed", *RUNNING)))
WAITING = tuple(dict.fromkeys((*OPEN, *ASKED)))

REQUESTING = (
    Step(command="jt.draft", source=(), target="draft", side="requesting", roles=(TL, RO), form=PROPOSAL,
         reduce=team.draft),
    Step(command="jt.amend", source=WRITTEN, target="draft", side="requesting", roles=(TL, RO), form=PROPOSAL,
         reduce=team.draft),
    Step(command="jt.certify", source=("draft",), target="certified", side="requesting", roles=(CS,),
         form=(FACTS, NOTE), different_from=("jt.draft", "jt.amend")),
    Step(command="jt.assess", source=("certified",), target="assessed", side="requesting", roles=(RR,),
         form=ASSESSMENT, different_from=("jt.draft", "jt.amend", "jt.certify"), reduce=team.assess),
    Step(command="jt.send", source=("assessed",), target="proposed", side="requesting", roles=(HO, CA),
         form=(FACTS,), different_from=("jt.draft", "jt.amend", "jt.certify", "jt.assess"), sends="team.proposal",
         reduce=team.send),
    Step(command="jt.note_received", source=ASKED, target=SAME, side="requesting", receives="team.received",
         starts=("answer",), reduce=change.note_received),
    Step(command="jt.note_returned", source=ASKED, target="returned", side="requesting", receives="team.returned",
         stops=("*",), reduce=change.note_returned),
    *answer_steps("jt", ("proposed",), beside=("consulting", "withdrawing"), roles=(SP, CS, HO),
                  receives="team.consult", sends="team.consult_answer", target="proposed"),
    Step(command="jt.note_refused", source=ASKED, target="refused", side="requesting", receives="team.refused",
         stops=("*",), reduce=change.note_refused),
    Step(command="jt.note_agreed", source=ASKED, target="agreed", side="requesting", receives="team.agreed",
         stops=("answer",), starts=("term",), reduce=team.agree),
    Step(command="jt.withdraw", source=WRITTEN, target="withdrawn", side="requesting", roles=(TL, RO, HO),
         form=(REASONS,)),
    Step(command="jt.withdraw", source=("proposed", "consulting"), target="withdrawing", side="requesting",
         roles=(TL, RO, HO), form=(REASONS,), sends="team.withdraw"),
    Step(command="jt.note_withdrawn", source=ASKED, target="withdrawn", side="requesting",
         receives="team.withdrawn", stops=("*",)),
    Step(command="jt.note_too_late", source=(*ASKED, "refused", "returned", *LIVE, *AFTER), target=SAME,
         side="requesting", receives="team.too_late"),
)  # fmt: skip

REQUESTED = (
    *first_or_again(
        Step(command="jt.receive", source=(), target="received", side="requested", receives="team.proposal",
             sends="team.received", starts=("answer",), reduce=team.receive),
        Step(command="jt.turn_away", source=(), target="returned", side="requested", receives="team.proposal",
             sends="team.returned", reduce=change.turn_away),
    ),
    Step(command="jt.screen", source=("received",), target="screened", side="requested", roles=(SP, CS),
         form=(FACTS,)),
    Step(command="jt.assess", source=("screened",), target="assessed", side="requested", roles=(RR,),
         form=ASSESSMENT, different_from=("jt.screen",), reduce=team.assess),
    Step(command="jt.agree", source=("assessed",), target="agreed", side="requested", roles=(HO, CA), form=SIGNING,
         different_from=("jt.screen", "jt.assess"), sends="team.agreed", stops=("answer",), starts=("term",),
         reduce=team.agree),
    *consult_steps("jt", ("received", "screened", "assessed"), roles=(SP,), sends="team.consult",
                   receives="team.consult_answer"),
    Step(command="jt.refuse", source=("consulting", "consulted"), target="refused", side="requested",
         roles=(SP, HO), form=(GROUND, REASONS), sends="team.refused", stops=("*",), reduce=change.refuse),
    *freeze_steps("jt", ("received", "screened", "assessed")),
    Step(command="jt.note_withdrawal", source=OPEN, target="withdrawn", side="requested", receives="team.withdraw",
         sends="team.withdrawn", stops=("*",)),
    Step(command="jt.note_withdrawal", source=("refused", "returned", "withdrawn", *LIVE, *AFTER), target=SAME,
         side="requested", receives="team.withdraw", sends="team.too_late"),
)  # fmt: skip

TOGETHER = each_side(
    Step(command="jt.start", source=("agreed",), target="active", roles=(TL, HO), form=(FACTS,),
         sends="team.started", reduce=team.start),
    Step(command="jt.note_started", source=LIVE, target=SAME, receives="team.started", reduce=team.note_started),
    Step(command="jt.add_case", source=RUNNING, target=SAME, roles=(TL, RO, SP, CS), form=ADD_CASE,
         reduce=team.add_case),
    Step(command="jt.ask_order", source=RUNNING, target=SAME, roles=(TL,), form=ORDER, reduce=team.ask_order),
    Step(command="jt.drop_order", source=RUNNING, target=SAME, roles=(TL,), reduce=team.drop_order),
    Step(command="jt.order", source=RUNNING, target=SAME, roles=(TL,), form=ORDER, reduce=team.order),
    Step(command="jt.entrust", source=RUNNING, target=SAME, roles=(TL,), form=ENTRUST, reduce=team.entrust),
    Step(command="jt.ask_extension", source=RUNNING, target=SAME, roles=(HO, CA), form=EXTENSION,
         sends="team.extension", reduce=team.ask_extension),
    Step(command="jt.note_extension", source=LIVE, target=SAME, receives="team.extension",
         reduce=team.ask_extension),
    Step(command="jt.agree_extension", source=RUNNING, target="extended", roles=(HO, CA), form=(REASONS,),
         sends="team.extended", starts=("term",), reduce=team.agree_extension),
    Step(command="jt.note_extended", source=("agreed", *RUNNING), target="extended", receives="team.extended",
         starts=("term",), reduce=team.agree_extension),
    Step(command="jt.note_extended", source=("suspended",), target=SAME, receives="team.extended",
         starts=("term",), reduce=team.agree_extension),
    Step(command="jt.decline_extension", source=RUNNING, target=SAME, roles=(HO, CA), form=(REASONS,),
         sends="team.extension_declined", reduce=team.decline_extension),
    Step(command="jt.note_extension_declined", source=LIVE, target=SAME, receives="team.extension_declined",
         reduce=team.decline_extension),
    Step(command="jt.suspend", source=STANDING, target="suspended", roles=(TL, HO, SP, RR, JB), form=(REASONS,),
         sends="team.suspended", reduce=team.suspend),
    Step(command="jt.suspend", source=("suspended",), target=SAME, roles=(TL, HO, SP, RR, JB), form=(REASONS,),
         sends="team.suspended", reduce=team.suspend),
    Step(command="jt.note_suspended", source=STANDING, target="suspended", receives="team.suspended",
         reduce=team.suspend),
    Step(command="jt.note_suspended", source=("suspended",), target=SAME, receives="team.suspended",
         reduce=team.suspend),
    Step(command="jt.lift", source=("suspended",), target="suspended", roles=(RR, JB, HO), form=(REASONS,),
         sends="team.lifted", reduce=team.lift, lands=team.lifted_state),
    Step(command="jt.note_lifted", source=("suspended",), target="suspended", receives="team.lifted",
         reduce=team.lift, lands=team.lifted_state),
    Step(command="jt.end", source=LIVE, target="ended", roles=(TL, HO, CA), form=(REASONS,), sends="team.ended",
         stops=("*",), reduce=team.end),
    Step(command="jt.note_ended", source=LIVE, target="ended", receives="team.ended", stops=("*",),
         reduce=team.end),
    Step(command="jt.note_ended", source=AFTER, target=SAME, receives="team.ended", reduce=team.end),
    Step(command="jt.expire", source=LIVE, target="ended", clock=True, form=(CLOCK,),
         sends="team.ended", stops=("*",), reduce=team.end),
    Step(command="jt.settle_data", source=("ended",), target="data_settled", roles=(DP,), form=SETTLEMENT,
         sends="team.settled", reduce=team.settle_data),
    Step(command="jt.note_settled", source=AFTER, target=SAME, receives="team.settled", reduce=team.note_settled),
    Step(command="jt.evaluate", source=("data_settled",), target="evaluated", roles=(HO, SP), form=EVALUATION,
         different_from=("jt.settle_data",), sends="team.evaluation", reduce=team.evaluate),
    Step(command="jt.evaluate", source=("evaluated",), target=SAME, roles=(HO, SP), form=EVALUATION,
         different_from=("jt.settle_data",), sends="team.evaluation", reduce=team.evaluate),
    Step(command="jt.note_evaluation", source=AFTER, target=SAME, receives="team.evaluation", reduce=team.evaluate),
)  # fmt: skip

BOTH = (
    Step(command="jt.state_facts", source=JUDGED, target=SAME, side="both",
         roles=REVIEWERS, form=STATE_FACTS),
    Step(command="jt.decide", source=JUDGED, target=SAME, side="both",
         roles=REVIEWERS, form=DECIDE, reduce=change.decide),
    Step(command="jt.escalate", source=WAITING, target=SAME, side="both", clock=True,
         form=(CLOCK,)),
)  # fmt: skip


def _signers(state: Mapping[str, Any]) -> dict[str, str]:
    actors = state.get("actors", {})
    return {
        "requester": str(actors.get("jt.amend") or actors.get("jt.draft") or ""),
        "certifier": str(actors.get("jt.certify") or ""),
        "sender": str(state["signatures"]["requesting"]["by"]),
    }


def _proposal(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> dict[str, Any]:
    return {"request": {item.name: state["request"][item.name] for item in TERMS}, "officers": _signers(state)}


def _agreed(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> dict[str, Any]:
    return {"effective_from": form["effective_from"], "signer": str(state["signatures"]["requested"]["by"])}


def _lifted(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> dict[str, Any]:
    return {"reply_to": str(derived.get("suspension", ""))}


MESSAGES = (
    Message(type="team.proposal", make=_proposal, parts={"request": TERMS, "officers": OFFICERS}, life=True),
    receipt("team.received"),
    Message(type="team.returned", make=neutral_ground, fields=(GROUND_TOLD,)),
    Message(type="team.consult", make=ground, fields=(GROUND_TOLD,)),
    Message(type="team.consult_answer", make=said("answer"), fields=(ANSWER,)),
    Message(type="team.refused", make=ground, fields=(GROUND_TOLD,)),
    Message(type="team.agreed", make=_agreed, fields=(*SIGNING, Field(name="signer", limit=120))),
    Message(type="team.withdraw"),
    Message(type="team.withdrawn"),
    Message(type="team.too_late"),
    Message(type="team.started"),
    Message(type="team.extension", make=said("ends_on", "reasons"), fields=EXTENSION),
    Message(type="team.extended"),
    Message(type="team.extension_declined"),
    Message(type="team.suspended"),
    Message(type="team.lifted", make=_lifted, fields=(Field(name="reply_to", limit=120),)),
    Message(type="team.ended"),
    Message(type="team.settled"),
    Message(type="team.evaluation", make=said("figures", "lessons"),
            fields=(Field(name="figures", kind="list", fields=FIGURE, required=True),
                    Field(name="lessons", kind="long_text", required=True, limit=4000))),
)  # fmt: skip

PROCEDURE = Procedure(
    name="joint_team",
    prefix="jt",
    record_kind="team",
    act="joint_team",
    steps=REQUESTING + REQUESTED + TOGETHER + BOTH,
    ends=("withdrawn", "refused", "evaluated"),
    side_states=("consulting", "withdrawing", "frozen", "suspended"),
    writers=("jt.draft", "jt.amend"),
    clocks=(
        Clock(name="answer", rule="team_answer", acting="requested", started="received_at"),
        Clock(name="term", rule="last_day", acting="requesting", started="term_from", then="jt.expire", pausable=False),
    ),
    messages=MESSAGES,
    mirror=team_state,
    readers=(TL, SP, CS, HO, CA, RR, DP, PR, JU, JB),
)
