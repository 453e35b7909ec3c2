"""Finished pieces of a screening on disk: each written whole or not at all, put together at the end.

If we stop here … while a piece is written: a ``.new`` file is left, which nobody reads. … after its rename: the piece is
finished and never screened again. … while the hits are put together: a ``.new`` file beside them; the pieces still stand.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from comity.screening.screener import HITS, best_first

Array = np.ndarray[Any, np.dtype[Any]]

_AT_ONCE = 4_096
"""Lines written at once."""


def part_path(folder: Path, number: int) -> Path:
    """Where piece ``number`` stands."""
    return folder / f"part-{number:08d}.arrow"


def write_part(folder: Path, number: int, hits: pa.RecordBatch, *, rows: int) -> None:
    """Make the hits of one piece of so many rows durable, then visible."""
    path = part_path(folder, number)

    def write(file: Any) -> None:
        with pa.ipc.new_file(file, HITS.with_metadata({"rows": str(rows)})) as out:
            out.write_batch(hits)

    replace(path, write)


def replace(path: Path, write: Callable[[Any], None]) -> None:
    """Write a file beside ``path``, make it durable, and let it take that name."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_rows(folder: Path, number: int, digests: tuple[Array, Array]) -> None:
    """Keep the digests of a piece's rows (see ``memory``); before the piece itself, so that no finished one lacks them."""
    replace(folder / f"rows-{number:08d}.npy", lambda file: np.save(file, np.stack(digests)))


def read_rows(path: Path) -> tuple[Array, Array]:
    """The digests of a piece's ids and rows."""
    ids, rows = np.load(path, allow_pickle=False)
    return ids, rows


def read_parts(paths: list[Path]) -> list[pa.RecordBatch]:
    """Finished pieces, mapped into memory: only what is looked at is read."""
    found = []
    for path in paths:
        with pa.memory_map(str(path)) as file:
            reader = pa.ipc.open_file(file)
            found += [reader.get_batch(at) for at in range(reader.num_record_batches)]
    return found


def rows_of(path: Path) -> int:
    """How many rows of the register a finished piece stands for."""
    with pa.memory_map(str(path)) as file:
        return int((pa.ipc.open_file(file).schema.metadata or {}).get(b"rows", 0))


def put_together(parts: list[pa.RecordBatch], ids: pa.Array, *, limit: int) -> Iterator[bytes]:
    """The lines of all hits by the id of the watch entry, then most points; ``limit`` an entry. ``ids`` are the watch list's."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return
    watch = np.concatenate([part.column("watch").to_numpy() for part in parts])
    points = np.concatenate([part.column("points").to_numpy() for part in parts])
    register = pa.concat_arrays([part.column("register") for part in parts])
    place = np.empty(len(ids), np.int32)
    by_id = pa.compute.sort_indices(ids).to_numpy()
    place[by_id] = np.arange(len(ids), dtype=np.int32)
    order = best_first(place[watch], points, register, limit=limit)
    ends = np.cumsum([len(part) for part in parts])
    which = np.searchsorted(ends, order, side="right")
    row = order - np.concatenate([[0], ends])[which]
    columns = [part.column("line") for part in parts]
    offsets = [
        np.frombuffer(column.buffers()[1], np.int64)[column.offset : column.offset + len(column) + 1]
        for column in columns
    ]
    data = [memoryview(column.buffers()[2]) for column in columns]
    for first in range(0, len(order), _AT_ONCE):
        here = slice(first, first + _AT_ONCE)
        yield b"".join(
            data[part][offsets[part][at] : offsets[part][at + 1]]
            for part, at in zip(which[here].tolist(), row[here].tolist(), strict=True)
        )
