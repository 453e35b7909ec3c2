"""The page of counts: what was judged, by band, register, scripts and tables, in three languages, for reading."""

import re

import pytest

from comity.web.words import LANGUAGES, say
from tests.app.test_judging import judge
from tests.app.test_request import RECORD, searched
from tests.office import Office


def plain(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_and_intervals_stand_on_the_page(xb: Office, sign_in, language: str):
    searched(xb)
    assert judge(xb, RECORD, "positive").done
    text = plain(sign_in("supervisor", language).get("/quality"))
    assert "100.0 %" in text
    assert say("quality.interval", language, low="20.6 %", high="100.0 %") in text
    assert f"{say('script.Latn', language)} – {say('script.Hani', language)}" in text


def test_a_choice_narrows_and_an_unknown_one_is_none(xb: Office, sign_in):
    searched(xb)
    browser = sign_in("supervisor")
    assert '<option value="civil" selected>' in browser.get("/quality?register=civil").content.decode()
    assert plain(browser.get("/quality?scripts=Thai-Thai")) == plain(browser.get("/quality"))
    assert browser.post("/quality").status_code == 405


def test_the_way_to_it_stands_beside_the_registers(xb: Office, sign_in):
    assert 'href="/quality"' in sign_in("supervisor").get("/registers").content.decode()
    assert "No candidate here." in plain(sign_in("admin").get("/quality"))
