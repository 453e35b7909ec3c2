"""What is watched on every page: nothing foreign is asked for, nothing is refused, nothing sticks out, axe is content."""

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
REPORT = """
addEventListener("securitypolicyviolation", (event) => console.error("refused: " + event.violatedDirective));
if (window.__keyboard) addEventListener("pointerdown", () => console.error("a pointer was used"), true);
"""
EXPECTED = re.compile(r"status of (403|404|409|422)")
"""The browser reports a page with such a status as a failed resource; the walk asks for these pages."""

FOREIGN = """() => {
  const wrong = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const scripts = [["km", /\\p{Script=Khmr}/u], ["zh", /\\p{Script=Hani}/u]];
  while (texts.nextNode()) {
    const text = texts.currentNode, inside = text.parentElement;
    if (inside.closest("script, style, textarea, option")) continue;
    const lang = inside.closest("[lang]").lang;
    for (const [tag, script] of scripts)
      if (script.test(text.data) && !lang.startsWith(tag)) wrong.push(`${lang}: ${text.data.trim().slice(0, 60)}`);
  }
  return wrong;
}"""
"""Text in Khmer or Chinese letters that stands under another language."""

WIDE = """() => {
  const limit = document.documentElement.clientWidth, whole = document.documentElement.scrollWidth;
  if (whole <= innerWidth) return [];
  return [`${whole} wide in ${innerWidth}`, ...[...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > limit + 1 || (e.scrollWidth > e.clientWidth && e.clientWidth))
    .slice(0, 5).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)];
}"""
"""By how much the page can be scrolled sideways, and what sticks out."""


@dataclass
class Eyes:
    """Watches every page of a test. ``judged`` holds the kinds of page axe has seen, for the whole run."""

    origins: set[str]
    judged: set[tuple[Any, ...]]
    shots: Path
    faults: dict[str, int] = field(default_factory=dict)
    sent: int = 0

    def watch(self, context: BrowserContext, *, keyboard: bool) -> Page:
        """A page in which everything that goes wrong becomes a fault of the test."""
        if keyboard:
            context.add_init_script("window.__keyboard = true;")
        context.add_init_script(REPORT)
        page = context.new_page()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._fault(f"error: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        return page

    def _fault(self, what: str) -> None:
        self.faults[what] = self.faults.get(what, 0) + 1

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self._fault(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        self.sent += 1
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" not in self.origins:
            self._fault(f"asked somebody else: {request.url}")

    def _on_response(self, response: Response) -> None:
        policy = response.headers.get("content-security-policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            self._fault(f"policy of {response.url}: {policy or 'none'}")

    def look(self, page: Page, language: str, *, kind: tuple[Any, ...] = ()) -> None:
        """Judge the page that is open; ``kind`` names it where axe shall judge it once."""
        where = urlsplit(page.url).path
        spoken = page.locator("html").get_attribute("lang")
        assert spoken == language, f"{where} speaks {spoken}"
        sticking_out = page.evaluate(WIDE)
        assert not sticking_out, (where, sticking_out)
        foreign = page.evaluate(FOREIGN)
        assert not foreign, (where, foreign)
        if kind and kind not in self.judged:
            self.judged.add(kind)
            page.evaluate(AXE_SCRIPT)
            found = page.evaluate(f"axe.run(document, {json.dumps(OPTIONS)}).then((found) => found.violations)")
            assert not found, (where, *map(_told, found))
            self._picture(page, kind)

    def settled(self) -> None:
        """Nothing went wrong until here."""
        assert self.sent
        assert not self.faults, self.faults

    def _picture(self, page: Page, kind: tuple[Any, ...]) -> None:
        """COMITY_SHOTS names a folder for a picture of each kind of page, to be looked at by people."""
        if folder := os.environ.get("COMITY_SHOTS"):
            name = "-".join(re.sub(r"\W+", "_", str(part)).strip("_") for part in kind)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _told(violation: dict[str, Any]) -> str:
    places = [
        f"{node['target']}: {node['html'][:120]} {node.get('failureSummary', '')}" for node in violation["nodes"][:3]
    ]
    return f"{violation['id']} ({violation['impact']}): {places}"
