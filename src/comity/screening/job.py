"""A screening from file to file: streamed, kept piece by piece, taken up again where it stopped.

``HITS.jsonl.work/`` holds the finished pieces and ``manifest.json``: the two lists as they were, the options, the versions
of all tables. A manifest that does not fit the present run stops it: pieces of two different screenings are never mixed.
"""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from dataclasses import replace as replace_options
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from comity.screening.columns import FACTS, Table
from comity.screening.errors import ScreenError
from comity.screening.memory import digests, read_memory, side_of, write_memory
from comity.screening.parts import (
    part_path,
    put_together,
    read_parts,
    read_rows,
    replace,
    rows_of,
    write_part,
    write_rows,
)
from comity.screening.plan import Plan, make_plan
from comity.screening.screener import HITS, Options, Screener, versions

FORM = "screening-1"
_ENDS = 1 << 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What one screening did. ``resumed`` rows had been finished by an earlier run; ``bad`` rows could not be read."""

    hits: int
    watch_rows: int
    register_rows: int
    resumed: int
    pairs: int
    bad: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def screen_files(
    watch: Table,
    register: Table,
    out: Path,
    *,
    options: Options,
    engine: str = "duckdb",
    since: Path | None = None,
    progress: Progress | None = None,
    accept_bad_rows: bool = False,
) -> Report:
    """Screen every entry of ``watch`` against ``register`` into ``out``; see the module.

    Raises ScreenError where another screening's pieces stand in the way, a list changed meanwhile or ``since`` is given to
    Spark, ColumnsError where a list cannot be read or, unless ``accept_bad_rows``, holds rows that cannot.
    """
    if since and engine == "spark":
        raise ScreenError(
            "screening.since_spark"
        )  # it would screen everything and call that building on an earlier run
    if since and not since.is_file():
        raise ScreenError("screening.since", file=since.name, reason="missing")
    options = replace_options(options, alone=not FACTS & set(watch.columns) & set(register.columns))
    manifest = _manifest(watch, register, options, since)
    with workspace(out, manifest) as work:
        if engine == "spark":
            return _with_spark(watch, register, out, options=options, work=work)
        run = _Run(watch, register, work, options=options, progress=progress, accept_bad_rows=accept_bad_rows)
        try:
            return run.whole(out, since=since, unchanged=lambda: _manifest(watch, register, options, since) == manifest)
        except KeyboardInterrupt as error:
            raise ScreenError("screening.stopped", rows=run.finished(), folder=work.name) from error


def _with_spark(watch: Table, register: Table, out: Path, *, options: Options, work: Path) -> Report:
    from comity.screening.spark import screen_on_spark

    turns = list(watch.batches(size=options.held))
    _refuse_twice(watch, turns)
    parts, rows = screen_on_spark(turns, register, options=options, work=work)
    hits = write_hits(out, parts, turns, limit=options.limit)
    return Report(hits, sum(map(len, turns)), rows, 0, 0)


def write_hits(out: Path, parts: list[pa.RecordBatch], turns: list[pa.RecordBatch], *, limit: int) -> int:
    """Put the hits of all pieces together into their file, whole or not at all; how many there are."""
    hits = 0
    ids = pa.concat_arrays([held.column("id") for held in turns]) if turns else pa.array([], pa.string())

    def write(file: Any) -> None:
        nonlocal hits
        for block in put_together(parts, ids, limit=limit):
            hits += block.count(b"\n")
            file.write(block)

    replace(out, write)
    return hits


def discard(out: Path) -> None:
    """Throw away what an interrupted screening into ``out`` has finished. Raises ScreenError while it still runs."""
    work = out.with_name(f"{out.name}.work")
    if work.is_dir():
        with _locked(work):
            shutil.rmtree(work)


class _Run:
    def __init__(
        self,
        watch: Table,
        register: Table,
        work: Path,
        *,
        options: Options,
        progress: Progress | None,
        accept_bad_rows: bool,
    ) -> None:
        self.watch, self.register, self.work, self.options = watch, register, work, options
        self._progress = progress or (lambda done, total: None)
        self._accept = accept_bad_rows
        self._pairs = self._resumed = 0

    def whole(self, out: Path, *, since: Path | None, unchanged: Callable[[], bool]) -> Report:
        """Every turn, then the hits put together, unless a list has changed meanwhile."""
        turns = list(self.watch.batches(size=self.options.held))
        self._refuse_bad(self.watch)
        _refuse_twice(self.watch, turns)
        plan = self._plan(turns, since) if since else None
        first = rows = 0
        for turn, held in enumerate(turns):
            rows = self._turn(turn, _Share(held, first, self.options, plan), len(turns))
            first += len(held)
        if not unchanged():
            raise ScreenError("screening.job_changed", folder=self.work.name)
        parts = read_parts(sorted(self.work.glob("part-*.arrow"))) + ([plan.kept] if plan else [])
        hits = write_hits(out, parts, turns, limit=self.options.limit)
        if self.options.remember:
            register = plan.register if plan else side_of(list(map(read_rows, sorted(self.work.glob("rows-*.npy")))))
            write_memory(out, _terms(self.options), (side_of(list(map(digests, turns))), register))
        bad = {
            table.path.name: [row.as_json() for row in table.bad] for table in (self.watch, self.register) if table.bad
        }
        return Report(hits, first, rows, self._resumed, self._pairs, bad)

    def finished(self) -> int:
        """Rows of finished pieces."""
        return sum(map(rows_of, self.work.glob("part-*.arrow")))

    def _plan(self, turns: list[pa.RecordBatch], since: Path) -> Plan:
        """Read the register once for what is new in it."""
        before = read_memory(since, _terms(self.options))
        register = [digests(batch) for batch in self.register.batches()]
        self._refuse_bad(self.register)
        return make_plan(turns, register, since, before, limit=self.options.limit)

    def _turn(self, turn: int, share: "_Share", turns: int) -> int:
        """Stream the register past one held share of the watch list; how many rows it has."""
        first = turn * _PIECES
        done = _finished(self.work, first)
        count = self.register.count() or 0
        rows = sum(rows_of(part_path(self.work, first + number)) for number in range(done))
        self._resumed += rows
        for number, batch in enumerate(self.register.batches(skip=rows, size=self.options.rows), start=done):
            hits = share.screen(batch, rows)
            if self.options.remember and not turn:
                write_rows(self.work, number, digests(batch))
            write_part(self.work, first + number, hits, rows=len(batch))
            rows += len(batch)
            self._progress(turn * count + rows, turns * count)
        self._refuse_bad(self.register)
        self._pairs += share.pairs()
        return rows

    def _refuse_bad(self, table: Table) -> None:
        if table.bad and not self._accept:
            first = table.bad[0]
            raise ScreenError(
                "screening.bad_rows", file=table.path.name, count=table.bad_count, line=first.line, reason=first.reason
            )  # fmt: skip


class _Share:
    """A share of the watch list while the register streams past: all of it, or what a plan leaves to do."""

    def __init__(self, held: pa.RecordBatch, first: int, options: Options, plan: Plan | None) -> None:
        self._held, self._first, self._options, self._plan = held, first, options, plan
        self._every: Screener | None = None
        self._stale: Screener | None = None

    def screen(self, batch: pa.RecordBatch, row: int) -> pa.RecordBatch:
        """The hits of one piece; its first row is number ``row`` of the register."""
        plan = self._plan
        if plan is None:
            return self._all().screen(batch)
        fresh = plan.fresh[row : row + len(batch)]
        found = (
            [pa.RecordBatch.from_pylist([], schema=HITS)]
            if not fresh.any()
            else [self._all().screen(_only(batch, fresh))]
        )
        rows = np.flatnonzero(plan.stale[self._first : self._first + len(self._held)]).astype(np.int32)
        if len(rows) and not fresh.all():
            self._stale = self._stale or Screener(
                self._held.take(pa.array(rows)), self._options, rows=rows + self._first
            )
            found.append(self._stale.screen(_only(batch, ~fresh)))
        return pa.concat_batches(found)

    def _all(self) -> Screener:
        rows = np.arange(self._first, self._first + len(self._held), dtype=np.int32)
        self._every = self._every or Screener(self._held, self._options, rows=rows)
        return self._every

    def pairs(self) -> int:
        """Pairs compared."""
        return sum(screener.pairs for screener in (self._every, self._stale) if screener)


def _only(batch: pa.RecordBatch, rows: Any) -> pa.RecordBatch:
    return batch.filter(pa.array(rows))


def _terms(options: Options) -> dict[str, Any]:
    """What hits depend on beside the lists."""
    return {"limit": options.limit, "threshold": str(options.threshold), "versions": versions(alone=options.alone)}


_PIECES = 1_000_000
"""Numbers of pieces kept apart for each turn."""


def _finished(work: Path, first: int) -> int:
    """How many pieces of a turn are finished without a gap."""
    count = 0
    while part_path(work, first + count).exists():
        count += 1
    return count


def _refuse_twice(table: Table, turns: list[pa.RecordBatch]) -> None:
    """Two entries of one id could not be told apart in the hits."""
    if not turns:
        return
    counted = pa.concat_arrays([held.column("id") for held in turns]).value_counts()
    twice = counted.filter(pa.compute.greater(counted.field("counts"), 1))
    if len(twice):
        raise ScreenError("screening.id_twice", file=table.path.name, id=str(twice.field("values")[0].as_py())[:80])


def _manifest(watch: Table, register: Table, options: Options, since: Path | None) -> dict[str, Any]:
    """What makes two runs the same screening."""
    return {
        "form": FORM,
        "watch": {**_fingerprint(watch.path), "columns": watch.columns},
        "register": {**_fingerprint(register.path), "columns": register.columns},
        "rows": options.rows,
        "held": options.held,
        "remember": options.remember,
        "since": _fingerprint(since) if since else None,
        **_terms(options),
    }


def _fingerprint(path: Path) -> dict[str, Any]:
    """Size, time of change and a digest of both ends of a file: what tells whether it is still the same."""
    stat = path.stat()
    with path.open("rb") as file:
        digest = blake2b(file.read(_ENDS), digest_size=16)
        file.seek(max(0, stat.st_size - _ENDS))
        digest.update(file.read(_ENDS))
    return {"file": path.name, "bytes": stat.st_size, "changed": stat.st_mtime_ns, "ends": digest.hexdigest()}


@contextmanager
def workspace(out: Path, manifest: dict[str, Any]) -> Iterator[Path]:
    """The folder of pieces, held by one run at a time; it goes when the hits stand, and stays when something stops us."""
    work = out.with_name(f"{out.name}.work")
    work.mkdir(exist_ok=True, mode=0o700)
    with _locked(work):
        held = work / "manifest.json"
        if held.exists():
            _refuse_other(json.loads(held.read_text("utf-8")), manifest, work)
        else:
            text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            replace(held, lambda file: file.write(text.encode()))
        try:
            yield work
        except BaseException:
            if not any(work.glob("part-*.arrow")):
                shutil.rmtree(work)  # nothing was finished that would be worth keeping
            raise
        shutil.rmtree(work)


@contextmanager
def _locked(work: Path) -> Iterator[None]:
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ScreenError("screening.job_running", folder=work.name) from error
        yield


def _refuse_other(held: dict[str, Any], manifest: dict[str, Any], work: Path) -> None:
    other = sorted(name for name in manifest if held.get(name) != manifest[name])
    if other:
        kept = len(list(work.glob("part-*.arrow")))
        raise ScreenError("screening.job_other", folder=work.name, what=", ".join(other), kept=kept)
