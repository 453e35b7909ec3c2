"""Own-initiative information: what one authority tells the other without being asked, under the release gates."""

from collections.abc import Mapping
from typing import Any

from comity.domain.roles import Role
from comity.procedures import request_changes as change
from comity.procedures.information_request import ANY_REVIEWER, FACT_AUTHORS, WORKING
from comity.procedures.mirror import ranked
from comity.procedures.request_form import (
    BASIS,
    CASE,
    DANGER,
    DECIDE,
    FACTS,
    MATTER,
    PARTNER,
    PERSON,
    PURPOSE,
    REASONS,
    RELEASE,
    REQUEST,
    STATE_FACTS,
)
from comity.procedures.request_messages import OFFICERS, REPLY, RETURNED, officers_of, reply, returned
from comity.procedures.request_steps import first_or_again
from comity.procedures.step import SAME, Body, Field, Message, Procedure, Step

RO, CS, SP = Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT

OFFER = (
    CASE,
    PARTNER,
    BASIS,
    *MATTER,
    *PURPOSE,
    DANGER,
    Field(name="persons", kind="list", fields=PERSON),
    *(item for item in RELEASE if item.name != "facts"),
)


ABOUT = ("basis", "conduct", "summary", "purpose_code", "purpose", "danger_to_life", "persons", "items", "objects",
         "urgent", "flags")  # fmt: skip
"""What the partner reads of the reason for an offer."""


def _sent(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> Body:
    about = {name: state["request"][name] for name in ABOUT}
    release = reply(state, form, derived)
    return {"about": about, "release": release, "officers": officers_of("oi", state, sent_by="release")}


_ABOUT = tuple({item.name: item for item in (*REQUEST, *OFFER) if item.name in ABOUT}.values())
MESSAGES = (
    Message(type="supply.spontaneous", make=_sent, parts={"about": _ABOUT, "release": REPLY, "officers": OFFICERS},
            life=True),
    Message(type="supply.closed"),
    Message(type="supply.returned", make=returned, fields=RETURNED),
)  # fmt: skip


def offer(state: dict[str, Any], payload: Mapping[str, Any]) -> None:
    """Take the offer as written: what it is about, and exactly what would leave."""
    form = dict(payload["form"])
    state["partner"], state["case"] = form.pop("partner"), form.pop("case")
    state["release"] = {name: form.pop(name) for name in ("statements", "handling", "conditions", "expires_on")}
    items = sorted({row["item"] for row in state["release"]["statements"]})
    state["request"] = {**form, "items": items, "objects": [], "urgent": False, "flags": []}
    state["review_on"] = change.review_day(payload["at"], None)
    state["stated"], state["decisions"] = {}, {}


def receive(state: dict[str, Any], payload: Mapping[str, Any]) -> None:
    """Take what the partner offers, under the partner's conditions."""
    body = payload["message"]["body"]
    state["partner"] = payload["message"]["from"]
    state["request"] = body["about"]
    state["answer"] = body["release"]
    state["partner_actors"] = body["officers"]
    state["received_at"] = payload["at"]
    state["review_on"] = change.review_day(payload["at"], None)


STEPS = (
    Step(command="oi.draft", source=(), target="draft", side="requesting", roles=(RO,), form=OFFER, reduce=offer),
    Step(command="oi.amend", source=("draft", "certified", "release_approved", "returned"), target="draft",
         side="requesting", roles=(RO,), form=OFFER, reduce=offer),
    Step(command="oi.certify", source=("draft",), target="certified", side="requesting", roles=(CS,),
         form=(FACTS,), different_from=("oi.draft", "oi.amend"), mentions=True),
    Step(command="oi.approve_release", source=("certified",), target="release_approved", side="requesting",
         roles=(SP,), form=(FACTS,), different_from=("oi.draft", "oi.amend", "oi.certify")),
    Step(command="oi.release", source=("release_approved",), target="released", side="requesting", roles=(SP, CS),
         form=(FACTS,), different_from=("oi.draft", "oi.amend", "oi.approve_release"), sends="supply.spontaneous",
         reduce=change.release),
    Step(command="oi.withdraw", source=("draft", "certified", "release_approved", "returned"), target="withdrawn",
         side="requesting", roles=(RO,), form=(REASONS,)),
    Step(command="oi.note_returned", source=("released",), target="returned", side="requesting",
         receives="supply.returned", reduce=change.note_returned),
    Step(command="oi.note_closed", source=("released",), target="closed", side="requesting",
         receives="supply.closed"),
    *first_or_again(
        Step(command="oi.receive", source=(), target="received", side="requested", receives="supply.spontaneous",
             reduce=receive, mentions=True),
        Step(command="oi.turn_away", source=(), target="returned", side="requested", receives="supply.spontaneous",
             sends="supply.returned", reduce=change.turn_away),
    ),
    Step(command="oi.close", source=("received",), target="closed", side="requested", roles=(SP, CS),
         form=(Field(name="result", kind="long_text", limit=2000),), sends="supply.closed"),
    Step(command="oi.state_facts", source=("draft", "certified", "release_approved"), target=SAME, side="requesting",
         roles=FACT_AUTHORS, form=STATE_FACTS),
    Step(command="oi.decide", source=("draft", "certified", "release_approved"), target=SAME, side="requesting",
         roles=ANY_REVIEWER, form=DECIDE, reduce=change.decide),
)  # fmt: skip

PROCEDURE = Procedure(
    name="own_initiative",
    prefix="oi",
    record_kind="offer",
    steps=STEPS,
    ends=("closed", "withdrawn"),
    act="own_initiative",
    writers=("oi.draft", "oi.amend"),
    messages=MESSAGES,
    mirror=ranked("supply.spontaneous", (("supply.closed", "closed"), ("supply.returned", "returned"))),
    readers=WORKING,
)
