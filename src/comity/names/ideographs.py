"""Readings of Chinese characters in numbers, and the likeliest readings of many words at once: ``han.ways`` compiled.

What is known of a character or surname is written down when the first word that holds it is read, since a list holds few of
the twenty thousand.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import han
from comity.names.voice import Array

_STEPS, _FREE = 3, 4
"""So many readings of a character are tried in a word of at most so many characters; in a longer one only the first."""
_GENERAL = 2_000
"""What it costs to read a surname as the character is read elsewhere."""
_SHIFT, _ROOM = 20, 16


class Written(NamedTuple):
    """Words as numbers of characters: those of word ``i`` are ``characters[starts[i]:starts[i + 1]]``."""

    characters: Array
    starts: Array


class Told(NamedTuple):
    """Ways to read words: the row of the word each belongs to, what it costs, whether it is the word's likeliest.

    Its signs are the code points ``points[starts[i]:starts[i + 1]]``.
    """

    rows: Array
    costs: Array
    first: Array
    points: Array
    starts: Array


class _Readings(NamedTuple):
    """What the loops read. ``spoken`` int32[n, 3] numbers of readings (-1: none) and ``costs`` of characters; surnames stand
    behind, ``surnames`` sorted keys of one or two characters and their rows. ``order`` uint64 sorts readings as their letters
    do; ``points`` and ``at`` are their signs.
    """

    spoken: Array
    costs: Array
    surnames: Array
    surname_rows: Array
    order: Array
    points: Array
    at: Array


class _Column:
    """Numbers that come one by one and are read as an array."""

    def __init__(self, kind: type[np.generic], width: int = 0) -> None:
        self._held: Array = np.zeros((0, width) if width else 0, kind)
        self._fresh: list[object] = []

    def __len__(self) -> int:
        return len(self._held) + len(self._fresh)

    def add(self, more: Iterable[object]) -> None:
        """Put numbers, or rows of them, behind the others."""
        self._fresh += more

    @property
    def held(self) -> Array:
        """All of them."""
        if self._fresh:
            self._held = np.concatenate([self._held, np.array(self._fresh, self._held.dtype)])
            self._fresh = []
        return self._held


class _System:
    """The readings of one system, for the characters that have been seen."""

    def __init__(self, name: str, characters: dict[str, int]) -> None:
        self.name, self._characters = name, characters
        self._numbers: dict[str, int] = {}
        self._spoken, self._costs = _Column(np.int32, _STEPS), _Column(np.int32, _STEPS)
        self._order, self._points, self._at = _Column(np.uint64), _Column(np.uint32), _Column(np.int64)
        self._at.add([0])
        known = {surname: own for (surname, system), own in han._surnames().items() if system == name}
        self._begun = [surname for surname in known if len(surname) == 2]
        self._known, self._surnames = known, dict[int, int]()
        self._arrays: _Readings | None = None
        self._rows = _Column(np.int32)

    def learn(self, fresh: Sequence[str]) -> None:
        """Write characters down; their numbers follow those of the characters before."""
        general = han._characters()[1][han.SYSTEMS.index(self.name)]
        for character in fresh:
            self._rows.add([self._row(general.get(character, ()))])
            if character in self._known:
                own = self._known[character]
                named = {one for one, _ in own}
                rest = [(one, cost + _GENERAL) for one, cost in general.get(character, ()) if one not in named]
                self._surnames[self._characters[character] + 1 << _SHIFT] = self._row((*own, *rest))
        known = self._characters
        for surname in [one for one in self._begun if one[0] in known and one[1] in known]:
            first, second = (known[character] + 1 for character in surname)
            self._surnames[first << _SHIFT | second] = self._row(self._known[surname])
            self._begun.remove(surname)
        self._arrays = None

    def _row(self, readings: Iterable[tuple[str, int]]) -> int:
        some = list(readings)[:_STEPS]
        empty = [-1] * (_STEPS - len(some))
        self._spoken.add([[self._number(one) for one, _ in some] + empty])
        self._costs.add([[cost for _, cost in some] + empty])
        return len(self._spoken) - 1

    def _number(self, reading: str) -> int:
        number = self._numbers.setdefault(reading, len(self._numbers))
        if number == len(self._order):
            self._order.add([_place(reading)])
            self._points.add(map(ord, _signs(self.name, reading)))
            self._at.add([len(self._points)])
        return number

    @property
    def arrays(self) -> _Readings:
        """What is known so far."""
        if self._arrays is None:
            keys = sorted(self._surnames)
            rows = np.array([self._surnames[key] for key in keys], np.int32)
            self._arrays = _Readings(
                self._spoken.held, self._costs.held, np.array(keys, np.int64), rows, self._order.held, self._points.held,
                self._at.held,
            )  # fmt: skip
        return self._arrays

    @property
    def rows(self) -> Array:
        """Where each character stands in ``spoken``."""
        return self._rows.held


def _place(reading: str) -> int:
    """A number that sorts as the reading does: five bits a letter, twenty a sign of another script."""
    width, most = (5, 12) if reading.isascii() else (20, 3)
    ranks = [(0 if sign == " " else ord(sign) - 96) + 1 if reading.isascii() else ord(sign) for sign in reading]
    return sum(rank << width * (most - 1 - at) for at, rank in enumerate(ranks))


def _signs(system: str, reading: str) -> str:
    """A reading as the voices of its system are given it."""
    match system:
        case "mandarin" | "cantonese":
            return "".join(han.signs(system, syllable) for syllable in reading.split())
        case "korean":
            return unicodedata.normalize("NFD", reading.replace(" ", ""))
        case _:
            return reading.replace(" ", "")


class Ideographs:
    """All characters seen so far. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._systems = {name: _System(name, self._numbers) for name in han.SYSTEMS}

    def write(self, words: Sequence[str]) -> Written:
        """Words in plain characters (``han.plain``) in numbers, each cut to ``han.LONGEST``."""
        cut = [word[: han.LONGEST] for word in words]
        text = "".join(cut)
        fresh = [character for character in dict.fromkeys(text) if character not in self._numbers]
        for character in fresh:
            self._numbers[character] = len(self._numbers)
        if fresh:
            for system in self._systems.values():
                system.learn(fresh)
        starts = np.zeros(len(cut) + 1, np.int64)
        np.cumsum([len(word) for word in cut], out=starts[1:])
        return Written(np.array([self._numbers[character] for character in text], np.int64), starts)

    def __len__(self) -> int:
        return len(self._numbers)

    def each(self, first: int) -> Written:
        """Every character from number ``first`` on as a word of its own."""
        return Written(np.arange(first, len(self)), np.arange(len(self) - first + 1))

    def ways(self, system: str, words: Written) -> Told:
        """The likeliest ways to read words in a system, at most ``han.WAYS`` each, the likeliest first."""
        held = self._systems[system]
        return Told(*_ways(words.characters, words.starts, held.rows, held.arrays, han.WAYS))


@cache
def _plain() -> dict[int, str]:
    return {ord(one): plain for one, plain in han._characters()[0].items() if one != plain}


def plain_lines(words: Sequence[str]) -> list[str]:
    """Words with each character in its plain form (``han.plain``)."""
    return "\n".join(words).translate(_plain()).split("\n") if words else []


@cache
def ideographs() -> Ideographs:
    """Those of this process."""
    return Ideographs()


@njit(cache=True)
def _steps(characters, rows, readings, steps):  # type: ignore[no-untyped-def]
    """The rows of what is read one after the other: a surname, then characters; gives how many, 0 where one is unknown."""
    count, at = 0, 0
    for length in range(min(2, len(characters)), 0, -1):
        key = (characters[0] + 1) << _SHIFT
        if length == 2:
            key |= characters[1] + 1
        place = np.searchsorted(readings.surnames, key)
        if place < len(readings.surnames) and readings.surnames[place] == key:
            steps[0], count, at = readings.surname_rows[place], 1, length
            break
    for place in range(at, len(characters)):
        steps[count] = rows[characters[place]]
        if readings.spoken[steps[count], 0] < 0:
            return 0
        count += 1
    return count


@njit(cache=True, inline="always")
def _before(one, cost, other, its_cost, count, order):  # type: ignore[no-untyped-def]
    """Whether a way is likelier than another one, or as likely and first by its letters."""
    if cost != its_cost:
        return cost < its_cost
    for at in range(count):
        if one[at] != other[at]:
            return order[one[at]] < order[other[at]]
    return False


@njit(cache=True)
def _best(steps, count, readings, best, best_costs, turn):  # type: ignore[no-untyped-def]
    """Every way to choose one reading of each step; the best ones stay, in order. Gives how many."""
    most, held, width = len(best_costs), 0, _STEPS if count <= _FREE else 1
    here = np.zeros(count, np.int64)
    while True:
        cost = 0
        for at in range(count):
            turn[at] = readings.spoken[steps[at], here[at]]
            cost += readings.costs[steps[at], here[at]]
        slot = held
        while slot > 0 and _before(turn, cost, best[slot - 1], best_costs[slot - 1], count, readings.order):
            slot -= 1
        if slot < most:
            for at in range(min(held, most - 1), slot, -1):
                best[at], best_costs[at] = best[at - 1], best_costs[at - 1]
            best[slot], best_costs[slot] = turn, cost
            held = min(held + 1, most)
        at = count - 1
        while at >= 0:
            here[at] += 1
            if here[at] < width and readings.spoken[steps[at], here[at]] >= 0:
                break
            here[at] = 0
            at -= 1
        if at < 0:
            return held


@njit(cache=True)
def _ways(characters, starts, rows, readings, most):  # type: ignore[no-untyped-def]
    words = len(starts) - 1
    longest = 1
    for reading in range(len(readings.at) - 1):
        longest = max(longest, readings.at[reading + 1] - readings.at[reading])
    word_rows, costs = np.zeros(words * most, np.int64), np.zeros(words * most, np.int32)
    first, begins = np.zeros(words * most, np.bool_), np.zeros(words * most + 1, np.int64)
    points = np.zeros(len(characters) * most * longest, np.uint32)
    steps, turn = np.zeros(_ROOM, np.int64), np.zeros(_ROOM, np.int64)
    best, best_costs = np.zeros((most, _ROOM), np.int64), np.zeros(most, np.int64)
    filled = end = 0
    for word in range(words):
        count = _steps(characters[starts[word] : starts[word + 1]], rows, readings, steps)
        if not count:
            continue
        for way in range(_best(steps, count, readings, best, best_costs, turn)):
            word_rows[filled], costs[filled], first[filled] = word, best_costs[way], way == 0
            for at in range(count):
                for place in range(readings.at[best[way, at]], readings.at[best[way, at] + 1]):
                    points[end] = readings.points[place]
                    end += 1
            filled += 1
            begins[filled] = end
    return (
        word_rows[:filled].copy(),
        costs[:filled].copy(),
        first[:filled].copy(),
        points[:end].copy(),
        begins[: filled + 1].copy(),
    )
