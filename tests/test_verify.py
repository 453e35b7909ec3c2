"""The stand-alone verifier: an honest folder passes, every change is found, and each check finds its own kind of lie.

Two kinds of attack. A stranger changes bytes of a folder: any changed, missing, doubled or moved byte must be found. A
node itself lies and signs again with its own keys: then its folder must fail the check made for that lie, or, if it
is wholly consistent, the partner's folder must show it.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import verify
from comity.kit.canonical import canonical_bytes, hash_of
from comity.tlog.checkpoint import add_signature, cosign
from comity.tlog.entry import leaf_data, payload_hash
from comity.tlog.folder import RECEIPT_DOMAIN, inbox_line, receipt_line
from comity.tlog.note import SignatureLine, signed_note
from comity.tlog.tiles import tile_path, tiles_for
from tests.tlog.exported import START, Files, Office, Row, edited, exchange, lines, salt, write

FIRST, SECOND = exchange()
HONEST = FIRST.files(SECOND)
BARE = FIRST.files(SECOND, manifest=False)
PARTNER = SECOND.files(FIRST)
BIG = exchange(entries=600)
WITNESSED = "peers/xb-coord/checkpoints.jsonl"


def report_on(tmp_path: Path, files: Files, against: Files | None = None) -> verify.Report:
    """Verify a folder made of these files, beside another one if given."""
    shutil.rmtree(tmp_path / "a", ignore_errors=True)
    shutil.rmtree(tmp_path / "b", ignore_errors=True)
    folder = write(tmp_path / "a", files)
    return verify.verify_folder(folder, None if against is None else write(tmp_path / "b", against))


def failed(report: verify.Report) -> set[str]:
    return {check.id for check in report.checks if check.faults}


# --------------------------------------------------------------------------------------------- honest folders


@pytest.mark.parametrize(
    "files", [HONEST, BARE, PARTNER, BIG[0].files(BIG[1])], ids=["whole", "bare", "partner", "big"]
)
def test_an_honest_folder_passes(tmp_path, files):
    report = report_on(tmp_path, files)
    assert report.faults == ()
    assert (report.ok, report.exit_code) == (True, 0)


def test_two_honest_folders_pass_and_every_check_has_looked_at_something(tmp_path):
    report = report_on(tmp_path, HONEST, PARTNER)
    assert report.faults == ()
    assert report.against is not None
    assert report.exit_code == 0
    for one in (report, report.against):
        assert {check.id for check in one.checks if check.done} == set(verify.CHECKS)


def test_the_counts_are_right(tmp_path):
    report = report_on(tmp_path, HONEST)
    erased = sum(row.payload is None for row in FIRST.rows)
    stopped = sum(b'"outcome":"stopped"' in row.entry for row in FIRST.rows)
    assert (report.size, report.done + report.stopped, report.stopped) == (40, 40, stopped)
    assert (report.payloads, report.erased) == (40 - erased, erased)
    assert report.cosignatures == ("xb-coord/witness 2026-11-22T09:30:00Z",)
    assert {check.id: check.done for check in report.checks}["V10"] == 4


def test_an_empty_log_can_be_exported(tmp_path):
    new, partner = Office("xa-coord", 1), Office("xb-coord", 2)
    files = new.files(partner)
    assert report_on(tmp_path, files).faults == ()
    files["checkpoint"] = add_signature(
        signed_note(f"xa-coord/record\n0\n{base64.b64encode(bytes(32)).decode()}\n", "xa-coord/record", new.log_key),
        cosign(new.checkpoint(), partner.log_key, "xb-coord/witness", START),
    )
    del files["manifest"]
    assert report_on(tmp_path, files).exit_code == 1


# ------------------------------------------------------------------------------------ a stranger changes bytes


FREE_BYTES = {
    "identity.json": re.compile(rb'"signing_key":"[^"]*"'),
    WITNESSED: re.compile(rb'"received_at":"[^"]*"'),
    "inbox.jsonl": re.compile(rb'(?<=:)"[^"]*"'),
}
"""What no signature reaches in a folder without a manifest; the report says so in a remark."""


def is_free(path: str, place: int) -> bool:
    pattern = FREE_BYTES.get(path)
    return pattern is not None and any(found.start() <= place < found.end() for found in pattern.finditer(BARE[path]))


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """Two folders on disk for tests that change one file and put it back."""
    home = tmp_path_factory.mktemp("standing")
    return write(home / "whole", HONEST), write(home / "bare", BARE)


def code_with(folder: Path, path: str, data: bytes, original: bytes) -> int:
    try:
        (folder / path).write_bytes(data)
        return verify.verify_folder(folder).exit_code
    finally:
        (folder / path).write_bytes(original)


@given(st.sampled_from(sorted(HONEST)), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_any_changed_byte_in_any_file_is_found(standing, path, data):
    original = HONEST[path]
    place, flip = data.draw(st.integers(0, len(original) - 1)), data.draw(st.integers(1, 255))
    changed = original[:place] + bytes([original[place] ^ flip]) + original[place + 1 :]
    assert code_with(standing[0], path, changed, original) != 0


@given(st.sampled_from(sorted(BARE)), st.data())
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
def test_the_checks_find_it_without_a_manifest_too(standing, path, data):
    original = BARE[path]
    places = st.integers(0, len(original) - 1).filter(lambda place: not is_free(path, place))
    place, flip = data.draw(places), data.draw(st.integers(1, 255))
    changed = original[:place] + bytes([original[place] ^ flip]) + original[place + 1 :]
    assert code_with(standing[1], path, changed, original) != 0


def line_changes(data: bytes) -> dict[str, bytes]:
    rows = lines(data)
    middle = len(rows) // 2
    return {
        "first line dropped": b"".join(rows[1:]),
        "middle line dropped": b"".join(rows[:middle] + rows[middle + 1 :]),
        "last line dropped": b"".join(rows[:-1]),
        "two lines swapped": b"".join([*rows[: middle - 1], rows[middle], rows[middle - 1], *rows[middle + 1 :]]),
        "last line doubled": b"".join([*rows, rows[-1]]),
        "first line doubled": b"".join([rows[0], *rows]),
        "first line again at the end": b"".join([*rows, rows[0]]),
        "cut in a line": data[:-20],
        "last newline cut": data[:-1],
        "empty line at the end": data + b"\n",
        "emptied": b"",
        "blank in front": b" " + data,
    }


LINES = [
    (path, name)
    for path in HONEST
    if path.endswith(".jsonl")
    for name, changed in line_changes(HONEST[path]).items()
    if changed != HONEST[path]
]


@pytest.mark.parametrize(("path", "name"), LINES)
def test_dropped_moved_doubled_and_cut_lines_are_found(standing, path, name):
    changed = line_changes(HONEST[path])[name]
    assert code_with(standing[0], path, changed, HONEST[path]) != 0


@pytest.mark.parametrize("name", line_changes(b"a\nb\nc\nd\n"))
def test_the_entries_need_no_manifest_for_that(standing, name):
    changed = line_changes(BARE["entries.jsonl"])[name]
    assert code_with(standing[1], "entries.jsonl", changed, BARE["entries.jsonl"]) == 1


@pytest.mark.parametrize("path", sorted(HONEST))
def test_any_missing_truncated_or_doubled_file_is_found(tmp_path, path):
    if path != "manifest":  # without one the folder is judged by its other signatures, and the report says so
        assert report_on(tmp_path, {name: data for name, data in HONEST.items() if name != path}).exit_code != 0
    for data in (HONEST[path][: len(HONEST[path]) // 2], HONEST[path] * 2, b""):
        assert report_on(tmp_path, {**HONEST, path: data}).exit_code != 0


@pytest.mark.parametrize(
    "path",
    ["extra.txt", "tile/0/001", "tile/5/000.p/1", "tile/0/000.p/41", "peers/xc/checkpoints.jsonl", "tile/entries/000"],
)
def test_any_added_file_is_found(tmp_path, path):
    assert report_on(tmp_path, {**HONEST, path: b"more"}).exit_code == 1
    bare = report_on(tmp_path, {**BARE, path: b"more"})
    assert bare.exit_code == 1 or any("extra.txt" in remark for remark in bare.remarks)


def test_without_a_manifest_the_report_says_what_is_unprotected(tmp_path):
    assert any("no manifest" in remark for remark in report_on(tmp_path, BARE).remarks)
    assert not any("no manifest" in remark for remark in report_on(tmp_path, HONEST).remarks)


def test_payloads_cannot_be_swapped_or_given_another_salt(tmp_path):
    rows = [json.loads(line) for line in lines(BARE["entries.jsonl"])]
    kept = [row for row in rows if row["payload"]]
    for name in ("payload", "payload_salt"):
        first, second = dict(kept[0]), dict(kept[1])
        first[name], second[name] = second[name], first[name]
        changed = [first if row is kept[0] else second if row is kept[1] else row for row in rows]
        data = b"".join(canonical_bytes(row) + b"\n" for row in changed)
        report = report_on(tmp_path, {**BARE, "entries.jsonl": data})
        assert failed(report) == {"V8"}
        assert [fault.entry for fault in report.faults] == [kept[0]["seq"], kept[1]["seq"]]


def test_an_erased_payload_is_told_and_no_fault(tmp_path):
    rows = lines(BARE["entries.jsonl"])
    before = report_on(tmp_path, BARE)
    data = b"".join([edited(rows[0], payload=None, payload_salt=None), *rows[1:]])
    after = report_on(tmp_path, {**BARE, "entries.jsonl": data})
    assert (after.exit_code, after.erased, after.payloads) == (0, before.erased + 1, before.payloads - 1)


@pytest.mark.parametrize("name", ["leaf_salt", "payload_salt", "entry"])
def test_base_64_has_one_spelling(tmp_path, name):
    """The last letter before the padding carries bits that decode to nothing."""
    rows = lines(BARE["entries.jsonl"])
    number, text = next(
        (number, text) for number, row in enumerate(rows) if (text := json.loads(row)[name] or "").endswith("=")
    )
    body, padding = text.rstrip("="), text.count("=")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = body[:-1] + alphabet[alphabet.index(body[-1]) ^ 1] + "=" * padding
    assert base64.b64decode(other) == base64.b64decode(text)
    data = b"".join([*rows[:number], edited(rows[number], **{name: other}), *rows[number + 1 :]])
    report = report_on(tmp_path, {**BARE, "entries.jsonl": data})
    assert ("V5", number) in {(fault.check, fault.entry) for fault in report.faults}


@pytest.mark.parametrize("gone", ["payload", "payload_salt"])
def test_payload_and_salt_are_erased_together(tmp_path, gone):
    rows = lines(BARE["entries.jsonl"])
    data = b"".join([edited(rows[0], **{gone: None}), *rows[1:]])
    assert failed(report_on(tmp_path, {**BARE, "entries.jsonl": data})) == {"V8"}


def test_a_line_says_the_number_of_its_entry(tmp_path):
    rows = lines(BARE["entries.jsonl"])
    data = b"".join([*rows[:5], edited(rows[5], seq=6), *rows[6:]])
    report = report_on(tmp_path, {**BARE, "entries.jsonl": data})
    assert [(fault.check, fault.entry) for fault in report.faults] == [("V5", 5)]


def test_a_changed_entry_is_named_by_its_number(tmp_path):
    rows = lines(BARE["entries.jsonl"])
    entry = json.loads(base64.b64decode(json.loads(rows[17])["entry"]))
    changed = base64.b64encode(canonical_bytes({**entry, "actor": "eve"})).decode()
    report = report_on(
        tmp_path, {**BARE, "entries.jsonl": b"".join([*rows[:17], edited(rows[17], entry=changed), *rows[18:]])}
    )
    assert failed(report) == {"V5", "V6", "V7"}  # V5: the next entry on the record names another predecessor
    assert 17 in {fault.entry for fault in report.faults if fault.check == "V7"}


# ---------------------------------------------------------------------------- a node lies and signs again itself


def lying(number: int, /, **values: object):
    """Change fields of one entry before it is hashed and signed."""

    def change(seq, fields, content):
        if seq == number:
            fields.update(values)

    return change


def at(seq: int, change):
    return lambda number, fields, content: change(fields, content) if number == seq else None


def deciding(number: int, /, **values: object):
    """Change the decision itself, and name its right hash in the entry; None takes a part out."""

    def change(fields, content):
        changed = {**content["decision"], **values}
        content["decision"] = {name: value for name, value in changed.items() if value is not None}
        fields["decision_hash"] = hash_of(content["decision"])

    return at(number, change)


def both(*changes):
    return lambda seq, fields, content: [change(seq, fields, content) for change in changes]


# Entry 0: done, gated. 2: done, no gate. 4: stopped, gated. 14: stopped, no gate. 3, 10, 17: erased.
LIES = {
    "an unknown version": (lying(0, v=2), "V5", 0),
    "a version that is no number": (lying(0, v=True), "V5", 0),
    "a wrong number": (lying(6, seq=7), "V5", 6),
    "a number that is no number": (lying(1, seq=True), "V5", 1),
    "a field without text": (lying(6, actor=None), "V5", 6),
    "a malformed hash": (lying(6, facts_hash="AB" * 32), "V5", 6),
    "malformed policy hashes": (lying(6, policy_hashes={"shared": "x"}), "V5", 6),
    "a policy hash that is a number": (lying(6, policy_hashes={"shared": 5}), "V5", 6),
    "a policy hash that is nothing": (lying(6, policy_hashes={"shared": None}), "V5", 6),
    "policy hashes that are a list": (lying(6, policy_hashes=[]), "V5", 6),
    "an unknown outcome": (lying(6, outcome="almost"), "V5", 6),
    "a time in another form": (lying(6, at="2026-11-22 09:30:00"), "V5", 6),
    "a time that does not exist": (lying(6, at="2026-13-22T09:30:00.000Z"), "V5", 6),
    "a predecessor on a new record": (lying(6, prev="ab" * 32), "V5", 6),
    "no predecessor on an old record": (lying(15, prev=""), "V5", 15),
    "a predecessor without a record": (lying(15, record=""), "V5", 15),
    "another payload": (lying(6, payload_hash="ab" * 32), "V8", 6),
    "no payload hash for a payload": (lying(6, payload_hash=""), "V8", 6),
    "other facts": (lying(6, facts_hash="ab" * 32), "V9", 6),
    "another decision": (lying(6, decision_hash="ab" * 32), "V9", 6),
    "no facts though hashed": (deciding(6, facts=None), "V9", 6),
    "no decision though hashed": (at(6, lambda fields, content: content.pop("decision")), "V9", 6),
    "a decision that is a word": (
        at(6, lambda fields, content: (content.update(decision="yes"),
                                       fields.update(decision_hash=hash_of("yes"), facts_hash=""))), "V9", 6),
    "done against the decision": (deciding(6, allowed=False), "V9", 6),
    "done against the law it began under": (
        at(6, lambda fields, content: content.update(begun={"allowed": False})), "V9", 6),
    "done under an earlier law that says nothing": (at(6, lambda fields, content: content.update(begun="yes")), "V9", 6),
    "a decision that does not decide": (deciding(6, allowed="yes"), "V9", 6),
    "allowed though a policy failed": (deciding(6, failed=["OFF-01"]), "V9", 6),
    "a decision about another command": (deciding(6, action="ir.release"), "V9", 6),
    "a decision under other policies": (deciding(6, policy_hashes={"shared": "cd" * 32, "local": ""}), "V9", 6),
    "stopped though allowed and without a reason": (
        both(deciding(4, allowed=True, failed=[]), at(4, lambda fields, content: content.pop("stops"))), "V9", 4),
    "stopped without a reason": (at(14, lambda fields, content: content.pop("stops")), "V9", 14),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_each_lie_in_a_signed_entry_is_found_by_its_check(tmp_path, name):
    change, check, entry = LIES[name]
    liar, partner = exchange(change_a=change)
    report = report_on(tmp_path, liar.files(partner))
    assert failed(report) == {check}
    assert report.faults[0].entry == entry
    assert report_on(tmp_path, partner.files(liar)).ok


def test_what_is_lawful_is_not_a_lie(tmp_path):
    honest = [
        lying(6, later_field="kept"),
        at(6, lambda fields, content: content.update(begun={"allowed": True})),
        at(4, lambda fields, content: content.update(begun={"allowed": False})),
        lying(6, record="", prev=""),
        deciding(4, allowed=True, failed=[], reasons=["crossing"]),
        both(deciding(6, facts=None), at(6, lambda fields, content: content.update(facts={"n": 1})),
             lying(6, facts_hash=hash_of({"n": 1}))),
        at(14, lambda fields, content: (content.pop("stops"), content.update(reason="it was withdrawn"))),
    ]  # fmt: skip
    for change in honest:
        office, partner = exchange(change_a=change)
        assert report_on(tmp_path, office.files(partner)).faults == ()


def test_times_that_run_backward_are_remarked(tmp_path):
    office, partner = exchange(change_a=lying(20, at="2020-01-01T00:00:00.000Z"))
    report = report_on(tmp_path, office.files(partner))
    assert report.ok
    assert any("earlier than the entry before" in remark for remark in report.remarks)


@pytest.mark.parametrize(
    "entry",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\u0061"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"[" * 100_000,
        b"[]",
        b"",
        b'{"a":1}\n',
    ],
)
def test_an_entry_of_other_bytes_is_refused(tmp_path, entry):
    rows = lines(BARE["entries.jsonl"])
    line = edited(rows[5], entry=base64.b64encode(entry).decode())
    report = report_on(tmp_path, {**BARE, "entries.jsonl": b"".join([*rows[:5], line, *rows[6:]])})
    assert ("V5", 5) in {(fault.check, fault.entry) for fault in report.faults}


def with_last(entry: bytes, payload: bytes | None = None) -> Files:
    """A signed folder of three entries whose last one has exactly these bytes."""
    office = Office("xa-coord", 1)
    office.act(2)
    leaf_salt, payload_salt = salt("leaf"), salt("payload")
    office.rows.append(Row(entry, leaf_salt, payload, payload_salt if payload is not None else None))
    office.nodes.extend([leaf_data(entry, leaf_salt)])
    return office.files(Office("xb-coord", 2))


def third_entry(**values: object) -> dict[str, object]:
    """The fields of the third entry of an office, without gates."""
    fields, _ = Office("xa-coord", 1).story(2)
    return {**fields, "payload_hash": "", **values}


def plain(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True).encode()


ENTRY = third_entry()


@pytest.mark.parametrize(
    "entry",
    [
        json.dumps(ENTRY).encode(),
        json.dumps(dict(sorted(ENTRY.items(), reverse=True)), separators=(",", ":")).encode(),
        plain(ENTRY) + b"\n",
        plain(ENTRY).replace(b'"v":1', b'"v":1,"v":1'),
        plain({**ENTRY, "w": 2**53}),
        plain({**ENTRY, "w": 10**40}),
        plain({**ENTRY, "w": 1.5}),
        plain({**ENTRY, "w": {"\ufb33": 1, "\U0001f600": 2}}),
        plain({**ENTRY, "w": "\u0101"}).replace("\u0101".encode(), b"\\u0101"),
        plain({**ENTRY, "w": 0}).replace(b'"w":0', b'"w":-0'),
    ],
)
def test_an_entry_spelt_otherwise_is_refused_though_signed(tmp_path, entry):
    """Same JSON value or nearly, other bytes: hashed, signed, in the tree, and still no entry."""
    report = report_on(tmp_path, with_last(entry))
    assert [(fault.check, fault.entry) for fault in report.faults] == [("V5", 2)]


def test_the_same_entry_spelt_canonically_passes(tmp_path):
    for more in ({}, {"w": 2**53 - 1}, {"w": {"\ufb33": 1, "\U0001f600": [2, "\u0101\u0007\u007f\u2028"]}}):
        assert report_on(tmp_path, with_last(canonical_bytes({**ENTRY, **more}))).faults == ()


@pytest.mark.parametrize(
    "payload", [b"", b"[]", b"no", b'{"stops":1,"stops":1}', b'{"stops":1.5}', b'{"stops":"\xff"}', b"{" * 9999]
)
def test_a_payload_that_must_be_read_and_cannot_is_found(tmp_path, payload):
    fields = third_entry(outcome="stopped", payload_hash=payload_hash(payload, salt("payload")))
    report = report_on(tmp_path, with_last(canonical_bytes(fields), payload))
    assert [(fault.check, fault.entry) for fault in report.faults] == [("V9", 2)]


def test_a_payload_that_need_not_be_read_may_be_anything(tmp_path):
    fields = third_entry(payload_hash=payload_hash(b"\xff", salt("payload")))
    assert report_on(tmp_path, with_last(canonical_bytes(fields), b"\xff")).faults == ()


# ---------------------------------------------------------------------------- checkpoints, peers, receipts, manifest


def resigned(files: Files, office: Office = FIRST) -> Files:
    """The same folder with a fresh manifest: the node itself lies."""
    return {**files, "manifest": office.sign(files)}


def outcome(tmp_path, **changes: bytes | None) -> set[str]:
    files = {name: data for name, data in {**HONEST, **changes}.items() if data is not None}
    return failed(report_on(tmp_path, resigned(files)))


def test_the_checkpoint_needs_the_logs_signature(tmp_path):
    text = FIRST.checkpoint().decode().partition("\n\n")[0] + "\n"
    impostor = Office("xa-coord", 77)
    only_cosigned = HONEST["checkpoint"].decode().splitlines(keepends=True)
    del only_cosigned[4]
    for note in (
        signed_note(text, "xa-coord/record", impostor.log_key),
        signed_note(text, "xa-coord/other", FIRST.log_key),
        signed_note(text.replace("xa-coord", "xc-coord"), "xa-coord/record", FIRST.log_key),
        signed_note(text + "extension\n", "xa-coord/record", FIRST.log_key),
        signed_note(text + "\nextension\n", "xa-coord/record", FIRST.log_key),
        signed_note(text.replace("\n40\n", "\n040\n"), "xa-coord/record", FIRST.log_key),
        signed_note(text.replace("\n40\n", "\n9999999999999999999\n"), "xa-coord/record", FIRST.log_key),
        "".join(only_cosigned).encode(),
    ):
        assert "V4" in outcome(tmp_path, checkpoint=note)


def test_the_signature_must_fit_the_text_it_stands_under(tmp_path):
    """The right key id, the right form, the right key's own signature, and another text."""
    note = HONEST["checkpoint"].replace(b"\n40\n", b"\n39\n")
    assert "V4" in outcome(tmp_path, checkpoint=note)
    rows = lines(HONEST[WITNESSED])
    assert outcome(tmp_path, **{WITNESSED: b"".join([*rows[:-1], rows[-1].replace(b"\\n44\\n", b"\\n45\\n")])}) == {
        "V10"
    }
    lie = receipt(checkpoint=OTHER_LINES.replace("\n44\n", "\n45\n"))
    assert outcome(tmp_path, **{"receipts.jsonl": HONEST["receipts.jsonl"] + lie}) == {"V11"}
    digest, other = (hashlib.sha256(data).hexdigest() for data in (HONEST["inbox.jsonl"], PARTNER["inbox.jsonl"]))
    manifest = HONEST["manifest"].replace(digest.encode(), other.encode())
    forged = {**HONEST, "inbox.jsonl": PARTNER["inbox.jsonl"], "manifest": manifest}
    assert failed(report_on(tmp_path, forged)) == {"V3"}


@pytest.mark.parametrize("path", [path for path in BARE if path.startswith("tile/")])
def test_each_tile_of_the_tree_must_be_there(tmp_path, path):
    needed = path in {tile_path(tile) for tile in tiles_for(0, 40)}
    report = report_on(tmp_path, {name: data for name, data in BARE.items() if name != path})
    assert failed(report) == ({"V7"} if needed else set())
    assert failed(report_on(tmp_path, {**BARE, path: bytes(len(BARE[path]))})) == {"V7"}


def test_a_checkpoint_of_another_size_or_root_is_found(tmp_path):
    root = base64.b64encode(bytes(32)).decode()
    lie = signed_note(f"xa-coord/record\n40\n{root}\n", "xa-coord/record", FIRST.log_key)
    assert outcome(tmp_path, checkpoint=lie) == {"V6"}
    assert outcome(tmp_path, checkpoint=FIRST.checkpoint(39)) == {"V6"}
    longer = signed_note(f"xa-coord/record\n41\n{root}\n", "xa-coord/record", FIRST.log_key)
    assert outcome(tmp_path, checkpoint=longer) == {"V6"}


def test_every_signature_line_must_be_explained_by_the_folder(tmp_path):
    note = FIRST.checkpoint()
    right = cosign(note, SECOND.log_key, "xb-coord/witness", START)
    stranger = cosign(note, Office("xc-coord", 5).log_key, "xc-coord/witness", START)
    elsewhere = cosign(FIRST.checkpoint(5), SECOND.log_key, "xb-coord/witness", START)
    assert outcome(tmp_path, checkpoint=add_signature(note, right)) == set()
    assert outcome(tmp_path, checkpoint=add_signature(note, stranger)) == {"V4"}
    assert outcome(tmp_path, checkpoint=add_signature(note, elsewhere)) == {"V4"}
    assert outcome(tmp_path, checkpoint=add_signature(note, right) + f"{right}\n".encode()) == {"V4"}
    text = note.partition(b"\n\n")[0] + b"\n"
    for timestamp, expected in ((2**37, set()), (2**40, {"V4"}), (2**64 - 1, {"V4"})):
        signature = SECOND.log_key.sign(b"cosignature/v1\ntime %d\n" % timestamp + text)
        line = SignatureLine("xb-coord/witness", right.key_id, timestamp.to_bytes(8, "big") + signature)
        assert outcome(tmp_path, checkpoint=add_signature(note, line)) == expected
    signing = cosign(note, SECOND.signing_key, "xb-coord/cosigner", START)
    assert outcome(tmp_path, checkpoint=add_signature(note, signing)) == set()


def test_the_partners_log_may_not_shrink_or_fork(tmp_path):
    rows = lines(HONEST[WITNESSED])
    assert outcome(tmp_path, **{WITNESSED: b"".join(reversed(rows))}) == {"V10"}
    assert outcome(tmp_path, **{WITNESSED: b"".join([*rows, rows[-1]])}) == {"V10"}
    fork = signed_note(
        f"xb-coord/record\n44\n{base64.b64encode(bytes(32)).decode()}\n", "xb-coord/record", SECOND.log_key
    )
    line = edited(rows[-1], note=fork.decode())
    assert outcome(tmp_path, **{WITNESSED: b"".join([*rows, line])}) == {"V10"}
    assert outcome(tmp_path, **{WITNESSED: b"".join([*rows[:-1], line])}) == {"V11"}  # the receipt says otherwise


def test_the_partners_checkpoints_are_signed_by_it_and_well_formed(tmp_path):
    rows = lines(HONEST[WITNESSED])
    impostor = Office("xb-coord", 99)
    impostor.act(44)
    for changed in (
        edited(rows[-1], note=impostor.checkpoint().decode()),
        edited(rows[-1], received_at="yesterday"),
        edited(rows[-1], received_at="2026-02-30T00:00:00.000Z"),
        edited(rows[-1], more=1),
        edited(rows[-1], note=7),
        edited(rows[-1], note="no note"),
        rows[-1].replace(b'{"note"', b'{ "note"'),
        b'{"note":"\\ud800","received_at":"2026-11-22T09:30:00.000Z"}\n',
    ):
        assert outcome(tmp_path, **{WITNESSED: b"".join([*rows[:-1], changed])}) == {"V10"}


def test_an_empty_log_has_one_root_only(tmp_path):
    zero = signed_note(
        f"xb-coord/record\n0\n{base64.b64encode(bytes(32)).decode()}\n", "xb-coord/record", SECOND.log_key
    )
    rows = lines(HONEST[WITNESSED])
    assert outcome(tmp_path, **{WITNESSED: b"".join([edited(rows[0], note=zero.decode()), *rows])}) == {"V10"}


def test_identities_are_what_their_folder_says(tmp_path):
    other = Office("xc-coord", 5).identity()
    assert "V2" in outcome(tmp_path, **{"peers/xb-coord/identity.json": other})
    assert "V2" in outcome(tmp_path, **{"peers/xb-coord/identity.json": None})
    assert outcome(tmp_path, **{"peers/xa-coord/identity.json": HONEST["identity.json"]}) == {"V2"}
    assert outcome(tmp_path, **{"peers/xc-coord/identity.json": other}) == set()
    assert outcome(tmp_path, **{"peers/xc-coord/letter.txt": b"x"}) == {"V1"}


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"office": "XA"},
        {"office": "../xa"},
        {"origin": "xa-coord/other"},
        {"log_key": "xa-coord/record"},
        {"log_key": "xb-coord/record+00000000+AAAA"},
        {"signing_key": "AAAA"},
        {"signing_key": "A" * 43 + "B"},
        {"more": "x"},
    ],
)
def test_a_malformed_identity_makes_the_folder_unreadable(tmp_path, change):
    report = report_on(tmp_path, {**HONEST, "identity.json": edited(HONEST["identity.json"], **change)})
    assert (report.readable, report.exit_code) == (False, 2)


def identity(**change: object) -> bytes:
    """An identity whose other parts fit the change."""
    value = {**json.loads(HONEST["identity.json"]), **change}
    key = base64.b64decode(str(value["log_key"]).split("+", 2)[2])[1:]
    name = str(value["origin"])
    algorithm = bytes([int(value.pop("algorithm", 1))])
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4].hex()
    value["log_key"] = f"{name}+{key_id}+{base64.b64encode(algorithm + key).decode()}"
    return canonical_bytes(value) + b"\n"


@pytest.mark.parametrize(
    "data",
    [
        identity(office="XA", origin="XA/record"),
        identity(office="x" * 32, origin="x" * 32 + "/record"),
        identity(office="xa-coord", origin="xb-coord/record"),
        identity(algorithm=4),
        HONEST["identity.json"][:-1],
        HONEST["identity.json"][:-1] + b"x",
        HONEST["identity.json"].replace(b'"log_key":"xa-coord/', b'"log_key":"xb-coord/'),
        re.sub(rb"(/record\+)........", rb"\g<1>00000000", HONEST["identity.json"]),
        re.sub(rb'("signing_key":").{44}', rb"\g<1>AAA", HONEST["identity.json"]),
        re.sub(rb'("signing_key":").', rb"\g<1>!", HONEST["identity.json"]),
        HONEST["identity.json"].replace(b'"v":1', b'"v":1.0'),
        HONEST["identity.json"].replace(b'"v":1', b'"v":true'),
        HONEST["identity.json"].replace(b'"v":1', b'"v":1,"v":1'),
        HONEST["identity.json"].replace(b'"v":1', b'"v": 1'),
        b"[]\n",
    ],
)
def test_an_identity_of_another_form_is_refused(tmp_path, data):
    assert identity() == HONEST["identity.json"]
    report = report_on(tmp_path, {**BARE, "identity.json": data})
    assert report.exit_code == 2
    assert report.faults[-1].text.startswith("identity.json: ")


def receipt(
    office: Office = SECOND,
    *,
    domain: bytes = RECEIPT_DOMAIN,
    spelling=canonical_bytes,
    sender: str = "xb-coord",
    **change: object,
) -> bytes:
    """A receipt with other content, rightly signed by the office."""
    content = json.loads(base64.b64decode(json.loads(lines(HONEST["receipts.jsonl"])[-1])["receipt"]))
    content |= {"from": sender, **change}
    data = spelling({name: value for name, value in content.items() if value is not None})
    return receipt_line("xb-coord", data, office.signing_key.sign(domain + data))


OTHER_LINES = SECOND.checkpoint().decode()
"""A right note to which lines of unknown keys are added: in a receipt they are ignored, if well formed."""


@pytest.mark.parametrize(
    "line",
    [
        receipt(FIRST),
        receipt(domain=b""),
        receipt(domain=b"comity/receipt/v2\n"),
        receipt(message=None),
        receipt(content_hash=5),
        receipt(checkpoint=None),
        receipt(checkpoint="none"),
        receipt(checkpoint=FIRST.checkpoint().decode()),
        receipt(sender="xc-coord"),
        receipt(to="xc-coord"),
        receipt(checkpoint=signed_note(f"xb-coord/record\n44\n{base64.b64encode(bytes(32)).decode()}\n",
                                       "xb-coord/record", SECOND.log_key).decode()),
        receipt(spelling=lambda value: json.dumps(value).encode()),
        receipt(checkpoint=OTHER_LINES + "\N{EM DASH} name\n"),
        receipt(checkpoint=OTHER_LINES + "\N{EM DASH} na+me AAAAAAAA\n"),
        receipt(checkpoint=OTHER_LINES + "- name AAAAAAAA\n"),
        receipt(checkpoint=OTHER_LINES + "\N{EM DASH} name AAAAAA==\n"),
        receipt(checkpoint=OTHER_LINES + "\N{EM DASH} name AAAAAAAA\n" * 70),
        receipt(checkpoint=OTHER_LINES + f"\N{EM DASH} name {'A' * 200_000}\n"),
        receipt(checkpoint=OTHER_LINES[:-1]),
        receipt(checkpoint=signed_note(OTHER_LINES.partition("\n\n")[0] + "\n", "xb-coord/record", FIRST.log_key).decode()),
        receipt(checkpoint=OTHER_LINES.replace("\n\n", "\n")),
        edited(receipt(), receipt="AAAA"),
        edited(receipt(), peer="xc-coord"),
        edited(receipt(), signature="AAAA"),
        receipt() * 2,
    ],
)  # fmt: skip
def test_each_wrong_receipt_is_found(tmp_path, line):
    assert outcome(tmp_path, **{"receipts.jsonl": HONEST["receipts.jsonl"] + line}) == {"V11"}


def test_a_right_receipt_is_not_a_fault_even_before_the_first_checkpoint(tmp_path):
    unknown = OTHER_LINES + "\N{EM DASH} name AAAAAAAA\n"
    more = receipt(message="xa-coord/message/9", checkpoint=unknown) + receipt(
        message="xa-coord/message/8", checkpoint=""
    )
    report = report_on(tmp_path, resigned({**HONEST, "receipts.jsonl": HONEST["receipts.jsonl"] + more}))
    assert report.ok
    assert any("carries no checkpoint" in remark for remark in report.remarks)


def test_the_manifest_must_be_the_offices_own(tmp_path):
    text = HONEST["manifest"].decode().partition("\n\n")[0] + "\n"
    name = "xa-coord/export"
    for note in (
        signed_note(text, name, SECOND.signing_key),
        signed_note(text, name, FIRST.log_key),
        signed_note(text, "xa-coord/record", FIRST.signing_key),
        signed_note(text.replace(name, "xc-coord/export"), name, FIRST.signing_key),
        signed_note(text.replace("\n11\n", "\n10\n"), name, FIRST.signing_key),
        signed_note(text + text.splitlines(keepends=True)[2], name, FIRST.signing_key),
        signed_note(text.replace("\n11\n", "\n12\n") + text.splitlines(keepends=True)[2], name, FIRST.signing_key),
        signed_note(text.replace("\n11\n", "\n12\n") + "a word\n", name, FIRST.signing_key),
        HONEST["manifest"] + HONEST["manifest"].splitlines(keepends=True)[-1],
    ):
        assert note != HONEST["manifest"]
        assert failed(report_on(tmp_path, {**HONEST, "manifest": note})) == {"V3"}


def test_the_manifest_cannot_lead_outside_the_folder(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    digest = hashlib.sha256(b"secret").hexdigest()
    listed = HONEST["manifest"].decode().partition("\n\n")[0].splitlines()[2:]
    text = "\n".join(["xa-coord/export", str(len(listed) + 1), *listed, f"{digest} 6 ../secret"]) + "\n"
    note = signed_note(text, "xa-coord/export", FIRST.signing_key)
    report = report_on(tmp_path, {**HONEST, "manifest": note})
    assert [fault.text for fault in report.faults] == ["the manifest lists this file, but it is missing"]


# ------------------------------------------------------------------------------------------ one against the other


def test_a_rewritten_history_passes_alone_and_fails_against_the_partner(tmp_path):
    """The node changes entry 6, hashes and signs everything again with its own keys."""
    liar, _ = exchange(change_a=lying(6, actor="eve"))
    liar.witnessed, liar.receipts, liar.inbox = FIRST.witnessed, FIRST.receipts, FIRST.inbox
    files = liar.files(SECOND)
    assert report_on(tmp_path, files).ok
    report = report_on(tmp_path, files, PARTNER)
    assert failed(report) == {"V12"}
    assert "another root than the one signed to the partner for 10 entries" in report.faults[0].text
    assert report.against is not None
    assert report.against.faults == ()
    again = report_on(tmp_path, PARTNER, files)
    assert again.exit_code == 1
    assert again.against is not None
    assert failed(again.against) == {"V12"}


def test_a_log_rolled_back_passes_alone_and_fails_against_the_partner(tmp_path):
    files = FIRST.files(SECOND, size=25)
    assert report_on(tmp_path, files).ok
    report = report_on(tmp_path, files, PARTNER)
    assert failed(report) == {"V12"}
    assert {fault.entry for fault in report.faults} == {25}


def test_a_log_that_only_grew_is_no_fault(tmp_path):
    first, second = exchange()
    first.act(9)
    assert report_on(tmp_path, first.files(second), PARTNER).exit_code == 0


def test_the_partner_is_known_under_the_same_keys(tmp_path):
    other = Office("xb-coord", 50)
    files = {name: data for name, data in other.files(FIRST).items() if "checkpoints" not in name}
    report = report_on(tmp_path, HONEST, resigned({**files, "receipts.jsonl": b"", "inbox.jsonl": b""}, other))
    assert "V12" in failed(report)
    assert any("other keys" in fault.text for fault in report.faults)


def test_the_signing_key_is_compared_even_without_a_manifest(tmp_path):
    changed = edited(BARE["identity.json"], signing_key=base64.b64encode(bytes(32)).decode())
    files = {**BARE, "identity.json": changed}
    assert report_on(tmp_path, files).ok
    assert report_on(tmp_path, files, PARTNER).exit_code == 1


def test_a_receipt_for_what_was_never_received_is_found(tmp_path):
    inbox = b"".join(lines(PARTNER["inbox.jsonl"])[:-1])
    changed = {**PARTNER, "inbox.jsonl": inbox}
    report = report_on(tmp_path, HONEST, resigned(changed, SECOND))
    assert failed(report) == {"V13"}
    other = inbox + inbox_line("xa-coord/message/3", salt("other").hex())
    assert failed(report_on(tmp_path, HONEST, resigned({**PARTNER, "inbox.jsonl": other}, SECOND))) == {"V13"}


def test_without_an_inbox_the_report_says_that_receipts_were_not_compared(tmp_path):
    files = {name: data for name, data in PARTNER.items() if name != "inbox.jsonl"}
    report = report_on(tmp_path, HONEST, resigned(files, SECOND))
    assert report.ok
    assert any("inbox" in remark for remark in report.remarks)


def test_a_malformed_inbox_is_found(tmp_path):
    files = {**PARTNER, "inbox.jsonl": PARTNER["inbox.jsonl"] + b"{}\n"}
    report = report_on(tmp_path, HONEST, resigned(files, SECOND))
    assert report.against is not None
    assert failed(report.against) == {"V13"}


def test_a_folder_is_not_compared_with_itself(tmp_path):
    assert "V12" in failed(report_on(tmp_path, HONEST, HONEST))


def test_strangers_have_nothing_to_compare_and_the_report_says_so(tmp_path):
    third, fourth = Office("xc-coord", 3), Office("xd-coord", 4)
    report = report_on(tmp_path, HONEST, third.files(fourth))
    assert report.ok
    assert any("nothing to compare" in remark for remark in report.remarks)


# ------------------------------------------------------------------------------------------------ hostile folders


@pytest.mark.parametrize("path", ["identity.json", "entries.jsonl", "tile", "peers", "tile/0/000.p/40", "new.txt"])
def test_links_are_refused(tmp_path, path):
    folder = write(tmp_path / "a", HONEST)
    target, link = tmp_path / "elsewhere", folder / path
    if link.exists():
        link.rename(target)
    else:
        target.write_bytes(b"x")
    link.symlink_to(target)
    report = verify.verify_folder(folder)
    assert report.exit_code == 2
    assert "links are refused" in report.faults[-1].text


def test_a_pipe_is_refused_without_waiting(tmp_path):
    folder = write(tmp_path / "a", {name: data for name, data in HONEST.items() if name != "checkpoint"})
    os.mkfifo(folder / "checkpoint")
    assert verify.verify_folder(folder).exit_code == 2


@pytest.mark.parametrize("path", ["identity.json", "checkpoint", "entries.jsonl"])
def test_without_its_core_a_folder_cannot_be_judged(tmp_path, path):
    report = report_on(tmp_path, {name: data for name, data in HONEST.items() if name != path})
    assert (report.readable, report.exit_code) == (False, 2)


def test_a_missing_folder_or_a_file_cannot_be_judged(tmp_path):
    assert verify.verify_folder(tmp_path / "nowhere").exit_code == 2
    (tmp_path / "file").write_bytes(b"")
    assert verify.verify_folder(tmp_path / "file").exit_code == 2
    whole = write(tmp_path / "a", HONEST)
    assert verify.verify_folder(whole, tmp_path / "nowhere").exit_code == 2


def test_deep_folders_are_refused(tmp_path):
    assert report_on(tmp_path, {**HONEST, "d/" * 30 + "x": b""}).exit_code == 2


@pytest.mark.parametrize("limit", ["MAX_ENTRY_LINE", "MAX_LINE", "MAX_LINES", "MAX_NOTE", "MAX_MANIFEST", "MAX_FILES"])
def test_every_bound_is_kept(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(verify, limit, 3)
    assert report_on(tmp_path, HONEST).exit_code != 0


def test_many_signature_lines_are_refused(tmp_path):
    line = HONEST["checkpoint"].splitlines(keepends=True)[-1]
    assert "V4" in outcome(tmp_path, checkpoint=HONEST["checkpoint"] + line * 100)


def test_thousands_of_faults_are_counted_but_not_kept(tmp_path):
    report = report_on(tmp_path, {**BARE, "entries.jsonl": b"{}\n" * 5000})
    assert len(report.faults) == verify.KEPT_FAULTS
    assert report.fault_count > 5000


def test_nothing_from_the_folder_can_steer_the_terminal(tmp_path):
    office, partner = exchange(change_a=lying(6, seq="\x1b[2J\u202e"))
    text = verify.as_text(report_on(tmp_path, {**office.files(partner), "bad\x1b[31m\u202ename": b""}))
    assert all(letter == "\n" or letter.isprintable() for letter in text)


@given(st.dictionaries(st.sampled_from(sorted(HONEST)), st.binary(max_size=300), min_size=1))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_garbage_is_judged_without_a_crash(tmp_path, garbage):
    report = report_on(tmp_path, {**HONEST, **garbage})
    assert report.exit_code in {1, 2}


# ----------------------------------------------------------------------------------------------------- the command


def test_the_file_runs_alone(tmp_path):
    """Copied away from the product, with the product out of reach."""
    script = tmp_path / "verify.py"
    shutil.copy(verify.__file__, script)
    folder, partner = write(tmp_path / "a", HONEST), write(tmp_path / "b", PARTNER)
    command = [sys.executable, "-I", str(script), str(folder), "--against", str(partner)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "RESULT: NO FAULT FOUND" in done.stdout
    source = Path(verify.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) comity", source, re.MULTILINE)


BLOB = next(name for name in sorted(HONEST) if name.startswith("blobs/"))


@pytest.mark.parametrize("harm", ["missing", "altered", "another", "too_short"])
def test_a_file_that_is_not_the_one_the_entry_names_is_found(tmp_path, harm):
    """The office lies and signs again: only the payload's own words say what the file must be."""
    others = [data for name, data in HONEST.items() if name.startswith("blobs/") and name != BLOB]
    files = {name: data for name, data in HONEST.items() if name != BLOB or harm != "missing"}
    changed = {"altered": HONEST[BLOB][:-1] + b"\0", "another": others[0], "too_short": b"x"}
    if harm in changed:
        files[BLOB] = changed[harm]
    report = report_on(tmp_path, resigned(files))
    assert failed(report) == {"V14"}


def test_a_file_that_opens_to_another_one_is_found(tmp_path):
    """Bytes, name and key agree; the entry names another hash."""

    def lie(seq, fields, content):
        for row in list(content.get("derived", {}).get("files", {}).values()):
            content["derived"]["files"] = {"ab" * 32: {**row, "sha256": "ab" * 32}}

    first, second = exchange(change_a=lie)
    assert failed(report_on(tmp_path, first.files(second))) == {"V14"}


@pytest.mark.parametrize("files", [{"ab": "x"}, ["ab"], {"ab": {"address": 1, "key": "00"}}])
def test_malformed_words_about_files_are_a_fault_and_no_crash(tmp_path, files):
    def lie(seq, fields, content):
        if "files" in content.get("derived", {}):
            content["derived"]["files"] = files

    first, second = exchange(change_a=lie)
    assert "V14" in failed(report_on(tmp_path, first.files(second)))


def test_the_text_says_what_was_checked_and_what_cannot_be_shown(tmp_path, capsys):
    folder = write(tmp_path / "a", BARE)
    assert verify.main([str(folder)]) == 0
    text = capsys.readouterr().out
    for expected in (
        "xa-coord/record",
        "40 entries",
        "V1 ",
        "V11",
        "no manifest",
        "compare the fingerprints",
        "erased",
    ):
        assert expected in text
    rows = lines(BARE["entries.jsonl"])
    (folder / "entries.jsonl").write_bytes(
        b"".join([*rows[:17], edited(rows[17], leaf_salt="A" * 43 + "="), *rows[18:]])
    )
    assert verify.main([str(folder)]) == 1
    text = capsys.readouterr().out
    assert "V7 entry 17" in text
    assert "RESULT: FAULTS FOUND" in text


def test_the_json_report_is_whole(tmp_path, capsys):
    folder, partner = write(tmp_path / "a", HONEST), write(tmp_path / "b", PARTNER)
    assert verify.main([str(folder), "--against", str(partner), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["exit_code"] == 0
    assert report["against"]["office"] == "xb-coord"
    assert verify.main([str(tmp_path / "nowhere"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["readable"] is False
