"""What each step of a nationality review changes in its folded state. Pure: only the payload of the entry is read."""

from comity.procedures.step import Payload, State

OF_A_REVIEW = ("notice", "access", "answers", "hearing", "question", "confirmation", "family", "weighing", "outcome",
               "appeal", "cancelled_at", "final_at", "final_by", "invited")  # fmt: skip
"""What a changed file loses: a new notice, hearing, check and decision are owed on what it says now."""


def draft(state: State, payload: Payload) -> None:
    """Take the file as written. The partner is no party to it, whoever gave the lead."""
    form = dict(payload["form"])
    state["links"] = {"lead_record": form["lead_record"]} if form["lead_record"] else {}
    state["request"] = {**form, "objects": []}
    state["papers"] = "valid"
    state["stated"], state["decisions"] = {}, {}
    for name in OF_A_REVIEW:
        state.pop(name, None)


def serve_notice(state: State, payload: Payload) -> None:
    """What the person was told, in which language, and how it reached him or her."""
    state["notice"] = {**_plain(payload), "entered_at": payload["at"]}
    state["answers"], state["access"] = [], []


def give_access(state: State, payload: Payload) -> None:
    """The file was opened to the person; what was held back stands beside it."""
    state["access"] = [*state.get("access", []), {**_plain(payload), "entered_at": payload["at"]}]


def take_answer(state: State, payload: Payload) -> None:
    """The person's answer, as it came in."""
    state["answers"] = [*state.get("answers", []), {**_plain(payload), "entered_at": payload["at"]}]


def hear(state: State, payload: Payload) -> None:
    """The hearing before the court, and whether the time to answer had been used or had run out by then."""
    due = str(((state.get("clocks") or {}).get("response") or {}).get("due_at", ""))
    time = "answered" if state.get("answers") else "lapsed" if due and due <= payload["at"] else "running"
    state["hearing"] = {**_plain(payload), "judge": payload["actor"], "time": time, "entered_at": payload["at"]}


def ask_asylum(state: State, payload: Payload) -> None:
    """From now the asylum authority may read it: nobody else can say whether the other state may be asked."""
    state["invited"] = ["invited:AS"]


def ask_state(state: State, payload: Payload) -> None:
    """The neutral question to the other state's nationality authority."""
    state["question"] = {**_plain(payload), "asked_at": payload["at"]}


def take_confirmation(state: State, payload: Payload) -> None:
    """What came back. Whoever judged an earlier answer has not judged this one."""
    state["confirmation"] = {**_plain(payload), "entered_by": payload["actor"], "entered_at": payload["at"]}
    _unsay(state, "other_nationality")


def lapse(state: State, payload: Payload) -> None:
    """Silence is no confirmation."""
    state["confirmation"] = {"answer": "no_answer", "given_by": "", "reference": "", "dated_on": payload["at"][:10],
                             "entered_by": payload["actor"], "entered_at": payload["at"]}  # fmt: skip
    _unsay(state, "other_nationality")


def check_family(state: State, payload: Payload) -> None:
    """Each child and spouse with what would become of his or her own nationality."""
    state["family"] = {**_plain(payload), "entered_at": payload["at"]}
    _unsay(state, "family_effect")


def weigh(state: State, payload: Payload) -> None:
    """The factors sheet a decision rests on."""
    state["weighing"] = {**_plain(payload), "entered_at": payload["at"]}


def cancel(state: State, payload: Payload) -> None:
    """The decision to cancel. Nothing changes for the person yet: papers stay valid until it has effect."""
    state["outcome"] = {"is": "cancel", **_plain(payload)}
    state["cancelled_at"] = payload["at"]
    state["appeal"] = {"state": "not_open"}


def serve_decision(state: State, payload: Payload) -> None:
    """The decision reached the person; from now the time to appeal runs."""
    state["service"] = {**_plain(payload), "entered_at": payload["at"]}
    state["appeal"] = {"state": "open", "opened_at": payload["at"]}


def appeal(state: State, payload: Payload) -> None:
    """The appeal suspends everything."""
    state["appeal"] = {**state.get("appeal", {}), "state": "lodged", **_plain(payload), "lodged_at": payload["at"]}


def uphold(state: State, payload: Payload) -> None:
    """The court upheld the decision: it is final."""
    _end_appeal(state, payload, "upheld")
    state["final_at"], state["final_by"] = payload["at"], "upheld"


def quash(state: State, payload: Payload) -> None:
    """The court set the decision aside: the nationality stands as it always did."""
    _end_appeal(state, payload, "quashed")
    state["outcome"] = {"is": "restored", "reasons": payload["form"]["reasons"]}
    state["restored_at"] = payload["at"]


def make_final(state: State, payload: Payload) -> None:
    """The time to appeal ran out unused."""
    state["appeal"] = {**state.get("appeal", {}), "state": "not_used"}
    state["final_at"], state["final_by"] = payload["at"], "window"


def take_effect(state: State, payload: Payload) -> None:
    """The cancellation has effect: the papers are no longer valid."""
    state["effective_at"], state["papers"] = payload["at"], "cancelled"


def keep(state: State, payload: Payload) -> None:
    """The nationality stands; this binds every later review of the same facts."""
    state["outcome"] = {"is": "keep", "reasons": payload["form"]["reasons"]}
    state["kept_at"] = payload["at"]


def fix(state: State, payload: Payload) -> None:
    """Something milder than a cancellation mends it; the nationality stands, and this binds too."""
    state["outcome"] = {"is": "fix", **_plain(payload)}
    state["kept_at"] = payload["at"]


def withdraw(state: State, payload: Payload) -> None:
    """The file was stale, immaterial or wrongly opened."""
    state["outcome"] = {"is": "withdrawn", "reasons": payload["form"]["reasons"]}


def restore(state: State, payload: Payload) -> None:
    """An error was found: nationality and papers are given back, and whoever was told otherwise is told."""
    state["outcome"] = {"is": "restored", **_plain(payload)}
    state["restored_at"], state["papers"] = payload["at"], "valid"


def _end_appeal(state: State, payload: Payload, word: str) -> None:
    ended = {
        "state": word,
        "judge": payload["actor"],
        "ended_at": payload["at"],
        "judgment": payload["form"]["reasons"],
    }
    state["appeal"] = {**state.get("appeal", {}), **ended}


def _unsay(state: State, fact: str) -> None:
    """A statement on what is no longer on file counts no more."""
    state["stated"] = {name: row for name, row in state.get("stated", {}).items() if name != fact}


def _plain(payload: Payload) -> State:
    return {name: value for name, value in payload["form"].items() if name != "facts"}
