"""A page as a person meets it: its text and its forms. Forms are filled in by what the page offers, never around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from comity.kit.errors import ComityError

_SILENT: Final = frozenset({"script", "style", "template", "head"})
_BREAKS: Final = frozenset(
    {"p", "div", "li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "br", "section", "summary", "button"}
)
_TICKED: Final = frozenset({"checkbox", "radio"})

Values = Mapping[str, Any]
Pairs = list[tuple[str, str]]


class PageError(ComityError):
    """The page does not offer what a person would need to go on; ``reason`` says what is missing, ``page`` where."""

    code = "demo.page"


@dataclass(slots=True)
class Control:
    """One field of a form. ``kind`` is an input's type, ``textarea``, ``select`` or ``submit``; ``options`` the values
    a choice offers; ``values`` what it holds now.
    """

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    several: bool = False


@dataclass(slots=True)
class Form:
    """A form: where it goes, its fields in order, its buttons as ``(name, value)``."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)

    def control(self, name: str) -> Control | None:
        """The field of this name."""
        return next((row for row in self.controls if row.name == name), None)

    def value(self, name: str) -> str:
        """What a field holds now, "" when there is no such field."""
        row = self.control(name)
        return row.values[0] if row and row.values else ""

    def button(self, name: str, wanted: Sequence[str], *, page: str, missing: str = "") -> tuple[str, str]:
        """The first button of this name with one of the wanted values. Raises PageError."""
        for value in wanted:
            if (name, value) in self.buttons:
                return name, value
        raise PageError(page=page, reason=f"no field {missing}" if missing else f"no button {' or '.join(wanted)}")

    def fill(self, values: Values) -> None:
        """Write into the fields by name. Raises PageError for a field or a choice the page does not offer."""
        for name, value in values.items():
            row = self.control(name)
            if row is None:
                raise PageError(page=self.action, reason=f"no field {name}")
            _write(row, value, page=self.action)

    def pairs(self, button: tuple[str, str] | None = None) -> Pairs:
        """What a browser sends when a button is pressed."""
        sent = [(row.name, value) for row in self.controls for value in row.values]
        return [*sent, button] if button and button[0] else sent


@dataclass(slots=True)
class Page:
    """One page: its text by lines, its forms, its links as ``(address, text)``, and data attributes by name."""

    url: str
    lines: list[str]
    forms: list[Form]
    links: Pairs
    marks: dict[str, list[str]]

    def form(self, has: str, **holds: str) -> Form:
        """The form with this field or button, and with fields that hold these values. Raises PageError."""
        for row in self.forms:
            named = {item.name for item in row.controls} | {name for name, _ in row.buttons}
            if has in named and all(row.value(name) == value for name, value in holds.items()):
                return row
        raise PageError(page=self.url, reason=f"no form with {has}", text=" / ".join(self.lines)[:400])


def read_page(html: str, url: str) -> Page:
    """Read a page. Never raises: what is not there is missed when somebody needs it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.text).splitlines()
    lines = [" ".join(line.split()) for line in text]
    return Page(url, [line for line in lines if line], reader.forms, reader.links, reader.marks)


def flat(form: Values, prefix: str = "") -> dict[str, Any]:
    """A nested form under the names of a page's fields: ``persons.0.names``. Lists of texts stay lists."""
    found: dict[str, Any] = {}
    for name, value in form.items():
        path = prefix + name
        if isinstance(value, Mapping):
            found |= flat(value, f"{path}.")
        elif isinstance(value, list) and any(isinstance(row, Mapping) for row in value):
            for number, row in enumerate(value):
                found |= flat(row, f"{path}.{number}.")
        else:
            found[path] = value
    return found


def _write(row: Control, value: Any, *, page: str) -> None:
    given = (
        [str(item) for item in value] if isinstance(value, Sequence) and not isinstance(value, str) else [str(value)]
    )
    if isinstance(value, bool):
        given = row.options[:1] if value else []
    if row.options or row.kind in _TICKED:
        wanted = [item for item in given if item or row.kind == "select"]
        absent = [item for item in wanted if item not in row.options]
        if absent or (len(wanted) > 1 and not row.several):
            raise PageError(page=page, reason=f"{row.name} does not offer {', '.join(absent) or 'several choices'}")
        row.values = wanted
    elif len(given) == 1:
        row.values = given
    else:
        row.values = [("\n" if row.kind == "textarea" else ", ").join(given)]


def _tick(form: Form, *, name: str, kind: str, given: Mapping[str, str]) -> None:
    """Boxes and circles of one name are one field."""
    row = form.control(name)
    if row is None:
        row = Control(name, kind, several=kind == "checkbox")
        form.controls.append(row)
    value = given.get("value", "on")
    row.options.append(value)
    if "checked" in given:
        row.values.append(value)


class _Reader(HTMLParser):
    """Collects forms, links, text and data attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: Pairs = []
        self.marks: dict[str, list[str]] = {}
        self.text: list[str] = []
        self._form: Form | None = None
        self._named: dict[str, Form] = {}
        self._distant: list[tuple[str, tuple[str, str]]] = []
        self._control: Control | None = None
        self._link = ""
        self._silent = 0
        self._fieldsets: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name.startswith("data-"):
                self.marks.setdefault(name, []).append(value)
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.text.append("\n")
        match tag:
            case "form":
                self._form = Form(given.get("action", ""), given.get("method", "get").lower())
                self.forms.append(self._form)
                self._named[given.get("id", "")] = self._form
            case "a":
                self._link = given.get("href", "")
                self.links.append((self._link, ""))
            case "fieldset":
                self._fieldsets.append("disabled" in given)
            case "input" | "textarea" | "select" | "option" | "button":
                self._field(tag, given)

    def _field(self, tag: str, given: Mapping[str, str]) -> None:
        if self._form is None or "disabled" in given or any(self._fieldsets):
            return
        name, kind = given.get("name", ""), given.get("type", "text") if tag == "input" else tag
        match kind:
            case "checkbox" | "radio":
                _tick(self._form, name=name, kind=kind, given=given)
            case "textarea" | "select":
                self._control = Control(name, kind, several="multiple" in given)
                self._form.controls.append(self._control)
            case "option":
                self._option(given)
            case "button" | "submit":
                if given.get("type", "submit") == "submit":
                    self._press(name, given)
            case _:
                if name:
                    self._form.controls.append(Control(name, kind, [given.get("value", "")]))

    def _press(self, name: str, given: Mapping[str, str]) -> None:
        """A button belongs to the form around it, or to the one its ``form`` attribute names."""
        button = (name, given.get("value", ""))
        if given.get("form"):
            self._distant.append((given["form"], button))
        elif self._form is not None:
            self._form.buttons.append(button)

    def close(self) -> None:
        """Give distant buttons to their forms, after each form's own."""
        super().close()
        for form, button in self._distant:
            if form in self._named:
                self._named[form].buttons.append(button)
        self._distant.clear()

    def _option(self, given: Mapping[str, str]) -> None:
        if self._control is None:
            return
        value = given.get("value", "")
        self._control.options.append(value)
        if "selected" in given or (len(self._control.options) == 1 and not self._control.several):
            self._control.values = [value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BREAKS:
            self.text.append("\n")
        if tag == "form":
            self._form = None
        elif tag == "fieldset" and self._fieldsets:
            self._fieldsets.pop()
        elif tag in ("textarea", "select"):
            if self._control is not None and tag == "textarea":  # the first line break belongs to the tag
                self._control.values = ["".join(self._control.values).removeprefix("\n")]
            self._control = None
        elif tag == "a":
            self._link = ""

    def handle_data(self, data: str) -> None:
        if self._control is not None and self._control.kind == "textarea":
            held = self._control.values[0] if self._control.values else ""
            self._control.values = [held + data]
            return
        if self._silent or (self._control is not None and self._control.kind == "select"):
            return
        if self._link and self.links:
            address, text = self.links[-1]
            self.links[-1] = (address, text + data)
        self.text.append(data)
