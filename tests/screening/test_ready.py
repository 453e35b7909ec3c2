"""Whoever starts a node or the demonstration has the loops compiled first, once."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from comity.kit import loops
from comity.screening import ready


def test_loops_are_compiled_by_a_process_of_their_own_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    ran: list[list[str]] = []
    told: list[str] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    ready.make_ready(told.append)
    assert [command[1:] for command in ran] == [["-m", "comity.screening.ready"]]
    loops.first_use(ready.EVERYTHING, lambda: None)
    ready.make_ready(told.append)
    assert (len(ran), len(told)) == (1, 1)


def test_what_is_practised_is_a_whole_screening_and_a_look_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ready.practise()
    assert list(tmp_path.iterdir()) == []
