"""Another use of a record: allowed in writing by the data-protection officer, until a day, or not at all (DP-01)."""

from comity.domain.roles import Role
from comity.procedures.request_form import REASONS
from comity.procedures.step import SAME, Field, Payload, State, Step


def allow(state: State, payload: Payload) -> None:
    """The record may also be read for this purpose."""
    form = payload["form"]
    row = {"by": payload["actor"], "at": payload["at"], "until": form["until"], "reasons": form["reasons"],
           "provider_consent": form["provider_consent"]}  # fmt: skip
    state["uses"] = {**state.get("uses", {}), form["purpose_code"]: row}


def end(state: State, payload: Payload) -> None:
    """No longer for this purpose."""
    wanted = payload["form"]["purpose_code"]
    state["uses"] = {code: row for code, row in state.get("uses", {}).items() if code != wanted}


def use_steps(states: tuple[str, ...]) -> tuple[Step, ...]:
    """The rows of every record about people."""
    purpose = Field(name="purpose_code", kind="choice", codes="purposes", required=True)
    return (
        Step(command="pa.allow_use", source=states, target=SAME, side="both", roles=(Role.DATA_PROTECTION,),
             form=(purpose, Field(name="until", kind="date", whole=True, required=True),
                   Field(name="provider_consent", kind="record", of=("consent",)), REASONS), reduce=allow),
        Step(command="pa.end_use", source=states, target=SAME, side="both", roles=(Role.DATA_PROTECTION,),
             form=(purpose, REASONS), reduce=end),
    )  # fmt: skip
