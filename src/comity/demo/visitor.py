"""An officer at the office's pages: signs in, opens a step, fills in what the page offers, presses its button."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urljoin, urlsplit

import httpx

from comity.demo.office import Office
from comity.demo.page import Form, Page, PageError, flat, read_page
from comity.demo.program import DemoError

ANSWER_SECONDS: Final = 60.0
SECTIONS: Final = {"ir": "requests", "case": "cases"}
ROWS_LIMIT: Final = 20
_BUTTON: Final = "action"


@dataclass(frozen=True, slots=True)
class Taken:
    """What the door said on the page: done, or stopped by the policies named there."""

    done: bool
    record: str
    page: Page
    policies: tuple[str, ...] = ()


class Visitor:
    """One officer with one browser. Use as a context; it signs out at the end."""

    def __init__(self, office: Office, part: str) -> None:
        self._office, self._officer = office, office.officer(part)
        self._client = httpx.Client(
            base_url=office.url, timeout=ANSWER_SECONDS, trust_env=False, follow_redirects=True,
            headers={"User-Agent": "comity-demo", "Accept": "text/html"},
        )  # fmt: skip

    def __enter__(self) -> Self:
        page = self.open("/sign-in")
        form = page.form("password")
        form.fill({"username": self._officer.username, "password": self._office.passwords[self._officer.username]})
        answer = self._press(page, form)
        if answer.status_code != httpx.codes.OK or answer.url.path == "/sign-in":
            raise DemoError(f"{self._officer.spoken} could not sign in at {self._office.url} ({answer.status_code})")
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    def open(self, path: str) -> Page:
        """Open a page. Raises DemoError when there is none for this officer."""
        answer = self._client.get(path)
        if answer.status_code != httpx.codes.OK:
            raise DemoError(f"{self._office.url}{path} answered {answer.status_code} to {self._officer.spoken}")
        return _page(answer)

    def sees(self, record: str, purpose: str) -> Page | None:
        """The page of a request, or None while there is none for this officer."""
        answer = self._client.get(f"/requests/{record}", params={"purpose": purpose})
        return _page(answer) if answer.status_code == httpx.codes.OK else None

    def take(self, command: str, record: str = "", *, pick: Mapping[str, str] | None = None, **values: Any) -> Taken:
        """Take a step with these values; ``pick`` says which form of the page is meant where there are several.

        Raises PageError when the page does not offer what is needed, DemoError when the form came back with faults.
        """
        section = SECTIONS[command.partition(".")[0]]
        page = self.open(f"/{section}/{record}/steps/{command}" if record else f"/{section}/new")
        page, form = self._filled(page, flat(values), pick or {})
        button = form.button(_BUTTON, ("check", "take"), page=page.url)
        answer = self._press(page, form, button)
        if answer.status_code == httpx.codes.OK and not answer.history:  # the page before something leaves
            page = _page(answer)
            form = page.form(_BUTTON)
            answer = self._press(page, form, form.button(_BUTTON, ("take",), page=page.url))
        return self._judged(answer, command, record)

    def _filled(self, page: Page, values: Mapping[str, Any], pick: Mapping[str, str]) -> tuple[Page, Form]:
        """The form with everything written; rows the page does not show yet are added by its own button."""
        for _ in range(ROWS_LIMIT):
            form = page.form(_BUTTON, **pick)
            known = {name: value for name, value in values.items() if form.control(name) is not None}
            form.fill(known)
            missing = [name for name, value in values.items() if name not in known and value not in ("", [], False)]
            if not missing:
                return page, form
            wanted = [f"add:{path}" for path in _lists(missing[0])]
            page = _page(self._press(page, form, form.button(_BUTTON, wanted, page=page.url, missing=missing[0])))
        raise PageError(page=page.url, reason="more rows than a page takes")

    def _press(self, page: Page, form: Form, button: tuple[str, str] | None = None) -> httpx.Response:
        sent: dict[str, list[str]] = {}
        for name, value in form.pairs(button):
            sent.setdefault(name, []).append(value)
        return self._client.post(urljoin(page.url, form.action), data=sent)

    def _judged(self, answer: httpx.Response, command: str, record: str) -> Taken:
        page = _page(answer)
        if answer.history and answer.status_code == httpx.codes.OK:
            return Taken(True, urlsplit(str(answer.url)).path.split("/", 2)[2], page)
        if answer.status_code in (httpx.codes.CONFLICT, httpx.codes.FORBIDDEN):
            return Taken(False, record, page, _policies(page))
        said = " / ".join(page.lines)[:600]
        raise DemoError(f"{command} at {self._office.code} by {self._officer.spoken}: {answer.status_code} {said}")


def _page(answer: httpx.Response) -> Page:
    return read_page(answer.text, str(answer.url))


def _lists(name: str) -> Sequence[str]:
    """The lists a field may be a row of, inmost first: ``persons.0.documents.0.kind`` is in two."""
    parts = name.split(".")
    return [".".join(parts[:place]) for place in range(len(parts) - 1, 0, -1) if parts[place].isdigit()]


def _policies(page: Page) -> tuple[str, ...]:
    """Each failed gate of a page, in its order: the texts of the links to the law."""
    return tuple(dict.fromkeys(text.strip() for address, text in page.links if address.startswith("/law/")))
