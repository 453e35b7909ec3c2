"""How a request is played between two offices, and what must be true wherever it was stopped."""

from typing import Any

from tests.abuse.requests import HARMLESS, Case
from tests.abuse.stage import Done, Mark, Side, Stage

GROUND = "outside_scope"
REASONS = "The desk cannot answer this request under the law it keeps."
ASKING = {"information_request", "own_initiative", "legal_assistance", "criminal_record", "consent", "footage", "evidence",
          "surrender"}  # fmt: skip
"""Where a person may stand because somebody asks about him, and only there."""


def draft(side: Side, form: dict[str, Any], *, who: str = "officer") -> str:
    """A case of its own and a request in it, as one officer writes it."""
    case = side.must(who, "case.open", title="Bank calls", conduct="telecom_fraud",
                     purpose_code="criminal_investigation", summary="").record  # fmt: skip
    return side.must(who, "ir.draft", **{**form, "case": case}).record


def push(stage: Stage, case: Case, name: str) -> str:
    """Whatever it takes to get a request over: an office whose people lie for each other, or one without gates."""
    form = case.form(name)
    record = draft(stage.xa, form)
    if not (case.door or case.planted):
        stage.xa.do("supervisor", "ir.certify", record, facts=HARMLESS)  # what it lacks is then arranged
        stage.xa.do("supervisor", "ir.state_facts", record, facts=HARMLESS, reasons="Nothing to see here.")
        for who, command, said in case.collusion:
            stage.xa.must(who, command, record, **said)
        if stage.xa.state(record)["state"] == "draft":
            stage.xa.must("supervisor", "ir.certify", record, facts=HARMLESS)
        stage.xa.must("desk", "ir.send", record, facts={})
    else:
        plant(stage, record, form)
    stage.settle()
    return record


def plant(stage: Stage, record: str, form: dict[str, Any]) -> None:
    """A correctly signed and sealed request that no gate of the asking office has seen."""
    body = {"request": {name: value for name, value in form.items() if name not in ("partner", "case")},
            "officers": {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2",
                         "sender": "xa-coord/officer/3"}}  # fmt: skip
    stage.xa.ask("plant", kind="request.information", record=record, body=body)
    stage.settle()


def refuse(stage: Stage, record: str) -> None:
    """The requested office consults and refuses with a neutral ground."""
    stage.xb.must("desk", "ir.consult", record, ground=GROUND)
    stage.settle()
    stage.xa.must("desk", "ir.answer_consultation", record, answer="We ask you to look at it again.")
    stage.settle()
    stage.xb.must("desk", "ir.refuse", record, ground=GROUND, reasons=REASONS)
    stage.settle()


def stated(found: Done) -> list[dict[str, str]]:
    """What people had said of the facts when it was stopped, as the record keeps it."""
    facts = found.entry["payload"]["decision"]["facts"].values()
    return [fact for fact in facts if fact["source"] in ("stated", "claimed")]


def stopped(found: Done, wanted: frozenset[str]) -> None:
    """It did not happen, every gate that must name itself did, and the attempt stands in the record."""
    assert not found.done
    assert wanted <= found.gates, sorted(found.gates | found.other)
    assert wanted
    entry = found.entry
    assert entry["outcome"] == "stopped"
    decision = entry["payload"]["decision"]
    assert set(decision["failed"]) == found.gates
    assert not decision["allowed"]
    assert all(fact["author"] and fact["role"] and fact["at"] for fact in stated(found))


def no_record_on(stage: Stage, name: str) -> None:
    """The person is in no case, no register and no file: only in the request itself, and there as asked about."""
    for side in (stage.xa, stage.xb):
        kept = {row[0] for row in side.holding(name)}
        assert kept <= {"information_request", "own_initiative"}, kept


def no_police_record(stage: Stage, record: str) -> None:
    """Nobody whom a record asks about has come into a case, a list or a file of either office by it."""
    for side in (stage.xa, stage.xb):
        for person in (side.state(record).get("request") or {}).get("persons", []):
            kept = {row[0] for name in person["names"] for row in side.holding(name)}
            assert kept, "the request itself names the person"
            assert kept <= ASKING, kept


def told_nothing(stage: Stage, case: Case, before: Mark) -> None:
    """What left the requested office since ``before`` names no gate and nothing that must stay secret."""
    told = stage.xb.told(before)
    assert [word for word in case.secret if word in told] == []
