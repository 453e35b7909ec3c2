"""Looking at readings: a sample drawn by lot and every alarm come to the data-protection officer (DP-11, DP-12)."""

from comity.domain.roles import Role
from comity.procedures.request_form import REASONS
from comity.procedures.step import Field, Payload, Procedure, State, Step

DP, RR, JB = Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW
LOG_PURPOSES = ("lawfulness", "self_monitoring", "security", "criminal_proceedings")
"""The only uses of the log (LED art. 25(2))."""


def take_derived(state: State, payload: Payload) -> None:
    """What the node worked out itself."""
    state.update(payload["derived"])


def review(state: State, payload: Payload) -> None:
    """What a person says the reading was."""
    form = payload["form"]
    state["finding"] = {"word": form["finding"], "by": payload["actor"], "at": payload["at"],
                        "reasons": form["reasons"]}  # fmt: skip


def settle(state: State, payload: Payload) -> None:
    """What came of a reading that should not have been."""
    state["settled_as"] = payload["form"]["outcome_text"]


def hand_over(state: State, payload: Payload) -> None:
    """To whom the log of a period was given, what for, and which lines exactly, by their hash."""
    form = payload["form"]
    state.update({name: form[name] for name in ("supervisor", "log_purpose", "since", "up_to")})
    state.update(payload["derived"])


PROCEDURE = Procedure(
    name="sampling",
    prefix="sm",
    record_kind="reading",
    ends=("counted", "looked_at", "settled", "unprotected", "handed_over"),
    readers=(DP, RR, JB),
    scope="node",
    about_people=False,
    steps=(
        Step(command="sm.draw", source=(), target="counted", clock=True, reduce=take_derived),
        Step(command="sm.look", source=(), target="drawn", clock=True,
             form=(Field(name="reading", kind="whole_number"),), reduce=take_derived),
        Step(command="sm.review", source=("drawn",), target="looked_at", roles=(DP, RR, JB),
             form=(Field(name="finding", kind="choice", choices=("lawful", "unlawful", "unclear"), required=True),
                   REASONS), reduce=review),
        Step(command="sm.refer", source=("looked_at",), target="referred", roles=(DP, RR, JB), form=(REASONS,)),
        Step(command="sm.settle", source=("referred",), target="settled", roles=(DP, RR, JB),
             form=(Field(name="outcome_text", kind="long_text", required=True, limit=4000), REASONS), reduce=settle),
        Step(command="sm.protect", source=(), target="protected", roles=(DP,),
             form=(Field(name="protected_name", required=True, limit=200), REASONS), reduce=take_derived),
        Step(command="sm.unprotect", source=("protected",), target="unprotected", roles=(DP,), form=(REASONS,)),
        Step(command="sm.hand_over", source=(), target="handed_over", roles=(DP, JB),
             form=(Field(name="supervisor", required=True, limit=200),
                   Field(name="log_purpose", kind="choice", choices=LOG_PURPOSES, required=True),
                   Field(name="since", kind="date", whole=True, required=True),
                   Field(name="up_to", kind="date", whole=True, required=True), REASONS), reduce=hand_over),
    ),
)  # fmt: skip
