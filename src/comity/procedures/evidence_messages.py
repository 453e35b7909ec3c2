"""What a transfer of an exhibit puts on the link. Names of witnesses and of those who held it stay at home."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.evidence_form import ABOUT, ACQUIRED, HASH, IDENTIFY, MARKS, TOLD, TRANSFER, named
from comity.procedures.request_form import MOMENT, OBJECT
from comity.procedures.request_messages import OFFICERS, RETURNED, ground
from comity.procedures.step import Body, Field, Message

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = Mapping[str, Any]

_ABOUT = (
    *named((*IDENTIFY, *TRANSFER), [name for name in ABOUT if name != "objects"]),
    Field(name="objects", kind="list", fields=OBJECT),
)
_EXHIBIT = (
    *named(IDENTIFY, ("title", "kind", "what_it_is")),
    Field(name="hashes", kind="list", limit=HASH),
    Field(name="custody_head", limit=HASH),
    Field(name="custody_events", kind="whole_number"),
)
_RELEASE = (
    *named(
        TRANSFER,
        ("offered_as", *(item.name for item in MARKS), "files", "medium", "handling", "conditions", "expires_on"),
    ),
    Field(name="released_at", limit=MOMENT),
)


def _transfer(state: State, form: Form, derived: Derived) -> Body:
    release, custody = state["release"], state["custody"]
    about = {name: state["request"][name] for name in ABOUT}
    return {
        "about": {**about, "persons": []},
        "exhibit": {
            "title": state["title"],
            **{name: state["exhibit"][name] for name in ("kind", "what_it_is")},
            "hashes": list(state["acquired"]["hashes"]),
            "custody_head": custody[-1]["hash"],
            "custody_events": len(custody),
        },
        "acquired": {name: state["acquired"][name] for name in TOLD},
        "release": {**{item.name: release[item.name] for item in _RELEASE[:-1]}, "released_at": state["released_at"]},
        "officers": _officers(state),
    }


def _officers(state: State) -> dict[str, str]:
    actors = state.get("actors", {})
    return {
        "requester": str(actors.get("ev.prepare_release") or ""),
        "certifier": str(actors.get("ev.approve_release") or ""),
        "sender": str(actors.get("ev.release") or ""),
    }


def _accepted(state: State, form: Form, derived: Derived) -> Body:
    custody = state["custody"]
    return {
        "matches": not state.get("mismatch"),
        "measured": [text.lower() for text in form["measured"]],
        "accepted_at": custody[-1]["at"],
        "custody_head": custody[-1]["hash"],
    }


def _mismatch(state: State, form: Form, derived: Derived) -> Body:
    return {"found_at": str((state.get("mismatch") or {}).get("at", ""))}


def _declined(state: State, form: Form, derived: Derived) -> Body:
    return {"missing": [], **ground(state, form, derived)}


MESSAGES = (
    Message(
        type="evidence.transfer",
        make=_transfer,
        parts={
            "about": _ABOUT,
            "exhibit": _EXHIBIT,
            "acquired": named(ACQUIRED, TOLD),
            "release": _RELEASE,
            "officers": OFFICERS,
        },
        life=True,
    ),
    Message(
        type="evidence.accepted",
        make=_accepted,
        fields=(
            Field(name="matches", kind="yes_no"),
            Field(name="measured", kind="list", limit=HASH),
            Field(name="accepted_at", limit=MOMENT, required=True),
            Field(name="custody_head", limit=HASH, required=True),
        ),
    ),
    Message(type="evidence.declined", make=_declined, fields=RETURNED),
    Message(type="evidence.withdraw"),
    Message(type="evidence.too_late"),
    Message(type="evidence.mismatch", make=_mismatch, fields=(Field(name="found_at", limit=MOMENT),)),
)
SETTLING = (
    ("evidence.mismatch", "in_doubt"),
    ("evidence.declined", "declined"),
    ("evidence.accepted", "accepted"),
)
"""What both offices say it has come to: the first of these that crossed in this round."""
