"""What every test needs: the database it runs on, a home for the node under test, and no leftovers.

Fixture strategy: the smallest data that shows the thing, made in the test's own folder. A helper that only one folder
needs lives in that folder.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

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
DATA_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences"}

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
    home = cleanups.enter_context(tempfile.TemporaryDirectory(prefix="comity-test-", ignore_cleanup_errors=True))
    database = "sqlite"
    if config.getoption("--database") == "postgres":
        if find_postgres() is None:
            raise pytest.UsageError("--database postgres wants a PostgreSQL server, and none is installed here")
        database = cleanups.enter_context(postgres_cluster()).url
    os.environ["COMITY_HOME"] = home
    os.environ["COMITY_DATABASE"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.settings"
    django.setup()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for the run: Playwright can be started once on a thread, whoever asks for it."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    with sync_playwright() as playwright:
        # Playwright keeps an event loop on this thread; Django would take the tests for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        started = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGS))
        yield started
        started.close()
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches tables, so that the second run finds it."""
    here = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(here).parts if item.path.is_relative_to(here) else ("",)
        if any(place[: len(once)] == once for once in ONCE):
            continue
        uses_tables = item.get_closest_marker("django_db") or DATA_FIXTURES & set(getattr(item, "fixturenames", ()))
        if place[0] in DATA_FOLDERS or uses_tables:
            item.add_marker("data")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A chosen folder may hold nothing for PostgreSQL; a whole run may not."""
    chosen = session.config.args != session.config.getini("testpaths")
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and chosen and not in_ci():
        session.exitstatus = pytest.ExitCode.OK
