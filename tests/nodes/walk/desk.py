"""An officer at a desk: signs in, finds the way by what the page says in its language, fills in forms, presses buttons."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

from comity.web.words import LANGUAGE_NAMES, say
from tests.nodes.walk.eyes import Eyes
from tests.nodes.walk.hands import Hand, Keyboard, Pointer
from tests.nodes.walk.people import NAMES
from tests.office import PASSWORD

HEIGHTS = {320: 640, 1280: 900}
CROSSING_SECONDS = 120.0
PATIENCE_SECONDS = 60.0
RELOAD_SECONDS = 0.5
Pairs = set[tuple[str, str]]
JUDGED_STATES = ("open", "draft", "received", "hit_confirmed", "answered", "released", "closed")
"""States whose pages differ in kind; those between look like one of them."""

LEAVES = """(place) => [...place.querySelectorAll("dl.rows > div")]
  .filter((row) => !row.querySelector("dd dl.rows, dd table"))
  .map((row) => [row.querySelector("dt"), row.querySelector("dd")].map((e) => e.textContent.replace(/\\s+/g, " ").trim()))"""
"""Every label with its value, at the deepest level."""


@dataclass(frozen=True)
class Way:
    """How a walk sees and works the pages."""

    language: str
    scripts: bool
    width: int
    keyboard: bool = False

    @property
    def told(self) -> str:
        scripts = "scripts" if self.scripts else "no scripts"
        return f"{self.language}, {scripts}, {self.width}" + (", keyboard" if self.keyboard else "")


class Desk:
    """One officer before one page."""

    def __init__(self, page: Page, way: Way, eyes: Eyes) -> None:
        self.page, self.way, self.eyes = page, way, eyes
        self.hand: Hand = Keyboard(page) if way.keyboard else Pointer(page)
        self.office = self.url = self.step = ""

    def say(self, key: str, **values: object) -> str:
        return say(key, self.way.language, **values)

    # -- looking

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def text(self) -> str:
        """What the content of the page says, open or folded in."""
        return " ".join((self.main.text_content() or "").split())

    def look(self, *kind: str) -> None:
        """Judge this page; axe judges each kind of page once a language and width, where scripts run."""
        judged = (*kind, self.way.language, self.way.width) if kind and self.way.scripts else ()
        self.eyes.look(self.page, self.way.language, kind=judged)

    def sees(self, *texts: str) -> None:
        """Each of these stands on the page, where eyes can see it."""
        for text in texts:
            found = self.main.get_by_text(text, exact=False).filter(visible=True)
            assert found.count(), f"not to be seen at {self.page.url}: {text}"

    def stands_at(self, state: str) -> bool:
        """The head of the record names this state, in the language of the page."""
        return self.page.locator(".record-head .tags .tag").first.inner_text().strip() == self.say(f"state.{state}")

    def pairs(self, *places: str) -> Pairs:
        """Labels and values in these parts of the page."""
        return {(label, value) for place in places for part in self.page.locator(place).all()
                for label, value in part.evaluate(LEAVES)}  # fmt: skip

    def rows(self, place: str) -> list[str]:
        """The rows of a table as a person reads them."""
        return [" ".join((row.text_content() or "").split()) for row in self.page.locator(f"{place} tbody tr").all()]

    @property
    def record(self) -> str:
        """The id of the record whose page is open."""
        return "/".join(urlsplit(self.page.url).path.split("/")[2:5])

    # -- working

    def open(self, path: str = "/") -> None:
        """As with a bookmark."""
        self.page.goto(self.url + path)

    def press(self, name: str, *, within: Locator | None = None, first: bool = False) -> None:
        """The button of this name, and wait for what it brings."""
        place = (within or self.page).get_by_role("button", name=name, exact=True)
        self.go(place.first if first else place)

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """The link of this name, and wait for the page it leads to."""
        self.go((within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)))

    def go(self, it: Locator) -> None:
        """Press something and wait for the page it brings."""
        with self.page.expect_navigation(wait_until="load"):
            self.hand.press(it)

    def unfold(self, head: Locator) -> None:
        """Open a closed part of the page."""
        part = head.locator("xpath=..")
        if part.get_attribute("open") is None:
            self.hand.press(head)
        assert part.get_attribute("open") is not None

    def fill(self, values: Mapping[str, Any], *, within: str = "main") -> None:
        """Write into the fields of a form by their names, in the order of the page."""
        for name, value in values.items():
            field = self.page.locator(f'{within} [name="{name}"]')
            for one in value if isinstance(value, list | tuple) else [value]:
                self._write(field, one)

    def state(self, facts: Mapping[str, str]) -> None:
        """Say each fact, in the order of the page; those the page keeps folded in are unfolded first."""
        names = [f"facts.{name}.value" for name in facts]
        fields = {name: self.page.locator(f'main [name="{name}"]').first for name in names}
        if not all(field.is_visible() for field in fields.values()):
            self.unfold(self.page.locator(".facts-panel > details > summary"))
        shown = self.page.locator("main .fact input[type=radio]").evaluate_all("all => all.map((e) => e.name)")
        self.fill({name: facts[name.split(".")[1]] for name in sorted(names, key=shown.index)})

    def _write(self, field: Locator, value: Any) -> None:
        first = field.first
        kind = first.get_attribute("type") or first.evaluate("e => e.tagName.toLowerCase()")
        match kind:
            case "radio":
                self.hand.mark(field.and_(self.page.locator(f'[value="{value}"]')))
            case "checkbox" if value in (True, False):
                self.hand.mark(field, on=value)
            case "checkbox":
                self.hand.mark(field.and_(self.page.locator(f'[value="{value}"]')))
            case "select":
                self.hand.pick(field, value)
            case "date":
                self.hand.date(field, value)
            case _:
                self.hand.write(field, value)

    # -- signing in and finding a record

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """In the language of the walk from the first page on."""
        self.open("/sign-in")
        self.speak()
        self.look("sign_in")
        self.fill({"username": username, "password": password})
        self.press(self.say("sign_in.go"), within=self.main)

    @contextmanager
    def sitting(self, office: str, url: str, username: str) -> "Iterator[Desk]":
        """An officer sits down at an office's pages, and signs out before another one does."""
        self.office, self.url = office, url
        self.enter(username)
        yield self
        self.press(self.say("nav.sign_out"), within=self.page.locator("header"))
        self.sees(self.say("sign_in.out"))

    def enter(self, username: str) -> None:
        """Sign in and stand on the first page, spoken to by name."""
        self.sign_in(username)
        self.speak()
        assert self.page.locator("h1").inner_text() == self.say("today.title")
        shown = self.page.locator(".who-name bdi")
        assert shown.inner_text() == NAMES[username]
        self.look("today")

    def speak(self) -> None:
        """The language switch of the page, where the page speaks another language."""
        language = self.way.language
        if self.page.locator("html").get_attribute("lang") != language:
            self.press(LANGUAGE_NAMES[language], within=self.page.locator(".tongues"))
        assert self.page.locator("html").get_attribute("lang") == language

    def find(self, record: str) -> None:
        """The record from the first page, by its link; until the partner's message has come, by reloading the page."""
        link = self.main.locator(f'a[href$="/{record}"]')
        self.until(lambda: link.count() > 0)
        self.go(link.first)
        self.look_at_record()

    def until(self, there: Callable[[], bool]) -> None:
        """Load the page again until it shows what is awaited."""
        end = time.monotonic() + CROSSING_SECONDS
        while not there():
            assert time.monotonic() < end, f"{self.page.url} did not come to it: {self.text()[:600]}"
            time.sleep(RELOAD_SECONDS)
            self.page.reload()

    def look_at_record(self) -> None:
        """Judge a record's page; axe judges it once an office and state."""
        state = self.page.locator(".record-head .tag").first.inner_text()
        shown = [name for name in JUDGED_STATES if self.say(f"state.{name}") == state]
        self.look(*(["record", self.office, *shown] if shown else []))

    # -- steps

    def begin(self, command: str) -> None:
        """The page of a step, from the card of the step on the record's page."""
        self.step = command
        name = self.say(f"command.{command}")
        link = self.page.locator(".step").get_by_role("link", name=name, exact=True, include_hidden=True)
        assert link.count() == 1, (command, self.text()[:800])
        if not link.is_visible():
            self.unfold(self.page.locator(".other-steps > summary"))
        self.go(link)
        self.look("step", command)

    def take(self, command: str = "") -> None:
        """The button that takes the step; the door lets it through and the record's page says so."""
        command = command or self.step
        self.press(self.say(f"command.{command}"), within=self.page.locator(".actions.sticky"))
        self.taken(command)

    def taken(self, command: str) -> None:
        assert "?entry=" in self.page.url, self.text()[:1500]
        if command not in ("ir.draft", "case.open"):
            self.sees(self.say("record.done_notice", step=self.say(f"command.{command}")))
        self.look_at_record()

    def check(self) -> None:
        """The page on which the officer sees exactly what would leave."""
        self.press(self.say("step.check"), within=self.page.locator(".actions.sticky"))
        self.look("check", self.step)

    def stopped(self, command: str = "") -> None:
        """The button that takes the step, which the law stops."""
        command = command or self.step
        self.press(self.say(f"command.{command}"), within=self.page.locator(".actions.sticky"))
        self.sees(self.say("step.stopped_title"), self.say("record.why_not"), self.say("step.stopped_do"))
        self.look("stopped", command)


@contextmanager
def desk(browser: Browser, way: Way, eyes: Eyes) -> Iterator[Desk]:
    """A browser of its own, with nothing left in it of an earlier walk."""
    context = browser.new_context(
        java_script_enabled=way.scripts, viewport={"width": way.width, "height": HEIGHTS[way.width]}, locale="en-US",
        service_workers="block",
    )  # fmt: skip
    page = eyes.watch(context, keyboard=way.keyboard)
    page.set_default_timeout(PATIENCE_SECONDS * 1000)
    try:
        yield Desk(page, way, eyes)
    except BaseException:
        page.screenshot(path=eyes.shots / "failed.png", full_page=True)
        raise
    finally:
        context.close()
