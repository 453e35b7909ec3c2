"""A request for bank records on the stage: asked by XA, checked, ordered by XB's judge, carried out, transmitted."""

from typing import Any

from tests.abuse.stage import Done, Stage
from tests.app.assistance import result
from tests.law.assistance import ASKING, CHECKED, RELEASING, REQUEST

ACT = "The records of the account, March to June."


def form(name: str, case: str = "", **changes: Any) -> dict[str, Any]:
    """The lawful request, about a person of this name and an account of his."""
    number = sum(ord(letter) * (place + 7) for place, letter in enumerate(name))
    person = {**REQUEST["persons"][0], "names": [name]}
    account = {**REQUEST["objects"][0], "value": f"CV44 {number:06d} {len(name):04d}"}
    return {**REQUEST, "persons": [person], "objects": [account], "partner": "xb-coord", "case": case, **changes}


def drafted(stage: Stage, name: str, **changes: Any) -> str:
    case = stage.xa.must("officer", "case.open", title="The account", conduct="telecom_fraud",
                         purpose_code="criminal_investigation", summary="").record  # fmt: skip
    return stage.xa.must("officer", "ml.draft", **form(name, case, **changes)).record


def sent(stage: Stage, name: str, **changes: Any) -> str:
    record = drafted(stage, name, **changes)
    stage.xa.must("prosecutor", "ml.certify", record, facts=ASKING)
    stage.xa.must("central", "ml.send", record)
    stage.settle()
    return record


def plant(stage: Stage, record: str, name: str, **changes: Any) -> str:
    """The request of an office whose own gates never saw it."""
    request = {key: value for key, value in form(name, **changes).items() if key not in ("partner", "case")}
    officers = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
    stage.xa.ask("plant", kind="assistance.request", record=record, body={"request": request, "officers": officers})
    stage.settle()
    return record


def screen(stage: Stage, record: str, **facts: str) -> Done:
    return stage.xb.do("prosecutor", "ml.screen", record, facts={**CHECKED, **facts})


def accepted(stage: Stage, name: str, **changes: Any) -> str:
    record = sent(stage, name, **changes)
    stage.xb.must("central", "ml.check_form", record)
    found = screen(stage, record)
    assert found.done, sorted(found.gates | found.other)
    stage.xb.must("central", "ml.accept", record)
    stage.settle()
    return record


def ordered(stage: Stage, record: str) -> None:
    stage.xb.must("prosecutor", "ml.seek_order", record, act=ACT, reasons="The savers paid into it and nowhere else.")
    stage.xb.must("judge", "ml.grant_order", record, order_number="CJ 118/2026", until="2030-01-31", act=ACT,
                  reasons="The link to the crime is shown.")  # fmt: skip


def executing(stage: Stage, name: str, **changes: Any) -> str:
    record = accepted(stage, name, **changes)
    ordered(stage, record)
    stage.xb.must("prosecutor", "ml.execute", record)
    return record


def prepare(stage: Stage, record: str, **changes: Any) -> None:
    given = {"facts": {}, **result(), **changes}
    today = stage.xb.ask("moment")["at"][:10]
    given["statements"] = [{**row, "as_of": today} for row in given["statements"]]
    stage.xb.must("desk", "ml.prepare_release", record, **given)


def approve(stage: Stage, record: str) -> Done:
    return stage.xb.do("prosecutor", "ml.approve_release", record, facts=RELEASING)


def release(stage: Stage, record: str) -> Done:
    done = stage.xb.do("central", "ml.release", record)
    stage.settle()
    return done
