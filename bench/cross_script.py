"""Names in two scripts: our points beside logic-v2 and a romanised ratio, on the same labelled pairs in the same run.

Run: ``python -m bench.cross_script PAIRS [--peer PYTHON]``; PAIRS is a gzipped file with the columns set, label (``match`` or
anything else), Latin name, native name; PYTHON has nomenklatura installed (left out: no figures for it). Prints JSON, then a
table: the share of matches found where 1 % of the others are taken for matches (interpolated, so ties count fairly) and the
best F1, for each set, on average, and at one threshold for all sets. Vietnamese is Latin and stands outside the average.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from bench._peers import logic_v2, romanised
from comity.names.compare import points_of
from tools.names.fit import best_f1, found_at
from tools.names.rows import cross_script

ONE_SCRIPT = frozenset({"vi_nodiac_reversed"})


def judged(points: Any, match: Any) -> dict[str, float]:
    """Recall at 1 % and 5 % false positives, and the best F1."""
    scores = np.asarray(points, float)
    return {
        "recall_at_1": round(found_at(scores, match), 4),
        "recall_at_5": round(found_at(scores, match, 0.05), 4),
        "f1": round(best_f1(scores, match)[0], 4),
    }


def measure(path: Path, peer: Path | None) -> dict[str, Any]:
    """All figures: by matcher, then set; ``mean`` and ``one_threshold`` over the sets in two scripts."""
    sets = cross_script(path)
    asked = [((latin,), (native,), "Person") for pairs in sets.values() for latin, native, _ in pairs]
    owners = np.array([name for name, pairs in sets.items() for _ in pairs])
    match = np.array([label for pairs in sets.values() for *_, label in pairs])
    scores = {
        "comity": [points_of(a[0], b[0], "person") for a, b, _ in asked],
        "anyascii_ratio": romanised(asked, in_order=True),
        "logic_v2": logic_v2(asked, peer),
    }
    found: dict[str, Any] = {}
    counted = [name for name in sets if name not in ONE_SCRIPT]
    for matcher, some in scores.items():
        if some is None:
            continue
        points = np.asarray(some, float)
        figures = {name: judged(points[owners == name], match[owners == name]) for name in sets}
        figures["mean"] = {
            what: round(float(np.mean([figures[name][what] for name in counted])), 4)
            for what in ("recall_at_1", "recall_at_5", "f1")
        }
        pooled = np.isin(owners, counted)
        figures["one_threshold"] = judged(points[pooled], match[pooled])
        found[matcher] = figures
    return {"pairs": len(asked), "found": found}


def _cell(first: float, second: float) -> str:
    return f"{first:.3f} ({second:.3f})"


def show(found: dict[str, Any]) -> None:
    """The table."""
    matchers = list(found["found"])
    print(f"{'recall at 1 % (best F1)':24}" + "".join(f"{matcher:>20}" for matcher in matchers))
    for name in found["found"][matchers[0]]:
        cells = [found["found"][matcher][name] for matcher in matchers]
        print(f"{name:24}" + "".join(f"{_cell(cell['recall_at_1'], cell['f1']):>20}" for cell in cells))
    if "logic_v2" not in matchers:
        print("logic_v2 is left out: no --peer was given.")


def main() -> None:
    """Print JSON, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="?")
    parser.add_argument("--peer", type=Path)
    given = parser.parse_args()
    if given.pairs is None or not given.pairs.exists():
        print("left out: no labelled pairs were given")
        return
    found = measure(given.pairs, given.peer)
    print(json.dumps(found, indent=1))
    show(found)


if __name__ == "__main__":
    main()
