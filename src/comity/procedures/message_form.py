"""The exact shape of what a partner may send: the same fields a form has, so that a hostile body meets no reader.

Only shape and size are judged here. Which codes are lawful is for the gates: an unlawful request must arrive, so that
the record shows it was turned away.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.kit.clock import TimeFormatError, parse_time
from comity.procedures.form import check_form
from comity.procedures.messages import ABOUT, SENT_REQUEST, STATEMENT
from comity.procedures.own_initiative import OFFER
from comity.procedures.request_form import RELEASE, REQUEST
from comity.procedures.step import Field

FRAME = ("record", "round", "at")
"""Members every body has, checked by ``messages.well_formed``."""

TIMES = ("at", "received_at", "released_at")
"""Members that the clocks read, wherever they stand."""

_MOMENT = 24
_GROUND = Field(name="ground", limit=60)
_RETURNED = (Field(name="missing", kind="choices", limit=60), _GROUND)
_OFFICERS = tuple(Field(name=name, limit=120) for name in ("requester", "certifier", "sender"))
_SENT = tuple(item for item in REQUEST if item.name in SENT_REQUEST)
_ABOUT = tuple({item.name: item for item in (*REQUEST, *OFFER) if item.name in ABOUT}.values())
_ROWS = tuple(
    Field(name="statements", kind="list", fields=tuple(row for row in item.fields if row.name in STATEMENT))
    for item in RELEASE
    if item.name == "statements"
)
_REPLY = (
    *_ROWS,
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="conditions", kind="choices", codes="conditions"),
    Field(name="expires_on", kind="date"),
    Field(name="no_data", kind="yes_no"),
    Field(name="released_at", limit=_MOMENT),
)
_ANSWER = Field(name="answer", kind="long_text", required=True, limit=4000)

_SHAPES: Mapping[str, tuple[Field, ...]] = {
    "request.received": (Field(name="received_at", required=True, limit=_MOMENT),),
    "request.returned": _RETURNED,
    "request.refused": (_GROUND,),
    "clarify.ask": (Field(name="question", required=True, limit=60),),
    "clarify.answer": (_ANSWER, Field(name="reply_to", limit=120)),
    "consult.ask": (_GROUND,),
    "consult.answer": (_ANSWER,),
    "reply.final": _REPLY,
    "use.report": (
        Field(name="used_for_case", limit=120),
        Field(name="use", required=True, limit=60),
        Field(name="result", kind="long_text", limit=2000),
    ),
    "supply.returned": _RETURNED,
}
_PARTS: Mapping[str, Mapping[str, tuple[Field, ...]]] = {
    "request.information": {"request": _SENT, "officers": _OFFICERS},
    "supply.spontaneous": {"about": _ABOUT, "release": _REPLY, "officers": _OFFICERS},
}


def shape_faults(message_type: str, body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """``(path, reason)`` for everything in a body that its type does not have, of another kind, or too large.

    ``not_exact`` says that a value is not in the one form this protocol writes it (spaces around, a word for a flag).
    """
    faults = [] if _is_time(body.get("at")) else [("at", "not_a_time")]
    rest = {name: value for name, value in body.items() if name not in FRAME}
    if message_type not in _PARTS:
        return faults + _faults(_SHAPES.get(message_type, ()), rest, prefix="")
    parts = _PARTS[message_type]
    faults += [(name[:60], "unknown_field") for name in rest if name not in parts]
    for name, fields in parts.items():
        value = rest.get(name)
        if not isinstance(value, Mapping):
            faults.append((name, "not_a_mapping"))
        else:
            faults += _faults(fields, value, prefix=f"{name}.")
    return faults


def _faults(fields: Sequence[Field], value: Mapping[str, Any], *, prefix: str) -> list[tuple[str, str]]:
    clean, found = check_form(fields, value, {})
    faults = [(prefix + str(path), str(reason)) for path, reason in found]
    faults += [(prefix + name, "not_a_time") for name in TIMES if value.get(name) and not _is_time(value[name])]
    return faults or ([] if clean == dict(value) else [(prefix.rstrip("."), "not_exact")])


def _is_time(value: object) -> bool:
    try:
        parse_time(value if isinstance(value, str) else "")
    except TimeFormatError:
        return False
    return True
