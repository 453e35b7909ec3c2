"""What a partner gave, on its way to a third state or into another case; recalled, and used within its conditions."""

from typing import Any

import pytest

from tests.abuse import plays
from tests.abuse import releases as i
from tests.abuse.requests import HARMLESS
from tests.abuse.stage import Done, Stage
from tests.app.test_consent import PASSED, wish
from tests.nodes.pair import RunnerError
from tests.office import fraud_request

CUSTOMS = "Customs Service of Estwick"
WITHIN: dict[str, Any] = {**PASSED, "handling": ["H0"]}


def given(stage: Stage, **limits: Any) -> str:
    """Two statements that XB gave to XA."""
    name = i.somebody(stage)
    return i.answered(stage, name, {}, {"property": "alias", "value": f"Little {name}", "item": "aliases"}, **limits)


def drafted(stage: Stage, record: str, **changes: Any) -> str:
    form = {**wish(record, **changes), "partner": "xb-coord", "case": stage.xa.state(record)["case"],
            "reason": "They asked for it by telephone."}  # fmt: skip
    until = {"until": stage.xa.ask("moment", days=90)["at"][:10]} if "until" not in changes else {}
    return stage.xa.must("officer", "uc.draft", **{**form, **until}).record


def asked(stage: Stage, record: str, **changes: Any) -> str:
    consent = drafted(stage, record, **changes)
    stage.xa.must("supervisor", "uc.certify", consent)
    stage.xa.must("desk", "uc.send", consent)
    stage.settle()
    return consent


def granted(stage: Stage, record: str, *, days: int = 60, **changes: Any) -> str:
    consent = asked(stage, record, **changes)
    stage.xb.must("desk", "uc.screen", consent, facts={**HARMLESS, "coercion_risk": "no"})
    until = stage.xb.ask("moment", days=days)["at"][:10]
    stage.xb.must("central", "uc.grant", consent, until=until, conditions=[], reasons="The same men.", facts={})
    stage.settle()
    assert stage.xa.state(consent)["mirror"] == stage.xb.state(consent)["mirror"] == "granted"
    return consent


def pass_on(stage: Stage, consent: str, **changes: Any) -> Done:
    return stage.xa.do("desk", "uc.pass_on", consent, **{**WITHIN, **changes})


def held_back(stage: Stage, found: Done, consent: str, gate: str = "ONW-01") -> None:
    """Not passed on; whom it was for stands in the record, and the giver is told of no transfer."""
    plays.stopped(found, frozenset({gate}))
    payload = found.entry["payload"]
    assert payload["form"].get("recipient", "") or payload["form"].get("used_for", "")
    stage.settle()
    assert not stage.xa.state(consent).get("passed_on")
    assert not stage.xb.state(consent).get("passed_on")
    plays.no_police_record(stage, consent)


def test_12_before_anybody_was_asked(stage: Stage) -> None:
    held_back(stage, pass_on(stage, consent := drafted(stage, given(stage))), consent)


def test_12_while_the_giver_still_thinks(stage: Stage) -> None:
    held_back(stage, pass_on(stage, consent := asked(stage, given(stage))), consent)


@pytest.mark.parametrize("changes", [
    {"recipient": "Security Service of Estwick"}, {"recipient_state": "XD"}, {"purpose_code": "asset_tracing"},
    {"handling": []}, {"conditions": []}, {"numbers": ["2"]},
], ids=["another service", "another state", "another purpose", "without codes", "without conditions", "the rest"])  # fmt: skip
def test_12_beyond_what_was_granted(stage: Stage, changes: dict[str, Any]) -> None:
    """Of two statements the first may go on, to one service, for one purpose."""
    consent = shared_consent(stage)
    held_back(stage, pass_on(stage, consent, **changes), consent)


_SHARED: dict[int, str] = {}


def shared_consent(stage: Stage) -> str:
    """One grant for every wish beyond it; nothing of it is ever used."""
    if id(stage) not in _SHARED:
        _SHARED[id(stage)] = granted(stage, given(stage), numbers=["1"])
    return _SHARED[id(stage)]


def test_12_in_parts_that_make_the_whole(stage: Stage) -> None:
    """The granted part goes; then the rest, then the whole, under the same paper."""
    consent = granted(stage, given(stage), numbers=["1"])
    assert pass_on(stage, consent, numbers=["1"]).done
    for numbers in (["2"], ["1", "2"]):
        plays.stopped(pass_on(stage, consent, numbers=numbers), frozenset({"ONW-01"}))
    stage.settle()
    assert len(stage.xb.state(consent)["passed_on"]) == 1


def test_12_after_the_consent_was_taken_back(stage: Stage) -> None:
    consent = granted(stage, given(stage))
    stage.xb.must("desk", "uc.revoke", consent, reasons="The service handed it to another.")
    stage.settle()
    held_back(stage, pass_on(stage, consent), consent)


def test_12_after_its_last_day(stage: Stage) -> None:
    consent = granted(stage, given(stage), days=3)
    stage.days(5)
    held_back(stage, pass_on(stage, consent), consent)


def test_12_after_the_statement_was_recalled(stage: Stage) -> None:
    record = given(stage)
    consent = granted(stage, record)
    recall(stage, record)
    held_back(stage, pass_on(stage, consent), consent)


@pytest.mark.parametrize("who", ["officer", "supervisor", "head"])
def test_12_by_an_insider(stage: Stage, who: str) -> None:
    consent = shared_consent(stage)
    try:
        found = stage.xa.do(who, "uc.pass_on", consent, **WITHIN)
    except RunnerError as error:
        assert "NotFound" in str(error)
    else:
        assert (found.done, "role_missing" in found.other) == (False, True)


def test_12_the_partner_says_that_it_may(stage: Stage) -> None:
    """A forged word of a transfer does not make a consent, and one about what was never given is turned away."""
    consent = asked(stage, given(stage))
    stage.xa.ask("plant", kind="consent.passed_on", record=consent, body={**WITHIN})
    stage.settle()
    assert not stage.xb.state(consent).get("passed_on")
    never = wish("xa-coord/request/01a20000-0000-7000-8000-00000000ffff")
    officers = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
    forged = "xa-coord/consent/01a20000-0000-7000-8000-000000001201"
    stage.xa.ask("plant", kind="consent.ask", record=forged, body={"request": never, "officers": officers})
    stage.settle()
    assert stage.xb.state(forged)["state"] == "returned"


def test_12_by_the_other_door_a_third_state_s_data_in_our_answer(stage: Stage) -> None:
    """XB gives on to XA what XC gave: without XC's consent it does not leave, whatever is asked."""
    record = i.asked(stage, i.somebody(stage))
    i.found(stage, record)
    i.prepare(stage, record, {"originator": "xc-coord", "value": "1988-03-15"})
    plays.stopped(i.approve(stage, record), frozenset({"USE-01.originator"}))
    assert "1988-03-15" not in stage.xb.told()


def test_12_used_in_another_case(stage: Stage) -> None:
    consent = asked(stage, given(stage), intent="other_case", recipient="", recipient_state="")
    use = {"purpose_code": "criminal_investigation", "used_for": "The case of the second account.", "numbers": []}
    held_back(stage, stage.xa.do("officer", "uc.use", consent, **use), consent, "USE-01.use")


def recall(stage: Stage, record: str, number: str = "1") -> str:
    notice = stage.xb.must("privacy", "rc.draft", given_in=record, basis="vc-2019-10", nature="recall", why="inaccurate",
                           numbers=[number], replaced_by="", partner="xa-coord",
                           reasons="The register had mixed up two people.").record  # fmt: skip
    stage.xb.must("desk", "rc.send", notice)
    stage.settle()
    return notice


def test_control_passed_on_within_a_consent_and_told_to_the_giver(stage: Stage) -> None:
    consent = granted(stage, given(stage))
    assert pass_on(stage, consent).done
    stage.settle()
    assert stage.xb.state(consent)["passed_on"][0]["recipient"] == CUSTOMS


def test_control_a_recall_is_confirmed_and_closed(stage: Stage) -> None:
    record = given(stage)
    notice = recall(stage, record)
    birth, alias = stage.xa.state(record)["answer"]["statements"]
    assert (birth["value"], alias["value"][:6]) == ("", "Little")
    stage.xa.must("desk", "rc.confirm", notice, outcome="hidden", told=[], copies="One print, shredded.", facts={})
    stage.settle()
    assert stage.xb.state(notice)["mirror"] == stage.xa.state(notice)["mirror"] == "confirmed"
    stage.xb.must("desk", "rc.close", notice, result="")


def test_control_information_is_released_on_condition_that_nobody_is_put_to_death(stage: Stage) -> None:
    """The conduct is capital there: the central authority decides, and the condition travels with the data."""
    name = i.somebody(stage)
    record = i.asked(stage, name, conduct="drug_trafficking",
                     summary="He carried two suitcases with eleven kilograms through the port of Quillmoor.")  # fmt: skip
    i.found(stage, record)
    i.prepare(stage, record)
    found = i.approve(stage, record)
    assert {gate for gate in found.gates if gate.startswith("DTH-02")}
    i.prepare(stage, record, conditions=["this_case_only", "no_death"])
    stage.xb.must("central", "ir.decide", record, policy="DTH-02", outcome="granted",
                  reasons="Given on the condition that nobody is put to death on it.", expires_on="")  # fmt: skip
    for step in (i.approve(stage, record), i.release(stage, record)):
        assert step.done, sorted(step.gates | step.other)
    assert "no_death" in stage.xa.state(record)["answer"]["conditions"]
    assert stage.xa.state(record)["state"] == "answered"


def test_control_a_kidnapping_with_a_life_at_risk_is_answered_at_once(stage: Stage) -> None:
    name = i.somebody(stage)
    urgent: dict[str, Any] = {
        "conduct": "kidnapping", "summary": "A girl of nine was taken from the school gate; the caller wants money by noon.",
        "purpose_code": "danger_to_life", "purpose": "To find where the girl is held before noon.", "urgent": True,
        "urgency_ground": "life", "danger_to_life": True,
        "urgency_reason": "The caller said at 8:10 that she dies at noon; her voice was heard.",
    }  # fmt: skip
    record = plays.draft(stage.xa, fraud_request(persons=[i.person(name)], **urgent))
    facts = {**HARMLESS, "danger_to_life": "yes"}
    stage.xa.must("supervisor", "ir.certify", record, facts=facts)
    found = stage.xa.do("desk", "ir.send", record)
    if not found.done:
        assert found.gates == {"URG-01"}, sorted(found.gates | found.other)
        stage.xa.must("desk2", "ir.decide", record, policy="URG-01", outcome="granted", expires_on="",
                      reasons="The recording of the call was heard by the duty officer.")  # fmt: skip
        stage.xa.must("desk", "ir.send", record)
    stage.settle()
    started, due = (stage.xb.state(record)["clocks"]["answer"][key] for key in ("started_at", "due_at"))
    assert due[:13] <= stage.xb.ask("moment", days=1 / 3)["at"][:13], (started, due)  # eight hours
    xb = stage.xb
    found = xb.do("desk", "ir.screen", record, facts=facts)
    if not found.done:
        assert found.gates == {"URG-01"}, sorted(found.gates | found.other)
        xb.must("desk2", "ir.decide", record, policy="URG-01", outcome="granted", expires_on="",
                reasons="The partner's duty officer told us what was heard.")  # fmt: skip
        xb.must("desk", "ir.screen", record, facts=facts)
    xb.must("desk", "ir.search", record)
    best = xb.state(record)["candidates"][0]["id"]
    xb.must("supervisor", "ir.judge", record, candidate=best, result="positive", reasons="Same name and birth date.")
    i.prepare(stage, record, conditions=["this_case_only"])
    for step in (i.approve(stage, record, danger_to_life="yes"), i.release(stage, record)):
        assert step.done, sorted(step.gates | step.other)
    assert stage.xa.state(record)["state"] == "answered"
