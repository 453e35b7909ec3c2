"""``make pictures``: play the demonstration, ask one question more, and photograph what officers see on the way.

Writes ``docs/pictures``: pages, and the story as the terminal tells it. Everybody on them is invented. Needs a
Chromium; takes two to three minutes, and longer where others are at work.
"""

import base64
import copy
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from comity.demo.lawful import PURPOSE, open_case
from comity.demo.lawful import facts as as_fields
from comity.demo.office import Office
from comity.demo.people import People, read_people
from comity.demo.program import DemoError, wait_until
from comity.demo.story import Stage, conclude, play, prepare
from comity.demo.teller import Teller
from comity.demo.visitor import Visitor
from tools.palette import shrink
from tools.system import find_chromium

FOLDER: Final = Path("docs/pictures")
WIDE: Final = {"width": 1280, "height": 900}
NARROW: Final = {"width": 390, "height": 844}
MARGIN: Final = 8
"""Below the part of a page that a picture ends with, in CSS pixels."""
COLUMNS: Final = 132
KHMER_FONT: Final = Path("src/comity/web/static/vendor/noto-sans-khmer.woff2")
LIMIT_BYTES: Final = 250_000
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

TITLE: Final = "Where the money of the false bank went"
SECOND: Final[dict[str, Any]] = {
    "purpose": "To identify the holders of the two accounts that the money was sent on to.",
    "summary": "The money that a false bank took in Quillmoor in March 2026 was sent on from the first account to two "
    "others within the hour. Both holders gave an address in Corvane.",
    "held_reason": "Both holders gave an address in Corvane when they opened the accounts.",
    "items": ["identity", "birth", "address"],
    "persons": [
        {
            "names": ["CHAN Dara"],
            "birth_date": "1993-01-15",
            "sex": "",
            "nationalities": ["XA"],
            "documents": [],
            "role": "suspect",
            "link": "Half of the money was sent on to an account in this name.",
        },
        {
            "names": ["ZENG Zhi Qiang"],
            "birth_date": "1979-09-09",
            "sex": "",
            "nationalities": ["XB"],
            "documents": [],
            "role": "suspect",
            "link": "The other half was sent on to an account in this name.",
        },
    ],
}
"""The question the pictures are about: one holder's name stands in the register in Khmer, the other's in Chinese."""


@dataclass(slots=True)
class Camera:
    """A browser that photographs pages of an office as one of its officers sees them."""

    browser: Browser
    folder: Path
    counter: Page
    taken: dict[str, int] = field(default_factory=dict)

    def take(self, name: str, office: Office, part: str, path: str, *, language: str = "en", until: str = ".foot",
             facts: Mapping[str, str] | None = None, press: str = "", phone: bool = False) -> None:  # fmt: skip
        """One picture, from the top of the page to the end of the last element that ``until`` selects.

        ``facts`` are stated and the button ``press`` is pressed first; the picture is of the page that answers.
        """
        with self._signed_in(office, part, language, phone=phone) as page:
            page.goto(path)
            for fact, value in (facts or {}).items():
                page.locator(f'input[name="facts.{fact}.value"][value="{value}"]').evaluate(
                    "it => { it.checked = true }"
                )
            if press:
                page.locator(f'button[name="action"][value="{press}"]:not([aria-hidden])').last.click()
                page.wait_for_load_state()
            _settle(page)
            box = page.locator(until).last.bounding_box()
            if box is None:
                raise DemoError(f"{path} at {office.code} has nothing that {until} selects")
            width, bottom = page.evaluate("[document.documentElement.clientWidth, document.body.scrollHeight]")
            height = min(bottom, round(box["y"] + box["height"]) + MARGIN)
            clip = {"x": 0, "y": 0, "width": width, "height": height}
            png = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a FloatRect by its names
        self._keep(name, shrink(self.counter, png))

    def take_page(self, name: str, html: str) -> None:
        """A picture of a whole page that no office serves."""
        page = self.browser.new_page(viewport={"width": WIDE["width"], "height": WIDE["height"]})
        page.set_content(html)
        _settle(page)
        self._keep(name, shrink(self.counter, page.screenshot(full_page=True)))
        page.close()

    @contextmanager
    def _signed_in(self, office: Office, part: str, language: str, *, phone: bool) -> Iterator[Page]:
        size = NARROW if phone else WIDE
        context = self.browser.new_context(
            base_url=office.url,
            viewport={"width": size["width"], "height": size["height"]},
            device_scale_factor=2 if phone else 1,
            is_mobile=phone,
            color_scheme="light",
            reduced_motion="reduce",
        )
        try:
            page = context.new_page()
            username = office.officer(part).username
            page.goto("/sign-in")
            page.fill("#username", username)
            page.fill("#password", office.passwords[username])
            page.locator("form.form button").last.click()
            page.locator(f'button[name="language"][value="{language}"]').click()
            page.wait_for_load_state()
            yield page
        finally:
            context.close()

    def _keep(self, name: str, png: bytes) -> None:
        if len(png) > LIMIT_BYTES:
            raise DemoError(f"{name}.png has {len(png)} bytes; the limit is {LIMIT_BYTES}")
        (self.folder / f"{name}.png").write_bytes(png)
        self.taken[name] = len(png)


def _settle(page: Page) -> None:
    """Wait for fonts, and let nothing float over the page."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => document.activeElement?.blur())")
    page.evaluate("document.querySelectorAll('.sticky').forEach((row) => row.style.setProperty('position', 'static'))")


def record_of(office: Office, conduct: str, *, state: str) -> str:
    """The request of an office about a conduct that stands in a state."""
    rows = office.program.order(office.officer("desk").username, "request", "list", "--limit", "200")["records"]
    found = [row["id"] for row in rows if row["state"] == state]
    shown = {row: office.program.order(office.officer("desk").username, "request", "show", row, "--purpose", PURPOSE)
             for row in found}  # fmt: skip
    return str(next(row for row, view in shown.items() if view["record"]["request"]["conduct"] == conduct))


def ask_again(xa: Office, people: People, tell: Teller) -> str:
    """A second lawful request, certified and not yet sent; returns its record."""
    form = {**copy.deepcopy(people.request.form), **SECOND}
    with Visitor(xa, "requester") as officer:
        case = open_case(xa, officer, TITLE, form, tell)
        record = officer.take("ir.draft", partner="xb-coord", case=case, **form).record
    with Visitor(xa, "supervisor") as officer:
        taken = officer.take("ir.certify", record, facts=as_fields(people.facts["certify"]))
    if not taken.done:
        raise DemoError(f"the second request was stopped by {', '.join(taken.policies)}")
    return record


def send_and_search(xa: Office, xb: Office, record: str, people: People) -> None:
    """Send it, and at the other office state protection, screen and search."""
    with Visitor(xa, "desk") as officer:
        officer.take("ir.send", record)
    with Visitor(xb, "asylum") as officer:
        wait_until(lambda: officer.sees(record, PURPOSE), seconds=60, what="the second request")
        officer.take("ir.state_facts", record, facts=as_fields(people.facts["asylum"]))
    with Visitor(xb, "desk") as officer:
        officer.take("ir.screen", record, facts=as_fields(people.facts["screen"]))
        taken = officer.take("ir.search", record)
    if not taken.done:
        raise DemoError("the registers were not searched for the second request")


def photograph(stage: Stage, camera: Camera) -> None:
    """All pictures, from two offices that have played their story."""
    xa, xb, people = stage.xa, stage.xb, stage.people
    answered = record_of(xa, people.request.form["conduct"], state="closed")
    stopped = record_of(xa, people.unlawful.form["conduct"], state="draft")
    camera.take("stopped", xa, "supervisor", f"/requests/{stopped}/steps/ir.certify", facts=people.facts["unlawful"],
                press="take", until="section.attention")  # fmt: skip
    camera.take("answer", xa, "requester", f"/requests/{answered}", until="section[aria-labelledby=answer]")
    camera.take("gate", xa, "supervisor", "/law/GRP-01")
    record = ask_again(xa, people, stage.tell)
    camera.take("partner-receives", xa, "desk", f"/requests/{record}/steps/ir.send", press="check")
    send_and_search(xa, xb, record, people)
    camera.take("request", xa, "requester", f"/requests/{record}", until="section[aria-labelledby=persons]")
    camera.take("today", xb, "supervisor", "/")
    camera.take("phone", xb, "supervisor", "/", phone=True, until=".panel >> nth=0")
    camera.take(
        "candidates", xb, "supervisor", f"/requests/{record}/steps/ir.judge", until=":nth-match(article.candidate, 2)"
    )
    for language, name in (("zh-Hans", "chinese"), ("km", "khmer")):
        camera.take(name, xb, "desk", f"/requests/{record}", language=language, until="section[aria-labelledby=steps]")


def story_page(console: Console) -> str:
    """What the terminal showed, as a page with the fonts it needs."""
    html = console.export_html(theme=SVG_EXPORT_THEME, code_format="{code}", inline_styles=True)
    font = base64.b64encode(KHMER_FONT.read_bytes()).decode()
    style = (
        f"@font-face {{ font-family: Khmer; src: url(data:font/woff2;base64,{font}) }}"
        "body { margin: 0; padding: 20px 28px; background: #1b2430; color: #c5c8c6 }"
        'pre { margin: 0; font: 14.5px/1.5 "DejaVu Sans Mono", Khmer, "Noto Sans CJK SC", monospace }'
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><pre>{html.strip()}</pre>"


def main() -> int:
    """Everything, in a folder that is removed at the end."""
    chromium = find_chromium()
    if chromium is None:
        sys.stderr.write("pictures: there is no Chromium here\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True, color_system="truecolor",
                      markup=False, highlight=False, emoji=False)  # fmt: skip
    place = Path(tempfile.mkdtemp(prefix="comity-pictures-"))
    stage = Stage.build(place, read_people(), Teller(console))
    try:
        prepare(stage)
        console.export_text(clear=True)  # the picture of the story begins where the offices are at work
        with stage.line() as line, sync_playwright() as playwright:
            play(stage, line)
            conclude(stage)
            browser = playwright.chromium.launch(executable_path=str(chromium), args=list(FLAGS))
            camera = Camera(browser, FOLDER, browser.new_page())
            camera.take_page("story", story_page(console))
            photograph(stage, camera)
            browser.close()
    finally:
        stage.stop()
        stage.forget()
    for name, size in camera.taken.items():
        print(f"{size:>8} bytes  {FOLDER / name}.png")
    return 1 if stage.report.missing() else 0


if __name__ == "__main__":
    sys.exit(main())
