"""What an information request and own-initiative information put on the link: exactly these members, nothing else."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.request_form import ANSWER, LOCAL, MOMENT, RELEASE, REQUEST
from comity.procedures.step import Body, Field, Message

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = Mapping[str, Any]

SENT = tuple(item for item in REQUEST if item.name not in LOCAL)
STATEMENT = ("person", "property", "value", "lang", "source", "kind", "source_grade", "information_grade", "as_of",
             "originator", "handling", "record_status", "item")  # fmt: skip
GROUND = Field(name="ground", limit=60)
RETURNED = (Field(name="missing", kind="choices", limit=60), GROUND)
OFFICERS = tuple(Field(name=name, limit=120) for name in ("requester", "certifier", "sender"))
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
    """Who wrote, certified and sent it, so that the partner's gates can keep people apart."""
    actors = state.get("actors", {})
    return {
        "requester": str(actors.get(f"{prefix}.draft") or ""),
        "certifier": str(actors.get(f"{prefix}.certify") or ""),
        "sender": str(actors.get(f"{prefix}.{sent_by}") or ""),
    }


def returned(state: State, form: Form, derived: Derived) -> Body:
    """What is missing, or a neutral ground."""
    return {"missing": list(form.get("missing", [])), "ground": str(derived.get("ground", ""))}


def ground(state: State, form: Form, derived: Derived) -> Body:
    """The ground as the partner is told it (REF-02)."""
    return {"ground": str(derived["ground"])}


def answer(state: State, form: Form, derived: Derived) -> Body:
    """An answer in words."""
    return {"answer": form["answer"]}


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


def use(state: State, form: Form, derived: Derived) -> Body:
    """What it was used for."""
    return {item.name: form[item.name] for item in USE}


def _request(state: State, form: Form, derived: Derived) -> Body:
    request = {item.name: state["request"][item.name] for item in SENT}
    return {"request": request, "officers": officers_of("ir", state, sent_by="send")}


def _received(state: State, form: Form, derived: Derived) -> Body:
    return {"received_at": state["received_at"]}


def _question(state: State, form: Form, derived: Derived) -> Body:
    return {"question": form["question"]}


def _clarified(state: State, form: Form, derived: Derived) -> Body:
    rows = state.get("clarifications", [])
    return {"answer": form["answer"], "reply_to": rows[-1]["id"] if rows else ""}


MESSAGES = (
    Message(type="request.information", make=_request, parts={"request": SENT, "officers": OFFICERS}, life=True),
    Message(type="request.received", make=_received, fields=(Field(name="received_at", required=True, limit=MOMENT),)),
    Message(type="request.returned", make=returned, fields=RETURNED),
    Message(type="request.withdraw"),
    Message(type="request.withdrawn"),
    Message(type="request.too_late"),
    Message(type="request.refused", make=ground, fields=(GROUND,)),
    Message(type="clarify.ask", make=_question, fields=(Field(name="question", required=True, limit=60),)),
    Message(type="clarify.answer", make=_clarified, fields=(ANSWER, Field(name="reply_to", limit=120))),
    Message(type="consult.ask", make=ground, fields=(GROUND,)),
    Message(type="consult.answer", make=answer, fields=(ANSWER,)),
    Message(type="convert.offer"),
    Message(type="convert.accept"),
    Message(type="convert.decline"),
    Message(type="reply.final", make=reply, fields=REPLY),
    Message(type="use.report", make=use, fields=USE),
)
