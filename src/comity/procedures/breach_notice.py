"""A breach of personal data: found by anybody, assessed, told to the supervisor in 72 hours, to the partner whose data it
was without delay, to the person where the risk is high (LED arts 30-31; DP-19).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.domain.breach import EXCEPTIONS, KINDS, RISKS
from comity.domain.roles import Role
from comity.procedures.request_form import CLOCK, PARTNER, REASONS
from comity.procedures.step import SAME, Body, Clock, Field, Message, Payload, Procedure, State, Step

DP, HO, SP, RR, JB = (Role.DATA_PROTECTION, Role.HEAD_OF_OFFICE, Role.CONTACT_POINT, Role.RIGHTS_REVIEWER,
                      Role.JOINT_REVIEW)  # fmt: skip
ANYBODY = tuple(Role)

FOUND = (
    Field(name="found_on", kind="date", whole=True, required=True),
    Field(name="what_happened", kind="long_text", required=True, limit=4000),
    Field(name="kinds", kind="choices", choices=KINDS, required=True),
)
ASSESSED = (
    Field(name="risk", kind="choice", choices=RISKS, required=True),
    Field(name="people", kind="whole_number"),
    Field(name="consequences", kind="long_text", required=True, limit=4000),
    Field(name="measures", kind="long_text", required=True, limit=4000),
)
PARTNER_DATA = (
    PARTNER,
    Field(name="partner_records", kind="list", limit=120),
)
TOLD = (
    Field(name="kinds", kind="choices", choices=KINDS),
    Field(name="partner_records", kind="list", limit=120),
    Field(name="people", kind="whole_number"),
    Field(name="consequences", kind="long_text", limit=4000),
    Field(name="measures", kind="long_text", limit=4000),
    Field(name="found_on", kind="date"),
)


def report(state: State, payload: Payload) -> None:
    """Somebody noticed it; the time counts from here."""
    state["data_breach"] = dict(payload["form"])


def assess(state: State, payload: Payload) -> None:
    """How grave it is, whose data it was, what is done about it."""
    form = dict(payload["form"])
    state["partner"] = form.pop("partner", "")
    state["data_breach"] = {**state["data_breach"], **form}


def _noted(member: str, *names: str) -> Any:
    def note(state: State, payload: Payload) -> None:
        form = payload["form"]
        row = {name: form[name] for name in names}
        state[member] = {**row, "at": payload["at"], "by": payload["actor"]}

    return note


def take_notice(state: State, payload: Payload) -> None:
    """What the partner tells of data we gave it."""
    body = payload["message"]["body"]
    state["partner"] = payload["message"]["from"]
    state["data_breach"] = {item.name: body[item.name] for item in TOLD}


def _notice(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> Body:
    """What happened to the partner's own data, and no word of anybody else's."""
    breach = state["data_breach"]
    return {item.name: breach.get(item.name, []) for item in TOLD}


def mirror(messages: Sequence[Mapping[str, Any]]) -> str:
    """Told, or told and acknowledged."""
    types = {str(row["type"]) for row in messages}
    return "acknowledged" if "notice.acknowledged" in types else "told" if "notice.given" in types else ""


def done_with(state: Mapping[str, Any]) -> list[str]:
    """What is still owed before a breach can be closed: the supervisor, the partner, the person."""
    breach = state.get("data_breach") or {}
    risk = breach.get("risk")
    owed = []
    if risk in ("risk", "high") and "supervisor_told" not in state:
        owed.append("supervisor_not_told")
    if state.get("partner") and state.get("side") != "requested" and "partner_told" not in state:
        owed.append("partner_not_told")
    if risk == "high" and not {"person_told", "person_not_told"} & set(state):
        owed.append("person_not_told")
    return owed


OPEN = ("assessed",)
STEPS = (
    Step(command="bn.report", source=(), target="found", side="requesting", roles=ANYBODY, form=FOUND,
         starts=("supervisor", "partner"), reduce=report),
    Step(command="bn.assess", source=("found", "assessed"), target="assessed", side="requesting", roles=(DP,),
         form=ASSESSED, stops=("partner",), reduce=assess),
    Step(command="bn.assess_partner_data", source=("found", "assessed"), target="assessed", side="requesting",
         roles=(DP,), form=(*ASSESSED, *PARTNER_DATA), reduce=assess),
    Step(command="bn.tell_supervisor", source=OPEN, target=SAME, side="requesting", roles=(DP,),
         form=(Field(name="supervisor", required=True, limit=200), Field(name="reference", required=True, limit=120),
               Field(name="delay_reasons", kind="long_text", limit=4000)), stops=("supervisor",),
         reduce=_noted("supervisor_told", "supervisor", "reference", "delay_reasons")),
    Step(command="bn.tell_partner", source=OPEN, target=SAME, side="requesting", roles=(DP, SP),
         sends="notice.given", stops=("partner",), reduce=_noted("partner_told")),
    Step(command="bn.tell_person", source=OPEN, target=SAME, side="requesting", roles=(DP,),
         form=(Field(name="told_how", kind="long_text", required=True, limit=2000),),
         reduce=_noted("person_told", "told_how")),
    Step(command="bn.not_tell_person", source=OPEN, target=SAME, side="requesting", roles=(DP,),
         form=(Field(name="exception", kind="choice", choices=EXCEPTIONS, required=True), REASONS),
         reduce=_noted("person_not_told", "exception", "reasons")),
    Step(command="bn.escalate", source=("found", "assessed"), target=SAME, side="requesting", clock=True,
         form=(CLOCK,)),
    Step(command="bn.close", source=OPEN, target="closed", side="requesting", roles=(DP,), form=(REASONS,),
         stops=("*",)),
    Step(command="bn.note_acknowledged", source=("found", "assessed", "closed"), target=SAME, side="requesting",
         receives="notice.acknowledged"),
    Step(command="bn.receive", source=(), target="received", side="requested", receives="notice.given",
         reduce=take_notice),
    Step(command="bn.acknowledge", source=("received",), target="acknowledged", side="requested", roles=(DP, SP),
         form=(REASONS,), sends="notice.acknowledged"),
)  # fmt: skip

PROCEDURE = Procedure(
    name="breach_notice",
    prefix="bn",
    record_kind="breach",
    steps=STEPS,
    ends=("closed", "acknowledged"),
    act="breach_notice",
    writers=("bn.report",),
    clocks=(Clock(name="supervisor", rule="breach_supervisor", acting="own", pausable=False),
            Clock(name="partner", rule="breach_partner", acting="own", pausable=False)),
    messages=(Message(type="notice.given", make=_notice, fields=TOLD, life=True), Message(type="notice.acknowledged")),
    mirror=mirror,
    readers=(DP, HO, RR, JB, SP),
    scope="node",
    about_people=False,
)  # fmt: skip
