"""What each step of a consent changes in its folded state, and what crosses the link. Pure."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.consent_form import LOCAL, OBJECT, PASSED_ON, REQUEST, USED
from comity.procedures.mirror import newest_round
from comity.procedures.request_changes import review_day, send, take_partner, words_of
from comity.procedures.request_form import ANSWER
from comity.procedures.request_messages import (
    GROUND,
    OFFICERS,
    RETURNED,
    ground,
    officers_of,
    receipt,
    returned,
    said,
    said_in,
)
from comity.procedures.step import Body, Message, Payload, State

SENT = tuple(item for item in REQUEST if item.name not in LOCAL)


def draft(state: State, payload: Payload) -> None:
    """What is asked, beside what the information it is about says of people and conduct."""
    form = dict(payload["form"])
    state["partner"], state["case"] = form.pop("partner"), form.pop("case")
    state["reason"] = form.pop("reason")
    _take(state, form, payload)


def receive(state: State, payload: Payload) -> None:
    """Take the partner's wish, beside our own record of what we gave."""
    body = take_partner(state, payload)
    _take(state, dict(body["request"]), payload)


def _take(state: State, form: dict[str, Any], payload: Payload) -> None:
    derived = payload["derived"]
    state["links"] = {"given_in": form["given_in"]}
    state["request"] = {**derived.get("about", {}), **form}
    state["covers"] = list(derived.get("covers", []))
    state["review_on"] = review_day(payload["at"], None)
    state["stated"], state["decisions"] = {}, {}


def grant(state: State, payload: Payload) -> None:
    """The consent: what was asked, no more, until the day the giver names, under the giver's conditions."""
    form, request = payload["form"], state["request"]
    named = {name: request[name] for name in ("intent", "numbers", "recipient", "recipient_state", "purpose_code",
                                              "purpose")}  # fmt: skip
    state["consent"] = {**named, "until": form["until"], "conditions": list(form["conditions"]),
                        "granted_at": payload["at"], "revoked_at": ""}  # fmt: skip


def note_granted(state: State, payload: Payload) -> None:
    """The signed consent, as the partner wrote it."""
    body = payload["message"]["body"]
    state["consent"] = {**{item.name: body[item.name] for item in OBJECT}, "revoked_at": ""}


def revoke(state: State, payload: Payload) -> None:
    """From here nothing may rest on it; what was done before stays accounted for."""
    state["consent"] = {**state.get("consent", {}), "revoked_at": payload["at"]}


def used(state: State, payload: Payload) -> None:
    """One use under the consent."""
    _account(state, "uses", payload, tuple(item.name for item in USED))


def passed_on(state: State, payload: Payload) -> None:
    """One onward transfer under the consent: a correction or recall must reach this recipient too."""
    _account(state, "passed_on", payload, tuple(item.name for item in PASSED_ON))


def give_notice(state: State, payload: Payload) -> None:
    """The information clears somebody: told, not asked (UNTOC art. 18(19))."""
    send(state, payload)
    state["noticed_at"] = payload["at"]


def _account(state: State, name: str, payload: Payload, members: tuple[str, ...]) -> None:
    source = words_of(payload)
    state[name] = [*state.get(name, []), {**{key: source[key] for key in members}, "at": payload["at"]}]


def _ask(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> Body:
    sent_by = "give_notice" if state["request"]["intent"] == "exculpatory" else "send"
    request = {item.name: state["request"][item.name] for item in SENT}
    return {"request": request, "officers": officers_of("uc", state, sent_by=sent_by)}


def _granted(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> Body:
    return {item.name: state["consent"][item.name] for item in OBJECT}


_PARTS = {"request": SENT, "officers": OFFICERS}
MESSAGES = (
    Message(type="consent.ask", make=_ask, parts=_PARTS, life=True),
    receipt("consent.received"),
    Message(type="consent.returned", make=returned, fields=RETURNED),
    Message(type="consent.granted", make=_granted, fields=OBJECT),
    Message(type="consent.denied", make=ground, fields=(GROUND,)),
    Message(type="consent.consult", make=ground, fields=(GROUND,)),
    Message(type="consent.consult_answer", make=said("answer"), fields=(ANSWER,)),
    Message(type="consent.revoked"),
    Message(type="consent.withdraw"),
    Message(type="consent.used", make=said_in(USED), fields=USED),
    Message(type="consent.passed_on", make=said_in(PASSED_ON), fields=PASSED_ON),
    Message(type="consent.notice", make=_ask, parts=_PARTS),
)


def mirror(messages: Any) -> str:
    """What both offices say has come of it, from the set of messages of the newest round."""
    types = {str(message["type"]) for message in newest_round(messages)}
    if "consent.notice" in types:
        return "noticed"
    settling = (("consent.revoked", "revoked"), ("consent.withdraw", "withdrawn"), ("consent.denied", "denied"),
                ("consent.returned", "returned"), ("consent.granted", "granted"), ("consent.received", "received"),
                ("consent.ask", "sent"))  # fmt: skip
    return next((state for kind, state in settling if kind in types), "")
