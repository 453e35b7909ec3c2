"""The voices that are in use, laid end to end so that the compiled loops can look into any of them.

A voice is loaded when the first word needs it; the loops then get new arrays, the old ones are dropped.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from comity.names import kernel
from comity.names.voice import Array, Voice, load_voice

LATIN = 0
"""The place of the voice ``latn``, which is always there."""


class Arrays(NamedTuple):
    """What the loops read. ``*_at`` int64[voices + 1] says where the share of each voice begins."""

    gram_at: Array
    gram_slots: Array
    gram_ids: Array
    log_at: Array
    gram_logs: Array
    symbol_at: Array
    symbol_logs: Array
    letter_logs: Array
    """int32[voices, 27]"""
    chunk_at: Array
    chunk_slots: Array
    chunk_logs: Array
    arc_at: Array
    arc_slots: Array
    arc_logs: Array


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


def _starts(parts: list[Array]) -> Array:
    return np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)


def _laid(voices: list[Voice]) -> Arrays:
    grams = [voice.gram_table for voice in voices]
    chunks = [voice.chunk_table for voice in voices]
    arcs = [voice.arc_table for voice in voices]
    return Arrays(
        gram_at=_starts([slots for slots, _ in grams]),
        gram_slots=np.concatenate([slots for slots, _ in grams]),
        gram_ids=np.concatenate([ids for _, ids in grams]),
        log_at=_starts([voice.gram_logs for voice in voices]),
        gram_logs=np.concatenate([voice.gram_logs for voice in voices]),
        symbol_at=_starts([voice.symbol_logs for voice in voices]),
        symbol_logs=np.concatenate([voice.symbol_logs for voice in voices]),
        letter_logs=np.stack([voice.letter_logs for voice in voices]),
        chunk_at=_starts([slots for slots, _ in chunks]),
        chunk_slots=np.concatenate([slots for slots, _ in chunks]),
        chunk_logs=np.concatenate([logs for _, logs in chunks]),
        arc_at=_starts([slots for slots, _ in arcs]),
        arc_slots=np.concatenate([slots for slots, _ in arcs]),
        arc_logs=np.concatenate([logs for _, logs in arcs]),
    )


@njit(cache=True)
def ratio(chorus, place, symbols, letters):  # type: ignore[no-untyped-def]
    """The log-likelihood ratio of "the letters spell the token" against two unrelated names, in thousandths of a nat.

    ``symbols`` uint16[n] as the voice at ``place`` numbers them, ``letters`` int32[m] with a=1 … z=26.
    """
    grams = kernel.grams_of(
        symbols,
        chorus.gram_slots[chorus.gram_at[place] : chorus.gram_at[place + 1]],
        chorus.gram_ids[chorus.gram_at[place] : chorus.gram_at[place + 1]],
    )
    chunks = kernel.chunks_of(letters)
    symbol_logs = chorus.symbol_logs[chorus.symbol_at[place] : chorus.symbol_at[place + 1]]
    letter_logs = chorus.letter_logs[place]
    native = kernel.native_margin(
        symbols, grams, chorus.gram_logs[chorus.log_at[place] : chorus.log_at[place + 1]], symbol_logs
    )  # fmt: skip
    latin = kernel.latin_margin(
        chunks, letter_logs,
        chorus.chunk_slots[chorus.chunk_at[place] : chorus.chunk_at[place + 1]],
        chorus.chunk_logs[chorus.chunk_at[place] : chorus.chunk_at[place + 1]],
    )  # fmt: skip
    both = kernel.joint(
        symbols, grams, chunks, symbol_logs, letter_logs,
        chorus.arc_slots[chorus.arc_at[place] : chorus.arc_at[place + 1]],
        chorus.arc_logs[chorus.arc_at[place] : chorus.arc_at[place + 1]],
    )  # fmt: skip
    return both - native - latin
