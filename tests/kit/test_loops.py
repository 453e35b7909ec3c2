"""Loops are compiled once for all processes, in a folder of this version."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from comity.kit import loops

_WORK = """
import sys, time
from pathlib import Path
from comity.kit.loops import first_use
def work():
    with Path(sys.argv[1]).open("a") as told:
        told.write("x")
    time.sleep(0.3)
first_use("trial", work)
"""


def test_processes_that_start_together_compile_once(tmp_path: Path) -> None:
    told, environment = tmp_path / "told", {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", _WORK, str(told)]
    running = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in running:
        _, error = process.communicate(timeout=120)
        assert (process.returncode, error) == (0, "")
    assert told.read_text() == "x"


def test_work_that_fails_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    tried: list[int] = []

    def work() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise MemoryError

    with pytest.raises(MemoryError):
        loops.first_use("trial", work)
    loops.first_use("trial", work)
    loops.first_use("trial", work)
    assert len(tried) == 2


def test_where_nothing_can_be_kept_nothing_is_done_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    loops.first_use("trial", lambda: pytest.fail("compiled for nobody"))


def test_the_folder_is_one_of_this_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    first = loops.folder()
    assert first.parent == Path("/somewhere/comity/loops")
    monkeypatch.setattr(loops, "version", lambda name: "0")
    assert loops.folder() != first
