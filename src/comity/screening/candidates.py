"""From keys to pairs worth comparing in full: who meets under a key, and is not ruled out at a glance.

The smaller side (the questions) is laid out once by key; the larger one streams past it, name by name, so that memory
grows with the questions only. A glance costs some nanoseconds: the shapes of both names as sets of bits, years, nationalities.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from comity.names.skeleton import Array, Skeletons
from comity.screening.keys import TITLE, Facts, Names

_FREE = np.int32(-1)
SAME, CLOSE, APART = 0, 1, 2
"""How a fact of two records stands: it agrees, nobody knows (or a year beside), it differs."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Names at a glance, one row a name: ``shape`` uint64[n] and ``sounds`` uint64[n, 2], bits of its words; ``native`` bool[n]."""

    shape: Array
    sounds: Array
    native: Array


@njit(cache=True)
def _looks_of(starts, parts, kinds, shapes, sounds, native):  # type: ignore[no-untyped-def]
    names = len(starts) - 1
    shape, sound, foreign = np.zeros(names, np.uint64), np.zeros((names, 2), np.uint64), np.zeros(names, np.bool_)
    for name in range(names):
        for at in range(starts[name], starts[name + 1]):
            if kinds[at] != TITLE:
                word = parts[at]
                shape[name] |= shapes[word]
                sound[name, 0] |= sounds[word, 0]
                sound[name, 1] |= sounds[word, 1]
                foreign[name] |= native[word]
    return shape, sound, foreign


def looks_of(names: Names, skeletons: Skeletons) -> Looks:
    """The bits of packed names."""
    shape, sounds, native = _looks_of(
        names.starts, names.parts, names.kinds, skeletons.shape, skeletons.sounds, skeletons.native
    )
    return Looks(shape=shape, sounds=sounds, native=native)


@dataclass(frozen=True, slots=True)
class Index:
    """Asked keys laid out for look-up: open hash table ``slots`` (place of a key's first name) over sorted ``keys``."""

    slots: Array
    keys: Array
    ends: Array
    names: Array


@njit(cache=True)
def _laid_out(keys):  # type: ignore[no-untyped-def]
    size = 8
    while size < 2 * len(keys) + 2:
        size *= 2
    slots, ends = np.full(size, _FREE, np.int32), np.zeros(len(keys), np.int32)
    mask = np.uint64(size - 1)
    at = 0
    while at < len(keys):
        end = at
        while end < len(keys) and keys[end] == keys[at]:
            end += 1
        ends[at] = end
        slot = keys[at] & mask
        while slots[slot] != _FREE:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = at
        at = end
    return slots, ends


def index_of(keys: Array, names: Array) -> Index:
    """Lay asked keys out."""
    order = np.lexsort((names, keys))
    sorted_keys = keys[order]
    slots, ends = _laid_out(sorted_keys)
    return Index(slots=slots, keys=sorted_keys, ends=ends, names=names[order])


@njit(cache=True, inline="always")
def _ones(bits):  # type: ignore[no-untyped-def]
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True, inline="always")
def year_of(first, last, other_first, other_last):  # type: ignore[no-untyped-def]
    """SAME for years that meet, CLOSE where one is unknown or the next one, APART otherwise."""
    if first == 0 or other_first == 0:
        return CLOSE
    gap = max(other_first - last, first - other_last)
    return SAME if gap <= 0 else (CLOSE if gap == 1 else APART)


@njit(cache=True, inline="always")
def state_of(states, others):  # type: ignore[no-untyped-def]
    """SAME where one nationality is shared, CLOSE where one side has none, APART otherwise."""
    if states[0] == 0 or others[0] == 0:
        return CLOSE
    for at in range(len(states)):
        for other in range(len(others)):
            if states[at] and states[at] == others[other]:
                return SAME
    return APART
