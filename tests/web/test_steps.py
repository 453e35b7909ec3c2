"""Steps through the pages: what was typed is kept, what is stopped says why, what leaves is shown first."""

import re
from html import unescape
from typing import Any

import pytest

from comity.storage import log, outbox
from tests.office import REQUESTER_FACTS, Office, fraud_request
from tests.web.filled import state_of

HOSTILE = "<script>alert(1)</script>\u202e\"'&"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}


def typed(form, prefix=""):
    """A form as a browser would send it."""
    found: dict[str, Any] = {}
    for name, value in form.items():
        path = prefix + name
        if isinstance(value, bool):
            found |= {path: "yes"} if value else {}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value):
                found |= typed(row, f"{path}.{number}.")
        elif name == "names":
            found[path] = "\r\n".join(value)
        elif name == "nationalities":
            found[path] = ", ".join(value)
        else:
            found[path] = value
    return found


def facts(**said):
    return {f"facts.{name}.value": word for name, word in {**REQUESTER_FACTS, **said}.items()}


def text_of(answer):
    return unescape(answer.content.decode())


def drafted(browser, **changes):
    answer = browser.post("/requests/new", {**typed(fraud_request(case="2026/117", **changes)), "action": "take"})
    assert answer.status_code == 303, text_of(answer)
    return answer["Location"].partition("?")[0]


def test_a_request_is_written_certified_and_sent(xa: Office, sign_in):
    place = drafted(sign_in("officer"))
    record = place.removeprefix("/requests/")
    assert state_of(record)["request"] == {
        name: value for name, value in fraud_request().items() if name not in ("partner", "case")
    }
    supervisor = sign_in("supervisor")
    answer = supervisor.post(
        f"{place}/steps/ir.certify", {**facts(), "reasons": "Read and in order.", "action": "take"}
    )
    assert answer.status_code == 303, text_of(answer)
    assert "Done: Certify the request" in text_of(supervisor.get(answer["Location"]))
    desk = sign_in("desk")
    shown = desk.post(f"{place}/steps/ir.send", {"action": "check"})
    assert shown.status_code == 200
    assert "Check before you send" in text_of(shown)
    assert "To identify the holder of the account" in text_of(shown)
    assert outbox.of_record(record) == []
    assert desk.post(f"{place}/steps/ir.send", {"action": "take"}).status_code == 303
    assert [row["kind"] for row in outbox.of_record(record)] == ["request.information"]
    assert state_of(record)["state"] == "sent"


def test_faults_come_back_with_what_was_typed(xa: Office, sign_in):
    browser, size = sign_in("officer"), log.size()
    form = {**typed(fraud_request()), "conduct": "", "persons.0.birth_date": "12 March", "action": "take"}
    answer = browser.post("/requests/new", form)
    text = text_of(answer)
    assert answer.status_code == 422
    assert log.size() == size
    assert '<a href="#conduct">Conduct: is needed</a>' in text
    assert '<a href="#persons.0.birth_date">' in text
    assert 'value="12 March"' in text
    assert "Chen Weiming" in text
    assert 'aria-invalid="true" aria-describedby="conduct-fault' in text


def test_rows_are_added_and_removed_without_scripts(xa: Office, sign_in):
    browser, size = sign_in("officer"), log.size()
    form = typed(fraud_request())
    more = browser.post("/requests/new", {**form, "action": "add:persons"})
    assert 'name="persons.1.names"' in text_of(more)
    deeper = browser.post("/requests/new", {**form, "action": "add:persons.0.documents"})
    assert 'name="persons.0.documents.0.number"' in text_of(deeper)
    fewer = browser.post("/requests/new", {**form, "action": "remove:persons.0"})
    assert 'name="persons.0.names"' not in text_of(fewer)
    assert log.size() == size


def test_a_stop_says_why_and_what_was_kept(xa: Office, sign_in):
    record = xa.request()
    browser = sign_in("supervisor")
    answer = browser.post(
        f"/requests/{record}/steps/ir.certify", {**facts(political_nature="predominant"), "action": "take"}
    )
    text = text_of(answer)
    assert answer.status_code == 409
    assert "The state is unchanged: Draft" in text
    assert "POL-01.hard" in text
    assert "[V]" in text
    assert f"entry {log.size() - 1}" in text
    again = browser.post(
        f"/requests/{record}/steps/ir.certify", {**facts(political_nature="predominant"), "action": "edit"}
    )
    assert re.search(r'name="facts.political_nature.value" value="predominant" checked', text_of(again))


def test_a_missing_role_is_403_and_names_who_may(xa: Office, sign_in):
    record = xa.request()
    answer = sign_in("officer").post(f"/requests/{record}/steps/ir.certify", {**facts(), "action": "take"})
    assert answer.status_code == 403
    assert "Certifying supervisor" in text_of(answer)


def test_a_page_shows_who_may_take_a_step_and_why_not_me(xa: Office, sign_in):
    record = xa.request()
    text = text_of(sign_in("officer").get(f"/requests/{record}"))
    assert "Certify the request" in text
    assert "You do not hold a role that may take this step." in text


def test_a_closed_choice_is_offered_under_its_name_in_the_language(xa: Office, sign_in):
    text = text_of(sign_in("officer", "zh-Hans").get("/requests/new"))
    assert "电信网络诈骗" in text
    assert "刑事侦查" in text
    assert "科尔万联络处" in text


@pytest.mark.parametrize("language", ["en", "km", "zh-Hans"])
def test_a_hostile_name_is_only_text(xa: Office, sign_in, language):
    place = drafted(
        sign_in("officer"), persons=[{**fraud_request()["persons"][0], "names": [HOSTILE], "link": HOSTILE}]
    )
    browser = sign_in("supervisor", language)
    for address in (
        place,
        f"{place}/steps/ir.certify",
        "/",
        "/requests",
        f"{place}?purpose=%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        source = browser.get(address).content.decode()
        assert "<script>alert" not in source
        assert "alert(1)" not in re.sub(r"(&lt;|%3C)script(&gt;|%3E)alert\(1\)", "", source)
    assert "&lt;script&gt;" in browser.get(place).content.decode()


def test_names_stand_under_the_language_of_their_script(xa: Office, sign_in):
    persons = [{**fraud_request()["persons"][0], "names": ["Chen Weiming", "陈伟明", "ចេន វ៉េមីង"]}]
    text = text_of(sign_in("supervisor").get(drafted(sign_in("officer"), persons=persons)))
    assert '<bdi lang="zh">陈伟明</bdi>' in text
    assert '<bdi lang="km">ចេន វ៉េមីង</bdi>' in text


def test_a_step_that_is_no_longer_next_is_stopped_not_taken(xa: Office, sign_in):
    record = xa.request()
    done = xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS, reasons="Read and found in order.")
    assert done.done, done.stops
    answer = sign_in("supervisor").post(f"/requests/{record}/steps/ir.certify", {**facts(), "action": "take"})
    assert answer.status_code == 409
    assert "This step is not next" in text_of(answer)


def test_a_case_collects_sourced_statements(xa: Office, sign_in):
    browser = sign_in("officer")
    opened = browser.post("/cases/new", {"title": "Bank calls", "conduct": "telecom_fraud",
                                         "purpose_code": "criminal_investigation", "action": "take"})  # fmt: skip
    place = opened["Location"].partition("?")[0]
    steps = f"{place}/steps/"
    added = browser.post(steps + "case.add_subject", {"kind": "person", "role": "suspect", "link": "Named by a witness.",
                                                      "review_on": "2027-01-01", "action": "take"})  # fmt: skip
    assert added.status_code == 303, text_of(added)
    said = browser.post(steps + "case.add_statement", {
        "subject": "1", "property": "name", "value": "ចេន វ៉េ", "source": "witness 3", "kind": "fact", "source_grade": "B",
        "information_grade": "2", "action": "take"})  # fmt: skip
    assert said.status_code == 303, text_of(said)
    text = text_of(browser.get(place))
    assert "witness 3" in text
    assert "B2" in text
    retract = text_of(browser.get(steps + "case.retract_statement"))
    assert 'value="1.1"' in retract
    assert browser.post(steps + "case.retract_statement", {"statement": "1.1", "reasons": "Said by mistake.",
                                                           "action": "take"}).status_code == 303  # fmt: skip
    assert "retracted" in text_of(browser.get(place))


def test_an_offer_is_written_with_what_would_leave(xa: Office, sign_in):
    statement = {"person": "0", "property": "name", "value": "Chen Weiming", "source": "case file", "kind": "fact",
                 "source_grade": "A", "information_grade": "2", "item": "identity", "handling": ["H0"]}  # fmt: skip
    form = {"partner": "xb-coord", "case": "2026/117", "basis": "vc-2019-7", "conduct": "telecom_fraud", "summary": "A caller.",
            "purpose_code": "criminal_investigation", "purpose": "To warn the partner.", "handling": ["H0"],
            "expires_on": "2027-06-01", "statements": [statement], "persons": fraud_request()["persons"]}  # fmt: skip
    answer = sign_in("officer").post("/offers/new", {**typed(form), "action": "take"})
    assert answer.status_code == 303, text_of(answer)
    text = text_of(sign_in("supervisor").get(answer["Location"]))
    assert "Chen Weiming" in text
    assert "Certify the offer" in text


def test_another_language_keeps_what_was_typed_and_writes_nothing(xa: Office, sign_in):
    browser, size = sign_in("officer"), log.size()
    answer = browser.post("/requests/new", {**typed(fraud_request()), "action": "speak:km"})
    text = text_of(answer)
    assert answer.status_code == 200
    assert '<html lang="km">' in text
    assert "Chen Weiming" in text
    assert log.size() == size
    assert '<html lang="km">' in text_of(browser.get("/"))
    assert '<html lang="km">' in text_of(browser.post("/requests/new", {"action": "speak:xx"}))
