"""What an officer does at a page, and what every page must be: readable by axe, as wide as its window, without faults.

Made for one office or two: a walk knows an address and nothing of the office behind it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.office import PASSWORD

WORD = 'main button[name="action"][value="{}"]:not(.first-submit)'
PATIENCE_MILLIS = 60_000
SMALLEST = 24
"""WCAG 2.2 AA asks 24 by 24 pixels of a target, links in a line of text excepted; our buttons aim at 44."""


class Walk:
    """One officer's window. Every act waits for the page it leads to."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        page.set_default_timeout(PATIENCE_MILLIS)
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(base) else self.foreign.append(request.url))

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser reports every answer that is not 2xx; a stop and a faulty form are such answers, on purpose.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.errors.append(message.text)

    # -- going about

    def open(self, address: str) -> "Walk":
        """Go to an address of the office."""
        self.page.goto(self.base + address)
        return self

    def go(self, place: Locator) -> None:
        """Click what leads to another page and wait until that page is whole: what is looked up next is looked up there."""
        with self.page.expect_navigation(wait_until="load"):
            place.click()

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Come in by name and password."""
        self.open("/sign-in")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        self.go(self.page.locator("main form button"))
        expect(self.page.locator("header .who-name")).to_be_visible()

    def sign_out(self) -> None:
        """Leave."""
        self.go(self.page.locator("header .who button"))
        expect(self.page.locator("#username")).to_be_visible()

    def speak(self, language: str) -> None:
        """Switch the language in the header; the page stays."""
        self.go(self.page.locator(f'header .tongues button[lang="{language}"]'))
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    # -- steps

    def go_to_step(self, command: str) -> None:
        """From a record's page to the page of a step."""
        link = self.page.locator(f'a[href*="/steps/{command}"]').first
        if not link.is_visible():
            self.page.locator("details.other-steps > summary").click()
        self.go(link)

    def say(self, facts: Mapping[str, str]) -> None:
        """Choose the word of each fact, opening the further ones where one lies among them; the page must ask for it."""
        for name, word in facts.items():
            radio = self.page.locator(f'input[name="facts.{name}.value"][value="{word}"]')
            if not radio.is_visible():
                self.page.locator(".facts-panel > details > summary").click()
            radio.check()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in controls by their names: text, a choice, a list of choices, or True for a tick."""
        for name, value in values.items():
            for one in [value] if isinstance(value, str | bool) else value:
                self._fill_one(name, one)

    def _fill_one(self, name: str, value: str | bool) -> None:
        found = self.page.locator(f'main [name="{name}"]')
        kind = found.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            word = "yes" if value is True else value
            self.page.locator(f'main [name="{name}"][value="{word}"]').check()
        elif found.first.evaluate_handle("node => node.tagName").json_value() == "SELECT":
            found.select_option(str(value))
        else:
            found.fill(str(value))

    def press(self, action: str) -> None:
        """Press a button of the form that brings another page: take, check, edit …"""
        self.go(self.page.locator(WORD.format(action)).first)

    def add(self, rows: str) -> None:
        """Press the button for one more person, thing or statement, which stays on the page where scripts run."""
        self.page.locator(WORD.format(f"add:{rows}")).first.click()

    def take_step(
        self, command: str, *, facts: Mapping[str, str] | None = None, form: Mapping[str, Any] | None = None
    ) -> None:
        """Take a step from its record's page: fill it in, read what would leave where something leaves, confirm."""
        self.go_to_step(command)
        self.say(facts or {})
        self.fill(form or {})
        if self.page.locator(WORD.format("check")).count():
            self.press("check")
            expect(self.page.locator(".letter, .attention").first).to_be_visible()
        self.press("take")

    # -- what every page must be

    def see(self, *texts: str) -> None:
        """These words stand on the page."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def is_good(self, *, ignore: Iterable[str] = ()) -> None:
        """No fault in the console, nothing from elsewhere, nothing wider than the window, nothing axe objects to."""
        assert self.errors == []
        assert self.foreign == []
        assert self.overflow() == []
        assert self.small_targets() == []
        assert self.violations(ignore) == []

    def overflow(self) -> list[str]:
        """What sticks out of the window to the side."""
        found: list[str] = self.page.evaluate(
            """() => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.querySelectorAll("body *")]
                .filter((node) => node.getBoundingClientRect().right > width + 1)
                .map((node) => `${node.tagName}.${node.className}: ${node.textContent.trim().slice(0, 40)}`);
            }"""
        )
        return found

    def small_targets(self) -> list[str]:
        """Buttons, controls and links standing by themselves that are too small to hit."""
        found: list[str] = self.page.evaluate(
            """(least) => [...document.querySelectorAll("button, summary, select, input:not([type=hidden]), nav a, .button")]
              .filter((node) => node.checkVisibility() && !node.classList.contains("first-submit"))
              .map((node) => (node.closest("label.option") ?? node))
              .filter((node) => { const box = node.getBoundingClientRect(); return box.width < least || box.height < least; })
              .map((node) => `${node.tagName} ${node.textContent.trim().slice(0, 30)}`)""",
            SMALLEST,
        )
        return found

    def violations(self, ignore: Iterable[str] = ()) -> list[str]:
        """What axe finds against WCAG 2.0 to 2.2 A and AA."""
        from axe_playwright_python.sync_playwright import Axe

        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        # Only what is wrong is looked up and carried over, not everything that is right.
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"], "preload": False}
        results = Axe().run(self.page, options=options)
        return [
            f"{row['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
            for row in results.response["violations"]
            if row["id"] not in set(ignore)
            for node in row["nodes"]
        ]
