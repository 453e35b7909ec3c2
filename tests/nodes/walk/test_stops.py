"""What an officer sees when something is not done: an unlawful request, a wrong password, a page that is not there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from comity.law.catalogue import catalogue
from comity.web.words import LANGUAGES
from tests.office import REQUESTER_FACTS, fraud_request

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.nodes.pair import Pair
    from tests.nodes.walk.desk import Desk
    from tests.nodes.walk.eyes import Eyes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
NARROW = 320
HONEST = {"conduct_fits_facts": "no", "discrimination_grounds": "found", "trait_selector": "yes",
          "expression_conduct": "yes", "items_needed": "no"}  # fmt: skip
"""What a supervisor finds who reads the request."""
GATES = {"OFF-01.facts", "MIN-01.items", "DIS-01.hard", "GRP-01.trait", "EXP-01.hard"}
"""What stops it, whoever wants it."""
WRITER = {"names": ["Ines Calloway"], "birth_date": "1984-06-02", "sex": "", "nationalities": ["XA"], "documents": [],
          "role": "suspect", "link": "She wrote the reports and receives the money of her readers."}  # fmt: skip
FORGETFUL = {"en": "privacy", "km": "prosecutor", "zh-Hans": "victims"}
"""Officers of the fixture, one a language: too many wrong passwords close a sign-in."""


@pytest.fixture
def officer(browser: "Browser", eyes: "Eyes", language: str, scripts: bool) -> "Iterator[Desk]":
    from tests.nodes.walk.desk import Way, desk

    with desk(browser, Way(language, scripts, NARROW), eyes) as sitting:
        yield sitting


def unlawful(pair: "Pair") -> str:
    """A draft that asks after a journalist and a religious community under the name of an ordinary crime."""
    case = pair.xa.act("officer", "case.open", title="Collections in Quillmoor", conduct="money_laundering",
                       purpose_code="criminal_investigation", summary="")["record"]  # fmt: skip
    form = fraud_request(
        case=case, conduct="money_laundering", persons=[WRITER], flags=["press"], items=["identity", "occupation"],
        summary="The journalist Ines Calloway collects money from readers. Identify all members of the religious "
                "community that meets at her house.",
        purpose="To learn who pays for her writing and who reads it.", use="To watch the group.",
    )  # fmt: skip
    return str(pair.xa.act("officer", "ir.draft", **form)["record"])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no_scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unlawful_request_is_stopped_and_the_page_says_why(officer: "Desk", offices: "Pair",
                                                              addresses: dict[str, str], language: str) -> None:  # fmt: skip
    record = unlawful(offices)
    with officer.sitting("xa-coord", addresses["xa-coord"], "quill"):
        officer.find(record)
        officer.begin("ir.certify")
        officer.state({**REQUESTER_FACTS, **HONEST})
        officer.stopped()
        named = officer.page.locator(".gate .gate-id").all_inner_texts()
        assert set(named) >= GATES, named
        for name in named:
            policy = catalogue().policy(name)
            assert policy is not None
            officer.sees(policy.asks[language])
        officer.sees(officer.say("step.stopped_text", state=officer.say("state.draft")))
        officer.press(officer.say("step.try_again"))
        chosen = officer.page.locator('[name="facts.expression_conduct.value"]:checked')
        assert chosen.get_attribute("value") == "yes", "what was said stands in the form again"
        officer.follow(officer.say("common.back"))
        assert officer.stands_at("draft")
        officer.sees(officer.say("outcome.stopped"), officer.say("record.failed_gates"))
        officer.look()


@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_password_says_no_more_than_that(officer: "Desk", addresses: dict[str, str], language: str) -> None:
    said = set()
    officer.url = addresses["xa-coord"]
    for username in (FORGETFUL[language], f"nobody.{language}"):
        officer.sign_in(username, "a password of somebody else")
        officer.look("wrong password")
        officer.sees(officer.say("sign_in.failed"))
        assert officer.page.locator("#username").input_value() == username
        assert officer.page.locator("#password").input_value() == ""
        said.add(officer.page.locator(".summary").inner_text())
    assert len(said) == 1


@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_said_in_the_language_of_the_page(officer: "Desk", addresses: dict[str, str],
                                                               language: str) -> None:  # fmt: skip
    with officer.sitting("xb-coord", addresses["xb-coord"], "sovann"):
        told = set()
        for path in ("/nothing", "/requests/xa-coord/request/01a20000-0000-7000-8000-00000000ffff"):
            officer.open(path)
            officer.sees(officer.say("error_page.not_found"), officer.say("error.door.not_found"))
            officer.look("not found")
            told.add(officer.text())
        assert len(told) == 1, "what is hidden and what is not there read the same"
        officer.follow(officer.say("error_page.do_today"))
        assert officer.page.locator("h1").inner_text() == officer.say("today.title")
