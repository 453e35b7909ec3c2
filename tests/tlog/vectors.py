"""Committed vectors: read, never written, by the tests. ``python -m tests.tlog.make_vectors`` writes our own ones."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "vectors" / "tlog"


def read_vectors(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
