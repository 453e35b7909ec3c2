"""What an earlier screening leaves to do: rows that are new, entries whose hits may have moved up, hits that still stand."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from comity.screening.memory import Side, digests, side_of
from comity.screening.screener import HITS

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Plan:
    """``fresh`` bool[register rows] are compared with every watch entry, the others with ``stale`` bool[watch rows] only.

    ``kept`` are hits of the earlier screening that still stand; ``register`` is what to remember of the register.
    """

    fresh: Array
    stale: Array
    kept: pa.RecordBatch
    register: Side


def make_plan(
    watch: list[pa.RecordBatch],
    register: list[tuple[Array, Array]],
    since: Path,
    before: tuple[Side, Side],
    *,
    limit: int,
) -> Plan:
    """Compare both lists with what is remembered of them.

    An entry is stale when it is new or changed, or when it had as many hits as were asked for and one of them is gone:
    what had been cut off behind it may now move up.
    """
    fresh = [~before[1].holds(ids, rows) for ids, rows in register]
    same = side_of([(ids[~new], rows[~new]) for (ids, rows), new in zip(register, fresh, strict=True)])
    stale = [~before[0].holds(*digests(batch)) for batch in watch]
    stale_rows = np.concatenate(stale) if stale else np.zeros(0, np.bool_)
    place = {name: at for at, name in enumerate(name for batch in watch for name in batch.column("id").to_pylist())}
    hits = [(json.loads(line), line) for line in since.open("rb")]
    had = Counter(hit["watch"] for hit, _ in hits)
    standing = _standing(hits, same)
    for (hit, _), stands in zip(hits, standing, strict=True):
        if not stands and had[hit["watch"]] >= limit and hit["watch"] in place:
            stale_rows[place[hit["watch"]]] = True
    kept = [
        (place[hit["watch"]], hit["points"], hit["register"], line)
        for (hit, line), stands in zip(hits, standing, strict=True)
        if stands and hit["watch"] in place and not stale_rows[place[hit["watch"]]]
    ]
    columns: list[Any] = list(zip(*kept, strict=True)) or [[], [], [], []]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, HITS, strict=True)]
    every = np.concatenate(fresh) if fresh else np.zeros(0, np.bool_)
    return Plan(every, stale_rows, pa.RecordBatch.from_arrays(arrays, schema=HITS), side_of(register))


def _standing(hits: list[tuple[dict[str, Any], bytes]], same: Side) -> list[bool]:
    """Whether the register still says the same of the row of each hit."""
    if not hits or not len(same.ids):
        return [False] * len(hits)
    ids, _ = digests(pa.RecordBatch.from_pydict({"id": pa.array([hit["register"] for hit, _ in hits], pa.string())}))
    at = np.minimum(np.searchsorted(same.ids, ids), len(same.ids) - 1)
    found: list[bool] = (same.ids[at] == ids).tolist()
    return found
