"""A register prepared once, so that one person is looked up in milliseconds however many rows it has.

A folder: ``rows.arrow`` (the rows, uncompressed), ``keys.npy`` and ``names.npy`` (every key in order with the name filed under
it), ``owners.npy`` and ``glances.npy`` (the record of each name and what a glance sees of it), ``about.json``. All but the
last are mapped into memory: a look-up touches the few pages it needs. The folder appears whole or not at all.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa

from comity.screening.columns import BATCH, FIELDS, Table, texts_of
from comity.screening.errors import ScreenError
from comity.screening.fact_columns import Reader
from comity.screening.naming import Naming
from comity.screening.near import MOST_NAMED, Entries, likeliest, near
from comity.screening.parts import replace, sync_folder
from comity.screening.people import keys, prepare
from comity.screening.screener import Options, Pairs, Screener, versions

Array = np.ndarray[Any, np.dtype[Any]]

FORM = "prepared-register-1"
_SHARES = 256
"""The keys are sorted in so many shares, so that memory does not grow with the register."""
_ENTRY = np.dtype([("key", "<u8"), ("name", "<u4")])
_FORGET = 300_000
"""So many parts of names are kept in memory between look-ups."""
_SCHEMA = pa.schema([(name, pa.string()) for name in FIELDS])


def prepare_register(register: Table, folder: Path, *, progress: Callable[[int, int], None] | None = None) -> int:
    """Prepare a register into a new folder; how many rows it has. Raises ScreenError where the folder stands already."""
    if folder.exists():
        raise ScreenError("screening.prepared_exists", folder=folder.name)
    work = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700, parents=True)
    total = register.count() or 0
    rows = names = entries = 0
    shares = [(work / f"share-{share}").open("wb") for share in range(_SHARES)]
    naming = Naming()
    with (
        pa.OSFile(str(work / "rows.arrow"), "wb") as file, pa.ipc.new_file(file, _SCHEMA) as out,
        (work / "owners").open("wb") as owners, (work / "glances").open("wb") as glances,
    ):  # fmt: skip
        for batch in register.batches():
            out.write_batch(_whole(batch))
            people = prepare(batch, naming)
            held = keys(people, naming, asking=False)
            owners.write((people.owner + np.uint32(rows)).astype("<u4").data)
            glances.write(held.glances.astype("<u8").data)
            _deal(shares, held.keys, held.rows.astype(np.uint32) + np.uint32(names))
            rows, names, entries = rows + len(batch), names + len(people.owner), entries + len(held.keys)
            if progress:
                progress(rows, total)
    for share in shares:
        share.close()
    _sort(work, entries)
    _as_npy(work, "owners", (names,), "<u4")
    _as_npy(work, "glances", (names, 5), "<u8")
    about = {"form": FORM, "rows": rows, "names": names, "rows_a_piece": BATCH, "versions": versions()}
    replace(work / "about.json", lambda file: file.write(json.dumps(about, sort_keys=True).encode()))
    work.rename(folder)
    sync_folder(folder.parent)
    return rows


def _whole(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A piece with all columns, those that the list does not have empty."""
    empty = pa.array([""] * len(batch), pa.string())
    columns = [texts_of(batch, name) for name in FIELDS]
    return pa.RecordBatch.from_arrays([empty if column is None else column for column in columns], schema=_SCHEMA)


def _deal(shares: Sequence[IO[bytes]], found: Array, names: Array) -> None:
    """Put every key into the share that its highest byte names."""
    order = np.argsort(found, kind="stable")
    entries = np.empty(len(found), _ENTRY)
    entries["key"], entries["name"] = found[order], names[order]
    edges = np.searchsorted(entries["key"], np.arange(1, _SHARES, dtype=np.uint64) << np.uint64(56))
    for share, some in zip(shares, np.split(entries, edges), strict=True):
        share.write(some.data)


def _sort(work: Path, entries: int) -> None:
    found = np.lib.format.open_memmap(work / "keys.npy", "w+", "<u8", (entries,))
    names = np.lib.format.open_memmap(work / "names.npy", "w+", "<u4", (entries,))
    at = 0
    for share in range(_SHARES):
        path = work / f"share-{share}"
        some = np.fromfile(path, _ENTRY)
        order = np.lexsort((some["name"], some["key"]))
        found[at : at + len(some)], names[at : at + len(some)] = some["key"][order], some["name"][order]
        at += len(some)
        path.unlink()
    found.flush()
    names.flush()


def _as_npy(work: Path, name: str, shape: tuple[int, ...], kind: str) -> None:
    """Give raw numbers the head of an ``.npy`` file."""
    target = work / f"{name}.npy"
    with target.open("wb") as file, (work / name).open("rb") as raw:
        np.lib.format.write_array_header_1_0(file, {"descr": kind, "fortran_order": False, "shape": shape})
        shutil.copyfileobj(raw, file, 1 << 20)
    (work / name).unlink()


@dataclass(frozen=True, slots=True)
class Person:
    """Who is looked for, as one row of a list would say it; several values are divided by ``|``."""

    name: str
    birth_date: str = ""
    nationality: str = ""
    documents: str = ""
    phones: str = ""
    plates: str = ""
    address: str = ""
    kind: str = ""


class PreparedRegister:
    """Looks people up, one at a time. Not for use by two threads at once."""

    def __init__(self, folder: Path) -> None:
        """Raises ScreenError where the folder is no prepared register or was made with other tables."""
        try:
            about = json.loads((folder / "about.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ScreenError("screening.prepared", folder=folder.name, reason="unreadable") from error
        if about.get("form") != FORM or about.get("versions") != versions():
            raise ScreenError("screening.prepared", folder=folder.name, reason="other tables")
        self.rows = int(about["rows"])
        self._piece = int(about["rows_a_piece"])
        self._entries = Entries(
            *(
                np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
                for name in ("keys", "names", "owners", "glances")
            )
        )
        self._file = pa.ipc.open_file(pa.memory_map(str(folder / "rows.arrow")))
        self._pieces = [self._file.get_batch(at) for at in range(self._file.num_record_batches)]
        self._naming, self._reader = Naming(), Reader()

    def look_up(self, person: Person, options: Options) -> list[dict[str, Any]]:
        """The hits for one person, best first: what a screening of a list with this one entry would give, but that of the many
        rows that share a crowded key only the likeliest are compared (see ``near``).
        """
        if len(self._naming.matcher.lexicon) > _FORGET:
            self._naming = Naming()
        said = {name: [value] for name, value in asdict(person).items() if value or name == "name"}
        watch = pa.RecordBatch.from_pydict({"id": [""], **said})
        screener = Screener(watch, options, names=self._naming, reader=self._reader)
        found = self._found(screener)
        if not len(found):
            return []
        people = prepare(self._take(found, FIELDS), self._naming, self._reader)
        rights = np.arange(len(found), dtype=np.int32)
        hits = screener.compare(people, [Pairs(np.zeros(len(found), np.int32), rights)])
        return [json.loads(line) for line in hits.column("line").to_pylist()]

    def _found(self, screener: Screener) -> Array:
        """Numbers of the rows that are worth a comparison of names."""
        found, glanced = near(screener.index, np.unique(screener.asked.keys), self._entries)
        if not len(found):
            return found
        kept, beside = screener.reaching(self._take(found, screener.fields))
        return np.asarray(found[kept][likeliest((glanced[kept] + beside,), MOST_NAMED)])

    def _take(self, rows: Array, columns: Sequence[str]) -> pa.RecordBatch:
        """These columns of these rows, which are in order."""
        pieces, starts = np.unique(rows // self._piece, return_index=True)
        taken = [
            self._pieces[piece].select(columns).take(pa.array(some - piece * self._piece))
            for piece, some in zip(pieces.tolist(), np.split(rows, starts[1:]), strict=True)
        ]
        return pa.concat_batches(taken)
