"""How the table does on real records: historical people with several records each. Measured, never learned from."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from comity.screening.facts import Facts, lay_out
from comity.screening.features import FEATURES
from comity.screening.frequencies import count
from comity.screening.points import bulk_features, bulk_points
from comity.screening.sets import Values, read_records
from comity.screening.weights import make_weights, shipped
from tools.screening import em

Ints = NDArray[np.int64]


def report(path: Path) -> str:
    """Chances of each feature, and how many true pairs lie above all but 1 % of the others."""
    rows = pq.read_table(path).to_pylist()
    sets = read_records(_values(row) for row in rows)
    facts = lay_out(sets)
    same = _same([row["cluster"] for row in rows])
    luck = np.random.default_rng(1)
    other = luck.integers(0, len(rows), (400_000, 2))
    other = other[[rows[i]["cluster"] != rows[j]["cluster"] for i, j in other.tolist()]]
    lines = [f"{len(rows)} records, {len(same)} pairs of one person, {len(other)} of two"]
    for name, counted in (("shipped population", None), ("population of the register", count(sets))):
        weights = make_weights(shipped(), counted)
        true, false = bulk_points(facts, facts, same, weights), bulk_points(facts, facts, other, weights)
        bar = np.quantile(false, 0.99)
        lines.append(f"{name}: {np.mean(true > bar):.3f} of true pairs above 99 % of the others, median"
                     f" {int(np.median(true))} against {int(np.median(false))}")  # fmt: skip
    return "\n".join([*lines, *_shares(facts, same, other), ""])


def _shares(facts: Facts, same: Ints, other: Ints) -> list[str]:
    weights = make_weights(shipped())
    m = em.shares(bulk_features(facts, facts, same, weights), len(FEATURES))
    u = em.shares(bulk_features(facts, facts, other, weights), len(FEATURES))
    return [f"{f.name:24}{m[at]:9.4f}{u[at]:9.4f}" for at, f in enumerate(FEATURES) if m[at] or u[at]]


def _values(row: dict[str, str | None]) -> Values:
    place = [text for text in (row["birth_place"],) if text]
    address = [text for text in (row["postcode_fake"],) if text]
    return Values(
        births=[row["dob"]] if row["dob"] else [], birth_places=place, addresses=address, sex=row["gender"] or ""
    )


def _same(clusters: list[str]) -> Ints:
    held: dict[str, list[int]] = {}
    for at, cluster in enumerate(clusters):
        held.setdefault(cluster, []).append(at)
    pairs = [(group[0], other) for group in held.values() for other in group[1:]]
    return np.array(pairs, np.int64)
