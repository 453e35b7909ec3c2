"""A surrender between the two offices of the stage, step by step; each side does only what its own people may do."""

import copy
from collections.abc import Mapping
from typing import Any

from tests.abuse.stage import Done, Stage
from tests.app import surrenders as s
from tests.law import surrender_world as w

STAFF = {name: str(role) for name, role in s.STAFF.items()}
ASK = {"dual_elements": "yes", "military_offence": "no"}


def facts(words: dict[str, str]) -> dict[str, Any]:
    return {name: {"value": word} for name, word in words.items()}


def moment(stage: Stage, *, days: float = 0) -> str:
    """The time on the stage, or some days from it."""
    return str(stage.xb.ask("moment", days=days)["at"])


def request(name: str, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The courier's case, about a person of this name."""
    form = {**copy.deepcopy(w.REQUEST), **(changes or {})}
    form["persons"] = [{**row, "names": [name], "documents": []} for row in form["persons"]]
    return form


def ask(stage: Stage, name: str, changes: Mapping[str, Any] | None = None) -> str:
    """XA writes, certifies and sends; XB receives."""
    for side in (stage.xa, stage.xb):
        side.ask("hire", staff=STAFF)
    case = stage.xa.must("officer", "case.open", title="Two suitcases", conduct="drug_trafficking",
                         purpose_code="prosecution", summary="").record  # fmt: skip
    form = {**request(name, changes), "partner": "xb-coord", "case": case}
    record = stage.xa.must("officer", "ex.draft", **form).record
    certify = {name: word for name, word in w.DESK_FACTS.items() if name != "translation_faithful"}
    stage.xa.must("supervisor", "ex.certify", record, facts=facts(certify))
    if (changes or {}).get("stage") == "notice":
        stage.xa.must("desk", "ex.decide", record, policy="URG-01", outcome="granted", reasons=s.REASONS, expires_on="")
    stage.xa.must("central", "ex.send", record, facts=facts(ASK))
    stage.settle()
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"]
    return record


def held(stage: Stage, name: str) -> str:
    """XB arrests somebody on a notice of XA, before the papers are there."""
    record = ask(stage, name, w.NOTICE)
    desk = {name: word for name, word in w.DESK_FACTS.items() if name != "translation_faithful"}
    stage.xb.must("desk", "ex.state_facts", record, facts=facts(desk), reasons="")
    state_own(stage, record)
    decide(stage, "desk2", record, "URG-01")
    stage.xb.must("prosecutor", "ex.arrest", record, arrested_at=moment(stage), place="Airport", order="O-7",
                  reasons=s.REASONS)  # fmt: skip
    stage.settle()
    return record


def state_own(stage: Stage, record: str, *, without: str = "") -> None:
    """Each of XB's own authorities says what it alone may say."""
    for who, words in s.AUTHORITIES:
        if who != without:
            stage.xb.must(who, "ex.state_facts", record, facts=facts(words), reasons="")


def in_court(stage: Stage, record: str) -> None:
    """Papers complete, copy served, the person has answered."""
    stage.xb.must("desk", "ex.screen", record, facts=facts(w.DESK_FACTS))
    at = moment(stage)
    stage.xb.must("judge", "ex.serve_copy", record, served_at=at, language="Khmer", counsel="Ros Chanthy")
    answer = "I carried them, I did not know what was in them."
    stage.xb.must("judge", "ex.record_answer", record, answer=answer, waives_time=True)


def find(stage: Stage, record: str, **changes: str) -> Done:
    """The judge states, decides on the risk, and finds."""
    stage.xb.must("judge", "ex.state_facts", record, facts=facts({**s.COURT, **changes}), reasons="")
    decide(stage, "judge", record, "TOR-01.court")
    return stage.xb.do("judge", "ex.find_extraditable", record, offences=["drug_trafficking"], reasons=s.REASONS)


def decide(stage: Stage, who: str, record: str, policy: str) -> None:
    stage.xb.must(who, "ex.decide", record, policy=policy, outcome="granted", reasons=s.REASONS, expires_on="")


def final(stage: Stage, record: str) -> None:
    """Found lawful by the court, and the time to appeal has passed."""
    state_own(stage, record)
    in_court(stage, record)
    assert find(stage, record).done
    stage.days(11)
    assert stage.xb.state(record)["state"] == "final"


def assure(stage: Stage, record: str, **changes: Any) -> None:
    """XB asks for the assurance, XA gives it, XB's court judges it point by point."""
    stage.xb.must("central", "ex.ask_assurances", record, asked=["death"])
    stage.settle()
    given = {**s.ASSURANCE, **changes}
    stage.xa.must("central", "ex.give_assurances", record, assurances=[given])
    stage.settle()
    stage.xb.must("judge", "ex.judge_assurance", record, number=0, **s.ACCEPTED)
    decide(stage, "judge", record, "ASR-01.court")


def grant(stage: Stage, record: str) -> Done:
    return stage.xb.do("minister", "ex.grant", record, offences=["drug_trafficking"], conditions=[], reasons=s.REASONS)


def set_day(stage: Stage, record: str) -> None:
    stage.settle()
    stage.xb.must("central", "ex.set_handover", record, handover_at=moment(stage, days=5), place="Bridge post")
    stage.settle()


def hand_over(stage: Stage, record: str) -> Done:
    found = stage.xb.do("central", "ex.hand_over", record, medical_record="MR-1", received_by="Escort Lan",
                        property=[{"what": "Telephone", "quantity": "1"}])  # fmt: skip
    stage.settle()
    return found
