"""An office with its staff behind Django's test client; each test signs in as whom it needs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from comity.protocol.keys import NodeKeys
    from tests.office import Office

SignIn = Callable[..., "Client"]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Fourteen officers a test: hash their passwords quickly here; the real hasher is tested at the sign-in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> "dict[str, tuple[Path, NodeKeys]]":
    """A folder with keys and identity for each of the two offices."""
    from tests.office import make_folder

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
def xa(db: Any, folders: "dict[str, tuple[Path, NodeKeys]]") -> "Office":
    """The requesting office, with staff, partner and agreement."""
    return _office(folders, "xa-coord", "xb-coord")


@pytest.fixture
def xb(db: Any, folders: "dict[str, tuple[Path, NodeKeys]]") -> "Office":
    """The requested office, with staff, partner and agreement."""
    return _office(folders, "xb-coord", "xa-coord")


@pytest.fixture
def sign_in() -> SignIn:
    """Sign in through the page, in a language; returns that browser."""
    from django.test import Client

    from tests.office import PASSWORD

    def as_officer(username: str, language: str = "en") -> "Client":
        client = Client()
        answer = client.post("/sign-in", {"username": username, "password": PASSWORD})
        assert answer.status_code == 303, answer.content.decode()
        if language != "en":
            assert client.post("/language", {"language": language}).status_code == 303
        return client

    return as_officer
