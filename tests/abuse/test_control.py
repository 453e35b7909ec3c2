"""Lawful acts that must go through between two nodes, so that refusal is not the trivial answer."""

from tests.abuse.stage import Stage
from tests.office import REQUESTER_FACTS, fraud_request


def test_control_a_plain_telecom_fraud_is_answered(stage: Stage) -> None:
    name = stage.new_name("Sok")
    person = {**fraud_request()["persons"][0], "names": [name]}
    case = stage.xa.must("officer", "case.open", title="Bank calls", conduct="telecom_fraud",
                         purpose_code="criminal_investigation", summary="").record  # fmt: skip
    record = stage.xa.must("officer", "ir.draft", **fraud_request(case=case, persons=[person])).record
    stage.xa.must("supervisor", "ir.certify", record, facts=REQUESTER_FACTS)
    stage.xa.must("desk", "ir.send", record)
    stage.settle()
    stage.xb.must("desk", "ir.screen", record, facts=REQUESTER_FACTS)
    stage.xb.must("desk", "ir.search", record)
    stage.xb.must("desk2", "ir.answer_no_data", record)
    stage.settle()
    assert stage.xa.state(record)["state"] == "answered"
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"] == "answered"
