"""The list of officers is judged whole before the first appointment; no password is read that others can read."""

import pytest

from comity.cli.desk import DeskError
from comity.cli.roll import read_roll

ONE = '[[officers]]\nusername = "a"\nname = "ក"\nroles = ["SP"]\npassword_file = "a.password"\n'


@pytest.fixture
def place(tmp_path):
    secret = tmp_path / "a.password"
    secret.write_text("correct horse battery\n", encoding="utf-8")
    secret.chmod(0o600)
    return tmp_path / "officers.toml"


def test_a_list_is_read(place):
    (entry,) = read_roll(place, ONE)
    assert (entry.username, entry.name, entry.language, entry.roles) == ("a", "ក", "en", ["SP"])
    assert entry.password == "correct horse battery"


@pytest.mark.parametrize(
    "text",
    [
        "", "x = 1", "[[officers", "officers = []", "officers = 1", "officers = [1]", ONE + "x = 1\n", "x = 1\n" + ONE,
        ONE + ONE, ONE.replace('"a"', '""'), ONE.replace('name = "ក"\n', ""), ONE.replace('["SP"]', '"SP"'),
        ONE.replace('["SP"]', "[1]"), ONE + 'language = "fr"\n', ONE.replace("a.password", "absent"), ONE.replace('"a"', "1"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(place, text):
    with pytest.raises(DeskError):
        read_roll(place, text)


def test_a_password_that_others_can_read_is_not_used(place):
    (place.parent / "a.password").chmod(0o644)
    with pytest.raises(DeskError) as caught:
        read_roll(place, ONE)
    assert caught.value.code == "cli.secret_exposed"
