"""Two paired nodes, made once a run through their commands; a test that changes one works on a copy."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.cli.nodes import Shell, Talk, copy_of, make_shell, pair


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shell, Shell]:
    """XA and XB with staff, pinned at each other, one agreement in force. Read only."""
    folder = tmp_path_factory.mktemp("offices")
    first, second = make_shell(folder / "a", "xa-coord"), make_shell(folder / "b", "xb-coord")
    for shell in (first, second):
        shell.init()
        shell.hire()
    with Talk(first) as one, Talk(second) as other:
        pair(one, other)
    return first, second


@pytest.fixture
def xa_shell(offices: tuple[Shell, Shell], tmp_path: Path) -> Shell:
    """A copy of XA's node that the test may change."""
    return copy_of(offices[0], tmp_path / "xa")


@pytest.fixture
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of the kind this run is on, as ``node init --database`` takes it."""
    import os

    if request.config.getoption("--database") == "sqlite":
        yield "sqlite"
        return
    import psycopg

    address = os.environ["COMITY_DATABASE"]
    name = f"cli_{secrets.token_hex(8)}"
    with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        parts = urlsplit(address)
        yield urlunsplit(parts._replace(path=f"/{name}"))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
