"""How often each value occurs in a register, so that agreeing on a rare one is worth more."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from comity.screening.births import DAY
from comity.screening.sets import Sets
from comity.screening.weights import Frequencies

KEPT_WORDS = 50_000
"""So many words of places are counted at most: beyond them every word is rare."""


def count(sets: Sets) -> Frequencies:
    """The counts of one batch."""
    sure = sets.births[sets.births[:, 4] == 0]
    exact = sure[sure[:, 2] == DAY, 0]
    years = _counts(sure[:, 0] // 10_000)
    days = {-key: held for key, held in _counts(exact // 100 % 100 * 32 + exact % 100).items()}
    numbers = np.concatenate([sets.papers[:, 0], sets.phones[:, 0], sets.plates[:, 0]])
    return Frequencies(
        births=years | days,
        states=_counts(sets.states[sets.states[:, 1] == 0, 0]),
        words=_word_counts(sets),
        numbers={key: held for key, held in _counts(numbers).items() if held > 1},
        records=len(sets.sex),
    )


def together(first: Frequencies, second: Frequencies) -> Frequencies:
    """The counts of both. A number that stands once in each is taken to be rare: only repeated ones are held."""
    words = Counter(first.words) + Counter(second.words)
    return Frequencies(
        births=dict(Counter(first.births) + Counter(second.births)),
        states=dict(Counter(first.states) + Counter(second.states)),
        words=dict(words.most_common(KEPT_WORDS)),
        numbers=dict(Counter(first.numbers) + Counter(second.numbers)),
        records=first.records + second.records,
    )


def _word_counts(sets: Sets) -> dict[int, int]:
    """Words by the places that hold them; the words of a place that several records name are stored once."""
    rows = np.concatenate([sets.birth_places, sets.addresses])
    lengths = rows[:, 1] - rows[:, 0]
    rank = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return _counts(sets.words[np.repeat(rows[:, 0], lengths) + rank])


def _counts(values: NDArray[np.int64]) -> dict[int, int]:
    keys, held = np.unique(values, return_counts=True)
    return dict(zip(keys.tolist(), held.tolist(), strict=True))
