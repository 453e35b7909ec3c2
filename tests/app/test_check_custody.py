"""I5: a lost or foreign line of custody, and a file that stands in no line, are named."""

from types import SimpleNamespace
from typing import Any

import pytest

from comity.domain.custody import next_event

REF = {"name": "a.bin", "media_type": "text/plain", "size": 3, "sha256": "ab" * 32}


def custody(*said: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in said:
        found.append(next_event(found, what="ev.collect", actor="a", at="2026-11-20T08:00:00.000Z", said=row))
    return found


def chain_of(command: str = "ev.collect") -> Any:
    payload = {"derived": {"files": {REF["sha256"]: {**REF, "address": "cd" * 32, "key": "00"}}}}
    link = SimpleNamespace(entry=SimpleNamespace(command=command), payload=payload)
    return SimpleNamespace(record="xa-coord/exhibit/1", links=(link,))


def faults(chain: Any, state: dict[str, Any] | None) -> list[str]:
    from comity.app.check_custody import check_record
    from comity.storage.findings import Findings

    findings = Findings()
    check_record(findings, chain, state)
    assert {fault.rule for fault in findings.faults} <= {"I5"}
    return [fault.text for fault in findings.faults]


def exhibit(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"procedure": "evidence", "custody": rows}


def test_a_whole_chain_with_its_files_passes() -> None:
    assert faults(chain_of(), exhibit(custody({"a": 1}, {"files": [REF]}))) == []


@pytest.mark.parametrize("harm", [lambda rows: rows[1:], lambda rows: [rows[0], {**rows[1], "actor": "x"}],
                                  lambda rows: [rows[1], rows[0]]])  # fmt: skip
def test_a_chain_that_does_not_follow_is_named(harm: Any) -> None:
    assert any("does not follow" in text for text in faults(chain_of(), exhibit(harm(custody({}, {"files": [REF]})))))


def test_a_file_in_no_line_is_named() -> None:
    assert ["stands in no line" in text for text in faults(chain_of(), exhibit(custody({"a": 1})))] == [True]


def test_what_a_partner_offered_stands_in_its_message() -> None:
    assert faults(chain_of("ev.receive"), exhibit(custody({"message": "x"}))) == []


def test_other_procedures_and_erased_records_have_no_custody() -> None:
    assert faults(chain_of(), {"procedure": "footage"}) == []
    assert faults(chain_of(), None) == []
    assert faults(chain_of(), {**exhibit([]), "erased": True}) == []
