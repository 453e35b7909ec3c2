"""What each step of a joint team changes in its folded state. Pure: only the payload of the entry is read."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from comity.procedures.request_changes import review_day, take_partner, words_of
from comity.procedures.step import Payload, State

EMPTY: Mapping[str, Any] = {"persons": [], "objects": [], "items": [], "urgent": False}
"""A team's terms name nobody: people stand in the cases, each with its own gates."""


def draft(state: State, payload: Payload) -> None:
    """Take the terms as written; a returned proposal begins anew and is assessed anew."""
    form = dict(payload["form"])
    state["partner"], state["case"] = form.pop("partner"), form.pop("case")
    state["request"] = {**form, **EMPTY}
    state["title"] = form["title"]
    state["review_on"] = review_day(payload["at"], None)
    _clean_desk(state)


def assess(state: State, payload: Payload) -> None:
    """The impact assessment of this office stands beside the terms; every later step looks at it again."""
    state["links"] = {**state.get("links", {}), "dpia": payload["form"]["dpia"]}
    state["assessment"] = {"author": payload["actor"], "at": payload["at"], "reasons": payload["form"]["reasons"]}


def send(state: State, payload: Payload) -> None:
    """The proposing office signs by sending; a round of messages begins."""
    state["round"] = int(state.get("round", 0)) + 1
    state["signatures"] = {"requesting": {"by": payload["actor"], "at": payload["at"]}}


def receive(state: State, payload: Payload) -> None:
    """Take the partner's terms as its own words and signature, and start with a clean desk of our own."""
    body = take_partner(state, payload)
    state["request"] = {**body["request"], **EMPTY}
    state["title"] = body["request"]["title"]
    state["review_on"] = review_day(payload["at"], None)
    state["signatures"] = {"requesting": {"by": body["officers"]["sender"], "at": body["at"]}}
    _clean_desk(state)


def agree(state: State, payload: Payload) -> None:
    """The second signature: the team exists from the day it names, never from an earlier one."""
    body = (payload.get("message") or {}).get("body")
    source = body or payload["form"]
    signed = {
        "by": str((body or {}).get("signer") or payload["actor"]),
        "at": str((body or {}).get("at") or payload["at"]),
    }
    state["signatures"] = {**state.get("signatures", {}), "requested": signed}
    state["effective_from"] = source["effective_from"]
    _end_on(state, state["request"]["ends_on"])


def start(state: State, payload: Payload) -> None:
    """This office began."""
    state["started_at"] = payload["at"]


def note_started(state: State, payload: Payload) -> None:
    """The partner began."""
    state["partner_started_at"] = payload["at"]


def add_case(state: State, payload: Payload) -> None:
    """One case of the team: its own record, with its own gates."""
    form = payload["form"]
    row = {"record": form["member"], "link": form["link"], "persons": int(payload["derived"].get("persons", 0)),
           "by": payload["actor"], "at": payload["at"]}  # fmt: skip
    state["cases"] = [*state.get("cases", []), row]


def order(state: State, payload: Payload) -> None:
    """One order about one case."""
    form = payload["form"]
    row = {"record": form["member"], "act": form["act"], "territory": form["territory"], "order": form["order"],
           "acting_office": form["acting_office"], "by": payload["actor"], "at": payload["at"]}  # fmt: skip
    state["orders"] = [*state.get("orders", []), row]
    drop_order(state, payload)


def ask_order(state: State, payload: Payload) -> None:
    """The order as it is to be given, so that reviewers decide on exactly this one; a new one takes its place."""
    state["order_asked"] = {**payload["form"], "by": payload["actor"], "at": payload["at"]}
    state["links"] = {**state.get("links", {}), "member": payload["form"]["member"]}


def drop_order(state: State, payload: Payload) -> None:
    """No order is before the reviewers any more: decisions are on the terms again."""
    state.pop("order_asked", None)
    state["links"] = {name: record for name, record in state.get("links", {}).items() if name != "member"}


def entrust(state: State, payload: Payload) -> None:
    """One act of one member in one case."""
    form = payload["form"]
    row = {"record": form["member"], "team_member": form["team_member"], "act": form["entrusted_act"],
           "task": form["task"], "by": payload["actor"], "at": payload["at"]}  # fmt: skip
    state["entrusted"] = [*state.get("entrusted", []), row]


def ask_extension(state: State, payload: Payload) -> None:
    """One party asks for more time; nothing changes until the other agrees."""
    message = payload.get("message") or {}
    source = words_of(payload)
    state["extension"] = {
        "id": str(message.get("id") or payload["derived"].get("message_id", "")),
        "ours": not message,
        "ends_on": source["ends_on"],
        "reasons": source["reasons"],
        "at": payload["at"],
    }


def agree_extension(state: State, payload: Payload) -> None:
    """Both agree: the new end counts, and the old one stays on record."""
    asked = state.pop("extension", None)
    if asked is None:
        return
    old = state["request"]["ends_on"]
    row = {"from": old, "to": asked["ends_on"], "reasons": asked["reasons"], "at": payload["at"]}
    state["extensions"] = [*state.get("extensions", []), row]
    state["request"] = {**state["request"], "ends_on": asked["ends_on"]}
    _end_on(state, asked["ends_on"])


def decline_extension(state: State, payload: Payload) -> None:
    """The time stays as it was."""
    state.pop("extension", None)


def suspend(state: State, payload: Payload) -> None:
    """Any party may stop the team; each suspension is lifted by the side that made it."""
    message = payload.get("message") or {}
    row = {
        "id": str(message.get("id") or payload["derived"].get("message_id", "")),
        "ours": not message,
        "role": "" if message else str(payload["derived"].get("role", "")),
        "reasons": "" if message else payload["form"]["reasons"],
        "at": payload["at"],
        "lifted_at": "",
    }
    state["suspensions"] = [*state.get("suspensions", []), row]


def lift(state: State, payload: Payload) -> None:
    """One suspension ends: our own newest, or the one the partner's message names."""
    message = payload.get("message") or {}
    rows = [dict(row) for row in state.get("suspensions", [])]
    named = str((message.get("body") or {}).get("reply_to", "")) if message else open_suspension(state)
    for row in rows:
        if row["id"] == named and row["ours"] is not bool(message) and not row["lifted_at"]:
            row["lifted_at"] = payload["at"]
    state["suspensions"] = rows


def open_suspension(state: Mapping[str, Any]) -> str:
    """The id of our own newest suspension that is not lifted, or ""."""
    ours = [row for row in state.get("suspensions", []) if row["ours"] and not row["lifted_at"]]
    return str(ours[-1]["id"]) if ours else ""


def lifted_state(state: Mapping[str, Any]) -> str:
    """Where a lifted suspension leads: back, unless another one stands."""
    if any(not row["lifted_at"] for row in state.get("suspensions", [])):
        return "suspended"
    left = str(state.get("left", ""))
    return left if left in ("agreed", "active", "extended") else "active"


def end(state: State, payload: Payload) -> None:
    """The team ends; what it holds is settled next."""
    state["ended_at"] = state.get("ended_at") or payload["at"]


def settle_data(state: State, payload: Payload) -> None:
    """The list of what is returned, deleted or kept, with a reason and an end for what is kept."""
    state["settled"] = list(payload["form"]["settled"])
    state["settled_at"] = payload["at"]


def note_settled(state: State, payload: Payload) -> None:
    """The partner settled what it held."""
    state["partner_settled_at"] = payload["at"]


def evaluate(state: State, payload: Payload) -> None:
    """One edition of public figures; earlier editions stay, so that no difference between two tells on anybody."""
    message = payload.get("message") or {}
    source = words_of(payload)
    name = "partner_editions" if message else "editions"
    row = {"figures": list(source["figures"]), "lessons": source["lessons"], "at": payload["at"]}
    state[name] = [*state.get(name, []), row]


def _clean_desk(state: State) -> None:
    for name in ("stated", "decisions", "links"):
        state[name] = {}


def _end_on(state: State, day: str) -> None:
    """The clock counts one day from the noon before the last day, so that it runs out when that day ends."""
    state["term_from"] = f"{(date.fromisoformat(day) - timedelta(days=1)).isoformat()}T12:00:00.000Z"
