"""The published CSV form: the invented list in every detail, the real list in every row."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from comity.screening import ImportReport, SdnReader, SourceFault, import_register
from comity.screening.record import RegisterRecord, from_text


def load(folder: Path, into: Path, *, accept_bad_rows: bool = False) -> ImportReport:
    return import_register(source=SdnReader(folder), folder=into, name="watch", accept_bad_rows=accept_bad_rows)


def records(report: ImportReport) -> dict[str, RegisterRecord]:
    rows = duckdb.execute("SELECT record FROM read_parquet(?) WHERE key IS NULL", [str(report.path)]).fetchall()
    found = [from_text(record) for (record,) in rows]
    return {record["row"]: record for record in found}


def edit(path: Path, line: int, old: bytes, new: bytes) -> None:
    lines = path.read_bytes().split(b"\n")
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    path.write_bytes(b"\n".join(lines))


def test_the_invented_list(invented_sdn: Path, tmp_path: Path) -> None:
    report = load(invented_sdn, tmp_path)
    assert (report.outcome, report.bad, report.irregular) == ("stored", (), ())
    assert [source.rows for source in report.sources] == [57, 24, 18]
    assert [fault.reason for fault in report.truncated] == ["truncated_at_source"]
    found = records(report)
    first = found["1001"]
    assert [(name["text"], name["kind"]) for name in first["names"]] == [
        ("CHEN, Weiming", "primary"),
        ("陈伟明", "alias"),
        ("陳偉明", "alias"),
        ("CHAN, Wei Ming", "alias"),
        ("LITTLE LANTERN", "weak"),
    ]
    assert first["addresses"] == ["12 Quay Street, Linhai Quay, XB"]
    assert first["source_line"] == "sdn.csv:1"
    assert Counter(record["kind"] for record in found.values()) == {
        "person": 39,
        "organisation": 12,
        "vessel": 4,
        "aircraft": 2,
    }
    assert all(record["names"][0]["kind"] == "primary" for record in found.values())
    assert "-0-" not in json.dumps(list(found.values()))


@pytest.mark.parametrize(
    ("file", "line", "old", "new", "reason"),
    [
        ("sdn.csv", 4, b",individual,", b",individual,extra,", "wrong_column_count"),
        ("sdn.csv", 3, b"PETROV", b"P\xe9TROV", "encoding"),
        ("sdn.csv", 5, b"1005,", b"ten,", "row_id"),
        ("sdn.csv", 2, b"1002,", b'1001,"CHEN, Weiming",individual,INV-XA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n1002,', "duplicate_row"),
        ("sdn.csv", 2, b'"SOK, Sophea"', b"-0- ", "empty_name"),
        ("sdn.csv", 3, b"PETROV", b"PE\x00ROV", "nul_character"),
        ("alt.csv", 1, b"1001,", b"9999,", "alias_without_row"),
        ("alt.csv", 2, b",aka,", b",", "wrong_column_count"),
        ("add.csv", 2, b"1002,", b"x,", "row_id"),
        ("sdn.csv", 6, b'",individual', b'"x,individual', "unreadable_csv"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_half_loads(
    spoiled_sdn: Path, tmp_path: Path, file: str, line: int, old: bytes, new: bytes, reason: str
) -> None:
    edit(spoiled_sdn / file, line, old, new)
    store = tmp_path / "registers"
    refused = load(spoiled_sdn, store)
    assert refused.outcome == "refused"
    assert refused.path is None
    first, *others = refused.bad
    assert (first.file, first.line, first.reason) == (file, line, reason)
    # A row without a readable id leaves its aliases without a row; nothing else may follow from one bad row.
    assert {fault.reason for fault in others} <= (
        {"alias_without_row"} if reason in {"row_id", "unreadable_csv"} else set()
    )
    assert list(store.iterdir()) == []
    accepted = load(spoiled_sdn, store, accept_bad_rows=True)
    assert accepted.outcome == "stored"
    assert accepted.bad == refused.bad
    lost = 1 if file == "sdn.csv" and reason != "duplicate_row" else 0
    assert accepted.kept == 57 - lost == len(records(accepted))


def test_an_id_given_to_a_second_entity_keeps_both_and_says_so(spoiled_sdn: Path, tmp_path: Path) -> None:
    edit(spoiled_sdn / "sdn.csv", 2, b"1002,", b"1001,")
    edit(spoiled_sdn / "alt.csv", 4, b"1002,", b"1001,")
    edit(spoiled_sdn / "add.csv", 2, b"1002,", b"1001,")
    report = load(spoiled_sdn, tmp_path / "registers")
    assert report.bad == ()
    assert report.irregular == (
        SourceFault("sdn.csv", 2, "id_used_twice", "id 1001 is another entity above; kept as 1001~2", bad=False),
    )
    found = records(report)
    assert len(found) == 57
    assert [found[row]["names"][0]["text"] for row in ("1001", "1001~2")] == ["CHEN, Weiming", "SOK, Sophea"]
    assert all(any("more than once" in note for note in found[row]["notes"]) for row in ("1001", "1001~2"))


def test_an_address_of_no_row_is_reported_and_harmless(spoiled_sdn: Path, tmp_path: Path) -> None:
    edit(spoiled_sdn / "add.csv", 1, b"1001,", b"9999,")
    report = load(spoiled_sdn, tmp_path / "registers")
    assert report.outcome == "stored"
    assert [(fault.file, fault.line, fault.reason) for fault in report.irregular] == [
        ("add.csv", 1, "address_without_row")
    ]


def test_rows_after_the_end_of_file_mark_are_bad(spoiled_sdn: Path, tmp_path: Path) -> None:
    with (spoiled_sdn / "add.csv").open("ab") as file:
        file.write(b"\n1001,9,-0- ,-0- ,XA,-0- \n")
    assert [fault.reason for fault in load(spoiled_sdn, tmp_path / "registers").bad] == ["after_end_of_file"]


def test_the_published_list_loads_whole(published_sdn: Path, tmp_path: Path) -> None:
    report = load(published_sdn, tmp_path)
    assert report.bad == ()
    assert [source.rows for source in report.sources] == [9044, 12409, 13625]
    assert report.kept == report.rows_read == 9044
    with (published_sdn / "sdn.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    ids = Counter(row[0] for row in rows)
    again = [fault for fault in report.irregular if fault.reason == "id_used_twice"]
    assert len(again) == len(rows) - len(ids)
    cut = {f"sdn.csv:{number}" for number, row in enumerate(rows, start=1) if len(row[11]) == 1000}
    assert {f"{fault.file}:{fault.line}" for fault in report.truncated} == cut

    found = {record["source_line"]: record for record in records(report).values()}
    assert len(found) == len(rows)
    kinds = {"individual": "person", "-0- ": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
    for number, row in enumerate(rows, start=1):
        record = found[f"sdn.csv:{number}"]
        assert record["names"][0]["text"] == row[1].strip()
        assert record["kind"] == kinds[row[2]]
        if len(row[11]) < 1000:
            assert len(record["birth_dates"]) == len(re.findall(r"\bDOB:? \w", row[11])), row[11]
            assert bool(re.search(r"(^|; )Gender ", row[11])) == bool(record["sex"]), row[11]
            assert ("Passport " not in row[11]) or record["documents"] or record["notes"]
    assert not [date for record in found.values() for date in record["birth_dates"] if date["precision"] == "unknown"]
    names = sum(1 for record in found.values() for name in record["names"] if name["kind"] == "alias")
    with (published_sdn / "alt.csv").open(encoding="utf-8", newline="") as lines:
        expected = sum(ids[row[0]] for row in csv.reader(lines))
    assert names == expected
