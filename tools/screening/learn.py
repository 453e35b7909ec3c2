"""Learn what the facts beside a name are worth: ``python -m tools.screening.learn [--check HISTORICAL.parquet]``.

Writes ``tables/fields.json`` from invented people and the records other hands made of them. Everything is drawn from fixed
seeds: the same code gives the same bytes. ``--check`` measures the table on real records and writes nothing.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.screening.births import DAY, MONTH, RANGE, YEAR
from comity.screening.facts import lay_out
from comity.screening.features import FEATURES
from comity.screening.invented.people import draw, load, table
from comity.screening.invented.watch import entries
from comity.screening.number_points import SAME, SAME_NUMBER
from comity.screening.points import FIELDS, bulk_features
from comity.screening.sets import Sets, Values, read_records
from comity.screening.weights import FIRST_YEAR, LAST_YEAR, make_weights
from tools.screening import em, fixed, hands, historical

TARGET = Path(__file__).resolve().parents[2] / "src" / "comity" / "screening" / "tables" / "fields.json"
SEED, PEOPLE, CHANCE = 20_26, 60_000, 3_000_000
"""The seed, people with two records, and pairs of two different people."""
PLACE_OF = {feature.name: at for at, feature in enumerate(FEATURES)}
FIELD_NAMES = {"papers": "document", "phones": "phone", "plates": "plate"}
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def main() -> None:
    """Learn, write and say it; or check."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--check", type=Path, default=None)
    given = ask.parse_args()
    if given.check is not None:
        sys.stdout.write(historical.report(given.check))
        return
    left, right = people()
    learned = learn(left, right)
    TARGET.write_text(json.dumps(learned, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(told(learned, left, right))


def people() -> tuple[Sets, Sets]:
    """The facts of every person, as they are and as another hand wrote them."""
    names = load()
    row = np.arange(PEOPLE, dtype=np.int64)
    own = table(names, draw(SEED, row, names)).to_pylist()
    other = entries(names, SEED, row, row.tolist(), [True] * PEOPLE).to_pylist()
    left: list[Values] = []
    right: list[Values] = []
    for at, (mine, theirs) in enumerate(zip(own, other, strict=True)):
        first = hands.first(at, births=mine["birth_date"], states=mine["nationality"], papers=mine["documents"])
        left.append(first)
        right.append(
            hands.second(
                first, at, births=theirs["birth_date"], states=theirs["nationality"], papers=theirs["documents"]
            )
        )
    return read_records(left), read_records(right)


def learn(left: Sets, right: Sets) -> dict[str, Any]:
    """The whole table."""
    learned = fixed.table()
    learned |= population(left)
    weights = make_weights(learned | {"features": {f.name: {"m": -1, "u": -1} for f in FEATURES}})
    same = np.stack([np.arange(PEOPLE)] * 2, axis=1)
    m = chances(left, right, same, bulk_features(lay_out(left), lay_out(right), same, weights))
    others = different()
    u = chances(left, right, others, bulk_features(lay_out(left), lay_out(right), others, weights))
    learned["features"] = {
        feature.name: {"m": _log(m[at]), "u": _log(u[at])} | fixed.FEATURES.get(feature.name, {})
        for at, feature in enumerate(FEATURES)
    }
    return learned


def different() -> Ints:
    """Pairs of two different people, by chance."""
    luck = np.random.default_rng(SEED)
    pairs = luck.integers(0, PEOPLE, (CHANCE, 2))
    found: Ints = pairs[pairs[:, 0] != pairs[:, 1]]
    return found


def chances(left: Sets, right: Sets, pairs: Ints, seen: NDArray[np.int8]) -> Floats:
    """How often each feature is seen, among the pairs in which it could have been.

    A date is judged among dates known as exactly; a document among pairs whose states are, or are not, known on both sides;
    telephones and plates among all pairs that have them, since another one leaves no line.
    """
    found = em.shares(seen, len(FEATURES))
    exact = np.maximum(_precision(left)[pairs[:, 0]], _precision(right)[pairs[:, 1]])
    for precision, name in ((MONTH, "birth_same_month"), (YEAR, "birth_same_year"), (RANGE, "birth_in_range")):
        where = (exact == precision) & (seen[:, 0] >= 0)
        found[PLACE_OF[name]] = _share(seen[where, 0], PLACE_OF[name])
    of_day = seen[(exact == DAY) & (seen[:, 0] >= 0), 0]
    for at, feature in enumerate(FEATURES):
        if feature.field == "birth" and feature.name not in fixed.NOT_OF_DAYS:
            found[at] = _share(of_day, at)
    for field, name in ((2, "papers"), (3, "phones"), (4, "plates")):
        both = _have(left, name)[pairs[:, 0]] & _have(right, name)[pairs[:, 1]]
        for place in (at for at, feature in enumerate(FEATURES) if feature.field == FIELD_NAMES[name]):
            found[place] = _share(seen[both, field], place)
    known = _issuer(left)[pairs[:, 0]] & _issuer(right)[pairs[:, 1]]
    both = _have(left, "papers")[pairs[:, 0]] & _have(right, "papers")[pairs[:, 1]]
    found[SAME] = _share(seen[both & known, 2], SAME)
    found[SAME_NUMBER] = _share(seen[both & ~known, 2], SAME_NUMBER)
    return found


def population(facts: Sets) -> dict[str, Any]:
    """Years, days and states of the invented people, beside an even share of everything else."""
    year, day = facts.births[:, 0] // 10_000, facts.births[facts.births[:, 2] == DAY, 0] % 10_000
    years = np.bincount(np.clip(year - FIRST_YEAR, 0, LAST_YEAR - FIRST_YEAR), minlength=LAST_YEAR + 1 - FIRST_YEAR)
    even = np.zeros(len(years))
    even[fixed.EVEN_YEARS.start - FIRST_YEAR : fixed.EVEN_YEARS.stop - FIRST_YEAR] = 1 / len(fixed.EVEN_YEARS)
    blended = (1 - fixed.EVEN) * years / years.sum() + fixed.EVEN * even
    new_year = float(np.mean(day == 101))
    states = np.bincount(facts.states[facts.states[:, 0] < 676, 0], minlength=676)
    codes = {f"{chr(65 + at // 26)}{chr(65 + at % 26)}": int(count) for at, count in enumerate(states) if count}
    return {
        "years": {str(FIRST_YEAR + at): round(share * 1e6) for at, share in enumerate(blended) if round(share * 1e6)},
        "days": {"01-01": _rounded(-np.log(new_year))},
        "states": codes,
    }


def told(learned: dict[str, Any], left: Sets, right: Sets) -> str:
    """Every feature with its chances, and beside them what is found without looking at the truth."""
    weights = make_weights(learned)
    same = np.stack([np.arange(PEOPLE)] * 2, axis=1)
    pairs = np.concatenate([same, different()[: 20 * PEOPLE]])
    seen = bulk_features(lay_out(left), lay_out(right), pairs, weights)
    u = em.shares(seen[PEOPLE:], len(FEATURES))
    blind, share = em.estimate(seen, u, share=0.1, features=len(FEATURES))
    true = em.shares(seen[:PEOPLE], len(FEATURES))
    lines = [f"{'feature':24}{'m':>8}{'u':>8}{'m-u':>8}{'share':>9}{'blind':>9}"]
    for at, feature in enumerate(FEATURES):
        row = learned["features"][feature.name]
        lines.append(f"{feature.name:24}{row['m']:8}{row['u']:8}{row['m'] - row['u']:8}{true[at]:9.4f}{blind[at]:9.4f}")
    lines.append(f"share of pairs that are one person: true {PEOPLE / len(pairs):.4f}, found without truth {share:.4f}")
    return "\n".join([*lines, f"{FIELDS} fields", ""])


def _have(sets: Sets, name: str) -> NDArray[np.bool_]:
    """Which records have any value of a field."""
    found: NDArray[np.bool_] = np.diff(getattr(sets, f"{name}_at")) > 0
    return found


def _precision(facts: Sets) -> Ints:
    """How exactly each record's first date is known; a date read twice counts by what was written."""
    found = np.full(len(facts.sex), 9, np.int64)
    has = np.diff(facts.births_at) > 0
    found[has] = np.minimum(facts.births[facts.births_at[:-1][has], 2], RANGE)
    return found


def _issuer(facts: Sets) -> NDArray[np.bool_]:
    found = np.zeros(len(facts.sex), bool)
    has = np.diff(facts.papers_at) > 0
    found[has] = facts.papers[facts.papers_at[:-1][has], 4] > 0
    return found


def _share(seen: NDArray[np.int8], feature: int) -> float:
    return float(np.mean(seen == feature)) if len(seen) else 0.0


def _log(share: float) -> int:
    return _rounded(np.log(max(share, 1e-7)))


def _rounded(value: float) -> int:
    return int(np.rint(1000 * value))


if __name__ == "__main__":
    main()
