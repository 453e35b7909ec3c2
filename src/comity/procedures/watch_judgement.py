"""A machine's candidate at a watch screening, and what people made of it.

The machine proposes from a lawful list; two people judge apart; only two positive judgements confirm. Nothing is done
to anybody on the machine's word, and where there is no hit nothing is left but the log.
"""

from collections.abc import Mapping
from typing import Any

from comity.domain.roles import Role
from comity.procedures import judgement
from comity.procedures import request_changes as change
from comity.procedures.joint_team_form import CASE_PROCEDURES
from comity.procedures.request_form import DECIDE, OBJECT, PERSON, REASONS, SENSITIVE, STATE_FACTS
from comity.procedures.step import SAME, Field, Payload, Procedure, State, Step

SP, CS, HO, EC = Role.CONTACT_POINT, Role.CERTIFYING_SUPERVISOR, Role.HEAD_OF_OFFICE, Role.EVIDENCE_CUSTODIAN
DP, RR, PR, JU, VS = (Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER, Role.PROSECUTOR, Role.JUDGE,
                      Role.VICTIM_SCREENING)  # fmt: skip

SCREENING = (
    Field(name="case", required=True, limit=120),
    Field(name="conduct", required=True, limit=60),
    Field(name="summary", kind="long_text", required=True, limit=4000),
    Field(name="purpose_code", kind="choice", codes="purposes", required=True),
    Field(name="purpose", kind="long_text", required=True, limit=1000),
    Field(name="persons", kind="list", fields=PERSON, required=True),
    Field(name="objects", kind="list", fields=OBJECT),
    Field(name="registers", kind="choices", codes="registers", required=True),
    Field(name="flags", kind="choices", choices=SENSITIVE),
)
JUDGEMENT = (
    Field(name="candidate", limit=120),
    Field(name="result", kind="choice", choices=("positive", "negative", "unsure"), required=True),
    REASONS,
)
ACT = (
    Field(name="measure", kind="choice", choices=("second_check", "refer_to_case", "tell_victim_officer"),
          required=True),
    Field(name="member", kind="record", of=CASE_PROCEDURES),
    Field(name="facts", kind="facts"),
    REASONS,
)  # fmt: skip
"""None of them holds, refuses or hands over anybody: that is for the law of the border and its courts."""


def draft(state: State, payload: Payload) -> None:
    """Whom the list was asked about, and what the machine proposes."""
    form = dict(payload["form"])
    state["case"] = form.pop("case")
    form.pop("registers")
    state["request"] = {**form, "items": [], "urgent": False}
    state["candidates"] = list(payload["derived"]["candidates"])
    state["searched_registers"] = list(payload["derived"]["registers"])
    state["judgements"], state["stated"], state["decisions"] = [], {}, {}
    state["review_on"] = change.review_day(payload["at"], None)
    if not state["candidates"]:
        forget(state, payload)


def proposed_state(state: Mapping[str, Any]) -> str:
    """No candidate is no hit."""
    return "proposed" if state["candidates"] else "no_hit"


def judge(state: State, payload: Payload) -> None:
    """One person's word on the candidate; the one that ends the screening leaves its figures."""
    state["judgements"] = [*state["judgements"], judgement.word(payload)]
    reached = judged_state(state)
    if reached in ("confirmed", "no_hit") and "judged" in payload["derived"]:
        state["outcomes"] = _outcomes(state)
    if reached == "no_hit":
        forget(state, payload)


def _outcomes(state: State) -> list[dict[str, Any]]:
    """What became of each candidate, without anything that leads to a person: two people's word, or no word at all."""
    said = [(row["candidate"], row["result"]) for row in state["judgements"]]
    denied = [result for _, result in said].count("negative") >= 2
    found = {name for name, result in said if result == "positive" and said.count((name, result)) >= 2}
    return [
        judgement.figures(row, "positive" if row["id"] in found else "negative" if found or denied else "unsure")
        for row in state["candidates"]
    ]


def judged_state(state: Mapping[str, Any]) -> str:
    """Two positive words on one candidate confirm, two negative ones end it; two who differ leave it to a third."""
    results = [row["result"] for row in state.get("judgements", [])]
    named = [row["candidate"] for row in state.get("judgements", []) if row["result"] == "positive"]
    if any(named.count(name) >= 2 for name in named):
        return "confirmed"
    if results.count("negative") >= 2 or len(results) > 2 or state.get("forgotten"):
        return "no_hit"
    return "disputed" if len(results) == 2 else "judged"


def act(state: State, payload: Payload) -> None:
    """What a person had done, and why."""
    form = payload["form"]
    state["measure"] = {"measure": form["measure"], "record": form["member"], "reasons": form["reasons"],
                        "by": payload["actor"], "at": payload["at"]}  # fmt: skip


def correct(state: State, payload: Payload) -> None:
    """It was somebody else after all: whoever was confirmed counts as not the person."""
    if "outcomes" in state:
        state["outcomes"] = [{**row, "result": "negative"} for row in state["outcomes"]]
    forget(state, payload)


def forget(state: State, payload: Payload) -> None:
    """Nothing stays of a person who was not found or is no longer looked for: only that it was asked, and by whom.

    It is an answer without data, so retention seals it and in time erases what its entries say (DP-14).
    """
    state["request"], state["candidates"], state["stated"], state["decisions"] = {}, [], {}, {}
    state["judgements"] = [_without_words(row) for row in state["judgements"]]
    state["case"], state["forgotten"] = "", True
    state["answer"] = {"statements": [], "released_at": payload["at"]}


def _without_words(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "reason": "", **({"judged": []} if "judged" in row else {})}


WAITING = ("proposed", "judged", "disputed", "confirmed")
STEPS = (
    Step(command="wj.draft", source=(), target="proposed", roles=(SP, EC), form=SCREENING, reduce=draft,
         lands=proposed_state, mentions=True),
    Step(command="wj.judge", source=("proposed",), target="judged", roles=(SP, CS, EC), form=JUDGEMENT,
         different_from=("wj.draft",), reduce=judge),
    Step(command="wj.confirm", source=("judged",), target="disputed", roles=(SP, CS, EC), form=JUDGEMENT,
         different_from=("wj.draft", "wj.judge"), reduce=judge, lands=judged_state),
    Step(command="wj.settle", source=("disputed",), target="confirmed", roles=(CS, DP, RR), form=JUDGEMENT,
         different_from=("wj.draft", "wj.judge", "wj.confirm"), reduce=judge, lands=judged_state),
    Step(command="wj.act", source=("confirmed",), target="acted", roles=(SP, CS, HO), form=ACT,
         different_from=("wj.draft",), reduce=act),
    Step(command="wj.close", source=("acted",), target="closed", roles=(SP, CS, HO),
         form=(Field(name="result", kind="long_text", required=True, limit=2000),)),
    Step(command="wj.correct", source=("confirmed", "acted"), target="no_hit", roles=(DP, RR), form=(REASONS,),
         reduce=correct),
    Step(command="wj.withdraw", source=WAITING, target="withdrawn", roles=(SP, CS, EC, DP), form=(REASONS,),
         reduce=forget, labels="withdrawn"),
    Step(command="wj.state_facts", source=("confirmed",), target=SAME, roles=(SP, CS, PR, RR, VS),
         form=STATE_FACTS),
    Step(command="wj.decide", source=("confirmed",), target=SAME, roles=(SP, DP, RR, PR, JU), form=DECIDE,
         reduce=change.decide),
)  # fmt: skip

PROCEDURE = Procedure(
    name="watch_judgement",
    prefix="wj",
    record_kind="screening",
    act="watch_judgement",
    steps=STEPS,
    ends=("no_hit", "withdrawn", "closed"),
    writers=("wj.draft",),
    readers=(SP, CS, EC, DP, RR, VS, PR, JU),
)
