"""Keys: how many true pairs meet under one, at how many keys a name, and how many pairs are left to compare in full.

Run: ``python -m bench.keys [--pairs PAIRS] [--job REGISTER WATCH]...``. PAIRS is tab-separated and gzipped with a header row:
set, label (``match`` or anything else), two names. REGISTER and WATCH are Parquet files with the columns name, aliases (``|``
between them), birth_date, nationality (``|``), and in WATCH truth: the id of the register's row, or empty. What is absent is
left out, saying so. Rates are per second of process time.
"""

import argparse
import csv
import gzip
import json
import platform
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from bench._invented import SEED
from comity.names.parts import Part
from comity.names.skeleton import Array, skeletons
from comity.screening.candidates import BAR, glances_of, index_of, pairs_of
from comity.screening.filing import facts_of, packed
from comity.screening.keys import Facts, Names, keys_of
from comity.screening.versions import KEY_VERSION

BARS = (-5_000, -6_000, -6_700, BAR, -8_000, -9_000, -30_000)
WORDS = 100_000
NOT_CROSS = "vi_nodiac_reversed"
"""Both names of this set are in Latin letters: it is no part of the mean."""


def prepared_words() -> dict[str, float]:
    """How long the codes of distinct invented Latin words take."""
    draw = random.Random(SEED)
    letters = "aeioubcdfghjklmnprstvxyz"
    texts = {"".join(draw.choice(letters) for _ in range(draw.randint(2, 11))) for _ in range(WORDS)}
    words = [Part(text, text, "Latn", text) for text in texts]
    skeletons(words[:100])
    began = time.process_time()
    skeletons(words)
    return {"distinct_latin_words": len(words), "seconds": round(time.process_time() - began, 3)}


def found(first: Names, second: Names, facts: Facts, words: Any) -> tuple[Array, float, int]:
    """Which pairs share a key when the first asks and the second is filed; mean and most keys of both."""
    asked, rows = keys_of(first, facts, words, asking=True)
    filed, places = keys_of(second, facts, words, asking=False)
    count = len(first.starts) - 1
    there = set(zip(filed.tolist(), places.tolist(), strict=True))
    hit = np.zeros(count, np.bool_)
    for key, row in zip(asked.tolist(), rows.tolist(), strict=True):
        hit[row] |= (key, row) in there
    most = max(np.bincount(rows, minlength=1).max(), np.bincount(places, minlength=1).max())
    return hit, (len(asked) + len(filed)) / max(2 * count, 1), int(most)


def half(names: Names, start: int, end: int) -> Names:
    """Names ``start`` to ``end`` alone."""
    begin, stop = names.starts[start], names.starts[end]
    return Names(
        starts=names.starts[start : end + 1] - begin,
        parts=names.parts[begin:stop],
        kinds=names.kinds[begin:stop],
        owners=np.arange(end - start, dtype=np.int32),
    )


def measure_pairs(path: Path) -> dict[str, Any]:
    """Recall of each set when both sides know the same year, the same state, both or neither; either side asks."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row[1] == "match"]
    names, words = packed([row[2] for row in rows] + [row[3] for row in rows])
    left, right = half(names, 0, len(rows)), half(names, len(rows), 2 * len(rows))
    sets: dict[str, dict[str, float]] = defaultdict(dict)
    size: dict[str, Any] = {}
    for what, year, state in (("year", 1970, ""), ("state", 0, "KH"), ("both", 1970, "KH"), ("neither", 0, "")):
        facts = facts_of([(year, year)] * len(rows), [[state]] * len(rows))
        there, mean, most = found(left, right, facts, words)
        back, back_mean, back_most = found(right, left, facts, words)
        size[what] = {"keys_mean": round((mean + back_mean) / 2, 2), "keys_most": max(most, back_most)}
        for name in sorted({row[0] for row in rows}):
            own = np.array([row[0] == name for row in rows])
            sets[name][what] = round(float((there[own].mean() + back[own].mean()) / 2), 4)
    cross = [values for name, values in sets.items() if name != NOT_CROSS]
    mean_of = {what: round(sum(values[what] for values in cross) / len(cross), 4) for what in size}
    return {"sets": sets, "mean_of_cross_script_sets": mean_of, "keys": size}


def columns(path: Path) -> tuple[list[str], list[int], Facts, list[str], list[str]]:
    """Names, the records they belong to, facts, ids and truths of a Parquet file."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path).to_pydict()
    names, owners = [], []
    for at, (name, aliases) in enumerate(zip(table["name"], table["aliases"], strict=True)):
        for text in [name, *filter(None, (aliases or "").split("|"))]:
            names.append(text)
            owners.append(at)
    years = [int(date[:4]) if date else 0 for date in table["birth_date"]]
    facts = facts_of([(year, year) for year in years], [(codes or "").split("|") for codes in table["nationality"]])
    return names, owners, facts, table["id"], table.get("truth", [])


def measure_job(register: Path, watch: Path) -> dict[str, Any]:
    """Candidates and recall at several bars, with the process time of each step."""
    names, owners, facts, ids, _ = columns(register)
    asked, askers, its_facts, _, truth = columns(watch)
    places = {row: at for at, row in enumerate(ids)}
    true = np.array([places.get(row, -1) for row in truth], np.int64)
    both, words = packed([*names, *asked], [*owners, *askers])
    filed, questions = half(both, 0, len(names)), half(both, len(names), len(names) + len(asked))
    filed = Names(filed.starts, filed.parts, filed.kinds, np.array(owners, np.int32))
    questions = Names(questions.starts, questions.parts, questions.kinds, np.array(askers, np.int32))
    curve: list[dict[str, Any]] = []
    for bar in (BAR, *BARS):  # the first round compiles
        clock = [time.process_time()]
        keys, rows = keys_of(filed, facts, words, asking=False)
        wanted, origins = keys_of(questions, its_facts, words, asking=True)
        clock.append(time.process_time())
        seen = glances_of(filed, facts, words)
        index = index_of(
            wanted, origins, names=questions, glances=glances_of(questions, its_facts, words)
        )  # fmt: skip
        clock.append(time.process_time())
        pairs, met = pairs_of(index, keys, rows, names=filed, glances=seen, bar=bar)
        clock.append(time.process_time())
        hits = int((true[pairs[:, 0]] == pairs[:, 1]).sum())
        curve.append({
            "bar": bar, "met": met, "candidates": len(pairs), "recall": round(hits / max(int((true >= 0).sum()), 1), 4),
            "seconds": dict(zip(("keys", "index", "pairs"), np.diff(clock).round(2).tolist(), strict=True)),
        })  # fmt: skip
    return {
        "register": len(ids), "watch": len(truth), "true": int((true >= 0).sum()), "distinct_words": len(words.fine),
        "keys_a_filed_name": round(len(keys) / len(names), 2), "keys_an_asking_name": round(len(wanted) / len(asked), 2),
        "curve": curve[1:],
    }  # fmt: skip


def show(figures: dict[str, Any]) -> None:
    """The figures as tables."""
    for name, values in figures.get("pairs", {}).get("sets", {}).items():
        print(f"{name:24}", "  ".join(f"{what} {value:.3f}" for what, value in values.items()))
    if "pairs" in figures:
        print("mean of cross-script sets", figures["pairs"]["mean_of_cross_script_sets"], figures["pairs"]["keys"])
    for name, job in figures.get("jobs", {}).items():
        print(
            f"{name}: {job['watch']:,} x {job['register']:,}, keys {job['keys_an_asking_name']} x {job['keys_a_filed_name']}"
        )
        for row in job["curve"]:
            print(
                f"  bar {row['bar']:>7}  met {row['met']:>12,}  candidates {row['candidates']:>11,}  "
                f"recall {row['recall']:.4f}  {row['seconds']}"
            )


def main() -> None:
    """Print JSON, then tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pairs", type=Path)
    ask.add_argument("--job", type=Path, nargs=2, action="append", default=[])
    given = ask.parse_args()
    figures: dict[str, Any] = {"keys": KEY_VERSION, "python": platform.python_version(), "words": prepared_words()}
    if given.pairs and given.pairs.exists():
        figures["pairs"] = measure_pairs(given.pairs)
    else:
        figures["left_out"] = "no labelled pairs"
    for register, watch in given.job:
        if register.exists() and watch.exists():
            figures.setdefault("jobs", {})[register.stem] = measure_job(register, watch)
        else:
            print(f"left out: {register} or {watch} is absent")
    print(json.dumps(figures, indent=1))
    show(figures)


if __name__ == "__main__":
    main()
