"""What this node knows of its own reviews beside the one at hand: how many it opened lately, and about whom."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from comity.app.node import Node
from comity.domain.command import Command
from comity.kit.clock import format_time
from comity.storage import records

DAYS = 30


def counted(node: Node, command: Command, state: Mapping[str, Any], form: Mapping[str, Any],
            at: datetime) -> dict[str, Any]:  # fmt: skip
    """The files opened in thirty days, this one left out, and those of them about people of the same origin (NRV-04)."""
    origin = (state.get("request") or {}).get("other_state")
    since = format_time(at - timedelta(days=DAYS))
    others = [row for row in records.made_since("nationality_review", since) if row["id"] != state.get("id")]
    same = [row for row in others if origin and (row.get("request") or {}).get("other_state") == origin]
    return {"reviews": {"reviews_30d": len(others), "same_origin_30d": len(same)}}
