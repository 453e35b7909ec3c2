"""Every page opens in every language, speaks it, and says nothing it has no words for."""

import re

import pytest

from comity.web.words import LANGUAGES
from tests.office import REQUESTER_FACTS, Office

PLACES = ("/", "/requests", "/requests?state=draft&side=requesting", "/requests/new", "/offers", "/offers/new", "/cases",
          "/cases/new", "/registers", "/partners", "/law", "/law/VIC-01", "/law/VIC-01.review",
          "/procedures/information_request", "/procedures/case", "/procedures/officer")  # fmt: skip
KEY = re.compile(
    r">[^<]*\b(?:nav|common|today|record|step|law|state|command|stop|fault|role|field|choice)\.[a-z_]+[^<]*<"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["officer", "desk", "supervisor", "admin"])
def test_every_page_opens(xa: Office, sign_in, language, who):
    browser = sign_in(who, language)
    record = xa.request()
    for place in (*PLACES, f"/requests/{record}"):
        answer = browser.get(place)
        text = answer.content.decode()
        assert answer.status_code in (200, 404), place
        assert answer.status_code == 200 or record in place, place
        assert f'<html lang="{language}">' in text
        assert not KEY.findall(text), (place, KEY.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_of_a_draft_has_its_page(xa: Office, sign_in, language):
    record = xa.request()
    browser = sign_in("supervisor", language)
    page = browser.get(f"/requests/{record}").content.decode()
    assert f"/requests/{record}/steps/ir.certify" in page
    assert browser.get(f"/requests/{record}/steps/ir.certify").status_code == 200
    assert browser.get(f"/requests/{record}/steps/ir.release").status_code == 404
    assert REQUESTER_FACTS
