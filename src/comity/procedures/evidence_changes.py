"""What each step changes in the state of an exhibit, and the event it adds to the chain of custody. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from comity.domain.custody import next_event
from comity.procedures.evidence_form import MARKS
from comity.procedures.request_changes import KEPT_DAYS, review_day, send, take_partner
from comity.procedures.step import Payload, Reduce, State

MARKED = tuple(item.name for item in MARKS)
LIMITS = ("handling", "conditions", "expires_on")
SILENT = ("facts", "clock")
"""What a form says that is kept elsewhere."""


def event(state: State, payload: Payload) -> None:
    """Add the event of this step to the chain, with everything that was filled in."""
    said = {name: value for name, value in (payload.get("form") or {}).items() if name not in SILENT}
    if payload.get("message"):
        said = {"message": payload["message"]["id"], "from": payload["message"]["from"]}
    chain = state.get("custody", [])
    row = next_event(chain, what=payload["command"], actor=payload["actor"], at=payload["at"], said=said)
    state["custody"] = [*chain, row]


def with_event(change: Reduce | None = None) -> Reduce:
    """A step that leaves its line in the chain before anything else."""

    def reduce(state: State, payload: Payload) -> None:
        event(state, payload)
        if change:
            change(state, payload)

    return reduce


def identify(state: State, payload: Payload) -> None:
    """What it is and which case it belongs to; nothing has been touched yet."""
    form = dict(payload["form"])
    state["case"], state["title"] = form.pop("case"), form.pop("title")
    exhibit = {name: form.pop(name) for name in ("kind", "what_it_is", "found_place", "holder")}
    state["exhibit"] = exhibit
    thing = {"kind": "document", "value": state["id"], "link": exhibit["what_it_is"][:1000]}
    state["request"] = {**form, "objects": [thing], "urgent": False}
    state["partner"] = ""
    state["review_on"] = review_day(payload["at"], None)
    state["stated"], state["decisions"] = {}, {}


def collect(state: State, payload: Payload) -> None:
    """How it was acquired. With a hash it may be evidence; without one it is a lead."""
    form = payload["form"]
    digests = [ref["sha256"] for ref in form["files"]] + [text.lower() for text in form["hashes"]]
    state["acquired"] = {**form, "hashes": sorted(set(digests))}
    state["grade"] = "evidence" if digests else "lead_only"


def seal(state: State, payload: Payload) -> None:
    """The seal it now bears."""
    state["seal_number"] = payload["form"]["seal_number"]


def store(state: State, payload: Payload) -> None:
    """Where it lies."""
    state["lies_at"] = payload["form"]["lies_at"]


def measure(state: State, payload: Payload) -> None:
    """Hashes measured now against those of the acquisition; a difference is kept for ever."""
    form = payload["form"]
    if "seal_number" in form:
        state["seal_number"] = form["seal_number"]
    wanted = set((state.get("acquired") or {}).get("hashes", []))
    if {text.lower() for text in form["measured"]} != wanted or form.get("seal_intact") is False:
        _doubt(state, payload)


def _doubt(state: State, payload: Payload) -> None:
    state["grade"] = "lead_only"
    state["mismatch"] = {
        "what": payload["command"],
        "at": payload["at"],
        "by": "partner" if payload.get("message") else "us",
    }


def copy(state: State, payload: Payload) -> None:
    """A working copy, bit for bit; one that differs puts the exhibit itself in doubt."""
    measure(state, payload)
    row = {name: payload["form"][name] for name in ("medium", "tool", "tool_version")}
    state["copies"] = [*state.get("copies", []), {**row, "at": payload["at"]}]


def analyse(state: State, payload: Payload) -> None:
    """What was done to the copy and what came of it."""
    row = {
        name: payload["form"][name] for name in ("tool", "tool_version", "method", "on_copy", "repeatable", "result")
    }
    files = [ref["sha256"] for ref in payload["form"]["files"]]
    state["analyses"] = [*state.get("analyses", []), {**row, "reports": files, "at": payload["at"]}]


def disclose(state: State, payload: Payload) -> None:
    """Given to the defence."""
    form = payload["form"]
    row = {name: form[name] for name in ("recipient", "court_use", "offered_as")}
    state["disclosed"] = [*state.get("disclosed", []), {**row, "at": payload["at"]}]


def prepare_transfer(state: State, payload: Payload) -> None:
    """Exactly what would go to the partner, and under which conditions; nothing is approved by it."""
    form = payload["form"]
    state["partner"] = form["partner"]
    state["request"] = {**state["request"], "basis": form["basis"]}
    parts = {name: form[name] for name in ("offered_as", *MARKED, "files", "medium", *LIMITS)}
    state["release"] = {"statements": [], **parts}


def release(state: State, payload: Payload) -> None:
    """Our signature under the transfer."""
    send(state, payload)
    state["released_at"] = payload["at"]


def receive(state: State, payload: Payload) -> None:
    """What the partner offers, before anybody here has taken it into custody."""
    body = take_partner(state, payload)
    state["request"] = body["about"]
    state["title"] = body["exhibit"]["title"]
    state["exhibit"] = {name: body["exhibit"][name] for name in ("kind", "what_it_is")}
    state["acquired"] = {**body["acquired"], "hashes": list(body["exhibit"]["hashes"])}
    state["offered"] = {**body["release"], "custody_head": body["exhibit"]["custody_head"],
                        "custody_events": body["exhibit"]["custody_events"]}  # fmt: skip
    state["grade"] = body["release"]["offered_as"]
    state["review_on"] = review_day(payload["at"], None)
    state["stated"], state["decisions"] = {}, {}


def accept(state: State, payload: Payload) -> None:
    """Taken into custody here, after measuring; our signature under the transfer."""
    state["lies_at"] = payload["form"]["lies_at"]
    measure(state, payload)


def note_accepted(state: State, payload: Payload) -> None:
    """The partner's signature under the transfer, and what it measured."""
    body = payload["message"]["body"]
    state["transfer"] = {"at": body["accepted_at"], "matches": body["matches"], "measured": list(body["measured"])}
    state["transferred_at"] = payload["at"]
    if not body["matches"]:
        _doubt(state, payload)


def quarantine(state: State, payload: Payload) -> None:
    """In doubt: never evidence again, never deleted."""
    _doubt(state, payload)


def keep_as_lead(state: State, payload: Payload) -> None:
    """The prosecutor knows, and lets it serve as a lead."""
    state["prosecutor_told_at"] = payload["at"]


def tell(state: State, payload: Payload) -> None:
    """The partner was told."""
    state["partner_told_at"] = payload["at"]


def retain(state: State, payload: Payload) -> None:
    """Kept until a day, and why."""
    state["retained_to"] = payload["form"]["retained_to"]
    last = (date.fromisoformat(payload["at"][:10]) + timedelta(days=KEPT_DAYS)).isoformat()
    state["review_on"] = min(state["retained_to"], last)


def order_destruction(state: State, payload: Payload) -> None:
    """The order under which it may be destroyed."""
    state["destruction"] = {"order_id": payload["form"]["order_id"], "at": payload["at"]}


def destroy(state: State, payload: Payload) -> None:
    """Done by the first person, with the list of hashes; another must confirm."""
    form = payload["form"]
    state["destruction"] = {**state["destruction"], "method": form["method"], "place": form["place"],
                            "measured": [text.lower() for text in form["measured"]]}  # fmt: skip


def confirm(state: State, payload: Payload) -> None:
    """Confirmed by the second person: what was destroyed is what was acquired."""
    gone = list((payload.get("derived") or {}).get("deleted_files") or [])
    state["destruction"] = {**state["destruction"], "confirmed_at": payload["at"], "files": gone}


def measured_state(state: Mapping[str, Any]) -> str:
    """Where a measurement leads: back to the store, or into quarantine."""
    return "quarantined" if state.get("mismatch") else "stored"


def accepted_state(state: Mapping[str, Any]) -> str:
    """Where the partner's word leads."""
    return "quarantined" if state.get("mismatch") else "transferred"


def lead_state(state: Mapping[str, Any]) -> str:
    """An exhibit that has gone stays gone; any other goes back to the store."""
    return "transferred" if state.get("transferred_at") else "stored"
