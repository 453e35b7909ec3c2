"""Two running nodes with officers who can sign in, once for all walks."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.nodes.pair import Pair
    from tests.nodes.walk.eyes import Eyes


@pytest.fixture(scope="package")
def offices(browser: "Browser", tmp_path_factory: pytest.TempPathFactory, templates: Any, stores: Any,
            request: pytest.FixtureRequest) -> "Iterator[Pair]":  # fmt: skip
    """Both nodes, run by ``comity node run``, with their walking staff and the register."""
    import subprocess
    import sys

    from tests.nodes.pair import ROOT, copy_pair, environment

    chosen = request.config.getoption("--database")
    template, addresses = templates((chosen, chosen), "deferred")
    folder = tmp_path_factory.mktemp("walk")
    pair = copy_pair(template, folder, stores.addresses((chosen, chosen), like=addresses))
    try:
        for node in (pair.xa, pair.xb):
            subprocess.run([sys.executable, "-m", "tests.nodes.walk.staff", str(node.home)], cwd=ROOT,
                           env=environment(), check=True)  # fmt: skip
        yield pair.start()
    finally:
        pair.close()


@pytest.fixture(scope="package")
def addresses(offices: "Pair") -> dict[str, str]:
    """Where each office's pages stand."""
    import tomllib

    found = {}
    for node in (offices.xa, offices.xb):
        port = tomllib.loads((node.home / "node.toml").read_text())["office_port"]
        found[node.office] = f"http://127.0.0.1:{port}"
    return found


@pytest.fixture(scope="package")
def judged() -> set[Any]:
    """The kinds of page axe has judged in this run."""
    return set()


@pytest.fixture
def eyes(tmp_path: Path, addresses: dict[str, str], judged: set[Any]) -> "Iterator[Eyes]":
    from tests.nodes.walk.eyes import Eyes

    seeing = Eyes(set(addresses.values()), judged, tmp_path)
    yield seeing
    seeing.settled()
