"""A real browser walks the request on both offices, in each language, with scripts on and off, narrow and wide."""

from typing import TYPE_CHECKING, Any

import pytest

from comity.web.words import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.nodes.walk.eyes import Eyes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
KEYBOARD = {("km", True, 320), ("zh-Hans", False, 1280)}
WAYS = [(language, scripts, width) for width in (320, 1280) for scripts in (True, False) for language in LANGUAGES]


@pytest.mark.parametrize("number", range(len(WAYS)), ids=["-".join(map(str, way)) for way in WAYS])
def test_the_request_is_walked_on_both_offices(browser: "Browser", addresses: dict[str, str], eyes: "Eyes",
                                               number: int, offices: Any) -> None:  # fmt: skip
    from tests.nodes.walk.desk import Way, desk
    from tests.nodes.walk.people import PEOPLE
    from tests.nodes.walk.story import Walk

    way = Way(*WAYS[number], keyboard=WAYS[number] in KEYBOARD)
    with desk(browser, way, eyes) as officer:
        Walk(officer, addresses, PEOPLE[number]).whole()
