"""The pages of a surrender and of a removal check: they stand in three languages, and the form of a page can be sent."""

import re
from typing import Any

import pytest

from comity.kit import clock
from tests.app import surrenders as s
from tests.app.surrenders import must
from tests.app.test_removal_check import PLAN
from tests.office import Office
from tests.web.filled import state_of
from tests.web.test_steps import text_of, typed

KEY = re.compile(
    r"\b(?:field|choice|hint|state|command|command_text|message|clock|procedure|about|stop|part)\.[a-z][\w.]+"
)
STEPS = {
    "judge": ("ex.find_extraditable", "ex.serve_copy", "ex.detain", "ex.record_consent"),
    "asylum": ("ex.state_facts",),
    "minister": ("ex.refuse",),
    "central": ("ex.ask_assurances",),
    "reviewer": ("ex.freeze", "ex.decide"),
}


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(s.START):
        yield


def shown(browser: Any, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, (path, text_of(answer)[:400])
    text = text_of(answer)
    words = re.sub(r"<(?:script|style).*?</(?:script|style)>|<[^>]*>", " ", text, flags=re.S)
    left = KEY.findall(words)
    assert left == [], (path, left)
    return text


@pytest.mark.parametrize("language", ["en", "km", "zh-Hans"])
def test_every_page_of_a_surrender_stands(xb: Office, sign_in: Any, language: str) -> None:
    record = s.in_court(xb, record=s.arrested_with_papers(xb))
    for who, commands in STEPS.items():
        browser = sign_in(who, language)
        shown(browser, f"/surrenders/{record}")
        for command in commands:
            shown(browser, f"/surrenders/{record}/steps/{command}")
    shown(sign_in("central", language), "/surrenders")


def test_the_officer_of_another_matter_sees_nothing(xb: Office, sign_in: Any) -> None:
    record = s.received(xb)
    for who in ("officer", "custodian"):
        assert sign_in(who).get(f"/surrenders/{record}").status_code == 404


def test_a_request_is_written_on_its_page(xa: Office, sign_in: Any) -> None:
    form = {**s.request(), "partner": "xb-coord", "case": "2026/118"}
    browser = sign_in("officer")
    shown(browser, "/surrenders/new")
    answer = browser.post(
        "/surrenders/new", {**typed({k: v for k, v in form.items() if v is not None}), "action": "take"}
    )
    assert answer.status_code == 303, text_of(answer)
    record = answer["Location"].partition("?")[0].removeprefix("/surrenders/")
    assert state_of(record)["request"] == s.request()


def test_deport_him_tonight_is_stopped_on_its_page(xb: Office, sign_in: Any) -> None:
    s.received(xb)
    record = must(xb.do("officer", "rm.draft", **PLAN)).record
    answer = sign_in("supervisor").post(f"/removals/{record}/steps/rm.clear", {"action": "take"})
    text = text_of(answer)
    assert "BAS-02" in text
    assert "There is no removal to a state that wants the person" in text
    assert state_of(record)["state"] == "planned"
    for language in ("en", "km", "zh-Hans"):
        shown(sign_in("supervisor", language), f"/removals/{record}")
