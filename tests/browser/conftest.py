"""A real browser before a real office: one page a test, in the window and the language the test asks for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from comity.protocol.keys import NodeKeys
    from tests.browser.walk import Walk
    from tests.office import Office

Open = Callable[..., "Walk"]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Fourteen officers a test: hash their passwords quickly; the real hasher is tested at the sign-in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> "dict[str, tuple[Path, NodeKeys]]":
    """A folder with keys and identity for each of the two offices."""
    from tests.office import make_folder

    made = {}
    for office in ("xa-coord", "xb-coord"):
        home = tmp_path_factory.mktemp(office)
        made[office] = (home, make_folder(home, office))
    return made


def _office(folders: "dict[str, tuple[Path, NodeKeys]]", own: str, other: str) -> "Office":
    from tests.office import befriend, open_office

    office = open_office(folders[own][0])
    partner_home, partner_keys = folders[other]
    befriend(office, (partner_home / "identity.json").read_bytes(), partner_keys)
    return office


@pytest.fixture
def xa(transactional_db: Any, folders: "dict[str, tuple[Path, NodeKeys]]") -> "Office":
    """The requesting office, with staff, partner and agreement."""
    return _office(folders, "xa-coord", "xb-coord")


@pytest.fixture
def xb(transactional_db: Any, folders: "dict[str, tuple[Path, NodeKeys]]") -> "Office":
    """The requested office, with staff, partner and agreement."""
    return _office(folders, "xb-coord", "xa-coord")


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
