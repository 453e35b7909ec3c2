"""Processing that needs an assessment before its first use, and services that others do for the office."""

from collections.abc import Mapping
from typing import Final

ACTIVITIES: Final = ("footage", "hit_check", "joint_team", "biometric")
"""LED art. 27, PIPL 55: what is likely to bring a high risk to people."""

ACTIVITY_OF: Final[Mapping[str, str]] = {"ft": "footage", "cr": "hit_check", "jt": "joint_team"}
"""The activity a procedure is, by the prefix of its commands."""

SERVICES: Final = ("hosting", "translation", "backup", "maintenance")
"""What another may do with the office's data, and only under a contract (LED art. 22)."""
