"""The voices that are in use, laid end to end so that the compiled loops can look into any of them.

A voice is loaded when the first word needs it; the loops then get new arrays, the old ones are dropped.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import kernel
from comity.names.voice import Array, Voice, load_voice

LATIN = 0
"""The place of the voice ``latn``, which is always there."""


class Arrays(NamedTuple):
    """What the loops read: few arrays, since each is counted in and out with every call.

    ``bounds`` int64[voices, 12] holds where each table of a voice begins and ends: its grams and their numbers, its Latin
    chunks and its arcs in ``slots`` uint64 and ``values`` int32; the logs of its grams and symbols in ``logs`` int32, those
    of the 27 letters behind them; how many symbols its longest gram and how many letters its longest chunk has.
    ``tops`` int32 stands beside ``logs``: the likeliest arc of each gram; ``blooms`` uint64[., 4] which letters it may stand
    for; ``peaks`` int32 beside ``values``: the likeliest arc of each chunk (see ``kernel.peaks_of``).
    """

    bounds: Array
    slots: Array
    values: Array
    logs: Array
    tops: Array
    peaks: Array
    blooms: Array


class Chorus:
    """The voices in use by name and by place. Not for use by two threads at once."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.voices: list[Voice] = []
        self._arrays: Arrays | None = None
        self.place("latn")

    def place(self, name: str) -> int:
        """Where a voice stands; it is loaded when it has no place yet. Raises FileNotFoundError for an unknown one."""
        if name not in self.places:
            self.voices.append(load_voice(name))
            self.places[name] = len(self.voices) - 1
            self._arrays = None
        return self.places[name]

    @property
    def arrays(self) -> Arrays:
        """All voices as the loops read them."""
        if self._arrays is None:
            self._arrays = _laid(self.voices)
        return self._arrays


def _laid(voices: list[Voice]) -> Arrays:
    bounds, slots, values, logs, tops, peaks, blooms = [], [], [], [], [], [], []
    tables = plain = 0
    for voice in voices:
        row: list[int] = []
        best, high, bits = _peaks(voice.name)
        for keys, held in (voice.gram_table, voice.chunk_table, voice.arc_table):
            row += [tables, tables + len(keys)]
            tables += len(keys)
            slots.append(keys)
            values.append(held)
            peaks.append(high if keys is voice.chunk_table[0] else np.zeros(len(keys), np.int32))
        for some in (voice.gram_logs, voice.symbol_logs):
            row += [plain]
            plain += len(some)
            logs.append(some)
        row += [plain, plain + 27, *_longest(voice)]
        plain += 27
        logs.append(voice.letter_logs)
        others = len(voice.symbol_logs) + 27
        tops += [best, np.zeros(others, np.int32)]
        blooms += [bits, np.zeros((others, 4), np.uint64)]
        bounds.append(row)
    flat = (np.concatenate(some) for some in (slots, values, logs, tops, peaks, blooms))
    return Arrays(np.array(bounds, np.int64), *flat)


@cache
def _peaks(name: str) -> tuple[Array, Array, Array]:
    voice = load_voice(name)
    return kernel.peaks_of(*voice.arc_table, voice.chunk_table[0], len(voice.gram_logs))  # type: ignore[no-any-return]


def _longest(voice: Voice) -> tuple[int, int]:
    """Symbols of a gram, letters of its longest chunk.

    A gram may end in symbols that no table knows, which count as none, so the longest ones are always asked for.
    """
    keys = voice.chunk_table[0]
    most = int(keys[keys != np.uint64(0xFFFFFFFFFFFFFFFF)].max(initial=np.uint64(0)))
    return kernel.MAX_GRAM, next(size for size in range(kernel.MAX_CHUNK + 2) if most < 27**size)


@njit(cache=True)
def latin_margin(voices, place, letters):  # type: ignore[no-untyped-def]
    """Log P(spelling) as a voice has it, in thousandths."""
    begin, end = voices.bounds[place, 2], voices.bounds[place, 3]
    letter_logs = voices.logs[voices.bounds[place, 8] : voices.bounds[place, 9]]
    return kernel.latin_margin(
        kernel.chunks_of(letters), letter_logs, voices.slots[begin:end], voices.values[begin:end]
    )  # fmt: skip


@njit(cache=True)
def ratio(voices, place, symbols, letters):  # type: ignore[no-untyped-def]
    """The log-likelihood ratio of "the letters spell the token" against two unrelated names, in thousandths of a nat.

    ``symbols`` uint16[n] as the voice at ``place`` numbers them, ``letters`` int32[m] with a=1 … z=26.
    """
    row = voices.bounds[place]
    grams = kernel.grams_of(symbols, voices.slots[row[0] : row[1]], voices.values[row[0] : row[1]])
    chunks = kernel.chunks_of(letters)
    symbol_logs, letter_logs = voices.logs[row[7] : row[8]], voices.logs[row[8] : row[9]]
    native = kernel.native_margin(symbols, grams, voices.logs[row[6] : row[7]], symbol_logs)
    latin = kernel.latin_margin(chunks, letter_logs, voices.slots[row[2] : row[3]], voices.values[row[2] : row[3]])
    both = kernel.joint(
        symbols, grams, chunks, symbol_logs, letter_logs, voices.slots[row[4] : row[5]], voices.values[row[4] : row[5]]
    )  # fmt: skip
    return both - native - latin
