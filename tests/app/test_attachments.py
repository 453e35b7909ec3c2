"""Files that records hold: encrypted, named by hash, carried across the link, proved, swept, erased, exported."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from comity.domain.attachment import FILE_LIMIT, MESSAGE_LIMIT
from comity.kit.canonical import canonical_bytes, read_json, sha256_hex
from comity.verify import verify_folder

if TYPE_CHECKING:
    from tests.nodes.far import Far
    from tests.office import Office

DATA = b"image of the telephone " * 50
DIGEST = sha256_hex(DATA)


@pytest.fixture
def far(xa: "Office") -> "Iterator[Far]":
    from tests.nodes.near import far_of

    with far_of(xa) as found:
        yield found


def blobs_of(office: "Office") -> list[Path]:
    return sorted(path for path in (office.node.home / "blobs").rglob("*") if path.is_file())


def faults_of(office: "Office") -> list[dict[str, str]]:
    from comity.app.check import check

    return [fault for fault in check(office.node)["faults"] if fault["table"] not in ("identity.json",)]


def exhibit(xa: "Office", data: bytes = DATA) -> str:
    from tests.app.test_evidence import identified

    record = identified(xa)
    collect(xa, record, xa.file("officer", data, "image.bin"))
    return record


def collect(xa: "Office", record: str, *tokens: str) -> None:
    from tests.app.assistance import done
    from tests.app.test_evidence import acquired

    done(xa.do("officer", "ev.collect", record, **acquired(xa, files=list(tokens))))


def test_the_bytes_lie_encrypted_under_the_hash_of_what_lies_there(xa: "Office") -> None:
    from comity.app import attachments

    record = exhibit(xa)
    kept = [path for path in blobs_of(xa) if DATA not in path.read_bytes()]
    assert kept == blobs_of(xa)
    assert all(sha256_hex(path.read_bytes()) == path.name for path in kept)
    assert not any(path.stat().st_mode & 0o077 for path in kept)
    assert attachments.content(xa.node, record, DIGEST) == DATA


def test_the_same_file_twice_lies_there_under_two_keys(xa: "Office") -> None:
    xa.file("officer", DATA), xa.file("officer", DATA)
    assert len({path.read_bytes() for path in blobs_of(xa)}) == 2


def test_the_key_is_nowhere_in_the_rows_or_on_a_page(xa: "Office") -> None:
    from comity.app import reading
    from comity.storage import journal, models

    record = exhibit(xa)
    stored = list(journal.read(records_key=xa.node.records_key, record=record))
    [key] = {row["key"] for link in stored for row in (link.payload or {})["derived"].get("files", {}).values()}
    rows = str(list(models.Record.objects.values())) + str(list(models.Attachment.objects.values()))
    assert key not in rows
    assert key not in str(reading.entry(xa.node, xa.staff["custodian"], stored[-1].entry.seq))


@pytest.mark.parametrize("data", [b"", b"x" * (FILE_LIMIT + 1)])
def test_what_is_empty_or_too_large_is_not_taken(xa: "Office", data: bytes) -> None:
    from comity.app import attachments

    with pytest.raises(attachments.AttachmentError):
        xa.file("officer", data)
    assert blobs_of(xa) == []


def test_a_file_is_given_to_who_sees_its_record_and_the_reading_is_written_down(xa: "Office") -> None:
    from comity.app import attachments
    from comity.app.door import NotFoundError
    from comity.storage import reads

    record, other = exhibit(xa), exhibit(xa, DATA + b"another")
    for who, named in (("asylum", record), ("officer", other)):
        with pytest.raises(NotFoundError):
            attachments.download(xa.node, xa.staff[who], named, DIGEST, purpose="I would like to know.")
    assert reads.of_record(record) == []
    assert attachments.download(xa.node, xa.staff["officer"], record, DIGEST, purpose="To see it again.").data == DATA
    (line,) = reads.of_record(record)
    assert (line["officer"], line["purpose"]) == (xa.staff["officer"].id, "To see it again.")
    assert line["what"] == f"file {DIGEST[:16]}"


def test_only_who_handed_a_file_in_may_name_it_and_only_once(xa: "Office") -> None:
    from comity.app.door import FormError
    from tests.app.test_evidence import acquired, identified

    record = identified(xa)
    for token in (xa.file("custodian", DATA), "ab" * 32):
        with pytest.raises(FormError) as error:
            xa.do("officer", "ev.collect", record, **acquired(xa, files=[token]))
        assert ("files", "no_such_file") in list(error.value.data["faults"])  # type: ignore[call-overload]  # an error carries any data
    token = xa.file("officer", DATA)
    collect(xa, record, token)
    with pytest.raises(FormError):
        xa.do("officer", "ev.collect", identified(xa), **acquired(xa, files=[token]))


def test_a_stopped_command_leaves_the_file_waiting(xa: "Office") -> None:
    from tests.app.test_evidence import acquired, identified

    record, token = identified(xa), xa.file("officer", DATA)
    stopped = xa.do("officer", "ev.collect", record, **acquired(xa, files=[token], order_id=""))
    assert not stopped.done
    collect(xa, record, token)


def test_what_nobody_names_is_swept_after_a_day_and_evidence_never(xa: "Office", monkeypatch: Any) -> None:
    from comity.app import attachments
    from comity.kit import clock

    record = exhibit(xa)
    xa.file("officer", b"forgotten")
    stranger = xa.node.home / "blobs" / "ab" / ("ab" * 32)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"an older database lies beside newer bytes")
    assert attachments.sweep(xa.node) == 0
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=2))
    assert attachments.sweep(xa.node) == 1
    monkeypatch.undo()
    assert attachments.content(xa.node, record, DIGEST) == DATA
    assert stranger.exists()
    assert [fault["key"] for fault in faults_of(xa) if fault["table"] == "blobs"] == [stranger.name]


def test_a_node_in_doubt_about_its_history_sweeps_nothing(xa: "Office", monkeypatch: Any) -> None:
    from comity.app import attachments
    from comity.kit import clock

    xa.file("officer", b"forgotten")
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=2))
    monkeypatch.setattr("comity.storage.boot.history_is_whole", lambda: False)
    assert attachments.sweep(xa.node) == 0
    assert len(blobs_of(xa)) == 1


@pytest.mark.parametrize("harm, text", [
    (lambda path: path.unlink(), "not there"),
    (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\0"), "hash they are named by"),
])  # fmt: skip
def test_a_lost_or_altered_file_is_named_by_the_check_and_the_verifier(
    xa: "Office", far: "Far", tmp_path: Path, harm: Any, text: str
) -> None:
    from comity.app import attachments, blobs
    from tests.app.test_export import export

    record = exhibit(xa)
    assert faults_of(xa) == []
    [path] = blobs_of(xa)
    export(xa, tmp_path / "whole")
    report = verify_folder(tmp_path / "whole")
    assert report.ok, report.faults
    assert {check.id: check.done for check in report.checks}["V14"] == 1
    harm(path)
    assert [(fault["rule"], fault["key"]) for fault in faults_of(xa)] == [("I12", path.name)]
    assert text in faults_of(xa)[0]["text"]
    with pytest.raises(blobs.BlobError):
        attachments.content(xa.node, record, DIGEST)
    export(xa, tmp_path / "harmed")
    assert {fault.check for fault in verify_folder(tmp_path / "harmed").faults} == {"V14"}
    inside = tmp_path / "whole" / "blobs" / path.name[:2] / path.name
    inside.write_bytes(inside.read_bytes()[:-1] + b"\0")
    assert {fault.check for fault in verify_folder(tmp_path / "whole").faults} == {"V3", "V14"}


def test_an_export_of_one_record_holds_only_its_files(xa: "Office", far: "Far", tmp_path: Path) -> None:
    from tests.app.test_export import export

    first, _ = exhibit(xa), exhibit(xa, b"another image")
    export(xa, tmp_path / "one", only_record=first)
    assert len(list((tmp_path / "one" / "blobs").rglob("*/*"))) == 1
    assert verify_folder(tmp_path / "one").ok


def test_a_rebuild_makes_the_rows_of_files_anew(xa: "Office") -> None:
    from comity.app import attachments
    from comity.app.rebuild import rebuild
    from comity.storage import models

    record = exhibit(xa)
    before = list(models.Attachment.objects.values())
    models.Attachment.objects.all().delete()
    assert {row["table"] for row in rebuild(xa.node, only_check=True)["differences"]} == {"Attachment"}
    rebuild(xa.node)
    assert list(models.Attachment.objects.values()) == before
    assert attachments.content(xa.node, record, DIGEST) == DATA


def test_an_erased_entry_takes_the_key_and_then_the_bytes(xa: "Office") -> None:
    from comity.app import attachments
    from comity.storage import journal, models

    record = exhibit(xa)
    [seq] = models.Attachment.objects.values_list("seq", flat=True)
    journal.erase(seq, at="2020-01-01T00:00:00.000Z")
    assert attachments.of_record(record) == []
    assert attachments.sweep(xa.node) == 1
    assert blobs_of(xa) == []


# across the link


def ready(xa: "Office") -> str:
    from tests.app.assistance import done
    from tests.app.test_evidence import approved, prepared, stored

    record = approved(xa, prepared(xa, stored(xa)))
    done(xa.do("custodian", "ev.release", record))
    return record


def deliver(xa: "Office", far: "Far") -> Any:
    from comity.app.delivery import Courier
    from tests.nodes.near import keys_of

    now = [0.0]
    courier = Courier(xa.node, keys_of(xa), far.office, lambda _peer: far.answer, clock_seconds=lambda: now[0])
    for _ in range(20):
        if not courier.work():
            now[0] += 5.0
    return far.received[-1]


def test_the_bytes_cross_inside_the_sealed_message_under_one_commitment(xa: "Office", far: "Far") -> None:
    from comity.storage import models
    from tests.app.test_evidence import DIGEST as IMAGE_DIGEST
    from tests.app.test_evidence import IMAGE

    ready(xa)
    opened = deliver(xa, far)
    content = opened.body if isinstance(opened.body, dict) else read_json(opened.body)
    assert set(content) == {"type", "id", "body", "files"}
    assert base64.b64decode(content["files"][IMAGE_DIGEST]) == IMAGE
    assert base64.b64encode(IMAGE)[:40] not in bytes(models.Outbox.objects.latest("entry").sealed)
    assert [fault for fault in faults_of(xa) if fault["table"] in ("Outbox", "blobs")] == []


def test_a_message_whose_file_is_gone_is_not_signed(xa: "Office", far: "Far") -> None:
    from comity.storage import models

    ready(xa)
    for path in blobs_of(xa):
        path.unlink()
    before = len(far.received)
    try:
        deliver(xa, far)
    except IndexError:
        pass
    assert len(far.received) == before
    assert models.Outbox.objects.latest("entry").last_fault == "signer.files_missing"


def offer(**changes: Any) -> dict[str, Any]:
    from tests.app.test_evidence import transfer

    return transfer(**changes)


def content_of(far: "Far", record: str, body: dict[str, Any], files: Any) -> dict[str, Any]:
    from comity.kit import clock

    at = clock.format_time(clock.now())
    inside = {"type": "evidence.transfer", "id": "", "body": {"record": record, "round": 1, "at": at, **body}}
    return {**inside, **({} if files is None else {"files": files})}


def post(far: "Far", record: str, body: dict[str, Any], files: Any) -> Any:
    from tests.nodes.far import new_id

    name = new_id(far.office, "message")
    content = {**content_of(far, record, body, files), "id": name}
    far.grow()
    made = far.message("evidence.transfer", record, content=content, header={"id": name})
    far.heads["normal"] = (far.heads.get("normal", (0, ""))[0] + 1, made.header_hash)
    return far.post(made)


def test_what_comes_in_is_checked_kept_and_opens(xa: "Office", far: "Far") -> None:
    from comity.app import attachments
    from tests.app.test_evidence import DIGEST as IMAGE_DIGEST
    from tests.app.test_evidence import IMAGE
    from tests.nodes.far import new_id

    record = new_id(far.office, "exhibit")
    reply = post(far, record, offer(), {IMAGE_DIGEST: base64.b64encode(IMAGE).decode()})
    assert reply.receipts and not reply.faults
    assert attachments.content(xa.node, record, IMAGE_DIGEST) == IMAGE
    assert [fault for fault in faults_of(xa) if fault["table"] == "blobs"] == []


@pytest.mark.parametrize("name", ["none", "other", "more", "short", "not_base64", "renamed", "called_a_picture"])
def test_files_that_are_not_exactly_those_named_make_nothing(xa: "Office", far: "Far", name: str) -> None:
    from comity.storage import models, records
    from tests.app.test_evidence import DIGEST as IMAGE_DIGEST
    from tests.app.test_evidence import IMAGE
    from tests.nodes.far import new_id

    right = base64.b64encode(IMAGE).decode()
    ref = offer()["release"]["files"][0]
    files: Any = {
        "none": None,
        "other": {IMAGE_DIGEST: base64.b64encode(b"other").decode()},
        "more": {IMAGE_DIGEST: right, "cd" * 32: right},
        "short": {IMAGE_DIGEST: base64.b64encode(IMAGE[:-1]).decode()},
        "not_base64": {IMAGE_DIGEST: "!" + right},
    }.get(name, {IMAGE_DIGEST: right})
    bad = {"renamed": {**ref, "name": "../image.bin"}, "called_a_picture": {**ref, "media_type": "image/png"}}
    record = new_id(far.office, "exhibit")
    body = offer(release={"files": [bad[name]]} if name in bad else {})
    reply = post(far, record, body, files)
    assert reply.receipts  # it arrived, and turned into nothing
    assert records.load(record).state is None
    assert blobs_of(xa) == []
    assert models.Fault.objects.filter(kind__in=("wrong_files", "not_well_formed")).exists()


def test_a_message_that_is_stopped_leaves_no_bytes_behind(xa: "Office", far: "Far") -> None:
    from comity.storage import models, records
    from tests.app.test_evidence import DIGEST as IMAGE_DIGEST
    from tests.app.test_evidence import IMAGE
    from tests.nodes.far import new_id

    record = new_id(far.office, "exhibit")
    body = offer(about={"conduct": "sedition"})
    reply = post(far, record, body, {IMAGE_DIGEST: base64.b64encode(IMAGE).decode()})
    assert reply.receipts
    assert (records.load(record).state or {})["state"] == "declined"
    assert blobs_of(xa) == []
    assert not models.StagedAttachment.objects.exists()


def test_the_limit_of_a_message_fits_the_largest_size_class() -> None:
    from comity.protocol.envelope import SIZE_CLASSES

    content = canonical_bytes({"files": {"ab" * 32: base64.b64encode(bytes(MESSAGE_LIMIT)).decode()}})
    assert len(content) + 200_000 < SIZE_CLASSES[-1]


def test_a_header_of_another_class_is_not_read(xa: "Office", far: "Far") -> None:
    from tests.nodes.far import new_id

    record = new_id(far.office, "exhibit")
    made = far.next("evidence.transfer", record, **offer())
    assert replace(made).header_bytes
    assert b'"class":"evidence"' in made.header_bytes


def test_a_record_that_is_erased_takes_its_files_along(xa: "Office") -> None:
    """Retention erases what every entry said; no key of a file is left, and the check finds nothing missing."""
    from comity.app import attachments
    from tests.app.assistance import done
    from tests.app.test_footage import extracted, form, keep
    from tests.law.footage_world import DESK, FOREIGN

    record = done(xa.do("officer", "ft.draft", **form(partner="", basis=""))).record
    done(xa.do("supervisor", "ft.certify", record, facts=dict(DESK)))
    done(keep(xa, record))
    done(xa.do("controller", "ft.check", record, facts={"private_zone": "no", **FOREIGN}))
    extracted(xa, record)
    done(xa.do("controller", "ft.refuse_here", record, reasons="The clip shows somebody else."))
    assert len(attachments.of_record(record)) == 1
    reasons = "He has nothing to do with the matter."
    done(xa.do("privacy", "rt.erase", record, ground="unlawful", reasons=reasons))
    assert attachments.of_record(record) == []
    assert [fault for fault in faults_of(xa) if fault["table"] in ("blobs", "Attachment")] == []
    with clock_later(days=2):
        assert attachments.sweep(xa.node) == 1
    assert blobs_of(xa) == []


def clock_later(*, days: int) -> Any:
    from comity.kit import clock

    return clock.frozen(clock.now() + timedelta(days=days))
