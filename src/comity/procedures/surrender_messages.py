"""What surrender puts on the link: never a review, a freeze, a status or a reason, and nothing of the court's file."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.mirror import ranked
from comity.procedures.request_form import ANSWER, LOCAL, MOMENT
from comity.procedures.request_messages import GROUND, RETURNED, asking, ground, receipt, returned, said
from comity.procedures.step import Body, Field, Message
from comity.procedures.surrender_form import (
    ASSURANCE,
    ASSURED,
    CHARGE,
    HANDED,
    HANDOVER_DATE,
    MISSING,
    REPORT,
    REQUEST,
)

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = Mapping[str, Any]

SENT = tuple(item for item in REQUEST if item.name not in LOCAL)


def _time(name: str) -> Field:
    return Field(name=name, required=True, limit=MOMENT)


def _arrested(state: State, form: Form, derived: Derived) -> Body:
    return {"arrested_at": form["arrested_at"], "carried_seconds": int(derived.get("carried", {}).get("detention", 0))}


def _consent(state: State, form: Form, derived: Derived) -> Body:
    return {"consented_at": form["heard_at"], "waives_speciality": bool(form["waives_speciality"])}


def _granted(state: State, form: Form, derived: Derived) -> Body:
    return {
        "offences": list(state["grant"]["offences"]),
        "conditions": list(state["grant"]["conditions"]),
        "waives_speciality": bool(state["grant"]["waives_speciality"]),
    }


def _surrendered(state: State, form: Form, derived: Derived) -> Body:
    handed = state["handed_over"]
    return {name: handed[name] for name in ("surrendered_at", "medical_record", "property", "held_days")}


def _assurances(state: State, form: Form, derived: Derived) -> Body:
    return {"assurances": [dict(row) for row in form["assurances"]]}


def _charge_answer(state: State, form: Form, derived: Derived) -> Body:
    return {"conduct": form["conduct"], "consented": form["ruling"] == "accepted"}


MESSAGES = (
    asking("surrender.request", prefix="ex", sent=SENT),
    receipt("surrender.received"),
    Message(type="surrender.returned", make=returned, fields=RETURNED),
    Message(type="surrender.arrested", make=_arrested,
            fields=(_time("arrested_at"), Field(name="carried_seconds", kind="whole_number"))),
    Message(type="surrender.supplement_asked", make=said("missing"),
            fields=(Field(name="missing", kind="choices", choices=MISSING),)),
    Message(type="surrender.supplement_extended"),
    Message(type="surrender.consult", make=ground, fields=(GROUND,)),
    Message(type="surrender.consult_answer", make=said("answer"), fields=(ANSWER,)),
    Message(type="surrender.consent", make=_consent,
            fields=(_time("consented_at"), Field(name="waives_speciality", kind="yes_no"))),
    Message(type="surrender.assurances_asked", make=said("asked"),
            fields=(Field(name="asked", kind="choices", choices=ASSURED),)),
    Message(type="surrender.assurances", make=_assurances,
            fields=(Field(name="assurances", kind="list", fields=ASSURANCE, required=True),)),
    Message(type="surrender.assurance_withdrawn", make=said("assures"),
            fields=(Field(name="assures", kind="choice", choices=ASSURED),)),
    Message(type="surrender.granted", make=_granted,
            fields=(Field(name="offences", kind="list", limit=60), Field(name="conditions", kind="choices", limit=60),
                    Field(name="waives_speciality", kind="yes_no"))),
    Message(type="surrender.refused", make=ground, fields=(GROUND,)),
    Message(type="surrender.postponed", make=said("review_on"), fields=(Field(name="review_on", kind="date"),)),
    Message(type="surrender.return_promise", make=said("promise"),
            fields=(Field(name="promise", kind="long_text", limit=2000),)),
    Message(type="surrender.lent", make=said("return_by"), fields=(Field(name="return_by", kind="date"),)),
    Message(type="surrender.given_back"),
    Message(type="surrender.handover", make=said("handover_at", "place"), fields=HANDOVER_DATE),
    Message(type="surrender.uncollected"),
    Message(type="surrender.surrendered", make=_surrendered,
            fields=(_time("surrendered_at"), Field(name="medical_record", limit=200),
                    Field(name="property", kind="list", fields=HANDED),
                    Field(name="held_days", kind="whole_number"))),
    Message(type="surrender.report", make=said("charges", "stage_of_trial", "held_at", "result"), fields=REPORT),
    Message(type="surrender.charge_asked", make=said("conduct", "summary"), fields=CHARGE[:2]),
    Message(type="surrender.charge_answered", make=_charge_answer,
            fields=(Field(name="conduct", limit=60), Field(name="consented", kind="yes_no"))),
    Message(type="surrender.breach"),
    Message(type="surrender.withdraw"),
    Message(type="surrender.withdrawn"),
    Message(type="surrender.too_late"),
    Message(type="surrender.closed"),
)  # fmt: skip

MIRROR = ranked(
    "surrender.request",
    (
        ("surrender.closed", "closed"),
        ("surrender.breach", "breached"),
        ("surrender.surrendered", "surrendered"),
        ("surrender.withdrawn", "withdrawn"),
        ("surrender.refused", "refused"),
        ("surrender.returned", "returned"),
        ("surrender.uncollected", "uncollected"),
        ("surrender.handover", "handover_set"),
        ("surrender.given_back", "postponed"),
        ("surrender.lent", "lent"),
        ("surrender.postponed", "postponed"),
        ("surrender.granted", "granted"),
        ("surrender.supplement_asked", "supplementing"),
        ("surrender.received", "handled"),
    ),
)
"""One outside state, being handled, from receipt to answer, whatever the court, the reviewer or the asylum authority do."""
