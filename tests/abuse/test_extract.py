"""Criminal records for a visa or a dispute between firms; and of a convicted suspect for his trial."""

from typing import Any

import pytest

from tests.abuse import plays
from tests.abuse import releases as i
from tests.abuse.requests import HARMLESS
from tests.abuse.stage import Done, Side, Stage
from tests.app.test_criminal_record import ASKED, FRAUD, THEFT
from tests.app.test_request import RELEASE_FACTS

FACTS = {name: word for name, word in HARMLESS.items() if name != "coercive_act"}
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
VISA = {"purpose_code": "missing_person", "purpose": "For his visa to visit a fair."}
FIRMS = {
    "conduct": "business_dispute",
    "summary": "Before a contract is signed the record of the other side is wanted.",
}
ACQUITTED = {**FRAUD, "offence": "Robbery", "outcome": "acquitted", "sentence": ""}


def drafted(side: Side, name: str, **changes: Any) -> str:
    case = side.must("officer", "case.open", title="Trial", conduct="telecom_fraud", purpose_code="prosecution",
                     summary="").record  # fmt: skip
    form = {**ASKED, "persons": [i.person(name)], "partner": "xb-coord", "case": case, **changes}
    return side.must("officer", "cr.draft", **form).record


def sent(stage: Stage, name: str, **changes: Any) -> str:
    record = drafted(stage.xa, name, **changes)
    stage.xa.must("supervisor", "cr.certify", record, facts=FACTS)
    stage.xa.must("desk", "cr.send", record)
    stage.settle()
    return record


def confirmed(stage: Stage) -> str:
    record = sent(stage, i.somebody(stage))
    i.found(stage, record, "cr", FACTS)
    return record


def prepare(stage: Stage, record: str, *convictions: dict[str, Any]) -> None:
    stage.xb.must("desk", "cr.prepare_release", record, convictions=list(convictions), source="Criminal record of Corvane",
                  handling=["H0"], conditions=["this_case_only"], expires_on="2030-06-01")  # fmt: skip


def approve(stage: Stage, record: str) -> Done:
    return stage.xb.do("desk2", "cr.approve_release", record, facts={**RELEASE_FACTS, "lawful_origin": "yes"})


@pytest.mark.parametrize("changes, wanted", [(VISA, "CRR-01.asked"), (FIRMS, "OFF-01.listed")], ids=["visa", "firms"])
def test_28_for_a_visa_or_a_dispute_between_firms(stage: Stage, changes: dict[str, str], wanted: str) -> None:
    name, before = stage.new_name("Chen"), stage.xb.mark()
    record = drafted(stage.xa, name, **changes)
    plays.stopped(stage.xa.do("supervisor", "cr.certify", record, facts=FACTS), frozenset({wanted}))
    assert stage.xb.state(record) == {}
    forged = f"xa-coord/extract/01a20000-0000-7000-8000-{2800 + len(changes['purpose' if 'purpose' in changes else 'conduct']):012d}"
    request = {**ASKED, "items": ["criminal_record"], "objects": [], "persons": [i.person(name)], **changes}
    stage.xa.ask("plant", kind="extract.ask", record=forged, body={"request": request, "officers": OFFICERS})
    stage.settle()
    assert stage.xb.state(forged)["state"] == "returned"
    assert stage.xb.holding(name) == []
    assert "CRR-" not in stage.xb.told(before)


def test_28_a_visa_called_a_trial_by_a_second_person_who_knows(stage: Stage) -> None:
    """The code says prosecution, the words say visa: the supervisor who reads them says that the link is not real."""
    record = drafted(stage.xa, stage.new_name("Chen"), purpose="For his visa to visit a fair in spring.")
    plays.stopped(stage.xa.do("supervisor", "cr.certify", record, facts={**FACTS, "link_real": "no"}),
                  frozenset({"PUR-01.link"}))  # fmt: skip


def test_28_by_the_other_door_as_information(stage: Stage) -> None:
    """The same record as an item of a request for information: its dates and its purpose are asked for all the same."""
    record = i.asked(stage, i.somebody(stage), items=["identity", "criminal_record"])
    i.found(stage, record)
    i.prepare(stage, record, {"property": "criminalRecord", "value": "Robbery, acquitted in 2020", "item": "criminal_record",
                              "record_status": "not_final"})  # fmt: skip
    plays.stopped(i.approve(stage, record), frozenset({"CRR-01.final"}))
    assert "acquitted" not in stage.xb.told()


def test_28_the_acquittal_and_the_old_theft_are_withheld(stage: Stage) -> None:
    """Also where the trial is real: what ended in acquittal or is spent is no part of the answer."""
    record = confirmed(stage)
    prepare(stage, record, FRAUD, ACQUITTED)
    plays.stopped(approve(stage, record), frozenset({"CRR-01.final"}))
    plays.no_police_record(stage, record)
    prepare(stage, record, FRAUD, THEFT)
    plays.stopped(approve(stage, record), frozenset({"CRR-01.review"}))
    granted = stage.xb.do("supervisor", "cr.decide", record, policy="CRR-01.review", outcome="granted",
                          reasons="The partner would like to have it.", expires_on="")  # fmt: skip
    assert not granted.done or not approve(stage, record).done
    assert "Theft" not in stage.xb.told()


def test_28_asked_for_several_people_at_once(stage: Stage) -> None:
    people = [i.person(stage.new_name("Chen")) for _ in range(3)]
    record = drafted(stage.xa, "", persons=people)
    plays.stopped(stage.xa.do("supervisor", "cr.certify", record, facts=FACTS), frozenset({"CRR-01.asked"}))


def test_28_by_an_insider_who_releases_what_he_approved(stage: Stage) -> None:
    record = confirmed(stage)
    prepare(stage, record, FRAUD)
    assert approve(stage, record).done
    found = stage.xb.do("desk2", "cr.release", record)
    assert (found.done, "same_person" in found.other) == (False, True)


def test_control_the_record_of_a_convicted_suspect_serves_his_trial(stage: Stage) -> None:
    record = confirmed(stage)
    prepare(stage, record, FRAUD)
    assert approve(stage, record).done
    stage.xb.must("supervisor", "cr.release", record)
    stage.settle()
    answer = stage.xa.state(record)["answer"]["statements"]
    assert [row["record_status"] for row in answer] == ["final_unspent"]
    case = stage.xa.state(record)["case"]
    stage.xa.must("officer", "cr.report_use", record, used_for_case=case, use="stated_case", result="Told the court.")
    stage.settle()
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"] == "closed"
