"""How an officer works a page: with a pointer, or with nothing but the keyboard."""

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page

TABS = 500
"""More steps than the longest form has controls."""


class Hand(ABC):
    """Works one page. Every element must be visible: what cannot be seen cannot be used."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def press(self, it: Locator) -> None:
        """A button, a link or the head of a closed part."""

    @abstractmethod
    def write(self, it: Locator, text: str) -> None:
        """A field of text; what stood there is gone."""

    @abstractmethod
    def date(self, it: Locator, day: str) -> None:
        """The browser's own date field; ``day`` is YYYY-MM-DD."""

    @abstractmethod
    def pick(self, it: Locator, value: str) -> None:
        """One of a closed list."""

    @abstractmethod
    def mark(self, it: Locator, *, on: bool = True) -> None:
        """A box or a circle."""


class Pointer(Hand):
    """Clicks."""

    def press(self, it: Locator) -> None:
        it.click()

    def write(self, it: Locator, text: str) -> None:
        it.fill(text)

    def date(self, it: Locator, day: str) -> None:
        it.fill(day)

    def pick(self, it: Locator, value: str) -> None:
        it.select_option(value)

    def mark(self, it: Locator, *, on: bool = True) -> None:
        it.set_checked(on)


class Keyboard(Hand):
    """Tab, arrows, Space and Enter; no pointer event of any kind."""

    def press(self, it: Locator) -> None:
        self._reach(it)
        self.page.keyboard.press("Enter")

    def write(self, it: Locator, text: str) -> None:
        self._reach(it)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)
        assert it.input_value() == text

    def date(self, it: Locator, day: str) -> None:
        self._reach(it)
        year, month, number = day.split("-")
        self.page.keyboard.type(month + number + year)
        assert it.input_value() == day, "the browser's date field did not take what was typed"

    def pick(self, it: Locator, value: str) -> None:
        self._reach(it)
        for _ in range(it.locator("option").count() + 1):
            if it.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the list does not offer {value}")

    def mark(self, it: Locator, *, on: bool = True) -> None:
        if it.get_attribute("type") == "radio":
            self._choose(it)
        elif it.is_checked() != on:
            self._reach(it)
            self.page.keyboard.press("Space")
        assert it.is_checked() == on

    def _choose(self, it: Locator) -> None:
        """Circles of one name are one stop of the Tab key; arrows go on from there."""
        if it.is_checked():
            return
        name = it.get_attribute("name") or ""
        self._tab_until(it, "(e, name) => document.activeElement.name === name", name)
        if not it.is_checked() and it.evaluate("e => e === document.activeElement"):
            self.page.keyboard.press("Space")
        for _ in range(TABS):
            if it.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} cannot be chosen with the arrows")

    def _reach(self, it: Locator) -> None:
        assert it.is_visible(), f"not to be seen: {it}"
        self._tab_until(it, "e => e === document.activeElement")

    def _tab_until(self, it: Locator, test: str, argument: str = "") -> None:
        handle = it.element_handle()
        assert handle is not None
        for _ in range(TABS):
            if handle.evaluate(test, argument):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not come to {it}")
