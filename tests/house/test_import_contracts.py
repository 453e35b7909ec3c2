"""Each import contract holds, and each one fails when somebody breaks it: violations are planted in a copy."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCE

# (contract, the module that is planted, what it imports)
PLANTS = [
    ("Rooms import downwards only", "comity.kit.planted", "comity.domain"),
    ("Rooms import downwards only", "comity.names.planted", "comity.tlog"),
    ("Rooms import downwards only", "comity.law.planted", "comity.storage"),
    ("Rooms import downwards only", "comity.storage.planted", "comity.transport"),
    ("Rooms import downwards only", "comity.app.planted", "comity.web"),
    ("Rooms import downwards only", "comity.worker.planted", "comity.cli"),
    ("Core rooms know no framework, no network and no database", "comity.kit.planted", "sqlite3"),
    ("Core rooms know no framework, no network and no database", "comity.law.planted", "django"),
    ("Core rooms know no framework, no network and no database", "comity.protocol.planted", "httpx"),
    ("Core rooms know no framework, no network and no database", "comity.tlog.planted", "socket"),
    ("Tables are known only in storage", "comity.app.planted", "comity.storage.models"),
    ("Tables are known only in storage", "comity.web.planted", "comity.storage.models"),
    ("Pages and commands neither send nor receive for partners", "comity.web.planted", "comity.transport"),
    ("Pages and commands neither send nor receive for partners", "comity.cli.planted", "comity.peerapi"),
    ("The demo uses nodes from outside", "comity.demo.planted", "comity.storage"),
    ("The demo uses nodes from outside", "comity.demo.planted", "comity.web.planted"),  # and so, by it, tables
]


def lint(folder: Path) -> str:
    """What lint-imports says about the tree in this folder."""
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-logo", "--no-cache", "--config", folder / ".importlinter"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The product's Python files and contracts, somewhere else."""
    folder = tmp_path_factory.mktemp("planted")
    only_code = shutil.ignore_patterns("__pycache__", "static", "templates", "*.toml", "*.json")
    shutil.copytree(SOURCE, folder / "comity", ignore=only_code)
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


@pytest.fixture(scope="module")
def broken(copied):
    """The same tree with every violation planted at once, and a room nobody placed: sections by contract."""
    before = lint(copied)
    assert "0 broken" in before, before
    (copied / "comity" / "annex").mkdir()
    (copied / "comity" / "annex" / "__init__.py").touch()
    for _, module, imported in PLANTS:
        path = copied / Path(*module.split(".")).with_suffix(".py")
        with path.open("a") as file:
            file.write(f"import {imported}\n")
    return sections(lint(copied))


def sections(output: str) -> dict[str, str]:
    """The detailed part of the report: a contract's name, underlined, then its broken imports."""
    details = output.partition("Broken contracts")[2]
    parts = re.split(r"^(.+)\n-{3,}\n", details, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_contract_has_a_plant():
    names = re.findall(r"^name = (.+)$", (ROOT / ".importlinter").read_text(), flags=re.MULTILINE)
    assert sorted(names) == sorted({contract for contract, _, _ in PLANTS})


@pytest.mark.parametrize(("contract", "module", "imported"), PLANTS)
def test_a_planted_violation_breaks_its_contract(broken, contract, module, imported):
    assert re.search(rf"{re.escape(module)} -> {re.escape(imported)}\b", broken[contract])


def test_a_room_nobody_placed_breaks_the_build(broken):
    assert "annex" in broken["Rooms import downwards only"]
