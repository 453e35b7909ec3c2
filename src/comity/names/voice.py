"""A voice: how the tokens of one script are spelled in Latin letters, as a learned table (see ``kernel``).

A table is a ``.npz`` of plain arrays in ``names/tables``, read without pickle:

- ``symbols`` uint32[S]: the code points a token may hold, sorted; symbol ``i`` has the id ``i + 1``
- ``grams`` uint16[G, 4]: chunks of symbol ids, padded with 0; ``gram_logs`` int16[G]: their log-probability
- ``starts`` uint32[G + 1]: the arcs of gram ``g`` are ``starts[g]:starts[g + 1]``
- ``chunks`` uint32[N]: the Latin chunk of an arc (a=1 … z=26, base 27); ``logs`` int16[N]: its joint log-probability
- ``symbol_logs`` int16[S + 1], ``letter_logs`` int16[27]: how frequent each symbol and letter is; place 0 is an unknown one
- ``chunk_codes`` uint32[C], ``chunk_logs`` int16[C]: the margin of every Latin chunk

Logarithms are natural, in thousandths. Which table came from which data is told by ``tables/sources.json``.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from comity.names import ear, kernel

Array = np.ndarray[Any, np.dtype[Any]]
_LETTER_A = ord("a") - 1


@dataclass(frozen=True, slots=True)
class Spelled:
    """Latin letters made ready for voices: their runs (see ``kernel.chunks_of``)."""

    letters: str
    chunks: Array


@dataclass(frozen=True, slots=True)
class Voiced:
    """A token made ready for one voice: which grams start where, and log P(token) in thousandths."""

    symbols: Array
    grams: Array
    margin: int


@dataclass(frozen=True, slots=True)
class Voice:
    """One learned table with its look-ups. Immutable; safe to share between threads."""

    name: str
    ids: dict[str, int]
    gram_table: tuple[Array, Array]
    gram_logs: Array
    symbol_logs: Array
    letter_logs: Array
    chunk_table: tuple[Array, Array]
    arc_table: tuple[Array, Array]
    likeliest: tuple[Array, Array, Array]
    """Where the arcs of each gram start, their chunks and logs with the likeliest first."""
    points: Array
    """The code points of the symbols, sorted."""
    ear: ear.Ear
    """The same arrays for ``ear.hear``."""

    def numbers(self, points: Array) -> Array:
        """The ids (uint16) of symbols by their code points, 0 for unknown ones."""
        at = np.minimum(np.searchsorted(self.points, points), len(self.points) - 1)
        return np.where(self.points[at] == points, at + 1, 0).astype(np.uint16)

    def read(self, symbols: str) -> Voiced:
        """Make a token ready; symbols the table does not know are kept as unknown ones."""
        ids = np.array([self.ids.get(symbol, 0) for symbol in symbols[: kernel.LENGTH]], np.uint16)
        grams = kernel.grams_of(ids, *self.gram_table)
        margin = kernel.native_margin(ids, grams, self.gram_logs, self.symbol_logs)
        return Voiced(symbols=ids, grams=grams, margin=int(margin))

    def readings(self, token: Voiced, count: int) -> list[tuple[str, int]]:
        """The likeliest spellings of a token with ln P(spelling | token) in thousandths, best first."""
        return self._readings(token.symbols, count)

    def spellings(self, symbols: str, count: int) -> list[tuple[str, int]]:
        """The same for a token that is not made ready."""
        points = np.frombuffer(symbols[: kernel.LENGTH].encode("utf-32-le", "surrogatepass"), np.uint32)
        return self._readings(self.numbers(points), count)

    def _readings(self, symbols: Array, count: int) -> list[tuple[str, int]]:
        letters, lengths, logs, _ = ear.hear(self.ear, symbols, np.array([0, len(symbols)], np.int64), count)
        return [
            ("".join(chr(code + _LETTER_A) for code in ear.unpacked(packed, length).tolist()), log)
            for packed, length, log in zip(letters[0], lengths[0].tolist(), logs[0].tolist(), strict=True)
            if length != ear.NONE
        ]

    def margin(self, spelled: Spelled) -> int:
        """Log P(spelling) in thousandths."""
        return int(kernel.latin_margin(spelled.chunks, self.letter_logs, *self.chunk_table))

    def ratio(self, token: Voiced, spelled: Spelled) -> int:
        """The log-likelihood ratio of "the letters spell the token" against two unrelated names, in thousandths."""
        both = kernel.joint(
            token.symbols, token.grams, spelled.chunks, self.symbol_logs, self.letter_logs, *self.arc_table
        )  # fmt: skip
        return int(both) - token.margin - self.margin(spelled)


def spell(letters: str) -> Spelled:
    """Make letters a to z ready; longer ones are cut."""
    codes = np.array([ord(letter) - _LETTER_A for letter in letters[: kernel.LENGTH]], np.int32)
    return Spelled(letters=letters[: kernel.LENGTH], chunks=kernel.chunks_of(codes))


def voice_of(name: str, tables: Any) -> Voice:
    """A voice from the arrays of its table."""
    grams = tables["grams"].astype(np.uint64)
    keys = grams[:, 0] | grams[:, 1] << np.uint64(16) | grams[:, 2] << np.uint64(32) | grams[:, 3] << np.uint64(48)
    starts = tables["starts"].astype(np.int64)
    owners = np.repeat(np.arange(len(grams), dtype=np.uint64), np.diff(starts))
    order = np.lexsort((tables["chunks"], -tables["logs"].astype(np.int32), owners))
    arcs = owners << np.uint64(24) | tables["chunks"].astype(np.uint64)
    likeliest = (starts, tables["chunks"][order].astype(np.int64), tables["logs"][order].astype(np.int32))
    gram_table = kernel.hashed(keys, np.arange(len(keys), dtype=np.int32))
    gram_logs, symbol_logs, letter_logs = (
        tables[name].astype(np.int32) for name in ("gram_logs", "symbol_logs", "letter_logs")
    )
    chunk_table = kernel.hashed(tables["chunk_codes"].astype(np.uint64), tables["chunk_logs"].astype(np.int32))
    arc_table = kernel.hashed(arcs, tables["logs"].astype(np.int32))
    return Voice(
        name=name,
        ids={chr(point): at + 1 for at, point in enumerate(tables["symbols"].tolist())},
        gram_table=gram_table,
        gram_logs=gram_logs,
        symbol_logs=symbol_logs,
        letter_logs=letter_logs,
        chunk_table=chunk_table,
        arc_table=arc_table,
        likeliest=likeliest,
        points=tables["symbols"].astype(np.uint32),
        ear=ear.Ear(
            grams=gram_table, gram_logs=gram_logs, symbol_logs=symbol_logs, letter_logs=letter_logs, chunks=chunk_table,
            arcs=arc_table, likeliest=likeliest, spelled=ear.spelled_of(likeliest[1]),
        ),
    )  # fmt: skip


@cache
def load_voice(name: str) -> Voice:
    """The shipped voice of that name. Raises FileNotFoundError for a name that is not shipped."""
    with (files("comity.names") / "tables" / f"{name}.npz").open("rb") as stream:
        return voice_of(name, np.load(stream, allow_pickle=False))
