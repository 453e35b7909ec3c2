"""Pages of data protection: why a record is opened, the public notice, the register, readings, the file for a supervisor."""

from typing import Any

from django.test import Client

from tests.office import Office

REASON = {"purpose_code": "lawfulness_check", "purpose": "The quarterly look at urgent requests."}


def text(answer: Any) -> str:
    page: str = answer.content.decode()
    return page.partition("<main")[2]


def test_who_has_no_part_in_a_record_is_asked_why_once_a_day(xa: Office, sign_in: Any) -> None:
    from comity.storage import reads

    record = xa.request()
    browser = sign_in("head")
    asked = browser.get(f"/requests/{record}")
    assert asked.status_code == 200
    assert "Why do you open this record?" in text(asked)
    assert "Chen Weiming" not in text(asked)
    assert reads.head()[0] == 0
    shown = browser.get(f"/requests/{record}", REASON)
    assert "Chen Weiming" in text(shown)
    assert "Chen Weiming" in text(browser.get(f"/requests/{record}"))
    assert {(row["purpose_code"], row["purpose"]) for row in reads.of_record(record)} == {tuple(REASON.values())}
    other = xa.request()
    assert "Why do you open this record?" in text(browser.get(f"/requests/{other}"))


def test_another_purpose_is_refused_and_shows_nothing(xa: Office, sign_in: Any) -> None:
    from comity.storage import reads

    record = xa.request()
    answer = sign_in("supervisor").get(
        f"/requests/{record}", {"purpose_code": "missing_person", "purpose": "A child is looked for."}
    )
    assert answer.status_code == 403
    assert "Chen Weiming" not in text(answer)
    assert reads.of_record(record)[0]["what"] == "record refused"


def test_an_entry_asks_for_the_same_reason(xa: Office, sign_in: Any) -> None:
    from comity.storage import journal

    record = xa.request()
    seq = next(journal.read(records_key=xa.node.records_key, record=record)).entry.seq
    browser = sign_in("head")
    assert "Why do you open this record?" in text(browser.get(f"/entries/{seq}"))
    browser.get(f"/requests/{record}", REASON)
    assert "Why do you open this record?" not in text(browser.get(f"/entries/{seq}"))


def test_the_notice_is_read_by_anybody_in_each_language(xa: Office) -> None:
    form = {"controller": "Velmara Coordination", "contact": "privacy@velmara.example", "supervisor": "DPA",
            "notice_en": "We answer requests of police.", "notice_km": "យើងឆ្លើយសំណើរបស់ប៉ូលិស។",
            "notice_zh": "我们答复警方的请求。"}  # fmt: skip
    browser = Client()
    assert "has not published" in text(browser.get("/data-protection"))
    written = xa.do("privacy", "pa.write_notice", **form)
    assert xa.do("head", "pa.publish_notice", written.record, reasons="It is complete and true.").done
    assert form["notice_en"] in text(browser.get("/data-protection"))
    for language, name in (("km", "notice_km"), ("zh-Hans", "notice_zh")):
        browser.post("/language", {"language": language, "next": "/data-protection"})
        assert form[name] in text(browser.get("/data-protection"))
    assert "/data-protection" in browser.get("/sign-in").content.decode()


def test_each_first_step_of_processing_has_its_page(xa: Office, sign_in: Any) -> None:
    browser = sign_in("privacy")
    listed = text(browser.get("/processing"))
    assert "/processing/new/pa.write_notice" in listed
    assert "/processing/new/pa.engage" not in listed  # not for this role
    assert browser.get("/processing/new/pa.write_notice").status_code == 200
    assert browser.get("/processing/new/pa.approve_contract").status_code == 404
    assert "Register of processing" in text(browser.get("/register-of-processing"))


def test_the_file_of_a_hand_over_is_for_who_may_see_it(xa: Office, sign_in: Any) -> None:
    given = xa.do("privacy", "sm.hand_over", supervisor="DPA", log_purpose="lawfulness", since="2026-01-01",
                  up_to="2039-01-01", reasons="The authority asked for it.")  # fmt: skip
    place = f"/readings/log/{given.record}"
    assert place in text(sign_in("privacy").get(f"/readings/{given.record}"))
    assert sign_in("privacy").get(place)["Content-Type"] == "application/x-ndjson"
    assert sign_in("desk").get(place).status_code == 404
    assert sign_in("privacy").get(place.replace("log", "log")[:-6] + "abcdef").status_code == 404


def test_what_is_overdue_looks_like_what_is_not_there(xa: Office, sign_in: Any) -> None:
    from datetime import timedelta

    from comity.kit import clock

    record = xa.request()
    with clock.frozen(clock.now() + timedelta(days=366)):
        answer = sign_in("officer").get(f"/requests/{record}")
        assert answer.status_code == 404
        assert record not in text(sign_in("officer").get("/requests"))
        assert sign_in("privacy").get(f"/requests/{record}").status_code == 200
