"""What each step of a person's own request changes in its folded state. Pure: only the payload of the entry is read."""

from comity.procedures.step import Payload, State

NOTHING = "nothing_to_give"
"""What is said where nothing was found, and where nothing of it may be told: one and the same."""


def draft(state: State, payload: Payload) -> None:
    """The wish as the person put it."""
    state["request"] = {**payload["form"], "objects": [], "flags": [], "purpose": ""}
    state["received_at"] = payload["at"]
    state["stated"], state["decisions"] = {}, {}
    for name in ("identification", "found", "package"):
        state.pop(name, None)


def identify(state: State, payload: Payload) -> None:
    """By what the person was known to be the one."""
    state["identification"] = {**_plain(payload), "entered_at": payload["at"]}


def lack(state: State, payload: Payload) -> None:
    """What is missing before anything may be said."""
    state["lacking"] = list(payload["form"]["lacking"])


def restrict(state: State, payload: Payload) -> None:
    """Nothing leaves from this record until the dispute is settled."""
    marks = [*state.get("disputes", []), f"disputes:{payload['form']['restricted']}"]
    state["disputes"] = sorted(set(marks))


def search(state: State, payload: Payload) -> None:
    """Every record of this node that speaks of the person."""
    state["found"] = list(payload["derived"]["found"])
    state.pop("package", None)


def prepare(state: State, payload: Payload) -> None:
    """Exactly what would be given, and what is held back with its reasons. Nobody has looked at it yet."""
    state["package"] = {**_plain(payload), "prepared_at": payload["at"]}
    _unsay(state)


def answer(state: State, payload: Payload) -> None:
    """What the person is told. Reasons for holding back stay filed for the supervisor; where nothing is given, the
    answer is word for word the one for nothing found.
    """
    package = state.get("package") or {}
    given = [{"told_as": row["told_as"]} for row in package.get("given", [])]
    state["told"] = {"answer": "given", "given": given, "letter": package.get("letter", "")} if given else {
        "answer": NOTHING, "given": [], "letter": ""}  # fmt: skip
    state["filed"] = list(package.get("held_back", []))
    state["answered_at"] = payload["at"]


def keep_limits(state: State, payload: Payload) -> None:
    """What is held back was looked at again and still has to be."""
    state["limits_kept"] = [
        *state.get("limits_kept", []),
        {"at": payload["at"], "by": payload["actor"], "reasons": payload["form"]["reasons"]},
    ]


def settle(state: State, payload: Payload) -> None:
    """What became of the dispute; what stays restricted goes on holding the record."""
    state["settlement"] = {**_plain(payload), "settled_at": payload["at"]}
    if payload["form"]["dispute_result"] != "restricted":
        state["disputes"] = []


def check(state: State, payload: Payload) -> None:
    """What an independent body looked at. The person is told that the checks were done, always in the same words."""
    state["check"] = {**_plain(payload), "by": payload["actor"], "checked_at": payload["at"]}
    state["told"] = {"answer": "checks_done", "given": [], "letter": ""}


def _unsay(state: State) -> None:
    """What people said was said of the package before."""
    about = ("others_hidden", "partner_data")
    state["stated"] = {name: row for name, row in state.get("stated", {}).items() if name not in about}


def _plain(payload: Payload) -> State:
    return {name: value for name, value in payload["form"].items() if name != "facts"}
