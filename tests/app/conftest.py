"""Every test of the door may appoint officers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest


@pytest.fixture(autouse=True)
def _quick(quick_passwords: None) -> None:
    """Hash their passwords quickly."""


TEAMS = ("test_joint_team", "test_team_orders", "test_meeting", "test_adviser", "test_team_abuse", "test_team_letters",
         "test_watch_judgement")  # fmt: skip


@pytest.fixture(autouse=True)
def _morning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where days are compared across two zones it is tomorrow at three: the same day in both, whenever the suite runs."""
    from comity.kit import clock

    if request.module.__name__.rpartition(".")[2] not in TEAMS:
        yield
        return
    with clock.frozen((clock.now() + timedelta(days=1)).replace(hour=3, minute=0)):
        yield
