"""The worker outlives what its chores meet, and says what failed without saying about whom."""

import logging

import pytest

from comity.kit.errors import ComityError
from comity.worker.chores import LONGEST_PAUSE, Chore, run_all


def test_a_chore_keeps_its_rhythm_and_comes_back_at_once_when_there_is_more() -> None:
    calls: list[int] = []

    def count() -> bool:
        calls.append(1)
        return len(calls) < 3

    chore = Chore("count", 5.0, count)
    assert chore.run_if_due(10.0) and chore.run_if_due(10.0) and not chore.run_if_due(10.0)
    assert not chore.run_if_due(14.9) and len(calls) == 3
    chore.run_if_due(15.0)
    assert len(calls) == 4


def test_a_failure_waits_longer_each_time_and_heals(caplog: pytest.LogCaptureFixture) -> None:
    broken = [True]

    def work() -> None:
        if broken[0]:
            raise ValueError("Sok Dara, born 1988-03-14")

    chore = Chore("work", 1.0, work)
    now, pauses = 0.0, []
    with caplog.at_level(logging.INFO, logger="comity.worker"):
        for _ in range(12):
            chore.run_if_due(now)
            pauses.append(chore.next_at - now)
            now = chore.next_at
    assert pauses == sorted(pauses) and pauses[-1] == LONGEST_PAUSE
    assert "Sok Dara" not in caplog.text and "builtins.ValueError" in caplog.text
    broken[0] = False
    chore.run_if_due(now)
    assert chore.failures == 0 and chore.next_at == now + 1.0


def test_one_that_fails_holds_up_no_other_and_ours_are_named_by_code(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ComityError("checkpoints.doubt", secret="never shown")

    with caplog.at_level(logging.INFO, logger="comity.worker"):
        run_all([Chore("first", 1.0, fail), Chore("second", 1.0, lambda: done.append("second"))])
    assert done == ["second"]
    assert "checkpoints.doubt" in caplog.text and "never shown" not in caplog.text
