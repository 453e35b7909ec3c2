"""What every test needs: the database it runs on, a home for the node under test, and no leftovers.

Fixture strategy: the smallest data that shows the thing, made in the test's own folder. A helper that only one folder
needs lives in that folder.

With ``-n`` pytest-xdist spreads the files of tests over several processes. Each has a home, a database, a browser and
nodes of its own; on PostgreSQL the process that hands the files out keeps one server for all of them.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import hypothesis
import pytest

from tests.servers import CHROMIUM_ARGS, chromium, postgres_cluster
from tools.system import find_postgres, in_ci

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ["tests.offices"]
DATA_FOLDERS = ("app", "nodes", "storage", "web", "worker")
"""Everything in these folders touches tables, marked or not."""
ONCE = (("browser",), ("nodes", "walk"), ("nodes", "test_line.py"), ("nodes", "test_restore.py"))
"""What a person sees and what happens to bytes on the way is the same on either store, and the restored copy is a
SQLite file: these take minutes and run in the first run only."""
LONG = (("nodes", "walk"), ("nodes",), ("abuse",), ("browser",), ("demo",), ("cli",), ("app",), ("web",))
"""What takes minutes begins first, so that no process is left alone with it at the end."""
DATA_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences"}

EXPECT_MILLIS = 60_000
"""How long an expectation about a page may take to come true on a machine with other work."""
DATABASE = "comity_database"
ADDRESS = pytest.StashKey[str]()

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if in_ci() else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="where tables live in this run; postgres starts a server of its own and throws it away",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Decide the database and the home before Django reads its settings. A developer's own node is never touched."""
    cleanups = ExitStack()
    config.add_cleanup(cleanups.close)
    database = _given(config).get(DATABASE) or _database(config, cleanups)
    if _hands_out(config):
        config.stash[ADDRESS] = database
        return
    home = cleanups.enter_context(tempfile.TemporaryDirectory(prefix="comity-test-", ignore_cleanup_errors=True))
    os.environ["COMITY_HOME"] = home
    os.environ["COMITY_DATABASE"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.settings"
    django.setup()


def _database(config: pytest.Config, cleanups: ExitStack) -> str:
    """Where tables live: what COMITY_DATABASE takes."""
    if config.getoption("--database") == "sqlite":
        return "sqlite"
    if find_postgres() is None:
        raise pytest.UsageError("--database postgres wants a PostgreSQL server, and none is installed here")
    return cleanups.enter_context(postgres_cluster()).url


def _hands_out(config: pytest.Config) -> bool:
    """Does this process only hand files of tests to others? Then it collects none and needs no Django."""
    shared = config.getoption("dist", "no") != "no" and config.getoption("tx", [])
    return bool(shared) and not config.getoption("collectonly")


def _given(config: pytest.Config) -> dict[str, str]:
    """What the process that hands out has told this one; nothing where one process does everything."""
    return getattr(config, "workerinput", {})


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell another process which server it shares. pytest-django gives each a database of its own there."""
    node.workerinput[DATABASE] = node.config.stash[ADDRESS]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for the run: Playwright can be started once on a thread, whoever asks for it."""
    from playwright.sync_api import expect, sync_playwright

    path = chromium()
    expect.set_options(timeout=EXPECT_MILLIS)
    with sync_playwright() as playwright:
        # Playwright keeps an event loop on this thread; Django would take the tests for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        started = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGS))
        yield started
        started.close()
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches tables, so that the second run finds it; where files are handed out, put the long ones first."""
    for item in items:
        place = _place(item)
        if any(place[: len(once)] == once for once in ONCE):
            continue
        uses_tables = item.get_closest_marker("django_db") or DATA_FIXTURES & set(getattr(item, "fixturenames", ()))
        if place[0] in DATA_FOLDERS or uses_tables:
            item.add_marker("data")
    if _given(config):
        items.sort(key=lambda item: _rank(_place(item)))


def _place(item: pytest.Item) -> tuple[str, ...]:
    """Folders and file of a test, seen from here."""
    here = Path(__file__).parent
    return item.path.relative_to(here).parts if item.path.is_relative_to(here) else ("",)


def _rank(place: tuple[str, ...]) -> int:
    return next((rank for rank, long in enumerate(LONG) if place[: len(long)] == long), len(LONG))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A chosen folder may hold nothing for PostgreSQL; a whole run may not."""
    chosen = session.config.args != session.config.getini("testpaths")
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and chosen and not in_ci():
        session.exitstatus = pytest.ExitCode.OK
