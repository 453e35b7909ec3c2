"""Fixtures: the two offices opened in this process, one a test; keys are made once a run because that is slow."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from comity.protocol.keys import NodeKeys
    from tests.office import Office


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Fourteen officers a test: hash their passwords quickly; the real hasher is tested where people sign in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> "dict[str, tuple[Path, NodeKeys]]":
    """A folder with keys and identity for each of the two offices."""
    from tests.office import make_folder  # tables can only be imported once Django is set up

    made = {}
    for office in ("xa-coord", "xb-coord"):
        home = tmp_path_factory.mktemp(office)
        made[office] = (home, make_folder(home, office))
    return made


def _office(folders: "dict[str, tuple[Path, NodeKeys]]", own: str, other: str) -> "Office":
    from tests.office import befriend, open_office

    office = open_office(folders[own][0])
    partner_home, partner_keys = folders[other]
    befriend(office, (partner_home / "identity.json").read_bytes(), partner_keys)
    return office


@pytest.fixture
def xa(db: Any, quick_passwords: None, folders: "dict[str, tuple[Path, NodeKeys]]") -> "Office":
    """The requesting office, with staff, partner and agreement."""
    return _office(folders, "xa-coord", "xb-coord")


@pytest.fixture
def xb(db: Any, quick_passwords: None, folders: "dict[str, tuple[Path, NodeKeys]]") -> "Office":
    """The requested office, with staff, partner and agreement."""
    return _office(folders, "xb-coord", "xa-coord")
