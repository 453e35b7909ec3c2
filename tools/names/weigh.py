"""Learn the weights of the evidence of names and write ``tables/weights.json``.

Run: ``python -m tools.names.weigh --sources FOLDER --training FOLDER``. One set of weights for all scripts is learned by a
logistic regression with signs (``terms``) from pairs in two scripts made of held-out words (``calibrate``) and from labelled
pairs in one script (``rows``). The figures it prints for one script are out of fold; those for two scripts stand in
``bench.cross_script``, on pairs that nothing here has seen.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from comity.names.alternatives import alternatives
from comity.names.compare import measured
from comity.names.parts import Bearer
from tools.names.calibrate import pairs
from tools.names.fit import Array, best_f1, fit
from tools.names.rows import Row, same_script
from tools.names.terms import TERMS

TABLE = Path(__file__).parents[2] / "src/comity/names/tables/weights.json"
VERSION = "weights-1"
VOICES = ("cyrl", "arab", "kana", "hebr", "hang", "hani_abroad")
ACROSS, WITHIN = 2_000, 600
"""How much all pairs in two scripts count together, and each set in one script."""
FOLDS = 5
_AT = {term.name: at for at, term in enumerate(TERMS)}


@dataclass(frozen=True, slots=True)
class Set:
    """``choices``: for each pair the vectors of all its alternatives; what is learned from is the best of them."""

    choices: list[Array]
    match: np.ndarray[Any, np.dtype[np.bool_]]
    folds: np.ndarray[Any, np.dtype[np.int64]]
    counts: float

    def best(self, weights: Array) -> Array:
        """One vector a pair: the alternative with the most points."""
        return np.array([options[int((options @ weights).argmax())] for options in self.choices])


def vector(found: Mapping[str, int]) -> Array:
    """Amounts in the order of ``TERMS``. Raises KeyError for one that nobody learns."""
    line = np.zeros(len(TERMS))
    for name, amount in found.items():
        line[_AT[name]] = amount / 1_000
    return line


def options(a: Sequence[str], b: Sequence[str], bearer: Bearer) -> Array:
    """The vectors of all pairs of alternatives; without letters nothing but a denial."""
    pairs_measured = [
        measured(one, other, bearer)
        for left in a for right in b for one in alternatives(left, bearer) for other in alternatives(right, bearer)
    ]  # fmt: skip
    return np.array([vector(found or {"prior": 1_000, "contradiction": 3_000}) for found in pairs_measured])


def across(sources: Path, training: Path) -> dict[str, Set]:
    """The pairs in two scripts, by voice."""
    found = {}
    made = pairs(sources, training, VOICES)
    for name, some in made.items():
        match = np.array([label for _, _, label in some])
        choices = [options([latin], [native], "person") for latin, native, _ in some]
        found[name] = Set(choices, match, np.full(len(some), -1), ACROSS / len(made) / len(some))
        print(f"{name}: {len(some)} pairs", flush=True)
    return found


def within(rows: Mapping[str, Sequence[Row]]) -> dict[str, Set]:
    """The labelled pairs in one script, by bench."""
    found = {}
    for name, some in rows.items():
        choices = [options(row.a, row.b, row.bearer) for row in some]
        folds = np.array([row.group // 7 % FOLDS for row in some])
        found[name] = Set(choices, np.array([row.match for row in some]), folds, WITHIN / len(some))
        print(f"{name}: {len(some)} pairs", flush=True)
    return found


def learn(sets: Sequence[Set], *, without: int = -2) -> Array:
    """The weights from all pairs but those of one fold; the best alternatives are chosen anew once."""
    weights = np.array([term.prior for term in TERMS])
    for _ in range(2):
        kept = [one.folds != without for one in sets]
        lines = np.vstack([one.best(weights)[some] for one, some in zip(sets, kept, strict=True)])
        match = np.concatenate([one.match[some] for one, some in zip(sets, kept, strict=True)])
        counts = np.concatenate([np.full(some.sum(), one.counts) for one, some in zip(sets, kept, strict=True)])
        weights = fit(lines, match.astype(np.float64), counts, TERMS)
    return weights


def out_of_fold(sets: Mapping[str, Set]) -> dict[str, float]:
    """The best F1 of each bench in one script, every row scored by weights that have not seen its fold."""
    points = {name: np.zeros(len(one.match)) for name, one in sets.items()}
    for fold in range(FOLDS):
        weights = learn(list(sets.values()), without=fold)
        for name, one in sets.items():
            some = one.folds == fold
            points[name][some] = (one.best(weights) @ weights)[some]
    return {name: round(best_f1(points[name], one.match)[0], 3) for name, one in sets.items() if (one.folds >= 0).all()}


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("sources", "training"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    sets = across(given.sources, given.training) | within(same_script(given.training))
    weights = learn(list(sets.values()))
    found = {term.name: round(weight * 1_000) for term, weight in zip(TERMS, weights.tolist(), strict=True)}
    written = {
        "version": VERSION,
        "unit": "thousandths of a nat of log odds for 1000 of an amount",
        "pairs": {name: len(one.match) for name, one in sets.items()},
        "out_of_fold_f1_millis": {name: round(f1 * 1_000) for name, f1 in out_of_fold(sets).items()},
        "weights": found,
    }
    TABLE.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    print(json.dumps(written, indent=1))


if __name__ == "__main__":
    main()
