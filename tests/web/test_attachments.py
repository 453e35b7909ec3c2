"""Files in the pages: handed in without scripts, kept over a page in between, and given out as a download only."""

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.domain.attachment import FILE_LIMIT
from comity.kit.canonical import sha256_hex
from tests.law.evidence_world import ACQUIRED
from tests.web.conftest import SignIn

if TYPE_CHECKING:
    from tests.office import Office

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def identified(xa: "Office") -> str:
    outcome = xa.do("officer", "ev.draft", case="xa-coord/case/00000000-0000-7000-8000-000000000009", title="Telephone",
                    kind="device", what_it_is="The telephone of the false bank.", found_place="Lantern Street 4",
                    holder="", conduct="telecom_fraud", summary="Forty savers were called by a false bank.",
                    purpose_code="prosecution", purpose="Proof of who used the telephone.", persons=[],
                    flags=[])  # fmt: skip
    assert outcome.done, outcome.stops
    return outcome.record


def typed(**changes: object) -> dict[str, object]:
    own = {name: value for name, value in ACQUIRED.items() if name not in ("files", "hashes", "recorded")}
    return {**own, "action": "take", "hashes": "", **changes}


def page_of(record: str) -> str:
    return f"/exhibits/{record}/steps/ev.collect"


def test_the_form_takes_files_without_scripts(xa: "Office", sign_in: SignIn) -> None:
    record = identified(xa)
    text = sign_in("officer").get(page_of(record) + "?purpose=work&purpose_code=prosecution").content.decode()
    assert 'enctype="multipart/form-data"' in text
    assert re.search(r'<input type="file" multiple id="files-new" name="files"', text)
    assert "16 MiB" in text


def test_a_file_is_handed_in_kept_and_given_out_again(xa: "Office", sign_in: SignIn) -> None:
    record = identified(xa)
    client = sign_in("officer")
    given = SimpleUploadedFile("../..\\seal <4>\u202egnp.exe", PHOTO, content_type="text/html")
    answer = client.post(page_of(record), typed(files=given, purpose="work", purpose_code="prosecution"))
    assert answer.status_code == 303, re.sub(r"\s+", " ", answer.content.decode())[:3000]
    shown = client.get(answer["Location"]).content.decode()
    link = f"/files/{record}/{sha256_hex(PHOTO)}"
    assert link in shown
    assert "seal _4_gnp.exe" in shown
    file = client.get(link)
    assert file.content == PHOTO
    assert file["Content-Type"] == "application/octet-stream"
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["Cache-Control"] == "no-store"


def test_what_was_handed_in_survives_a_fault_and_can_be_taken_out(xa: "Office", sign_in: SignIn) -> None:
    record = identified(xa)
    client = sign_in("officer")
    faulty = typed(files=SimpleUploadedFile("a.png", PHOTO), method="", purpose="work", purpose_code="prosecution")
    again = client.post(page_of(record), faulty)
    assert again.status_code == 422
    found = re.search(r'<input type="hidden" name="files" value="([0-9a-f]{64})">', again.content.decode())
    assert found
    token = found[1]
    out = client.post(page_of(record), typed(files=token, action=f"drop:files:{token}"))
    assert token not in out.content.decode()
    kept = client.post(page_of(record), typed(files=token))
    assert kept.status_code == 303


def test_somebody_elses_file_cannot_be_named(xa: "Office", sign_in: SignIn) -> None:
    record = identified(xa)
    token = xa.file("custodian", PHOTO)
    answer = sign_in("officer").post(page_of(record), typed(files=token, purpose="w", purpose_code="prosecution"))
    assert answer.status_code == 422


@pytest.mark.parametrize("data, sentence", [(b"", "empty"), (b"x" * (FILE_LIMIT + 1), "too large")])
def test_what_cannot_be_taken_is_said_at_the_field(xa: "Office", sign_in: SignIn, data: bytes, sentence: str) -> None:
    record = identified(xa)
    given = typed(files=SimpleUploadedFile("a.bin", data), purpose="work", purpose_code="prosecution")
    answer = sign_in("officer").post(page_of(record), given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_file_of_a_record_one_may_not_see_reads_like_none(xa: "Office", sign_in: SignIn) -> None:
    record = identified(xa)
    token = xa.file("officer", PHOTO)
    assert xa.do("officer", "ev.collect", record, **{**ACQUIRED, "files": [token], "hashes": []}).done
    link = f"/files/{record}/{sha256_hex(PHOTO)}"
    hidden, missing = sign_in("asylum").get(link), sign_in("officer").get(link[:-1] + "0")
    assert hidden.status_code == missing.status_code == 404


def test_the_page_of_an_answer_in_footage_shows_its_clips(xa: "Office", sign_in: SignIn) -> None:
    from tests.app.test_footage import MASKED, answered

    record = answered(xa)
    client = sign_in("officer")
    shown = client.get(f"/footage/{record}?purpose=work&purpose_code=criminal_investigation").content.decode()
    link = f"/files/{record}/{sha256_hex(MASKED)}"
    assert link in shown
    assert "holds no data" not in shown
    shut = client.get(link)
    assert shut.status_code == 409
    assert "Write down the view first" in shut.content.decode()
    view = {"action": "take", "clip": sha256_hex(MASKED), "reason": "To read the plate of the grey car.",
            "unit": "Robbery unit", "viewer": "Officer"}  # fmt: skip
    assert client.post(f"/footage/{record}/steps/ft.view", view).status_code == 303
    assert client.get(link).content == MASKED


def test_the_page_of_an_exhibit_shows_every_hand(xa: "Office", sign_in: SignIn) -> None:
    from tests.app.test_evidence import stored

    record = stored(xa)
    shown = sign_in("custodian").get(f"/exhibits/{record}?purpose=work&purpose_code=prosecution").content.decode()
    assert "Chain of custody" in shown
    for step in ("Identify an exhibit", "Collect or acquire", "Seal", "Store"):
        assert step in shown
