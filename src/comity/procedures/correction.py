"""Correction and recall of what was given: told to everybody who has it, hidden where it arrived, confirmed.

The office that gave information tells every recipient that it was wrong or should not have been given. The recipient
hides it at once, tells those to whom it passed it on, and confirms. Nobody needs permission to correct what is his own;
nobody corrects what is another's (COR-01; LED arts 7(3), 16(5)-(6)).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from comity.domain.roles import Role
from comity.procedures.consent_form import GIVING as TRANSFERRING
from comity.procedures.mirror import ranked
from comity.procedures.request_changes import note_received, review_day, send, take_partner, turn_away
from comity.procedures.request_form import BASIS, CLOCK, FACTS, MOMENT, PARTNER, REASONS
from comity.procedures.request_messages import RETURNED, asking, receipt, returned
from comity.procedures.request_steps import first_or_again
from comity.procedures.step import SAME, Body, Clock, Field, Message, Payload, Procedure, State, Step

RO, CS, SP, DP = (Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT, Role.DATA_PROTECTION)
CA, EC, RR = Role.CENTRAL_AUTHORITY, Role.EVIDENCE_CUSTODIAN, Role.RIGHTS_REVIEWER
CORRECTING = (SP, CS, DP, CA, EC, RR)
GIVING = tuple(name for name in TRANSFERRING if name != "evidence")
"""What can be corrected by its statements; an exhibit in doubt is quarantined instead."""
NATURES = ("correction", "recall")
GROUNDS = ("inaccurate", "incomplete", "outdated", "unlawful", "person_request", "court_order")
OUTCOMES = ("hidden", "erased", "kept_as_proof")
SAYING = ("value", "lang", "source", "as_of", "record_status")
"""The members of a statement that say something of somebody; the others say what kind of statement it was."""


NOTICE = (
    Field(name="given_in", kind="record", of=GIVING, required=True, limit=120),
    BASIS,
    Field(name="nature", kind="choice", choices=NATURES, required=True),
    Field(name="why", kind="choice", choices=GROUNDS, required=True),
    Field(name="numbers", kind="list", limit=3, required=True),
    Field(name="replaced_by", kind="record", of=("own_initiative",), limit=120),
)
"""``numbers`` are those of the statements meant, counted from one as they were given. What is right instead is
information of its own and passes the gates of a release: a correction names the offer that brings it.
"""
REQUEST = (PARTNER, *NOTICE, REASONS)
CONFIRM = (
    Field(name="outcome", kind="choice", choices=OUTCOMES, required=True),
    Field(name="told", kind="list", limit=200),
    Field(name="copies", kind="long_text", required=True, limit=1000),
    FACTS,
)
"""``told``: the recipients to whom it had been passed on, each told. ``copies``: where else it stood, and what was done."""
CONFIRMED = (
    Field(name="outcome", kind="choice", choices=OUTCOMES, required=True),
    Field(name="told_count", kind="whole_number"),
    Field(name="confirmed_at", required=True, limit=MOMENT),
)
"""The giver learns that all were told, and how many; not who they are, nor where copies stood."""


def draft(state: State, payload: Payload) -> None:
    """What was wrong; the reasons stay here."""
    form = dict(payload["form"])
    state["partner"], state["reasons"] = form.pop("partner"), form.pop("reasons")
    _take(state, form, payload)


def receive(state: State, payload: Payload) -> None:
    """Take the giver's word on what it gave."""
    _take(state, dict(take_partner(state, payload)["request"]), payload)


def _take(state: State, form: dict[str, Any], payload: Payload) -> None:
    derived = payload["derived"]
    state["links"] = {"given_in": form["given_in"]}
    state["request"] = form
    state["covers"] = list(derived.get("covers", []))
    state["elsewhere"] = list(derived.get("elsewhere", []))
    state["onward"] = list(derived.get("onward", []))
    state["review_on"] = review_day(payload["at"], None)


def note_returned(state: State, payload: Payload) -> None:
    """The recipient could not take it."""
    state["ground"] = payload["message"]["body"]["ground"]


def confirm(state: State, payload: Payload) -> None:
    """What the recipient did with it."""
    form = payload["form"]
    state["confirmation"] = {"outcome": form["outcome"], "told": list(form["told"]), "copies": form["copies"],
                             "at": payload["at"], "by": payload["actor"]}  # fmt: skip


def note_confirmed(state: State, payload: Payload) -> None:
    """The recipient has done it and says so."""
    body = payload["message"]["body"]
    state["confirmation"] = {"outcome": body["outcome"], "told_count": body["told_count"], "at": body["confirmed_at"]}


def withhold(state: State, payload: Payload) -> None:
    """Hide what was corrected or recalled in the record it arrived in; its fingerprint stays, so that it is known again."""
    form = payload["form"]
    answer = state.get("answer")
    if not answer:
        return
    numbers = {int(number) for number in form["numbers"]}
    rows, hidden = [], list(state.get("withheld", []))
    for place, row in enumerate(answer.get("statements", []), start=1):
        if place not in numbers or row.get("withheld"):
            rows.append(row)
            continue
        rows.append({**row, **dict.fromkeys(SAYING, ""), "withheld": form["correction"]})
        hidden.append({"hash": dict(form["prints"])[str(place)], "number": place, "correction": form["correction"],
                       "at": payload["at"]})  # fmt: skip
    state["answer"] = {**answer, "statements": rows}
    state["withheld"] = hidden


def _confirmed(state: Mapping[str, Any], form: Mapping[str, Any], derived: Mapping[str, Any]) -> Body:
    done = state["confirmation"]
    return {"outcome": done["outcome"], "told_count": len(done["told"]), "confirmed_at": done["at"]}


MESSAGES = (
    asking("correction.notice", prefix="rc", sent=NOTICE),
    receipt("correction.received"),
    Message(type="correction.returned", make=returned, fields=RETURNED),
    Message(type="correction.confirmed", make=_confirmed, fields=CONFIRMED),
)  # fmt: skip
WITHHOLDING = (
    Field(name="correction", required=True, limit=120),
    Field(name="numbers", kind="list", limit=3),
    Field(name="prints", kind="mapping"),
)

STEPS = (
    Step(command="rc.draft", source=(), target="draft", side="requesting", roles=CORRECTING, form=REQUEST,
         reduce=draft),
    Step(command="rc.amend", source=("draft", "returned"), target="draft", side="requesting", roles=CORRECTING,
         form=REQUEST, reduce=draft),
    Step(command="rc.send", source=("draft",), target="sent", side="requesting", roles=(SP, DP, CA),
         different_from=("rc.draft", "rc.amend"), sends="correction.notice", reduce=send),
    Step(command="rc.note_received", source=("sent",), target="received", side="requesting",
         receives="correction.received", starts=("confirmation",), reduce=note_received),
    Step(command="rc.note_returned", source=("sent", "received"), target="returned", side="requesting",
         receives="correction.returned", stops=("*",), reduce=note_returned),
    Step(command="rc.note_confirmed", source=("sent", "received"), target="confirmed", side="requesting",
         receives="correction.confirmed", stops=("*",), reduce=note_confirmed),
    Step(command="rc.close", source=("confirmed",), target="closed", side="requesting", roles=(SP, DP, CA),
         form=(Field(name="result", kind="long_text", limit=2000),)),
    Step(command="rc.withdraw", source=("draft", "returned"), target="withdrawn", side="requesting", roles=CORRECTING,
         form=(REASONS,)),
    *first_or_again(
        Step(command="rc.receive", source=(), target="received", side="requested", receives="correction.notice",
             sends="correction.received", starts=("confirmation",), reduce=receive),
        Step(command="rc.turn_away", source=(), target="returned", side="requested", receives="correction.notice",
             sends="correction.returned", reduce=turn_away),
    ),
    Step(command="rc.confirm", source=("received",), target="confirmed", side="requested", roles=(SP, DP, RO),
         form=CONFIRM, sends="correction.confirmed", stops=("*",), reduce=confirm),
    Step(command="rc.escalate", source=("received",), target=SAME, side="both", clock=True, form=(CLOCK,)),
)  # fmt: skip


PROCEDURE = Procedure(
    name="correction",
    prefix="rc",
    record_kind="correction",
    steps=STEPS,
    ends=("closed", "confirmed", "withdrawn"),
    act="correction",
    writers=("rc.draft", "rc.amend"),
    clocks=(Clock(name="confirmation", rule="correction_confirm", started="received_at", pausable=False),),
    messages=MESSAGES,
    mirror=ranked(
        "correction.notice",
        (
            ("correction.confirmed", "confirmed"),
            ("correction.returned", "returned"),
            ("correction.received", "received"),
        ),
    ),
    readers=(*CORRECTING, Role.PROSECUTOR, Role.HEAD_OF_OFFICE),
)


def with_correction(procedure: Procedure) -> Procedure:
    """A procedure that gives information, with the step that hides in its record what was corrected or recalled."""
    if procedure.name not in (*GIVING, PROCEDURE.name):
        return procedure
    step = Step(command="rc.withhold", source=procedure.states(), target=SAME, side="both", clock=True,
                form=WITHHOLDING, reduce=withhold)  # fmt: skip
    return replace(procedure, steps=(*procedure.steps, step))
