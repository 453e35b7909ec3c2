"""The pages of teams, meetings, promises, advisers and screenings draw themselves from the tables, in every language."""

import re

import pytest

from comity.web.words import LANGUAGES
from tests.app.teams import active, received
from tests.app.test_adviser import attachment
from tests.app.test_meeting import held, promised
from tests.app.test_request import load_register
from tests.app.test_watch_judgement import asked
from tests.office import Office

LISTS = {"teams": "jt", "meetings": "mt", "commitments": "ct", "advisers": "av", "screenings": "wj"}
KEY = re.compile(
    r">[^<]*\b(?:nav|about|record|step|state|command|command_text|stop|field|choice|clock|message|procedure)\.[a-z_]+[^<]*<"
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", LISTS)
def test_a_list_and_a_new_record_have_their_pages(xa: Office, sign_in, language, slug):
    browser = sign_in(
        "leader" if slug in ("teams", "advisers") else "custodian" if slug == "screenings" else "officer", language
    )
    for place in (f"/{slug}", f"/{slug}/new"):
        answer = browser.get(place)
        assert answer.status_code == 200, place
        assert not KEY.findall(answer.content.decode()), (place, KEY.findall(answer.content.decode()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_of_each_shows_where_it_stands_and_each_of_its_next_steps(xa: Office, sign_in, language):
    load_register(xa)
    case = xa.request()
    adviser = xa.do("desk", "av.draft", partner="xb-coord", **attachment(case)).record
    places = {f"/teams/{active(xa)}": "leader", f"/meetings/{held(xa)}": "desk", f"/commitments/{promised(xa)}": "officer",
              f"/advisers/{adviser}": "head", f"/screenings/{asked(xa).record}": "supervisor"}  # fmt: skip
    for place, who in places.items():
        browser = sign_in(who, language)
        page = browser.get(place).content.decode()
        assert not KEY.findall(page), (place, KEY.findall(page))
        steps = sorted(set(re.findall(rf'href="({re.escape(place)}/steps/[a-z_.]+)"', page)))
        assert steps, place
        for step in steps:
            answer = browser.get(step)
            assert answer.status_code == 200, step
            assert not KEY.findall(answer.content.decode()), (step, KEY.findall(answer.content.decode()))


def test_the_terms_of_a_team_stand_on_its_page(xb: Office, sign_in):
    page = sign_in("desk", "en").get(f"/teams/{received(xb)}").content.decode()
    for text in ("False banks of 2026", "Son Bopha", "To find who runs the false banks", "Jia He", "Joint teams"):
        assert text in page, text


def test_the_minutes_stand_on_the_page_of_a_meeting(xa: Office, sign_in):
    page = sign_in("desk", "en").get(f"/meetings/{held(xa)}").content.decode()
    assert "Answers came within six days on average." in page
    assert "Send the translated forms" in page
