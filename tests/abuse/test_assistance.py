"""Legal assistance, consents, recalls and criminal records between two nodes: improper wishes, and lawful ones to the end."""

from typing import Any

from tests.abuse.stage import Side, Stage
from tests.app.test_consent import wish
from tests.law.assistance import ASKING, CHECKED, HOLD, RELEASING, REQUEST, VIDEO
from tests.office import REQUESTER_FACTS, fraud_request

RELEASE_FACTS = {"coercion_origin": "no", "coercion_risk": "no", "witness_exposed": "no", "privileged": "no",
                 "lawful_origin": "yes"}  # fmt: skip
ORDER = {"act": "The records of the account, March to June.", "reasons": "The savers paid into this account."}
UNCOERCED = {**CHECKED, "coercion_needed": "no"}


def named(stage: Stage, role: str = "suspect") -> dict[str, Any]:
    return {**REQUEST["persons"][0], "names": [stage.new_name("Tan")], "role": role}


def account(stage: Stage) -> list[dict[str, Any]]:
    digits = str(abs(hash(stage.new_name("Acc"))))[:10]
    return [{**REQUEST["objects"][0], "value": f"CV {digits}"}]


def asked(stage: Stage, facts: dict[str, str] | None = None, **changes: Any) -> str:
    """Drafted, approved and sent by Velmara's central authority; it stands at Corvane afterwards."""
    form = {**REQUEST, "persons": [named(stage)], "objects": account(stage), **changes}
    case = stage.xa.must("officer", "case.open", title="The account", conduct="telecom_fraud",
                         purpose_code="criminal_investigation", summary="").record  # fmt: skip
    record = stage.xa.must("officer", "ml.draft", **form, partner="xb-coord", case=case).record
    stage.xa.must("prosecutor", "ml.certify", record, facts=facts or ASKING)
    stage.xa.must("central", "ml.send", record)
    stage.settle()
    return record


def checked(stage: Stage, record: str, facts: dict[str, str]) -> None:
    stage.xb.must("central", "ml.check_form", record)
    stage.xb.must("prosecutor", "ml.screen", record, facts=facts)


def ordered(stage: Stage, record: str) -> None:
    checked(stage, record, CHECKED)
    stage.xb.must("central", "ml.accept", record)
    stage.xb.must("prosecutor", "ml.seek_order", record, **ORDER)
    stage.xb.must("judge", "ml.grant_order", record, order_number="CJ 118", until="2030-01-31", **ORDER)


def row(item: str, name: str, value: str) -> dict[str, Any]:
    return {"person": 0, "property": name, "value": value, "lang": "", "source": "Bank of the Seven Weirs", "kind": "fact",
            "source_grade": "A", "information_grade": "1", "as_of": "2026-11-01", "originator": "xb-coord",
            "handling": ["H0"], "record_status": "", "item": item}  # fmt: skip


def found(value: str, item: str = "bank_records", name: str = "bankRecord") -> dict[str, Any]:
    return {"statements": [row(item, name, value)], "handling": ["H0"], "conditions": ["this_case_only"],
            "expires_on": "2030-06-01", "report": "The bank handed the records to the judge.", "law_applied": "own_law"}  # fmt: skip


def transmitted(stage: Stage, value: str) -> str:
    record = asked(stage)
    ordered(stage, record)
    stage.xb.must("prosecutor", "ml.execute", record)
    stage.xb.must("desk", "ml.prepare_release", record, **found(value))
    stage.xb.must("prosecutor", "ml.approve_release", record, facts=RELEASING)
    stage.xb.must("central", "ml.release", record)
    stage.settle()
    return record


def wished(stage: Stage, record: str, reason: str) -> str:
    """Velmara would like to pass it on; the wish is written and not yet sent."""
    case = stage.xa.state(record)["case"]
    return stage.xa.must("officer", "uc.draft", **wish(record), partner="xb-coord", case=case, reason=reason).record


def put(stage: Stage, consent: str) -> None:
    stage.xa.must("supervisor", "uc.certify", consent)
    stage.xa.must("desk", "uc.send", consent)
    stage.settle()


def mirrored(stage: Stage, record: str) -> str:
    ours, theirs = stage.xa.state(record)["mirror"], stage.xb.state(record)["mirror"]
    assert ours == theirs
    return str(ours)


def test_control_bank_records_are_ordered_transmitted_used_and_reported(stage: Stage) -> None:
    record = transmitted(stage, "Forty deposits on 3 May, one withdrawal in cash.")
    assert mirrored(stage, record) == "answered"
    assert stage.xa.state(record)["answer"]["statements"][0]["value"].startswith("Forty deposits")
    case = stage.xa.state(record)["case"]
    stage.xa.must("officer", "ml.report_use", record, used_for_case=case, use="stated_case", result="He was charged.")
    stage.settle()
    assert mirrored(stage, record) == "closed"


def test_20_a_house_is_not_searched_from_police_to_police_nor_by_another_name(stage: Stage) -> None:
    person = {**fraud_request()["persons"][0], "names": [stage.new_name("Sok")]}
    case = stage.xa.must("officer", "case.open", title="Calls", conduct="telecom_fraud",
                         purpose_code="criminal_investigation", summary="").record  # fmt: skip
    form = fraud_request(case=case, persons=[person], items=["house_search"])
    police = stage.xa.must("officer", "ir.draft", **form).record
    assert stage.xa.do("supervisor", "ir.certify", police, facts=REQUESTER_FACTS).gates >= {"COE-01.items"}
    wished: dict[str, Any] = {
        "assistance": ["statement"],
        "items": ["testimony"],
        "questions": ["Search the premises and seize papers."],
    }
    record = asked(stage, **wished)
    checked(stage, record, UNCOERCED)
    stage.xb.must("central", "ml.accept", record)
    assert stage.xb.do("prosecutor", "ml.execute", record).gates == {"EVI-02.order"}
    assert stage.xb.state(record)["state"] == "accepted"


def test_control_a_search_that_police_may_not_ask_goes_on_as_legal_assistance(stage: Stage) -> None:
    person = {**fraud_request()["persons"][0], "names": [stage.new_name("Sok")]}
    case = stage.xa.must("officer", "case.open", title="Calls", conduct="telecom_fraud",
                         purpose_code="criminal_investigation", summary="").record  # fmt: skip
    police = stage.xa.must("officer", "ir.draft", **fraud_request(case=case, persons=[person])).record
    stage.xa.must("supervisor", "ir.certify", police, facts=REQUESTER_FACTS)
    stage.xa.must("desk", "ir.send", police)
    stage.settle()
    stage.xb.must("desk", "ir.offer_conversion", police)
    stage.settle()
    stage.xa.must("desk", "ir.accept_conversion", police)
    stage.settle()
    record = asked(stage, converts=police, persons=[{**REQUEST["persons"][0], "names": person["names"]}])
    stage.xb.must("central", "ml.check_form", record)
    assert stage.xb.state(record)["links"]["converts"] == police


def test_21_foreign_officers_do_not_question_a_suspect_on_this_soil(stage: Stage) -> None:
    visitor = {"name": "Brun Ott", "authority": "Velmara police", "part": "acts"}
    record = asked(stage, officers_present=[visitor], procedure_reason="They know him.")
    stage.xb.must("central", "ml.check_form", record)
    assert stage.xb.do("prosecutor", "ml.screen", record, facts=CHECKED).gates == {"TER-01"}
    stage.xb.must("central", "ml.consult", record, ground="not_under_law")
    stage.settle()
    stage.xa.must("central", "ml.answer_consultation", record, answer="They would come as guests.")
    stage.settle()
    stage.xb.must("prosecutor", "ml.state_facts", record, facts={"refusal_fiscal": "no"})
    stage.xb.must(
        "central", "ml.refuse", record, ground="not_under_law", reasons="Nobody but our own officers acts here."
    )
    stage.settle()
    assert mirrored(stage, record) == "refused"
    assert "TER-01" not in stage.xb.told()


def test_23_a_confession_from_secret_custody_is_never_transmitted(stage: Stage) -> None:
    record = asked(stage, assistance=["statement"], items=["testimony"], questions=["Who opened the account?"])
    checked(stage, record, UNCOERCED)
    stage.xb.must("central", "ml.accept", record)
    stage.xb.must("prosecutor", "ml.execute", record)
    said = "I opened the account, after nine nights."
    stage.xb.must("desk", "ml.prepare_release", record, **found(said, "testimony", "testimony"))
    stage.xb.must("reviewer", "ml.state_facts", record, facts={"coercion_origin": "yes"})
    hidden = {**RELEASING, "coercion_origin": "no"}
    assert "TOR-02" in stage.xb.do("prosecutor", "ml.approve_release", record, facts=hidden).gates
    stage.settle()
    assert said not in stage.xb.told()
    assert mirrored(stage, record) == "accepted"


def test_12_what_a_partner_gave_goes_to_no_third_state_without_its_consent(stage: Stage) -> None:
    value = "Fifty deposits on 9 May, through three companies."
    record = transmitted(stage, value)
    consent = wished(stage, record, "Asked by phone.")
    passed = {"recipient": "Customs Service of Estwick", "recipient_state": "XC", "purpose_code": "criminal_investigation",
              "handling": ["H0"], "conditions": ["this_case_only"], "numbers": []}  # fmt: skip
    assert "ONW-01" in stage.xa.do("desk", "uc.pass_on", consent, **passed).gates
    put(stage, consent)
    assert "ONW-01" in stage.xa.do("desk", "uc.pass_on", consent, **passed).gates
    stage.xb.must("desk", "uc.consult", consent, ground="ill_treatment")
    stage.settle()
    stage.xa.must("desk", "uc.answer_consultation", consent, answer="The service is under a new law.")
    stage.settle()
    stage.xb.must(
        "desk", "uc.refuse", consent, ground="ill_treatment", reasons="What that service does to people is known."
    )
    stage.settle()
    assert mirrored(stage, consent) == "denied"
    assert "ONW-01" in stage.xa.do("desk", "uc.pass_on", consent, **passed).gates
    assert stage.xa.state(consent)["ground"] == "essential_interests"


def test_control_onward_transfer_with_consent_then_taken_back_and_recalled(stage: Stage) -> None:
    value = "Sixty deposits on 12 May, all from one branch."
    record = transmitted(stage, value)
    consent = wished(stage, record, "Their case.")
    put(stage, consent)
    stage.xb.must("desk", "uc.screen", consent, facts={**REQUESTER_FACTS, "coercion_risk": "no"})
    stage.xb.must(
        "central", "uc.grant", consent, until="2027-02-01", conditions=["report_use"], reasons="The same account."
    )
    stage.settle()
    assert mirrored(stage, consent) == "granted"
    passed = {"recipient": "Customs Service of Estwick", "recipient_state": "XC", "purpose_code": "criminal_investigation",
              "handling": ["H0"], "conditions": ["this_case_only", "report_use"], "numbers": []}  # fmt: skip
    stage.xa.must("desk", "uc.pass_on", consent, **passed)
    stage.settle()
    assert stage.xb.state(consent)["passed_on"][0]["recipient"] == "Customs Service of Estwick"
    notice = stage.xb.must("privacy", "rc.draft", partner="xa-coord", given_in=record, basis="vc-2019-10", nature="recall",
                           why="inaccurate", numbers=["1"], replaced_by="", reasons="The bank mixed two accounts.").record  # fmt: skip
    stage.xb.must("desk", "rc.send", notice)
    stage.settle()
    assert stage.xa.state(record)["answer"]["statements"][0]["value"] == ""
    assert "ONW-01" in stage.xa.do("desk", "uc.pass_on", consent, **passed).gates
    confirm = {"outcome": "hidden", "copies": "One print, shredded."}
    assert stage.xa.do("desk", "rc.confirm", notice, **confirm, told=[]).gates == {"COR-01.told"}
    stage.xa.must("desk", "rc.confirm", notice, **confirm, told=["Customs Service of Estwick"])
    stage.settle()
    assert mirrored(stage, notice) == "confirmed"
    stage.xb.must("desk", "rc.close", notice)
    stage.xb.must("desk", "uc.revoke", consent, reasons="It was wrong.")
    stage.settle()
    assert mirrored(stage, consent) == "revoked"


def test_control_what_clears_somebody_is_used_with_notice(stage: Stage) -> None:
    record = transmitted(stage, "On 3 May he was in hospital; another drew the money.")
    case = stage.xa.state(record)["case"]
    told = wish(record, intent="exculpatory", recipient="", recipient_state="", forum="defence")
    notice = stage.xa.must("prosecutor", "uc.draft", **told, partner="xb-coord", case=case, reason="").record
    stage.xa.must("prosecutor", "uc.give_notice", notice)
    stage.settle()
    assert mirrored(stage, notice) == "noticed"


def test_control_data_are_held_and_a_request_on_them_keeps_them_held(stage: Stage) -> None:
    record = asked(stage, **HOLD)
    stage.xb.must("prosecutor", "ml.preserve", record, holder="Weir Hosting", act="Keep it as it is.", facts=UNCOERCED)
    stage.settle()
    assert mirrored(stage, record) == "preserved"
    refused = stage.xb.do("central", "ml.lift_preservation", record, reasons="Nobody has asked for the data yet.")
    assert refused.gates == {"RET-01.preserved"}
    stage.xa.must("officer", "ml.withdraw", record, reasons="The money was found elsewhere.")
    stage.settle()
    assert mirrored(stage, record) == "withdrawn"


def test_control_a_witness_is_heard_over_a_line(stage: Stage) -> None:
    record = asked(stage, **{**VIDEO, "persons": [named(stage, "other")]})
    checked(stage, record, UNCOERCED)
    stage.xb.must("central", "ml.accept", record)
    stage.xb.must("prosecutor", "ml.execute", record)
    stage.xb.must("judge", "ml.hold_hearing", record, person=0, held_on="2026-01-20", led_by="Judge Oum", language="km",
                  interpreter="", counsel="Advocate Lim", rights_told=True, officers_present=[])  # fmt: skip
    stage.xb.must("central", "ml.answer_no_data", record, report="She was heard.", law_applied="own_law")
    stage.settle()
    assert mirrored(stage, record) == "answered"


def extract(stage: Stage, who: str, side: Side, **changes: Any) -> Any:
    case = side.must(
        "officer", "case.open", title="Trial", conduct="telecom_fraud", purpose_code="prosecution", summary=""
    ).record
    person = {**REQUEST["persons"][0], "names": [stage.new_name("Chen")]}
    form = {"basis": "vc-2019-6", "stage": "trial", "conduct": "telecom_fraud",
            "summary": "A caller posed as a bank and took 40,000 from three people.", "purpose_code": "prosecution",
            "purpose": "The court weighs the sentence of the man who called.", "persons": [person], "held_reason": "",
            "use": "This trial.", "urgent": False, "urgency_ground": "", "urgency_reason": "", "handling": ["H0"],
            "retention_days": 365, "languages": ["en"], "flags": [], "partner": "xb-coord", "case": case, **changes}  # fmt: skip
    return side.must(who, "cr.draft", **form).record


def test_28_no_record_for_a_visa_or_a_dispute_between_firms(stage: Stage) -> None:
    facts = {name: word for name, word in REQUESTER_FACTS.items() if name != "coercive_act"}
    record = extract(stage, "officer", stage.xa, purpose_code="missing_person", purpose="For his visa to visit a fair.")
    assert "CRR-01.asked" in stage.xa.do("supervisor", "cr.certify", record, facts=facts).gates
    assert stage.xb.state(record) == {}


def test_control_a_record_is_asked_and_nothing_is_there(stage: Stage) -> None:
    facts = {name: word for name, word in REQUESTER_FACTS.items() if name != "coercive_act"}
    record = extract(stage, "officer", stage.xa)
    stage.xa.must("supervisor", "cr.certify", record, facts=facts)
    stage.xa.must("desk", "cr.send", record)
    stage.settle()
    stage.xb.must("desk", "cr.screen", record, facts=facts)
    stage.xb.must("desk", "cr.search", record)
    stage.xb.must("desk2", "cr.answer_no_data", record)
    stage.settle()
    assert mirrored(stage, record) == "answered"
