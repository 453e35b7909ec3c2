"""What legal assistance puts on the link: exactly these members, nothing else."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.legal_assistance_form import REQUEST
from comity.procedures.mirror import newest_round
from comity.procedures.request_form import ANSWER, LOCAL, MOMENT
from comity.procedures.request_messages import (
    GROUND,
    REPLY,
    RETURNED,
    USE,
    asking,
    clarified,
    ground,
    receipt,
    reply,
    returned,
    said,
    said_in,
)
from comity.procedures.step import Body, Field, Message

State = Mapping[str, Any]
Form = Mapping[str, Any]
Derived = Mapping[str, Any]

SENT = tuple(item for item in REQUEST if item.name not in LOCAL)
_DAY = 10


def _postponed(state: State, form: Form, derived: Derived) -> Body:
    return {"ground": str(derived["ground"]), "review_on": form["review_on"]}


def _preserved(state: State, form: Form, derived: Derived) -> Body:
    return {"preserved_at": state["preservation"]["from_at"]}


def _told_free(state: State, form: Form, derived: Derived) -> Body:
    return {"told_at": state["journey"]["told_free_at"]}


def _person_returned(state: State, form: Form, derived: Derived) -> Body:
    return {"days_in_custody": int(form.get("days_in_custody") or 0), "note": str(form.get("note") or "")}


def _result(state: State, form: Form, derived: Derived) -> Body:
    release = state["release"]
    return {**reply(state, form, derived), "report": release["report"], "law_applied": release["law_applied"]}


MESSAGES = (
    asking("assistance.request", prefix="ml", sent=SENT),
    receipt("assistance.received"),
    Message(type="assistance.returned", make=returned, fields=RETURNED),
    Message(type="assistance.clarify", make=said("question"), fields=(Field(name="question", required=True, limit=60),)),
    Message(type="assistance.clarified", make=clarified, fields=(ANSWER, Field(name="reply_to", limit=120))),
    Message(type="assistance.consult", make=ground, fields=(GROUND,)),
    Message(type="assistance.consulted", make=said("answer"), fields=(ANSWER,)),
    Message(type="assistance.accepted"),
    Message(type="assistance.conditions", make=said("conditions", "terms"),
            fields=(Field(name="conditions", kind="choices", codes="conditions"),
                    Field(name="terms", kind="long_text", limit=2000))),
    Message(type="assistance.conditions_accepted", make=said("acceptance"),
            fields=(Field(name="acceptance", kind="long_text", required=True, limit=2000),)),
    Message(type="assistance.conditions_declined", make=said("answer"), fields=(ANSWER,)),
    Message(type="assistance.postponed", make=_postponed, fields=(GROUND, Field(name="review_on", limit=_DAY))),
    Message(type="assistance.resumed"),
    Message(type="assistance.refused", make=ground, fields=(GROUND,)),
    Message(type="assistance.preserved", make=_preserved,
            fields=(Field(name="preserved_at", required=True, limit=MOMENT),)),
    Message(type="assistance.preservation_ended"),
    Message(type="assistance.safe_conduct", make=said("person", "from_on", "text"),
            fields=(Field(name="person", kind="whole_number"), Field(name="from_on", limit=_DAY),
                    Field(name="text", kind="long_text", required=True, limit=2000))),
    Message(type="assistance.person_sent", make=said("person", "journey", "place", "return_by"),
            fields=(Field(name="person", kind="whole_number"), Field(name="journey", required=True, limit=20),
                    Field(name="place", limit=400), Field(name="return_by", limit=_DAY))),
    Message(type="assistance.told_free", make=_told_free, fields=(Field(name="told_at", required=True, limit=MOMENT),)),
    Message(type="assistance.person_returned", make=_person_returned,
            fields=(Field(name="days_in_custody", kind="whole_number"),
                    Field(name="note", kind="long_text", limit=1000))),
    Message(type="assistance.result", make=_result,
            fields=(*REPLY, Field(name="report", kind="long_text", limit=4000),
                    Field(name="law_applied", required=True, limit=40))),
    Message(type="assistance.outcome", make=said_in(USE), fields=USE),
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
    kinds = [str(message["type"]).partition(".")[2] for message in newest_round(messages)]
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
