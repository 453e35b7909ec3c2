"""What a screening remembers of its lists, so that the next one looks only at what is new or changed.

A row is remembered by two numbers of 64 bits: a digest of its id and one of everything it says. The file holds those of
both lists in order of the id's digest, 16 bytes a row, with a head that says which hits and options it belongs to.
If we stop here … before it is renamed: the hits stand without a memory, and the next run screens everything.
"""

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from comity.kit.compiled import njit
from comity.names.scan import _ended, buffers_of
from comity.screening.columns import FIELDS, texts_of
from comity.screening.errors import ScreenError
from comity.screening.parts import replace

Array = np.ndarray[Any, np.dtype[Any]]

FORM = "screening-memory-1"
_HEAD = 8
_BETWEEN = np.uint64(0x9E3779B97F4A7C15)


@njit(cache=True)
def _digest(data, offsets, found):  # type: ignore[no-untyped-def]
    """Stir each text of a column into the digest of its row."""
    for row in range(len(found)):
        state = found[row] ^ np.uint64(0xCBF29CE484222325)
        for at in range(offsets[row], offsets[row + 1]):
            state = (state ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
        found[row] = _ended(state + _BETWEEN * np.uint64(offsets[row + 1] - offsets[row] + 1))


def digests(batch: pa.RecordBatch) -> tuple[Array, Array]:
    """Digests of the ids and of whole rows: uint64[n] each."""
    ids = np.zeros(len(batch), np.uint64)
    _digest(*buffers_of(batch.column("id")), ids)
    rows = ids.copy()
    for at, name in enumerate(FIELDS):
        texts = texts_of(batch, name)
        if texts is not None:
            rows += np.uint64(at + 1)
            _digest(*buffers_of(texts), rows)
    return ids, rows


@dataclass(frozen=True, slots=True)
class Side:
    """The rows of one list: digests of ids, sorted, and of the rows they belong to; uint64[n] each."""

    ids: Array
    rows: Array

    def holds(self, ids: Array, rows: Array) -> Array:
        """Whether each row stood in the list just so: bool[n]."""
        if not len(self.ids):
            return np.zeros(len(ids), np.bool_)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.asarray((self.ids[at] == ids) & (self.rows[at] == rows))

    def unique(self) -> bool:
        """Whether no two rows share an id; without that, a row cannot be followed from one list to the next."""
        return not bool((self.ids[1:] == self.ids[:-1]).any())


def side_of(parts: list[tuple[Array, Array]]) -> Side:
    """The rows of all pieces of a list."""
    ids = np.concatenate([ids for ids, _ in parts]) if parts else np.empty(0, np.uint64)
    rows = np.concatenate([rows for _, rows in parts]) if parts else np.empty(0, np.uint64)
    order = np.argsort(ids, kind="stable")
    return Side(ids[order], rows[order])


def memory_path(hits: Path) -> Path:
    """Where the memory of a file of hits stands."""
    return hits.with_name(f"{hits.name}.memory")


def write_memory(hits: Path, terms: dict[str, Any], sides: tuple[Side, Side]) -> None:
    """Remember both lists beside the hits; ``terms`` are the options and versions that hits depend on."""
    head = {
        "form": FORM, "terms": terms, "hits": _digest_of(hits), "rows": [len(side.ids) for side in sides],
        "unique": all(side.unique() for side in sides),
    }  # fmt: skip
    text = json.dumps(head, ensure_ascii=True, sort_keys=True).encode()
    text += b" " * (-len(text) % 8)  # numbers behind it stand where the processor reads them at once

    def write(file: Any) -> None:
        file.write(len(text).to_bytes(_HEAD, "little"))
        file.write(text)
        for side in sides:
            file.write(side.ids.astype("<u8").data)
            file.write(side.rows.astype("<u8").data)

    replace(memory_path(hits), write)


def read_memory(hits: Path, terms: dict[str, Any]) -> tuple[Side, Side]:
    """Both lists as they were when ``hits`` were made; mapped, not read. Raises ScreenError where they are of no use now."""
    path = memory_path(hits)
    if not hits.is_file() or not path.is_file():
        raise ScreenError("screening.since", file=hits.name, reason="missing")
    with path.open("rb") as file:
        size = int.from_bytes(file.read(_HEAD), "little")
        try:
            head = json.loads(file.read(size)) if size < 1 << 20 else {}
        except ValueError:
            head = {}
    if head.get("form") != FORM or path.stat().st_size != _HEAD + size + 16 * sum(head.get("rows", [0])):
        raise ScreenError("screening.since", file=hits.name, reason="unreadable")
    if head["hits"] != _digest_of(hits):
        raise ScreenError("screening.since", file=hits.name, reason="changed")
    other = sorted(name for name in terms if head["terms"].get(name) != terms[name])
    if other:
        raise ScreenError("screening.since", file=hits.name, reason=f"different: {', '.join(other)}")
    if not head["unique"]:
        raise ScreenError("screening.since", file=hits.name, reason="an id stands in a list twice")
    held: Array = np.memmap(path, np.uint8, "r") if sum(head["rows"]) else np.empty(0, np.uint8)
    sides, at = [], _HEAD + size
    for rows in head["rows"]:
        cut = [held[at + 8 * rows * half : at + 8 * rows * (half + 1)].view("<u8") for half in range(2)]
        sides.append(Side(*cut))
        at += 16 * rows
    return sides[0], sides[1]


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        digest = blake2b(digest_size=16)
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
