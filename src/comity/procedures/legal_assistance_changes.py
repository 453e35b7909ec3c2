"""What each step of legal assistance changes in its folded state. Pure: only the payload of the entry is read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from comity.procedures import request_changes as change
from comity.procedures.step import Payload, State

LINKS = ("converts", "follows")


def draft(state: State, payload: Payload) -> None:
    """Take the request as written, with the records it names."""
    change.draft(state, payload)
    state["links"] = _links(state["request"])


def receive(state: State, payload: Payload) -> None:
    """Take the partner's request as its own words; nothing of an earlier round stands."""
    change.receive(state, payload)
    state["links"] = _links(state["request"])
    for name in ("order", "order_sought", "terms", "presence", "release", "consents", "consultation"):
        state.pop(name, None)


def answer_conditions(state: State, payload: Payload) -> None:
    """The conditions stand as the partner accepted them in writing (ICJAL art. 16(3))."""
    source = change.words_of(payload)
    state["terms"] = {**state.get("terms", {}), "acceptance": source["acceptance"], "accepted_at": payload["at"]}


def decline_conditions(state: State, payload: Payload) -> None:
    """The conditions were not accepted."""
    source = change.words_of(payload)
    state["terms"] = {**state.get("terms", {}), "declined": source["answer"], "accepted_at": ""}


def offer_conditions(state: State, payload: Payload) -> None:
    """Conditions on which assistance would be given; nothing is done before they are accepted."""
    source = change.words_of(payload)
    state["terms"] = {"conditions": list(source["conditions"]), "terms": source["terms"], "accepted_at": ""}


def postpone(state: State, payload: Payload) -> None:
    """Put off on account of an own case, to be looked at again on a named day (UNTOC art. 18(25))."""
    state["postponed_until"] = payload["form"]["review_on"]
    state["ground"], state["reasons"] = payload["form"]["ground"], payload["form"]["reasons"]


def note_postponed(state: State, payload: Payload) -> None:
    """The partner put it off."""
    body = payload["message"]["body"]
    state["ground"], state["postponed_until"] = body["ground"], body["review_on"]


def take_up(state: State, payload: Payload) -> None:
    """What was put off is looked at anew: earlier consultation does not carry a later refusal."""
    state.pop("consultation", None)
    state["postponed_until"] = ""


def seek_order(state: State, payload: Payload) -> None:
    """What the court is asked to order."""
    state["order_sought"] = {**payload["form"], "by": payload["actor"], "at": payload["at"]}
    state.pop("order", None)


def grant_order(state: State, payload: Payload) -> None:
    """The order of the court of this state, for this request and no other."""
    state["order"] = {**payload["form"], "outcome": "granted", "judge": payload["actor"], "at": payload["at"],
                      "about": payload["derived"]["about"]}  # fmt: skip


def deny_order(state: State, payload: Payload) -> None:
    """The court said no."""
    state["order"] = {**payload["form"], "outcome": "denied", "judge": payload["actor"], "at": payload["at"]}


def authorise_presence(state: State, payload: Payload) -> None:
    """Who of the requesting state may be there, what they may do, where and until when."""
    state["authorisation"] = {**payload["form"], "by": payload["actor"], "role": payload["derived"]["role"],
                              "at": payload["at"], "withdrawn_at": ""}  # fmt: skip


def withdraw_presence(state: State, payload: Payload) -> None:
    """The authorisation ends at once."""
    state["authorisation"] = {**state.get("authorisation", {}), "withdrawn_at": payload["at"]}


def preserve(state: State, payload: Payload) -> None:
    """Data are held where they are; nothing is read and nothing leaves."""
    form = payload["form"]
    state["preservation"] = {"holder": form["holder"], "act": form["act"], "by": payload["actor"],
                             "from_at": payload["at"], "lifted_at": ""}  # fmt: skip


def note_preserved(state: State, payload: Payload) -> None:
    """The partner holds the data."""
    state["preservation"] = {"from_at": payload["message"]["body"]["preserved_at"], "lifted_at": ""}


def lift_preservation(state: State, payload: Payload) -> None:
    """The hold ends."""
    state["preservation"] = {**state.get("preservation", {}), "lifted_at": payload["at"]}


def record_consent(state: State, payload: Payload) -> None:
    """The consent of the person who would travel, as a judge or prosecutor took it; the newest one counts."""
    form = payload["form"]
    rows = [row for row in state.get("travel_consents", []) if row["person"] != form["person"]]
    state["travel_consents"] = [*rows, {**form, "by": payload["actor"], "at": payload["at"], "withdrawn_at": ""}]


def withdraw_consent(state: State, payload: Payload) -> None:
    """Whoever consented may change his or her mind until the journey begins."""
    number = payload["form"]["person"]
    state["travel_consents"] = [
        {**row, "withdrawn_at": payload["at"]} if row["person"] == number else row
        for row in state.get("travel_consents", [])
    ]


def safe_conduct(state: State, payload: Payload) -> None:
    """The promise of the requesting state: no arrest, charge or limit for what lies before the journey."""
    source = change.words_of(payload)
    row = {name: source[name] for name in ("person", "from_on", "text")}
    rows = [old for old in state.get("safe_conducts", []) if old["person"] != row["person"]]
    state["safe_conducts"] = [*rows, {**row, "given_at": payload["at"]}]


def send_person(state: State, payload: Payload) -> None:
    """Somebody is on the way to, or at, the requesting state."""
    source = change.words_of(payload)
    row = {name: source[name] for name in ("person", "journey", "place", "return_by")}
    state["journey"] = {**row, "sent_at": payload["at"], "told_free_at": "", "returned_at": ""}


def tell_free(state: State, payload: Payload) -> None:
    """From here the safe conduct ends fifteen days later (UNTOC art. 18(27))."""
    told = payload["message"]["body"]["told_at"] if payload.get("message") else payload["at"]
    state["journey"] = {**state["journey"], "told_free_at": told}


def return_person(state: State, payload: Payload) -> None:
    """Back home; the days held there count towards the sentence here (UNTOC art. 18(12)(d))."""
    source = change.words_of(payload)
    journey = {**state["journey"], "returned_at": payload["at"], "note": str(source.get("note") or "")}
    if journey["journey"] == "detained":
        journey["credited_days"] = max(
            int(source.get("days_in_custody") or 0), _days(journey["sent_at"], payload["at"])
        )
    state["journey"] = journey
    state["journeys"] = [*state.get("journeys", []), journey]


def end_safe_conduct(state: State, payload: Payload) -> None:
    """Fifteen days after being told, whoever stays does so by his or her own choice."""
    journey = {**state["journey"], "safe_conduct_ended_at": payload["at"]}
    state["journey"] = journey
    state["journeys"] = [*state.get("journeys", []), journey]


def hold_hearing(state: State, payload: Payload) -> None:
    """A hearing by video as the judge of this state led it."""
    form = {name: value for name, value in payload["form"].items() if name != "facts"}
    state["hearings"] = [*state.get("hearings", []), {**form, "judge": payload["actor"], "at": payload["at"]}]


def prepare_release(state: State, payload: Payload) -> None:
    """Exactly what would leave; nothing is approved by it."""
    names = ("statements", "handling", "conditions", "expires_on", "report", "law_applied")
    state["release"] = {name: payload["form"][name] for name in names}


def answer_no_data(state: State, payload: Payload) -> None:
    """It was carried out and brought nothing to give."""
    change.answer_no_data(state, payload)
    form = payload["form"]
    state["release"] = {**state["release"], "report": form["report"], "law_applied": form["law_applied"]}


def note_result(state: State, payload: Payload) -> None:
    """What the partner did and found, under its conditions."""
    body = payload["message"]["body"]
    change.note_answer(state, payload)
    state["answer"] = {**state["answer"], "report": body["report"], "law_applied": body["law_applied"]}


def _links(request: Mapping[str, Any]) -> dict[str, str]:
    return {name: request[name] for name in LINKS if request.get(name)}


def _days(start: str, end: str) -> int:
    """Days held, the first and the last counted: a day begun is a day served."""
    return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days + 1
