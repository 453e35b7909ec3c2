"""A real browser before a real office: one page a test, in the window and the language the test asks for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.walk import Walk

Open = Callable[..., "Walk"]


@pytest.fixture(autouse=True)
def _quick(quick_passwords: None) -> None:
    """Every test here may appoint officers."""


@pytest.fixture
def walk(browser: "Browser", live_server: Any) -> Iterator[Open]:
    """Open a window before the office of this test: ``walk("desk", language="km", width=320, scripts=False)``."""
    from tests.browser.walk import Walk

    with ExitStack() as stack:

        def opened(who: str = "", *, language: str = "en", width: int = 1280, scripts: bool = True, dark: bool = False,
                   base: str = "") -> "Walk":  # fmt: skip
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                java_script_enabled=scripts,
                color_scheme="dark" if dark else "light",
            )
            stack.callback(context.close)
            made = Walk(context.new_page(), base or live_server.url.replace("127.0.0.1", "localhost"))
            if who:
                made.sign_in(who)
            else:
                made.open("/sign-in")
            if language != "en":
                made.speak(language)
            return made

        yield opened
