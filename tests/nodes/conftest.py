"""Two real nodes for a test: founded and paired once a run for each choice of databases, copied for each test."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.servers import postgres_cluster

if TYPE_CHECKING:
    from tests.nodes.pair import Pair

pytestmark = pytest.mark.timeout(600)
_NUMBERS = itertools.count(1)


class Stores:
    """Databases for nodes: SQLite files in their folders, or databases of one throw-away PostgreSQL server."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._cluster: Any = None

    def addresses(self, kinds: tuple[str, str], *, like: Mapping[str, str] | None = None) -> dict[str, str]:
        """An address for XA and XB; ``like`` names databases whose content the new ones start with."""
        return {
            office: "sqlite" if kind == "sqlite" else self._database((like or {}).get(office, ""))
            for office, kind in zip(("xa-coord", "xb-coord"), kinds, strict=True)
        }

    def _database(self, like: str) -> str:
        import psycopg

        if self._cluster is None:
            self._cluster = self._stack.enter_context(postgres_cluster())
        name = f"node{next(_NUMBERS)}"
        origin = f" TEMPLATE {urlsplit(like).path.lstrip('/')}" if like else ""
        where = {"host": str(self._cluster.folder), "port": self._cluster.port, "user": "postgres"}
        with psycopg.connect(dbname="postgres", autocommit=True, **where) as connection:
            connection.execute(f"CREATE DATABASE {name}{origin}")
        return str(self._cluster.url_of(name))


@pytest.fixture(scope="session")
def stores() -> Iterator[Stores]:
    with ExitStack() as stack:
        yield Stores(stack)


@pytest.fixture(scope="session")
def lines() -> Iterator[Any]:
    from tests.nodes.pair import fronts

    with fronts() as made:
        yield made


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, stores: Stores, lines: Any) -> Any:
    """Makes each paired template once: ``(databases, witnessing) -> (pair, addresses)``."""
    from tests.nodes.pair import make_pair

    made: dict[Any, Any] = {}

    def template(kinds: tuple[str, str], witnessing: str) -> Any:
        if (kinds, witnessing) not in made:
            addresses = stores.addresses(kinds)
            folder = tmp_path_factory.mktemp("template")
            made[kinds, witnessing] = (make_pair(folder, lines, addresses, witnessing=witnessing), addresses)
        return made[kinds, witnessing]

    return template


Make = Callable[..., "Pair"]


@pytest.fixture
def make_two(tmp_path: Path, templates: Any, stores: Stores, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Give two paired nodes, not yet started; ``kinds`` are their databases, ``witnessing`` as in the agreement."""
    from tests.nodes.pair import copy_pair

    chosen = request.config.getoption("--database")
    with ExitStack() as stack:

        def make(kinds: tuple[str, str] = (chosen, chosen), witnessing: str = "deferred") -> "Pair":
            template, addresses = templates(kinds, witnessing)
            pair = copy_pair(template, tmp_path, stores.addresses(kinds, like=addresses))
            stack.callback(pair.close)
            return pair

        yield make


@pytest.fixture
def two_nodes(make_two: Make) -> "Pair":
    """Two running nodes, paired, with an agreement in force."""
    return make_two().start()
