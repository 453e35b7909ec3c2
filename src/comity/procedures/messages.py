"""What a step puts on the link: exactly this, nothing else. Pages show it before it is sent.

Every body names the record, the round and the sender's time; free text crosses only where the form says so.
"""

from collections.abc import Callable, Mapping
from typing import Any

from comity.procedures.step import ProcedureError

State = Mapping[str, Any]
Form = Mapping[str, Any]
Body = dict[str, Any]

SENT_REQUEST = ("basis", "conduct", "summary", "purpose_code", "purpose", "urgent", "urgency_ground", "urgency_reason",
                "danger_to_life", "persons", "objects", "items", "held_reason", "use", "handling", "retention_days",
                "languages", "flags", "other_channels")  # fmt: skip
ABOUT = ("basis", "conduct", "summary", "purpose_code", "purpose", "danger_to_life", "persons", "items", "objects",
         "urgent", "flags")  # fmt: skip
STATEMENT = ("person", "property", "value", "lang", "source", "kind", "source_grade", "information_grade", "as_of",
             "originator", "handling", "record_status", "item")  # fmt: skip


def compose(message_type: str, state: State, form: Form, *, at: str, derived: Mapping[str, Any]) -> Body:
    """The body of a message of this type about a record in this state. Raises ProcedureError on an unknown type."""
    if message_type not in _BODIES:
        raise ProcedureError(message=message_type[:60])
    body = {"record": state["id"], "round": int(state.get("round", 1)), "at": at}
    return {**body, **_BODIES[message_type](state, form, derived)}


def required(message_type: str) -> tuple[str, ...]:
    """The members a received body of this type must have."""
    return ("record", "round", "at", *_REQUIRED.get(message_type, ()))


def well_formed(message_type: str, body: Any) -> bool:
    """Whether a received body has the members and plain types the fold reads; its law is judged by the gates."""
    if not isinstance(body, Mapping) or message_type not in _BODIES:
        return False
    if any(name not in body for name in required(message_type)):
        return False
    texts = ("record", "at", "ground", "question", "answer", "reply_to", "received_at", "released_at", "use", "result",
             "used_for_case", "expires_on")  # fmt: skip
    if any(name in body and not isinstance(body[name], str) for name in texts):
        return False
    lists = ("missing", "statements", "handling", "conditions")
    if any(name in body and not isinstance(body[name], list) for name in lists):
        return False
    mappings = ("request", "about", "release", "officers")
    if any(name in body and not isinstance(body[name], Mapping) for name in mappings):
        return False
    return isinstance(body["round"], int) and not isinstance(body["round"], bool) and 0 < body["round"] < 1000


def lane_of(message_type: str, state: State) -> str:
    """Urgent requests and all that answers them travel in the urgent lane."""
    return "urgent" if (state.get("request") or {}).get("urgent") else "normal"


def _officers(state: State) -> dict[str, str]:
    actors = state.get("actors", {})
    return {
        "requester": str(actors.get("ir.draft") or actors.get("oi.draft") or ""),
        "certifier": str(actors.get("ir.certify") or actors.get("oi.certify") or ""),
        "sender": str(actors.get("ir.send") or actors.get("oi.release") or ""),
    }


def _request(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {"request": {name: state["request"][name] for name in SENT_REQUEST}, "officers": _officers(state)}


def _received(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {"received_at": state["received_at"]}


def _returned(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {"missing": list(form.get("missing", [])), "ground": str(derived.get("ground", ""))}


def _question(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {"question": form["question"]}


def _clarified(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    rows = state.get("clarifications", [])
    return {"answer": form["answer"], "reply_to": rows[-1]["id"] if rows else ""}


def _ground(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {"ground": str(derived["ground"])}


def _answered(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {"answer": form["answer"]}


def _nothing(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {}


def _reply(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    release = state["release"]
    return {
        "statements": [{name: row[name] for name in STATEMENT} for row in release["statements"]],
        "handling": list(release["handling"]),
        "conditions": list(release["conditions"]),
        "expires_on": release["expires_on"],
        "no_data": not release["statements"],
        "released_at": state.get("released_at", ""),
    }


def _use(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    return {name: form[name] for name in ("used_for_case", "use", "result")}


def _offer(state: State, form: Form, derived: Mapping[str, Any]) -> Body:
    reply = _reply(state, form, derived)
    about = {name: state["request"][name] for name in ABOUT}
    return {"about": about, "release": reply, "officers": _officers(state)}


_BODIES: dict[str, Callable[[State, Form, Mapping[str, Any]], Body]] = {
    "request.information": _request,
    "request.received": _received,
    "request.returned": _returned,
    "request.withdraw": _nothing,
    "request.withdrawn": _nothing,
    "request.too_late": _nothing,
    "request.refused": _ground,
    "clarify.ask": _question,
    "clarify.answer": _clarified,
    "consult.ask": _ground,
    "consult.answer": _answered,
    "convert.offer": _nothing,
    "convert.accept": _nothing,
    "convert.decline": _nothing,
    "reply.final": _reply,
    "use.report": _use,
    "supply.spontaneous": _offer,
    "supply.closed": _nothing,
    "supply.returned": _returned,
}

_REQUIRED = {
    "request.information": ("request", "officers"),
    "request.received": ("received_at",),
    "request.refused": ("ground",),
    "clarify.ask": ("question",),
    "clarify.answer": ("answer", "reply_to"),
    "consult.ask": ("ground",),
    "consult.answer": ("answer",),
    "reply.final": ("statements", "handling", "conditions", "expires_on", "no_data", "released_at"),
    "use.report": ("used_for_case", "use", "result"),
    "supply.spontaneous": ("about", "release", "officers"),
}
