"""Storage limits at the door: until when a record may stand, worked out at every step from the pack's table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from comity.app.node import Node
from comity.kit.clock import format_time
from comity.procedures.limits import limits_of
from comity.procedures.retention import ERASED
from comity.procedures.step import Procedure


def changes(node: Node, procedure: Procedure, after: Mapping[str, Any], *, at: datetime) -> dict[str, str]:
    """The limits of the state a step leads to; empty where they stay as they were, or nothing is left to keep."""
    if after["state"] == ERASED:
        return {}
    made = limits_of(after, procedure, node.pack.retention_days, at=format_time(at))
    return {} if made == after.get("limits") else made
