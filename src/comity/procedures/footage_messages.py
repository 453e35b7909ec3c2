"""What a footage request puts on the link: exactly these members. Who preserved, viewed or checked stays at its node."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.footage_form import CLIP, MASK, SENT, VIEWER
from comity.procedures.request_form import ANSWER, MOMENT, USE_REPORT
from comity.procedures.request_messages import (
    GROUND,
    RETURNED,
    asking,
    ground,
    receipt,
    returned,
    said,
    said_in,
)
from comity.procedures.step import Body, Field, Message

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = Mapping[str, Any]


def _clip(state: State, form: Form, derived: Derived) -> Body:
    """The masked copies and how they may be used; the originals stay."""
    review, release = state["review"], state["release"]
    return {
        "clips": [{item.name: row[item.name] for item in CLIP} for row in review["clips"]],
        "masks": [{item.name: row[item.name] for item in MASK} for row in review["masks"]],
        "viewers": [dict(row) for row in release["viewers"]],
        **{name: release[name] for name in ("handling", "conditions", "expires_on")},
        "no_data": not review["clips"],
        "released_at": state.get("released_at", ""),
    }


def _deleted(state: State, form: Form, derived: Derived) -> Body:
    return {"hashes": [row["sha256"] for row in state.get("deleted_files", [])]}


MESSAGES = (
    asking("footage.request", prefix="ft", sent=SENT),
    receipt("footage.received"),
    Message(type="footage.returned", make=returned, fields=RETURNED),
    Message(type="footage.withdraw"),
    Message(type="footage.withdrawn"),
    Message(type="footage.too_late"),
    Message(type="footage.refused", make=ground, fields=(GROUND,)),
    Message(type="footage.consult", make=ground, fields=(GROUND,)),
    Message(type="footage.consulted", make=said("answer"), fields=(ANSWER,)),
    Message(
        type="footage.clip",
        make=_clip,
        fields=(
            Field(name="clips", kind="list", fields=CLIP),
            Field(name="masks", kind="list", fields=MASK),
            Field(name="viewers", kind="list", fields=VIEWER),
            Field(name="handling", kind="choices", codes="handling_codes"),
            Field(name="conditions", kind="choices", codes="conditions"),
            Field(name="expires_on", kind="date"),
            Field(name="no_data", kind="yes_no"),
            Field(name="released_at", limit=MOMENT),
        ),
    ),
    Message(type="footage.use_report", make=said_in(USE_REPORT), fields=USE_REPORT),
    Message(type="footage.deleted", make=_deleted, fields=(Field(name="hashes", kind="list", limit=64),)),
)
SETTLING = (
    ("footage.deleted", "deleted"),
    ("footage.use_report", "reported"),
    ("footage.withdrawn", "withdrawn"),
    ("footage.refused", "refused"),
    ("footage.returned", "returned"),
    ("footage.clip", "answered"),
    ("footage.received", "received"),
)
"""What both offices say it has come to: the first of these that crossed in this round."""
