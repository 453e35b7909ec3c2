"""Long forms and the records they made are cut into topics that people know, in three languages."""

import re
from typing import Any

import pytest

from comity.procedures.catalogue import PROCEDURES
from comity.web.topics import COMMON, LONG, OWN, cut
from comity.web.words import LANGUAGES, has, say
from tests.app import assistance
from tests.office import Office

PREFIXES = {row.prefix: row for row in PROCEDURES}
LONG_FORMS = (
    "ir.draft",
    "ml.draft",
    "ex.draft",
    "jt.draft",
    "nr.draft",
    "ft.draft",
    "ev.draft",
    "ev.collect",
    "cm.draft",
)


def fields_of(command: str) -> list[str]:
    return [field.name for field in PREFIXES[command.partition(".")[0]].rows(command)[0].form]


def test_every_topic_has_a_name_and_every_name_in_it_is_a_field_of_its_procedure() -> None:
    for topics in (COMMON, *OWN.values()):
        assert all(has(f"part.{topic}") for topic, _ in topics)
    for prefix, topics in OWN.items():
        known = {field.name for step in PREFIXES[prefix].steps for field in step.form}
        common = {name for _, members in COMMON for name in members}
        assert {name for _, members in topics for name in members} - common <= known, prefix


@pytest.mark.parametrize("command", LONG_FORMS)
def test_a_long_form_is_cut_and_nothing_is_lost_or_left_over(command: str) -> None:
    names = fields_of(command)
    found = cut(names, command)
    assert sorted(name for _, members in found for name in members) == sorted(names)
    assert "rest" not in dict(found), found
    assert len(found) > 1
    assert max(len(members) for _, members in found) <= 14


def test_a_short_form_stays_in_one_piece() -> None:
    assert cut(["reasons"], "ml.withdraw") == [("", ["reasons"])]
    assert cut([f"name{number}" for number in range(LONG + 1)], "bn.report")[0][0] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_and_the_record_stand_under_the_same_headings(xa: Office, sign_in: Any, language: str) -> None:
    record = assistance.drafted(xa)
    client = sign_in("officer", language)
    form = client.get(f"/assistance/{record}/steps/ml.amend").content.decode()
    groups = re.findall(r'role="group" aria-labelledby="part-(\w+)"><h2 id="part-\1">([^<]+)</h2>', form)
    assert [topic for topic, _ in groups] == [topic for topic, _ in OWN["ml"]]
    page = client.get(f"/assistance/{record}").content.decode()
    for topic in ("need", "proceeding", "promises"):
        words = say(f"part.{topic}", language)
        assert words in dict(groups).values()
        assert f'<h3 class="topic">{words}</h3>' in page
