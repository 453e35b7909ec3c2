"""What makes the office's own processing lawful: impact assessments, processors' contracts, the public notice.

Each is written by one person and brought into force by another (LED arts 13, 22, 27-28; DP-18, DP-20, DP-22).
"""

from typing import Any

from comity.domain.processing import ACTIVITIES, SERVICES
from comity.domain.roles import Role
from comity.procedures.request_form import REASONS
from comity.procedures.step import SAME, Field, Payload, Procedure, State, Step

DP, HO, AD, SP = Role.DATA_PROTECTION, Role.HEAD_OF_OFFICE, Role.ADMINISTRATOR, Role.CONTACT_POINT
RR, JB, CA = Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW, Role.CENTRAL_AUTHORITY


def _text(name: str, limit: int = 4000) -> Field:
    return Field(name=name, kind="long_text", required=True, limit=limit)


def _day(name: str) -> Field:
    return Field(name=name, kind="date", whole=True, required=True)


ASSESSMENT = (
    Field(name="activities", kind="choices", choices=ACTIVITIES, required=True),
    _text("description"),
    _text("risks"),
    _text("measures"),
    Field(name="residual_risk", kind="choice", choices=("low", "high"), required=True),
    _day("review_on"),
)
CONTRACT = (
    Field(name="processor", required=True, limit=200),
    Field(name="service_kind", kind="choice", choices=SERVICES, required=True),
    _text("data"),
    Field(name="processing_place", required=True, limit=200),
    Field(name="sub_processors", kind="list", limit=200),
    _text("instructions"),
    Field(name="approvals", kind="long_text", limit=2000),
    _day("valid_from"),
    _day("valid_to"),
)
NOTICE = (
    Field(name="controller", required=True, limit=200),
    Field(name="contact", required=True, limit=400),
    Field(name="supervisor", required=True, limit=200),
    _text("notice_en", 8000),
    _text("notice_km", 8000),
    _text("notice_zh", 8000),
)


def _takes(kind: str) -> Any:
    def take(state: State, payload: Payload) -> None:
        state["kind"] = kind
        state.update(payload["form"])

    return take


def consult(state: State, payload: Payload) -> None:
    """What the supervisory authority said of a high risk that is left."""
    form = payload["form"]
    state["consulted"] = {"supervisor": form["supervisor"], "reference": form["reference"], "answer": form["answer"],
                          "at": payload["at"]}  # fmt: skip


PROCEDURE = Procedure(
    name="processing",
    prefix="pa",
    record_kind="processing",
    ends=("in_force", "in_use", "ended"),
    readers=(DP, HO, AD, SP, CA, RR, JB),
    scope="node",
    about_people=False,
    steps=(
        Step(command="pa.assess", source=(), target="assessed", roles=(DP,), form=ASSESSMENT,
             reduce=_takes("assessment")),
        Step(command="pa.consult_supervisor", source=("assessed",), target=SAME, roles=(DP,),
             form=(Field(name="supervisor", required=True, limit=200), Field(name="reference", required=True, limit=120),
                   Field(name="answer", kind="choice", choices=("no_objection", "objection"), required=True)),
             reduce=consult),
        Step(command="pa.approve_assessment", source=("assessed",), target="in_force", roles=(HO,), form=(REASONS,),
             different_from=("pa.assess",)),
        Step(command="pa.propose_contract", source=(), target="proposed", roles=(HO, AD, SP), form=CONTRACT,
             reduce=_takes("contract")),
        Step(command="pa.approve_contract", source=("proposed",), target="in_force", roles=(DP,), form=(REASONS,),
             different_from=("pa.propose_contract",)),
        Step(command="pa.engage", source=(), target="in_use", roles=(HO, AD),
             form=(Field(name="service_kind", kind="choice", choices=SERVICES, required=True),
                   Field(name="processor", required=True, limit=200),
                   Field(name="contract", kind="record", required=True, of=("processing",)), REASONS),
             reduce=_takes("engagement")),
        Step(command="pa.write_notice", source=(), target="written", roles=(DP,), form=NOTICE, reduce=_takes("notice")),
        Step(command="pa.publish_notice", source=("written",), target="in_force", roles=(HO,), form=(REASONS,),
             different_from=("pa.write_notice",)),
        Step(command="pa.end", source=("assessed", "proposed", "written", "in_force", "in_use"), target="ended",
             roles=(DP, HO), form=(REASONS,)),
    ),
)  # fmt: skip
