"""Another file tells another story; a file that cannot is refused with the place and the reason."""

import re
from pathlib import Path

import pytest

from comity.demo.people import OWN_FILE, read_people
from comity.demo.table import PeopleError

TEXT = OWN_FILE.read_text(encoding="utf-8")


def write(folder: Path, *changes: tuple[str, str]) -> Path:
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "people.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_own_file_is_whole():
    people = read_people()
    assert people.request.form["persons"][0]["names"] == ["CHEN, Wei Ming"]
    assert people.requesting.officers["requester"].roles == ("RO", "CS")
    assert (
        len({officer.username for side in (people.requesting, people.requested) for officer in side.officers.values()})
        == 14
    )
    assert {officer.language for officer in people.requesting.officers.values()} == {"en", "km", "zh-Hans"}
    assert "陈伟明" in people.register.csv


def test_what_a_request_does_not_say_is_as_in_the_lawful_one():
    people = read_people()
    first = people.hostile[0].form
    assert first["persons"] == people.request.form["persons"]
    assert first["conduct"] != people.request.form["conduct"]
    assert people.hostile[2].form["persons"] == []
    assert people.facts["unlawful"]["coercive_act"] == people.facts["certify"]["coercive_act"]
    assert people.facts["unlawful"]["trait_selector"] == "yes"


def test_a_changed_person_changes_what_is_asked(tmp_path):
    people = read_people(write(tmp_path, ("CHEN, Wei Ming", "SOK Sophea")))
    assert people.request.form["persons"][0]["names"] == ["SOK Sophea"]


def test_rows_of_the_register_are_added_or_replaced(tmp_path):
    rows = '[[register.rows]]\nperson_no = "B100001"\nname_latin = "A, B"\n[[register.rows]]\nperson_no = "Z1"\n[request]\n'
    lines = read_people(write(tmp_path, ("[request]\n", rows))).register.csv.splitlines()
    assert len(lines) == len((OWN_FILE.parent / "civil_register.csv").read_text(encoding="utf-8").splitlines()) + 1
    assert lines[1].startswith('B100001,,,"A, B",')
    assert lines[-1].startswith("Z1,")


def test_a_register_beside_the_file_goes_before_the_own_one(tmp_path):
    (tmp_path / "civil_register.csv").write_text("person_no,name_latin\nQ1,Nobody\n", encoding="utf-8")
    assert read_people(write(tmp_path)).register.csv == "person_no,name_latin\nQ1,Nobody\n"


@pytest.mark.parametrize(
    ("old", "new", "path", "reason"),
    [
        (
            'language = "en", roles = ["AD"] }',
            'language = "fr", roles = ["AD"] }',
            "requesting.officers.admin.language",
            "one of",
        ),
        ('roles = ["RO", "CS"]', 'roles = ["RO"]', "requesting.officers.requester.roles", "must hold CS"),
        ('roles = ["EC"]', 'roles = ["XX"]', "requested.officers.custodian.roles", "not a role"),
        ('username = "quill"', 'username = "weir"', "requesting.officers.supervisor.username", "twice"),
        ('username = "quill"', 'username = "../quill"', "requesting.officers.supervisor.username", "plain"),
        ('username = "quill", ', "", "requesting.officers.supervisor.username", "missing"),
        ("retention_days = 365", 'retention_days = "long"', "request.retention_days", "whole number"),
        ('held_reason = "The account', 'helt_reason = "The account', "request.helt_reason", "not a key"),
        ('title = "Calls', 'title = "" # Calls', "request.title", "empty"),
        ('items = ["identity", "birth", "documents", "address"]', "items = []", "request.items", "between 1"),
        ('items = ["identity", "birth", "documents", "address"]', "items = [1]", "request.items", "list of texts"),
        ("[[request.persons]]", "[request.persons]", "request.persons", "list"),
        ("persons = []", "persons = [1]", "hostile[2].persons[0]", "table"),
        ("valid_days = 180", "valid_days = 0", "release.valid_days", "from 1"),
        ("[facts.asylum]", "[facts.other]", "facts.asylum", "missing"),
        ('file = "civil_register.csv"', 'file = "nowhere.csv"', "nowhere.csv", "cannot be read"),
        ("[requested]\n", "[requested]\nextra = 1\n", "requested.extra", "not a key"),
        ("[requesting]\n", "[requesting\n", "people.toml", "not TOML"),
        ('name = "Edda Quill"', 'name = "Edda\\nQuill"', "requesting.officers.supervisor.name", "one line"),
        ('name = "Edda Quill"', 'name = "Edda\\u0000"', "requesting.officers.supervisor.name", "control"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path, old, new, path, reason):
    with pytest.raises(PeopleError) as caught:
        read_people(write(tmp_path, (old, new)))
    assert caught.value.data["path"] == path
    assert reason in str(caught.value.data["reason"])


def test_every_key_is_read_or_refused(tmp_path):
    """A misspelt key never passes in silence, wherever it stands."""
    for number, table in enumerate(re.findall(r"^(\[\[?[a-z_.]+\]\]?)\n", TEXT, flags=re.MULTILINE)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(PeopleError) as caught:
            read_people(write(folder, (f"{table}\n", f"{table}\nzz = 1\n")))
        assert "zz" in str(caught.value.data["path"]), table


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (b"", "civil_register.csv", "no header"),
        (b"a,b\n1\n", "civil_register.csv row 2", "2 columns"),
        (b"a,b\n1,2,3\n", "civil_register.csv row 2", "2 columns"),
        (b'a,b\n"1,2\n', "civil_register.csv line", "not CSV"),
        (b"\xff\xfe", "civil_register.csv", "not UTF-8"),
    ],
)
def test_a_bad_register_is_named(tmp_path, data, path, reason):
    (tmp_path / "civil_register.csv").write_bytes(data)
    with pytest.raises(PeopleError) as caught:
        read_people(write(tmp_path))
    assert path in str(caught.value.data["path"])
    assert reason in str(caught.value.data["reason"])


def test_the_story_needs_somebody_to_ask_about_and_something_hostile(tmp_path):
    text = TEXT[: TEXT.index("[[hostile]]")]
    path = tmp_path / "people.toml"
    path.write_text("hostile = []\n" + text, encoding="utf-8")
    with pytest.raises(PeopleError, match="hostile"):
        read_people(path)
    text = re.sub(r"\[\[request\.persons\]\].*?\n\n", "", TEXT, flags=re.DOTALL)
    path.write_text(text.replace("retention_days = 365\n", "retention_days = 365\npersons = []\n"), encoding="utf-8")
    with pytest.raises(PeopleError, match=r"request\.persons"):
        read_people(path)
