"""What each step of a request changes in its folded state. Pure: only the payload of the entry is read.

Every function gets a private copy of the state and the payload ``{"form", "derived", "message", "actor", "at",
"command"}`` of one done entry.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from comity.procedures import judgement
from comity.procedures.step import Payload, State

KEPT_DAYS = 365
"""How long a record of a person stands before somebody must look at it again, where nothing shorter was asked."""


def words_of(payload: Payload) -> Mapping[str, Any]:
    """What was said: the partner's message, else the form."""
    message: Mapping[str, Any] = payload.get("message") or {}
    words: Mapping[str, Any] = message["body"] if message else payload["form"]
    return words


def take_partner(state: State, payload: Payload) -> Mapping[str, Any]:
    """Who sent it, who there wrote, certified and sent it, in which round, and when it came; the words it brought."""
    body: Mapping[str, Any] = payload["message"]["body"]
    state["partner"] = payload["message"]["from"]
    state["partner_actors"] = body["officers"]
    state["round"] = int(body["round"])
    state["received_at"] = payload["at"]
    return body


def draft(state: State, payload: Payload) -> None:
    """Take the request as written; a returned one begins its next round."""
    form = dict(payload["form"])
    state["partner"] = form.pop("partner")
    state["case"] = form.pop("case")
    state["request"] = form
    state["review_on"] = review_day(payload["at"], form.get("retention_days"))
    state["stated"] = {}
    state["decisions"] = {}


def review_day(at: str, asked_days: Any) -> str:
    """The day by which a record of a person is reviewed or deleted: as asked, at most KEPT_DAYS away."""
    days = asked_days if isinstance(asked_days, int) and 0 < asked_days < KEPT_DAYS else KEPT_DAYS
    return (date.fromisoformat(at[:10]) + timedelta(days=days)).isoformat()


def send(state: State, payload: Payload) -> None:
    """A sent request begins a round of messages."""
    state["round"] = int(state.get("round", 0)) + 1


def receive(state: State, payload: Payload) -> None:
    """Take the partner's request as its own words, and start with a clean desk of our own."""
    state["request"] = take_partner(state, payload)["request"]
    state["review_on"] = review_day(payload["at"], state["request"].get("retention_days"))
    for name, empty in (("stated", {}), ("decisions", {}), ("candidates", []), ("judgements", [])):
        state[name] = empty  # a new round is judged anew
    state.pop("past_judgements", None)


def turn_away(state: State, payload: Payload) -> None:
    """Keep nothing of an unlawful message but that it was turned away, and with which ground."""
    body = payload["message"]["body"]
    state["partner"] = payload["message"]["from"]
    state["round"] = int(body.get("round", 1))
    state["review_on"] = review_day(payload["at"], None)
    state["ground"] = payload["derived"]["ground"]


def note_received(state: State, payload: Payload) -> None:
    """The partner's receipt of the request: its time starts the clock on both nodes."""
    state["received_at"] = payload["message"]["body"]["received_at"]


def note_returned(state: State, payload: Payload) -> None:
    """The request came back: what is missing, or a neutral ground."""
    body = payload["message"]["body"]
    state["missing"] = list(body.get("missing", []))
    state["ground"] = body.get("ground", "")


def return_incomplete(state: State, payload: Payload) -> None:
    """What the request lacks."""
    state["missing"] = list(payload["form"]["missing"])


def ask_clarification(state: State, payload: Payload) -> None:
    """A question the partner has to answer; the clock stands still meanwhile."""
    state.setdefault("clarifications", []).append(_exchange(payload, "question"))


def answer_clarification(state: State, payload: Payload) -> None:
    """The answer to the latest open question."""
    _answer(state.get("clarifications", []), payload)


def ask_consultation(state: State, payload: Payload) -> None:
    """Before a refusal the partner is asked (UNTOC arts 16(16), 18(26))."""
    row = _exchange(payload, "ground")
    state["consultation"] = {"ground": row["text"], "asked_at": row["asked_at"], "answered_at": "", "answer": ""}


def answer_consultation(state: State, payload: Payload) -> None:
    """The partner's word before a refusal."""
    consultation = state.setdefault("consultation", {})
    consultation["answered_at"] = payload["at"]
    consultation["answer"] = _words(payload, "answer")


def refuse(state: State, payload: Payload) -> None:
    """The ground on the closed list; the reasons stay here, sealed for court and review."""
    state["ground"] = payload["form"]["ground"]
    state["reasons"] = payload["form"]["reasons"]


def note_refused(state: State, payload: Payload) -> None:
    """The partner refused, with its neutral ground."""
    state["ground"] = payload["message"]["body"]["ground"]


def search(state: State, payload: Payload) -> None:
    """The candidates a machine proposes; earlier judgements on the same candidates stand, others are set aside."""
    state["candidates"] = list(payload["derived"]["candidates"])
    state["searched_registers"] = list(payload["derived"]["registers"])
    kept = {row["id"] for row in state["candidates"]}
    if "lists" in payload["derived"]:  # a search from before lists were noted forgot such words
        state["watched"] = dict(payload["derived"]["lists"])
        state["past_judgements"] = judgement.set_aside(state, kept)
    state["judgements"] = [row for row in state.get("judgements", []) if row["candidate"] in kept]


def watch(state: State, payload: Payload) -> None:
    """What a newer list holds beside what is known: candidates to judge, each pair once; and up to which list it went."""
    derived = payload["derived"]
    fresh = [{**row, "found_at": payload["at"]} for row in derived["candidates"]]
    state["candidates"] = [*state.get("candidates", []), *fresh]
    state["watched"] = {**state.get("watched", {}), **derived["lists"]}


def judge(state: State, payload: Payload) -> None:
    """A person's word on one candidate; the newest one counts, those before it stay readable in it."""
    state["judgements"] = judgement.revised(state.get("judgements", []), payload)


def judged_state(state: Mapping[str, Any]) -> str:
    """Where a judgement leads: one positive confirms the hit, otherwise the search stands."""
    positive = any(row["result"] == "positive" for row in state["judgements"])
    return "hit_confirmed" if positive else "searched"


def prepare_release(state: State, payload: Payload) -> None:
    """Exactly what would leave, with its handling codes, conditions and expiry; nothing is approved by it."""
    form = payload["form"]
    state["release"] = {name: form[name] for name in ("statements", "handling", "conditions", "expires_on")}


def release(state: State, payload: Payload) -> None:
    """What was given can be named later."""
    state["released_at"] = payload["at"]


def answer_no_data(state: State, payload: Payload) -> None:
    """An answer without data is an answer."""
    state["release"] = {"statements": [], "handling": [], "conditions": [], "expires_on": ""}
    state["released_at"] = payload["at"]


def note_answer(state: State, payload: Payload) -> None:
    """What the partner gave, under its conditions."""
    body = payload["message"]["body"]
    state["answer"] = {
        name: body[name] for name in ("statements", "handling", "conditions", "expires_on", "no_data", "released_at")
    }


def report_use(state: State, payload: Payload) -> None:
    """What the information was used for (MLA 2nd Protocol art. 26(4) as model)."""
    words = words_of(payload)
    state["use_report"] = {name: words[name] for name in ("used_for_case", "use", "result")}


def decide(state: State, payload: Payload) -> None:
    """A written decision by a role, bound to the facts it judged."""
    form, derived = payload["form"], payload["derived"]
    rows = dict(state.get("decisions", {}))
    earlier = [row for row in rows.get(form["policy"], []) if row["author"] != payload["actor"]]
    rows[form["policy"]] = [
        *earlier,
        {
            "outcome": form["outcome"],
            "author": payload["actor"],
            "role": derived["role"],
            "reasons": form["reasons"],
            "facts_hash": derived["facts_hash"],
            "at": payload["at"],
            "expires_at": derived["expires_at"],
        },
    ]
    state["decisions"] = rows


def _exchange(payload: Payload, name: str) -> dict[str, str]:
    message = payload.get("message") or {}
    return {
        "id": str(message.get("id") or payload["derived"].get("message_id", "")),
        "text": _words(payload, name),
        "asked_at": payload["at"],
        "answer": "",
        "answered_at": "",
    }


def _answer(rows: list[dict[str, str]], payload: Payload) -> None:
    for row in reversed(rows):
        if not row["answered_at"]:
            row["answer"], row["answered_at"] = _words(payload, "answer"), payload["at"]
            return


def _words(payload: Payload, name: str) -> str:
    return str(words_of(payload)[name])
