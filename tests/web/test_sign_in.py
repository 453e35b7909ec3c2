"""Signing in, signing out, and the language of the pages."""

import pytest
from django.test import Client

from comity.app import officers
from tests.office import PASSWORD, Office


def body(answer):
    """The page without what differs every time (the token of the form)."""
    text = answer.content.decode()
    return text.partition("<main")[2].replace(text.partition('csrfmiddlewaretoken" value="')[2][:64], "")


def test_an_officer_comes_in_and_leaves(xa: Office, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", *settings.PASSWORD_HASHERS]
    browser = Client()
    before = browser.get("/sign-in").cookies
    answer = browser.post("/sign-in", {"username": "desk", "password": PASSWORD, "next": "/requests"})
    assert (answer.status_code, answer["Location"]) == (303, "/requests")
    key = browser.session.session_key
    assert str(key) not in str(before)
    assert browser.get("/").status_code == 200
    assert browser.post("/sign-out").status_code == 303
    assert browser.get("/").status_code == 302
    assert browser.session.session_key != key


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(xa: Office):
    browser = Client()
    wrong = browser.post("/sign-in", {"username": "desk", "password": "not this one at all"})
    unknown = browser.post("/sign-in", {"username": "nobody", "password": "not this one at all"})
    assert wrong.status_code == unknown.status_code == 422
    assert body(wrong).replace("desk", "") == body(unknown).replace("nobody", "")


def test_too_many_tries_are_slowed_down(xa: Office):
    browser = Client()
    for _ in range(officers.TRIES):
        assert browser.post("/sign-in", {"username": "desk", "password": "guess"}).status_code == 422
    answer = browser.post("/sign-in", {"username": "desk", "password": PASSWORD})
    assert answer.status_code == 429
    assert "15 minutes" in answer.content.decode()


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "evil"]
)
def test_nobody_is_sent_elsewhere(xa: Office, to):
    answer = Client().post("/sign-in", {"username": "desk", "password": PASSWORD, "next": to})
    assert answer["Location"] == "/"


def test_the_session_key_changes_at_sign_in(xa: Office, settings):
    browser = Client()
    session = browser.session
    session["planted"] = "yes"
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    browser.post("/sign-in", {"username": "desk", "password": PASSWORD})
    assert browser.session.session_key != session.session_key
    assert "planted" not in browser.session


def test_the_language_is_the_officers_own_and_keeps_the_page(xa: Office, sign_in):
    browser = sign_in("desk")
    answer = browser.post("/language", {"language": "km", "next": "/requests?state=draft"})
    assert answer["Location"] == "/requests?state=draft"
    assert "ថ្ងៃនេះ" in browser.get("/").content.decode()
    again = sign_in("desk")
    assert "ថ្ងៃនេះ" in again.get("/").content.decode()
    assert officers.actor(xa.staff["desk"].id).language == "km"


def test_the_sign_in_page_speaks_the_language_of_the_browser(xa: Office):
    assert (
        'lang="zh-Hans"'
        in Client(headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}).get("/sign-in").content.decode()
    )
    assert 'lang="km"' in Client(headers={"Accept-Language": "km"}).get("/sign-in").content.decode()
    browser = Client()
    browser.post("/language", {"language": "km"})
    assert 'lang="km"' in browser.get("/sign-in").content.decode()
    browser.post("/language", {"language": "xx"})
    assert 'lang="km"' in browser.get("/sign-in").content.decode()


def test_a_role_taken_away_is_gone_at_the_next_page(xa: Office, sign_in):
    browser = sign_in("supervisor")
    assert "Certifying supervisor" in browser.get("/").content.decode()
    done = xa.do("admin", "officer.revoke_role", xa.staff["supervisor"].id, role="CS")
    assert done.done, done.stops
    assert "Certifying supervisor" not in browser.get("/").content.decode()
