"""Every test of the door may appoint officers."""

import pytest


@pytest.fixture(autouse=True)
def _quick(quick_passwords: None) -> None:
    """Hash their passwords quickly."""
