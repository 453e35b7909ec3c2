"""What a record's page says to people: names, days and words, never an id of a person, a key or a bare code."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from comity.app import officers
from comity.web import naming
from comity.web.sections import SECTIONS, url_of_record
from comity.web.words import LANGUAGES, has, say
from tests.app import assistance, complaints
from tests.app.surrenders import must
from tests.office import Office
from tests.web.played import ASKED, ASKING, Play, played

SAID = re.compile(r"<d[td]>(.*?)</d[td]>|<span class=\"(?:under|soft)[^>]*>(.*?)</span>", re.S)
TYPED = r"(?:image\.bin|[a-z_]+\.csv:\d+)"
"""Names of files, which are people's own."""
BARE = re.compile(rf"(?!{TYPED})(?:\b[a-z]+(?:_[a-z]+)+\b|\bx[ab]-coord/officer/\S+|\b(?:field|choice|part|side)\.\w+)")


WIRE = re.compile(r">(\d{4}-\d\d-\d\d(?:[T ][^<]*)?)<")
"""A day or a moment by itself; in the middle of a sentence people wrote it."""


def bare_words(page: str) -> set[str]:
    """What stands on a page as the machine writes it."""
    dates = set(WIRE.findall(page.partition("<main")[2]))
    text = " \n ".join(re.sub(r"<[^>]+>", " ", "".join(found)) for found in SAID.findall(page))
    return dates | set(BARE.findall(re.sub(TYPED, "", text)))


def unnamed(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, ...]]:
    """The labels that are nowhere in the words, as pages ask for them."""
    found: set[tuple[str, ...]] = set()
    real = naming.field_label

    def field_label(name: str, language: str, *, within: str = "") -> str:
        keys = (f"field.{within}.{name}", f"field.{name}")
        found.update({keys} if not any(has(key) for key in keys) else ())
        return real(name, language, within=within)

    monkeypatch.setattr("comity.web.shown.field_label", field_label)
    return found


class Spoken(HTMLParser):
    """The Khmer and Chinese text of a page that does not stand under its language, for whoever listens to it."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})
    SCRIPTS = (("km", re.compile("[\u1780-\u17ff]")), ("zh", re.compile("[\u4e00-\u9fff]")))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.langs, self.wrong = [""], set[tuple[str, str]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.langs.append(dict(attrs).get("lang") or self.langs[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.langs.pop()

    def handle_data(self, data: str) -> None:
        for tag, script in self.SCRIPTS:
            if script.search(data) and not self.langs[-1].startswith(tag):
                self.wrong.add((self.langs[-1], data.strip()))


def is_said(office: Office, sign_in: Any, play: Play, missing: set[tuple[str, ...]]) -> None:
    record = played(office, play)
    pages = {language: sign_in(play[0], language).get(url_of_record(record)) for language in ("en", "km", "zh-Hans")}
    for language, page in pages.items():
        assert page.status_code == 200, language
        assert bare_words(page.content.decode()) == set(), language
    assert missing == set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(officers, "name_of", lambda actor: "ស៊ន បូផា")
        for language in pages:
            page = sign_in(play[0], language).get(url_of_record(record))
            assert Spoken(page.content.decode()).wrong == set(), language


@pytest.mark.parametrize("name", ASKING)
def test_the_asking_office_reads_words(xa: Office, sign_in: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_said(xa, sign_in, ASKING[name], unnamed(monkeypatch))


@pytest.mark.parametrize("name", ASKED)
def test_the_asked_office_reads_words(xb: Office, sign_in: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_said(xb, sign_in, ASKED[name], unnamed(monkeypatch))


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_people_of_this_office_are_named_and_those_of_the_partner_are_officers_of_it(xa: Office, sign_in: Any) -> None:
    page = text_of(sign_in("leader").get(url_of_record(played(xa, ASKING["team"]))))
    assert "By An officer of Corvane Liaison" in page
    assert "By Head" in page


def test_a_record_of_another_stands_under_its_kind_and_leads_to_it(xa: Office, sign_in: Any) -> None:
    record = xa.request()
    page = sign_in("supervisor").get(f"/requests/{record}").content.decode()
    found = re.search(r'<a href="/cases/(xa-coord/case/[^"]+)" title="\1">([^<]+)</a>', page)
    assert found
    assert found[2] == f"Case {found[1][-6:]}"


def test_each_procedure_says_on_which_side_this_office_stands(xa: Office, sign_in: Any) -> None:
    _code, record = complaints.handed_in(xa)
    for language, words in (("en", "Handed in here"), ("km", "បានដាក់នៅទីនេះ"), ("zh-Hans", "在本办公室提出")):
        client = sign_in("ombud", language)
        for place in (f"/complaints/{record}", "/complaints", "/"):
            assert words in text_of(client.get(place)), (language, place)


def test_who_looks_into_a_complaint_is_chosen_by_name(xa: Office, sign_in: Any) -> None:
    _code, record = complaints.handed_in(xa)
    must(xa.do("ombud", "cm.acknowledge", record))
    page = sign_in("ombud").post(f"/complaints/{record}/steps/cm.screen", {"action": "add:complained_of"})
    chosen = re.findall(r'<option value="(xa-coord/officer/[^"]+)"[^>]*>([^<]+)<', page.content.decode())
    assert (xa.staff["officer"].id, "Officer") in chosen
    must(xa.do("ombud", "cm.screen", record, **complaints.triage(xa, "ombud2")))
    must(xa.do("ombud", "cm.check_reprisal", record, threat="none", measures="None needed."))
    page = sign_in("ombud").get(f"/complaints/{record}/steps/cm.assign").content.decode()
    offered = re.findall(r'name="investigator" value="([^"]+)"[^>]*><span>(?:<bdi[^>]*>)?([^<]+)<', page)
    assert (xa.staff["ombud"].id, "Ombud") in offered
    assert xa.staff["ombud2"].id not in dict(offered)  # it is about that one
    assert xa.staff["officer"].id not in dict(offered)  # who may not look into anything


def test_officers_to_choose_from_are_named_in_their_own_language(
    xa: Office, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a list to open (who is complained of) and in one to tick (who looks into it)."""
    _code, record = complaints.handed_in(xa)
    must(xa.do("ombud", "cm.acknowledge", record))
    monkeypatch.setattr(officers, "name_of", lambda actor: "ស៊ន បូផា")
    opened = sign_in("ombud").post(f"/complaints/{record}/steps/cm.screen", {"action": "add:complained_of"})
    assert '<option value="xa-coord/officer/' in opened.content.decode()
    assert Spoken(opened.content.decode()).wrong == set()
    must(xa.do("ombud", "cm.screen", record, **complaints.triage(xa, "ombud2")))
    must(xa.do("ombud", "cm.check_reprisal", record, threat="none", measures="None needed."))
    ticked = sign_in("ombud").get(f"/complaints/{record}/steps/cm.assign").content.decode()
    assert 'name="investigator" value="xa-coord/officer/' in ticked
    assert Spoken(ticked).wrong == set()


def test_the_consent_of_the_author_is_read_also_when_it_is_a_no(xa: Office, sign_in: Any) -> None:
    record = played(xa, ASKING["complaint"])
    page = text_of(sign_in("ombud").get(url_of_record(record)))
    assert re.search(r"May be shared with the other[^.]*? No\b", page)


def test_values_stand_in_the_order_of_their_form(xa: Office, sign_in: Any) -> None:
    record = assistance.drafted(xa)
    page = sign_in("officer").get(f"/assistance/{record}").content.decode()
    inner = page.partition("Offences and their law</dt>")[2].partition("</ol>")[0]
    assert re.findall(r"<dt>([^<]+)</dt>", inner) == ["Law", "Article", "Text", "Highest penalty in years", "Lapses on"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_says_what_it_is_in_a_sentence(language: str) -> None:
    for section in SECTIONS:
        said = say(f"about.{section.about}", language)
        assert said.endswith((".", "?", "។", "。", "？")), (section.slug, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_says_the_next_step_of_others_and_who_may_take_it(xa: Office, sign_in: Any, language: str) -> None:
    xa.request()
    for place in ("/", "/requests"):
        page = text_of(sign_in("officer", language).get(place))
        assert say("command.ir.certify", language) in page, place
        assert f"{say('record.who_may', language)}: {say('role.CS', language)}" in page, place


def test_evidence_names_states_and_days(xa: Office, sign_in: Any) -> None:
    page = text_of(sign_in("supervisor").get(url_of_record(played(xa, ASKING["screening"]))))
    for asked_and_held in ("Corvane", "14 Mar 1988"):
        assert re.search(rf"{asked_and_held}\s+{asked_and_held}", re.sub(r"<[^>]+>", " ", page))
