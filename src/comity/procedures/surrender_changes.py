"""What each step of a surrender changes in its folded state. Pure: only the payload of the entry is read.

``detention`` holds every stretch of detention of the person: ``{"held_now", "episodes": [{"begun_at", "ended_at", "detained_on"}]}``.
"""

from collections.abc import Mapping
from typing import Any

from comity.procedures.request_changes import review_day, take_partner, words_of
from comity.procedures.step import Payload, State


def sent_state(state: Mapping[str, Any]) -> str:
    """Where a sending leads at the requesting office."""
    return "notice_sent" if state["request"]["stage"] == "notice" else "sent"


def receive(state: State, payload: Payload) -> None:
    """Take the partner's words as its own, on a clean desk; what the person has lived through stays."""
    body = take_partner(state, payload)
    state["request"] = body["request"]
    state.setdefault("first_received_at", payload["at"])
    state["review_on"] = review_day(payload["at"], None)
    state["assurances"] = [_received(row, payload) for row in body["request"].get("assurances", [])]
    state["stated"], state["decisions"] = {}, {}


def received_state(state: Mapping[str, Any]) -> str:
    """A notice waits for papers, a request is checked; a second notice changes nothing for a person who is held."""
    if state["request"]["stage"] != "notice":
        return "form_check"
    return "arrested" if (state.get("detention") or {}).get("held_now") else "wanted"


def turn_away(state: State, payload: Payload) -> None:
    """Keep nothing of an unlawful message but that it was turned away, and with which ground."""
    body = payload["message"]["body"]
    state["partner"] = payload["message"]["from"]
    state["round"] = int(body.get("round", 1))
    state.setdefault("review_on", review_day(payload["at"], None))
    state["ground"] = payload["derived"]["ground"]


def note_arrest(state: State, payload: Payload) -> None:
    """The partner holds the person: the time for our papers runs."""
    state["arrested_at"] = words_of(payload)["arrested_at"]


def arrest(state: State, payload: Payload) -> None:
    """A person is held on the notice."""
    form = payload["form"]
    state["arrested_at"] = form["arrested_at"]
    hold(state, form["arrested_at"], "notice")


def confirm_arrest(state: State, payload: Payload) -> None:
    """The court has seen the person and holds him or her on."""
    form = payload["form"]
    row = {"at": payload["at"], "judge": payload["actor"], "counsel": form["counsel"], "reasons": form["reasons"]}
    state.setdefault("hearings", []).append(row)


def review_detention(state: State, payload: Payload) -> None:
    """The court has looked again whether the person must be held."""
    row = {"at": payload["at"], "judge": payload["actor"], "counsel": "", "reasons": payload["form"]["reasons"]}
    state.setdefault("hearings", []).append(row)


def detain(state: State, payload: Payload) -> None:
    """The court orders detention on complete papers."""
    hold(state, payload["at"], "papers")


def free(state: State, payload: Payload) -> None:
    """Nobody is held any more, from this moment."""
    custody = state.get("detention") or {"held_now": False, "episodes": []}
    state["detention"] = {
        "held_now": False,
        "episodes": [row if row["ended_at"] else {**row, "ended_at": payload["at"]} for row in custody["episodes"]],
    }


def hold(state: State, at: str, ground: str) -> None:
    """Held from a moment, on a notice or on complete papers; who is held already is held on without a gap."""
    rows = [
        row if row["ended_at"] else {**row, "ended_at": at}
        for row in (state.get("detention") or {}).get("episodes", [])
    ]
    state["detention"] = {
        "held_now": True,
        "episodes": [*rows, {"begun_at": at, "ended_at": "", "detained_on": ground}],
    }
    state["held_from"] = at


def serve_rights(state: State, payload: Payload) -> None:
    """What the person was told, when, in which language, and what he or she wished."""
    state.setdefault("rights", []).append({**payload["form"], "by": payload["actor"], "at": payload["at"]})


def tell_consulate(state: State, payload: Payload) -> None:
    """Who told the consulate, and when."""
    state["consulate_told"] = {"by": payload["actor"], "at": payload["at"]}


def screen(state: State, payload: Payload) -> None:
    """The papers are complete: what runs now is the court's time."""
    state["papers_complete_at"] = payload["at"]
    if (state.get("detention") or {}).get("held_now"):
        hold(state, payload["at"], "papers")


def ask_supplement(state: State, payload: Payload) -> None:
    """What the papers lack."""
    state["missing"] = list(words_of(payload)["missing"])


def return_incomplete(state: State, payload: Payload) -> None:
    """What it lacks; nobody is held on papers that are not there."""
    state["missing"] = list(payload["form"].get("missing", []))
    free(state, payload)


def lapse(state: State, payload: Payload) -> None:
    """The supplement did not come in time: nobody is held any more, the matter may be brought again."""
    free(state, payload)


def serve_copy(state: State, payload: Payload) -> None:
    """The person has the request in hand; the time to answer runs from here."""
    state["copy_served"] = {**payload["form"], "by": payload["actor"]}
    state["served_at"] = payload["form"]["served_at"]


def record_answer(state: State, payload: Payload) -> None:
    """The person's answer, or the word that there will be none."""
    state["person_answer"] = {**payload["form"], "at": payload["at"]}


def end_time_to_answer(state: State, payload: Payload) -> None:
    """The time to answer is over; the court may find."""
    state["answer_time_over_at"] = payload["at"]


def find(state: State, payload: Payload) -> None:
    """The court's written finding: for which offences, and why."""
    form = payload["form"]
    state["court_finding"] = {"offences": list(form["offences"]), "reasons": form["reasons"], "judge": payload["actor"],
                        "at": payload["at"], "final_at": ""}  # fmt: skip


def find_against(state: State, payload: Payload) -> None:
    """The court finds that the person may not be surrendered: free at once."""
    state["court_finding"] = {"offences": [], "reasons": payload["form"]["reasons"], "judge": payload["actor"],
                        "at": payload["at"], "final_at": payload["at"]}  # fmt: skip
    free(state, payload)


def appeal(state: State, payload: Payload) -> None:
    """The person appeals; nothing happens before the higher court has ruled."""
    state["appeal"] = {"at": payload["at"], "reasons": payload["form"]["reasons"], "ruling": ""}


def uphold(state: State, payload: Payload) -> None:
    """The higher court agrees: the finding is final."""
    _ruled(state, payload, "upheld")


def overturn(state: State, payload: Payload) -> None:
    """The higher court does not agree: free at once."""
    _ruled(state, payload, "overturned")
    state["court_finding"]["offences"] = []
    free(state, payload)


def _ruled(state: State, payload: Payload, ruling: str) -> None:
    said = {"ruling": ruling, "judge": payload["actor"], "ruled_at": payload["at"], "why": payload["form"]["reasons"]}
    state["appeal"] = {**state.get("appeal", {}), **said}
    state["court_finding"] = {**state["court_finding"], "final_at": payload["at"]}


def become_final(state: State, payload: Payload) -> None:
    """The time to appeal is over, and nobody appealed."""
    state["court_finding"]["final_at"] = payload["at"]


def ask_assurances(state: State, payload: Payload) -> None:
    """Which assurances were asked for, and when: silence is recorded too."""
    state["assurances_asked"] = {"asked": list(words_of(payload)["asked"]), "at": payload["at"]}


def note_assurances(state: State, payload: Payload) -> None:
    """What the partner promises; nothing is accepted by it."""
    rows = [_received(row, payload) for row in words_of(payload)["assurances"]]
    state["assurances"] = [*state.get("assurances", []), *rows]


def _received(row: Mapping[str, Any], payload: Payload) -> dict[str, Any]:
    return {**row, "received_at": payload["at"], "withdrawn_at": "", "rulings": []}


def judge_assurance(state: State, payload: Payload) -> None:
    """A judge's or minister's ruling on one assurance, point by point; the newest one counts."""
    form = dict(payload["form"])
    number = form.pop("number")
    rows = list(state.get("assurances", []))
    if 0 <= number < len(rows):
        ruled = {**form, "by": payload["actor"], "at": payload["at"]}
        rows[number] = {**rows[number], "rulings": [*rows[number]["rulings"], ruled]}
        state["assurances"] = rows


def withdraw_assurance(state: State, payload: Payload) -> None:
    """A promise that no longer stands."""
    kind = words_of(payload)["assures"]
    state["assurances"] = [
        {**row, "withdrawn_at": row.get("withdrawn_at") or payload["at"]} if row["assures"] == kind else row
        for row in state.get("assurances", [])
    ]
