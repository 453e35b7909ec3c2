"""A plain likeness of names, keys and facts, to be replaced by the learned ones; kept in one place."""

from typing import Any, NamedTuple

import numpy as np
from anyascii import anyascii
from numba import njit

from comity.names.packing import Packed
from comity.names.parts import Part, prepare

Array = np.ndarray[Any, np.dtype[Any]]

LENGTH = 16
FEATURES = ("name_prior", "same_name", "similar_name", "contradiction", "left_out")


class _Lexicon(NamedTuple):
    letters: Array
    sizes: Array


@njit(cache=True)
def _slips(a, size_a, b, size_b, rows):  # type: ignore[no-untyped-def]
    for j in range(size_b + 1):
        rows[1, j] = j
    for i in range(1, size_a + 1):
        before, above, here = rows[(i - 2) % 3], rows[i % 3], rows[(i + 1) % 3]
        here[0] = i
        for j in range(1, size_b + 1):
            least = min(above[j] + 1, here[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                least = min(least, before[j - 2] + 1)
            here[j] = least
    return rows[(size_a + 1) % 3, size_b]


@njit(cache=True)
def _judge(lexicon, left, i, right, j, lines):  # type: ignore[no-untyped-def]
    rows = np.empty((3, LENGTH + 2), np.int32)
    a, b = left.parts[left.part_at[i] : left.part_at[i + 1]], right.parts[right.part_at[j] : right.part_at[j + 1]]
    lines[0, 0], lines[0, 1], lines[0, 2], lines[0, 3] = 0, -1, -1, -9_000
    count = 1
    met_a, met_b = np.zeros(16, np.bool_), np.zeros(16, np.bool_)
    for _ in range(min(len(a), len(b))):
        best, at, to = 500, -1, -1
        for x in range(len(a)):
            if met_a[x]:
                continue
            for y in range(len(b)):
                if met_b[y]:
                    continue
                size_a, size_b = lexicon.sizes[a[x]], lexicon.sizes[b[y]]
                longest = max(size_a, size_b, 1)
                if a[x] == b[y]:
                    alike = 1_000 + longest
                elif 2 * min(size_a, size_b) < longest:
                    continue
                else:
                    slips = _slips(lexicon.letters[a[x]], size_a, lexicon.letters[b[y]], size_b, rows)
                    alike = 990 - slips * 990 // longest
                if alike > best:
                    best, at, to = alike, x, y
        if at < 0:
            break
        met_a[at] = met_b[to] = True
        size = min(max(lexicon.sizes[a[at]], lexicon.sizes[b[to]], 2), 8)
        worth = min(1_000 * size * (min(best, 1_000) - 500) // 500, 7_000)
        lines[count, 0], lines[count, 1], lines[count, 2], lines[count, 3] = 1 if best >= 990 else 2, at, to, worth
        count += 1
    x = y = 0
    while x < len(a) or y < len(b):
        while x < len(a) and met_a[x]:
            x += 1
        while y < len(b) and met_b[y]:
            y += 1
        if x == len(a) and y == len(b):
            break
        both = x < len(a) and y < len(b)
        lines[count, 0], lines[count, 3] = 3 if both else 4, -5_000 if both else -1_000
        lines[count, 1], lines[count, 2] = x if x < len(a) else -1, y if y < len(b) else -1
        count += 1
        x, y = min(x + 1, len(a)), min(y + 1, len(b))
    return count


@njit(cache=True)
def _points(lexicon, left, lefts, right, rights):  # type: ignore[no-untyped-def]
    lines = np.empty((64, 4), np.int32)
    found = np.empty(len(lefts), np.int32)
    for pair in range(len(lefts)):
        total = 0
        for at in range(_judge(lexicon, left, lefts[pair], right, rights[pair], lines)):
            total += lines[at, 3]
        found[pair] = total
    return found


@njit(cache=True)
def _mixed(key):  # type: ignore[no-untyped-def]
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


class Likeness:
    """Stands in for the learned names: a plain likeness of parts in numbers."""

    version = "standin-1"

    def __init__(self) -> None:
        self._count = 0
        self._lexicon = _Lexicon(np.zeros((1024, LENGTH), np.uint8), np.zeros(1024, np.int32))

    def points(self, left: Packed, lefts: Array, right: Packed, rights: Array) -> Array:
        """int32[pairs], thousandths of a nat."""
        return np.asarray(_points(self._lexicon, left, lefts, right, rights))

    def lines(self, pair: tuple[Packed, int, Packed, int], texts: tuple[str, str]) -> list[tuple[str, str, str, int]]:
        """Feature, part of each name, points."""
        lines = np.empty((64, 4), np.int32)
        count = _judge(self._lexicon, *pair, lines)
        ours, theirs = ([part.text for part in prepare(text).parts] for text in texts)
        return [
            (FEATURES[feature], ours[a] if a >= 0 else "", theirs[b] if b >= 0 else "", worth)
            for feature, a, b, worth in lines[:count].tolist()
        ]

    def add(self, part: Part) -> None:
        """The next part."""
        if self._count == len(self._lexicon.sizes):
            self._lexicon = _Lexicon(*(np.concatenate([old, np.zeros_like(old)]) for old in self._lexicon))
        text = part.letters or "".join(char for char in anyascii(part.native).lower() if "a" <= char <= "z")
        codes = [ord(letter) - 96 for letter in text[:LENGTH]]
        self._lexicon.letters[self._count, : len(codes)] = codes
        self._lexicon.sizes[self._count] = len(codes)
        self._count += 1


class Facts(NamedTuple):
    """Birth days as yyyymmdd (month and day 0 where unknown), states as a set of bits of a hash."""

    births: Array
    states: Array


FACT_FEATURES = ("same_birth_date", "compatible_birth_date", "turned_birth_date", "other_birth_date", "same_state", "other_state")


@njit(cache=True)
def _fact(left, i, right, j, lines):  # type: ignore[no-untyped-def]
    count = 0
    a, b = left.births[i], right.births[j]
    if a and b:
        worth, which = -6_000, 3
        if a == b and a % 100:
            worth, which = 8_000, 0
        elif a // 10_000 == b // 10_000 and (a % 100 == 0 or b % 100 == 0):
            worth, which = 3_000, 1
        elif a // 10_000 == b // 10_000 and a % 100 == b // 100 % 100 and b % 100 == a // 100 % 100:
            worth, which = 5_000, 2
        elif a // 10_000 == b // 10_000 or (a % 10_000 == b % 10_000 and abs(a // 10_000 - b // 10_000) == 1):
            worth, which = -1_000, 3
        lines[count, 0], lines[count, 1] = which, worth
        count += 1
    if left.states[i] and right.states[j]:
        same = left.states[i] & right.states[j] != 0
        lines[count, 0], lines[count, 1] = 4 if same else 5, 2_000 if same else -2_000
        count += 1
    return count


@njit(cache=True)
def fact_points(left, lefts, right, rights):  # type: ignore[no-untyped-def]
    """int32[pairs], thousandths of a nat."""
    lines = np.empty((8, 2), np.int32)
    found = np.zeros(len(lefts), np.int32)
    for pair in range(len(lefts)):
        for at in range(_fact(left, lefts[pair], right, rights[pair], lines)):
            found[pair] += lines[at, 1]
    return found


def fact_lines(left: Facts, i: int, right: Facts, j: int) -> list[tuple[str, int]]:
    """Feature and points."""
    lines = np.empty((8, 2), np.int32)
    return [(FACT_FEATURES[feature], worth) for feature, worth in lines[: _fact(left, i, right, j, lines)].tolist()]


@njit(cache=True)
def births_of(data, offsets):  # type: ignore[no-untyped-def]
    found = np.zeros(len(offsets) - 1, np.int32)
    for row in range(len(found)):
        groups, number, digits = 0, 0, 0
        value = np.zeros(3, np.int32)
        for at in range(offsets[row], offsets[row + 1]):
            if 48 <= data[at] <= 57:
                number, digits = number * 10 + data[at] - 48, digits + 1
            elif digits and groups < 2:
                value[groups] = number
                groups, number, digits = groups + 1, 0, 0
        value[groups] = number
        found[row] = value[0] * 10_000 + value[1] * 100 + value[2]
    return found


@njit(cache=True)
def states_of(data, offsets):  # type: ignore[no-untyped-def]
    found = np.zeros(len(offsets) - 1, np.uint64)
    for row in range(len(found)):
        code = np.uint64(0)
        for at in range(offsets[row], offsets[row + 1] + 1):
            if at == offsets[row + 1] or data[at] == 124:
                if code:
                    found[row] |= np.uint64(1) << (_mixed(code) & np.uint64(63))
                code = np.uint64(0)
            else:
                code = code * np.uint64(131) + np.uint64(data[at])
    return found
