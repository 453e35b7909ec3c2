"""Set-up from an empty clone: what it takes for ready, which Python it accepts, and what CI may not leave out."""

import os
import re
import shutil
import subprocess

import pytest

from tests.house.tree import ROOT
from tests.servers import leave_out
from tools import setup, system


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout whose .venv is ready: the locks, a Python that runs, both stamps."""
    for name in ("pyproject.toml", setup.UV_LOCK, *setup.LOCKS.values()):
        shutil.copy(ROOT / name, tmp_path)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(shutil.which("python3") or "python3")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", venv)
    monkeypatch.setattr(setup, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(setup, "UNFINISHED", venv / "comity-unfinished")
    for kind in setup.LOCKS:
        setup.stamp(kind).write_text(setup.key(kind))
    return tmp_path


@pytest.mark.parametrize("kind", setup.LOCKS)
def test_a_finished_environment_is_left_alone(checkout, kind):
    assert setup.is_ready(kind)


def change_lock(checkout):
    with (checkout / "requirements.lock").open("a") as file:
        file.write("\n")


def interrupt(checkout):
    (checkout / ".venv" / "comity-unfinished").touch()


def break_python(checkout):
    (checkout / ".venv" / "bin" / "python").unlink()


def lose_stamp(checkout):
    (checkout / ".venv" / "comity-light").unlink()


@pytest.mark.parametrize("damage", [change_lock, interrupt, break_python, lose_stamp])
def test_a_damaged_environment_is_made_again(checkout, damage):
    assert setup.is_ready("light")
    damage(checkout)
    assert not setup.is_ready("light")


def test_an_old_python_is_refused_in_plain_words(tmp_path):
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = find_python(COMITY_PYTHON=str(old))
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert done.stdout == ""


def test_a_python_that_will_do_is_found():
    done = find_python()
    assert done.returncode == 0
    assert done.stdout.strip()


def find_python(**environment):
    command = ["sh", "tools/find_python.sh"]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_a_machine_without_a_server_leaves_tests_out_but_ci_fails(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        leave_out("no server")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        leave_out("no server")


def test_bring_fails_only_where_nothing_may_be_left_out(monkeypatch, capsys):
    monkeypatch.setitem(system.FINDERS, "chromium", lambda: None)
    monkeypatch.setattr("tools.system.shutil.which", lambda name: None)
    monkeypatch.setenv("CI", "false")
    assert system.main(["bring", "chromium"]) == 0
    assert "left out" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    assert system.main(["bring", "chromium"]) == 1


def test_every_make_target_that_is_written_about_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {
        word
        for page in pages
        for word in re.findall(r"(?:^\$ |`)make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert named
    assert named - targets == set()


def test_ci_runs_check_and_test():
    script = (ROOT / ".ci" / "run").read_text()
    assert "set -euo pipefail" in script
    assert "make check test" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
