"""Names in one script: our points beside logic-v2 and a romanised ratio, on four open benches in the same run.

Run: ``python -m bench.same_script FOLDER [--peer PYTHON]``; FOLDER holds the benches (see ``tools.names.rows``), PYTHON has
nomenklatura installed (left out: no figures for it). Prints JSON, then a table: the best F1, the F1 at one threshold for all
four, and the share of matches found at 1 % false positives. Our shipped weights have learned from these rows;
the figures of ``out_of_fold_f1_millis`` are of weights that had not seen the row they judge.
"""

import argparse
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from bench._peers import logic_v2, romanised
from comity.names.compare import points_of
from tools.names.fit import best_f1, found_at
from tools.names.rows import Row, same_script


def _points(row: Row, *, told: bool) -> int:
    """The best pair of names; ``told`` says whether the bearer is given or inferred."""
    return max(points_of(a, b, row.bearer if told else None) for a in row.a for b in row.b)


def measure(folder: Path, peer: Path | None) -> dict[str, Any]:
    """All figures: by matcher, then bench."""
    sets = same_script(folder)
    rows = [row for some in sets.values() for row in some]
    owners = np.array([name for name, some in sets.items() for _ in some])
    match = np.array([row.match for row in rows])
    asked = [(row.a, row.b, row.schema) for row in rows]
    scores = {
        "comity": [_points(row, told=True) for row in rows],
        "comity_untold": [_points(row, told=False) for row in rows],
        "anyascii_ratio": romanised(asked, in_order=False),
        "logic_v2": logic_v2(asked, peer),
    }
    found: dict[str, Any] = {}
    for matcher, some in scores.items():
        if some is None:
            continue
        points = np.asarray(some, float)
        bar = best_f1(points, match)[1]
        found[matcher] = {name: _figures(points[owners == name], match[owners == name], bar) for name in sets}
    shipped = json.loads((files("comity.names") / "tables/weights.json").read_text("utf-8"))
    return {"pairs": len(rows), "out_of_fold_f1_millis": shipped["out_of_fold_f1_millis"], "found": found}


def _figures(points: Any, match: Any, bar: float) -> dict[str, float]:
    taken = points >= bar
    return {
        "f1": round(best_f1(points, match)[0], 4),
        "f1_at_one_threshold": round(float(2 * (taken & match).sum() / (taken.sum() + match.sum())), 4),
        "recall_at_1": round(found_at(points, match), 4),
    }


def _cell(first: float, second: float) -> str:
    return f"{first:.3f} ({second:.3f})"


def show(found: dict[str, Any]) -> None:
    """The table."""
    matchers = list(found["found"])
    print(
        f"{'best F1 (one threshold)':24}"
        + "".join(f"{matcher:>20}" for matcher in matchers)
        + f"{'comity out of fold':>20}"
    )
    for name in found["found"][matchers[0]]:
        cells = [found["found"][matcher][name] for matcher in matchers]
        line = "".join(f"{_cell(cell['f1'], cell['f1_at_one_threshold']):>20}" for cell in cells)
        print(f"{name:24}{line}{found['out_of_fold_f1_millis'].get(name, 0) / 1_000:>20.3f}")
    if "logic_v2" not in matchers:
        print("logic_v2 is left out: no --peer was given.")


def main() -> None:
    """Print JSON, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--peer", type=Path)
    given = parser.parse_args()
    if given.folder is None or not given.folder.exists():
        print("left out: no labelled pairs were given")
        return
    found = measure(given.folder, given.peer)
    print(json.dumps(found, indent=1))
    show(found)


if __name__ == "__main__":
    main()
