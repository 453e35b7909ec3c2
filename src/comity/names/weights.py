"""The learned weights of names: what each amount of evidence is worth."""

import json
from functools import cache
from importlib.resources import files

from comity.names.features import AMOUNTS


@cache
def weights() -> tuple[str, tuple[int, ...]]:
    """Their version, and the worth of each of ``AMOUNTS`` (thousandths of a nat for a whole one)."""
    held = json.loads((files("comity.names") / "tables" / "weights.json").read_text("utf-8"))
    return held["version"], tuple(held["weights"][amount] for amount in AMOUNTS)
