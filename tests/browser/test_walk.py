"""One office walked through in a real browser: three languages, two widths, light and dark, scripts on and off."""

import re

import pytest
from playwright.sync_api import expect

from comity.web.words import LANGUAGES, say
from tests.browser.conftest import Open
from tests.office import REQUESTER_FACTS, Office, fraud_request

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
WIDTHS = (320, 1280)
PLACES = ("/", "/requests", "/requests/new", "/offers/new", "/cases", "/cases/new", "/registers", "/quality", "/partners", "/law",
          "/law/VIC-01", "/procedures/information_request", "/work", "/surrenders/new")  # fmt: skip


def write_request(window):
    form = fraud_request(case="2026/117")
    person = form["persons"][0]
    window.go(window.open("/requests").page.locator("a.go"))
    window.fill({name: form[name] for name in ("case", "partner", "basis", "conduct", "summary", "items", "purpose_code",
                                               "purpose", "held_reason", "use", "handling")})  # fmt: skip
    window.fill({"persons.0.names": "Chen Weiming\n陈伟明\nចេន វ៉េមីង", "persons.0.birth_date": person["birth_date"],
                 "persons.0.role": person["role"], "persons.0.link": person["link"]})  # fmt: skip
    window.press("take")
    expect(window.page.locator(".notice")).to_be_visible()
    return window.page.url.removeprefix(window.base).partition("?")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_draft_to_certified(xa: Office, walk: Open, language: str, width: int, scripts: bool):
    officer = walk("officer", language=language, width=width, scripts=scripts)
    place = write_request(officer)
    officer.see(say("state.draft", language), "陈伟明", say("stop.role_missing", language))
    supervisor = walk("supervisor", language=language, width=width, scripts=scripts)
    supervisor.open(place)
    supervisor.take_step("ir.certify", facts={**REQUESTER_FACTS, "political_nature": "predominant"})
    supervisor.see(say("step.stopped_title", language), "POL-01.hard", "[V]")
    if scripts:
        supervisor.is_good()
    supervisor.press("edit")
    supervisor.say({"political_nature": "none"})
    supervisor.press("take")
    supervisor.see(say("command.ir.certify", language), say("state.certified", language))
    if scripts:
        supervisor.is_good()
        officer.is_good()
    desk = walk("desk", language=language, width=width, scripts=scripts)
    desk.see(say("command.ir.send", language))
    desk.open(place)
    desk.go_to_step("ir.send")
    desk.press("check")
    desk.see("ចេន វ៉េមីង", fraud_request()["summary"])
    if scripts:
        desk.is_good()
    desk.press("take")
    desk.see(say("state.sent", language))
    assert desk.errors == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("language", "dark"), [("en", False), ("km", False), ("zh-Hans", False), ("en", True)])
def test_every_page_is_good(xa: Office, walk: Open, language: str, width: int, dark: bool):
    record = xa.request(persons=[{**fraud_request()["persons"][0], "names": ["Chen Weiming", "陈伟明", "ចេន វ៉េមីង"]}])
    anybody = walk(language=language, width=width, dark=dark)
    for place in ("/sign-in", "/complain", "/complain/state"):
        anybody.open(place).is_good()
    window = walk("officer", language=language, width=width, dark=dark)
    for place in (*PLACES, f"/requests/{record}", f"/requests/{record}/steps/ir.amend", "/nowhere"):
        window.open(place).is_good()


def test_khmer_has_room(xa: Office, walk: Open):
    """Its signs stand above and below each other: lines closer than 1.85 of the letter collide."""
    window = walk("officer", language="km")
    for place in ("/", "/requests/new", "/law"):
        window.open(place)
        tight = window.page.evaluate(
            """() => [...document.querySelectorAll("body *")]
              .filter((node) => [...node.childNodes].some((part) => part.nodeType === 3 && /[\u1780-\u17ff]/.test(part.data)))
              .filter((node) => node.checkVisibility() && node.tagName !== "OPTION")
              .filter((node) => { const style = getComputedStyle(node);
                return parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.85 || style.fontStyle !== "normal"; })
              .map((node) => `${node.tagName}.${node.className}`)"""
        )
        assert tight == [], place


def test_switching_the_language_keeps_the_page(xa: Office, walk: Open):
    window = walk("officer")
    window.open("/requests?state=draft")
    for language in ("km", "zh-Hans", "en"):
        window.speak(language)
        assert window.page.url.endswith("/requests?state=draft")
        window.see(say("requests.title", language))


def test_switching_the_language_keeps_what_was_typed(xa: Office, walk: Open):
    for scripts in (True, False):
        window = walk("officer", scripts=scripts)
        window.open("/requests/new")
        window.fill({"summary": "A caller posed as a bank.", "persons.0.names": "陈伟明", "conduct": "theft"})
        window.speak("km")
        assert window.page.locator('[name="summary"]').input_value() == "A caller posed as a bank."
        assert window.page.locator('[name="persons.0.names"]').input_value() == "陈伟明"
        assert window.page.locator('[name="conduct"]').input_value() == "theft"
        window.see(say("part.people", "km"))
        window.speak("en")


def test_faults_take_the_reader_to_their_fields(xa: Office, walk: Open):
    window = walk("officer")
    window.open("/requests/new").press("take")
    summary = window.page.locator(".summary")
    expect(summary).to_be_focused()
    window.is_good()
    summary.get_by_role("link").nth(1).click()
    expect(window.page).to_have_url(re.compile("#conduct$"))


def test_a_second_person_is_added_with_and_without_scripts(xa: Office, walk: Open):
    for scripts in (True, False):
        window = walk("officer", scripts=scripts)
        window.open("/requests/new")
        window.fill({"persons.0.names": "Chen Weiming"})
        window.add("persons")
        expect(window.page.locator('[name="persons.1.names"]')).to_have_value("")
        expect(window.page.locator('[name="persons.0.names"]')).to_have_value("Chen Weiming")


def test_the_keyboard_alone_certifies(xa: Office, walk: Open):
    record = xa.request()
    window = walk("supervisor")
    window.open(f"/requests/{record}/steps/ir.certify")
    keyboard = window.page.keyboard
    keyboard.press("Tab")
    expect(window.page.locator(".skip")).to_be_focused()
    keyboard.press("Enter")
    seen = []
    for _ in range(80):
        keyboard.press("Tab")
        name = window.page.evaluate("document.activeElement.name ?? ''")
        if name.startswith("facts.") and name.endswith(".value"):
            wanted = REQUESTER_FACTS.get(name.split(".")[1], "")
            for _ in range(6):
                if not wanted or window.page.evaluate("document.activeElement.value") == wanted:
                    break
                keyboard.press("ArrowRight")
            seen.append(name)
        box = window.page.evaluate("document.activeElement.getBoundingClientRect().width")
        assert box > 0, "focus is never on something that cannot be seen"
        if window.page.evaluate("document.activeElement.value") == "take":
            keyboard.press("Enter")
            break
    window.see(say("state.certified", "en"))
    assert len(set(seen)) >= 9


def test_the_pages_are_light(xa: Office, walk: Open):
    record = xa.request()
    window = walk("supervisor")
    sizes: dict[str, int] = {}
    window.page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    window.open(f"/requests/{record}")
    window.page.wait_for_load_state("networkidle")
    without_fonts = sum(size for url, size in sizes.items() if not url.endswith(".woff2"))
    assert sizes
    assert without_fonts < 120_000, sizes
