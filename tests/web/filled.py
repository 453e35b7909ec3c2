"""What a browser would send of a page's form, read from the page itself."""

from html.parser import HTMLParser
from typing import Any


class _Controls(HTMLParser):
    """Successful controls, as HTML has it: named, not disabled, ticked where they must be."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.disabled = 0
        self.select = self.area = ""
        self.text = ""
        self.inside = False

    def keep(self, name: str, value: str) -> None:
        if name and not self.disabled and self.inside:
            self.found.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("class") == "form" and given.get("method") == "post"
        elif tag == "fieldset":
            self.disabled += 1 if self.disabled or "disabled" in given else 0
        elif tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.keep(given.get("name", ""), given.get("value", ""))
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and "selected" in given:
            self.keep(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.area, self.text = given.get("name", ""), ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.keep(self.area, self.text)
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "fieldset" and self.disabled:
            self.disabled -= 1
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data


def state_of(record: str) -> dict[str, Any]:
    """The folded state of a record, whoever may see it."""
    from comity.storage import records

    state = records.load(record).state
    assert state is not None
    return state


def filled(page: Any) -> dict[str, list[str]]:
    """The form of a page (an answer of the test client) as a browser would send it unchanged."""
    controls = _Controls()
    controls.feed(page.content.decode())
    return {name: values for name, values in controls.found.items() if name != "csrfmiddlewaretoken"}
