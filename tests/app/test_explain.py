"""Why a gate stops, in plain values: every failed policy with its question, its facts and who may state them."""

from comity.app import explain, reading
from comity.kit.canonical import canonical_bytes
from comity.law.decision import decision_from_json
from tests.office import Office


def test_every_failed_gate_says_who_may_open_it(xa: Office) -> None:
    record = xa.request()
    stopped = xa.do("supervisor", "ir.certify", record)
    assert stopped.decision is not None
    decision = decision_from_json(stopped.decision, xa.node.law.shared.facts)
    rows = explain.failed_gates(xa.node, decision)
    assert {row["policy"] for row in rows} == set(stopped.decision["failed"])
    assert all(set(row["asks"]) == {"en", "km", "zh-Hans"} for row in rows)
    named = {fact["name"]: fact for row in rows for fact in row["facts"]}
    assert {"CS", "SP"} <= set(named["conduct_fits_facts"]["authors"])
    assert named["conduct_fits_facts"]["opens"] == ["yes"]
    canonical_bytes(rows)


def test_a_record_shows_each_next_step_with_its_gates(xa: Office) -> None:
    record = xa.request()
    view = reading.record(xa.node, xa.staff["supervisor"], record, purpose="to certify")
    certify = next(row for row in view["steps"] if row["command"] == "ir.certify")
    assert certify["mine"]
    assert not certify["open"]
    assert {"OFF-01.facts"} <= {row["policy"] for row in certify["gates"]}
    assert "conduct_fits_facts" in {row["name"] for row in certify["facts"]}
