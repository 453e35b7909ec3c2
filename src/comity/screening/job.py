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
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa

from comity.screening.columns import Table
from comity.screening.errors import ScreenError
from comity.screening.parts import part_path, put_together, read_parts, replace, rows_of, write_part
from comity.screening.screener import Options, Screener, versions

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

    Raises ScreenError where another screening's pieces stand in the way or a list changed meanwhile, ColumnsError where a
    list cannot be read or, unless ``accept_bad_rows``, holds rows that cannot.
    """
    manifest = _manifest(watch, register, options)
    with workspace(out, manifest) as work:
        run = _Run(watch, register, work, options=options, progress=progress, accept_bad_rows=accept_bad_rows)
        try:
            return run.whole(out, unchanged=lambda: _manifest(watch, register, options) == manifest)
        except KeyboardInterrupt as error:
            raise ScreenError("screening.stopped", rows=run.finished(), folder=work.name) from error


def discard(out: Path) -> None:
    """Throw away what an interrupted screening into ``out`` has finished. Raises ScreenError while it still runs."""
    work = out.with_name(f"{out.name}.work")
    if work.is_dir():
        with _locked(work):
            shutil.rmtree(work)


class _Run:
    def __init__(
        self, watch: Table, register: Table, work: Path, *, options: Options, progress: Progress | None, accept_bad_rows: bool
    ) -> None:
        self.watch, self.register, self.work, self.options = watch, register, work, options
        self._progress = progress or (lambda done, total: None)
        self._accept = accept_bad_rows
        self._pairs = self._resumed = 0

    def whole(self, out: Path, *, unchanged: Callable[[], bool]) -> Report:
        """Every turn, then the hits put together, unless a list has changed meanwhile."""
        turns = list(self.watch.batches(size=self.options.held))
        self._refuse_bad(self.watch)
        _refuse_twice(self.watch, turns)
        rows = 0
        for turn, held in enumerate(turns):
            rows = self._turn(turn, held, len(turns))
        if not unchanged():
            raise ScreenError("screening.job_changed", folder=self.work.name)
        parts = read_parts(sorted(self.work.glob("part-*.arrow")))
        hits = 0

        def write(file: Any) -> None:
            nonlocal hits
            ids = pa.concat_arrays([held.column("id") for held in turns]) if turns else pa.array([], pa.string())
            for block in put_together(parts, ids, limit=self.options.limit):
                hits += block.count(b"\n")
                file.write(block)

        replace(out, write)
        bad = {table.path.name: [row.as_json() for row in table.bad] for table in (self.watch, self.register) if table.bad}
        return Report(hits, sum(map(len, turns)), rows, self._resumed, self._pairs, bad)

    def finished(self) -> int:
        """Rows of finished pieces."""
        return sum(map(rows_of, self.work.glob("part-*.arrow")))

    def _turn(self, turn: int, held: pa.RecordBatch, turns: int) -> int:
        """Stream the register past one held share of the watch list; how many rows it has."""
        first = turn * _PIECES
        done = _finished(self.work, first)
        total = (self.register.count() or 0) * turns
        screener: Screener | None = None
        rows = sum(rows_of(part_path(self.work, first + number)) for number in range(done))
        before = turn * (self.register.count() or 0)
        self._resumed += rows
        for number, batch in enumerate(self.register.batches(skip=rows, size=self.options.rows), start=done):
            screener = screener or Screener(held, self.options)
            write_part(self.work, first + number, screener.screen(batch, first=turn * self.options.held), rows=len(batch))
            rows += len(batch)
            self._progress(before + rows, total)
        self._refuse_bad(self.register)
        self._pairs += screener.pairs if screener else 0
        return rows

    def _refuse_bad(self, table: Table) -> None:
        if table.bad and not self._accept:
            first = table.bad[0]
            raise ScreenError(
                "screening.bad_rows", file=table.path.name, count=table.bad_count, line=first.line, reason=first.reason
            )  # fmt: skip


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


def _manifest(watch: Table, register: Table, options: Options) -> dict[str, Any]:
    """What makes two runs the same screening."""
    return {
        "form": FORM,
        "watch": _fingerprint(watch),
        "register": _fingerprint(register),
        "limit": options.limit,
        "threshold": str(options.threshold),
        "rows": options.rows,
        "held": options.held,
        "versions": versions(),
    }


def _fingerprint(table: Table) -> dict[str, Any]:
    """Size, time of change and a digest of both ends of a file: what tells whether it is still the same."""
    stat = table.path.stat()
    with table.path.open("rb") as file:
        digest = blake2b(file.read(_ENDS), digest_size=16)
        file.seek(max(0, stat.st_size - _ENDS))
        digest.update(file.read(_ENDS))
    return {
        "file": table.path.name, "bytes": stat.st_size, "changed": stat.st_mtime_ns, "ends": digest.hexdigest(),
        "columns": table.columns,
    }  # fmt: skip


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
        yield work
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
