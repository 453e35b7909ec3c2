"""Judging a candidate in a real browser: narrow and wide, three languages, without scripts, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from comity.app import watch_round
from comity.web.words import say
from tests.app.test_judging import OTHER, judge, state_of
from tests.app.test_request import RECORD, searched
from tests.app.test_watching import TWIN, import_list
from tests.browser.conftest import Open
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
PLACE = f"/requests/{RECORD}/steps/ir.judge"


@pytest.mark.parametrize("width", (320, 1280))
@pytest.mark.parametrize(("language", "dark"), [("en", False), ("km", False), ("zh-Hans", False), ("en", True)])
def test_the_page_is_good(xb: Office, walk: Open, language: str, width: int, dark: bool):
    searched(xb)
    searched(xb, OTHER)
    assert judge(xb, OTHER, "unsure").done
    assert judge(xb, RECORD, "negative").done
    assert judge(xb, RECORD, "unsure").done
    import_list(xb, TWIN)
    assert watch_round.watch(xb.node) == 2
    window = walk("supervisor", language=language, width=width, dark=dark)
    for place in ("/", "/registers", "/quality"):
        window.open(place).is_good()
    window.open(PLACE).is_good()
    window.see(say("record.earlier", language), say("record.words_before", language))
    for summary in window.page.locator("main summary").all():
        if summary.is_visible() and not summary.evaluate("node => node.parentElement.open"):
            summary.click()
    window.is_good()
    lines = "cells => cells.map(cell => { const text = document.createRange(); text.selectNodeContents(cell);"
    counts = window.page.locator(".points").evaluate_all(lines + " return text.getClientRects().length })")
    assert len(counts) > 10 and max(counts) == 1, "a number is broken in two"


def test_it_is_judged_without_scripts_on_a_telephone(xb: Office, walk: Open):
    searched(xb)
    window = walk("supervisor", width=320, scripts=False)
    window.open(PLACE)
    panel = window.page.locator(".judge").first
    panel.locator('[name="result"][value="unsure"]').check()
    panel.locator('[name="reasons"]').fill("The picture of the card cannot be read.")
    window.go(panel.locator('button[name="action"]'))
    assert state_of(RECORD)["judgements"][0]["result"] == "unsure"
    window.see(say("record.judged_unsure", "en"))


def test_the_keyboard_alone_judges(xb: Office, walk: Open):
    searched(xb)
    window = walk("supervisor")
    window.open(PLACE)
    keyboard = window.page.keyboard
    for _ in range(60):
        keyboard.press("Tab")
        name = window.page.evaluate("document.activeElement.name ?? ''")
        if name == "result":
            keyboard.press("Space")
            keyboard.press("ArrowDown")
        elif name == "reasons":
            keyboard.type("Another day of birth and another card.")
        elif name == "action" and window.page.evaluate("document.activeElement.value") == "take":
            keyboard.press("Enter")
            break
    expect(window.page.locator(".notice")).to_be_visible()
    assert [row["result"] for row in state_of(RECORD)["judgements"]] == ["negative"]
