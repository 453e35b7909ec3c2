"""True pairs to teach a voice with, and false ones: the nearest-looking spellings of other names, and some at random."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
from rapidfuzz import fuzz, process

from tools.names.teach import Example

NEAR, ANY, AMONG, BATCH = 4, 2, 40, 500
"""So many near and so many random false spellings for each token, sought among so many nearest; tokens at a time."""

Pair = tuple[str, str, float]


def examples(pairs: Sequence[Pair], *, against: float, same: Mapping[str, str]) -> list[Example]:
    """True pairs with their weight; false ones with ``against`` of the weight of their token's likeliest spelling."""
    spelled: dict[str, dict[str, float]] = defaultdict(dict)
    for signs, letters, weight in pairs:
        spelled[signs][letters] = weight
    tokens = sorted(spelled)
    usual = [max(sorted(spelled[token]), key=lambda one: spelled[token][one]) for token in tokens]
    found = [Example(signs, letters, True, weight) for signs, letters, weight in pairs]
    draw = Random(3)
    for start in range(0, len(tokens), BATCH):
        likeness = process.cdist(usual[start : start + BATCH], usual, scorer=fuzz.ratio, dtype=np.uint8)
        for row, scores in enumerate(likeness):
            token = tokens[start + row]
            order = np.argsort(-scores.astype(np.int16), kind="stable")[:AMONG]
            near = [at for at in order.tolist() if _other(token, tokens[at], spelled, same)][:NEAR]
            chance = [
                at
                for at in (draw.randrange(len(tokens)) for _ in range(ANY))
                if _other(token, tokens[at], spelled, same)
            ]
            weight = against * spelled[token][usual[start + row]]
            for at in near + chance:
                letters = draw.choice(sorted(spelled[tokens[at]]))
                found.append(Example(token, letters, False, weight))
    return found


def _other(first: str, second: str, spelled: Mapping[str, Mapping[str, float]], same: Mapping[str, str]) -> bool:
    """Whether two tokens share no spelling and do not sound alike."""
    if first == second or not spelled[first].keys().isdisjoint(spelled[second]):
        return False
    return first not in same or same[first] != same.get(second)
