"""Fixtures: the two offices opened in this process, one a test.

Keys are made once a run because that is slow; so are the offices. The first test that asks for one opens it through the
door, fourteen appointments, a partner and an agreement; those after it find the same rows in their own empty tables.
"""

import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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


@dataclass(frozen=True)
class Opened:
    """An office as it stood when it had just been opened: the object, and every row of every table."""

    office: "Office"
    rows: "list[tuple[Any, list[Any]]]"

    @classmethod
    def of(cls, office: "Office") -> "Opened":
        from django.apps import apps

        models = apps.get_app_config("storage").get_models()
        return cls(
            replace(office, staff=dict(office.staff)), [(model, list(model._default_manager.all())) for model in models]
        )

    def again(self) -> "Office":
        """Put the rows into empty tables and open the node anew."""
        from comity.app.node import Node, use_node
        from comity.app.setup import FIRST_MARK, HIGH_WATER

        for model, rows in self.rows:
            model._default_manager.bulk_create(rows)
        node = self.office.node
        for kept in ("blobs", "tiles"):  # the folder outlives the rows of one test
            shutil.rmtree(node.home / kept, ignore_errors=True)
        (node.home / HIGH_WATER).write_bytes(FIRST_MARK)
        return replace(self.office, node=use_node(Node(node.home, node.file, node.records_key)),
                       staff=dict(self.office.staff), numbers=itertools.count(1))  # fmt: skip


@pytest.fixture(scope="session")
def opened() -> dict[str, Opened]:
    """The offices that have been opened in this run, by their code."""
    return {}


@pytest.fixture
def open_one(db: Any, quick_passwords: None, folders: "dict[str, tuple[Path, NodeKeys]]",
             opened: dict[str, Opened]) -> "Callable[[str, str], Office]":  # fmt: skip
    """Open an office that has the other one as its partner."""
    from comity.kit import clock
    from tests.office import befriend, open_office

    def office(own: str, other: str) -> "Office":
        if own in opened:
            return opened[own].again()
        partner_home, partner_keys = folders[other]
        with clock.frozen(datetime.now(UTC)):  # a test that holds the clock must not date what the others find
            made = open_office(folders[own][0])
            befriend(made, (partner_home / "identity.json").read_bytes(), partner_keys)
        opened[own] = Opened.of(made)
        return made

    return office


@pytest.fixture
def xa(open_one: "Callable[[str, str], Office]") -> "Office":
    """The requesting office, with staff, partner and agreement."""
    return open_one("xa-coord", "xb-coord")


@pytest.fixture
def xb(open_one: "Callable[[str, str], Office]") -> "Office":
    """The requested office, with staff, partner and agreement."""
    return open_one("xb-coord", "xa-coord")
