"""An office with its staff behind Django's test client; each test signs in as whom it needs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client


SignIn = Callable[..., "Client"]


@pytest.fixture(autouse=True)
def _quick(quick_passwords: None) -> None:
    """Every test here may appoint officers."""


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
