"""The check before a person is removed from the state's soil: removal never stands in for surrender.

Nothing is exchanged. What is asked is where the road really leads, who wants the person there, and whose will it is
(law gate BAS-02; CAT art. 3; ICCPR art. 13).
"""

from comity.domain.roles import Role
from comity.procedures.request_changes import decide, review_day
from comity.procedures.request_form import DECIDE, FACTS, MOMENT, REASONS, STATE_FACTS
from comity.procedures.step import SAME, Field, Payload, Procedure, State, Step
from comity.procedures.surrender_form import WANTED

RO, CS, SP, JU, RR = (Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT, Role.JUDGE,
                      Role.RIGHTS_REVIEWER)  # fmt: skip
WRITERS = ("rm.draft", "rm.amend")
OPEN = ("planned", "cleared")

REMOVAL = (
    Field(name="persons", kind="list", fields=WANTED, required=True),
    Field(name="removal_ground", kind="choice", choices=("expelled", "entry_refused", "overstayed", "own_wish"),
          required=True),
    Field(name="order", required=True, limit=200),
    Field(name="summary", kind="long_text", required=True, limit=4000),
    Field(name="destination", required=True, limit=2),
    Field(name="transit", kind="list", limit=2),
    Field(name="escort_state", limit=2),
    Field(name="travel_papers", kind="choice", choices=("own_valid", "own_issued", "destination_issued", "cancelled"),
          required=True),
    Field(name="travel_at", limit=MOMENT),
)  # fmt: skip

RETURN_CONSENT = (
    Field(name="language", required=True, limit=60),
    Field(name="own_language", kind="yes_no"),
    Field(name="interpreter", limit=200),
    Field(name="counsel", required=True, limit=200),
    Field(name="told_of_interest", kind="yes_no"),
    Field(name="understood", kind="choices",
          choices=("right_to_court", "irrevocable_after", "speciality", "no_pressure"), required=True),
    REASONS,
)  # fmt: skip


def _draft(state: State, payload: Payload) -> None:
    """A plan; whatever was said about an earlier one is said anew."""
    state["request"] = dict(payload["form"])
    state["review_on"] = review_day(payload["at"], None)
    state["stated"], state["decisions"] = {}, {}


def _record_consent(state: State, payload: Payload) -> None:
    """The person's will, as judge or reviewer heard it, for this destination and no other."""
    state["return_consent"] = {
        **payload["form"],
        "by": payload["actor"],
        "recorded_at": payload["at"],
        "recalled_at": "",
        "destination": state["request"]["destination"],
    }


def _recall_consent(state: State, payload: Payload) -> None:
    state["return_consent"] = {**state.get("return_consent", {}), "recalled_at": payload["at"]}


STEPS = (
    Step(command="rm.draft", source=(), target="planned", roles=(RO, SP), form=REMOVAL, reduce=_draft, mentions=True),
    Step(command="rm.amend", source=OPEN, target="planned", roles=(RO, SP), form=REMOVAL, reduce=_draft,
         mentions=True),
    Step(command="rm.record_consent", source=("planned",), target=SAME, roles=(JU, RR), form=RETURN_CONSENT,
         reduce=_record_consent),
    Step(command="rm.recall_consent", source=OPEN, target="planned", roles=(JU, RR), form=(REASONS,),
         reduce=_recall_consent),
    Step(command="rm.clear", source=("planned",), target="cleared", roles=(CS,), form=(FACTS,),
         different_from=WRITERS),
    Step(command="rm.carry_out", source=("cleared",), target="carried_out", roles=(SP, CS), form=(FACTS,),
         different_from=("rm.clear",), mentions=True),
    Step(command="rm.withdraw", source=OPEN, target="withdrawn", roles=(RO, SP, CS, RR, JU), form=(REASONS,)),
    Step(command="rm.state_facts", source=OPEN, target=SAME,
         roles=(Role.ASYLUM_AUTHORITY, RR, JU, Role.PROSECUTOR, CS), form=STATE_FACTS),
    Step(command="rm.decide", source=OPEN, target=SAME, roles=(JU, RR), form=DECIDE, reduce=decide),
)  # fmt: skip

PROCEDURE = Procedure(
    name="removal_check",
    prefix="rm",
    record_kind="removal",
    steps=STEPS,
    ends=("carried_out", "withdrawn"),
    act="removal_check",
    writers=WRITERS,
    readers=(CS, SP, JU, RR, Role.ASYLUM_AUTHORITY, Role.DATA_PROTECTION),
)
