"""Screening lists: CPU seconds from file to file, rows and pairs a second, memory, look-ups, and how often the hits are right.

Run: ``python -m bench.screening job WATCH TRUE ROWS``, ``… job WATCH.parquet REGISTER.parquet``, ``… stream WATCH ROWS``,
``… growth``, ``… words``, ``… pairs`` or ``… look-up ROWS``. Invented lists are written first and not counted; what numba
compiles is compiled by a small screening before. CPU seconds are those of the process, so a busy machine changes little.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bench._machine import machine
from comity.names.scan import Scanner
from comity.names.vocabulary import Vocabulary
from comity.screening.columns import open_table
from comity.screening.invented import write_register, write_watch
from comity.screening.job import screen_files
from comity.screening.people import name_pairs, prepare
from comity.screening.prepared import Person, PreparedRegister, prepare_register
from comity.screening.screener import Options, Screener

SEED = 1
ALL = Options(limit=20, threshold=0.1, remember=False)
"""Low enough that the best threshold can be looked for above it."""
Figures = dict[str, Any]


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of one call and its result."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def lists(folder: Path, watch: int, true: int, rows: int) -> tuple[Path, Path]:
    """An invented watch list and register."""
    paths = folder / f"watch-{watch}-{rows}.parquet", folder / f"register-{rows}.parquet"
    if not paths[1].exists():
        write_register(paths[1], rows, seed=SEED)
    write_watch(paths[0], watch, true, rows=rows, seed=SEED)
    return paths


def warm(folder: Path) -> None:
    """Let everything be compiled and loaded."""
    watch, register = lists(folder, 400, 300, 4_000)
    screen_files(open_table(watch), open_table(register), folder / "warm.jsonl", options=Options())


def job(folder: Path, watch: Path, register: Path) -> Figures:
    """One screening from file to file, and its F1 at the best threshold where the watch list says the truth."""
    out = folder / "hits.jsonl"
    seconds, report = spent(lambda: screen_files(open_table(watch), open_table(register), out, options=ALL))
    found: Figures = {
        "watch": report.watch_rows, "register": report.register_rows, "cpu_seconds": round(seconds, 2),
        "register_rows_a_cpu_second": round(report.register_rows / seconds), "pairs": report.pairs, "hits": report.hits,
        "peak_memory_mb": peak(),
    }  # fmt: skip
    return found | quality(out, watch)


def quality(hits: Path, watch: Path) -> Figures:
    """Candidate recall, best F1 and the points it is at, recall where 95 % of the hits are right."""
    table = pq.read_table(watch)
    if "truth" not in table.column_names:
        return {}
    truth = {row["id"]: row["truth"] for row in table.select(["id", "truth"]).to_pylist() if row["truth"]}
    rows = [json.loads(line) for line in hits.open(encoding="utf-8")]
    points = np.array([row["points"] for row in rows])
    right = np.array([truth.get(row["watch"]) == row["register"] for row in rows])
    order = np.argsort(-points, kind="stable")
    true = np.cumsum(right[order])
    precision, recall = true / np.arange(1, len(order) + 1), true / len(truth)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f1.argmax())
    sure = recall[precision >= 0.95]
    return {
        "found": round(float(right.sum() / len(truth)), 3), "f1": round(float(f1[best]), 3),
        "precision": round(float(precision[best]), 3), "recall": round(float(recall[best]), 3),
        "at_points": int(points[order][best]), "recall_at_precision_95": round(float(sure.max()) if len(sure) else 0.0, 3),
    }  # fmt: skip


def stream(folder: Path, entries: int, rows: int) -> Figures:
    """A register streamed past a watch list that is held already: rows a CPU second, and memory a row beyond the first piece.

    Streamed once more, it has no word that has not been read before, as in the later part of a very large register.
    """
    watch, register = lists(folder, entries, entries // 2, rows)
    held = next(open_table(watch).batches(size=entries))
    screener = Screener(held, Options())
    first: list[int] = []

    def once() -> int:
        seen = 0
        for batch in open_table(register).batches():
            screener.screen(batch)
            seen += len(batch)
            first.append(peak())
        return seen

    seconds, seen = spent(once)
    grown, pairs, named = (peak() - first[0]) * 1_048_576 / max(1, seen), screener.pairs, screener.named
    again, _ = spent(once)
    return {
        "watch": entries, "register": seen, "cpu_seconds": round(seconds, 2), "rows_a_cpu_second": round(seen / seconds),
        "rows_a_cpu_second_words_known": round(seen / again), "pairs": pairs, "pairs_compared_by_name": named,
        "bytes_a_row": round(grown), "peak_memory_mb": peak(),
    }  # fmt: skip


def words(folder: Path) -> Figures:
    """Texts cut into numbered words, a CPU second."""
    _, register = lists(folder, 10, 5, 1_000_000)
    texts = pq.read_table(register)["name"].combine_chunks()
    plain = texts.filter(pa.compute.string_is_ascii(texts))
    scanner, found = Scanner(), {}
    for name, some in (("any_script", texts), ("plain_letters", plain)):
        pieces = [some.slice(at, 65_536) for at in range(0, len(some), 65_536)]
        seconds, _ = spent(partial(list, map(scanner.scan, pieces)))
        found[f"{name}_texts_a_cpu_second"] = round(len(some) / seconds)
    vocabulary, scanned = Vocabulary(), scanner.scan(texts)
    seconds, _ = spent(lambda: vocabulary.ids(scanned))
    return found | {"words_numbered_a_cpu_second": round(len(scanned.hashes) / seconds), "distinct": vocabulary.count}


def pairs(folder: Path) -> Figures:
    """Candidate pairs weighed a CPU second, names and facts, beside rapidfuzz on the texts of the same pairs."""
    watch, register = lists(folder, 2_000, 1_000, 100_000)
    screener = Screener(next(open_table(watch).batches()), Options())
    people = prepare(next(open_table(register).batches()), screener.naming)
    some = next(iter(screener.candidates(people)))
    _, ours, theirs = name_pairs(some.lefts, some.rights, screener.watch.name_at, people.name_at)
    screener.naming.points(screener.watch.names, ours, people.names, theirs)
    named, _ = spent(lambda: screener.naming.points(screener.watch.names, ours, people.names, theirs))
    facts, _ = spent(lambda: screener.beside.points(screener.watch.facts, some.lefts, people.facts, some.rights))
    left, right = (
        texts.take(pa.array(at)).to_pylist() for texts, at in ((screener.watch.texts, ours), (people.texts, theirs))
    )
    peer, _ = spent(lambda: process.cpdist(left, right, scorer=JaroWinkler.similarity, workers=1))
    return {
        "pairs": len(ours), "names_a_cpu_second": round(len(ours) / named), "facts_a_cpu_second": round(len(ours) / facts),
        "rapidfuzz_jaro_winkler_a_cpu_second": round(len(ours) / max(peer, 1e-6)),
    }  # fmt: skip


def look_up(folder: Path, rows: int) -> Figures:
    """Wall milliseconds of look-ups in a prepared register, after it has been opened."""
    watch, register = lists(folder, 1_000, 600, rows)
    prepared = folder / "prepared"
    seconds, _ = spent(lambda: prepare_register(open_table(register), prepared))
    held = PreparedRegister(prepared)
    taken = []
    for row in pq.read_table(watch).to_pylist():
        began = time.perf_counter()
        held.look_up(Person(row["name"], birth_date=row["birth_date"], nationality=row["nationality"]), Options())
        taken.append(1_000 * (time.perf_counter() - began))
    size = sum(path.stat().st_size for path in prepared.iterdir())
    percentiles = {f"p{at}_ms": round(float(np.percentile(taken[100:], at)), 1) for at in (50, 95, 99)}
    return {"register": rows, "preparing_cpu_seconds": round(seconds, 1), "bytes_a_row": size // rows, **percentiles}


def peak() -> int:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Run what was asked for."""
    what, *given = sys.argv[1:] or ["job", "2000", "1000", "100000"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        began = time.process_time()
        warm(folder)
        started = time.process_time() - began
        if what == "job" and len(given) == 2:
            found = [job(folder, Path(given[0]), Path(given[1]))]
        elif what == "job":
            found = [job(folder, *lists(folder, *(int(float(number)) for number in given)))]
        elif what == "stream":
            found = [stream(folder, *(int(float(number)) for number in given))]
        elif what == "growth":
            found = [stream(folder, 2_000, rows) for rows in (100_000, 1_000_000)]
        elif what == "words":
            found = [words(folder)]
        elif what == "pairs":
            found = [pairs(folder)]
        else:
            found = [look_up(folder, int(float(given[0])))]
    print(
        json.dumps(
            {
                "bench": f"screening {what}",
                "machine": machine(),
                "starting_cpu_seconds": round(started, 1),
                "runs": found,
            }
        )
    )
    for figures in found:
        for name, value in figures.items():
            print(f"{name:44} {value:>16,}")


if __name__ == "__main__":
    main()
