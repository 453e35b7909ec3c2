"""An extract of a criminal record through the door: asked, found, confirmed, and given as the dates say."""

from typing import Any

import pytest

from comity.procedures.message_form import shape_faults
from comity.storage import records
from tests.app.assistance import body_of, done, gates, state_of
from tests.app.test_request import RELEASE_FACTS, load_register
from tests.office import REQUESTER_FACTS, Office, assess

RECORD = "xa-coord/extract/01a60000-0000-7000-8000-000000000001"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
PERSON = {"names": ["CHEN, Wei Ming"], "birth_date": "1988-03-14", "sex": "male", "nationalities": ["XB"], "documents": [],
          "role": "suspect", "link": "He opened the account that received the money."}  # fmt: skip
ASKED: dict[str, Any] = {
    "basis": "vc-2019-6", "stage": "trial", "conduct": "telecom_fraud",
    "summary": "In March 2026 a caller posed as a bank and took 40,000 from three people in Quillmoor.",
    "purpose_code": "prosecution", "purpose": "The court weighs the sentence of the man who called.",
    "persons": [PERSON], "held_reason": "He lived there.", "use": "For this trial only.", "urgent": False,
    "urgency_ground": "", "urgency_reason": "", "handling": ["H0"], "retention_days": 365, "languages": ["en"], "flags": [],
}  # fmt: skip
FRAUD = {"court": "Seven Weirs District Court", "judged_on": "2020-03-01", "offence": "Fraud", "outcome": "convicted",
         "sentence": "Two years", "final_on": "2020-04-01", "spent_on": "2040-04-01"}  # fmt: skip
THEFT = {**FRAUD, "offence": "Theft", "sentence": "A fine", "spent_on": "2023-04-01"}
FACTS = {name: word for name, word in REQUESTER_FACTS.items() if name != "coercive_act"}


def received(xb: Office, **changes: Any) -> Any:
    request = {**ASKED, "items": ["criminal_record"], "objects": [], **changes}
    return xb.hear("cr.receive", "extract.ask", RECORD, request=request, officers=OFFICERS)


def test_nothing_is_searched_for_an_extract_before_hit_checks_are_assessed(xb: Office) -> None:
    load_register(xb)
    done(received(xb))
    done(xb.do("desk", "cr.screen", RECORD, facts=FACTS))
    (row,) = [item for item in records.of_procedure("processing", state="in_force") if item["kind"] == "assessment"]
    done(xb.do("privacy", "pa.end", row["id"], reasons="The register was replaced by another one."))
    assert gates(xb.do("desk", "cr.search", RECORD)) == {"DPA-01.assessed"}
    assess(xb)
    done(xb.do("desk", "cr.search", RECORD))


def confirmed(xb: Office) -> str:
    load_register(xb)
    done(received(xb))
    done(xb.do("desk", "cr.screen", RECORD, facts=FACTS))
    done(xb.do("desk", "cr.search", RECORD))
    best = state_of(RECORD)["candidates"][0]["id"]
    done(
        xb.do(
            "supervisor",
            "cr.judge",
            RECORD,
            candidate=best,
            result="positive",
            reasons="Same name, birth date and card.",
        )
    )
    return RECORD


def prepare(xb: Office, *convictions: dict[str, Any]) -> Any:
    return xb.do("desk", "cr.prepare_release", RECORD, convictions=list(convictions), source="Criminal record of Corvane",
                 handling=["H0"], conditions=["this_case_only"], expires_on="2030-06-01")  # fmt: skip


def test_final_unspent_convictions_are_given_and_a_spent_one_by_written_decision_only(xb: Office) -> None:
    record = confirmed(xb)
    done(prepare(xb, FRAUD, THEFT))
    assert [row["record_status"] for row in state_of(record)["release"]["statements"]] == ["final_unspent", "spent"]
    facts = {**RELEASE_FACTS, "lawful_origin": "yes"}
    assert gates(xb.do("desk2", "cr.approve_release", record, facts=facts)) == {"CRR-01.review"}
    done(xb.do("desk", "cr.decide", record, policy="CRR-01.review", outcome="granted",
               reasons="The theft was of the same kind and the court weighs it."))  # fmt: skip
    done(xb.do("desk2", "cr.approve_release", record, facts=facts))
    given = done(xb.do("supervisor", "cr.release", record))
    body = body_of(xb, given)
    assert [row["property"] for row in body["statements"]] == ["criminalRecord", "criminalRecord"]
    assert shape_faults("extract.answer", body) == []
    assert state_of(record)["mirror"] == "answered"


@pytest.mark.parametrize("changes", [{"outcome": "acquitted"}, {"final_on": ""}])
def test_an_acquittal_or_a_judgment_under_appeal_never_leaves(xb: Office, changes: dict[str, str]) -> None:
    record = confirmed(xb)
    done(prepare(xb, FRAUD, {**FRAUD, **changes}))
    facts = {**RELEASE_FACTS, "lawful_origin": "yes"}
    assert "CRR-01.final" in gates(xb.do("desk2", "cr.approve_release", record, facts=facts))
    done(prepare(xb, FRAUD))
    done(xb.do("desk2", "cr.approve_release", record, facts=facts))


def test_for_a_visa_nothing_is_taken_in(xb: Office) -> None:
    stopped = received(xb, purpose_code="missing_person", purpose="For his visa to visit a fair.")
    assert gates(stopped) == {"CRR-01.asked"}


def test_the_requesting_office_asks_reads_and_reports(xa: Office) -> None:
    case = done(
        xa.do(
            "officer", "case.open", title="Bank calls", conduct="telecom_fraud", purpose_code="prosecution", summary=""
        )
    )
    record = str(done(xa.do("officer", "cr.draft", **ASKED, partner="xb-coord", case=case.record)).record)
    done(xa.do("supervisor", "cr.certify", record, facts=FACTS))
    body = body_of(xa, done(xa.do("desk", "cr.send", record)))
    assert shape_faults("extract.ask", body) == []
    assert (body["request"]["items"], body["request"]["objects"]) == (["criminal_record"], [])
    done(xa.hear("cr.note_received", "extract.received", record, received_at="2026-11-22T10:00:00.000Z"))
    done(xa.hear("cr.note_answer", "extract.answer", record, statements=[], handling=[], conditions=[], expires_on="",
                 no_data=True, released_at="2026-11-22T10:00:00.000Z"))  # fmt: skip
    done(
        xa.do(
            "officer", "cr.report_use", record, used_for_case=case.record, use="stated_case", result="Told the court."
        )
    )
    assert state_of(record)["mirror"] == "closed"
