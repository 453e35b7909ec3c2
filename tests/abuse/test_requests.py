"""Improper requests for information, each in its variations, played between two nodes through the real doors."""

import pytest

from tests.abuse import plays
from tests.abuse.requests import BY_ID, CASES, HARMLESS, Case
from tests.abuse.stage import Stage
from tests.office import fraud_request

every = pytest.mark.parametrize("case", BY_ID.values(), ids=BY_ID.keys())
knowable = [case for case in CASES if case.ours]
that_the_own_door_knows = pytest.mark.parametrize("case", knowable, ids=[f"{case.number:02d}" for case in knowable])
ASKING_ONLY = {"URG-01", "COE-01.items", "COE-01.act", "EXP-01.review"}
"""Urgency and coercion belong to asking: information given unasked knows neither."""
given = [case for case in CASES if case.ours - ASKING_ONLY]
that_may_be_given = pytest.mark.parametrize("case", given, ids=[f"{case.number:02d}" for case in given])
reaching = [case for case in CASES if not (case.door or case.planted)]
that_reach = pytest.mark.parametrize("case", reaching, ids=[f"{case.number:02d}" for case in reaching])


@that_the_own_door_knows
def test_at_the_own_door_an_honest_supervisor_is_enough(stage: Stage, case: Case) -> None:
    name = stage.new_name("Chan")
    record = plays.draft(stage.xa, case.form(name))
    wanted = case.ours - {"URG-01"}
    if wanted:
        found = stage.xa.do("supervisor", "ir.certify", record, facts=case.facts)
        plays.stopped(found, wanted)
        assert {fact["author"] for fact in plays.stated(found)} == {stage.xa.ask("officer", who="supervisor")["id"]}
    else:
        stage.xa.must("supervisor", "ir.certify", record, facts=case.facts)
        plays.stopped(stage.xa.do("desk", "ir.send", record), case.ours)
    assert stage.xb.state(record) == {}
    plays.no_record_on(stage, name)


@every
def test_by_the_partner_whose_office_lies(stage: Stage, case: Case) -> None:
    name, before = stage.new_name("Meng"), stage.xb.mark()
    record = plays.push(stage, case, name)
    if case.door:
        assert stage.xb.state(record)["state"] == "returned"
        assert name not in str(stage.xb.state(record))
    else:
        assert stage.xb.state(record)["state"] == "received"
        plays.stopped(stage.xb.do("desk", "ir.screen", record, facts=case.facts), case.theirs)
        if case.planted:
            stage.xb.must("desk", "ir.return_incomplete", record, missing=["urgency_reason"])
            stage.settle()
        else:
            plays.refuse(stage, record)
            assert stage.xa.state(record)["ground"] == plays.GROUND
    plays.told_nothing(stage, case, before)
    plays.no_record_on(stage, name)


@that_reach
def test_asked_again_after_a_refusal_in_milder_words(stage: Stage, case: Case) -> None:
    name = stage.new_name("Vuth")
    plays.refuse(stage, plays.push(stage, case, name))
    milder = fraud_request(persons=[{**fraud_request()["persons"][0], "names": [name]}])
    again = plays.draft(stage.xa, milder)
    plays.stopped(stage.xa.do("supervisor", "ir.certify", again, facts=HARMLESS), frozenset({"POL-02"}))
    plays.plant(stage, again, milder)
    plays.stopped(stage.xb.do("desk", "ir.screen", again, facts=HARMLESS), frozenset({"POL-02"}))


@that_the_own_door_knows
def test_written_into_a_lawful_request_after_it_was_certified(stage: Stage, case: Case) -> None:
    name = stage.new_name("Rith")
    lawful = fraud_request(persons=[{**fraud_request()["persons"][0], "names": [name]}])
    record = plays.draft(stage.xa, lawful)
    stage.xa.must("supervisor", "ir.certify", record, facts=HARMLESS)
    kept = stage.xa.state(record)["case"]
    amended = stage.xa.must("officer", "ir.amend", record, **{**case.form(name), "case": kept})
    assert amended.state == "draft"  # every gate is asked anew
    assert not stage.xa.do("desk", "ir.send", record).done
    wanted = case.ours - {"URG-01"}
    if wanted:
        plays.stopped(stage.xa.do("supervisor", "ir.certify", record, facts=case.facts), wanted)
    else:
        stage.xa.must("supervisor", "ir.certify", record, facts=case.facts)
        plays.stopped(stage.xa.do("desk", "ir.send", record), case.ours)


@that_reach
def test_withdrawn_and_asked_again(stage: Stage, case: Case) -> None:
    name = stage.new_name("Dara")
    record = plays.push(stage, case, name)
    stage.xa.must("officer", "ir.withdraw", record, reasons="We shall ask in another way.")
    stage.settle()
    assert stage.xb.state(record)["state"] == "withdrawn"
    milder = fraud_request(persons=[{**fraud_request()["persons"][0], "names": [name]}])
    again = plays.draft(stage.xa, milder)
    plays.stopped(stage.xa.do("supervisor", "ir.certify", again, facts=HARMLESS), frozenset({"POL-02"}))


@every
def test_by_an_insider_who_certifies_what_he_wrote(stage: Stage, case: Case) -> None:
    stage.xa.ask("grant", who="officer", role="CS")
    try:
        record = plays.draft(stage.xa, case.form(stage.new_name("Phal")))
        found = stage.xa.do("officer", "ir.certify", record, facts=HARMLESS)
        assert not found.done
        assert "same_person" in found.other
        assert stage.xa.state(record)["state"] == "draft"
    finally:
        stage.xa.ask("revoke", who="officer", role="CS")


@that_may_be_given
def test_by_the_other_door_as_information_nobody_asked_for(stage: Stage, case: Case) -> None:
    """What may not be asked may not be given either: the partner's office offers it by itself."""
    form = case.form(stage.new_name("Sina"), partner="xa-coord")
    about = {name: form[name] for name in ("basis", "conduct", "summary", "purpose_code", "purpose", "persons")}
    row = {"person": 0, "property": "name", "value": "A name", "lang": "", "source": "A register", "kind": "fact",
           "source_grade": "A", "information_grade": "1", "as_of": "2026-11-01", "originator": "xb-coord",
           "handling": ["H0"], "record_status": "", "item": form["items"][-1]}  # fmt: skip
    case_id = stage.xb.must("officer", "case.open", title="Bank calls", conduct="telecom_fraud",
                            purpose_code="criminal_investigation", summary="").record  # fmt: skip
    offer = {**about, "basis": "vc-2019-7", "partner": "xa-coord", "case": case_id, "danger_to_life": False,
             "statements": [row], "handling": ["H0"], "conditions": ["this_case_only"], "expires_on": "2027-06-01"}  # fmt: skip
    record = stage.xb.must("officer", "oi.draft", **offer).record
    certified = stage.xb.do("supervisor", "oi.certify", record, facts=case.facts)
    assert not certified.done
    assert certified.gates & (case.ours - ASKING_ONLY), sorted(certified.gates)
