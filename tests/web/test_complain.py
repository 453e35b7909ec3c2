"""The public pages: a complaint without sign-in and without scripts, in three languages, within bounds."""

import re
from typing import Any

import pytest
from django.test import Client

from comity.app import public_door
from comity.storage import records
from comity.web.words import LANGUAGES, say
from tests.app.complaints import WORDS
from tests.office import Office

CODE = re.compile(r'class="code"[^>]*>([0-9A-Z-]{23})<')


@pytest.fixture
def visitor(xa: Office) -> Client:
    public_door._asked.clear()
    return Client()


def typed(**changes: Any) -> dict[str, str]:
    texts = {name: value for name, value in WORDS.items() if isinstance(value, str)}
    return {**texts, **changes}


def handed_in(visitor: Client) -> str:
    answer = visitor.post("/complain", typed())
    assert answer.status_code == 201
    found = CODE.search(answer.content.decode())
    assert found
    return found[1]


def asked(visitor: Client, code: str, **form: str) -> Any:
    return visitor.post("/complain/state", {"code": code, **form})


@pytest.mark.parametrize(("language", "word"), [("en", "Complain"), ("km", "ដាក់ពាក្យបណ្តឹង"), ("zh", "投诉")])
@pytest.mark.parametrize("path", ["/complain", "/complain/state"])
def test_anybody_opens_it_in_three_languages_without_a_script(
    visitor: Client, path: str, language: str, word: str
) -> None:
    answer = visitor.get(path, headers={"Accept-Language": language})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script" not in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert answer.headers["Cache-Control"] == "no-store"
    if path == "/complain":
        assert word in page


def test_a_complaint_is_handed_in_and_asked_about(visitor: Client) -> None:
    code = handed_in(visitor)
    page = asked(visitor, code).content.decode()
    assert "Received" in page or "received" in page
    assert asked(visitor, code, action="add", words="There was a second officer.").status_code == 200
    (row,) = records.of_procedure("complaint")
    assert [said["words"] for said in row["words"]] == ["There was a second officer."]
    assert asked(visitor, code, action="consent", may_share="yes").status_code == 200
    assert asked(visitor, code, action="withdraw", words="I want peace now.").status_code == 200
    assert records.of_procedure("complaint")[0]["state"] == "withdrawn"
    assert asked(visitor, code, action="review", words="Again, please.").status_code == 409


def test_a_wrong_code_and_no_code_read_the_same(visitor: Client) -> None:
    handed_in(visitor)
    pages = {asked(visitor, code).status_code for code in ("AAAAA-AAAAA-AAAAA-AAAAA", "x", "'; --", "")}
    assert pages == {404}


@pytest.mark.parametrize(
    "change", [{"summary": ""}, {"summary": "x" * 9000}, {"language": "xx"}, {"author_name": "y" * 300}]
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(visitor: Client, change: dict[str, str]) -> None:
    answer = visitor.post("/complain", typed(**change))
    assert answer.status_code == 422
    assert "The tall one at the ferry" in answer.content.decode()
    assert records.of_procedure("complaint") == []


def test_too_many_are_told_so(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_door, "HANDED_IN_AN_HOUR", 1)
    handed_in(visitor)
    assert visitor.post("/complain", typed()).status_code == 429
    for _ in range(public_door.ASKED):
        asked(visitor, "nothing")
    assert asked(visitor, "nothing").status_code == 429


def test_a_form_from_elsewhere_is_refused(xa: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/complain", typed()).status_code == 403
    assert records.of_procedure("complaint") == []


def test_a_field_nobody_declared_changes_nothing(visitor: Client) -> None:
    assert visitor.post("/complain", typed(receipt="stolen", complained_of="x", state="closed")).status_code == 201
    (row,) = records.of_procedure("complaint")
    assert (row["state"], len(row["receipt"])) == ("received", 64)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_by_topics_and_each_field_has_its_label(xa: Office, language: str) -> None:
    client = Client()
    client.post("/language", {"language": language})
    page = client.get("/complain").content.decode()
    legends = re.findall(r"<fieldset[^>]*><legend>([^<]+)</legend>", page)
    assert legends == [say(f"part.{topic}", language) for topic in ("told", "author", "safety")]
    form = page.partition('action="/complain"')[2]
    named = set(re.findall(r'<(?:input|select|textarea) id="(\w+)"', form))
    assert named == set(re.findall(r'<label for="(\w+)">', form))
    assert not re.search(r"\b(?:complain|part|field)\.[a-z_]+", page)


def test_a_fault_names_its_field_and_leads_to_it(xa: Office) -> None:
    page = Client().post("/complain", {"summary": "", "author_name": "x" * 300, "language": "en"})
    assert page.status_code == 422
    text = page.content.decode()
    assert re.search(r'<a href="#summary">Your complaint: ', text)
    assert re.search(r'<a href="#author_name">Your name: ', text)
