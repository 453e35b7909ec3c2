"""What an information request and own-initiative information put on the link: exactly these members, nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.procedures.request_form import ANSWER, LOCAL, MOMENT, RELEASE, REQUEST
from comity.procedures.step import Body, Field, Make, Message

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = Mapping[str, Any]

SENT = tuple(item for item in REQUEST if item.name not in LOCAL)
STATEMENT = ("person", "property", "value", "lang", "source", "kind", "source_grade", "information_grade", "as_of",
             "originator", "handling", "record_status", "item")  # fmt: skip
GROUND = Field(name="ground", limit=60)
RETURNED = (Field(name="missing", kind="choices", limit=60), GROUND)
OFFICERS = tuple(Field(name=name, limit=120) for name in ("requester", "certifier", "sender"))
_PROPOSERS = tuple(item for item in OFFICERS if item.name != "certifier")
_ROWS = tuple(
    Field(name="statements", kind="list", fields=tuple(row for row in item.fields if row.name in STATEMENT))
    for item in RELEASE
    if item.name == "statements"
)
REPLY = (
    *_ROWS,
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="conditions", kind="choices", codes="conditions"),
    Field(name="expires_on", kind="date"),
    Field(name="no_data", kind="yes_no"),
    Field(name="released_at", limit=MOMENT),
)
USE = (
    Field(name="used_for_case", limit=120),
    Field(name="use", required=True, limit=60),
    Field(name="result", kind="long_text", limit=2000),
)


def officers_of(prefix: str, state: State, *, sent_by: str) -> dict[str, str]:
    """Who wrote it last, certified and sent it, so that the partner's gates can keep people apart."""
    actors = state.get("actors", {})
    return {
        "requester": _writer(prefix, actors),
        "certifier": str(actors.get(f"{prefix}.certify") or ""),
        "sender": str(actors.get(f"{prefix}.{sent_by}") or ""),
    }


def _writer(prefix: str, actors: Mapping[str, str]) -> str:
    return str(actors.get(f"{prefix}.amend") or actors.get(f"{prefix}.draft") or "")


def said(*names: str) -> Make:
    """Members of the step's form as they stand there."""

    def make(state: State, form: Form, derived: Derived) -> Body:
        return {name: form[name] for name in names}

    return make


def said_in(fields: Sequence[Field]) -> Make:
    """The members of the step's form that these fields name."""
    return said(*(item.name for item in fields))


def asking(message_type: str, *, prefix: str, sent: tuple[Field, ...]) -> Message:
    """The message that brings a request and begins a round: what of it leaves, and who wrote, certified and sent it."""

    def make(state: State, form: Form, derived: Derived) -> Body:
        request = {item.name: state["request"][item.name] for item in sent}
        return {"request": request, "officers": officers_of(prefix, state, sent_by="send")}

    return Message(type=message_type, make=make, parts={"request": sent, "officers": OFFICERS}, life=True)


def proposing(message_type: str, *, prefix: str, sent: tuple[Field, ...]) -> Message:
    """The message that brings what two desks would agree on: as it was written last, and who wrote and sent it."""

    def make(state: State, form: Form, derived: Derived) -> Body:
        actors = state["actors"]
        officers = {"requester": _writer(prefix, actors), "sender": str(actors.get(f"{prefix}.send") or "")}
        return {"request": {item.name: state["request"][item.name] for item in sent}, "officers": officers}

    return Message(type=message_type, make=make, parts={"request": sent, "officers": _PROPOSERS}, life=True)


def receipt(message_type: str) -> Message:
    """When it was received: from here the time to answer counts at both offices."""

    def make(state: State, form: Form, derived: Derived) -> Body:
        return {"received_at": state["received_at"]}

    return Message(type=message_type, make=make, fields=(Field(name="received_at", required=True, limit=MOMENT),))


def returned(state: State, form: Form, derived: Derived) -> Body:
    """What is missing, or a neutral ground."""
    return {"missing": list(form.get("missing", [])), "ground": str(derived.get("ground", ""))}


def neutral_ground(state: State, form: Form, derived: Derived) -> Body:
    """A neutral ground and no more."""
    return {"ground": str(derived.get("ground", ""))}


def ground(state: State, form: Form, derived: Derived) -> Body:
    """The ground as the partner is told it (REF-02)."""
    return {"ground": str(derived["ground"])}


def reply(state: State, form: Form, derived: Derived) -> Body:
    """What is released, with its conditions."""
    release = state["release"]
    return {
        "statements": [{name: row[name] for name in STATEMENT} for row in release["statements"]],
        "handling": list(release["handling"]),
        "conditions": list(release["conditions"]),
        "expires_on": release["expires_on"],
        "no_data": not release["statements"],
        "released_at": state.get("released_at", ""),
    }


def clarified(state: State, form: Form, derived: Derived) -> Body:
    """The answer to the question that was asked last."""
    rows = state.get("clarifications", [])
    return {"answer": form["answer"], "reply_to": rows[-1]["id"] if rows else ""}


MESSAGES = (
    asking("request.information", prefix="ir", sent=SENT),
    receipt("request.received"),
    Message(type="request.returned", make=returned, fields=RETURNED),
    Message(type="request.withdraw"),
    Message(type="request.withdrawn"),
    Message(type="request.too_late"),
    Message(type="request.refused", make=ground, fields=(GROUND,)),
    Message(type="clarify.ask", make=said("question"), fields=(Field(name="question", required=True, limit=60),)),
    Message(type="clarify.answer", make=clarified, fields=(ANSWER, Field(name="reply_to", limit=120))),
    Message(type="consult.ask", make=ground, fields=(GROUND,)),
    Message(type="consult.answer", make=said("answer"), fields=(ANSWER,)),
    Message(type="convert.offer"),
    Message(type="convert.accept"),
    Message(type="convert.decline"),
    Message(type="reply.final", make=reply, fields=REPLY),
    Message(type="use.report", make=said_in(USE), fields=USE),
)
