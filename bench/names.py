"""Names: our explained comparison beside rapidfuzz alone, on the same invented names.

Run: ``python -m bench.names [labelled pairs]``; the file is tab-separated and gzipped, with a header row and the columns
set, label (``match`` or anything else), and the two names. Then it also measures what is found at 1 % false positives.
"""

import csv
import gzip
import json
import platform
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from comity.names import compare, compare_prepared, prepare, search_keys
from comity.names.prepare import Prepared

SEED = 20261122
NAMES = 400
_LATIN = ["Anna", "Jonas", "Mira", "Tomas", "Keller", "Moravec", "Brandt", "Weiming", "Chen", "Sophea", "Sok", "Dara"]
_HAN = ["陈伟明", "王丽华", "欧阳雪梅", "曾志强", "黄文博", "李建国"]
_KHMER = ["សុខ សុភា", "ចាន់ ដារ៉ា", "លី វិសាល", "កែវ រតនា"]


def invented_names(count: int, *, seed: int = SEED) -> list[str]:
    """Names of nobody: two or three Latin parts, every fifth in Han, every seventh in Khmer."""
    draw = random.Random(seed)
    names = []
    for number in range(count):
        if number % 5 == 0:
            names.append(draw.choice(_HAN))
        elif number % 7 == 0:
            names.append(draw.choice(_KHMER))
        else:
            names.append(
                " ".join(draw.choice(_LATIN) + draw.choice(["", "a", "o", "n"]) for _ in range(draw.choice([2, 2, 3])))
            )
    return names


def rate(work: Callable[[], int], *, rounds: int = 3) -> int:
    """Units a second of process time, the median of the rounds."""
    rates = []
    for _ in range(rounds):
        began = time.process_time()
        done = work()
        rates.append(done / max(time.process_time() - began, 1e-9))
    return int(sorted(rates)[len(rates) // 2])


def measure() -> dict[str, Any]:
    """All rates in one plain JSON object."""
    names = invented_names(NAMES)
    texts = [name.casefold() for name in names]
    read: list[Prepared] = [prepare(name) for name in names]
    latin = [name.latin for name in read]
    some = range(0, NAMES, 10)

    def prepared() -> int:
        for a in some:
            for b in read:
                compare_prepared(read[a], b)
        return len(some) * NAMES

    def whole() -> int:
        for a in some:
            for name in names:
                compare(names[a], name)
        return len(some) * NAMES

    def alone(score: Callable[..., float], values: list[str]) -> int:
        for a in some:
            for value in values:
                score(values[a], value)
        return len(some) * NAMES

    def fresh() -> int:
        unseen = [f"{name} {number}" for number, name in enumerate(invented_names(5000, seed=time.monotonic_ns()))]
        for name in unseen:
            search_keys(prepare(name))
        return len(unseen)

    return {
        "unit": "per second of process time",
        "python": platform.python_version(),
        "compare_prepared": rate(prepared),
        "compare": rate(whole),
        "read_and_key": rate(fresh),
        "rapidfuzz_ratio_on_romanised": rate(lambda: alone(fuzz.ratio, latin)),
        "rapidfuzz_token_sort_on_text": rate(lambda: alone(fuzz.token_sort_ratio, texts)),
    }


def recall(scores: list[tuple[float, bool]]) -> float:
    """Share of matches scored above all but 1 % of the others."""
    others = sorted((score for score, match in scores if not match), reverse=True)
    matches = [score for score, match in scores if match]
    bar = others[len(others) // 100]
    return sum(score > bar for score in matches) / len(matches)


def measure_pairs(path: Path) -> dict[str, dict[str, float]]:
    """Recall at 1 % false positives for each set: ours, a plain ratio on the romanised text, and a shared search key."""
    ours: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    plain: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    keys: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        for name, label, a, b in rows:
            match = label == "match"
            ours[name].append((compare(a, b).score_millis, match))
            plain[name].append((fuzz.ratio(*("".join(prepare(text).latin.split()) for text in (a, b))), match))
            keys[name].append((float(bool(set(search_keys(a)) & set(search_keys(b)))), match))
    return {
        name: {
            "ours": round(recall(ours[name]), 3),
            "ratio": round(recall(plain[name]), 3),
            "key_found": round(
                sum(hit for hit, match in keys[name] if match) / sum(match for _, match in keys[name]), 3
            ),
        }
        for name in ours
    }


def main() -> None:
    """Print JSON, then a table."""
    found = measure()
    if len(sys.argv) > 1:
        sets = measure_pairs(Path(sys.argv[1]))
        found["recall_at_1_percent_false_positives"] = sets
        for what in ("ours", "ratio", "key_found"):
            found[f"mean_{what}"] = round(sum(values[what] for values in sets.values()) / len(sets), 3)
    print(json.dumps(found, indent=1))
    floor = found["rapidfuzz_token_sort_on_text"]
    for name in (
        "compare_prepared",
        "compare",
        "read_and_key",
        "rapidfuzz_ratio_on_romanised",
        "rapidfuzz_token_sort_on_text",
    ):
        print(f"{name:32} {found[name]:>12,}/s  {found[name] / floor:8.3f} x rapidfuzz token_sort")


if __name__ == "__main__":
    main()
