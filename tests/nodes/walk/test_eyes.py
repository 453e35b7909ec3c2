"""The watcher of the walks sees what it is there for: each fault is shown to it once."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

    from tests.nodes.walk.eyes import Eyes

pytestmark = pytest.mark.browser
ORIGIN = "http://office.invalid"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
GOOD = '<html lang="en"><title>Today</title><main><h1>Today</h1><p>Son Bopha <b lang="km">ស៊ន បូផា</b></p></main>'


def seen(browser: "Browser", folder: Path, page: str, *, policy: str = POLICY) -> "tuple[Eyes, str]":
    """What the watcher finds at once, and what it said when it looked."""
    from tests.nodes.walk.eyes import Eyes

    def answer(route: "Route") -> None:
        headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(status=200, headers=headers, body=page)

    eyes = Eyes({ORIGIN}, set(), folder)
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.route("**/*", answer)
    try:
        window = eyes.watch(context, keyboard=False)
        window.goto(ORIGIN)
        eyes.look(window, "en", kind=("any",))
    except AssertionError as error:
        return eyes, str(error)
    finally:
        context.close()
    return eyes, ""


def test_a_good_page_is_good(browser: "Browser", tmp_path: Path) -> None:
    eyes, said = seen(browser, tmp_path, GOOD)
    assert said == ""
    eyes.settled()


@pytest.mark.parametrize("changed, word", [
    (GOOD.replace('<b lang="km">', "<b>"), "ស៊ន បូផា"),
    (GOOD.replace("<h1>", '<h1 style="display:block"><img src="/x.png">'), "image-alt"),
    (GOOD.replace("<h1>", "<h1>" + "Long" * 80), "LongLong"),
    (GOOD.replace('lang="en"', 'lang="km"'), "km"),
], ids=["a name without its language", "a picture without words", "wider than the window", "the wrong language"])  # fmt: skip
def test_a_faulty_page_is_told(browser: "Browser", tmp_path: Path, changed: str, word: str) -> None:
    _, said = seen(browser, tmp_path, changed)
    assert word in said


@pytest.mark.parametrize("page, policy, word", [
    (GOOD + '<img src="http://elsewhere.invalid/x.png" alt="x">', POLICY, "asked somebody else"),
    (GOOD + "<script>alert(1)</script>", POLICY, "refused: script-src"),
    (GOOD, "", "policy of"),
    (GOOD, "default-src 'none'; script-src 'unsafe-inline'", "policy of"),
], ids=["a picture from elsewhere", "a script in the page", "no policy", "a loose policy"])  # fmt: skip
def test_what_happens_behind_a_page_is_told(
    browser: "Browser", tmp_path: Path, page: str, policy: str, word: str
) -> None:
    eyes, _ = seen(browser, tmp_path, page, policy=policy)
    assert any(word in fault for fault in eyes.faults), eyes.faults
    with pytest.raises(AssertionError):
        eyes.settled()
