"""From keys to pairs worth comparing in full: who meets under a key and is not ruled out at a glance.

The smaller side (the questions) is laid out once by key; the larger one streams past it, record by record, so that memory
grows with the questions only. A glance costs some nanoseconds: the words of both names as sets of bits, years, nationalities.
Its points are rough thousandths of a nat and rank pairs; they are no evidence and nobody is shown them.
"""

from dataclasses import dataclass

import numpy as np

from comity.kit.compiled import njit
from comity.names.skeleton import Array, Skeletons
from comity.screening.keys import TITLE, Facts, Names

BAR = -7_600
"""Pairs with fewer points are not compared in full. Lower finds more and costs more; docs/design/keys.md has the curve."""
ALONE_BAR = -12_500
"""The same between lists that have nothing but names in common."""
_ALIKE = np.array([
    [-15_000, -15_000, -13_000, -11_500, -9_500, -7_300, -4_800, -2_500, -1_000],
    [-15_000, -14_000, -12_000, -10_000, -7_500, -5_800, -3_000, -1_000, -200],
], np.int64)  # fmt: skip
"""Points for the share (in eighths) of the shape of the shorter name: both in Latin letters, both in others."""
_HEARD = np.array([[-12_000, -12_000, -12_000], [-7_700, -6_200, -6_000], [-6_500, -5_200, -2_700]], np.int64)
"""Points in different scripts for so many words (0, 1, 2) that can sound alike, and so many by their likeliest readings."""
_YEARS = np.array([0, -3_000, -5_500], np.int64)
_STATES = np.array([0, -2_200, -4_800], np.int64)
"""Points where the fact agrees, where one side has none (or the year is the next), where it differs.

Who has more than two nationalities is looked at as if none were known."""
_FACTS = _YEARS[:, None] + _STATES[None, :]
_SHARES = np.array([
    [[row[min(8, common * 8 // max(least, 1))] for least in range(65)] for common in range(65)] for row in _ALIKE.tolist()
], np.int64)  # fmt: skip
_YEAR_BITS, _STATE_BITS = 12, 16
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Index:
    """Asked keys laid out for look-up.

    ``sieve`` bits of keys that are there; ``slots`` uint64[size, 2] key, begin and end of its run in ``plain`` uint64[n, 2]
    (facts and shape of the name), ``others`` uint64[n, 3] (its sounds, needed for another script) and ``records`` int32[n];
    ``questions`` is the number of records.
    """

    sieve: Array
    slots: Array
    plain: Array
    others: Array
    records: Array
    questions: int


@njit(cache=True)
def _glances_of(starts, parts, kinds, owners, bits, born, states):  # type: ignore[no-untyped-def]
    shapes, sounds, likeliest, native = bits
    names = len(starts) - 1
    seen = np.zeros((names, 5), np.uint64)
    for name in range(names):
        foreign = False
        for at in range(starts[name], starts[name + 1]):
            if kinds[at] != TITLE:
                word = parts[at]
                seen[name, 0] |= shapes[word]
                seen[name, 1] |= sounds[word, 0]
                seen[name, 2] |= sounds[word, 1]
                seen[name, 3] |= likeliest[word]
                foreign = foreign or native[word]
        record, known = owners[name], 0
        facts = np.uint64(min(4095, max(0, born[record, 0])))
        facts |= np.uint64(min(4095, max(0, born[record, 1]))) << np.uint64(_YEAR_BITS)
        for at in range(states.shape[1]):
            known += states[record, at] > 0
        if known <= 2:
            for at in range(min(2, states.shape[1])):
                facts |= np.uint64(states[record, at]) << np.uint64(2 * _YEAR_BITS + at * _STATE_BITS)
        seen[name, 4] = facts | np.uint64(foreign) << np.uint64(63)
    return seen


def glances_of(names: Names, facts: Facts, skeletons: Skeletons) -> Array:
    """What a glance sees of packed names: uint64[n, 5], shape, sounds (two), likeliest sounds, and years, states, script."""
    bits = (skeletons.shape, skeletons.sounds, skeletons.likeliest, skeletons.native)
    return np.asarray(_glances_of(names.starts, names.parts, names.kinds, names.owners, bits, facts.born, facts.states))


@njit(cache=True)
def _laid_out(keys):  # type: ignore[no-untyped-def]
    size = 64
    while size < 2 * len(keys):
        size *= 2
    slots, sieve = np.full((size, 2), _NONE, np.uint64), np.zeros(size // 8, np.uint64)
    mask, at = np.uint64(size - 1), 0
    wide = np.uint64(len(sieve) * 64 - 1)
    while at < len(keys):
        end = at
        while end < len(keys) and keys[end] == keys[at]:
            end += 1
        slot, bit = keys[at] & mask, (keys[at] >> np.uint64(20)) & wide
        while slots[slot, 1] != _NONE:
            slot = (slot + np.uint64(1)) & mask
        slots[slot, 0], slots[slot, 1] = keys[at], np.uint64(at) << np.uint64(32) | np.uint64(end)
        sieve[bit >> np.uint64(6)] |= np.uint64(1) << (bit & np.uint64(63))
        at = end
    return slots, sieve


def index_of(keys: Array, rows: Array, *, names: Names, glances: Array) -> Index:
    """Lay the keys that questions ask for out; ``rows`` are the names the keys belong to."""
    order = np.lexsort((rows, glances[rows, 4] >> np.uint64(63), keys))
    slots, sieve = _laid_out(keys[order])
    rows = rows[order]
    seen = glances[rows]
    questions = int(names.owners.max()) + 1 if len(names.owners) else 0
    return Index(
        sieve=sieve, slots=slots, plain=np.ascontiguousarray(seen[:, [4, 0]]), others=np.ascontiguousarray(seen[:, 1:4]),
        records=names.owners[rows], questions=questions,
    )  # fmt: skip


@njit(cache=True, inline="always")
def _ones(bits):  # type: ignore[no-untyped-def]
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True, inline="always")
def _facts(one, other):  # type: ignore[no-untyped-def]
    """Points for the years and nationalities of two records, without branches that a processor would guess wrongly."""
    low, word = np.uint64(0xFFF), np.uint64(0xFFFF)
    first, last = np.int64(one & low), np.int64((one >> np.uint64(12)) & low)
    its_first, its_last = np.int64(other & low), np.int64((other >> np.uint64(12)) & low)
    gap = max(first - its_last, its_first - last)
    known = (first != 0) & (its_first != 0)
    year = 1 - known + known * ((gap > 0) + (gap > 1))
    state, mate = (one >> np.uint64(24)) & word, (one >> np.uint64(40)) & word
    its, its_mate = (other >> np.uint64(24)) & word, (other >> np.uint64(40)) & word
    told = (state != 0) & (its != 0)
    agree = (state == its) | (state == its_mate) | ((mate != 0) & ((mate == its) | (mate == its_mate)))
    return _FACTS[year, 1 + told * (1 - 2 * agree)]


@njit(cache=True, inline="always")
def _points(here, script, ones, facts, shape, others, place):  # type: ignore[no-untyped-def]
    """Points of a filed name and the asking one at a place of the index: rough thousandths of a nat, for ranking only."""
    points = _facts(here[4], facts)
    if facts >> np.uint64(63) == script:
        return points + _SHARES[script, _ones(here[0] & shape), min(ones, _ones(shape))]
    sounds = min(2, _ones(here[1] & others[place, 0]) + _ones(here[2] & others[place, 1]))
    return points + _HEARD[sounds, min(2, _ones(here[3] & others[place, 2]))]


@njit(cache=True)
def _pairs_of(keys, rows, owners, glances, index, questions, bar):  # type: ignore[no-untyped-def]
    sieve, slots, plain, others, records = index
    found = np.empty((1 << 16, 2), np.int32)
    count, met = 0, np.int64(0)
    stamps = np.full(questions, -1, np.int32)
    mask, wide = np.uint64(len(slots) - 1), np.uint64(len(sieve) * 64 - 1)
    for at in range(len(keys)):
        key = keys[at]
        bit = (key >> np.uint64(20)) & wide
        if not sieve[bit >> np.uint64(6)] >> (bit & np.uint64(63)) & np.uint64(1):
            continue
        slot = key & mask
        while slots[slot, 1] != _NONE and slots[slot, 0] != key:
            slot = (slot + np.uint64(1)) & mask
        run = slots[slot, 1]
        if run == _NONE:
            continue
        begin, end = np.int64(run >> np.uint64(32)), np.int64(run & np.uint64(0xFFFFFFFF))
        here, record = glances[rows[at]], owners[rows[at]]
        script, ones = here[4] >> np.uint64(63), _ones(here[0])
        met += end - begin
        for place in range(begin, end):
            if _points(here, script, ones, plain[place, 0], plain[place, 1], others, place) < bar:
                continue
            if stamps[records[place]] != record:
                stamps[records[place]] = record
                if count == len(found):
                    found = np.concatenate((found, np.empty_like(found)))
                found[count, 0], found[count, 1] = records[place], record
                count += 1
    return found[:count].copy(), met


def pairs_of(
    index: Index, keys: Array, rows: Array, *, names: Names, glances: Array, bar: int = BAR
) -> tuple[Array, int]:
    """Pairs worth comparing in full, int32[k, 2] (asking record, filed record), each once; and how many met under a key.

    ``keys`` and ``rows`` are what a register files its ``names`` under, the names of a record next to each other.
    """
    parts = (index.sieve, index.slots, index.plain, index.others, index.records)
    found, met = _pairs_of(keys, rows, names.owners, glances, parts, index.questions, bar)
    return found, int(met)
