"""Compare many names with many, or one with one: the lexicon, the weights and the room the compiled loops work in."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import numpy as np

from comity.kit.loops import first_use
from comity.names.features import AMOUNTS, FEATURES
from comity.names.judge import Names, before, judge, points
from comity.names.lexicon import Lexicon
from comity.names.lines import LINES
from comity.names.meet import EXACT, KINDS, SON
from comity.names.parts import Prepared, joined, prepare
from comity.names.room import new_room
from comity.names.voice import Array
from comity.names.weights import weights

SONS = frozenset({"bin", "ben", "ibn", "bint", "binti", "binte", "ould", "oglu", "ogly"})
"""Particles between a son and his father."""


LARGEST = 100_000
"""So many parts are remembered for single comparisons before the memory is begun anew."""
_lock = Lock()
_shared: "list[Matcher]" = []


@dataclass(frozen=True, slots=True)
class Line:
    """One line of evidence: its feature, the parts of each name it speaks of (first, how many; none is 0), its points."""

    feature: str
    a: tuple[int, int]
    b: tuple[int, int]
    points: int


class Matcher:
    """Names in numbers and what they say of each other. Not for use by two threads at once."""

    def __init__(self, worth: Array | None = None) -> None:
        self.lexicon = Lexicon()
        self._weights = np.array(weights()[1], np.int32) if worth is None else worth
        self._room = new_room()
        self._lines = np.zeros((LINES, 6), np.int32)
        self._amounts = np.zeros(len(AMOUNTS), np.int64)
        self._forms: dict[str, int] = {}
        first_use("pairs", self._practise)

    def _practise(self) -> None:
        names = self.pack([prepare("Chen Wei Li", "person"), prepare("陈伟", "person")])
        places = np.zeros(1, np.int32), np.ones(1, np.int32)
        self.points(names, places[0], names, places[1])
        self.lines(names, 0, names, 1)
        self.lexicon, self._forms = Lexicon(), {}  # whoever numbers parts alike begins with none, on every machine

    def pack(self, prepared: Iterable[Prepared]) -> Names:
        """Names read into parts (``parts.prepare``), in numbers."""
        number = self.lexicon.number
        parts: list[int] = []
        kinds: list[int] = []
        flags: list[int] = []
        organisation: list[bool] = []
        whole: list[int] = []
        forms: list[tuple[int, int]] = []
        numbers: list[int] = []
        starts: tuple[list[int], ...] = ([0], [0], [0])
        for name in prepared:
            parts += [number(part) for part in name.parts]
            kinds += [KINDS.index(part.kind) for part in name.parts]
            flags += [SON * (part.native in SONS) | EXACT * part.exact for part in name.parts]
            organisation.append(name.bearer == "organisation")
            whole.append(number(joined(name.parts)) if name.unspaced else -1)
            forms += [(self._form(form.form), self._form(form.group)) for form in name.forms]
            numbers += sorted(map(_digest, name.numbers))
            for start, flat in zip(starts, (parts, forms, numbers), strict=True):
                start.append(len(flat))  # type: ignore[arg-type]
        return Names(
            part_at=np.array(starts[0], np.int32), parts=np.array(parts, np.int32), kinds=np.array(kinds, np.uint8),
            flags=np.array(flags, np.uint8), whole=np.array(whole, np.int32), organisation=np.array(organisation, np.bool_),
            form_at=np.array(starts[1], np.int32), forms=np.array(forms, np.int32).reshape(-1, 2),
            number_at=np.array(starts[2], np.int32), numbers=np.array(numbers, np.int64),
        )  # fmt: skip

    def _form(self, text: str) -> int:
        return self._forms.setdefault(text, len(self._forms))

    def points(self, left: Names, lefts: Array, right: Names, rights: Array, floor: int | Array | None = None) -> Array:
        """The score of each pair ``lefts[k]``, ``rights[k]``: int32, thousandths of a nat of log odds.

        ``floor`` is one for all pairs or int32, one for each: of a pair whose score is below its floor, only that is told,
        by some number below the floor. Pairs sorted by one of their sides are compared soonest.
        """
        self._ready(left, lefts)
        self._ready(right, rights)
        floors = np.array([] if floor is None else floor, np.int32).reshape(-1)
        if len(floors) not in {0, 1, len(lefts)}:
            raise ValueError("as many floors as pairs, or one for all")
        totals = np.empty(len(lefts), np.int32)
        points(
            self.lexicon.words, self.lexicon.voices, self._room, self._weights, left, lefts, right, rights,
            self._lines, self._amounts, floors, totals,
        )  # fmt: skip
        return totals

    def all_points(self, left: Names, right: Names, pairs: Sequence[tuple[int, int]]) -> list[int]:
        """The same for a few pairs given one by one."""
        places = np.array(pairs, np.int32).reshape(-1, 2)
        found: list[int] = self.points(left, places[:, 0].copy(), right, places[:, 1].copy()).tolist()
        return found

    def lines(self, left: Names, at: int, right: Names, place: int) -> tuple[Line, ...]:
        """Every line of one pair, whose points sum to its score."""
        turned, count = self._judged(left, at, right, place)
        found = []
        for feature, a, wide, b, long, worth in self._lines[:count].tolist():
            sides = ((max(a, 0), wide), (max(b, 0), long))
            found.append(Line(FEATURES[feature], *(sides[::-1] if turned else sides), worth))
        return tuple(found)

    def many_lines(self, left: Names, lefts: Array, right: Names, rights: Array) -> tuple[Array, Array]:
        """The lines of many pairs: int64[pairs + 1] where those of each end, int32[n, 6] of feature, part of the left name
        and how many, part of the right one and how many (-1 and 0 for none), points.
        """
        from comity.names.telling import lines_of

        self._ready(left, lefts)
        self._ready(right, rights)
        ends, rows = lines_of(
            self.lexicon.words, self.lexicon.voices, self._room, self._weights, left, lefts, right, rights,
            self._lines, self._amounts,
        )  # fmt: skip
        return ends, rows

    def amounts(self, left: Names, at: int, right: Names, place: int) -> dict[str, int]:
        """What was measured in one pair, summed over its lines: what the weights are learned from."""
        self._judged(left, at, right, place)
        return dict(zip(AMOUNTS, self._amounts.tolist(), strict=True))

    def _judged(self, left: Names, at: int, right: Names, place: int) -> tuple[bool, int]:
        self._ready(left, np.array([at]))
        self._ready(right, np.array([place]))
        words, voices = self.lexicon.words, self.lexicon.voices
        turned = not before(words, left, at, right, place)
        first, second = ((right, place), (left, at)) if turned else ((left, at), (right, place))
        count = judge(
            words, voices, self._room, self._weights, *first, *second, self._lines, self._amounts
        )  # fmt: skip
        return turned, int(count)

    def _ready(self, names: Names, places: Array) -> None:
        """Let every part of these names be heard before the loops ask for it."""
        wanted = np.zeros(len(names.whole), np.bool_)
        wanted[places] = True
        parts = names.parts[np.repeat(wanted, np.diff(names.part_at))]
        whole = names.whole[wanted]
        self.lexicon.ready(parts)
        self.lexicon.ready(whole[whole >= 0])


@contextmanager
def shared() -> Iterator[Matcher]:
    """The matcher of all single comparisons, for one thread at a time; names packed before may not be used after."""
    with _lock:
        if _shared and len(_shared[0].lexicon) > LARGEST:
            _shared.clear()
        if not _shared:
            _shared.append(Matcher())
        yield _shared[0]


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
