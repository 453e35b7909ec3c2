"""What each step of a footage request changes in its folded state. Pure: only the payload of the entry is read."""

from comity.procedures.request_changes import review_day, take_partner
from comity.procedures.step import Payload, State

LIMITS = ("handling", "conditions", "expires_on")


def draft(state: State, payload: Payload) -> None:
    """Take the request as written; every gate is asked anew."""
    form = dict(payload["form"])
    state["partner"] = form.pop("partner")
    state["case"] = form.pop("case")
    state["request"] = {**form, "case_reference": state["case"]}
    _begin(state, payload)


def receive(state: State, payload: Payload) -> None:
    """Take the partner's request as its own words, and start with a clean desk of our own."""
    state["request"] = take_partner(state, payload)["request"]
    _begin(state, payload)


def _begin(state: State, payload: Payload) -> None:
    state["review_on"] = review_day(payload["at"], state["request"].get("retention_days"))
    state["stated"], state["decisions"] = {}, {}
    for name in ("held", "extracts", "review", "release"):
        state.pop(name, None)


def preserve(state: State, payload: Payload) -> None:
    """The order to keep, given at once: source systems wipe. What is kept counts against the caps, shown or not."""
    form = payload["form"]
    state["held"] = {name: form[name] for name in ("held", "holder", "order_reference", "held_until")}


def extract(state: State, payload: Payload) -> None:
    """What was taken out, with its hashes and its gaps."""
    form = payload["form"]
    state["extracts"] = [{**clip, "tool": form["tool"]} for clip in form["clips"]]


def review(state: State, payload: Payload) -> None:
    """The cut, the masks, who may look, and under which conditions. Nothing is approved by it."""
    form = payload["form"]
    state["review"] = {name: form[name] for name in ("clips", "masks", "watched_whole", "nobody_else")}
    state["release"] = {"statements": [], "viewers": form["viewers"], **{name: form[name] for name in LIMITS}}


def release(state: State, payload: Payload) -> None:
    """What was given can be named later."""
    state["released_at"] = payload["at"]


def answer_no_data(state: State, payload: Payload) -> None:
    """There is no recording; that is an answer."""
    state["review"] = {"clips": [], "masks": [], "watched_whole": False, "nobody_else": False}
    state["release"] = {"statements": [], "viewers": [], "handling": [], "conditions": [], "expires_on": ""}
    state["released_at"] = payload["at"]


def note_clip(state: State, payload: Payload) -> None:
    """What the partner gave, under its conditions."""
    body = payload["message"]["body"]
    names = ("clips", "masks", "viewers", "handling", "conditions", "expires_on", "no_data", "released_at")
    state["answer"] = {name: body[name] for name in names}


def view(state: State, payload: Payload) -> None:
    """One look, with reason, content, unit and name."""
    form = payload["form"]
    row = {name: form[name] for name in ("clip", "reason", "unit", "viewer")}
    state["views"] = [*state.get("views", []), {**row, "officer": payload["actor"], "at": payload["at"]}]


def keep(state: State, payload: Payload) -> None:
    """A clip that is used is no unused copy: where it went."""
    form = payload["form"]
    state["kept_for"] = {"case": form["used_for_case"], "exhibit": form["exhibit"], "at": payload["at"]}
    if form["exhibit"]:
        state["links"] = {**state.get("links", {}), "exhibit": form["exhibit"]}


def delete(state: State, payload: Payload) -> None:
    """The copies here are gone; their hashes stay, so that it can be said which."""
    gone = list((payload.get("derived") or {}).get("deleted_files") or [])
    rows = state.get("deleted_files", [])
    state["deleted_files"] = [*rows, *({"sha256": digest, "at": payload["at"]} for digest in gone)]


def note_deleted(state: State, payload: Payload) -> None:
    """The partner says that its copies are gone."""
    state["partner_deleted"] = {"at": payload["at"], "hashes": list(payload["message"]["body"]["hashes"])}
