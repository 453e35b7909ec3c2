"""What legal assistance puts on the link: exactly these members, nothing else."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.legal_assistance_form import REQUEST
from comity.procedures.request_form import ANSWER, LOCAL, MOMENT
from comity.procedures.request_messages import (
    GROUND,
    OFFICERS,
    REPLY,
    RETURNED,
    USE,
    answer,
    ground,
    officers_of,
    reply,
    returned,
    use,
)
from comity.procedures.step import Body, Field, Message

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = Mapping[str, Any]

SENT = tuple(item for item in REQUEST if item.name not in LOCAL)
_DAY = 10


def _request(state: State, form: Form, derived: Derived) -> Body:
    request = {item.name: state["request"][item.name] for item in SENT}
    return {"request": request, "officers": officers_of("ml", state, sent_by="send")}


def _received(state: State, form: Form, derived: Derived) -> Body:
    return {"received_at": state["received_at"]}


def _question(state: State, form: Form, derived: Derived) -> Body:
    return {"question": form["question"]}


def _clarified(state: State, form: Form, derived: Derived) -> Body:
    rows = state.get("clarifications", [])
    return {"answer": form["answer"], "reply_to": rows[-1]["id"] if rows else ""}


def _terms(state: State, form: Form, derived: Derived) -> Body:
    return {"conditions": list(form["conditions"]), "terms": form["terms"]}


def _acceptance(state: State, form: Form, derived: Derived) -> Body:
    return {"acceptance": form["acceptance"]}


def _postponed(state: State, form: Form, derived: Derived) -> Body:
    return {"ground": str(derived["ground"]), "review_on": form["review_on"]}


def _preserved(state: State, form: Form, derived: Derived) -> Body:
    return {"preserved_at": state["preservation"]["from_at"]}


def _safe_conduct(state: State, form: Form, derived: Derived) -> Body:
    return {name: form[name] for name in ("person", "from_on", "text")}


def _person_sent(state: State, form: Form, derived: Derived) -> Body:
    return {name: form[name] for name in ("person", "journey", "place", "return_by")}


def _told_free(state: State, form: Form, derived: Derived) -> Body:
    return {"told_at": state["journey"]["told_free_at"]}


def _person_returned(state: State, form: Form, derived: Derived) -> Body:
    return {"days_in_custody": int(form.get("days_in_custody") or 0), "note": str(form.get("note") or "")}


def _result(state: State, form: Form, derived: Derived) -> Body:
    release = state["release"]
    return {**reply(state, form, derived), "report": release["report"], "law_applied": release["law_applied"]}


MESSAGES = (
    Message(type="assistance.request", make=_request, parts={"request": SENT, "officers": OFFICERS}, life=True),
    Message(type="assistance.received", make=_received,
            fields=(Field(name="received_at", required=True, limit=MOMENT),)),
    Message(type="assistance.returned", make=returned, fields=RETURNED),
    Message(type="assistance.clarify", make=_question, fields=(Field(name="question", required=True, limit=60),)),
    Message(type="assistance.clarified", make=_clarified, fields=(ANSWER, Field(name="reply_to", limit=120))),
    Message(type="assistance.consult", make=ground, fields=(GROUND,)),
    Message(type="assistance.consulted", make=answer, fields=(ANSWER,)),
    Message(type="assistance.accepted"),
    Message(type="assistance.conditions", make=_terms,
            fields=(Field(name="conditions", kind="choices", codes="conditions"),
                    Field(name="terms", kind="long_text", limit=2000))),
    Message(type="assistance.conditions_accepted", make=_acceptance,
            fields=(Field(name="acceptance", kind="long_text", required=True, limit=2000),)),
    Message(type="assistance.conditions_declined", make=answer, fields=(ANSWER,)),
    Message(type="assistance.postponed", make=_postponed, fields=(GROUND, Field(name="review_on", limit=_DAY))),
    Message(type="assistance.resumed"),
    Message(type="assistance.refused", make=ground, fields=(GROUND,)),
    Message(type="assistance.preserved", make=_preserved,
            fields=(Field(name="preserved_at", required=True, limit=MOMENT),)),
    Message(type="assistance.preservation_ended"),
    Message(type="assistance.safe_conduct", make=_safe_conduct,
            fields=(Field(name="person", kind="whole_number"), Field(name="from_on", limit=_DAY),
                    Field(name="text", kind="long_text", required=True, limit=2000))),
    Message(type="assistance.person_sent", make=_person_sent,
            fields=(Field(name="person", kind="whole_number"), Field(name="journey", required=True, limit=20),
                    Field(name="place", limit=400), Field(name="return_by", limit=_DAY))),
    Message(type="assistance.told_free", make=_told_free, fields=(Field(name="told_at", required=True, limit=MOMENT),)),
    Message(type="assistance.person_returned", make=_person_returned,
            fields=(Field(name="days_in_custody", kind="whole_number"),
                    Field(name="note", kind="long_text", limit=1000))),
    Message(type="assistance.result", make=_result,
            fields=(*REPLY, Field(name="report", kind="long_text", limit=4000),
                    Field(name="law_applied", required=True, limit=40))),
    Message(type="assistance.outcome", make=use, fields=USE),
    Message(type="assistance.no_longer_needed"),
    Message(type="assistance.withdrawn"),
    Message(type="assistance.too_late"),
)  # fmt: skip

_SETTLED = (
    ("assistance.withdrawn", "withdrawn"),
    ("assistance.refused", "refused"),
    ("assistance.returned", "returned"),
    ("assistance.preservation_ended", "closed"),
    ("assistance.preserved", "preserved"),
)


def mirror(messages: Any) -> str:
    """What both offices say the assistance has come to, from the set of messages of the newest round.

    Questions, conditions and postponements may repeat, so each is open while more were sent than answered.
    """
    newest = max((int(message.get("round", 1)) for message in messages), default=1)
    kinds = [str(message["type"]).partition(".")[2] for message in messages if int(message.get("round", 1)) == newest]
    counts = {kind: kinds.count(kind) for kind in kinds}
    if "request" not in counts:
        return ""
    if "result" in counts:
        return "closed" if "outcome" in counts else "answered"
    settled = next((state for kind, state in _SETTLED if kind.partition(".")[2] in counts), "")
    return settled or _open(counts)


def _open(counts: Mapping[str, int]) -> str:
    def waits(asked: str, *answers: str) -> bool:
        return counts.get(asked, 0) > sum(counts.get(name, 0) for name in answers)

    if waits("clarify", "clarified"):
        return "clarifying"
    if waits("conditions", "conditions_accepted", "conditions_declined"):
        return "conditions_offered"
    if waits("postponed", "resumed"):
        return "postponed"
    if "accepted" in counts or "conditions_accepted" in counts:
        return "accepted"
    return "received" if "received" in counts else "sent"
