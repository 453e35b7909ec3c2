"""Walk every procedure by chance, millions of steps, and see that what must never happen does not.

``python -m tools.model_law`` (``make model``): every side of every procedure gets its share of the steps. An insider who
may hold every role takes steps in any order and states any facts; the real rows, the real access rules and the real
policies stand against it. Stops at the first thing that breaks a claim of `tests/model/claims.toml`, with its seed.
The exhaustive part (every place, each gate shut in turn) is `tests/model/test_graph.py` and runs in the suite.
"""

import argparse
import json
import sys
import time
from typing import Any

from tests.model.graph import Side, sides
from tests.model.walk import CLAIMS, BrokenError, walk

STEPS = 2_000_000


def run(steps: int, seed: int) -> dict[str, Any]:
    """Walk; returns what was tried, stopped and taken on each side, and what broke ("" when nothing did)."""
    every = sides()
    heavy = [side for side in every if _effects(side)]
    begun, rows, broken = time.monotonic(), [], ""
    for number, side in enumerate(every):
        weight = 3 if side in heavy else 1
        share = max(1000, steps * weight // (2 * len(heavy) + len(every)))
        name = f"{side.procedure.prefix}, {side.name}"
        try:
            walker = walk(side, steps=share, seed=seed + number)
        except BrokenError as error:
            broken = f"{name}, seed {seed + number}: {error}"
            break
        effects = {command: walker.taken[command] for command in _effects(side)}
        rows.append(
            {"side": name, "steps": share, "tried": walker.tried, "stopped": walker.stopped, "effects": effects}
        )
    return {"seed": seed, "seconds": round(time.monotonic() - begun), "steps": sum(row["steps"] for row in rows),
            "sides": rows, "broken": broken}  # fmt: skip


def _effects(side: Side) -> list[str]:
    return sorted({step.command for step in side.steps if step.command in CLAIMS})


def main() -> int:
    """Run and print a table, or JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--steps", type=int, default=STEPS)
    options.add_argument("--seed", type=int, default=20261122)
    options.add_argument("--json", action="store_true", help="JSON instead of a table")
    chosen = options.parse_args()
    found = run(chosen.steps, chosen.seed)
    if chosen.json:
        print(json.dumps(found, indent=1))
        return 1 if found["broken"] else 0
    print(f"{'side':22} {'steps':>9} {'tried':>9} {'stopped':>9}  effects")
    for row in found["sides"]:
        effects = ", ".join(f"{command} {count}" for command, count in row["effects"].items())
        print(f"{row['side']:22} {row['steps']:9} {row['tried']:9} {row['stopped']:9}  {effects}")
    print(f"{found['steps']} steps in {found['seconds']} s, seed {found['seed']}")
    print(f"BROKEN: {found['broken']}" if found["broken"] else "nothing broke a claim")
    return 1 if found["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
