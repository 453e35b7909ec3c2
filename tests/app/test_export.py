"""The export of a record: whole or not at all, and judged by the verifier that shares no code with it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from comity.kit.errors import ComityError
from comity.verify import verify_folder

if TYPE_CHECKING:
    from tests.office import Office

Busy = tuple["Office", dict[str, Any]]


@pytest.fixture
def busy(xa: "Office") -> "Iterator[Busy]":
    from tests.app.busy import make_busy
    from tests.nodes.near import far_of

    with far_of(xa) as far:
        yield xa, make_busy(xa, far)


def export(office: "Office", folder: Path, **options: Any) -> dict[str, Any]:
    from comity.app.export import export as write
    from tests.office import PASSPHRASE

    return write(office.node, folder, PASSPHRASE, **options)


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def test_an_exported_record_is_found_without_fault(busy: Busy, tmp_path: Path) -> None:
    from comity.storage import log

    office, _ = busy
    made = export(office, tmp_path / "record")
    report = verify_folder(tmp_path / "record")
    assert report.ok, report.faults
    assert (report.office, report.size) == ("xa-coord", log.size())
    assert made["entries"] == report.size
    assert (report.payloads, report.erased) == (made["payloads"], made["erased"])
    assert made["erased"] == 2  # what a draft and its withdrawal said
    looked = {check.id: check.done for check in report.checks}
    assert all(looked[name] for name in ("V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "V11"))
    assert not report.remarks, report.remarks


def test_it_holds_what_the_partner_gave_and_the_policies_that_decided(busy: Busy, tmp_path: Path) -> None:
    from comity.law.policyset import PolicySet

    office, _ = busy
    export(office, tmp_path / "record")
    assert len(lines(tmp_path / "record", "receipts.jsonl")) == 2
    assert len(lines(tmp_path / "record", "inbox.jsonl")) == 2
    assert lines(tmp_path / "record", "peers/xb-coord/checkpoints.jsonl")
    shared = tmp_path / "record" / "policies" / office.node.law.shared.hash
    files = {path.relative_to(shared).as_posix(): path.read_text() for path in shared.rglob("*") if path.is_file()}
    assert PolicySet.from_files("shared", files).hash == office.node.law.shared.hash


def test_payloads_can_be_left_out(busy: Busy, tmp_path: Path) -> None:
    office, records = busy
    export(office, tmp_path / "bare", payloads=False)
    report = verify_folder(tmp_path / "bare")
    assert report.ok
    assert report.payloads == 0
    assert b"Weiming" not in (tmp_path / "bare" / "entries.jsonl").read_bytes()
    made = export(office, tmp_path / "one", only_record=records["answered"])
    assert verify_folder(tmp_path / "one").payloads == made["payloads"] == made["record_entries"] > 3


def test_an_export_with_payloads_is_kept_in_the_access_log(busy: Busy, tmp_path: Path) -> None:
    from comity.storage import access

    office, records = busy
    export(office, tmp_path / "bare", payloads=False)
    assert access.reads_of("*") == []
    export(office, tmp_path / "whole")
    export(office, tmp_path / "one", only_record=records["answered"])
    assert [row["what"] for row in access.reads_of("*")] == ["export"]
    assert access.reads_of(records["answered"])[0]["officer"] == "operator"


def test_nothing_is_left_where_it_fails(busy: Busy, tmp_path: Path) -> None:
    office, _ = busy
    (tmp_path / "there").mkdir()
    for options, folder, code in (
        ({}, "there", "export.exists"),
        ({"only_record": "xa-coord/case/none"}, "wrong", "export.no_record"),
    ):
        with pytest.raises(ComityError) as refused:
            export(office, tmp_path / folder, **options)
        assert refused.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_node_in_doubt_exports_what_it_signed_before(busy: Busy, tmp_path: Path) -> None:
    from comity.storage import boot, log

    office, _ = busy
    signed = log.latest_checkpoint()
    assert signed is not None
    assert signed[0] < log.size()
    boot.doubt("restored", at="2026-11-22T10:00:00.000Z")
    made = export(office, tmp_path / "record")
    assert made["entries"] == signed[0]
    assert verify_folder(tmp_path / "record").ok


def test_a_damaged_tree_is_not_exported(busy: Busy, tmp_path: Path) -> None:
    from comity.storage import models

    office, _ = busy
    last = models.Entry.objects.latest("seq")
    models.Entry.objects.filter(seq=last.seq).update(data=bytes(last.data).replace(b"done", b"dome"))
    with pytest.raises(ComityError) as refused:
        export(office, tmp_path / "record")
    assert refused.value.code == "checkpoints.damaged"
    assert list(tmp_path.iterdir()) == []


def test_decisions_are_judged_again_and_exported_for_stock_tools(busy: Busy, tmp_path: Path) -> None:
    from comity.app.replay import ReplayError, export_decisions, replay
    from comity.storage import models

    office, _ = busy
    gone = models.EntryPayload.objects.exclude(erased_at="").values("seq")
    rows = models.Entry.objects.filter(seq__in=models.DecisionRow.objects.values("seq"))
    erased, decided = rows.filter(seq__in=gone), list(rows.exclude(seq__in=gone))
    for row in decided:
        found = replay(office.node, row.seq)
        assert found["same"], found
    with pytest.raises(ReplayError) as without:
        replay(office.node, erased.get(command="ir.draft").seq)
    assert without.value.data["reason"] == "erased"
    with pytest.raises(ReplayError):
        replay(office.node, 10_000)
    counts = export_decisions(office.node, tmp_path / "decisions")
    written = [row for row in lines(tmp_path / "decisions", "decisions.jsonl") if "request" in row]
    assert counts["decisions"] == len(written) == len(decided)
    assert {row["expect"] for row in written} == {"allow", "deny"}
    assert all("Weiming" not in json.dumps(row["request"]) for row in written)


def test_a_changed_fact_is_seen_when_a_decision_is_judged_again(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.app import replay as room
    from comity.storage import journal, models

    office, _ = busy
    seq = models.DecisionRow.objects.filter(action="ir.certify", allowed=True).values_list("seq", flat=True)[0]
    stored = journal.read_one(seq, records_key=office.node.records_key)
    assert stored is not None
    payload = stored.payload
    assert payload is not None
    payload["decision"]["facts"]["conduct_fits_facts"]["value"] = "no"
    from types import SimpleNamespace

    monkeypatch.setattr(journal, "read_one", lambda *_, **__: SimpleNamespace(entry=stored.entry, payload=payload))
    found = room.replay(office.node, seq)
    assert not found["same"]
    assert found["replayed"]["allowed"] is False
    assert not found["checks"]["decision_is_the_one_in_the_entry"]
