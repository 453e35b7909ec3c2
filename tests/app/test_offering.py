"""What forms offer and begin with: names for codes, what the officer settles on a step, the confirmed record as statements."""

from typing import Any

from comity.app import offering, prefill, reading
from comity.storage import records
from tests.office import Office


def test_codes_have_names_in_every_language(xa: Office) -> None:
    for name, codes in xa.node.pack.code_lists().items():
        for code in codes:
            names = offering.names_of_code(xa.node, name, code)
            assert name == "languages" or (names and {"en", "km", "zh-Hans"} <= set(names)), (name, code)
    assert offering.names_of_code(xa.node, "conducts", "no_such") is None


def test_an_office_is_called_as_it_calls_itself(xa: Office) -> None:
    assert (offering.office_names(xa.node, "xb-coord") or {})["en"] == "Corvane Liaison"
    assert (offering.office_names(xa.node, "xa-coord") or {})["en"] == "Velmara Coordination"
    assert offering.office_names(xa.node, "zz-nowhere") is None


def test_only_confirmed_partners_and_visible_cases_are_offered(xa: Office) -> None:
    record = xa.request()
    mine = offering.offers(xa.node, xa.staff["officer"], None)
    assert mine["partner"] == ["xb-coord"]
    assert mine["case"] == [records.load(record).state["case"]]  # type: ignore[index]
    assert offering.offers(xa.node, xa.staff["custodian"], None)["case"] == []


def test_a_question_of_the_step_is_no_shut_gate_until_somebody_said_no(xa: Office) -> None:
    record = xa.request()
    supervisor = xa.staff["supervisor"]

    def certify() -> dict[str, Any]:
        view = reading.record(xa.node, supervisor, record, purpose="")
        return next(row for row in view["steps"] if row["command"] == "ir.certify")

    assert certify()["gates"]
    assert offering.shut_gates(certify(), supervisor.roles) == []
    assert offering.shut_gates(certify(), ["RO"]) != []
    said = xa.do("supervisor", "ir.state_facts", record, facts={"link_real": {"value": "no", "reason": "No link."}})
    assert said.done, said.stops
    assert [gate["policy"] for gate in offering.shut_gates(certify(), supervisor.roles)] == ["PUR-01.link"]


def test_what_the_form_itself_decides_shuts_no_gate(xa: Office) -> None:
    step = {"form": [{"name": "reasons", "kind": "long_text"}], "facts": [], "gates": [
        {"policy": "GOV-01.reasons", "ways": [[["reasons_stored", "yes"]]],
         "facts": [{"name": "reasons_stored", "value": "no"}]}]}  # fmt: skip
    assert offering.shut_gates(step, ["SP"]) == []
    assert offering.shut_gates({**step, "form": []}, ["SP"]) == step["gates"]


def test_a_confirmed_record_becomes_statements_and_only_what_was_asked_has_an_item(xb: Office) -> None:
    request = {"items": ["identity", "birth"]}
    record = {
        "row": "1", "kind": "person", "names": [{"text": "陈伟明", "kind": "primary", "lang": "zh"},
                                                 {"text": "小灯", "kind": "weak", "lang": ""}],
        "birth_dates": [{"text": "14 March 1988", "from": "1988-03-14", "to": "1988-03-14", "precision": "day"}],
        "birth_places": [], "nationalities": ["XB"], "citizenships": [], "sex": "male",
        "documents": [{"kind": "passport", "number": "E1", "state": "XB"}], "addresses": ["Quay 1"], "phones": [],
        "source_line": "civil.csv:2", "notes": [], "truncated": False, "record_status": "", "as_of": "2026-10-31",
        "source_grade": "A", "information_grade": "1",
    }  # fmt: skip
    rows = prefill.statements_of(xb.node, request, {"record": record, "register": "civil", "person": 0})
    found = {row["property"]: (row["value"], row["item"]) for row in rows}
    assert found["name"] == ("陈伟明", "identity")
    assert found["birthDate"] == ("1988-03-14", "birth")
    assert found["passportNumber"] == ("E1", "")
    assert found["address"] == ("Quay 1", "")
    assert {row["source"] for row in rows} == {"civil, civil.csv:2"}


def test_a_form_begins_with_what_was_written(xa: Office) -> None:
    state = records.load(xa.request()).state
    assert state is not None
    begun = prefill.prefill(xa.node, state, "ir.amend")
    assert begun["partner"] == "xb-coord"
    assert begun["persons"][0]["names"] == ["Chen Weiming"]
    assert prefill.prefill(xa.node, state, "ir.certify") == {}
