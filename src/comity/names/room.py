"""Where the loops work, so that no pair of names asks for memory, and what they remember of parts they have compared."""

from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import familiar
from comity.names.align import FREE_PARTS, MERGED
from comity.names.cuts import Sides, new_sides
from comity.names.kernel import LENGTH
from comity.names.voice import Array

MOST = 12
"""Parts of a name at most (``parts.MAX_PARTS``)."""
NOBODY = -1
"""Stands where a key has no further part."""
_MEMO = 1 << 20
_NEAR = 2_047
"""Pairs with one part in common lie within so many slots: pairs come sorted by one of their names."""
_SIEVE = 19


class Room(NamedTuple):
    """Where one who compares works. Not for use by two threads at once."""

    memo: Array
    """int32[slots, 8]: up to four parts and what ``likeness`` says of them; one row is half a line of the cache."""
    sieve: Array
    """uint64: a bit for every pair of words that ``familiar`` knows as one name."""
    sides: Sides
    text: Array
    """int32[2, 48]: letters of neighbours read as one; ``signs`` uint16[48]."""
    signs: Array
    found: Array
    """int32[12, 3, 12, 3, 4]: what ``likeness`` says of parts and neighbours."""
    gains: Array
    alone: Array
    strong: Array
    best: Array
    back: Array
    states: Array
    choice: Array
    groups: Array
    rest: Array
    turned: Array
    limits: Array
    """int64[6, 3, 6, 3, 4] and ``tops`` int64[2, 6, 4]: what `reach_across` knows of parts of two scripts."""
    tops: Array


def new_room(slots: int = _MEMO) -> Room:
    """Room for one who compares."""
    return Room(
        memo=np.zeros((slots, 8), np.int32), sieve=_sieve(familiar.arrays().pairs), sides=new_sides(),
        text=np.zeros((2, LENGTH), np.int32), signs=np.zeros(LENGTH, np.uint16),
        found=np.zeros((MOST, MERGED, MOST, MERGED, 4), np.int32), gains=np.zeros((MOST, MERGED, MOST, MERGED), np.int32),
        alone=np.zeros((2, MOST), np.int32), strong=np.zeros((2, MOST), np.bool_),
        best=np.zeros((MOST + 1, MOST + 1), np.int32), back=np.zeros((MOST + 1, MOST + 1, 2), np.int32),
        states=np.zeros((FREE_PARTS + 1, 1 << FREE_PARTS), np.int32),
        choice=np.zeros((FREE_PARTS + 1, 1 << FREE_PARTS), np.int32),
        groups=np.zeros((2 * MOST, 4), np.int32), rest=np.zeros((2, MOST), np.int32), turned=np.zeros(MOST + 1, np.int32),
        limits=np.zeros((FREE_PARTS, MERGED, FREE_PARTS, MERGED, 4), np.int64), tops=np.zeros((2, FREE_PARTS, 4), np.int64),
    )  # fmt: skip


def _sieve(pairs: Array) -> Array:
    bits = pairs >> np.uint64(64 - _SIEVE)
    found = np.zeros(1 << (_SIEVE - 6), np.uint64)
    np.bitwise_or.at(found, bits >> np.uint64(6), np.uint64(1) << (bits & np.uint64(63)))
    return found


@njit(cache=True, inline="always")
def sifted(sieve, mixed):  # type: ignore[no-untyped-def]
    """Whether two words with this hash (``familiar.pair_hash``) may be one name."""
    bit = mixed >> np.uint64(64 - _SIEVE)
    return sieve[bit >> np.uint64(6)] >> (bit & np.uint64(63)) & np.uint64(1) != np.uint64(0)


@njit(cache=True)
def remembered(memo, one, two, three, four):  # type: ignore[no-untyped-def]
    """The row of these parts (numbers, NOBODY behind the last), and whether it is filled; else it is theirs from now on.

    The rarer answer is that of two rows side by side that was asked last; what it held before is forgotten.
    """
    mixed = (np.uint64(three + 2) * np.uint64(0x165667B19E3779F9)) ^ (
        np.uint64(four + 2) * np.uint64(0xC2B2AE3D27D4EB4F)
    )
    mixed = (mixed ^ np.uint64(two + 1)) * np.uint64(0xD6E8FEB86659FD93)
    first = np.uint64(one + 1) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)
    slot = np.int64((first + (mixed >> np.uint64(40) & np.uint64(_NEAR))) & np.uint64(len(memo) - 1))
    near = slot ^ 1
    for at in (slot, near):
        if memo[at, 0] == one + 1 and memo[at, 1] == two and memo[at, 2] == three and memo[at, 3] == four:
            return at, True
    if memo[slot, 0]:
        for column in range(8):
            memo[near, column] = memo[slot, column]
    memo[slot, 0], memo[slot, 1], memo[slot, 2], memo[slot, 3] = one + 1, two, three, four
    return slot, False
