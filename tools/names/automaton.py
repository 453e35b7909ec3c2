"""Names drawn from a published finite-state transducer (OpenFst binary, type vector, standard arcs), without OpenFst.

The package ``khmer-latin-name-transformer`` holds a pair model of Khmer names and their spellings. It is walked at random by
its own chances, always in the same way; what is kept are tokens and how often they were drawn, no names.
"""

import math
import struct
from collections import Counter
from itertools import accumulate
from pathlib import Path
from random import Random

WALKS = 1_313_628
"""Walks that reach an end."""
_SEED, _LONGEST = 7, 200
_MAGIC = 2_125_659_606
_SYMBOL_MAGIC = 2_125_658_996
_NEVER = float("inf")

Arc = tuple[int, int, int, float]


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[int | float, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def text(self) -> str:
        (length,) = self.take("i")
        self.at += int(length)
        return self.data[self.at - int(length) : self.at].decode("ascii")


def _states(path: Path) -> tuple[int, list[tuple[float, list[Arc]]]]:
    """The first state, and of every state its final cost and its arcs: letter read, letter written, next state, cost."""
    source = _Bytes(path.read_bytes())
    if source.take("i") != (_MAGIC,) or source.text() != "vector" or source.text() != "standard":
        raise ValueError(f"{path.name} is no vector of standard arcs")
    _, flags = source.take("ii")
    if int(flags) & 3:
        raise ValueError(f"{path.name} carries symbol tables, which its letters need not")
    _, start, count, _ = source.take("Qqqq")
    states = []
    for _ in range(int(count)):
        (final,), (arcs,) = source.take("f"), source.take("q")
        states.append((float(final), [source.take("iifi") for _ in range(int(arcs))]))
    return int(start), [
        (final, [(int(read), int(written), int(target), float(cost)) for read, written, cost, target in arcs])
        for final, arcs in states
    ]


def drawn(path: Path, walks: int = WALKS) -> Counter[tuple[str, str]]:
    """How often each pair of tokens was drawn, from walks whose sides have as many tokens."""
    start, states = _states(path)
    steps: list[tuple[list[Arc | None], list[float]]] = []
    for final, arcs in states:
        shares = [math.exp(-cost) for *_, cost in arcs]
        ways: list[Arc | None] = list(arcs)
        if final != _NEVER:
            ways.append(None)
            shares.append(math.exp(-final))
        steps.append((ways, list(accumulate(shares))))
    draw, found, ended = Random(_SEED), Counter[tuple[str, str]](), 0
    while ended < walks:
        walked = _walk(draw, start, steps)
        if walked is None:
            continue
        ended += 1
        native, latin = walked[0].split(), walked[1].split()
        if len(native) == len(latin):
            found.update(zip(native, latin, strict=True))
    return found


def _walk(draw: Random, start: int, steps: list[tuple[list[Arc | None], list[float]]]) -> tuple[str, str] | None:
    state = start
    read: list[str] = []
    written: list[str] = []
    for _ in range(_LONGEST):
        ways, sums = steps[state]
        if not ways:
            return None
        way = draw.choices(ways, cum_weights=sums)[0]
        if way is None:
            return "".join(read), "".join(written)
        if way[0]:
            read.append(chr(way[0]))
        if way[1]:
            written.append(chr(way[1]))
        state = way[2]
    return None
