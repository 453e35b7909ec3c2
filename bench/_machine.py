"""What every measurement prints: the machine, one JSON object, one table."""

import json
import os
import platform
import sqlite3
from typing import Any

from rich.console import Console
from rich.table import Table


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}


def show(name: str, figures: dict[str, Any], *, peer: str, note: str) -> None:
    """Print the figures as JSON, then as a table with each one's ratio to ``peer``, taken in the same run."""
    print(json.dumps({"bench": name, "machine": machine(), "peer": peer, **figures}))
    table = Table(title=f"{name}: {note}")
    for column in ("what", "per second", f"of {peer}"):
        table.add_column(column, justify="left" if column == "what" else "right")
    base = float(figures[peer])
    for what, value in figures.items():
        table.add_row(what, f"{value:,.0f}", f"{value / base:.2f}")
    Console().print(table)
