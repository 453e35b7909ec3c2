"""What each step of a complaint changes in its folded state. Pure: only the payload of the entry is read."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.step import Payload, State

AUTHOR = ("author_name", "author_contact")
LIFTING = ("not_upheld", "not_competent")


def hand_in(state: State, payload: Payload) -> None:
    """Take the author's own words. Who he or she is stands apart; at the public door nobody else wrote it."""
    form = dict(payload["form"])
    state["receipt"] = form.pop("receipt", "")
    state["author"] = {name: form.pop(name) for name in AUTHOR}
    state["consent"] = {"may_share": bool(form.pop("may_share")), "at": payload["at"]}
    state["request"] = {**form, "basis": ""}
    state["received_at"] = payload["at"]
    state["words"], state["stated"], state["decisions"] = [], {}, {}
    if payload["command"] == "cm.hand_in":
        state["partner_actors"] = {"author": payload["actor"]}  # somebody outside wrote it: no officer is its writer


def add_words(state: State, payload: Payload) -> None:
    """What the author adds."""
    state["words"] = [*state.get("words", []), {"words": payload["form"]["words"], "added_at": payload["at"]}]


def set_consent(state: State, payload: Payload) -> None:
    """The author's own yes or no to sharing, which can be taken back at any time."""
    state["consent"] = {"may_share": bool(payload["form"]["may_share"]), "at": payload["at"]}


def screen(state: State, payload: Payload) -> None:
    """What it is, whom it is about, and who must therefore not see it; a data complaint disputes a record."""
    form, derived = payload["form"], payload["derived"]
    names = ("category", "complained_of", "nobody_named", "reasons")
    state["triage"] = {name: form[name] for name in names}
    state["barred"] = [f"barred:{officer}" for officer in derived["barred"]]
    state["request"] = {**state["request"], "basis": derived["basis"]}
    state["invited"] = ["invited:RR", "invited:JB"]
    state["disputed"] = form["disputed"]
    state["disputes"] = [f"disputes:{form['disputed']}"] if form["disputed"] and form["category"] == "data" else []


def check_reprisal(state: State, payload: Payload) -> None:
    """What threatens the author, and what is done about it."""
    state["reprisal"] = {**_plain(payload), "checked_at": payload["at"]}


def assign(state: State, payload: Payload) -> None:
    """Who looks into it."""
    state["investigator"] = payload["form"]["investigator"]


def hear_officer(state: State, payload: Payload) -> None:
    """What the officer complained of was shown, and what he or she answered."""
    state["heard"] = [*state.get("heard", []), {**_plain(payload), "heard_at": payload["at"]}]
    _unsay(state)


def investigate(state: State, payload: Payload) -> None:
    """What was found."""
    state["findings"] = payload["form"]["findings"]


def conclude(state: State, payload: Payload) -> None:
    """The decision with its reasons; what was not found wrong is no longer held up."""
    state["conclusion"] = {**_plain(payload), "decided_at": payload["at"], "by": payload["actor"]}
    if payload["form"]["finding"] in LIFTING:
        state["disputes"] = []


def ask_review(state: State, payload: Payload) -> None:
    """The author does not agree."""
    state["review_asked"] = {"words": payload["form"]["words"], "asked_at": payload["at"]}


def review(state: State, payload: Payload) -> None:
    """The joint review body's word."""
    state["review"] = {**_plain(payload), "reviewed_at": payload["at"], "by": payload["actor"]}


def reviewed_state(state: Mapping[str, Any]) -> str:
    """Where a review leads: back to be looked into again, or to its end."""
    return "assigned" if (state.get("review") or {}).get("reviewed") == "back" else "reviewed"


def lift_pause(state: State, payload: Payload) -> None:
    """The disputed record may go on: what was wrong is mended, or the dispute is over."""
    state["disputes"] = []


def invite(state: State, payload: Payload) -> None:
    """From now the prosecutor may read it, because a decision of his or hers is needed."""
    state["invited"] = sorted({*state.get("invited", []), "invited:PR"})


def propose_share(state: State, payload: Payload) -> None:
    """To whom, and in exactly which words."""
    form = payload["form"]
    state["partner"] = form["partner"]
    state["proposal"] = {"shared_summary": form["shared_summary"], "proposed_at": payload["at"]}
    if "author_hidden" not in (payload["derived"].get("stated") or {}):
        _unsay(state)


def share(state: State, payload: Payload) -> None:
    """It left in these words and no others."""
    state["round"] = int(state.get("round", 0)) + 1
    state["shared_at"] = payload["at"]


def refer(state: State, payload: Payload) -> None:
    """Handed to our own prosecutor, with what is asked for and what else speaks for it."""
    state["referral"] = {**_plain(payload), "referred_at": payload["at"]}


def receive(state: State, payload: Payload) -> None:
    """What the partner tells us about one of ours; its author stays unknown here."""
    body = payload["message"]["body"]
    state["partner"] = payload["message"]["from"]
    state["round"] = int(body["round"])
    state["request"] = {name: body[name] for name in ("summary", "category", "language")}
    state["received_at"] = payload["at"]
    state["stated"], state["decisions"] = {}, {}


def close_notice(state: State, payload: Payload) -> None:
    """What was done with it."""
    state["result"] = payload["form"]["reasons"]


def _unsay(state: State) -> None:
    """That a summary hides the author was said of that summary, and of no later one."""
    state["stated"] = {name: row for name, row in state.get("stated", {}).items() if name != "author_hidden"}


def _plain(payload: Payload) -> State:
    return {name: value for name, value in payload["form"].items() if name != "facts"}
